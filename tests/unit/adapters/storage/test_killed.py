"""A program that is killed at any moment finds every record again, once."""

import subprocess
import sys
from pathlib import Path

from sqlalchemy import select

from tradecopy_desktop.adapters.storage.intents_file import IntentsFile
from tradecopy_desktop.adapters.storage.ledger import SqlLedger
from tradecopy_desktop.adapters.storage.open_database import open_database
from tradecopy_desktop.adapters.storage.tables import events, records

CHILD = "tests.unit.adapters.storage.copying_child"
REPOSITORY = Path(__file__).parents[4]
# How many records the child has said to have when it is killed, life after life.
LIVES = [1, 2, 5, 40, 3, 150, 1, 71]


def test_records_when_the_program_is_killed_again_and_again_then_are_all_there_once(
    tmp_path: Path,
) -> None:
    for count in LIVES:
        promised = run_and_kill(tmp_path, count)

        stored, waiting = found(tmp_path)

        # The ledger has the first ones without a gap, and the journal all that follow.
        assert stored == list(range(1, len(stored) + 1))
        assert waiting == list(range(len(stored) + 1, len(stored) + len(waiting) + 1))
        assert len(stored) + len(waiting) >= promised


def run_and_kill(folder: Path, count: int) -> int:
    """Let the child write `count` records, kill it, and return the last ordinal it spoke of."""
    child = subprocess.Popen(
        [sys.executable, "-m", CHILD, str(folder)],
        stdout=subprocess.PIPE,
        cwd=REPOSITORY,
        text=True,
        encoding="utf-8",
    )
    assert child.stdout is not None
    lines = [child.stdout.readline() for _ in range(count)]
    child.kill()
    lines += child.stdout.readlines()
    child.stdout.close()
    child.wait()
    return max(int(line) for line in lines if line.endswith("\n"))


def found(folder: Path) -> tuple[list[int], list[int]]:
    """Return the ordinals of the ledger, and those that the journal has beyond them."""
    engine = open_database(folder / "ledger.db")
    with engine.connect() as connection:
        stored = list(connection.execute(select(records.c.ordinal)).scalars())
        assert list(connection.execute(select(events.c.seq)).scalars()) == stored
    ledger = SqlLedger(engine, lambda _: None)
    state = ledger.load()
    ledger.close()
    engine.dispose()
    intents = IntentsFile(folder / "intents")
    waiting = [record.ordinal for record in intents.pending(state.ordinal)]
    intents.close()
    return stored, waiting

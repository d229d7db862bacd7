"""What a guard remembers outlives the program, whenever that is killed."""

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from tests.contract.guard_samples import FOLLOWER, MEMORY, OTHER
from tradecopy_desktop.adapters.storage.guards_store import SqlGuards
from tradecopy_desktop.adapters.storage.open_database import open_database
from tradecopy_desktop.guard_ports import Unreadable

CHILD = "tests.unit.adapters.storage.guarding_child"
REPOSITORY = Path(__file__).parents[4]
# How often the child has said to have saved when it is killed, life after life.
LIVES = [1, 3, 1, 40, 7]


def test_memories_when_the_program_is_killed_again_and_again_then_the_last_saved_are_found(
    tmp_path: Path,
) -> None:
    path = tmp_path / "guards.db"
    for count in LIVES:
        promised = run_and_kill(path, count)

        engine = open_database(path)
        found = SqlGuards(engine).memories()
        engine.dispose()

        mine = found[FOLLOWER]
        assert not isinstance(mine, Unreadable)
        # Killed between saving and saying so, it has saved once more than it said.
        assert mine.trades in (promised, promised + 1)
        whole = replace(MEMORY, trades=mine.trades, last_equity=Decimal(mine.trades) / 8)
        assert found == {FOLLOWER: whole, OTHER: whole}


def run_and_kill(path: Path, count: int) -> int:
    """Let the child save `count` times, kill it, and return the last save that it spoke of."""
    child = subprocess.Popen(
        [sys.executable, "-m", CHILD, str(path)],
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

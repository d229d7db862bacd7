"""A database that fails costs time and an alarm, never a record."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, select

from tests.unit.adapters.storage.loop_of_test import TestLoop
from tests.unit.adapters.storage.samples import copied, event_record, open_command
from tradecopy_desktop.adapters.storage.codec import decode_record
from tradecopy_desktop.adapters.storage.ledger import SqlLedger
from tradecopy_desktop.adapters.storage.open_database import open_database
from tradecopy_desktop.adapters.storage.tables import records
from tradecopy_desktop.domain.errors import TradeCopyError

BUSY_MS = 20


class HandClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.ns = 0

    def now(self) -> datetime:
        return datetime(2025, 3, 14, tzinfo=UTC)

    def monotonic_ns(self) -> int:
        return self.ns

    async def sleep(self, seconds: float) -> None:
        self.ns += round(seconds * 1e9)


class Desk:
    """A ledger with somebody who listens."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.engine: Engine = open_database(path, busy_ms=BUSY_MS)
        self.loop = TestLoop()
        self.clock = HandClock()
        self.ledger = SqlLedger(self.engine, self.loop.call, clock=self.clock)
        self.committed: list[int] = []
        self.trouble: list[str | None] = []
        self.refused: list[str] = []
        self.ledger.on_committed(self.committed.append)
        self.ledger.on_trouble(self.trouble.append)
        self.ledger.on_refused(self.refused.append)

    def wait_for_trouble(self, times: int) -> None:
        self.loop.run_until(lambda: len(self.trouble) >= times)

    def set_aside(self) -> list[tuple[int, str]]:
        """Return ordinal and reason of the records in the file of those that were refused."""
        lines = (self.path.parent / "ledger.refused.jsonl").read_text(encoding="utf-8").splitlines()
        return [(each["ordinal"], each["why"]) for each in map(json.loads, lines)]

    def wait_for(self, ordinal: int) -> None:
        self.loop.run_until(lambda: self.committed[-1:] == [ordinal])


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "ledger.db")
    yield desk
    desk.engine.dispose()


def lock(path: Path) -> sqlite3.Connection:
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    return other


def test_records_when_the_database_is_locked_then_are_stored_once_it_is_free(desk: Desk) -> None:
    other = lock(desk.path)
    for ordinal in (1, 2, 3):
        desk.ledger.append(event_record(ordinal))
    desk.wait_for_trouble(1)
    assert desk.committed == []

    other.close()
    desk.wait_for_trouble(2)
    desk.wait_for(3)

    assert desk.trouble == ["another program holds it: close that program", None]
    assert desk.ledger.load().ordinal == 3
    desk.ledger.close()


def test_lag_when_the_database_is_locked_then_is_that_of_the_oldest_record(desk: Desk) -> None:
    other = lock(desk.path)
    desk.ledger.append(event_record(1))
    desk.clock.ns = 1_500_000_000
    desk.ledger.append(event_record(2))
    desk.clock.ns = 4_000_000_000

    assert desk.ledger.lag_records == 2
    assert desk.ledger.lag_seconds == 4.0

    other.close()
    desk.ledger.close()


def test_records_when_the_disk_is_full_then_are_stored_once_there_is_room(desk: Desk) -> None:
    # Five pages more than there are stand for a full disk.
    def limit(pages: int) -> None:
        desk.engine.dispose()
        event.listen(
            desk.engine,
            "connect",
            lambda connection, _: connection.execute(f"PRAGMA max_page_count={pages}").close(),
        )

    with desk.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    limit(pages + 5)
    for ordinal in range(1, 101):
        desk.ledger.append(event_record(ordinal))
    desk.wait_for_trouble(1)

    limit(1_000_000)
    desk.wait_for_trouble(2)
    desk.wait_for(100)

    assert desk.trouble == ["the disk is full: make room", None]
    assert len(desk.ledger.load().links) == 100
    desk.ledger.close()


def test_close_when_records_cannot_be_stored_then_names_how_many(desk: Desk) -> None:
    other = lock(desk.path)
    for ordinal in (1, 2, 3):
        desk.ledger.append(event_record(ordinal))
    desk.wait_for_trouble(1)

    with pytest.raises(TradeCopyError, match=r"^3 records were not stored .* another program"):
        desk.ledger.close(0.1)

    other.close()


def test_close_when_the_lock_ends_in_time_then_everything_is_stored(desk: Desk) -> None:
    other = lock(desk.path)
    desk.ledger.append(event_record(1))
    desk.wait_for_trouble(1)
    other.close()

    desk.ledger.close()

    assert desk.ledger.load().ordinal == 1


def test_w6_record_when_the_database_refuses_it_then_is_set_aside_and_told(desk: Desk) -> None:
    bad_magic = replace(copied(2), commands=(open_command(2, magic="none"),))
    desk.ledger.append(event_record(1))
    desk.wait_for(1)
    before = desk.ledger.load()

    desk.ledger.append(event_record(2, decisions=(bad_magic,)))
    # What is set aside counts as stored, so that what comes behind it can be acknowledged.
    desk.wait_for(2)

    why = "ValueError: invalid literal for int() with base 10: 'none'"
    assert desk.set_aside() == [(2, why)]
    file = desk.path.parent / "ledger.refused.jsonl"
    assert desk.refused == [f"record 2 was set aside in {file}: {why}"]
    assert desk.trouble == []
    assert desk.ledger.load() == before
    desk.ledger.close()


def test_w6_record_when_set_aside_then_the_file_holds_all_of_it(desk: Desk) -> None:
    bad_magic = replace(copied(2), commands=(open_command(2, magic="none"),))
    desk.ledger.append(event_record(2, decisions=(bad_magic,)))
    desk.wait_for(2)

    text = (desk.path.parent / "ledger.refused.jsonl").read_text(encoding="utf-8")
    kept = json.loads(text)

    assert kept["at"] == "2025-03-14T00:00:00+00:00"
    assert decode_record(json.dumps(kept["record"]).encode()) == event_record(
        2, decisions=(bad_magic,)
    )
    desk.ledger.close()


def test_w6_records_when_around_one_that_is_refused_then_are_stored(desk: Desk) -> None:
    bad_magic = replace(copied(3), commands=(open_command(3, magic="none"),))
    other = lock(desk.path)
    # Locked out, the writer meets all four at once.
    for record in (
        event_record(1),
        event_record(2),
        event_record(3, decisions=(bad_magic,)),
        event_record(4),
    ):
        desk.ledger.append(record)
    desk.wait_for_trouble(1)

    other.close()
    desk.wait_for(4)

    assert [ordinal for ordinal, _ in desk.set_aside()] == [3]
    with desk.engine.connect() as connection:
        assert connection.execute(select(records.c.ordinal)).scalars().all() == [1, 2, 4]
    assert desk.trouble == ["another program holds it: close that program", None]
    desk.ledger.close()


def test_w6_record_when_it_cannot_even_be_set_aside_then_waits_for_the_disk(desk: Desk) -> None:
    bad_magic = replace(copied(1), commands=(open_command(1, magic="none"),))
    in_the_way = desk.path.parent / "ledger.refused.jsonl"
    in_the_way.mkdir()

    desk.ledger.append(event_record(1, decisions=(bad_magic,)))
    desk.ledger.append(event_record(2))
    desk.wait_for_trouble(1)
    assert (desk.committed, desk.refused, desk.ledger.lag_records) == ([], [], 2)
    in_the_way.rmdir()

    desk.wait_for(2)
    assert [ordinal for ordinal, _ in desk.set_aside()] == [1]
    assert desk.ledger.load().ordinal == 2
    desk.ledger.close()


def test_record_when_its_ordinal_is_taken_then_is_set_aside_and_nothing_is_replaced(
    desk: Desk,
) -> None:
    desk.ledger.append(event_record(1))
    desk.wait_for(1)
    before = desk.ledger.load()

    desk.ledger.append(replace(event_record(2), ordinal=1))
    desk.loop.run_until(lambda: bool(desk.refused))

    assert desk.ledger.load() == before
    assert desk.set_aside() == [(1, "UNIQUE constraint failed: records.ordinal")]
    desk.ledger.close()


def test_ledger_when_the_loop_is_closed_already_then_stores_all_the_same(desk: Desk) -> None:
    def closed(_: object) -> None:
        raise RuntimeError("the loop is closed")

    ledger = SqlLedger(desk.engine, closed)
    ledger.on_committed(desk.committed.append)
    ledger.append(event_record(1))
    ledger.close()

    assert desk.ledger.load().ordinal == 1
    desk.ledger.close()


def test_load_when_the_database_is_gone_then_says_so(desk: Desk) -> None:
    with desk.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE cursors")

    with pytest.raises(TradeCopyError, match="the ledger cannot be read"):
        desk.ledger.load()

    desk.ledger.close()

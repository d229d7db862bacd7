"""What a ledger remembers of events that are too old to be loaded, in a database or in memory."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.unit.adapters.storage.loop_of_test import TestLoop
from tests.unit.adapters.storage.samples import FOLLOWER, MASTER, NOON, event_record
from tradecopy_desktop.adapters.storage.ledger import SqlLedger
from tradecopy_desktop.adapters.storage.memory_ledger import MemoryLedger
from tradecopy_desktop.adapters.storage.open_database import open_database
from tradecopy_desktop.ports import Ledger, Record

OPENING = "monitor|opened|5001|5001|7001"


class Office:
    """A ledger and somebody who waits until it has stored."""

    def __init__(self, ledger: Ledger, loop: TestLoop) -> None:
        self.ledger = ledger
        self._loop = loop
        self._committed: list[int] = []
        ledger.on_committed(self._committed.append)

    def store(self, *given: Record) -> None:
        for record in given:
            self.ledger.append(record)
        self._loop.run_until(lambda: self._committed[-1:] == [given[-1].ordinal])


@pytest.fixture(params=["database", "memory"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    loop = TestLoop()
    if request.param == "memory":
        yield Office(MemoryLedger(loop.call), loop)
        return
    engine = open_database(tmp_path / "ledger.db")
    ledger = SqlLedger(engine, loop.call)
    yield Office(ledger, loop)
    ledger.close()
    engine.dispose()


def test_event_when_stored_then_is_found_by_its_name_within_its_account(office: Office) -> None:
    office.store(event_record(1))

    assert office.ledger.is_stored(MASTER, OPENING)
    assert not office.ledger.is_stored(FOLLOWER, OPENING)
    assert not office.ledger.is_stored(MASTER, "monitor|opened|5002|5002|7002")


def test_event_when_too_old_to_be_loaded_then_is_found_all_the_same(office: Office) -> None:
    office.store(
        event_record(1, decided_at=NOON),
        event_record(2, decided_at=NOON + timedelta(days=31)),
    )

    state = office.ledger.load()
    assert (str(MASTER), OPENING) not in state.seen
    assert office.ledger.is_stored(MASTER, OPENING)


@pytest.mark.parametrize(("days", "is_partial"), [(29, False), (31, True)])
def test_state_when_something_is_older_than_what_is_loaded_then_says_so(
    office: Office, days: int, *, is_partial: bool
) -> None:
    office.store(
        event_record(1, decided_at=NOON),
        event_record(2, decided_at=NOON + timedelta(days=days)),
    )

    assert office.ledger.load().is_partial is is_partial

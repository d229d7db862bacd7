"""A ledger on a disk and one in memory, for the tests that both must pass."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.unit.adapters.storage.loop_of_test import TestLoop
from tradecopy_desktop.adapters.storage.ledger import SqlLedger
from tradecopy_desktop.adapters.storage.memory_ledger import MemoryLedger
from tradecopy_desktop.adapters.storage.memory_shelf import MemoryShelf
from tradecopy_desktop.adapters.storage.open_database import open_database
from tradecopy_desktop.ports import LedgerState, Record

AnyLedger = SqlLedger | MemoryLedger


class Office:
    """One program's ledger, closed and opened again like the program."""

    def __init__(self, make: Callable[[TestLoop], AnyLedger]) -> None:
        self._make = make
        self.start()

    def start(self) -> None:
        self.loop = TestLoop()
        self.committed: list[int] = []
        self.ledger = self._make(self.loop)
        self.ledger.on_committed(self.committed.append)

    def stored(self, *given: Record) -> LedgerState:
        """Append records, wait until they are stored, and return what a new start would load."""
        for record in given:
            self.ledger.append(record)
        self.loop.run_until(
            lambda: bool(self.committed) and self.committed[-1] == given[-1].ordinal
        )
        self.restart()
        return self.ledger.load()

    def restart(self) -> None:
        self.ledger.close()
        self.start()


@pytest.fixture(params=["database", "memory"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    if request.param == "memory":
        shelf = MemoryShelf()
        yield Office(lambda loop: MemoryLedger(loop.call, shelf=shelf))
        return
    engine = open_database(tmp_path / "ledger.db")
    office = Office(lambda loop: SqlLedger(engine, loop.call))
    yield office
    office.ledger.close()
    engine.dispose()

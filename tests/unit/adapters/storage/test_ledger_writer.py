"""The writer's thread keeps order, tells of trouble once, and takes small steps in it."""

import threading
from collections.abc import Sequence
from queue import SimpleQueue

from tests.unit.adapters.storage.samples import event_record
from tradecopy_desktop.adapters.storage.ledger_writer import LedgerWriter, Work
from tradecopy_desktop.adapters.system_clock import SystemClock
from tradecopy_desktop.ports import Record

PATIENCE_S = 20.0


class Disk:
    """Begins to work when it is told to, and takes no more than one record at a time."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.go_on = threading.Event()

    def store(self, batch: Sequence[Record]) -> None:
        self.asked.set()
        assert self.go_on.wait(PATIENCE_S)
        if len(batch) > 1:
            raise OSError("too much at once")

    def refuse(self, record: Record, why: str) -> None:
        raise AssertionError(f"record {record.ordinal} is not at fault: {why}")

    def tidy(self) -> bool:
        return False


def test_batch_when_it_fails_then_its_records_are_stored_singly_before_all_is_well() -> None:
    disk = Disk()
    told: SimpleQueue[object] = SimpleQueue()
    work = Work(
        store=disk.store, refuse=disk.refuse, tidy=disk.tidy, stored=told.put, trouble=told.put
    )
    writer = LedgerWriter(work, SystemClock())
    # The first one keeps the thread at the disk while the others come.
    writer.put(event_record(1))
    assert disk.asked.wait(PATIENCE_S)
    for ordinal in (2, 3, 4):
        writer.put(event_record(ordinal))

    disk.go_on.set()
    heard = [told.get(timeout=PATIENCE_S) for _ in range(6)]

    assert heard == [1, "OSError: too much at once", 2, 3, None, 4]
    writer.close(PATIENCE_S)

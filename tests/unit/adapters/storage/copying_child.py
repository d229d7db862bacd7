"""A program that does nothing but keep records, to be killed while it does.

Prints an ordinal once the journal of intents has it, as a copier would send orders then.
"""

import sys
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Protocol

from tests.unit.adapters.storage.samples import event_record
from tradecopy_desktop.adapters.storage.intents_file import IntentsFile
from tradecopy_desktop.adapters.storage.ledger import SqlLedger
from tradecopy_desktop.adapters.storage.open_database import open_database


class _Call(Protocol):
    def __call__(self) -> None: ...


def main() -> None:
    """Write records until somebody ends the process."""
    folder = Path(sys.argv[1])
    calls: SimpleQueue[_Call] = SimpleQueue()
    ledger = SqlLedger(open_database(folder / "ledger.db"), calls.put)
    # Small, so that the two files take turns often.
    intents = IntentsFile(folder / "intents", full_bytes=10_000)
    ledger.on_committed(intents.forget)
    ordinal = ledger.load().ordinal
    for record in intents.pending(ordinal):
        ledger.append(record)
        ordinal = record.ordinal
    while True:
        ordinal += 1
        record = event_record(ordinal)
        intents.write(record)
        sys.stdout.write(f"{ordinal}\n")
        sys.stdout.flush()
        ledger.append(record)
        try:
            while True:
                calls.get_nowait()()
        except Empty:
            pass


if __name__ == "__main__":
    main()

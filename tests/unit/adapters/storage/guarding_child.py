"""A program that does nothing but keep what a guard remembers, to be killed while it does.

Prints how often it has saved, once a save is done.
"""

import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from tests.contract.guard_samples import FOLLOWER, MEMORY, OTHER
from tradecopy_desktop.adapters.storage.guards_store import SqlGuards
from tradecopy_desktop.adapters.storage.open_database import open_database
from tradecopy_desktop.guard_ports import Unreadable


def main() -> None:
    """Save memories until somebody ends the process."""
    store = SqlGuards(open_database(Path(sys.argv[1])))
    before = store.memories().get(FOLLOWER, MEMORY)
    saved = 0 if isinstance(before, Unreadable) or before is MEMORY else before.trades
    while True:
        saved += 1
        memory = replace(MEMORY, trades=saved, last_equity=Decimal(saved) / 8)
        store.save_memories({FOLLOWER: memory, OTHER: memory})
        sys.stdout.write(f"{saved}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

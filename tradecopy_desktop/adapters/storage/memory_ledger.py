"""A ledger that lives as long as the process. For fast tests and the demo; never on a disk."""

from collections.abc import Callable
from functools import partial

from tradecopy_desktop.adapters.storage.memory_shelf import MemoryShelf
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.ports import LedgerState, Record


class MemoryLedger:
    """Stores a record as soon as it is appended; listeners are called through `loop_call`.

    `shelf` is what a ledger before this one left behind, if there was one.
    """

    def __init__(
        self,
        loop_call: Callable[[Callable[[], None]], object],
        *,
        shelf: MemoryShelf | None = None,
    ) -> None:
        self._loop_call = loop_call
        self._listeners: list[Callable[[int], None]] = []
        self._closed = False
        self._shelf = shelf or MemoryShelf()

    def load(self) -> LedgerState:
        """Return what is stored; links and keys go back 30 days from the newest record."""
        return self._shelf.state()

    def append(self, record: Record) -> None:
        """Store a record and tell the listeners."""
        if self._closed:
            raise RuntimeError(f"record {record.ordinal} came after the ledger was closed")
        self._shelf.put(record)
        for listener in tuple(self._listeners):
            self._loop_call(partial(listener, record.ordinal))

    def is_stored(self, account: AccountKey, key: str) -> bool:
        """Tell whether an event is stored, by its lasting name."""
        return self._shelf.is_stored(account, key)

    def on_committed(self, listener: Callable[[int], None]) -> None:
        """Call `listener` on the loop with the ordinal up to which all is stored."""
        self._listeners.append(listener)

    def on_trouble(self, listener: Callable[[str | None], None]) -> None:
        """Take a listener that will never hear of trouble."""

    @property
    def lag_records(self) -> int:
        """Return 0: nothing waits."""
        return 0

    @property
    def lag_seconds(self) -> float:
        """Return 0: nothing waits."""
        return 0.0

    def close(self, seconds: float = 0.0) -> None:
        """Take no more records."""
        self._closed = True

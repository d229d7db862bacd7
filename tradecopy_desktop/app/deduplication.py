"""Recognizes what was copied before, in three layers. Never decides what else is copied.

1. Memory: the source deal ids that were seen of late, and how far each stream came. Bounded.
2. Ledger: what is stored for good, per route. It refuses a second row for an event and for a
   route's decision about it, is asked where the memory is not sure, and gives the book the orders
   that each route took.
3. Dispatched: asked at replication, before a route's opening goes out: did this route send one for
   this very fill or order before?

Each finds a repeat without the other two; the executor's own check of ids comes behind them. A
close is a target, not a step, and is never held back here.
"""

from datetime import timedelta
from enum import StrEnum
from typing import Final, Protocol

from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.event_keys import event_key
from tradecopy_desktop.domain.facts import EventKind, TradeEvent
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.ports import Clock, LedgerState

# More than wait at most to be stored: what is in no other place is never forgotten.
MOST_REMEMBERED: Final = 100_000
_LOADED: Final = timedelta(days=30)
# What opens, wholly or (a reversal) after a close that must not be repeated either.
_OPENINGS: Final = frozenset({EventKind.OPENED, EventKind.ADDED, EventKind.REVERSED})
# Brokers' clocks are not ours.
_MARGIN: Final = timedelta(days=1)


class Layer(StrEnum):
    """One way to find out that something was copied before."""

    MEMORY = "memory"
    LEDGER = "ledger"
    DISPATCHED = "dispatched"


ALL_LAYERS: Final = frozenset(Layer)


class StoredEvents(Protocol):
    """What the second layer needs of the ledger."""

    def is_stored(self, account: AccountKey, key: str) -> bool:
        """Tell whether an event was recorded, by its lasting name; raise TradeCopyError."""
        ...


class Deduplication:
    """The three layers. Those that are not in `layers` find nothing, to show what the others do."""

    def __init__(
        self,
        ledger: StoredEvents,
        clock: Clock,
        *,
        layers: frozenset[Layer] = ALL_LAYERS,
        limit: int = MOST_REMEMBERED,
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._layers = layers
        self._limit = limit
        self._streams: dict[tuple[AccountKey, Role], tuple[str, int]] = {}
        self._seen: dict[tuple[str, str], int] = {}
        # Up to when, in ms of the brokers' time, an event may be stored that is not in memory.
        self._unsure_until = 0
        self._dispatched: dict[tuple[str, str], None] = {}

    def restore(self, state: LedgerState) -> None:
        """Take over what the ledger has loaded."""
        until = self._clock.now() + _MARGIN
        if len(state.seen) > self._limit:
            self._unsure_until = round(until.timestamp() * 1_000)
        elif state.is_partial:
            self._unsure_until = round((until - _LOADED).timestamp() * 1_000)
        for seen, _ in zip(state.seen, range(self._limit), strict=False):
            self._seen[seen] = 0
        for cursor in state.cursors:
            self._streams[cursor.account, cursor.role] = (cursor.stream, cursor.seq)

    def is_repeated(self, event: TradeEvent) -> bool:
        """Tell whether an event was received before, in this life or an earlier one."""
        return self.is_in_memory(event) or self.is_in_ledger(event)

    # Layer 1

    def remember(self, event: TradeEvent) -> None:
        """Keep the name of an event; the oldest one is left to the ledger where there are many."""
        place = (event.account, event.role)
        stream, seq = self._streams.get(place, ("", 0))
        if event.seq:
            newest = max(seq, event.seq) if stream == event.stream else event.seq
            self._streams[place] = (event.stream, newest)
        key = event_key(event)
        if key is None or (str(event.account), key) in self._seen:
            return
        self._seen[str(event.account), key] = event.at
        if len(self._seen) > self._limit:
            oldest_at = self._seen.pop(next(iter(self._seen)))
            until = oldest_at + _MARGIN // timedelta(milliseconds=1)
            self._unsure_until = max(self._unsure_until, until)

    def is_in_memory(self, event: TradeEvent) -> bool:
        """Tell whether an event's number or source deal is remembered."""
        if Layer.MEMORY not in self._layers:
            return False
        stream, seq = self._streams.get((event.account, event.role), ("", 0))
        if stream == event.stream and event.seq <= seq:
            return True
        key = event_key(event)
        return key is not None and (str(event.account), key) in self._seen

    # Layer 2

    def is_in_ledger(self, event: TradeEvent) -> bool:
        """Tell whether an event is stored; asked only where it may be too old for the memory."""
        key = event_key(event)
        if Layer.LEDGER not in self._layers or key is None:
            return False
        if Layer.MEMORY in self._layers and event.at > self._unsure_until:
            return False
        try:
            return self._ledger.is_stored(event.account, key)
        except TradeCopyError:
            # Trouble with the disk is told elsewhere; the book still knows every order taken.
            return False

    def taken_orders(self, orders: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
        """Return the set in which the book keeps what each route took, filled from the ledger."""
        return orders if Layer.LEDGER in self._layers else _Forgetful()

    # Layer 3

    def note_taken(self, link: Link) -> None:
        """Note what a copy's openings were sent for."""
        for fill in link.orders:
            if "/" in fill:
                self._dispatched[link.route, f"{link.position}|{fill}"] = None
        while len(self._dispatched) > self._limit:
            del self._dispatched[next(iter(self._dispatched))]

    def was_dispatched(self, route: str, event: TradeEvent) -> bool:
        """Tell whether a route sent its opening for this very fill or order before."""
        if Layer.DISPATCHED not in self._layers:
            return False
        name = _opening_name(event)
        return name is not None and (route, name) in self._dispatched


def _opening_name(event: TradeEvent) -> str | None:
    if event.kind is EventKind.PENDING_PLACED and event.pending is not None:
        return f"{event.pending.ticket}|{event.pending.ticket}/placed"
    if event.kind in _OPENINGS and event.position is not None and event.deal is not None:
        return f"{event.position.id}|{event.deal.order}/{event.deal.ticket}"
    return None


class _Forgetful(set[tuple[str, str, str]]):
    """A set that keeps nothing."""

    def add(self, _: tuple[str, str, str]) -> None:
        """Forget at once."""

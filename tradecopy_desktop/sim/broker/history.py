"""Everything that ever happened to an account, in the order in which the broker booked it."""

from collections.abc import Callable, Iterator

from tradecopy_desktop.domain.facts import EventKind
from tradecopy_desktop.domain.trades import ClosedPosition, Deal
from tradecopy_desktop.domain.values import DealEntry
from tradecopy_desktop.sim.broker.records import BookedDeal, Change, Holding, Moment

_MOST_CLOSED = 500
_WEEK_MS = 7 * 24 * 3_600_000


class History:
    """Complete and append-only: a terminal may forget, the broker does not.

    `version` rises with every change of positions, booked or not.
    """

    def __init__(self) -> None:
        """Begin empty."""
        self.changes: list[Change] = []
        self.listeners: list[Callable[[], None]] = []
        self._by_position: dict[str, list[BookedDeal]] = {}
        self._by_magic: dict[str, list[BookedDeal]] = {}
        self._closed: list[ClosedPosition] = []
        self.version = 0

    def add(self, change: Change) -> None:
        """Book a change and tell who listens."""
        self.changes.append(change)
        if isinstance(change, BookedDeal):
            self._by_position.setdefault(change.position, []).append(change)
            self._by_magic.setdefault(change.deal.magic, []).append(change)
            if change.kind is EventKind.CLOSED:
                self._closed.append(_proof(change))
        self.touch()

    def touch(self) -> None:
        """Tell who listens that positions changed without a deal."""
        self.version += 1
        for listener in self.listeners:
            listener()

    def deals(self) -> Iterator[BookedDeal]:
        """Return all deals in order."""
        return (change for change in self.changes if isinstance(change, BookedDeal))

    def of_position(self, position: str) -> tuple[BookedDeal, ...]:
        """Return the deals of one position identifier."""
        return tuple(self._by_position.get(position, ()))

    def of_magic(self, magic: str) -> tuple[BookedDeal, ...]:
        """Return the deals that carry this magic."""
        return tuple(self._by_magic.get(magic, ()))

    def closed_since(self, at: int) -> tuple[ClosedPosition, ...]:
        """Return the newest 500 positions closed in the week before `at` (server ms)."""
        newest = self._closed[: -_MOST_CLOSED - 1 : -1]
        return tuple(closed for closed in newest if closed.closed_at >= at - _WEEK_MS)


def booked(kind: EventKind, deal: Deal, holding: Holding, when: Moment) -> BookedDeal:
    """Return the record of a deal with its position as it is after it."""
    return BookedDeal(
        kind=kind,
        deal=deal,
        symbol=holding.symbol,
        position=holding.id,
        after=holding.picture(deal.profit),
        closed_volume=holding.closed_volume,
        when=when,
    )


def _proof(change: BookedDeal) -> ClosedPosition:
    after = change.after
    return ClosedPosition(
        id=change.position,
        order=after.order,
        deal=change.deal.ticket,
        symbol=change.symbol,
        side=after.side,
        volume=change.closed_volume,
        closed_at=change.when.at,
        reason=change.deal.reason,
    )


def is_closing(entry: DealEntry) -> bool:
    """Tell whether a deal of this entry takes volume away and nothing else."""
    return entry in {DealEntry.OUT, DealEntry.OUT_BY}

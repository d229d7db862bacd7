"""Positions told as one line from opening to closing, and the deals they are made of.

Serves the forms that know no deals (MT4, MQL5 Signals). Never joins two positions.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tradecopy_desktop.domain.values import ZERO, DealEntry, Reason, Side
from tradecopy_desktop.sim.recordings.recording import RecordedDeal


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """One closing of a position, whole or in part."""

    row: int
    ticket: str
    time: datetime
    price: Decimal
    volume: Decimal
    entry: DealEntry
    reason: Reason
    profit: Decimal
    commission: Decimal
    swap: Decimal
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundTrip:
    """One position from its opening to its last closing in the file."""

    row: int
    ticket: str
    symbol: str
    side: Side
    opened: datetime
    volume: Decimal
    price: Decimal
    reason: Reason
    comment: str
    exits: tuple[Exit, ...]

    @property
    def is_open(self) -> bool:
        """Return whether some of the volume was not closed in the file."""
        return sum((e.volume for e in self.exits), ZERO) < self.volume


def deals_of(trips: Iterable[RoundTrip]) -> tuple[RecordedDeal, ...]:
    """Return the deals by time; within one second by ticket, an opening before its closing."""
    deals = [deal for trip in trips for deal in (_opening(trip), *_closings(trip))]
    deals.sort(key=lambda d: (d.time, int(d.order), d.entry is not DealEntry.IN))
    return tuple(deals)


def _opening(trip: RoundTrip) -> RecordedDeal:
    return RecordedDeal(
        row=trip.row,
        time=trip.opened,
        deal=trip.ticket,
        order=trip.ticket,
        position=trip.ticket,
        symbol=trip.symbol,
        side=trip.side,
        entry=DealEntry.IN,
        volume=trip.volume,
        price=trip.price,
        stop_loss=None,
        take_profit=None,
        reason=trip.reason,
        profit=ZERO,
        commission=ZERO,
        swap=ZERO,
        comment=trip.comment,
    )


def _closings(trip: RoundTrip) -> Iterable[RecordedDeal]:
    for end in trip.exits:
        yield RecordedDeal(
            row=end.row,
            time=end.time,
            deal=end.ticket,
            order=end.ticket,
            position=trip.ticket,
            symbol=trip.symbol,
            side=trip.side.opposite,
            entry=end.entry,
            volume=end.volume,
            price=end.price,
            stop_loss=None,
            take_profit=None,
            reason=end.reason,
            profit=end.profit,
            commission=end.commission,
            swap=end.swap,
            comment=end.comment,
        )

"""The book of an MT4 account: a partial close ends the ticket and goes on under a new one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from tradecopy_desktop.domain.facts import EventKind
from tradecopy_desktop.domain.values import DealEntry, Reason, Side
from tradecopy_desktop.sim.broker.books import Tickets, Worth, deal_of, opened_by, take_off
from tradecopy_desktop.sim.broker.faults import Faults
from tradecopy_desktop.sim.broker.history import booked
from tradecopy_desktop.sim.broker.records import BookedDeal, Execution, Holding, Moment

_ENDINGS = {Reason.STOP_LOSS: "[sl]", Reason.TAKE_PROFIT: "[tp]", Reason.STOP_OUT: "so: 50%"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedTicket:
    """A ticket of the account history, as it can be selected by its number."""

    ticket: str
    symbol: str
    side: Side
    volume: Decimal
    price: Decimal
    opened_at: int
    closed_at: int
    magic: str
    comment: str


class Mt4Book:
    """Positions by ticket. Whether the remainder keeps magic and comment is the broker's choice."""

    def __init__(self, orders: Tickets, worth: Worth, faults: Faults) -> None:
        """Begin flat."""
        self._orders = orders
        self._worth = worth
        self._faults = faults
        self._open: dict[str, Holding] = {}
        self.closed: dict[str, ClosedTicket] = {}

    def holdings(self) -> Iterable[Holding]:
        """Return the open positions, oldest ticket first."""
        return self._open.values()

    def find(self, ticket: str) -> Holding | None:
        """Return the open position with this ticket."""
        return self._open.get(ticket)

    def fill(self, execution: Execution, when: Moment) -> BookedDeal:
        """Carry an execution out; raise KeyError where the position to close is gone."""
        if execution.position is not None:
            return self._close(execution.position, execution, when)
        holding = self._open[execution.order] = opened_by(execution, when)
        deal = deal_of(execution, execution.order, DealEntry.IN)
        return booked(EventKind.OPENED, deal, holding, when)

    def _close(self, ticket: str, execution: Execution, when: Moment) -> BookedDeal:
        holding = self._open[ticket]
        # MT4 knows no closing order: everything about a closing is named by the closed ticket.
        own = replace(
            execution,
            order=ticket,
            order_volume=holding.volume,
            magic=holding.magic,
            comment=holding.comment,
        )
        record = take_off(holding, own, ticket, self._worth, when)
        del self._open[ticket]
        comment = holding.comment + _ENDINGS.get(execution.reason, "")
        if holding.volume:
            new = self._orders.next()
            comment = self._kept_comment(f"to #{new}", holding.comment)
            self._closed(holding, execution.volume, comment, when)
            self._continue_as(holding, new, ticket)
        else:
            self._closed(holding, execution.volume, comment, when)
        deal = replace(record.deal, comment=comment)
        return replace(
            booked(record.kind, deal, holding, when), closed_volume=holding.closed_volume
        )

    def _continue_as(self, holding: Holding, new: str, old: str) -> None:
        holding.ticket = new
        holding.comment = self._kept_comment(f"from #{old}", holding.comment)
        if self._faults.magic_zeroed:
            holding.magic = "0"
        self._open[new] = holding

    def _kept_comment(self, comment: str, former: str) -> str:
        return former if self._faults.comment_cut else comment

    def _closed(self, holding: Holding, volume: Decimal, comment: str, when: Moment) -> None:
        self.closed[holding.ticket] = ClosedTicket(
            ticket=holding.ticket,
            symbol=holding.symbol,
            side=holding.side,
            volume=volume,
            price=holding.price,
            opened_at=holding.opened_at,
            closed_at=when.at,
            magic=holding.magic,
            comment=comment,
        )

"""The book of an MT5 hedging account: every order has a position of its own, tickets stay."""

from collections.abc import Iterable

from tradecopy_desktop.domain.facts import EventKind
from tradecopy_desktop.domain.values import DealEntry
from tradecopy_desktop.sim.broker.books import Tickets, Worth, deal_of, opened_by, take_off
from tradecopy_desktop.sim.broker.history import booked
from tradecopy_desktop.sim.broker.money import averaged
from tradecopy_desktop.sim.broker.records import BookedDeal, Execution, Holding, Moment


class HedgingBook:
    """Positions by ticket. A further fill of an order joins the position that it opened."""

    def __init__(self, deals: Tickets, worth: Worth) -> None:
        """Begin flat."""
        self._deals = deals
        self._worth = worth
        self._open: dict[str, Holding] = {}

    def holdings(self) -> Iterable[Holding]:
        """Return the open positions, oldest first."""
        return self._open.values()

    def find(self, ticket: str) -> Holding | None:
        """Return the open position with this ticket."""
        return self._open.get(ticket)

    def fill(self, execution: Execution, when: Moment) -> BookedDeal:
        """Carry an execution out; raise KeyError where the position to close is gone."""
        if execution.position is not None:
            return self._close(execution.position, execution, when)
        holding = self._open.get(execution.order)
        deal = deal_of(execution, self._deals.next(), DealEntry.IN)
        if holding is None:
            holding = self._open[execution.order] = opened_by(execution, when)
            return booked(EventKind.OPENED, deal, holding, when)
        holding.price = averaged(holding, execution.volume, execution.price)
        holding.volume += execution.volume
        return booked(EventKind.ADDED, deal, holding, when)

    def _close(self, ticket: str, execution: Execution, when: Moment) -> BookedDeal:
        holding = self._open[ticket]
        record = take_off(holding, execution, self._deals.next(), self._worth, when)
        if not holding.volume:
            del self._open[ticket]
        return record

"""The book of an MT5 netting account: one position a symbol, and the side of a deal decides."""

from collections.abc import Iterable
from dataclasses import replace

from tradecopy_desktop.domain.facts import EndedSide, EventKind
from tradecopy_desktop.domain.values import ZERO, DealEntry
from tradecopy_desktop.sim.broker.books import Tickets, Worth, deal_of, opened_by, take_off
from tradecopy_desktop.sim.broker.history import booked
from tradecopy_desktop.sim.broker.money import averaged
from tradecopy_desktop.sim.broker.records import BookedDeal, Execution, Holding, Moment


class NettingBook:
    """Positions by symbol. The identifier outlives a reversal, the ticket does not."""

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
        return next((h for h in self._open.values() if h.ticket == ticket), None)

    def fill(self, execution: Execution, when: Moment) -> BookedDeal:
        """Carry an execution out; raise KeyError where the position to close is gone."""
        holding = self._open.get(execution.symbol)
        if execution.position is not None and (
            holding is None or holding.ticket != execution.position
        ):
            raise KeyError(execution.position)
        if holding is None:
            deal = deal_of(execution, self._deals.next(), DealEntry.IN)
            holding = self._open[execution.symbol] = opened_by(execution, when)
            return booked(EventKind.OPENED, deal, holding, when)
        if holding.side is execution.side:
            return self._add(holding, execution, when)
        if execution.volume > holding.volume:
            return self._reverse(holding, execution, when)
        return self._reduce(holding, execution, when)

    def _add(self, holding: Holding, execution: Execution, when: Moment) -> BookedDeal:
        holding.price = averaged(holding, execution.volume, execution.price)
        holding.volume += execution.volume
        _take_stops(holding, execution)
        deal = deal_of(execution, self._deals.next(), DealEntry.IN)
        return booked(EventKind.ADDED, deal, holding, when)

    def _reduce(self, holding: Holding, execution: Execution, when: Moment) -> BookedDeal:
        record = take_off(holding, execution, self._deals.next(), self._worth, when)
        if not holding.volume:
            del self._open[holding.symbol]
        return record

    def _reverse(self, holding: Holding, execution: Execution, when: Moment) -> BookedDeal:
        profit = self._worth(holding, holding.volume, execution.price)
        was = EndedSide(order=holding.order, side=holding.side, volume=holding.volume)
        holding.ticket = holding.order = execution.order
        holding.side = execution.side
        holding.volume = execution.volume - was.volume
        holding.closed_volume = ZERO
        holding.opened_at = when.at
        holding.price = execution.price
        holding.magic, holding.comment = execution.magic, execution.comment
        holding.stop_loss, holding.take_profit = execution.stop_loss, execution.take_profit
        deal = deal_of(execution, self._deals.next(), DealEntry.INOUT, profit=profit)
        return replace(booked(EventKind.REVERSED, deal, holding, when), was=was)


def _take_stops(holding: Holding, execution: Execution) -> None:
    # An addition without stops leaves those of the position alone.
    if execution.stop_loss is not None:
        holding.stop_loss = execution.stop_loss
    if execution.take_profit is not None:
        holding.take_profit = execution.take_profit

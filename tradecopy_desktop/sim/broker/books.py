"""What every kind of broker's book does: fill an execution by its own ticket rules."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Protocol

from tradecopy_desktop.domain.facts import EventKind
from tradecopy_desktop.domain.trades import Deal
from tradecopy_desktop.domain.values import ZERO, DealEntry, Reason
from tradecopy_desktop.sim.broker.history import booked
from tradecopy_desktop.sim.broker.records import BookedDeal, Execution, Holding, Moment

Worth = Callable[[Holding, Decimal, Decimal], Decimal]
"""Profit of a holding closed with some volume at some price."""


class Book(Protocol):
    """Open positions and how deals change them."""

    def holdings(self) -> Iterable[Holding]:
        """Return the open positions, oldest first."""
        ...

    def find(self, ticket: str) -> Holding | None:
        """Return the open position with this ticket."""
        ...

    def fill(self, execution: Execution, when: Moment) -> BookedDeal:
        """Carry an execution out; raise KeyError where the position to close is gone."""
        ...


class Tickets:
    """Numbers for orders and deals, rising as at a real server."""

    def __init__(self, first: int) -> None:
        """Begin with `first`."""
        self._next = first

    def next(self) -> str:
        """Return the next number."""
        self._next += 1
        return str(self._next - 1)


def deal_of(execution: Execution, ticket: str, entry: DealEntry, *, profit: Decimal = ZERO) -> Deal:
    """Return the deal that an execution makes."""
    return Deal(
        ticket=ticket,
        order=execution.order,
        entry=entry,
        side=execution.side,
        volume=execution.volume,
        price=execution.price,
        reason=execution.reason,
        magic=execution.magic,
        comment=execution.comment,
        profit=profit,
        swap=ZERO,
        commission=ZERO,
        order_volume=execution.order_volume or execution.volume,
        order_kind=execution.order_kind,
    )


def opened_by(execution: Execution, when: Moment) -> Holding:
    """Return the position that an execution opens; MT5 and MT4 name it by its order."""
    return Holding(
        id=execution.order,
        ticket=execution.order,
        order=execution.order,
        symbol=execution.symbol,
        side=execution.side,
        volume=execution.volume,
        price=execution.price,
        stop_loss=execution.stop_loss,
        take_profit=execution.take_profit,
        magic=execution.magic,
        comment=execution.comment,
        opened_at=when.at,
    )


def take_off(
    holding: Holding, execution: Execution, ticket: str, worth: Worth, when: Moment
) -> BookedDeal:
    """Reduce a position by an execution and return the record; the caller drops it at zero."""
    if execution.volume > holding.volume:
        raise ValueError(
            f"position {holding.ticket} holds {holding.volume} lots, "
            f"{execution.volume} cannot be closed"
        )
    profit = worth(holding, execution.volume, execution.price)
    holding.volume -= execution.volume
    holding.closed_volume += execution.volume
    by = execution.reason is Reason.CLOSE_BY
    deal = deal_of(execution, ticket, DealEntry.OUT_BY if by else DealEntry.OUT, profit=profit)
    kind = EventKind.PARTLY_CLOSED if holding.volume else EventKind.CLOSED
    return booked(kind, deal, holding, when)

"""What a broker keeps: open positions, and every change of its books in the order made."""

from dataclasses import dataclass
from decimal import Decimal

from tradecopy_desktop.domain.facts import EndedSide, EventKind
from tradecopy_desktop.domain.filters import OrderKind
from tradecopy_desktop.domain.trades import Deal, PendingOrder, Position
from tradecopy_desktop.domain.values import ZERO, Reason, Side


@dataclass(slots=True, kw_only=True)
class Holding:
    """An open position in the broker's books. `id` never changes; MT4: the root ticket."""

    id: str
    ticket: str
    order: str
    symbol: str
    side: Side
    volume: Decimal
    price: Decimal
    stop_loss: Decimal | None
    take_profit: Decimal | None
    magic: str
    comment: str
    opened_at: int
    swap: Decimal = ZERO
    closed_volume: Decimal = ZERO

    def picture(self, profit: Decimal) -> Position:
        """Return the position as a terminal shows it."""
        return Position(
            id=self.id,
            ticket=self.ticket,
            order=self.order,
            symbol=self.symbol,
            side=self.side,
            volume=self.volume,
            price=self.price,
            stop_loss=self.stop_loss,
            take_profit=self.take_profit,
            magic=self.magic,
            comment=self.comment,
            opened_at=self.opened_at,
            profit=profit,
            swap=self.swap,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """An order that meets a price: the broker fills this now.

    `position` is the ticket that it closes, None where it opens (netting: the side decides).
    `order_volume` is what the whole order asked for, None where this is all of it.
    """

    order: str
    symbol: str
    side: Side
    volume: Decimal
    price: Decimal
    magic: str = "0"
    comment: str = ""
    reason: Reason = Reason.CLIENT
    stop_loss: Decimal | None = None
    take_profit: Decimal | None = None
    position: str | None = None
    order_volume: Decimal | None = None
    order_kind: OrderKind = OrderKind.MARKET


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When something happened: on the server's clock in ms, and steadily in ns."""

    at: int
    at_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedDeal:
    """A deal and what it did. `after` is its position after it, with volume 0 when it ended."""

    kind: EventKind
    deal: Deal
    symbol: str
    position: str
    after: Position
    closed_volume: Decimal
    when: Moment
    was: EndedSide | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingChange:
    """A pending order that came, changed or went."""

    kind: EventKind
    pending: PendingOrder
    when: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceChange:
    """Money that came or went without a trade."""

    ticket: str
    amount: Decimal
    comment: str
    when: Moment


Change = BookedDeal | PendingChange | BalanceChange

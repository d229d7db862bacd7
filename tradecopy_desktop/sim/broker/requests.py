"""What can be asked of a broker, and what it answers. Values only."""

from dataclasses import dataclass
from decimal import Decimal

from tradecopy_desktop.domain.values import ZERO, PendingKind, Reason, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketRequest:
    """Trade at the market now. On netting accounts the side alone decides what it does.

    `parts` are the deals that the order is filled in, one after the other, and what they leave of
    the volume is never filled; without any it is filled in one. MT4 fills in one.
    """

    symbol: str
    side: Side
    volume: Decimal
    magic: str = "0"
    comment: str = ""
    reason: Reason = Reason.CLIENT
    stop_loss: Decimal | None = None
    take_profit: Decimal | None = None
    deviation: int | None = None
    parts: tuple[Decimal, ...] = ()

    def __post_init__(self) -> None:
        """Refuse parts that are nothing, or more than the order."""
        if any(part <= ZERO for part in self.parts) or sum(self.parts, ZERO) > self.volume:
            told = " + ".join(map(str, self.parts))
            raise ValueError(f"parts must be above 0 and {self.volume} at most, were {told}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseRequest:
    """Close a ticket, whole or in part."""

    ticket: str
    volume: Decimal
    magic: str = "0"
    reason: Reason = Reason.CLIENT


@dataclass(frozen=True, slots=True, kw_only=True)
class StopsRequest:
    """Give a ticket these stops; None takes one away."""

    ticket: str
    stop_loss: Decimal | None
    take_profit: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRequest:
    """Place an order that waits for a price; `expires_at` is on the server's clock."""

    symbol: str
    side: Side
    kind: PendingKind
    volume: Decimal
    price: Decimal
    limit_price: Decimal | None = None
    stop_loss: Decimal | None = None
    take_profit: Decimal | None = None
    expires_at: int | None = None
    magic: str = "0"
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRequest:
    """Change a pending order to these values."""

    ticket: str
    price: Decimal
    limit_price: Decimal | None
    stop_loss: Decimal | None
    take_profit: Decimal | None
    expires_at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelRequest:
    """Take a pending order back."""

    ticket: str


Request = MarketRequest | CloseRequest | StopsRequest | PlaceRequest | ChangeRequest | CancelRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeAnswer:
    """What the trade server answered, with its own code.

    `done`: it was carried out; None: the answer does not tell. `ticket` is the position's, or the
    pending order's.
    """

    done: bool | None
    code: str
    message: str = ""
    ticket: str = "0"
    deal: str = "0"
    order: str = "0"
    volume: Decimal = ZERO
    price: Decimal = ZERO
    at: int = 0

"""Positions, pending orders and deals, as a terminal shows them.

Times named `_at` are milliseconds since 1970 on the trade server's own clock, not UTC.
"""

from dataclasses import dataclass
from decimal import Decimal

from tradecopy_desktop.domain.filters import OrderKind
from tradecopy_desktop.domain.values import DealEntry, PendingKind, Reason, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedLink:
    """What an executor journalled with a position it opened: which copy it is, and of what."""

    copy: str
    id: str
    route: str
    master: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """An open position. `id` never changes; `ticket` may; `order` opened the present side."""

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
    profit: Decimal
    swap: Decimal
    link: CarriedLink | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingOrder:
    """An order that waits for a price; expiry None means until cancelled."""

    ticket: str
    symbol: str
    side: Side
    kind: PendingKind
    volume: Decimal
    price: Decimal
    limit_price: Decimal | None
    stop_loss: Decimal | None
    take_profit: Decimal | None
    magic: str
    comment: str
    placed_at: int
    expires_at: int | None
    link: CarriedLink | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """One execution. `side` is the deal's own: closing a buy position is a sell deal.

    `order_volume` is what its whole order asked for and `order_kind` how it came to the market;
    None where the terminal does not tell.
    """

    ticket: str
    order: str
    entry: DealEntry
    side: Side
    volume: Decimal
    price: Decimal
    reason: Reason
    magic: str
    comment: str
    profit: Decimal
    swap: Decimal
    commission: Decimal
    order_volume: Decimal | None = None
    order_kind: OrderKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedPosition:
    """Proof that a position ended: its last closing deal. `volume` is what was closed in all."""

    id: str
    order: str
    deal: str
    symbol: str
    side: Side
    volume: Decimal
    closed_at: int
    reason: Reason
    link: CarriedLink | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetPosition:
    """The whole position of a netting account in one symbol; side None means flat."""

    side: Side | None
    volume: Decimal


FLAT = NetPosition(side=None, volume=Decimal(0))

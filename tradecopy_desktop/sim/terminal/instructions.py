"""Instructions as an executor reads them: checked messages turned into typed values."""

from dataclasses import dataclass
from decimal import Decimal

from tradecopy_desktop.domain.trades import NetPosition
from tradecopy_desktop.domain.values import PendingKind, Side
from tradecopy_desktop.sim.codec import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingTerms:
    """What a pending order has beyond a market order."""

    kind: PendingKind
    price: Decimal
    limit_price: Decimal | None
    expires_at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """An `open`, or a `place` where it has terms. `received` is in the EA's microseconds."""

    id: str
    copy: str
    revision: int
    symbol: str
    side: Side
    volume: Decimal
    stop_loss: Decimal | None
    take_profit: Decimal | None
    magic: str
    comment: str
    route: str
    master: str
    source: str
    expires: int
    max_slippage: int | None
    expected: NetPosition | None
    terms: PendingTerms | None
    received: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Handle:
    """One opening of a copy, for finding it without a journal."""

    id: str
    magic: str
    volume: Decimal
    since: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A change of a copy; `type` says which of the values are its target."""

    type: str
    id: str
    copy: str
    revision: int
    symbol: str
    side: Side
    opens: tuple[Handle, ...]
    volume: Decimal
    stop_loss: Decimal | None
    take_profit: Decimal | None
    price: Decimal
    limit_price: Decimal | None
    expires_at: int | None
    expected: NetPosition | None
    received: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Flatten:
    """Close everything in a scope; no copies means the whole account."""

    id: str
    copies: tuple[str, ...] | None
    cancel_pendings: bool
    received: int


def opening_of(message: Message, received: int) -> Opening:
    """Return an `open` or `place` as a value."""
    terms = None
    if message["type"] == "place":
        terms = PendingTerms(
            kind=PendingKind(message["kind"]),
            price=message["price"],
            limit_price=message["limit_price"],
            expires_at=message["expires_at"],
        )
    return Opening(
        id=message["id"],
        copy=message["copy"],
        revision=message["revision"],
        symbol=message["symbol"],
        side=Side(message["side"]),
        volume=message["volume"],
        stop_loss=message["sl"],
        take_profit=message["tp"],
        magic=message["magic"],
        comment=message["comment"],
        route=message["route"],
        master=message["master"],
        source=message["source"],
        expires=message["expires"],
        max_slippage=message["max_slippage"],
        expected=_net(message["expected"]),
        terms=terms,
        received=received,
    )


def target_of(message: Message, received: int) -> Target:
    """Return a change of a copy as a value."""
    return Target(
        type=message["type"],
        id=message["id"],
        copy=message["copy"],
        revision=message["revision"],
        symbol=message["symbol"],
        side=Side(message["side"]),
        opens=tuple(Handle(**opening) for opening in message["opens"]),
        volume=message.get("volume", Decimal(0)),
        stop_loss=message.get("sl"),
        take_profit=message.get("tp"),
        price=message.get("price", Decimal(0)),
        limit_price=message.get("limit_price"),
        expires_at=message.get("expires_at"),
        expected=_net(message.get("expected")),
        received=received,
    )


def flatten_of(message: Message, received: int) -> Flatten:
    """Return a `flatten` as a value."""
    copies = None if message["scope"] == "account" else tuple(message["copies"])
    return Flatten(
        id=message["id"],
        copies=copies,
        cancel_pendings=message["cancel_pendings"],
        received=received,
    )


def _net(value: Message | None) -> NetPosition | None:
    if value is None:
        return None
    side = None if value["side"] is None else Side(value["side"])
    return NetPosition(side=side, volume=value["volume"])

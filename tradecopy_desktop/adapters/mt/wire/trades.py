"""Positions, orders, deals and money as objects inside frames. Forms only, never rules."""

from typing import Literal

from msgspec import Struct

from tradecopy_desktop.adapters.mt.wire.words import (
    Digits,
    Id,
    Lots,
    LotsAboveZero,
    Name64,
    Name96,
    Number,
    Price,
    PriceAboveZero,
    ServerTime,
    Text64,
)
from tradecopy_desktop.domain.filters import OrderKind
from tradecopy_desktop.domain.values import PendingKind, Reason, Side


class WireObject(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """An object inside a frame: every field required unless it says otherwise."""


class WireLink(WireObject, frozen=True):
    """What the executor journalled when it opened this."""

    copy: Id
    id: Id
    route: Name64
    master: Name96
    source: Name64


class WirePosition(WireObject, frozen=True):
    """An open position, or a closed one as it last was with volume 0."""

    id: Digits
    ticket: Digits
    order: Digits
    symbol: Name64
    side: Side
    volume: Lots
    price: Price
    sl: PriceAboveZero | None
    tp: PriceAboveZero | None
    magic: Digits
    comment: Text64
    opened_at: ServerTime
    profit: Number
    swap: Number
    link: WireLink | None


class WirePending(WireObject, frozen=True):
    """An order that waits for its price."""

    ticket: Digits
    symbol: Name64
    side: Side
    kind: PendingKind
    volume: Lots
    price: PriceAboveZero
    limit_price: PriceAboveZero | None
    sl: PriceAboveZero | None
    tp: PriceAboveZero | None
    magic: Digits
    comment: Text64
    placed_at: ServerTime
    expires_at: ServerTime | None
    link: WireLink | None


class WireClosing(WireObject, frozen=True):
    """A position that ended, with the deal that ended it."""

    id: Digits
    order: Digits
    deal: Digits
    symbol: Name64
    side: Side
    volume: LotsAboveZero
    closed_at: ServerTime
    reason: Reason
    link: WireLink | None


class WireDeal(WireObject, frozen=True):
    """One execution; `entry` is none for a balance operation."""

    ticket: Digits
    order: Digits
    entry: Literal["in", "out", "inout", "out_by", "none"]
    side: Side
    volume: Lots
    price: Price
    reason: Reason
    magic: Digits
    comment: Text64
    profit: Number
    swap: Number
    commission: Number


class WireDealSince1(WireDeal, frozen=True):
    """An execution in a session of minor 1 or later: it tells of its whole order too."""

    order_volume: Lots
    order_kind: OrderKind


class WireFill(WireObject, frozen=True):
    """A part of an instruction that the broker executed."""

    ticket: Digits
    deal: Digits
    order: Digits
    volume: Lots
    price: Price
    at: ServerTime


class WireNet(WireObject, frozen=True):
    """The whole position of a netting account in one symbol; side null and volume 0: flat."""

    side: Side | None
    volume: Lots


class WireFunds(WireObject, frozen=True):
    """Money of an account as a snapshot carries it."""

    balance: Number
    equity: Number
    margin: Number
    free_margin: Number
    credit: Number
    floating: Number

"""Frames about symbols, quotes and funds. Forms only, never rules."""

from typing import Annotated, Literal

from msgspec import Meta, field

from tradecopy_desktop.adapters.mt.wire.session_frames import Frame
from tradecopy_desktop.adapters.mt.wire.trades import WireObject
from tradecopy_desktop.adapters.mt.wire.words import (
    Count,
    CountFromOne,
    Digits,
    Lots,
    Micros,
    Name64,
    Number,
    Price,
    ServerTime,
    Text8,
    Text32,
    Text128,
)
from tradecopy_desktop.domain.instruments import TradeMode
from tradecopy_desktop.domain.values import PendingKind

DayOfWeek = Annotated[int, Meta(ge=0, le=6)]
MinuteOfDay = Annotated[int, Meta(ge=0, le=1440)]


class GetSymbols(Frame, frozen=True, tag="get_symbols"):
    """The bridge asks for specifications; no names stand for all."""

    request: Digits
    names: tuple[Name64, ...]


class WireSession(WireObject, frozen=True):
    """Hours in which a symbol trades."""

    day: DayOfWeek
    start: MinuteOfDay = field(name="from")
    end: MinuteOfDay = field(name="to")


class WireSymbol(WireObject, frozen=True):
    """A symbol as its broker specifies it."""

    name: Name64
    description: Text128
    path: Text128
    digits: Count
    point: Number
    tick_size: Number
    tick_value: Number
    contract_size: Number
    lot_min: Lots
    lot_step: Lots
    lot_max: Lots
    lot_limit: Lots
    stops_level: Count
    freeze_level: Count
    spread_floating: bool
    trade_mode: TradeMode
    execution: Literal["request", "instant", "market", "exchange"]
    fillings: tuple[Literal["fok", "ioc", "return"], ...]
    calc_mode: Text32
    base: Text8
    profit: Text8
    margin: Text8
    selected: bool
    pendings: tuple[PendingKind, ...]
    sessions: tuple[WireSession, ...]


class Symbols(Frame, frozen=True, tag="symbols"):
    """One page of specifications."""

    request: Digits
    page: CountFromOne
    pages: CountFromOne
    symbols: tuple[WireSymbol, ...]
    missing: tuple[Name64, ...]


class SymbolsChanged(Frame, frozen=True, tag="symbols_changed"):
    """Specifications that the bridge should ask for again."""

    names: tuple[Name64, ...]


class Subscribe(Frame, frozen=True, tag="subscribe"):
    """The whole set of symbols whose quotes are wanted from now."""

    symbols: Annotated[tuple[Name64, ...], Meta(max_length=256)]


class WireQuote(WireObject, frozen=True):
    """The newest bid and ask of a symbol."""

    symbol: Name64
    bid: Price
    ask: Price
    at: ServerTime


class Quotes(Frame, frozen=True, tag="quotes"):
    """Quotes that changed."""

    ticks: Micros
    quotes: tuple[WireQuote, ...]


class FundsChange(Frame, frozen=True, tag="funds"):
    """Money of an account, when it changed."""

    ticks: Micros
    balance: Number
    equity: Number
    margin: Number
    free_margin: Number
    credit: Number
    floating: Number

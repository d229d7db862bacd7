"""Positions, orders, deals and money of a frame in the domain's words. Decides nothing."""

from decimal import Decimal
from typing import Final

from tradecopy_desktop.adapters.mt.wire.market_frames import FundsChange, WireSymbol
from tradecopy_desktop.adapters.mt.wire.trades import (
    WireClosing,
    WireDeal,
    WireDealSince1,
    WireFill,
    WireFunds,
    WireLink,
    WireNet,
    WirePending,
    WirePosition,
)
from tradecopy_desktop.domain.accounts import Funds
from tradecopy_desktop.domain.facts import Fill
from tradecopy_desktop.domain.instruments import Instrument, TradingSession
from tradecopy_desktop.domain.trades import (
    CarriedLink,
    ClosedPosition,
    Deal,
    NetPosition,
    PendingOrder,
    Position,
)
from tradecopy_desktop.domain.values import DealEntry

_ENTRIES: Final = {entry.value: entry for entry in DealEntry}


def optional_decimal(number: str | None) -> Decimal | None:
    """Return the number, or None for null."""
    return None if number is None else Decimal(number)


def to_position(position: WirePosition) -> Position:
    """Return an open position, or a closed one with volume 0."""
    return Position(
        id=position.id,
        ticket=position.ticket,
        order=position.order,
        symbol=position.symbol,
        side=position.side,
        volume=Decimal(position.volume),
        price=Decimal(position.price),
        stop_loss=optional_decimal(position.sl),
        take_profit=optional_decimal(position.tp),
        magic=position.magic,
        comment=position.comment,
        opened_at=position.opened_at,
        profit=Decimal(position.profit),
        swap=Decimal(position.swap),
        link=_link(position.link),
    )


def to_pending_order(pending: WirePending) -> PendingOrder:
    """Return an order that waits for its price."""
    return PendingOrder(
        ticket=pending.ticket,
        symbol=pending.symbol,
        side=pending.side,
        kind=pending.kind,
        volume=Decimal(pending.volume),
        price=Decimal(pending.price),
        limit_price=optional_decimal(pending.limit_price),
        stop_loss=optional_decimal(pending.sl),
        take_profit=optional_decimal(pending.tp),
        magic=pending.magic,
        comment=pending.comment,
        placed_at=pending.placed_at,
        expires_at=pending.expires_at,
        link=_link(pending.link),
    )


def to_closed_position(closing: WireClosing) -> ClosedPosition:
    """Return the proof that a position ended."""
    return ClosedPosition(
        id=closing.id,
        order=closing.order,
        deal=closing.deal,
        symbol=closing.symbol,
        side=closing.side,
        volume=Decimal(closing.volume),
        closed_at=closing.closed_at,
        reason=closing.reason,
        link=_link(closing.link),
    )


def to_deal(deal: WireDeal) -> Deal | None:
    """Return an execution, or None for one whose entry the domain has no word for."""
    entry = _ENTRIES.get(deal.entry)
    if entry is None:
        return None
    telling = deal if isinstance(deal, WireDealSince1) else None
    return Deal(
        ticket=deal.ticket,
        order=deal.order,
        entry=entry,
        side=deal.side,
        volume=Decimal(deal.volume),
        price=Decimal(deal.price),
        reason=deal.reason,
        magic=deal.magic,
        comment=deal.comment,
        profit=Decimal(deal.profit),
        swap=Decimal(deal.swap),
        commission=Decimal(deal.commission),
        order_volume=None if telling is None else Decimal(telling.order_volume),
        order_kind=None if telling is None else telling.order_kind,
    )


def to_fill(fill: WireFill) -> Fill:
    """Return a part of an instruction that the broker executed."""
    return Fill(
        ticket=fill.ticket,
        deal=fill.deal,
        order=fill.order,
        volume=Decimal(fill.volume),
        price=Decimal(fill.price),
        at=fill.at,
    )


def to_net_position(net: WireNet | None) -> NetPosition | None:
    """Return the whole position in a symbol, or None where a hedging account has none."""
    return None if net is None else NetPosition(side=net.side, volume=Decimal(net.volume))


def to_funds(funds: WireFunds | FundsChange) -> Funds:
    """Return the money of an account."""
    return Funds(
        balance=Decimal(funds.balance),
        equity=Decimal(funds.equity),
        margin=Decimal(funds.margin),
        free_margin=Decimal(funds.free_margin),
        credit=Decimal(funds.credit),
        floating=Decimal(funds.floating),
    )


def to_instrument(symbol: WireSymbol) -> Instrument:
    """Return a symbol as its broker specifies it."""
    return Instrument(
        name=symbol.name,
        digits=symbol.digits,
        point=Decimal(symbol.point),
        tick_size=Decimal(symbol.tick_size),
        tick_value=Decimal(symbol.tick_value),
        contract_size=Decimal(symbol.contract_size),
        lot_min=Decimal(symbol.lot_min),
        lot_step=Decimal(symbol.lot_step),
        lot_max=Decimal(symbol.lot_max),
        lot_limit=Decimal(symbol.lot_limit),
        stops_level=symbol.stops_level,
        freeze_level=symbol.freeze_level,
        spread_floating=symbol.spread_floating,
        trade_mode=symbol.trade_mode,
        execution=symbol.execution,
        fillings=symbol.fillings,
        calc_mode=symbol.calc_mode,
        description=symbol.description,
        path=symbol.path,
        base=symbol.base,
        profit=symbol.profit,
        margin=symbol.margin,
        selected=symbol.selected,
        pendings=tuple(kind.value for kind in symbol.pendings),
        sessions=tuple(
            TradingSession(day=session.day, start=session.start, end=session.end)
            for session in symbol.sessions
        ),
    )


def _link(link: WireLink | None) -> CarriedLink | None:
    if link is None:
        return None
    return CarriedLink(
        copy=link.copy, id=link.id, route=link.route, master=link.master, source=link.source
    )

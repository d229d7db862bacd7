"""Domain values in the words of the protocol's tables. Numbers become strings here."""

from decimal import Decimal

from tradecopy_desktop.domain.accounts import Funds, Permissions
from tradecopy_desktop.domain.facts import EndedSide, Quote
from tradecopy_desktop.domain.filters import OrderKind
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.trades import (
    CarriedLink,
    ClosedPosition,
    Deal,
    NetPosition,
    PendingOrder,
    Position,
)
from tradecopy_desktop.sim.codec import Message, exact
from tradecopy_desktop.sim.terminal.journal import Fill

_SINCE_1 = frozenset({"order_volume", "order_kind"})


def price(value: Decimal | None) -> str | None:
    """Return a price, or None where there is none."""
    return None if value is None else exact(value)


def link(value: CarriedLink | None) -> Message | None:
    """Return what a position stands for."""
    if value is None:
        return None
    return {
        "copy": value.copy,
        "id": value.id,
        "route": value.route,
        "master": value.master,
        "source": value.source,
    }


def position(value: Position) -> Message:
    """Return a position."""
    return {
        "id": value.id,
        "ticket": value.ticket,
        "order": value.order,
        "symbol": value.symbol,
        "side": value.side.value,
        "volume": exact(value.volume),
        "price": exact(value.price),
        "sl": price(value.stop_loss),
        "tp": price(value.take_profit),
        "magic": value.magic,
        "comment": value.comment,
        "opened_at": value.opened_at,
        "profit": exact(value.profit),
        "swap": exact(value.swap),
        "link": link(value.link),
    }


def pending(value: PendingOrder) -> Message:
    """Return a pending order."""
    return {
        "ticket": value.ticket,
        "symbol": value.symbol,
        "side": value.side.value,
        "kind": value.kind.value,
        "volume": exact(value.volume),
        "price": exact(value.price),
        "limit_price": price(value.limit_price),
        "sl": price(value.stop_loss),
        "tp": price(value.take_profit),
        "magic": value.magic,
        "comment": value.comment,
        "placed_at": value.placed_at,
        "expires_at": value.expires_at,
        "link": link(value.link),
    }


def closing(value: ClosedPosition) -> Message:
    """Return the proof that a position ended."""
    return {
        "id": value.id,
        "order": value.order,
        "deal": value.deal,
        "symbol": value.symbol,
        "side": value.side.value,
        "volume": exact(value.volume),
        "closed_at": value.closed_at,
        "reason": value.reason.value,
        "link": link(value.link),
    }


def deal(value: Deal) -> Message:
    """Return a deal."""
    return {
        "ticket": value.ticket,
        "order": value.order,
        "entry": value.entry.value,
        "side": value.side.value,
        "volume": exact(value.volume),
        "price": exact(value.price),
        "reason": value.reason.value,
        "magic": value.magic,
        "comment": value.comment,
        "profit": exact(value.profit),
        "swap": exact(value.swap),
        "commission": exact(value.commission),
        "order_volume": exact(value.volume if value.order_volume is None else value.order_volume),
        "order_kind": (value.order_kind or OrderKind.MARKET).value,
    }


def balance_deal(ticket: str, amount: Decimal, comment: str) -> Message:
    """Return the deal that a deposit or withdrawal makes."""
    return {
        "ticket": ticket,
        "order": "0",
        "entry": "none",
        "side": "buy" if amount >= 0 else "sell",
        "volume": "0",
        "price": "0",
        "reason": "other",
        "magic": "0",
        "comment": comment,
        "profit": exact(amount),
        "swap": "0",
        "commission": "0",
        "order_volume": "0",
        "order_kind": OrderKind.MARKET.value,
    }


def event_in(minor: int, body: Message) -> Message:
    """Return an event with the fields that a session of this minor knows."""
    if minor or body["deal"] is None:
        return body
    told = {name: body["deal"][name] for name in body["deal"] if name not in _SINCE_1}
    return {**body, "deal": told}


def ended(value: EndedSide | None) -> Message | None:
    """Return the side that a reversal closed."""
    if value is None:
        return None
    return {"order": value.order, "side": value.side.value, "volume": exact(value.volume)}


def net(value: NetPosition | None) -> Message | None:
    """Return the whole position of a netting account in a symbol."""
    if value is None:
        return None
    side = None if value.side is None else value.side.value
    return {"side": side, "volume": exact(value.volume)}


def fill(value: Fill) -> Message:
    """Return a part that was executed."""
    return {
        "ticket": value.ticket,
        "deal": value.deal,
        "order": value.order,
        "volume": exact(value.volume),
        "price": exact(value.price),
        "at": value.at,
    }


def funds(value: Funds) -> Message:
    """Return the account's money."""
    return {
        "balance": exact(value.balance),
        "equity": exact(value.equity),
        "margin": exact(value.margin),
        "free_margin": exact(value.free_margin),
        "credit": exact(value.credit),
        "floating": exact(value.floating),
    }


def permissions(value: Permissions) -> Message:
    """Return what is allowed."""
    return {
        "connected": value.connected,
        "terminal": value.terminal,
        "program": value.program,
        "account": value.account,
        "experts": value.experts,
        "dlls": value.dlls,
    }


def quote(value: Quote) -> Message:
    """Return a price of a symbol."""
    return {
        "symbol": value.symbol,
        "bid": exact(value.bid),
        "ask": exact(value.ask),
        "at": value.at,
    }


def symbol(value: Instrument) -> Message:
    """Return a symbol's specification."""
    return {
        "name": value.name,
        "description": value.description,
        "path": value.path,
        "digits": value.digits,
        "point": exact(value.point),
        "tick_size": exact(value.tick_size),
        "tick_value": exact(value.tick_value),
        "contract_size": exact(value.contract_size),
        "lot_min": exact(value.lot_min),
        "lot_step": exact(value.lot_step),
        "lot_max": exact(value.lot_max),
        "lot_limit": exact(value.lot_limit),
        "stops_level": value.stops_level,
        "freeze_level": value.freeze_level,
        "spread_floating": value.spread_floating,
        "trade_mode": value.trade_mode.value,
        "execution": value.execution,
        "fillings": list(value.fillings),
        "calc_mode": value.calc_mode,
        "base": value.base,
        "profit": value.profit,
        "margin": value.margin,
        "selected": value.selected,
        "pendings": list(value.pendings),
        "sessions": [{"day": s.day, "from": s.start, "to": s.end} for s in value.sessions],
    }

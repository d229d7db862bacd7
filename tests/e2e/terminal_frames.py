"""Frames as a terminal writes them: plain JSON objects with usual values. Sends nothing."""

from typing import Any

Json = dict[str, Any]

SERVER_TIME = 1_731_000_000_000
FUNDS = {
    "balance": "10000.00",
    "equity": "10000.00",
    "margin": "0.00",
    "free_margin": "10000.00",
    "credit": "0.00",
    "floating": "0.00",
}
ALL_ALLOWED = {
    "connected": True,
    "terminal": True,
    "program": True,
    "account": True,
    "experts": True,
    "dlls": False,
}


def hello(*, login: str, server: str, role: str, stream: str, **changes: object) -> Json:
    """Return the first frame of a hedging MT5 account."""
    return {
        "type": "hello",
        "minor": 0,
        "role": role,
        "platform": "mt5",
        "login": login,
        "server": server,
        "company": "Example Markets Ltd",
        "holder": "",
        "currency": "USD",
        "kind": "demo",
        "margin_mode": "hedging",
        "fifo": False,
        "leverage": 100,
        "order_limit": 0,
        "stop_out_mode": "percent",
        "stop_out": "50.00",
        "build": 4885,
        "ea_version": "1.0.0",
        "utc_offset_s": 7200,
        "permissions": ALL_ALLOWED,
        "stream": stream,
        "last_seq": "0",
        "first_seq": "0",
        "ticks": 1_500,
    } | changes


def snapshot(**changes: object) -> Json:
    """Return the one page of a whole picture of an account that holds nothing."""
    return {
        "type": "snapshot",
        "request": None,
        "page": 1,
        "pages": 1,
        "whole": True,
        "seq": "0",
        "ticks": 2_000,
        "funds": FUNDS,
        "positions": [],
        "pendings": [],
        "closed": [],
    } | changes


def heartbeat(*, ticks: int, echo: Json | None, positions: int = 0, funds: Json = FUNDS) -> Json:
    """Return a sign of life."""
    state = {name: funds[name] for name in ("balance", "equity", "margin", "free_margin", "credit")}
    return {
        "type": "heartbeat",
        "ticks": ticks,
        "echo": echo,
        "state": state
        | {
            "connected": True,
            "trade_allowed": True,
            "positions": positions,
            "pendings": 0,
            "server_time": SERVER_TIME,
        },
    }


def position(*, id: str, order: str, volume: str, **changes: object) -> Json:
    """Return a bought EURUSD position without stops."""
    return {
        "id": id,
        "ticket": id,
        "order": order,
        "symbol": "EURUSD",
        "side": "buy",
        "volume": volume,
        "price": "1.08500",
        "sl": None,
        "tp": None,
        "magic": "0",
        "comment": "",
        "opened_at": SERVER_TIME,
        "profit": "0.00",
        "swap": "0.00",
        "link": None,
    } | changes


def deal(*, ticket: str, order: str, entry: str, side: str, volume: str) -> Json:
    """Return a deal that the trader made."""
    return {
        "ticket": ticket,
        "order": order,
        "entry": entry,
        "side": side,
        "volume": volume,
        "price": "1.08500",
        "reason": "client",
        "magic": "0",
        "comment": "",
        "profit": "0.00",
        "swap": "0.00",
        "commission": "0.00",
    }


def event(
    *, seq: int, kind: str, position: Json | None, deal: Json | None, **changes: object
) -> Json:
    """Return a change of a position."""
    return {
        "type": "event",
        "seq": str(seq),
        "kind": kind,
        "at": SERVER_TIME,
        "ticks": 3_000,
        "age": 0,
        "position": position,
        "deal": deal,
        "pending": None,
        "was": None,
        "amount": None,
    } | changes


def opened(seq: int) -> Json:
    """Return the event of a bought 0.10 lots; its tickets follow from its number."""
    return event(
        seq=seq,
        kind="opened",
        position=position(id=str(500 + seq), order=str(600 + seq), volume="0.10"),
        deal=deal(
            ticket=str(700 + seq), order=str(600 + seq), entry="in", side="buy", volume="0.10"
        ),
    )


def deposit(*, seq: int, ticket: str) -> Json:
    """Return the event of a deposit, which changes no position."""
    paid = deal(ticket=ticket, order="0", entry="none", side="buy", volume="0")
    paid.update(price="0", reason="other", profit="1.00")
    return event(seq=seq, kind="balance", position=None, deal=paid, amount="1.00")


def report(*, n: int, id: str, copy: str | None, revision: int = 1, **changes: object) -> Json:
    """Return an executor's answer: filled, nothing further said."""
    return {
        "type": "report",
        "n": str(n),
        "id": id,
        "copy": copy,
        "revision": revision,
        "outcome": "filled",
        "code": "",
        "message": "",
        "fills": [],
        "remaining": "0",
        "net": None,
        "sl": None,
        "tp": None,
        "received": 4_000,
        "sent": 4_000,
        "done": 4_000,
    } | changes


def symbols(*, request: str, names: list[str]) -> Json:
    """Return the specifications of symbols with 100,000 units and steps of 0.01 lots."""
    return {
        "type": "symbols",
        "request": request,
        "page": 1,
        "pages": 1,
        "symbols": [_symbol(name) for name in names],
        "missing": [],
    }


def _symbol(name: str) -> Json:
    return {
        "name": name,
        "description": "",
        "path": "Forex",
        "digits": 5,
        "point": "0.00001",
        "tick_size": "0.00001",
        "tick_value": "1",
        "contract_size": "100000",
        "lot_min": "0.01",
        "lot_step": "0.01",
        "lot_max": "100",
        "lot_limit": "0",
        "stops_level": 0,
        "freeze_level": 0,
        "spread_floating": True,
        "trade_mode": "full",
        "execution": "market",
        "fillings": ["fok", "ioc"],
        "calc_mode": "forex",
        "base": "EUR",
        "profit": "USD",
        "margin": "EUR",
        "selected": True,
        "pendings": ["limit", "stop", "stop_limit"],
        "sessions": [],
    }

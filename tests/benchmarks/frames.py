"""The frames that the benchmark's terminals send, as raw JSON. Uses none of the program's code."""

import json
from typing import Final

from tests.benchmarks.course import LOTS, SYMBOL, Step, order_of

SERVER: Final = "Bench-Demo"
MASTER_LOGIN: Final = "1000"
PRICE: Final = "1.08543"
SERVER_TIME: Final = 1_731_000_000_000
FUNDS: Final = {
    "balance": "100000.00",
    "equity": "100000.00",
    "margin": "0.00",
    "free_margin": "100000.00",
    "credit": "0.00",
}


def follower_login(follower: int) -> str:
    """Return the login of a follower, counted from 0."""
    return str(2_000 + follower)


def key_of(login: str) -> str:
    """Return the key that a terminal shows; the program under test knows its hash."""
    return f"benchmark-key-of-{login}"


def hello(role: str, login: str, ticks: int) -> str:
    """Return the first frame of a terminal."""
    return _text(
        {
            "type": "hello",
            "minor": 0,
            "role": role,
            "platform": "mt5",
            "login": login,
            "server": SERVER,
            "company": "Bench Markets",
            "holder": "",
            "currency": "USD",
            "kind": "demo",
            "margin_mode": "hedging",
            "fifo": False,
            "leverage": 100,
            "order_limit": 0,
            "stop_out_mode": "percent",
            "stop_out": "50",
            "build": 4885,
            "ea_version": "1.0.0",
            "utc_offset_s": 0,
            "permissions": dict.fromkeys(
                ("connected", "terminal", "program", "account", "experts", "dlls"), True
            ),
            "stream": "1",
            "last_seq": "0",
            "first_seq": "0",
            "ticks": ticks,
        }
    )


def snapshot(request: str | None, ticks: int) -> str:
    """Return the picture of an empty account."""
    return _text(
        {
            "type": "snapshot",
            "request": request,
            "page": 1,
            "pages": 1,
            "whole": True,
            "seq": "0",
            "ticks": ticks,
            "funds": {**FUNDS, "floating": "0.00"},
            "positions": [],
            "pendings": [],
            "closed": [],
        }
    )


def symbols(request: str) -> str:
    """Return the one symbol that is traded."""
    symbol = {
        "name": SYMBOL,
        "description": "Euro against US dollar",
        "path": "Forex\\EURUSD",
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
    return _text(
        {
            "type": "symbols",
            "request": request,
            "page": 1,
            "pages": 1,
            "symbols": [symbol],
            "missing": [],
        }
    )


def heartbeat(ticks: int, echo: tuple[int, int] | None) -> str:
    """Return a sign of life; `echo` is the bridge's ticks and how long they were held, in us."""
    state = {
        "connected": True,
        "trade_allowed": True,
        **FUNDS,
        "positions": 0,
        "pendings": 0,
        "server_time": SERVER_TIME,
    }
    echoed = None if echo is None else {"ticks": echo[0], "held": echo[1]}
    return _text({"type": "heartbeat", "ticks": ticks, "echo": echoed, "state": state})


def event(number: int, step: Step) -> tuple[bytes, bytes]:
    """Return what stands before and behind the ticks of an event's frame."""
    text = _text(
        {
            "type": "event",
            "seq": str(number + 1),
            "kind": "opened" if step.opens else "closed",
            "at": SERVER_TIME + number,
            "ticks": 0,
            "age": 100,
            "position": _position(step),
            "deal": _deal(number, step),
            "pending": None,
            "was": None,
            "amount": None,
        }
    )
    before, behind = text.encode().split(b'"ticks":0')
    return before + b'"ticks":', behind


def report(number: int, instruction: dict[str, object], ticks: int, *, remaining: str) -> str:
    """Return that an instruction was filled as asked."""
    fill = {
        "ticket": str(number),
        "deal": str(number),
        "order": str(number),
        "volume": LOTS,
        "price": PRICE,
        "at": SERVER_TIME,
    }
    return _text(
        {
            "type": "report",
            "n": str(number),
            "id": instruction["id"],
            "copy": instruction["copy"],
            "revision": instruction["revision"],
            "outcome": "filled",
            "code": "10009",
            "message": "",
            "fills": [fill],
            "remaining": remaining,
            "net": None,
            "sl": None,
            "tp": None,
            "received": ticks,
            "sent": ticks,
            "done": ticks,
        }
    )


def _position(step: Step) -> dict[str, object]:
    order = order_of(step.position)
    return {
        "id": order,
        "ticket": order,
        "order": order,
        "symbol": SYMBOL,
        "side": "buy",
        "volume": LOTS if step.opens else "0",
        "price": PRICE,
        "sl": None,
        "tp": None,
        "magic": "0",
        "comment": "",
        "opened_at": SERVER_TIME + step.position,
        "profit": "0.00",
        "swap": "0.00",
        "link": None,
    }


def _deal(number: int, step: Step) -> dict[str, object]:
    ticket = str(70_000_000 + number)
    return {
        "ticket": ticket,
        "order": order_of(step.position) if step.opens else ticket,
        "entry": "in" if step.opens else "out",
        "side": "buy" if step.opens else "sell",
        "volume": LOTS,
        "price": PRICE,
        "reason": "client",
        "magic": "0",
        "comment": "",
        "profit": "0.00",
        "swap": "0.00",
        "commission": "0.00",
    }


def _text(content: dict[str, object]) -> str:
    return json.dumps(content, separators=(",", ":"))

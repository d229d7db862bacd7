"""Instructions as a bridge writes them, with what a test does not care about filled in."""

from typing import Any

A_COPY = "a" * 32
B_COPY = "b" * 32
OPEN_ID = "1" * 32
MAGIC = "777"


def id_of(number: int) -> str:
    """Return an id that ends with a number."""
    return f"{number:032x}"


def open_(**other: Any) -> dict[str, Any]:
    """Return an `open` of 0.50 EURUSD that does not expire in a test's time."""
    return {
        "type": "open",
        "id": OPEN_ID,
        "copy": A_COPY,
        "revision": 1,
        "symbol": "EURUSD",
        "side": "buy",
        "volume": "0.50",
        "sl": None,
        "tp": None,
        "magic": MAGIC,
        "comment": "tc",
        "route": "r1",
        "master": "1@Master",
        "source": "900",
        "expires": 2**52,
        "max_slippage": None,
        "expected": None,
        **other,
    }


def place(**other: Any) -> dict[str, Any]:
    """Return a `place` of a buy limit below the market."""
    terms = {"kind": "limit", "price": "1.09000", "limit_price": None, "expires_at": None}
    return {**open_(), "type": "place", **terms, **other}


def _change(kind: str, **other: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "id": id_of(2),
        "copy": A_COPY,
        "revision": 2,
        "symbol": "EURUSD",
        "side": "buy",
        "opens": [{"id": OPEN_ID, "magic": MAGIC, "volume": "0.50", "since": None}],
        **other,
    }


def set_volume(volume: str, **other: Any) -> dict[str, Any]:
    """Return a `set_volume`."""
    return _change("set_volume", volume=volume, **{"expected": None, **other})


def set_stops(sl: str | None, tp: str | None, **other: Any) -> dict[str, Any]:
    """Return a `set_stops`."""
    return _change("set_stops", sl=sl, tp=tp, **{"expected": None, **other})


def modify_pending(price: str, **other: Any) -> dict[str, Any]:
    """Return a `modify_pending`."""
    terms = {"limit_price": None, "sl": None, "tp": None, "expires_at": None}
    return _change("modify_pending", price=price, **{**terms, **other})


def cancel_pending(**other: Any) -> dict[str, Any]:
    """Return a `cancel_pending`."""
    return _change("cancel_pending", **other)


def void(instruction: str = OPEN_ID) -> dict[str, Any]:
    """Return a `void`."""
    return {"type": "void", "id": instruction}

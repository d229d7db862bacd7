"""Instructions as the bridge writes them, for tests that play the bridge."""

from typing import Any

COPY = "9a70d1c25b8e4f63907ab1c4d8e2f516"
OPENING = "5f3c0a9be1d24708a6c1f20b7d9e4431"
MAGIC = "1560281089"
# Later than any test ends, in a terminal's microseconds.
NEVER = 9_000_000_000_000_000


def opening(**changes: object) -> dict[str, Any]:
    """Return an `open` of 1.00 lots."""
    return {
        "type": "open",
        "id": OPENING,
        "copy": COPY,
        "revision": 1,
        "symbol": "EURUSD",
        "side": "buy",
        "volume": "1.00",
        "sl": None,
        "tp": None,
        "magic": MAGIC,
        "comment": "TradeCopy",
        "route": "gold \u00fc",
        "master": "1001@Master-Demo",
        "source": "77",
        "expires": NEVER,
        "max_slippage": None,
        "expected": None,
        **changes,
    }


def target(number: int, volume: str, **changes: object) -> dict[str, Any]:
    """Return a `set_volume` with the revision `number`."""
    return {
        "type": "set_volume",
        "id": f"{number:032x}",
        "copy": COPY,
        "revision": number,
        "symbol": "EURUSD",
        "side": "buy",
        "volume": volume,
        "opens": [{"id": OPENING, "magic": MAGIC, "volume": "1.00", "since": None}],
        "expected": None,
        **changes,
    }

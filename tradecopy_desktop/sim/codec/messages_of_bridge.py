"""What the bridge may send: the fields of every message from bridge to EA, and of both ways."""

from tradecopy_desktop.sim.codec import tables as t
from tradecopy_desktop.sim.codec.forms import (
    Form,
    amount,
    array,
    between,
    boolean,
    count,
    digits,
    name,
    name_128,
    number,
    one_of,
    or_null,
    positive,
    text,
)

_SHARED: dict[str, Form] = {
    "id": name_128,
    "copy": name_128,
    "revision": between(1),
    "symbol": name(64),
    "side": t.side,
}
_STOPS: dict[str, Form] = {"sl": t.price_or_null, "tp": t.price_or_null}
_OPEN: dict[str, Form] = {
    **_SHARED,
    **_STOPS,
    "volume": positive,
    "magic": digits,
    "comment": text(20, pattern="[A-Za-z0-9]*"),
    "route": name(64),
    "master": name(96),
    "source": name(64),
    "expires": t.micros,
    "max_slippage": or_null(count),
    "expected": or_null(t.expected),
}
_PRICES: dict[str, Form] = {
    "price": positive,
    "limit_price": t.price_or_null,
    "expires_at": or_null(t.server_time),
}
FROM_BRIDGE: dict[str, dict[str, Form]] = {
    "welcome": {
        "minor": count,
        "program": name(16),
        "resume_after": digits,
        "heartbeat_ms": count,
        "dead_after_ms": count,
        "report_after": digits,
        "ticks": t.micros,
    },
    "heartbeat": {"ticks": t.micros, "echo": or_null(t.echo)},
    "get_snapshot": {"request": digits},
    "ack": {"seq": digits},
    "resume": {"after": digits},
    "report_ack": {"n": digits},
    "open": _OPEN,
    "place": {**_OPEN, **_PRICES, "kind": t.kind_of_pending},
    "modify_pending": {**_SHARED, **_STOPS, **_PRICES, "opens": t.opens},
    "cancel_pending": {**_SHARED, "opens": t.opens},
    "set_volume": {
        **_SHARED,
        "volume": amount,
        "opens": t.opens,
        "expected": or_null(t.expected),
    },
    "set_stops": {**_SHARED, **_STOPS, "opens": t.opens, "expected": or_null(t.expected)},
    "void": {"id": name_128},
    "flatten": {
        "id": name_128,
        "scope": one_of("account", "copies"),
        "copies": array(name_128),
        "cancel_pendings": boolean,
    },
    "inquire": {
        "request": digits,
        "by": one_of("id", "copy", "position", "order"),
        "value": name(32),
    },
    "get_symbols": {"request": digits, "names": array(name(64))},
    "subscribe": {"symbols": array(name(64), most=256)},
    "guard": {"floor": or_null(number), "block_after_ms": count, "flatten_at_floor": boolean},
    "notify": {"text": text(255)},
    "new_key": {"key": text(128, least=16, pattern="[A-Za-z0-9_-]*")},
}
BOTH_WAYS: dict[str, dict[str, Form]] = {
    "error": {"code": name(32), "message": text(500), "field": text(128)},
    "bye": {"reason": one_of("closing", "restarting", "account_changed", "removed", "replaced")},
}

"""What a bridge may send, field by field, for a terminal that trusts nothing. Carries out nothing.

Written from the tables of the protocol alone; it shares no code with the program.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from tests.e2e.terminal_frames import Json

_Form = Callable[[Any], bool]


def read_bridge_frame(frame: str | bytes) -> Json:
    """Return the message in a frame; raise AssertionError if the protocol has no such message."""
    assert isinstance(frame, str), "the bridge sent a binary frame"
    assert len(frame.encode()) <= 1_048_576, f"a frame of {len(frame)} characters"
    message = json.loads(frame, object_pairs_hook=_once, parse_float=_no_float)
    assert isinstance(message, dict), frame
    name = message.get("type")
    assert name in _FRAMES, f"no message {name!r} goes from bridge to terminal: {frame}"
    _check(message, _FRAMES[name], str(name))
    return message


def _once(pairs: list[tuple[str, Any]]) -> Json:
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), f"a key appears twice among {keys}"
    return dict(pairs)


def _no_float(text: str) -> float:
    raise AssertionError(f"{text} is neither a count nor a string")


def _check(message: Json, forms: dict[str, _Form], path: str) -> None:
    assert message.keys() == forms.keys(), f"{path} has the fields {sorted(message)}"
    for field, fits in forms.items():
        assert fits(message[field]), f"{path}.{field} is {message[field]!r}"


def _pattern(regex: str) -> _Form:
    compiled = re.compile(regex)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


def _text(most: int, *, least: int = 0) -> _Form:
    return _pattern(rf"[^\x00-\x1f\ud800-\udfff]{{{least},{most}}}")


def _or_null(form: _Form) -> _Form:
    return lambda value: value is None or form(value)


def _one_of(*words: str) -> _Form:
    return lambda value: value in words


def _list_of(form: _Form, most: int, *, least: int = 0) -> _Form:
    return lambda value: (
        isinstance(value, list) and least <= len(value) <= most and all(map(form, value))
    )


def _object(**forms: _Form) -> _Form:
    def fits(value: object) -> bool:
        if not isinstance(value, dict):
            return False
        _check(value, forms, "object")
        return True

    return fits


def _count(value: object) -> bool:
    return type(value) is int and 0 <= value < 2**53


def _from_one(value: object) -> bool:
    return _count(value) and value != 0


def _flag(value: object) -> bool:
    return isinstance(value, bool)


_DIGITS = _pattern(r"0|[1-9][0-9]{0,19}")
_ID = _pattern(r"[0-9a-f]{32}")
_LOTS = _pattern(r"(0|[1-9][0-9]{0,11})(\.[0-9]{1,8})?")
_ABOVE_ZERO = _pattern(r"(?!0(\.0+)?$)(0|[1-9][0-9]{0,11})(\.[0-9]{1,8})?")
_STOP = _or_null(_ABOVE_ZERO)
_SIDE = _one_of("buy", "sell")
_NET = _or_null(_object(side=_or_null(_SIDE), volume=_LOTS))
_TYPE: dict[str, _Form] = {"type": lambda value: isinstance(value, str)}
_SHARED = _TYPE | {
    "id": _ID,
    "copy": _ID,
    "revision": _from_one,
    "symbol": _text(64, least=1),
    "side": _SIDE,
}
_OPENS = _list_of(_object(id=_ID, magic=_DIGITS, volume=_LOTS, since=_or_null(_count)), 64, least=1)

_FRAMES: dict[str, dict[str, _Form]] = {
    "welcome": _TYPE
    | {
        "minor": lambda value: type(value) is int and value in {0, 1},
        "program": _text(16, least=1),
        "resume_after": _DIGITS,
        "heartbeat_ms": lambda value: value == 5_000,
        "dead_after_ms": lambda value: value == 15_000,
        "report_after": _DIGITS,
        "ticks": _count,
    },
    "heartbeat": _TYPE | {"ticks": _count, "echo": _or_null(_object(ticks=_count, held=_count))},
    "get_snapshot": _TYPE | {"request": _DIGITS},
    "get_symbols": _TYPE | {"request": _DIGITS, "names": _list_of(_text(64, least=1), 10_000)},
    "subscribe": _TYPE | {"symbols": _list_of(_text(64, least=1), 256)},
    "ack": _TYPE | {"seq": _DIGITS},
    "resume": _TYPE | {"after": _DIGITS},
    "report_ack": _TYPE | {"n": _DIGITS},
    "open": _SHARED
    | {
        "volume": _ABOVE_ZERO,
        "sl": _STOP,
        "tp": _STOP,
        "magic": _DIGITS,
        "comment": _pattern(r"[A-Za-z0-9]{0,20}"),
        "route": _text(64, least=1),
        "master": _text(96, least=1),
        "source": _text(64, least=1),
        "expires": _count,
        "max_slippage": _or_null(_count),
        "expected": _NET,
    },
    "set_volume": _SHARED | {"volume": _LOTS, "opens": _OPENS, "expected": _NET},
    "set_stops": _SHARED | {"sl": _STOP, "tp": _STOP, "opens": _OPENS, "expected": _NET},
    "void": _TYPE | {"id": _ID},
    "inquire": _TYPE
    | {
        "request": _DIGITS,
        "by": _one_of("id", "copy", "position", "order"),
        "value": _text(32, least=1),
    },
    "guard": _TYPE
    | {"floor": _or_null(_LOTS), "block_after_ms": _count, "flatten_at_floor": _flag},
    "notify": _TYPE | {"text": _text(255)},
    "new_key": _TYPE | {"key": _pattern(r"[A-Za-z0-9_-]{16,128}")},
    "error": _TYPE | {"code": _text(32, least=1), "message": _text(500), "field": _text(128)},
    "bye": _TYPE
    | {"reason": _one_of("closing", "restarting", "account_changed", "removed", "replaced")},
}

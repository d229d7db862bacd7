"""Frames to messages and back. It checks the form of a frame, never what the message asks for."""

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec

from tradecopy_desktop.sim.codec.forms import TWICE, Form, WireError, check_fields
from tradecopy_desktop.sim.codec.messages_of_bridge import BOTH_WAYS, FROM_BRIDGE
from tradecopy_desktop.sim.codec.messages_of_ea import FROM_EA, FROM_EA_SINCE_1, LATER_HELLO
from tradecopy_desktop.sim.codec.rules import RULES

# The border: values of a message are of the forms that its table names.
Message = dict[str, Any]
# The highest minor of version 1 that a simulated terminal speaks.
MINOR = 1
LARGEST = 1_048_576
DEEPEST = 8


class Sender(StrEnum):
    """Who wrote a frame."""

    EA = "ea"
    BRIDGE = "bridge"


_TABLES: dict[tuple[Sender, int], dict[str, dict[str, Form]]] = {
    (Sender.EA, 0): {**FROM_EA, **BOTH_WAYS},
    (Sender.EA, 1): {**FROM_EA, **FROM_EA_SINCE_1, **BOTH_WAYS},
    (Sender.BRIDGE, 0): {**FROM_BRIDGE, **BOTH_WAYS},
    (Sender.BRIDGE, 1): {**FROM_BRIDGE, **BOTH_WAYS},
}


def decode(frame: str | bytes, sender: Sender, *, minor: int = 0) -> Message:
    """Return the message with numbers as Decimal; raise WireError if it is not as specified.

    `minor` is the one that both sides agreed upon.
    """
    message = _object(_text(frame))
    kind = message.pop("type", None)
    if not isinstance(kind, str):
        raise WireError("must name the message", field="type")
    fields = _TABLES[sender, minor].get(kind)
    if fields is None:
        raise WireError(f"{kind[:32]!r} is no message of this side", field="type")
    spoken = message.get("minor")
    later = kind == "hello" and isinstance(spoken, int) and spoken > MINOR
    read = check_fields(message, LATER_HELLO if later else fields, "", lenient=later)
    if (rule := RULES.get(kind)) is not None:
        rule(read, "")
    read["type"] = kind
    return read


def encode(message: Mapping[str, object]) -> str:
    """Return the frame; the numbers in it must be strings already."""
    return msgspec.json.encode(message).decode()


def _text(frame: str | bytes) -> str:
    try:
        octets = frame if isinstance(frame, bytes) else frame.encode()
        if len(octets) > LARGEST:
            raise WireError(f"a frame has at most {LARGEST} bytes", close=1009)
        return octets.decode()
    except UnicodeError as e:
        raise WireError("must be UTF-8", close=1007) from e


def _object(text: str) -> dict[str, object]:
    try:
        # Control characters pass here, so that the check of texts can name their field.
        value = _decoder.decode(text)
    except RecursionError as e:
        raise WireError(f"must not be nested deeper than {DEEPEST}") from e
    except ValueError as e:
        raise WireError(f"is no JSON: {e}"[:200]) from e
    if type(value) is not dict:
        raise WireError("must be one JSON object")
    _refuse_deeper(value, DEEPEST)
    return value


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    read: dict[str, object] = {}
    for key, value in pairs:
        read[key] = TWICE if key in read else value
    return read


def _whole(digits: str) -> int | float:
    # A float is refused wherever a whole number is due.
    return -0.0 if digits == "-0" else int(digits)


def _no_constant(word: str) -> object:
    raise WireError(f"must not hold {word}")


_decoder = json.JSONDecoder(
    object_pairs_hook=_once_each, parse_constant=_no_constant, parse_int=_whole, strict=False
)


def _refuse_deeper(value: object, left: int) -> None:
    if not isinstance(value, dict | list):
        return
    if not left:
        raise WireError(f"must not be nested deeper than {DEEPEST}")
    for item in value.values() if isinstance(value, dict) else value:
        _refuse_deeper(item, left - 1)

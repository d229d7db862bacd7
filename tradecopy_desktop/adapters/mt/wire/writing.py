"""Writes what the bridge sends. Never writes a frame that its own reading would refuse."""

import re
from decimal import Decimal
from typing import Final

import msgspec

from tradecopy_desktop.adapters.mt.wire.frames import BridgeFrame
from tradecopy_desktop.adapters.mt.wire.reading import decode_from_bridge
from tradecopy_desktop.adapters.mt.wire.words import NUMBER
from tradecopy_desktop.domain.errors import ProtocolError

_ENCODER: Final = msgspec.json.Encoder()
_NUMBER: Final = re.compile(NUMBER)


def frame_text(frame: BridgeFrame) -> str:
    """Return the frame as JSON text; raise ValueError if the protocol does not allow it."""
    content = _ENCODER.encode(frame)
    # Ten microseconds that turn an endless quarrel with a terminal into an error where it arose.
    try:
        decode_from_bridge(content)
    except ProtocolError as error:
        raise ValueError(f"a frame of the bridge is not as the protocol says: {error}") from error
    return content.decode()


def decimal_text(value: Decimal) -> str:
    """Return `value` exactly, without exponent; raise ValueError beyond 12 digits or 8 places."""
    if value.is_zero():
        value = abs(value)
    text = format(value, "f")
    if not _NUMBER.match(text) and "." in text:
        text = text.rstrip("0").rstrip(".")
    if not _NUMBER.match(text):
        raise ValueError(f"a number must have at most 12 digits and 8 places, was {value}")
    return text


def optional_text(value: Decimal | None) -> str | None:
    """Return `value` as `decimal_text` writes it, or None for None."""
    return None if value is None else decimal_text(value)

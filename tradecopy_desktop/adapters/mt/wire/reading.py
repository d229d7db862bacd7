"""Reads frames strictly: a frame is wholly as the protocol says, or it is refused."""

from typing import Final

import msgspec

from tradecopy_desktop.adapters.mt.wire.conditions import (
    refuse_from_bridge,
    refuse_from_ea,
)
from tradecopy_desktop.adapters.mt.wire.fault import fault_of, refuse_hidden_faults
from tradecopy_desktop.adapters.mt.wire.frames import BridgeFrame, EaFrame, EaFrameSince1
from tradecopy_desktop.adapters.mt.wire.session_frames import MINOR, NewerHello
from tradecopy_desktop.domain.errors import ProtocolError

MOST_BYTES: Final = 1_048_576
"""The longest frame, in bytes of UTF-8."""

_FROM_EA: Final[tuple[msgspec.json.Decoder[EaFrame], ...]] = (
    msgspec.json.Decoder(EaFrame),
    msgspec.json.Decoder(EaFrameSince1),
)
"""One reader for each minor, from 0."""
_FROM_BRIDGE: Final[msgspec.json.Decoder[BridgeFrame]] = msgspec.json.Decoder(BridgeFrame)
_FROM_NEWER_EA: Final = msgspec.json.Decoder(NewerHello)
_SHORTEST: Final = msgspec.json.Encoder()


class _Speaker(msgspec.Struct):
    minor: int


_SPEAKER: Final = msgspec.json.Decoder(_Speaker)
_UNREADABLE: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


def decode_from_ea(frame: str | bytes, *, minor: int = 0) -> EaFrame:
    """Return the frame that an EA sent; raise ProtocolError with the path of what is wrong.

    `minor` is the one that the session agreed upon; a hello is the same in all of them.
    """
    content = _content(frame)
    try:
        decoded = _FROM_EA[minor].decode(content)
    except _UNREADABLE as error:
        decoded = _newer_hello(content, error)
    _refuse_hidden(content, decoded)
    refuse_from_ea(decoded)
    return decoded


def decode_from_bridge(frame: str | bytes) -> BridgeFrame:
    """Return the frame that the bridge sent; raise ProtocolError with the path of what is wrong."""
    content = _content(frame)
    try:
        decoded = _FROM_BRIDGE.decode(content)
    except _UNREADABLE as error:
        raise fault_of(content, error) from error
    _refuse_hidden(content, decoded)
    refuse_from_bridge(decoded)
    return decoded


def _content(frame: str | bytes) -> bytes:
    if len(frame) <= MOST_BYTES:
        try:
            content = frame.encode() if isinstance(frame, str) else frame
        except UnicodeEncodeError as error:
            raise ProtocolError("the frame must be UTF-8", code="utf8") from error
        if len(content) <= MOST_BYTES:
            return content
    raise ProtocolError(f"a frame must be at most {MOST_BYTES} bytes", code="too_large")


def _refuse_hidden(content: bytes, decoded: EaFrame | BridgeFrame) -> None:
    # Nothing is shorter than our own writing of the same values. So at equal length there was no
    # second key, no -0, no space and no needless escape, and the slow look can be left out.
    if len(_SHORTEST.encode(decoded)) != len(content):
        refuse_hidden_faults(content)


def _newer_hello(content: bytes, error: Exception) -> EaFrame:
    # Before the welcome no minor is agreed upon, so a newer EA cannot know what to leave out.
    try:
        if _SPEAKER.decode(content).minor > MINOR:
            known = _FROM_NEWER_EA.decode(content)
            return _FROM_EA[MINOR].decode(_SHORTEST.encode(known))
    except _UNREADABLE:
        pass
    raise fault_of(content, error) from error

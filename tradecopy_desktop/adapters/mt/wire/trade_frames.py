"""Frames about an account's trades: snapshots and events. Forms only, never rules."""

from typing import Annotated

from msgspec import Meta

from tradecopy_desktop.adapters.mt.wire.session_frames import Frame
from tradecopy_desktop.adapters.mt.wire.trades import (
    WireClosing,
    WireDeal,
    WireDealSince1,
    WireFunds,
    WireObject,
    WirePending,
    WirePosition,
)
from tradecopy_desktop.adapters.mt.wire.words import (
    CountFromOne,
    Digits,
    LotsAboveZero,
    Micros,
    Number,
    Ordinal,
    ServerTime,
)
from tradecopy_desktop.domain.facts import EventKind
from tradecopy_desktop.domain.values import Side


class GetSnapshot(Frame, frozen=True, tag="get_snapshot"):
    """The bridge asks for a full picture."""

    request: Digits


class Snapshot(Frame, frozen=True, tag="snapshot"):
    """One page of a full picture of an account."""

    request: Digits | None
    page: CountFromOne
    pages: CountFromOne
    whole: bool
    seq: Digits
    ticks: Micros
    funds: WireFunds
    positions: tuple[WirePosition, ...]
    pendings: tuple[WirePending, ...]
    closed: Annotated[tuple[WireClosing, ...], Meta(max_length=500)]


class WireEndedSide(WireObject, frozen=True):
    """The side of a netting position that a reversal closed."""

    order: Digits
    side: Side
    volume: LotsAboveZero


class Event(Frame, frozen=True, tag="event"):
    """A change on an account."""

    seq: Ordinal
    kind: EventKind
    at: ServerTime
    ticks: Micros
    age: Micros
    position: WirePosition | None
    deal: WireDeal | None
    pending: WirePending | None
    was: WireEndedSide | None
    amount: Number | None


class EventSince1(Event, frozen=True, tag="event"):
    """A change on an account in a session of minor 1 or later."""

    deal: WireDealSince1 | None


class Ack(Frame, frozen=True, tag="ack"):
    """This event and all before it are stored."""

    seq: Digits


class Resume(Frame, frozen=True, tag="resume"):
    """The bridge asks for every event above this one again."""

    after: Digits

"""Frames that tell an executor what to do, and its answers. Forms only, never rules."""

from typing import Annotated, Literal

from msgspec import Meta

from tradecopy_desktop.adapters.mt.wire.session_frames import Frame
from tradecopy_desktop.adapters.mt.wire.trades import (
    WireClosing,
    WireFill,
    WireNet,
    WireObject,
    WirePending,
    WirePosition,
)
from tradecopy_desktop.adapters.mt.wire.words import (
    Count,
    CountFromOne,
    Digits,
    Id,
    IdOrDigits,
    Lots,
    LotsAboveZero,
    Micros,
    Name64,
    Name96,
    OrderComment,
    Ordinal,
    PriceAboveZero,
    ServerTime,
    Text32,
    Text200,
)
from tradecopy_desktop.domain.facts import Outcome
from tradecopy_desktop.domain.values import PendingKind, Side


class WireOpening(WireObject, frozen=True):
    """One opening of a copy, so that an executor whose journal is gone can find it."""

    id: Id
    magic: Digits
    volume: Lots
    since: ServerTime | None


Openings = Annotated[tuple[WireOpening, ...], Meta(min_length=1, max_length=64)]


class CopyFrame(Frame, frozen=True):
    """What all instructions about one copy share."""

    id: Id
    copy: Id
    revision: CountFromOne
    symbol: Name64
    side: Side


class OpeningFrame(CopyFrame, frozen=True):
    """What market openings and pending orders share."""

    volume: LotsAboveZero
    sl: PriceAboveZero | None
    tp: PriceAboveZero | None
    magic: Digits
    comment: OrderComment
    route: Name64
    master: Name96
    source: Name64
    expires: Micros
    max_slippage: Count | None
    expected: WireNet | None


class Open(OpeningFrame, frozen=True, tag="open"):
    """Open a position for a copy, or add to it."""


class Place(OpeningFrame, frozen=True, tag="place"):
    """Place a pending order for a copy."""

    kind: PendingKind
    price: PriceAboveZero
    limit_price: PriceAboveZero | None
    expires_at: ServerTime | None


class ModifyPending(CopyFrame, frozen=True, tag="modify_pending"):
    """Give a copy's pending order these values."""

    opens: Openings
    price: PriceAboveZero
    limit_price: PriceAboveZero | None
    sl: PriceAboveZero | None
    tp: PriceAboveZero | None
    expires_at: ServerTime | None


class CancelPending(CopyFrame, frozen=True, tag="cancel_pending"):
    """Take a copy's pending order back."""

    opens: Openings


class SetVolume(CopyFrame, frozen=True, tag="set_volume"):
    """Reduce a copy to this volume; 0 closes it."""

    volume: Lots
    opens: Openings
    expected: WireNet | None


class SetStops(CopyFrame, frozen=True, tag="set_stops"):
    """Give all tickets of a copy these stops."""

    sl: PriceAboveZero | None
    tp: PriceAboveZero | None
    opens: Openings
    expected: WireNet | None


class Void(Frame, frozen=True, tag="void"):
    """Never carry this instruction out from now on."""

    id: Id


class Flatten(Frame, frozen=True, tag="flatten"):
    """Close everything in a scope."""

    id: Id
    scope: Literal["account", "copies"]
    copies: tuple[Id, ...]
    cancel_pendings: bool


class Executing(Frame, frozen=True, tag="executing"):
    """The executor is about to block in a trade call."""

    id: Id
    ticks: Micros


class Report(Frame, frozen=True, tag="report"):
    """How an instruction went."""

    n: Ordinal
    id: Id
    copy: Id | None
    revision: Count
    outcome: Outcome
    code: Text32
    message: Text200
    fills: tuple[WireFill, ...]
    remaining: Lots
    net: WireNet | None
    sl: PriceAboveZero | None
    tp: PriceAboveZero | None
    received: Micros
    sent: Micros
    done: Micros


class ReportAck(Frame, frozen=True, tag="report_ack"):
    """This report and all before it are stored."""

    n: Digits


class Inquire(Frame, frozen=True, tag="inquire"):
    """The bridge asks what became of an instruction, copy, position or order."""

    request: Digits
    by: Literal["id", "copy", "position", "order"]
    value: IdOrDigits


class Found(Frame, frozen=True, tag="found"):
    """What the executor found."""

    request: Digits
    sure: bool
    journal: Literal["none", "intent", "done", "void"]
    positions: tuple[WirePosition, ...]
    pendings: tuple[WirePending, ...]
    closed: tuple[WireClosing, ...]

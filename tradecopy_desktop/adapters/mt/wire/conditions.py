"""Rules that tie one field of a frame to another. Never changes a frame."""

from typing import Final

from tradecopy_desktop.adapters.mt.wire.event_conditions import refuse_event
from tradecopy_desktop.adapters.mt.wire.frames import BridgeFrame, EaFrame
from tradecopy_desktop.adapters.mt.wire.instruction_frames import (
    Flatten,
    Found,
    Inquire,
    Open,
    Place,
    Report,
    SetStops,
    SetVolume,
)
from tradecopy_desktop.adapters.mt.wire.market_frames import Symbols
from tradecopy_desktop.adapters.mt.wire.object_conditions import (
    refuse_limit_price,
    refuse_lists,
    refuse_net,
    refuse_unless,
)
from tradecopy_desktop.adapters.mt.wire.session_frames import Hello
from tradecopy_desktop.adapters.mt.wire.trade_frames import Event, Snapshot
from tradecopy_desktop.domain.values import MarginMode, Platform

_ID_LENGTH: Final = 32


def refuse_from_ea(frame: EaFrame) -> None:
    """Raise ProtocolError if fields of an EA's frame contradict each other."""
    match frame:
        case Event():
            refuse_event(frame)
        case Report():
            _refuse_report(frame)
        case Snapshot():
            _refuse_page(frame.page, frame.pages)
            refuse_lists(frame.positions, frame.pendings)
        case Found():
            refuse_lists(frame.positions, frame.pendings)
        case Symbols():
            _refuse_symbols(frame)
        case Hello():
            _refuse_hello(frame)
        case _:
            pass


def refuse_from_bridge(frame: BridgeFrame) -> None:
    """Raise ProtocolError if fields of a bridge's frame contradict each other."""
    match frame:
        case Place():
            refuse_limit_price(frame.kind, frame.limit_price, "limit_price")
            refuse_net(frame.expected, "expected")
        case Open() | SetVolume() | SetStops():
            refuse_net(frame.expected, "expected")
        case Flatten():
            sentence = "must be empty where the scope is account"
            refuse_unless(frame.scope == "copies" or not frame.copies, "copies", sentence)
        case Inquire():
            _refuse_inquire(frame)
        case _:
            pass


def _refuse_hello(hello: Hello) -> None:
    hedging = hello.margin_mode is MarginMode.HEDGING
    refuse_unless(hello.platform is Platform.MT5 or hedging, "margin_mode", "mt4 is hedging")
    offset = hello.utc_offset_s
    refuse_unless(offset is None or offset % 900 == 0, "utc_offset_s", "must be a multiple of 900")
    known = int(hello.first_seq) <= int(hello.last_seq)
    refuse_unless(known, "first_seq", f"must be at most last_seq, {hello.last_seq}")


def _refuse_page(page: int, pages: int) -> None:
    refuse_unless(page <= pages, "page", f"must be at most {pages}, the number of pages")


def _refuse_symbols(frame: Symbols) -> None:
    _refuse_page(frame.page, frame.pages)
    for index, symbol in enumerate(frame.symbols):
        for place, session in enumerate(symbol.sessions):
            path = f"symbols[{index}].sessions[{place}].to"
            refuse_unless(session.start <= session.end, path, f"must be >= {session.start}")


def _refuse_report(report: Report) -> None:
    numbered = report.revision > 0
    sentence = "must be from 1 for a copy, and 0 where copy is null"
    refuse_unless(numbered is (report.copy is not None), "revision", sentence)
    refuse_net(report.net, "net")
    refuse_unless(report.received <= report.sent, "sent", "must be >= received")
    refuse_unless(report.sent <= report.done, "done", "must be >= sent")


def _refuse_inquire(frame: Inquire) -> None:
    named = len(frame.value) == _ID_LENGTH
    if frame.by in {"id", "copy"}:
        refuse_unless(named, "value", f"must be an id of 32 characters for {frame.by}")
    else:
        refuse_unless(not named, "value", f"must be digits for {frame.by}")

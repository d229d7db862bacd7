"""Frames that the bridge sends, made from the program's own values. Sends nothing itself.

Each function returns the text of one frame and raises ValueError where the protocol cannot say it.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, Literal

from tradecopy_desktop.adapters.mt.wire.encode_commands import (
    encode_cancel_pending,
    encode_command,
    encode_modify_pending,
    encode_open,
    encode_place,
    encode_set_stops,
    encode_set_volume,
    encode_void,
)
from tradecopy_desktop.adapters.mt.wire.instruction_frames import Flatten, Inquire, ReportAck
from tradecopy_desktop.adapters.mt.wire.market_frames import GetSymbols, Subscribe
from tradecopy_desktop.adapters.mt.wire.session_frames import (
    BridgeHeartbeat,
    Bye,
    ErrorFrame,
    Guard,
    NewKey,
    Notify,
    Welcome,
    WireEcho,
)
from tradecopy_desktop.adapters.mt.wire.trade_frames import Ack, GetSnapshot, Resume
from tradecopy_desktop.adapters.mt.wire.words import shown
from tradecopy_desktop.adapters.mt.wire.writing import decimal_text, frame_text

__all__ = [
    "HEARTBEAT_MS",
    "SILENCE_MS",
    "decimal_text",
    "encode_ack",
    "encode_bye",
    "encode_cancel_pending",
    "encode_command",
    "encode_error",
    "encode_flatten",
    "encode_get_snapshot",
    "encode_get_symbols",
    "encode_guard",
    "encode_heartbeat",
    "encode_inquire",
    "encode_modify_pending",
    "encode_new_key",
    "encode_notify",
    "encode_open",
    "encode_place",
    "encode_report_ack",
    "encode_resume",
    "encode_set_stops",
    "encode_set_volume",
    "encode_subscribe",
    "encode_void",
    "encode_welcome",
]

HEARTBEAT_MS: Final = 5_000
SILENCE_MS: Final = 15_000


def encode_welcome(
    *,
    minor: int,
    program: str,
    resume_after: int,
    report_after: int,
    ticks: int,
) -> str:
    """Write the answer to a hello; `minor` is agreed, `ticks` is our clock in microseconds."""
    return frame_text(
        Welcome(
            minor=minor,
            program=program,
            resume_after=str(resume_after),
            heartbeat_ms=HEARTBEAT_MS,
            dead_after_ms=SILENCE_MS,
            report_after=str(report_after),
            ticks=ticks,
        )
    )


def encode_heartbeat(*, ticks: int, echo: tuple[int, int] | None) -> str:
    """Write a sign of life; `echo` is the other side's ticks and how long we held them, in us."""
    echoed = None if echo is None else WireEcho(ticks=echo[0], held=echo[1])
    return frame_text(BridgeHeartbeat(ticks=ticks, echo=echoed))


def encode_ack(*, seq: int) -> str:
    """Write that the events up to `seq` are stored."""
    return frame_text(Ack(seq=str(seq)))


def encode_resume(*, after: int) -> str:
    """Ask for the events above `after` again."""
    return frame_text(Resume(after=str(after)))


def encode_get_snapshot(*, request: int) -> str:
    """Ask for a full picture of the account."""
    return frame_text(GetSnapshot(request=str(request)))


def encode_flatten(
    *,
    id: str,
    scope: Literal["account", "copies"],
    copies: Sequence[str],
    cancel_pendings: bool,
) -> str:
    """Tell an executor to close everything in the scope."""
    frame = Flatten(id=id, scope=scope, copies=tuple(copies), cancel_pendings=cancel_pendings)
    return frame_text(frame)


def encode_report_ack(*, number: int) -> str:
    """Write that the reports up to `number` are stored."""
    return frame_text(ReportAck(n=str(number)))


def encode_inquire(
    *, request: int, by: Literal["id", "copy", "position", "order"], value: str
) -> str:
    """Ask what became of an instruction, copy, position or order."""
    return frame_text(Inquire(request=str(request), by=by, value=value))


def encode_get_symbols(*, request: int, names: Sequence[str]) -> str:
    """Ask for specifications; no names stand for all."""
    return frame_text(GetSymbols(request=str(request), names=tuple(names)))


def encode_subscribe(*, symbols: Sequence[str]) -> str:
    """Ask for the quotes of these symbols and of no others, 256 at most."""
    return frame_text(Subscribe(symbols=tuple(symbols)))


def encode_guard(*, floor: Decimal | None, block_after_ms: int, flatten_at_floor: bool) -> str:
    """Tell an executor what to do by itself while the bridge is away."""
    return frame_text(
        Guard(
            floor=None if floor is None else decimal_text(floor),
            block_after_ms=block_after_ms,
            flatten_at_floor=flatten_at_floor,
        )
    )


def encode_notify(*, text: str) -> str:
    """Ask for a push message; what is too long for one is cut."""
    return frame_text(Notify(text=shown(text, 255)))


def encode_new_key(*, key: str) -> str:
    """Give a terminal a new key."""
    return frame_text(NewKey(key=key))


def encode_error(*, code: str, message: str, field: str = "") -> str:
    """Write what was wrong with a frame; message and field are cut to what the frame allows."""
    return frame_text(ErrorFrame(code=code, message=shown(message, 500), field=shown(field, 128)))


def encode_bye(
    *, reason: Literal["closing", "restarting", "account_changed", "removed", "replaced"]
) -> str:
    """Write the last frame of a session."""
    return frame_text(Bye(reason=reason))

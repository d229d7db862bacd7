"""Frames that begin, keep and end a session. Forms only: who may connect is decided elsewhere."""

from typing import Final, Literal

from msgspec import Struct

from tradecopy_desktop.adapters.mt.wire.trades import WireObject
from tradecopy_desktop.adapters.mt.wire.words import (
    Count,
    Digits,
    Integer,
    Key,
    Micros,
    Name8,
    Name16,
    Name32,
    Name64,
    Number,
    ServerTime,
    Text128,
    Text255,
    Text500,
)
from tradecopy_desktop.domain.accounts import AccountKind, Role
from tradecopy_desktop.domain.values import MarginMode, Platform

MINOR: Final = 1
"""The highest minor of protocol version 1 that this program speaks."""


class Frame(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False, tag_field="type"
):
    """One message; its `type` tells which."""


class WirePermissions(WireObject, frozen=True):
    """What terminal, program and account allow, inside a hello."""

    connected: bool
    terminal: bool
    program: bool
    account: bool
    experts: bool
    dlls: bool


class Hello(Frame, frozen=True, tag="hello"):
    """The first frame of an EA: who it is and what it can resend."""

    minor: Count
    role: Role
    platform: Platform
    login: Digits
    server: Name64
    company: Text128
    holder: Text128
    currency: Name8
    kind: AccountKind
    margin_mode: MarginMode
    fifo: bool
    leverage: Count
    order_limit: Count
    stop_out_mode: Literal["percent", "money"]
    stop_out: Number
    build: Count
    ea_version: Name16
    utc_offset_s: Integer | None
    permissions: WirePermissions
    stream: Digits
    last_seq: Digits
    first_seq: Digits
    ticks: Micros


class NewerPermissions(WirePermissions, frozen=True, forbid_unknown_fields=False):
    """Permissions in the hello of an EA that speaks a later minor."""


class NewerHello(Hello, frozen=True, tag="hello", forbid_unknown_fields=False):
    """The hello of an EA that speaks a later minor: its further fields are passed over."""

    permissions: NewerPermissions


class Welcome(Frame, frozen=True, tag="welcome"):
    """The bridge's answer to a hello that it accepts."""

    minor: Count
    program: Name16
    resume_after: Digits
    heartbeat_ms: Count
    dead_after_ms: Count
    report_after: Digits
    ticks: Micros


class WireEcho(WireObject, frozen=True):
    """The newest heartbeat of the other side, and how long it was held before this answer."""

    ticks: Micros
    held: Micros


class WireState(WireObject, frozen=True):
    """What an EA confirms with each heartbeat although it did not change."""

    connected: bool
    trade_allowed: bool
    balance: Number
    equity: Number
    margin: Number
    free_margin: Number
    credit: Number
    positions: Count
    pendings: Count
    server_time: ServerTime


class EaHeartbeat(Frame, frozen=True, tag="heartbeat"):
    """A sign of life of an EA."""

    ticks: Micros
    echo: WireEcho | None
    state: WireState


class BridgeHeartbeat(Frame, frozen=True, tag="heartbeat"):
    """A sign of life of the bridge."""

    ticks: Micros
    echo: WireEcho | None


class PermissionsChange(Frame, frozen=True, tag="permissions"):
    """The trader switched something that trading needs."""

    connected: bool
    terminal: bool
    program: bool
    account: bool
    experts: bool
    dlls: bool


class Guard(Frame, frozen=True, tag="guard"):
    """What an executor does by itself while the bridge is away."""

    floor: Number | None
    block_after_ms: Count
    flatten_at_floor: bool


class Notify(Frame, frozen=True, tag="notify"):
    """A push message for the trader's telephone."""

    text: Text255


class NewKey(Frame, frozen=True, tag="new_key"):
    """A key that the terminal stores and connects with from now on."""

    key: Key


class KeyAccepted(Frame, frozen=True, tag="key_accepted"):
    """The terminal stored its new key."""


class ErrorFrame(Frame, frozen=True, tag="error"):
    """What was wrong with a frame, and where; protocol errors are followed by a close."""

    code: Name32
    message: Text500
    field: Text128


class Bye(Frame, frozen=True, tag="bye"):
    """The last frame of a session."""

    reason: Literal["closing", "restarting", "account_changed", "removed", "replaced"]

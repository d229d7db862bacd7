"""Which frames each side may send. Nothing is decoded here."""

from tradecopy_desktop.adapters.mt.wire.instruction_frames import (
    CancelPending,
    Executing,
    Flatten,
    Found,
    Inquire,
    ModifyPending,
    Open,
    Place,
    Report,
    ReportAck,
    SetStops,
    SetVolume,
    Void,
)
from tradecopy_desktop.adapters.mt.wire.market_frames import (
    FundsChange,
    GetSymbols,
    Quotes,
    Subscribe,
    Symbols,
    SymbolsChanged,
)
from tradecopy_desktop.adapters.mt.wire.session_frames import (
    BridgeHeartbeat,
    Bye,
    EaHeartbeat,
    ErrorFrame,
    Guard,
    Hello,
    KeyAccepted,
    NewKey,
    Notify,
    PermissionsChange,
    Welcome,
)
from tradecopy_desktop.adapters.mt.wire.trade_frames import (
    Ack,
    Event,
    EventSince1,
    GetSnapshot,
    Resume,
    Snapshot,
)

_OfEveryMinor = (
    Hello
    | Snapshot
    | EaHeartbeat
    | Executing
    | Report
    | Found
    | Symbols
    | SymbolsChanged
    | Quotes
    | FundsChange
    | PermissionsChange
    | KeyAccepted
    | ErrorFrame
    | Bye
)

EaFrame = _OfEveryMinor | Event
EaFrameSince1 = _OfEveryMinor | EventSince1

BridgeFrame = (
    Welcome
    | BridgeHeartbeat
    | Ack
    | Resume
    | GetSnapshot
    | Open
    | Place
    | ModifyPending
    | CancelPending
    | SetVolume
    | SetStops
    | Void
    | Flatten
    | ReportAck
    | Inquire
    | GetSymbols
    | Subscribe
    | Guard
    | Notify
    | NewKey
    | ErrorFrame
    | Bye
)

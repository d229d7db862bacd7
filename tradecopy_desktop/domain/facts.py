"""What happened outside, told to the owner of the book. Past tense; never changed once made."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tradecopy_desktop.domain.accounts import AccountKey, AccountProfile, Funds, Permissions, Role
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.trades import (
    ClosedPosition,
    Deal,
    NetPosition,
    PendingOrder,
    Position,
)
from tradecopy_desktop.domain.values import Side


class EventKind(StrEnum):
    """The kinds of trade events, in the words of the protocol."""

    OPENED = "opened"
    ADDED = "added"
    MODIFIED = "modified"
    PARTLY_CLOSED = "partly_closed"
    CLOSED = "closed"
    REVERSED = "reversed"
    PENDING_PLACED = "pending_placed"
    PENDING_MODIFIED = "pending_modified"
    PENDING_CANCELLED = "pending_cancelled"
    PENDING_FILLED = "pending_filled"
    PENDING_EXPIRED = "pending_expired"
    BALANCE = "balance"


class Outcome(StrEnum):
    """How an instruction went, in the words of the protocol."""

    ACCEPTED = "accepted"
    FILLED = "filled"
    PARTLY_FILLED = "partly_filled"
    DONE = "done"
    REFUSED = "refused"
    ALREADY_DONE = "already_done"
    CHANGED = "changed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedSide:
    """The side of a netting position that a reversal closed."""

    order: str
    side: Side
    volume: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeEvent:
    """A change on an account. `position` is the state after it (volume 0 when closed).

    `age_us` is the EA's own time since it saw the change; `received_ns` our monotonic stamp;
    `transit_us` the way here by the clock offset, None while that is unknown.
    """

    account: AccountKey
    role: Role
    stream: str
    seq: int
    kind: EventKind
    at: int
    age_us: int
    received_ns: int
    transit_us: int | None
    position: Position | None
    deal: Deal | None
    pending: PendingOrder | None
    was: EndedSide | None
    amount: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """A part of an instruction that the broker executed; `ticket` is the position's."""

    ticket: str
    deal: str
    order: str
    volume: Decimal
    price: Decimal
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionReported:
    """An executor's answer. Times: EA microseconds for reading, sending, done; ours in ns."""

    account: AccountKey
    number: int
    id: str
    copy: str | None
    revision: int
    outcome: Outcome
    code: str
    message: str
    fills: tuple[Fill, ...]
    remaining: Decimal
    net: NetPosition | None
    stop_loss: Decimal | None
    take_profit: Decimal | None
    received_us: int
    sent_us: int
    done_us: int
    reported_ns: int
    transit_us: int | None
    confirm_us: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionExecuting:
    """An executor is about to block in a trade call."""

    account: AccountKey
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotTaken:
    """A full picture of an account, put together from its pages. Not whole: proves nothing."""

    account: AccountKey
    role: Role
    stream: str
    whole: bool
    seq: int
    funds: Funds
    positions: tuple[Position, ...]
    pendings: tuple[PendingOrder, ...]
    closed: tuple[ClosedPosition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalConnected:
    """A terminal said hello and was welcomed."""

    profile: AccountProfile
    role: Role
    permissions: Permissions
    stream: str
    last_seq: int
    first_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalLost:
    """A terminal's connection ended; `reason` is for the trader."""

    account: AccountKey
    role: Role
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSwitched:
    """A terminal that has this account's key is logged in to another one, and was not let in."""

    account: AccountKey
    role: Role
    shown: AccountKey


@dataclass(frozen=True, slots=True, kw_only=True)
class SymbolsListed:
    """Specifications that an account's terminal sent; `complete` once the whole list is there."""

    account: AccountKey
    role: Role
    instruments: tuple[Instrument, ...]
    missing: tuple[str, ...]
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountConfirmed:
    """A heartbeat repeated what did not change (rule W3)."""

    account: AccountKey
    role: Role
    connected: bool
    may_trade: bool
    balance: Decimal
    equity: Decimal
    margin: Decimal
    free_margin: Decimal
    credit: Decimal
    positions: int
    pendings: int
    at_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionsChanged:
    """The trader switched something that trading needs."""

    account: AccountKey
    role: Role
    permissions: Permissions


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The newest bid and ask of a symbol."""

    symbol: str
    bid: Decimal
    ask: Decimal
    at: int


Fact = (
    TradeEvent
    | InstructionReported
    | InstructionExecuting
    | SnapshotTaken
    | TerminalConnected
    | TerminalLost
    | AccountSwitched
    | SymbolsListed
    | AccountConfirmed
    | PermissionsChanged
)

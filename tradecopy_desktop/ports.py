"""What the program needs from the outside, in our words. Protocols only; nothing is done here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from tradecopy_desktop.domain.accounts import AccountKey, AccountProfile, Funds, Role
from tradecopy_desktop.domain.baseline import Baseline
from tradecopy_desktop.domain.caps import AccountCaps
from tradecopy_desktop.domain.commands import Command
from tradecopy_desktop.domain.decisions import Decision
from tradecopy_desktop.domain.facts import (
    AccountConfirmed,
    Fact,
    InstructionReported,
    Quote,
    TradeEvent,
)
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.pace import Pace
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.trades import NetPosition


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRecord:
    """A master's or follower's event with everything that was decided about it (rule L7).

    `ordinal` rises by one with each record of either kind. `links` are the links as they are
    after the event; `decided_at` is UTC.
    """

    ordinal: int
    decided_at: datetime
    event: TradeEvent
    decisions: tuple[Decision, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRecord:
    """An executor's answer and what followed from it: links after it, commands sent on it."""

    ordinal: int
    decided_at: datetime
    report: InstructionReported
    links: tuple[Link, ...]
    commands: tuple[Command, ...]


Record = EventRecord | OutcomeRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundTrip:
    """How long a heartbeat took to a terminal and back, in ms."""

    ms: float


Latest = Funds | AccountConfirmed | RoundTrip | tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """The last event of a stream, or the last report, that is stored for an account."""

    account: AccountKey
    role: Role
    stream: str
    seq: int
    report: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerState:
    """What the ledger knows at start: live and lately ended links, what was seen, the ordinal.

    `seen` holds (account, event key) of volume-changing events; `magics` the last MT4 counter per
    account; `outstanding` the commands recorded but never answered, in order, without stops that
    newer ones replaced; `requests` how many were sent, by account (login@server) and hour since
    1970 UTC, for the last 25 hours. `is_partial`: older events are stored than `seen` holds.
    """

    ordinal: int
    links: tuple[Link, ...]
    cursors: tuple[Cursor, ...]
    seen: frozenset[tuple[str, str]]
    magics: dict[str, int]
    outstanding: tuple[Command, ...] = ()
    requests: dict[tuple[str, int], int] = field(default_factory=dict)
    is_partial: bool = False


class Ledger(Protocol):
    """The lasting record of events, decisions and outcomes; one transaction a record."""

    def load(self) -> LedgerState:
        """Return what is stored; called once, before the first append."""
        ...

    def append(self, record: Record) -> None:
        """Hand a record over to be stored; returns at once, keeps the order."""
        ...

    def is_stored(self, account: AccountKey, key: str) -> bool:
        """Tell whether an event is stored, by its lasting name; raise TradeCopyError."""
        ...

    def on_committed(self, listener: Callable[[int], None]) -> None:
        """Call `listener` on the caller's loop with the ordinal up to which all is stored."""
        ...

    def close(self) -> None:
        """Store what was handed over and stop."""
        ...


class Intents(Protocol):
    """The write-ahead journal: one write before anything is sent, no waiting for the disk."""

    def write(self, record: Record) -> None:
        """Append a record; it survives the end of this process from here on."""
        ...

    def pending(self, after: int) -> Sequence[Record]:
        """Return the records with an ordinal above `after`, in order, at start."""
        ...

    def forget(self, through: int) -> None:
        """Drop records that the ledger has stored, up to this ordinal."""
        ...

    def close(self) -> None:
        """Stop writing."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRecord:
    """An account that the trader registered: its name, its key's hash and which secret holds it.

    `old_keys` are hashes of earlier keys, by which these roles may come until they came by the
    present one (rule P4).
    """

    key: AccountKey
    name: str
    roles: frozenset[Role]
    key_hash: str
    secret_name: str
    old_keys: frozenset[tuple[Role, str]] = frozenset()


class Routes(Protocol):
    """The routes that the trader set up."""

    def routes(self) -> tuple[Route, ...]:
        """Return all routes with their newest settings."""
        ...

    def save_route(self, route: Route) -> None:
        """Add or replace a route; each settings version is kept."""
        ...

    def drop_route(self, route: str) -> None:
        """Leave a route out from now on; what was recorded keeps its name and settings."""
        ...


class Settings(Routes, Protocol):
    """What the trader set up: accounts and routes."""

    def accounts(self) -> tuple[AccountRecord, ...]:
        """Return all registered accounts."""
        ...

    def save_account(self, account: AccountRecord) -> None:
        """Add or replace an account."""
        ...

    def save_profile(self, profile: AccountProfile) -> None:
        """Remember what a terminal last said about its account."""
        ...

    def profiles(self) -> tuple[AccountProfile, ...]:
        """Return what terminals last said."""
        ...


class Registry(Settings, Protocol):
    """What the trader set up, and may take back."""

    def drop_account(self, key: AccountKey) -> None:
        """Forget an account and what its terminals said; nothing happens where there is none."""
        ...


class Caps(Protocol):
    """The limits of accounts, which no route can loosen."""

    def caps(self) -> dict[AccountKey, AccountCaps]:
        """Return the caps of every account that has some."""
        ...

    def save_caps(self, key: AccountKey, caps: AccountCaps) -> None:
        """Set or replace the caps of an account."""
        ...


class Paces(Protocol):
    """How fast the instructions of accounts may leave, and how many requests a day."""

    def paces(self) -> dict[AccountKey, Pace]:
        """Return the pace of every account that was given one."""
        ...

    def save_pace(self, key: AccountKey, pace: Pace) -> None:
        """Set or replace the pace of an account."""
        ...


class RouteMemory(Protocol):
    """What was settled when a route was armed, and holds until it is forgotten."""

    def baselines(self) -> tuple[Baseline, ...]:
        """Return what each route's master held before it."""
        ...

    def save_baseline(self, baseline: Baseline) -> None:
        """Add or replace a route's baseline."""
        ...

    def mappings(self) -> dict[tuple[str, str], str]:
        """Return the follower's symbol for each (route, master's symbol) that was confirmed."""
        ...

    def save_mapping(self, route: str, master_symbol: str, symbol: str, reason: str = "") -> None:
        """Remember which symbol a master's symbol is copied to, and why it is the one."""
        ...

    def drop_route_memory(self, route: str) -> None:
        """Forget a route's baseline and mappings; nothing happens where there are none."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PoisonRecord:
    """An event that a route could not decide about, how often it failed, and what it said."""

    account: AccountKey
    event: str
    route: str
    times: int
    text: str


class Poisons(Protocol):
    """Events that made the program fail (rule W6)."""

    def poisons(self) -> tuple[PoisonRecord, ...]:
        """Return every event that failed, by account and event."""
        ...

    def save_poison(self, poison: PoisonRecord) -> None:
        """Add or replace what is known of an event and a route."""
        ...

    def drop_poison(self, poison: PoisonRecord) -> None:
        """Forget an event that went well after all; nothing happens where there is none."""
        ...


class SecretVault(Protocol):
    """Where keys are kept: the operating system's keyring, or nowhere."""

    def get(self, name: str) -> str | None:
        """Return the secret, or None where there is none."""
        ...

    def put(self, name: str, secret: str) -> None:
        """Store a secret."""
        ...

    def drop(self, name: str) -> None:
        """Forget a secret; nothing happens where there is none."""
        ...


class Clock(Protocol):
    """Time, and waiting for it."""

    def now(self) -> datetime:
        """Return the time in UTC, aware."""
        ...

    def monotonic_ns(self) -> int:
        """Return steady nanoseconds for durations."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait this long."""
        ...


class Broker(Protocol):
    """The way to followers and masters: what the owner of the book may send."""

    def send(self, command: Command, *, expected: NetPosition | None) -> bool:
        """Put a command on the wire; False if the follower is not connected."""
        ...

    def ask_picture(self, account: AccountKey, role: Role = Role.EXECUTOR) -> None:
        """Ask a terminal for a full picture of its account; it comes as a fact."""
        ...

    def watch_quotes(self, account: AccountKey, symbols: Sequence[str]) -> tuple[str, ...]:
        """Ask for the quotes of these symbols alone, now and from every later terminal.

        Return those beyond the first 256, which are not quoted; raise ValueError for a name that
        no symbol can have.
        """
        ...

    def acknowledge_event(self, account: AccountKey, role: Role, stream: str, seq: int) -> None:
        """Tell a terminal that its events up to `seq` are stored."""
        ...

    def acknowledge_report(self, account: AccountKey, number: int) -> None:
        """Tell an executor that its reports up to `number` are stored."""
        ...


class TerminalPost(Protocol):
    """What terminals are told besides trades."""

    def offer_key(self, account: AccountKey, role: Role, key: str) -> bool:
        """Ask a terminal to come by another key from now on; False if it is not connected."""
        ...

    def notify(self, text: str) -> bool:
        """Have one terminal push a message to the trader's phone; False if none is connected."""
        ...


class GuardPost(Protocol):
    """What executors are told to keep an account within its limits."""

    def flatten(self, account: AccountKey, id: str, copies: Sequence[str] | None) -> bool:
        """Have everything closed and every order cancelled; of these copies alone, unless None.

        False if the executor is not connected. Answers come as reports under `id`.
        """
        ...

    def set_floor(
        self, account: AccountKey, floor: Decimal | None, *, flattens: bool, block_after_ms: int
    ) -> bool:
        """Tell an executor the equity below which it opens nothing, and may close everything.

        Without the program for `block_after_ms` it opens nothing either; 0 never bars. False if it
        is not connected.
        """
        ...


class TerminalHost(Protocol):
    """What a terminal's connection needs from the program."""

    def admit(self, key: str) -> AccountRecord | None:
        """Return the account that a terminal's key belongs to, None for an unknown key."""
        ...

    def entered(self, record: AccountRecord, role: Role) -> None:
        """Take note that a terminal of an admitted account was welcomed."""
        ...

    def resume_point(self, account: AccountKey, role: Role, stream: str) -> tuple[int, int]:
        """Return the last event number of the stream and the last report number received."""
        ...

    def deliver(self, fact: Fact) -> None:
        """Hand a fact to the owner of the book."""
        ...

    async def wait_for_room(self) -> None:
        """Wait while there are too many facts; called before reading more from a master."""
        ...

    def show(self, account: AccountKey, role: Role, latest: Latest) -> None:
        """Take over newest values, which replace older ones and never wait in a queue."""
        ...

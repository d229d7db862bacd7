"""What was learned about the machine for a check-up. Learns and judges nothing."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tradecopy_desktop.domain.accounts import AccountKey, AccountProfile, Permissions, Role
from tradecopy_desktop.domain.checkup import Unknown
from tradecopy_desktop.domain.refusals import Refusal
from tradecopy_desktop.domain.terminals import FoundTerminal


class PortState(StrEnum):
    """Whose the bridge's port is."""

    FREE = "free"
    OURS = "ours"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class PortFacts:
    """The bridge's port. `owner` is the program that has it, "" where that cannot be seen.

    `free` is the next port that nobody uses, None where there is none near.
    """

    port: int
    state: PortState
    owner: str = ""
    free: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseFacts:
    """The database. `fault` is what is wrong with it, "" for nothing; sizes are bytes.

    `revision` is the form that it is in and `newest` the one that this program writes; "" for a
    file that is not there yet.
    """

    path: str
    size: int
    revision: str
    newest: str
    fault: str
    disk_free: int | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowsFacts:
    """What Windows is set to. Hours are of the day; sleep is minutes without use, 0 for never."""

    build: int
    starts_at_logon: bool | Unknown
    logs_on_alone: bool | Unknown
    active_hours: tuple[int, int] | Unknown
    sleeps_after: int | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalFacts:
    """A terminal that was found.

    `stops_experts`: its programs are switched off when the account changes. `starts_alone`: Windows
    starts it when the user logs on.
    """

    found: FoundTerminal
    stops_experts: bool | Unknown
    starts_alone: bool | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineFacts:
    """All that was learned. `vault_fault` is what is wrong with the keyring, "" for nothing."""

    python: str
    qt: str | Unknown
    system: str
    program: str
    port: PortFacts | Unknown
    vault_fault: str
    database: DatabaseFacts
    windows: WindowsFacts | Unknown
    terminals: tuple[TerminalFacts, ...] | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFacts:
    """What is known of a registered account.

    `clock_s` is how far the broker's clock is ahead of this machine's, in seconds. `refusals` are
    the terminals that came by its key and were not let in. Connections and permissions are Unknown
    where the program does not run.
    """

    key: AccountKey
    name: str
    roles: frozenset[Role]
    profile: AccountProfile | None
    connected: frozenset[Role] | Unknown
    permissions: Permissions | Unknown
    clock_s: float | Unknown
    refusals: tuple[Refusal, ...]
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteFacts:
    """What the preflight says about a route's symbols and sizes; each is a sentence."""

    name: str
    symbols: tuple[str, ...] | Unknown
    sizes: tuple[str, ...] | Unknown

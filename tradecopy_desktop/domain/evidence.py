"""What the ledger holds of a stretch of time, for counting anew how correct copying was.

Plain records of what was told, decided, sent and answered; nothing here judges them.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.facts import EventKind, Outcome
from tradecopy_desktop.domain.links import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A master's event. `position` is the master's, "" where the event is about none."""

    ordinal: int
    at: datetime
    account: AccountKey
    kind: EventKind
    position: str
    symbol: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a route decided: "copied", "skipped" or "nothing". `copy` None: about none."""

    ordinal: int
    at: datetime
    route: str
    kind: str
    copy: str | None
    reason: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """An instruction: "open", "set_volume", "place", "cancel_pending" or "void".

    `lots` are those to be opened or, of a volume, to be left; None where it changes none.
    `ordinal` is the record that it came with, an event's or an answer's.
    """

    id: str
    revision: int
    ordinal: int
    at: datetime
    kind: str
    copy: str
    lots: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealt:
    """A deal that an executor reported for an instruction."""

    deal: str
    lots: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An executor's answer. `left` is what its copy holds after it, by the executor's own word."""

    ordinal: int
    at: datetime
    id: str
    copy: str
    revision: int
    outcome: Outcome
    deals: tuple[Dealt, ...]
    left: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyNow:
    """A copy as the ledger has it now. `begun` and `changed` are its first and last record."""

    link: Link
    begun: int
    changed: int
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything decided in a stretch of time, with all instructions, answers and copies of it.

    `copies` are those that something was decided about, or that may still hold lots; `sent` and
    `answered` are all of theirs, whenever they came, in the order of their records.
    """

    since: datetime
    until: datetime
    told: tuple[Told, ...]
    decided: tuple[Decided, ...]
    sent: tuple[Sent, ...]
    answered: tuple[Answered, ...]
    copies: tuple[CopyNow, ...]

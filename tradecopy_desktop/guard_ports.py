"""What guarding needs from the outside, in our words. Protocols only; nothing is done here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.guarding import AccountGuard, GuardMemory, RuleSet
from tradecopy_desktop.domain.notices import Notice, NoticeRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """Something that is stored and cannot be understood, and why, in a sentence.

    An account whose guard or memory is so is not one without: nothing may be opened on it.
    """

    why: str


class Guards(Protocol):
    """How accounts are guarded, and what their guards remember over a restart."""

    def guards(self) -> dict[AccountKey, AccountGuard | Unreadable]:
        """Return the guard of every account that has one."""
        ...

    def save_guard(self, key: AccountKey, guard: AccountGuard) -> None:
        """Set or replace the guard of an account."""
        ...

    def memories(self) -> dict[AccountKey, GuardMemory | Unreadable]:
        """Return what each guard remembers."""
        ...

    def save_memories(self, memories: Mapping[AccountKey, GuardMemory]) -> None:
        """Keep what these guards remember, all or nothing; others keep what they have."""
        ...


class RuleSets(Protocol):
    """Limits that the trader keeps under names."""

    def rule_sets(self) -> dict[str, RuleSet | Unreadable]:
        """Return every rule set by its name, in the order of names."""
        ...

    def save_rule_set(self, rule_set: RuleSet) -> None:
        """Add a rule set, or replace the one of its name."""
        ...

    def drop_rule_set(self, name: str) -> None:
        """Forget a rule set; nothing happens where there is none."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """What was done to guard an account and why; at a time in UTC. No account: it concerns all."""

    at: datetime
    account: AccountKey | None
    what: str
    why: str


class Audit(Protocol):
    """What was done to guard accounts. Nothing in it is ever changed or removed."""

    def note(self, entry: AuditEntry) -> None:
        """Add an entry behind all others."""
        ...

    def newest(self, count: int) -> tuple[AuditEntry, ...]:
        """Return the last entries, the newest first."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredNotices:
    """Where alarms go, as stored, and a sentence about each part of it that cannot be read."""

    rules: NoticeRules
    unreadable: tuple[str, ...] = ()


class NoticeSettings(Protocol):
    """Where alarms go besides the window."""

    def load(self) -> StoredNotices:
        """Return what the trader set; raise TradeCopyError."""
        ...

    def save(self, rules: NoticeRules, *, password: str | None = None) -> None:
        """Replace what the trader set, and the mail's password unless it is None.

        Addresses that are secrets and the password are kept where secrets are. Raise TradeCopyError
        for a login by mail without a password.
        """
        ...


class Courier(Protocol):
    """A way for notices to leave the machine."""

    @property
    def name(self) -> str:
        """Return what the trader calls it: "webhook", "e-mail"."""
        ...

    async def send(self, notice: Notice) -> None:
        """Send a notice; raise TradeCopyError with a sentence if it did not arrive.

        DeliveredInPartError if some have it, and nobody is helped by sending it again.
        """
        ...

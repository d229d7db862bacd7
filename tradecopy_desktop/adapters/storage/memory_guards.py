"""Guards that live as long as the process. For fast tests and the demo; never on a disk.

They are kept as the texts that a database would hold, so that nobody can change them from outside.
"""

from collections.abc import Mapping

from tradecopy_desktop.adapters.storage.guard_forms import (
    guard_of_text,
    rule_set_of_text,
    text_of_guard,
    text_of_rule_set,
)
from tradecopy_desktop.adapters.storage.guard_memory_form import memory_of_text, text_of_memory
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.guarding import AccountGuard, GuardMemory, RuleSet
from tradecopy_desktop.guard_ports import AuditEntry, Unreadable


class MemoryGuards:
    """How accounts are guarded, and what their guards remember."""

    def __init__(self) -> None:
        self._guards: dict[AccountKey, str] = {}
        self._memories: dict[AccountKey, str] = {}

    def guards(self) -> dict[AccountKey, AccountGuard | Unreadable]:
        """Return the guard of every account that has one."""
        return {key: guard_of_text(text, str(key)) for key, text in self._guards.items()}

    def save_guard(self, key: AccountKey, guard: AccountGuard) -> None:
        """Set or replace the guard of an account."""
        self._guards[key] = text_of_guard(guard)

    def memories(self) -> dict[AccountKey, GuardMemory | Unreadable]:
        """Return what each guard remembers."""
        return {key: memory_of_text(text, str(key)) for key, text in self._memories.items()}

    def save_memories(self, memories: Mapping[AccountKey, GuardMemory]) -> None:
        """Keep what these guards remember; others keep what they have."""
        self._memories |= {key: text_of_memory(memory) for key, memory in memories.items()}


class MemoryRuleSets:
    """What the trader keeps under names."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}

    def rule_sets(self) -> dict[str, RuleSet | Unreadable]:
        """Return every rule set by its name, in the order of names."""
        return {name: rule_set_of_text(text, name) for name, text in sorted(self._texts.items())}

    def save_rule_set(self, rule_set: RuleSet) -> None:
        """Add a rule set, or replace the one of its name."""
        self._texts[rule_set.name] = text_of_rule_set(rule_set)

    def drop_rule_set(self, name: str) -> None:
        """Forget a rule set; nothing happens where there is none."""
        self._texts.pop(name, None)


class MemoryAudit:
    """The trail of the guards."""

    def __init__(self) -> None:
        self._entries: list[AuditEntry] = []

    def note(self, entry: AuditEntry) -> None:
        """Add an entry behind all others."""
        self._entries.append(entry)

    def newest(self, count: int) -> tuple[AuditEntry, ...]:
        """Return the last entries, the newest first."""
        return tuple(self._entries[::-1][: max(count, 0)])

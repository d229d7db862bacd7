"""What the trader asks and orders about guards. Orders raise TradeCopyError with a sentence."""

import asyncio
from collections.abc import Callable, Sequence

from tradecopy_desktop.app.guard_making import GuardStores
from tradecopy_desktop.app.guard_views import AuditRow, GuardRow
from tradecopy_desktop.app.guarding import Guarding
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.guarding import AccountGuard, RuleSet
from tradecopy_desktop.domain.rule_examples import EXAMPLES
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.guard_ports import Unreadable

_BY_HAND = "you closed everything by hand"


class GuardOrders:
    """The window's door to the guards."""

    def __init__(
        self,
        book: Book,
        guarding: Guarding,
        stores: GuardStores,
        name_of: Callable[[AccountKey], str],
    ) -> None:
        self._book = book
        self._guarding = guarding
        self._rule_sets = stores.rule_sets
        self._audit = stores.audit
        self._name_of = name_of

    def guards(self) -> Sequence[GuardRow]:
        """Return how every account stands to its limits."""
        return self._guarding.board.rows()

    def guard_of(self, account: AccountKey) -> AccountGuard:
        """Return how an account is guarded."""
        return self._book.account(account).guard

    async def set_guard(self, account: AccountKey, guard: AccountGuard) -> None:
        """Guard an account by other limits, from now on."""
        self._guarding.set_guard(account, guard)

    def guard_all(self, guard: AccountGuard) -> None:
        """Guard every account that has an executor by the same limits."""
        for key in tuple(self._book.accounts):
            if self._guarding.can_act(key):
                self._guarding.set_guard(key, guard)

    async def flatten(self, account: AccountKey) -> None:
        """Close everything on an account, cancel its orders, and lock it."""
        self._guarding.flatten(account, _BY_HAND)

    async def flatten_all(self) -> int:
        """Flatten and lock every account that has an executor; return how many."""
        keys = [row.account for row in self.guards() if row.can_act]
        for key in keys:
            self._guarding.flatten(key, _BY_HAND)
        return len(keys)

    async def unlock(self, account: AccountKey, reason: str) -> None:
        """Lift an account's lock, for a reason that is kept."""
        self._guarding.unlock(account, reason)

    async def rule_sets(self) -> Sequence[RuleSet]:
        """Return the trader's rule sets and the examples, by name."""
        stored = await asyncio.to_thread(self._rule_sets.rule_sets)
        kept = [each for each in stored.values() if not isinstance(each, Unreadable)]
        return sorted((*kept, *EXAMPLES), key=lambda rules: rules.name)

    async def save_rule_set(self, rules: RuleSet) -> None:
        """Add or replace one of the trader's rule sets."""
        self._refuse_example(rules.name)
        await asyncio.to_thread(self._rule_sets.save_rule_set, rules)

    async def drop_rule_set(self, name: str) -> None:
        """Forget one of the trader's rule sets; raise TradeCopyError for an example."""
        self._refuse_example(name)
        await asyncio.to_thread(self._rule_sets.drop_rule_set, name)

    async def audit(self, newest: int = 200) -> Sequence[AuditRow]:
        """Return what was done to accounts, the newest first."""
        entries = await asyncio.to_thread(self._audit.newest, newest)
        return [
            AuditRow(
                at=entry.at,
                account=entry.account,
                name="all accounts" if entry.account is None else self._name_of(entry.account),
                what=entry.what,
                why=entry.why,
            )
            for entry in entries
        ]

    def _refuse_example(self, name: str) -> None:
        if name in {example.name for example in EXAMPLES}:
            raise TradeCopyError(f"{name} is an example: save your own under another name")

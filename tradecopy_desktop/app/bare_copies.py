"""Which copies are open without their SL, for the window: whether an alarm is set or not.

It tells and does nothing about it; the guard's own watch does, where the trader wants it.
"""

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.guarding import NakedRule
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.guard.naked import naked
from tradecopy_desktop.ports import Clock

# Any rule that watches: what it would do, and after how long, plays no part here.
_RULE = NakedRule(after_s=1)
# An SL that is sent right after its opening is not missed.
_PATIENCE_NS = 2_000_000_000


class BareCopies:
    """Remembers since when copies are bare, by account."""

    def __init__(self, book: Book, clock: Clock) -> None:
        self._book = book
        self._clock = clock
        self._since: dict[AccountKey, dict[str, int]] = {}
        self._told: dict[AccountKey, frozenset[str]] = {}

    def of(self, key: AccountKey) -> frozenset[str]:
        """Return the copies of an account that are shown as bare."""
        return self._told.get(key, frozenset())

    def look(self, key: AccountKey) -> frozenset[str]:
        """Look at an account; return the copies that are bare now or no longer, unlike before."""
        found = naked(self._book, self._book.account(key), {}, 0, _RULE)
        if found is None:
            return frozenset()
        now = self._clock.monotonic_ns()
        before = self._since.get(key, {})
        since = {each.copy: before.get(each.copy, now) for each in found}
        told = frozenset(copy for copy, at in since.items() if now - at >= _PATIENCE_NS)
        changed = told ^ self.of(key)
        self._since[key], self._told[key] = since, told
        return changed

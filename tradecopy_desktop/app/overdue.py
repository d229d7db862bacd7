"""Which copies lack their SL, or are still open after their close was ordered, for the window.

Whether an alarm is set or not. It tells and does nothing about it: the guard's own watch and the
dispatcher do.
"""

from collections.abc import Iterator

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.guarding import NakedRule
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.guard.naked import naked
from tradecopy_desktop.ports import Clock

# Any rule that watches: what it would do, and after how long, plays no part here.
_RULE = NakedRule(after_s=1)
_NS = 1_000_000_000
# An SL that is sent right after its opening is not missed, and a close takes its time.
_PATIENCE_NS = {"bare": 2 * _NS, "open": 5 * _NS}

_Due = tuple[str, str]


class Overdue:
    """Remembers since when something of a copy is due, by account."""

    def __init__(self, book: Book, clock: Clock) -> None:
        self._book = book
        self._clock = clock
        self._since: dict[AccountKey, dict[_Due, int]] = {}
        self._told: dict[AccountKey, frozenset[_Due]] = {}

    def is_bare(self, key: AccountKey, copy: str) -> bool:
        """Tell whether a copy should have an SL for some time, and has none."""
        return ("bare", copy) in self._told.get(key, ())

    def is_open(self, key: AccountKey, copy: str) -> bool:
        """Tell whether a copy should be closed for some time, and is open."""
        return ("open", copy) in self._told.get(key, ())

    def bare_on(self, key: AccountKey) -> int:
        """Return how many copies of an account lack their SL."""
        return sum(what == "bare" for what, _ in self._told.get(key, ()))

    def is_waiting(self, key: AccountKey) -> bool:
        """Tell whether something is due that may still come in time."""
        return len(self._since.get(key, ())) > len(self._told.get(key, ()))

    def look(self, key: AccountKey) -> frozenset[str]:
        """Look at an account; return the copies of which something else is overdue than before."""
        now = self._clock.monotonic_ns()
        before = self._since.get(key, {})
        since = {due: before.get(due, now) for due in self._due(key, before)}
        told = frozenset(due for due, at in since.items() if now - at >= _PATIENCE_NS[due[0]])
        changed = told ^ self._told.get(key, frozenset())
        self._since[key], self._told[key] = since, told
        return frozenset(copy for _, copy in changed)

    def _due(self, key: AccountKey, before: dict[_Due, int]) -> Iterator[_Due]:
        for link in self._book.live_on(key):
            if link.target == ZERO and link.filled > ZERO:
                yield "open", link.copy
        found = naked(self._book, self._book.account(key), {}, 0, _RULE)
        if found is None:
            # Its terminal is not believed now: what was seen last stands.
            yield from (due for due in before if due[0] == "bare")
        else:
            yield from (("bare", each.copy) for each in found)

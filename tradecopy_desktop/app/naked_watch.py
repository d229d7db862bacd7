"""Watches for copies without an SL, and does what the account's guard says (rule R6.5)."""

from collections.abc import Callable

from tradecopy_desktop.app.carrying_out import CarryingOut
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.guarding import NakedAction
from tradecopy_desktop.engine.book import AccountState, Book
from tradecopy_desktop.engine.guard.naked import Naked, naked
from tradecopy_desktop.engine.guard.remedies import remedy_of

_AGAIN_MS = 10_000


class NakedWatch:
    """Remembers since when copies are without an SL. `tell` hears of each once, with its link."""

    def __init__(
        self, book: Book, carrying: CarryingOut, tell: Callable[[AccountState, Naked], None]
    ) -> None:
        self._book = book
        self._carrying = carrying
        self._tell = tell
        self._since: dict[str, int] = {}
        self._acted: dict[str, int] = {}

    def look(self, account: AccountState, at: int) -> None:
        """Look at an account's copies; `at` is in ms since 1970 UTC."""
        found = naked(self._book, account, self._since, at, account.guard.naked)
        if found is None:
            return
        bare = {each.copy: each for each in found}
        for link in self._book.live_on(account.key):
            if link.copy not in bare:
                self._since.pop(link.copy, None)
                self._acted.pop(link.copy, None)
        for each in found:
            self._since[each.copy] = each.since
            if each.due is not None:
                self._act(account, each, at)

    def _act(self, account: AccountState, found: Naked, at: int) -> None:
        if found.copy not in self._acted:
            self._tell(account, found)
        elif found.due is NakedAction.ALARM or at - self._acted[found.copy] < _AGAIN_MS:
            return
        self._acted[found.copy] = at
        if found.copy in self._carrying.dispatcher.lines.busy_copies(account.key):
            # What is under way may be its SL.
            return
        remedy = remedy_of(self._book, found)
        if remedy is not None:
            self._carrying.follow(account.key, Role.EXECUTOR, (remedy,))

"""Tells the trader what the guard sees and does; the same thing once, until it changed."""

from collections.abc import Iterable

from tradecopy_desktop.app.board import Board
from tradecopy_desktop.app.places import About, Place
from tradecopy_desktop.app.views import Health
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.guarding import Lock, Rung
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.engine.book import AccountState
from tradecopy_desktop.engine.guard.judging import Risen
from tradecopy_desktop.engine.guard.naked import Naked

_HEALTHS = {
    Rung.FINE: Health.GOOD,
    Rung.WARN: Health.WARNING,
    Rung.CLOSE_ONLY: Health.BAD,
    Rung.FLATTEN: Health.BAD,
}
_DONE = {
    Rung.WARN: "",
    Rung.CLOSE_ONLY: "; nothing is opened any more",
    Rung.FLATTEN: "; everything is being closed",
}


class GuardTelling:
    """Words for the board's alerts."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._name_of = board.name_of
        self._blind: set[AccountKey] = set()

    def risen(self, key: AccountKey, risen: Risen) -> None:
        """Tell that a limit came to a higher rung."""
        self._alert(
            f"guard {key} {risen.limit.id} {risen.rung}",
            _HEALTHS[risen.rung],
            f"{self._name_of(key)}: {risen.limit.name}",
            f"{risen.stand.text}{_DONE.get(risen.rung, '')}",
            About(Place.GUARD, key),
        )

    def blind(self, key: AccountKey, why: str) -> None:
        """Tell that an account with limits cannot be seen, once until it is seen again."""
        if key not in self._blind:
            self._blind.add(key)
            title = f"{self._name_of(key)}: the guard is blind"
            text = f"{why}; nothing is opened and nothing is closed until it can be seen"
            self._alert(f"guard blind {key}", Health.WARNING, title, text, About(Place.GUARD, key))

    def sees(self, key: AccountKey) -> None:
        """Tell that an account can be seen again."""
        if key in self._blind:
            self._blind.remove(key)
            title = f"{self._name_of(key)}: the guard sees again"
            about = About(Place.GUARD, key)
            self._alert(f"guard blind {key}", Health.GOOD, title, "its limits are kept", about)

    def barred(self, routes: Iterable[str]) -> None:
        """Show routes anew whose follower is let open nothing any more, or again."""
        for route in routes:
            self._board.put_route(route)

    def flat(self, key: AccountKey, lock: Lock) -> None:
        """Tell that everything is closed."""
        title = f"{self._name_of(key)}: flat and locked"
        text = f"{lock.why}; unlock it by hand"
        self._alert(f"guard lock {key}", Health.BAD, title, text, About(Place.GUARD, key))

    def unlocked(self, key: AccountKey, reason: str) -> None:
        """Tell that a lock was lifted."""
        title = f"{self._name_of(key)}: unlocked"
        self._alert(f"guard lock {key}", Health.GOOD, title, reason, About(Place.GUARD, key))

    def naked(self, account: AccountState, found: Naked) -> None:
        """Tell of a copy without an SL."""
        title = f"{self._name_of(account.key)}: {found.symbol} without an SL"
        about = About(Place.COCKPIT, account.key)
        self._alert(f"naked {found.copy}", Health.BAD, title, found.text, about)

    def paused(self, route: Route, why: str) -> None:
        """Tell that a route opens nothing more."""
        title = f"{route.name} is paused"
        text = f"{why}; arm it again by hand"
        about = About(Place.ROUTES, route.follower)
        self._alert(f"circuit {route.id}", Health.BAD, title, text, about)

    def trouble(self, key: AccountKey, text: str) -> None:
        """Tell what does not work."""
        title = f"{self._name_of(key)}: flattening"
        self._alert(f"guard flatten {key}", Health.BAD, title, text, About(Place.GUARD, key))

    def _alert(self, key: str, health: Health, title: str, text: str, about: About) -> None:
        self._board.alert(key=key, health=health, title=title, text=text, about=about)

"""Tells of terminals that are away while their routes are live. It closes and pauses nothing."""

from typing import Final

from tradecopy_desktop.app.board import Board
from tradecopy_desktop.app.places import About, Place
from tradecopy_desktop.app.views import Health
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.facts import Fact, TerminalConnected
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.ports import Clock

_NS_PER_S: Final = 1_000_000_000
# A terminal that restarts or changes networks is back sooner.
AWAY_AFTER_S: Final = 10
# After the start terminals find the bridge one after the other.
MISSING_AFTER_S: Final = 60
# Often enough for seconds, and no work for the sweep.
_LOOK_EVERY_S: Final = 1

Seat = tuple[AccountKey, Role]


class TerminalsAway:
    """Remembers since when terminals are away; each is told once, and again when it is back."""

    def __init__(self, book: Book, board: Board, clock: Clock) -> None:
        self._book = book
        self._board = board
        self._clock = clock
        self._been_there: set[Seat] = set()
        self._since: dict[Seat, int] = {}
        self._told: set[Seat] = set()
        self._next_ns = 0

    def note(self, fact: Fact) -> None:
        """Take note that a terminal came, however soon it leaves again."""
        if isinstance(fact, TerminalConnected):
            self._been_there.add((fact.profile.key, fact.role))

    def look(self) -> None:
        """Tell of what has been away for long enough, once a second at most."""
        now = self._clock.monotonic_ns()
        if now < self._next_ns:
            return
        self._next_ns = now + _LOOK_EVERY_S * _NS_PER_S
        needed = self._needed()
        for seat in self._since.keys() - needed:
            # Its routes ended meanwhile: it is no longer waited for.
            del self._since[seat]
            self._told.discard(seat)
        for seat in needed:
            self._look_at(seat, now)

    def _needed(self) -> set[Seat]:
        return {
            seat
            for route in self._book.routes.values()
            if route.mode is RouteMode.LIVE or self._holds_copies(route.id)
            for seat in ((route.master, Role.MONITOR), (route.follower, Role.EXECUTOR))
        }

    def _holds_copies(self, route: str) -> bool:
        return any(not link.shadow for link in self._book.copies_of(route))

    def _look_at(self, seat: Seat, now: int) -> None:
        key, role = seat
        if role in self._book.account(key).connected:
            self._since.pop(seat, None)
            if seat in self._told:
                self._told.remove(seat)
                self._tell(seat, Health.GOOD, "terminal connected again", "copying goes on")
            return
        away_s = (now - self._since.setdefault(seat, now)) / _NS_PER_S
        patience_s = AWAY_AFTER_S if seat in self._been_there else MISSING_AFTER_S
        if away_s >= patience_s and seat not in self._told:
            self._told.add(seat)
            copies = self._copies(key)
            text = _WHAT[role, bool(copies)].format(copies=_counted(copies))
            health = Health.BAD if copies else Health.WARNING
            self._tell(seat, health, "terminal not connected", text)

    def _copies(self, key: AccountKey) -> int:
        links = self._book.active.values()
        return sum(not each.shadow and key in (each.master, each.follower) for each in links)

    def _tell(self, seat: Seat, health: Health, what: str, text: str) -> None:
        key, role = seat
        self._board.alert(
            key=f"lost {key} {role}",
            health=health,
            title=f"{self._board.name_of(key)}: {what}",
            text=text,
            about=About(Place.ACCOUNTS, key),
        )


_WHAT: Final = {
    (Role.MONITOR, True): "its trades cannot be seen; {copies} of them stay open meanwhile",
    (Role.MONITOR, False): "its trades cannot be seen, so none is copied; start its terminal",
    (Role.EXECUTOR, True): "{copies} cannot be closed from here; start its terminal",
    (Role.EXECUTOR, False): "nothing is copied to it; start its terminal",
}


def _counted(copies: int) -> str:
    return "1 open copy" if copies == 1 else f"{copies} open copies"

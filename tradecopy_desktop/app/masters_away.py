"""Watches masters that cannot be seen while copies of theirs are open (rule W4)."""

from tradecopy_desktop.app.carrying_out import CarryingOut, Witness
from tradecopy_desktop.app.pausing import Pausing
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.decisions import Decision
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.reconciling.away import (
    ALARM_AFTER_S,
    AWAY,
    alarm_text,
    close_copies,
    closes_after_s,
    is_master_away,
    pauses,
)
from tradecopy_desktop.ports import Clock

_NS_PER_S = 1_000_000_000


class MastersAway:
    """Alarms after 30 s, and then does what the route chose; each once while it lasts."""

    def __init__(
        self,
        book: Book,
        carrying: CarryingOut,
        pausing: Pausing,
        clock: Clock,
        witness: Witness,
    ) -> None:
        self._book = book
        self._pausing = pausing
        self._carrying = carrying
        self._clock = clock
        self._witness = witness
        self._since: dict[str, int] = {}
        self._alarmed: set[str] = set()

    def look(self) -> None:
        """Do what is due about every route."""
        now = self._clock.monotonic_ns()
        for route in tuple(self._book.routes.values()):
            if is_master_away(self._book, route):
                since = self._since.setdefault(route.id, now)
                self._about(route, (now - since) / _NS_PER_S)
            else:
                self._since.pop(route.id, None)
                self._alarmed.discard(route.id)

    def _about(self, route: Route, away_s: float) -> None:
        if away_s < ALARM_AFTER_S:
            return
        if route.id not in self._alarmed:
            self._alarmed.add(route.id)
            self._witness.trouble(None, f"master away {route.id}", alarm_text(self._book, route))
            if pauses(route):
                self._pausing.pause(route, AWAY)
        after_s = closes_after_s(route)
        if after_s is not None and away_s >= after_s:
            self._follow(route, close_copies(self._book, route))

    def _follow(self, route: Route, decisions: tuple[Decision, ...]) -> None:
        if decisions:
            self._carrying.follow(route.follower, Role.EXECUTOR, decisions)

"""Pauses a route whose openings are refused one after the other (rule R6.6)."""

from collections.abc import Callable

from tradecopy_desktop.app.lines import Order
from tradecopy_desktop.app.pausing import Pausing
from tradecopy_desktop.domain.commands import OpenPosition, PlacePending
from tradecopy_desktop.domain.facts import InstructionReported, Outcome
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.guard.breaker import FRESH_BREAKER, broken, filled, refused

_DONE = frozenset({Outcome.FILLED, Outcome.PARTLY_FILLED, Outcome.DONE, Outcome.ALREADY_DONE})


class Circuit:
    """Counts refusals by route. `tell` hears which route was paused, and why."""

    def __init__(self, book: Book, pausing: Pausing, tell: Callable[[Route, str], None]) -> None:
        self._book = book
        self._pausing = pausing
        self._tell = tell
        self._breaker = FRESH_BREAKER

    def concluded(self, order: Order, report: InstructionReported) -> None:
        """Count an opening's last answer; others count neither way."""
        command = order.command
        if not isinstance(command, OpenPosition | PlacePending):
            return
        if report.outcome in _DONE:
            self._breaker = filled(self._breaker, command.route)
        elif report.outcome is Outcome.REFUSED:
            why = report.message or f"code {report.code}"
            self._breaker = refused(self._breaker, command.route, command.source, why)
            self._pause_if_broken(command.route, order)

    def _pause_if_broken(self, id: str, order: Order) -> None:
        route = self._book.routes.get(id)
        most = self._book.account(order.command.follower).guard.refusals
        why = broken(self._breaker, id, most)
        if route is not None and why is not None:
            self._breaker = filled(self._breaker, id)
            self._pausing.pause(route, why)
            self._tell(route, why)

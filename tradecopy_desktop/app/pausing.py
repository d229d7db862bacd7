"""Puts routes on close-only by itself: closes go on, waiting orders are cancelled (C5, C6)."""

import logging
from collections.abc import Callable
from dataclasses import replace

from tradecopy_desktop.app.carrying_out import CarryingOut
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.reconciling.away import cancel_waiting

_log = logging.getLogger(__name__)


class Pausing:
    """Pauses routes. Whoever asked for it tells the trader why."""

    def __init__(self, book: Book, carrying: CarryingOut) -> None:
        self._book = book
        self._carrying = carrying
        # Called with each route that was paused, to be written down and shown.
        self.on_paused: Callable[[Route], None] = lambda _: None

    def pause(self, route: Route, why: str) -> None:
        """Let a live route open nothing more; any other is left as it is."""
        if route.mode is not RouteMode.LIVE:
            return
        paused = replace(route, mode=RouteMode.CLOSE_ONLY)
        self._book.put_route(paused)
        self.on_paused(paused)
        try:
            decisions = cancel_waiting(self._book, paused, why)
            if decisions:
                self._carrying.follow(paused.follower, Role.EXECUTOR, decisions)
        except Exception:  # noqa: BLE001 - one that meets errors is paused all the same (W6)
            _log.exception("waiting orders of route %s could not be cancelled", paused.name)

"""Writes routes down one after the other, each as it is by then. Changes none."""

import threading

from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.ports import Settings


class RouteSaving:
    """Calls may block, and come from any thread: not for the loop.

    Two orders about one route are written by two threads, and the disk keeps no order between
    them: whoever comes last must not bring back a mode or a name from before.
    """

    def __init__(self, book: Book, settings: Settings) -> None:
        self._book = book
        self._settings = settings
        self._turn = threading.Lock()

    def save(self, route: str) -> None:
        """Write a route down, unless it was removed meanwhile; raise TradeCopyError."""
        with self._turn:
            present = self._book.routes.get(route)
            if present is not None:
                self._settings.save_route(present)

"""Closing every copy before the program ends, as the trader asks. It ends nothing itself."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Final

from tradecopy_desktop.app.arming import Arming
from tradecopy_desktop.app.board import Board
from tradecopy_desktop.app.desk_settings import CopyLeft
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.engine.book import Book

_AWAY: Final = "its terminal is not connected"
_UNSURE: Final = "its terminal cannot tell what it holds"
_BARRED: Final = "its terminal may not trade now"


class ClosingOrders:
    """The window's door to closing all copies."""

    def __init__(
        self, book: Book, board: Board, arming: Arming, pause_all: Callable[[], Awaitable[int]]
    ) -> None:
        self._copies_in = book
        self._pauses_all = pause_all
        self._told_on = board
        self._closes = arming

    async def close_copies(self) -> int:
        """Pause every live route, close all its copies at market; return how many are closing."""
        try:
            await self._pauses_all()
        finally:
            # Copies of routes that are paused or off already follow their master: they too.
            for route in tuple(self._copies_in.routes.values()):
                self._closes.close_copies(route)
        return len(self._left())

    def copies_left(self) -> Sequence[CopyLeft]:
        """Return the copies that are not closed yet, and why not where that is known."""
        told = self._told_on.newest_texts()
        return [
            CopyLeft(
                copy=link.copy,
                follower_name=self._told_on.name_of(link.follower),
                symbol=link.symbol,
                why=self._why(link, told),
            )
            for link in self._left()
        ]

    def _left(self) -> list[Link]:
        return [link for link in self._copies_in.active.values() if not link.shadow]

    def _why(self, link: Link, told: Mapping[str, str]) -> str:
        account = self._copies_in.account(link.follower)
        if Role.EXECUTOR not in account.connected:
            return _AWAY
        if link.state is LinkState.UNKNOWN:
            return _UNSURE
        if link.copy in told:
            return told[link.copy]
        permissions = account.permissions
        return "" if permissions is None or permissions.may_trade else _BARRED

"""Closing every copy before the program ends, as the trader asks. It ends nothing itself."""

from collections.abc import Mapping, Sequence
from typing import Final

from tradecopy_desktop.app.arming import Arming
from tradecopy_desktop.app.board import Board
from tradecopy_desktop.app.desk_settings import CopyLeft
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.engine.book import Book

_AWAY: Final = "its terminal is not connected"
_UNSURE: Final = "its terminal cannot tell what it holds"
_BARRED: Final = "its terminal may not trade now"


class ClosingOrders:
    """The window's door to closing all copies."""

    def __init__(self, book: Book, board: Board, arming: Arming) -> None:
        self._copies_in = book
        self._told_on = board
        self._closes = arming

    async def close_copies(self) -> int:
        """Pause every live route, close all its copies at market; return how many are closing."""
        live = [r for r in self._copies_in.routes.values() if r.mode is RouteMode.LIVE]
        try:
            for route in live:
                await self._pause_one(route.id)
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

    async def _pause_one(self, route: str) -> None:
        raise NotImplementedError

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

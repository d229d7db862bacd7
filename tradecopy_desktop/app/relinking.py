"""Finds copies again that the ledger lost, and tells what cannot be found (rules L3, E23, E24).

What is proven is the engine's to say; here it is carried out, and each stranger is told once.
"""

from collections.abc import Sequence

from tradecopy_desktop.app.carrying_out import CarryingOut, Witness
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.decisions import Copied, Decision
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.facts import SnapshotTaken
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import Platform
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.magic import counter_at
from tradecopy_desktop.engine.reconciling.rebuilding import Lost, close_lost, rebuilt
from tradecopy_desktop.engine.reconciling.relinking import (
    has_lost_copies,
    link_again,
    lost_copies,
)
from tradecopy_desktop.engine.reconciling.shares import ask_for_shares, settled_shares
from tradecopy_desktop.ports import Clock

_LOST = (
    "copies are open of which nothing was stored: the records were lost; every route asks about "
    "late openings until the program is started again"
)


class Relinking:
    """Links what is proven, and does by the trader's click what is not."""

    def __init__(self, book: Book, carrying: CarryingOut, clock: Clock, witness: Witness) -> None:
        self._book = book
        self._carrying = carrying
        self._clock = clock
        self._witness = witness
        self._told: dict[AccountKey, frozenset[str]] = {}
        self._lost_on: set[AccountKey] = set()

    def took_picture(self, picture: SnapshotTaken) -> None:
        """Note what a follower's whole picture shows that nothing was stored of."""
        if has_lost_copies(self._book, picture.positions):
            self._note_loss(picture)
        strangers = [each for each in picture.positions if self._is_stranger(each)]
        told = self._told.get(picture.account, frozenset())
        for position in strangers:
            if position.id not in told:
                text = (
                    f"{position.volume:f} {position.symbol} on {picture.account} belongs to no "
                    "route that is known here; it is left alone"
                )
                self._witness.trouble(None, f"unlinked {position.id}", text)
        self._told[picture.account] = frozenset(each.id for each in strangers)

    def look_at(self, route: Route) -> None:
        """Link again what is proven of a route whose ends are both whole."""
        now = self._clock.now()
        proven = [lost for lost in lost_copies(self._book, route) if lost.is_proven]
        found = [link_again(self._book, route, lost, now) for lost in proven]
        self._follow(route, [each for each in found if each is not None])
        if proven:
            text = f"{route.name}: {len(proven)} copies were found again without records"
            self._witness.trouble(None, f"linked again {route.id}", text)
        if self._book.ledger_lost:
            # A position that several copies share names one of them alone.
            self._follow(route, tuple(ask_for_shares(self._book, route, now)))
        self.settle_shares(route)

    def settle_shares(self, route: Route) -> None:
        """Take over the shares of netted positions that their executor has told."""
        is_busy = self._carrying.dispatcher.lines.is_busy
        copies = self._book.copies_of(route.id)
        busy = {link.copy for link in copies if is_busy(link.follower, link.copy)}
        self._follow(route, tuple(settled_shares(self._book, route, busy)))

    def settle(self, route: Route, copy: str) -> None:
        """Adopt or close a copy by the trader's click; raise TradeCopyError if it is gone."""
        lost = next((each for each in lost_copies(self._book, route) if each.copy == copy), None)
        if lost is None:
            raise TradeCopyError("this is settled already")
        self._follow(route, (self._settled(route, lost),))

    def _settled(self, route: Route, lost: Lost) -> Copied:
        now = self._clock.now()
        if isinstance(lost.origin, Position):
            linked = link_again(self._book, route, lost, now)
            if linked is not None:
                return linked
        return close_lost(rebuilt(self._book, route, lost, now), "closed by your wish")

    def _note_loss(self, picture: SnapshotTaken) -> None:
        if picture.account in self._lost_on:
            return
        self._lost_on.add(picture.account)
        if not self._book.ledger_lost:
            self._book.ledger_lost = True
            self._witness.trouble(None, "ledger lost", _LOST)
        account = self._book.account(picture.account)
        if account.platform is Platform.MT4:
            # Its journal knows the handles that were given out; none of them may come again.
            account.last_magic = max(account.last_magic, counter_at(self._clock.now()))

    def _is_stranger(self, position: Position) -> bool:
        link = position.link
        if link is None or link.copy in self._book.links:
            return False
        route = self._book.routes.get(link.route)
        return route is None or str(route.master) != link.master

    def _follow(self, route: Route, decisions: Sequence[Decision]) -> None:
        if decisions:
            self._carrying.follow(route.follower, Role.EXECUTOR, decisions)

"""Copies of pending orders beside copying: what followers tell of them, and pairs half filled."""

from collections.abc import Iterable

from tradecopy_desktop.app.carrying_out import CarryingOut, Witness
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.decisions import Copied, Decision
from tradecopy_desktop.domain.facts import SnapshotTaken, TradeEvent
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.pendings.events import Noted, note_follower_pending
from tradecopy_desktop.engine.pendings.pictures import compare_pendings, stray_pendings
from tradecopy_desktop.engine.pendings.sides import one_sided, overdue
from tradecopy_desktop.ports import Clock

_LOOK_EVERY_NS = 250_000_000


class WaitingOrders:
    """Follows the orders that wait on followers; decides by the engine alone."""

    def __init__(self, book: Book, carrying: CarryingOut, clock: Clock, witness: Witness) -> None:
        self._book = book
        self._carrying = carrying
        self._clock = clock
        self._witness = witness
        self._since: dict[str, int] = {}
        self._looked_ns = 0
        self._told: dict[AccountKey, frozenset[str]] = {}

    def told(self, event: TradeEvent) -> list[Decision]:
        """Return what an executor's event means for waiting copies, taken into the book."""
        if not self._book.placing:
            return []
        return self._taken(note_follower_pending(self._book, event))

    def compare(self, picture: SnapshotTaken, busy: frozenset[str]) -> list[Decision]:
        """Return what a follower's picture means for waiting copies, taken into the book."""
        strays = stray_pendings(self._book, picture)
        told = self._told.get(picture.account, frozenset())
        self._told[picture.account] = frozenset(order.ticket for order in strays)
        for order in strays:
            if order.ticket in told:
                continue
            text = (
                f"an order for {order.volume:f} {order.symbol} on {picture.account} is not wanted"
            )
            self._witness.trouble(None, f"stray {order.ticket}", text)
        return self._taken(compare_pendings(self._book, picture, busy))

    def sweep(self) -> None:
        """Settle the pairs of which one side has been filled alone for too long."""
        now = self._clock.monotonic_ns()
        if not self._book.placing or now - self._looked_ns < _LOOK_EVERY_NS:
            return
        self._looked_ns = now
        links = [link for route in self._book.placing for link in self._book.copies_of(route)]
        alone = [link.copy for link in links if one_sided(link, self._book)]
        self._since = {copy: self._since.get(copy, now) for copy in alone}
        for decision in overdue(self._book, self._since, now):
            if decision.link is not None:
                self._carrying.follow(decision.link.follower, Role.EXECUTOR, (decision,))

    def _taken(self, noted: Iterable[Noted]) -> list[Decision]:
        decisions: list[Decision] = []
        for each in noted:
            self._carrying.changed(each.link, each.trouble)
            decision = Copied(
                route=each.link.route,
                link=each.link,
                commands=each.commands,
                settings_version=each.link.settings_version,
            )
            self._carrying.take(decision)
            decisions.append(decision)
        return decisions

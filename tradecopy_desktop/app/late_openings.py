"""Openings of the master that were missed while something was away, and the questions about them.

Each is answered once, by the route's late-trade policy or by the trader (rules C3, L6).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from tradecopy_desktop.app.carrying_out import CarryingOut
from tradecopy_desktop.app.views import LateRow
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.decisions import Copied, Decision, Skipped, SkipReason
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.facts import SnapshotTaken, TradeEvent
from tradecopy_desktop.domain.findings import Missed
from tradecopy_desktop.domain.recovery_rules import LatePolicy
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.moment import Moment
from tradecopy_desktop.engine.reconciling.findings import ends_are_whole
from tradecopy_desktop.engine.reconciling.late import (
    LATE,
    Known,
    is_missed,
    missed_openings,
    open_late,
    skip_late,
    told_before,
)
from tradecopy_desktop.ports import Clock

_NS_PER_S = 1_000_000_000


class LateOpenings:
    """Knows what each master has told, what each route has missed, and what is asked."""

    def __init__(
        self, book: Book, carrying: CarryingOut, clock: Clock, publish: Callable[[LateRow], None]
    ) -> None:
        self._book = book
        self._carrying = carrying
        self._clock = clock
        self._publish = publish
        self._known: dict[AccountKey, Known] = {}
        self._late: dict[str, set[str]] = {}
        self._missed: dict[str, dict[str, Missed]] = {}
        self._asked: dict[str, tuple[LateRow, int]] = {}
        self._refused: set[str] = set()

    def restore(self, seen: Iterable[tuple[str, str]]) -> None:
        """Take over which positions were told of before a restart, by their events' names."""
        names = tuple(seen)
        for account in {route.master for route in self._book.routes.values()}:
            self._of(account).positions.update(told_before(names, str(account)))

    def decided(self, event: TradeEvent, decisions: Iterable[Decision]) -> None:
        """Note a master's event, and which routes passed it over because something was away."""
        if event.role is not Role.MONITOR or event.position is None:
            return
        position = event.position
        is_new = position.id not in self._of(event.account).positions
        self._of(event.account).note_event(position)
        for decision in decisions:
            if is_new and isinstance(decision, Skipped) and decision.reason in LATE:
                self._note_late(decision.route, position.id)

    def took_picture(self, picture: SnapshotTaken) -> None:
        """Note a master's whole picture, once its routes were looked at."""
        self._of(picture.account).note_picture(picture.positions)

    def look_at(self, route: Route) -> None:
        """Answer what a route has missed, once both of its ends are whole."""
        self._find(route)
        if not ends_are_whole(self._book, route):
            return
        for missed in tuple(self._missed[route.id].values()):
            position = self._book.account(route.master).positions.get(missed.position)
            is_over = position is None or not is_missed(self._book, route, position)
            if position is None or is_over or self._answer(route, missed, position):
                del self._missed[route.id][missed.key]

    def look_again(self) -> None:
        """Look at what could not be answered yet, for want of a price or of permission."""
        for id in [id for id, missed in self._missed.items() if missed]:
            route = self._book.routes.get(id)
            if route is not None:
                self.look_at(route)

    def questions(self) -> Sequence[LateRow]:
        """Return what the trader is asked at present."""
        return [row for row, _ in self._asked.values()]

    def answer(self, key: str, *, opens: bool) -> None:
        """Open a late copy at market, or leave it; raise TradeCopyError if that is over."""
        row, _ = self._asked.get(key, (None, 0))
        route = self._book.routes.get(row.route) if row else None
        if row is None or route is None:
            raise TradeCopyError("this question is settled already")
        self._end(key)
        position = self._book.account(route.master).positions.get(row.position)
        if not opens:
            return
        if position is None:
            raise TradeCopyError("the master has closed it meanwhile")
        self._open(route, position)

    def expire(self) -> None:
        """End the questions that nobody answered in time, and those about what is closed."""
        now = self._clock.monotonic_ns()
        for key, (row, until) in tuple(self._asked.items()):
            route = self._book.routes.get(row.route)
            master = self._book.account(route.master).positions if route else {}
            if route is None or row.position not in master:
                self._end(key)
            elif now >= until:
                self._end(key)
                self._tell(route, skip_late(route, master[row.position], "nobody answered in time"))

    def open_missing(self, route: Route, copy: str, *, asked: bool) -> None:
        """Open a copy that was refused, by the trader's wish or the route's policy."""
        link = self._book.links.get(copy)
        position = self._book.account(route.master).positions.get(link.position) if link else None
        if position is None:
            raise TradeCopyError("the master has closed it meanwhile")
        rules = route.settings.recovery
        points = None if asked or rules.late is not LatePolicy.WITHIN else rules.late_points
        if not asked and copy in self._refused:
            # By the policy each is tried once; after that it is the trader's.
            return
        may_wait = not asked
        if self._open(route, position, points=points, refused_before=True, may_wait=may_wait):
            self._refused.add(copy)

    def _note_late(self, id: str, position: str) -> None:
        route = self._book.routes.get(id)
        # Where late trades are skipped, the refusal told the trader all there is to it.
        if route is not None and route.settings.recovery.late is not LatePolicy.SKIP:
            self._late.setdefault(id, set()).add(position)

    def _of(self, account: AccountKey) -> Known:
        return self._known.setdefault(account, Known())

    def _find(self, route: Route) -> None:
        late = self._late.pop(route.id, set())
        known = self._of(route.master)
        kept = self._missed.setdefault(route.id, {})
        for missed in missed_openings(self._book, route, known, frozenset(late)):
            kept.setdefault(missed.key, missed)

    def _answer(self, route: Route, missed: Missed, position: Position) -> bool:
        """Act on a missed opening; return False if it must be looked at again."""
        rules = route.settings.recovery
        if rules.late is LatePolicy.SKIP:
            self._tell(route, skip_late(route, position, "the route skips what comes late"))
            return True
        if rules.late is LatePolicy.ASK or not missed.proven:
            self._ask(route, missed, position)
            return True
        points = rules.late_points if rules.late is LatePolicy.WITHIN else None
        return self._open(route, position, points=points, may_wait=True)

    def _open(
        self,
        route: Route,
        position: Position,
        *,
        points: int | None = None,
        refused_before: bool = False,
        may_wait: bool = False,
    ) -> bool:
        moment = Moment(now_ns=self._clock.monotonic_ns(), utc=self._clock.now())
        found = open_late(
            self._book, route, position, moment, points=points, refused_before=refused_before
        )
        if may_wait and any(_waits(each) for each in found):
            return False
        self._carrying.follow(route.follower, Role.EXECUTOR, found)
        return True

    def _ask(self, route: Route, missed: Missed, position: Position) -> None:
        asks_s = route.settings.recovery.ask_s
        text = f"the master opened {position.volume:f} {position.symbol} while an end was away"
        if not missed.proven:
            text = f"the master holds {position.volume:f} {position.symbol}, of which nobody told"
        row = LateRow(
            key=missed.key,
            route=route.id,
            route_name=route.name,
            follower=route.follower,
            position=position.id,
            symbol=position.symbol,
            side=position.side,
            lots=position.volume,
            price=position.price,
            text=text,
            asks_s=asks_s,
            is_open=True,
        )
        self._asked[row.key] = (row, self._clock.monotonic_ns() + asks_s * _NS_PER_S)
        self._publish(row)

    def _end(self, key: str) -> None:
        row, _ = self._asked.pop(key)
        self._publish(replace(row, is_open=False))

    def _tell(self, route: Route, decision: Decision) -> None:
        self._carrying.follow(route.follower, Role.EXECUTOR, (decision,))


def _waits(decision: Decision) -> bool:
    """Tell whether a late opening may go through in a moment, when more is known."""
    if isinstance(decision, Copied):
        return False
    return isinstance(decision, Skipped) and decision.reason in (LATE | {SkipReason.NO_QUOTE})

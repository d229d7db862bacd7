"""Openings of the master that were missed while something was away, and the questions about them.

Each is answered once, by the route's late-trade policy or by the trader (rules C3, L6).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from tradecopy_desktop.app.carrying_out import CarryingOut
from tradecopy_desktop.app.views import LateRow
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.decisions import Copied, Decision, Skipped, SkipReason
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.facts import EventKind, SnapshotTaken, TradeEvent
from tradecopy_desktop.domain.findings import Missed
from tradecopy_desktop.domain.recovery_rules import LatePolicy
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.moment import Moment
from tradecopy_desktop.engine.money.quotes import entry_at
from tradecopy_desktop.engine.reconciling.additions import (
    addition_signal,
    missed_additions,
    passed_over,
    skip_addition,
)
from tradecopy_desktop.engine.reconciling.findings import ends_are_whole
from tradecopy_desktop.engine.reconciling.late import (
    LATE,
    Known,
    is_missed,
    missed_openings,
    open_late,
    open_signal,
    sides_told_before,
    skip_late,
    told_before,
)
from tradecopy_desktop.engine.reconciling.missing import late_policy
from tradecopy_desktop.ports import Clock

_NS_PER_S = 1_000_000_000


class _Asked(NamedTuple):
    row: LateRow
    until: int
    missed: Missed


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
        self._asked: dict[str, _Asked] = {}
        self._refused: set[str] = set()
        # What the trader calls an account.
        self.name_of: Callable[[AccountKey], str] = str

    def restore(self, seen: Iterable[tuple[str, str]]) -> None:
        """Take over which positions were told of before a restart, by their events' names."""
        names = tuple(seen)
        for account in {route.master for route in self._book.routes.values()}:
            known = self._of(account)
            known.positions.update(told_before(names, str(account)))
            known.sides.update(sides_told_before(names, str(account)))

    def decided(self, event: TradeEvent, decisions: Iterable[Decision]) -> None:
        """Note a master's event, and which routes passed it over because something was away."""
        if event.role is not Role.MONITOR or event.position is None:
            return
        position = event.position
        is_new = position.id not in self._of(event.account).positions
        self._of(event.account).note_event(position)
        for decision in decisions:
            if not isinstance(decision, Skipped) or decision.reason not in LATE:
                continue
            if event.kind is EventKind.ADDED and decision.link is not None:
                self._note_addition(decision.route, event)
            elif is_new:
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
            is_over = position is None or self._is_over(route, missed, position)
            if position is None or is_over or self._answer(route, missed, position):
                del self._missed[route.id][missed.key]

    def _is_over(self, route: Route, missed: Missed, position: Position) -> bool:
        if missed.added is None:
            return not is_missed(self._book, route, position)
        return addition_signal(self._book, route, missed, position) is None

    def look_again(self) -> None:
        """Look at what could not be answered yet, for want of a price or of permission."""
        for id in [id for id, missed in self._missed.items() if missed]:
            route = self._book.routes.get(id)
            if route is not None:
                self.look_at(route)

    def questions(self) -> Sequence[LateRow]:
        """Return what the trader is asked at present, with the time and the price of now."""
        now = self._clock.monotonic_ns()
        return [self._as_of_now(each.row, each.until - now) for each in self._asked.values()]

    def asked_on(self, follower: AccountKey) -> int:
        """Return about how many late openings on a follower the trader is asked."""
        return sum(asked.row.follower == follower for asked in self._asked.values())

    def answer(self, key: str, *, opens: bool) -> None:
        """Open a late copy at market, or leave it; raise TradeCopyError if that is over."""
        asked = self._asked.get(key)
        route = self._book.routes.get(asked.row.route) if asked else None
        if asked is None or route is None:
            raise TradeCopyError("this question is settled already")
        self._end(key)
        position = self._book.account(route.master).positions.get(asked.row.position)
        if not opens:
            self._leave(route, asked.missed, position, "you left it", tells=False)
            return
        if position is None:
            raise TradeCopyError("the master has closed it meanwhile")
        found = self._opened(route, position, missed=asked.missed)
        self._refuse_unless_opened(found)

    def expire(self) -> None:
        """End the questions that nobody answered in time, and those about what is closed."""
        now = self._clock.monotonic_ns()
        for key, asked in tuple(self._asked.items()):
            route = self._book.routes.get(asked.row.route)
            master = self._book.account(route.master).positions if route else {}
            position = master.get(asked.row.position)
            if route is None or position is None:
                self._end(key)
            elif now >= asked.until:
                self._end(key)
                self._leave(route, asked.missed, position, "nobody answered in time")

    def open_missing(self, route: Route, copy: str, *, asked: bool) -> None:
        """Open a copy that was refused, by the trader's wish or the route's policy."""
        link = self._book.links.get(copy)
        position = self._book.account(route.master).positions.get(link.position) if link else None
        if position is None:
            raise TradeCopyError("the master has closed it meanwhile")
        points = None if asked else self._points(route)
        if not asked and copy in self._refused:
            # By the policy each is tried once; after that it is the trader's.
            return
        found = self._opened(route, position, points=points, may_wait=not asked)
        if found is not None:
            self._refused.add(copy)
        if asked:
            self._refuse_unless_opened(found)

    def _note_late(self, id: str, position: str) -> None:
        route = self._book.routes.get(id)
        # Where late trades are skipped, the refusal told the trader all there is to it.
        if route is not None and late_policy(self._book, route) is not LatePolicy.SKIP:
            self._late.setdefault(id, set()).add(position)

    def _note_addition(self, id: str, event: TradeEvent) -> None:
        route, position, deal = self._book.routes.get(id), event.position, event.deal
        if route is None or position is None or deal is None:
            return
        if late_policy(self._book, route) is not LatePolicy.SKIP:
            missed = passed_over(route.id, position, deal.order, deal.volume)
            self._missed.setdefault(id, {})[missed.key] = missed

    def _of(self, account: AccountKey) -> Known:
        return self._known.setdefault(account, Known())

    def _find(self, route: Route) -> None:
        late = self._late.pop(route.id, set())
        known = self._of(route.master)
        kept = self._missed.setdefault(route.id, {})
        for missed in missed_openings(self._book, route, known, frozenset(late)):
            kept.setdefault(missed.key, missed)
        for missed in missed_additions(self._book, route, known.lots):
            if missed.key not in self._asked:
                kept.setdefault(missed.key, missed)

    def _answer(self, route: Route, missed: Missed, position: Position) -> bool:
        """Act on a missed opening; return False if it must be looked at again."""
        policy = late_policy(self._book, route)
        if policy is LatePolicy.SKIP:
            self._leave(route, missed, position, "the route skips what comes late")
            return True
        if policy is LatePolicy.ASK or not missed.proven:
            self._ask(route, missed, position)
            return True
        points = self._points(route)
        found = self._opened(route, position, missed=missed, points=points, may_wait=True)
        return found is not None

    def _points(self, route: Route) -> int | None:
        is_within = late_policy(self._book, route) is LatePolicy.WITHIN
        return route.settings.recovery.late_points if is_within else None

    def _leave(
        self,
        route: Route,
        missed: Missed,
        position: Position | None,
        why: str,
        *,
        tells: bool = True,
    ) -> None:
        """Settle that what was missed is not copied; an addition is refused from then on (S3)."""
        if position is None or (missed.added is None and not tells):
            return
        left = skip_late(route, position, why)
        if missed.added is not None:
            left = skip_addition(self._book, route, missed, position, why)
        self._carrying.follow(route.follower, Role.EXECUTOR, (replace(left, alarming=tells),))

    def _opened(
        self,
        route: Route,
        position: Position,
        *,
        missed: Missed | None = None,
        points: int | None = None,
        may_wait: bool = False,
    ) -> tuple[Decision, ...] | None:
        """Carry a late opening out and return what was decided, None if it waits.

        Without `missed` its copy was prescribed, and refused.
        """
        moment = Moment(now_ns=self._clock.monotonic_ns(), utc=self._clock.now())
        book = self._book
        if missed is None or missed.added is None:
            again = missed is None
            found = open_late(book, route, position, moment, points=points, refused_before=again)
        else:
            signal = addition_signal(book, route, missed, position)
            found = open_signal(book, route, signal, moment, points=points) if signal else ()
        if may_wait and any(_waits(each) for each in found):
            return None
        self._carrying.follow(route.follower, Role.EXECUTOR, found)
        return found

    def _refuse_unless_opened(self, found: tuple[Decision, ...] | None) -> None:
        """Tell who asked for it why an opening was decided against."""
        if any(isinstance(each, Copied) for each in found or ()):
            return
        why = "; ".join(each.detail for each in found or () if isinstance(each, Skipped))
        raise TradeCopyError(f"not opened: {why or 'there is nothing to open'}")

    def _as_of_now(self, row: LateRow, left_ns: int) -> LateRow:
        route = self._book.routes.get(row.route)
        quotes = self._book.account(route.master).quotes if route else {}
        return replace(
            row,
            left_s=max(0, -(-left_ns // _NS_PER_S)),
            price_now=entry_at(quotes.get(row.symbol), row.side),
        )

    def _ask(self, route: Route, missed: Missed, position: Position) -> None:
        asks_s = route.settings.recovery.ask_s
        text = f"the master opened {position.volume:f} {position.symbol} while an end was away"
        if not missed.proven:
            text = f"the master holds {position.volume:f} {position.symbol}, of which nobody told"
        if missed.added is not None:
            text = f"the master added {missed.added:f} {position.symbol} while an end was away"
        row = LateRow(
            key=missed.key,
            route=route.id,
            route_name=route.name,
            follower=route.follower,
            follower_name=self.name_of(route.follower),
            position=position.id,
            symbol=position.symbol,
            side=position.side,
            lots=position.volume if missed.added is None else missed.added,
            price=position.price,
            text=text,
            asks_s=asks_s,
            left_s=asks_s,
            price_now=None,
            is_open=True,
        )
        until = self._clock.monotonic_ns() + asks_s * _NS_PER_S
        self._asked[row.key] = _Asked(row, until, missed)
        self._publish(self._as_of_now(row, asks_s * _NS_PER_S))

    def _end(self, key: str) -> None:
        self._publish(replace(self._asked.pop(key).row, is_open=False))


def _waits(decision: Decision) -> bool:
    """Tell whether a late opening may go through in a moment, when more is known."""
    if isinstance(decision, Copied):
        return False
    return isinstance(decision, Skipped) and decision.reason in (LATE | {SkipReason.NO_QUOTE})

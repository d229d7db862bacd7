"""Looks whether copies are as prescribed, tells what is not, and corrects it where that is wished.

Runs after each whole picture, shortly after a follower's change, and once a minute. What is wrong
and what would put it right is the engine's to say (rules C2, C3, L6, W1, W2, W4).
"""

from collections.abc import Callable, Iterable, Sequence

from tradecopy_desktop.app.carrying_out import CarryingOut, Witness
from tradecopy_desktop.app.late_openings import LateOpenings
from tradecopy_desktop.app.masters_away import MastersAway
from tradecopy_desktop.app.views import FindingRemoved, FindingRow, LateRow
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.decisions import Decision
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.facts import Fact, SnapshotTaken, TradeEvent
from tradecopy_desktop.domain.findings import Finding, FindingKind, Force
from tradecopy_desktop.domain.recovery_rules import Corrections
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.reconciling.findings import findings
from tradecopy_desktop.ports import Broker, Clock

NS_PER_S = 1_000_000_000
EVERY_S = 60
_SOON_S = 1
_QUIET = frozenset({FindingKind.WAITING})


class Reconciling:
    """Keeps what was found about every route, and corrects it."""

    def __init__(
        self, book: Book, carrying: CarryingOut, broker: Broker, clock: Clock, witness: Witness
    ) -> None:
        self._book = book
        self._carrying = carrying
        self._broker = broker
        self._clock = clock
        self._witness = witness
        self._found: dict[str, dict[str, Finding]] = {}
        self._changed: set[AccountKey] = set()
        self._corrected_ns: dict[str, int] = {}
        self._looked_ns = self._pictures_ns = clock.monotonic_ns()
        # Told each new, changed or ended row.
        self.publish: Callable[[FindingRow | FindingRemoved | LateRow], None] = lambda _: None
        self.late = LateOpenings(book, carrying, clock, self._publish_late)
        self.away = MastersAway(book, carrying, clock, witness)

    def decided(self, event: TradeEvent, decisions: Sequence[Decision]) -> None:
        """Note what a master's event told, and which openings came too late."""
        self.late.decided(event, decisions)

    def took(self, fact: Fact) -> None:
        """Look at the routes that a fact is about; called once it is in the book."""
        if isinstance(fact, TradeEvent):
            if fact.role is Role.EXECUTOR:
                self._changed.add(fact.account)
        elif isinstance(fact, SnapshotTaken) and fact.whole:
            self._look_at(self._routes_with(fact.account))
            if fact.role is Role.MONITOR:
                self.late.took_picture(fact)

    def sweep(self) -> None:
        """Do what is due by the clock."""
        now = self._clock.monotonic_ns()
        if now - self._looked_ns < _SOON_S * NS_PER_S:
            return
        self._looked_ns = now
        self.away.look()
        self.late.expire()
        self.late.look_again()
        if now - self._pictures_ns >= EVERY_S * NS_PER_S:
            self._pictures_ns = now
            self._forget_corrections(now)
            self._look_at(tuple(self._book.routes.values()))
            # Each picture is compared and looked at again when it comes.
            for follower in {link.follower for link in self._book.active.values()}:
                self._broker.ask_picture(follower)
        else:
            changed, self._changed = self._changed, set()
            for account in changed:
                self._look_at(self._routes_with(account))

    def rows(self) -> Sequence[FindingRow]:
        """Return what is found at present."""
        return [self._row(each) for found in self._found.values() for each in found.values()]

    def correct(self, key: str) -> None:
        """Put right what `key` names; raise TradeCopyError if it cannot be."""
        for route in tuple(self._book.routes.values()):
            if key not in self._found.get(route.id, {}):
                continue
            # What was found may have been settled since: look again before acting.
            self._look_at((route,))
            finding = self._found[route.id].get(key)
            if finding is None:
                return
            if not finding.can_be_corrected:
                raise TradeCopyError(f"nothing can be done about it here: {finding.text}")
            self._correct(route, finding, asked=True)
            self._look_at((route,))
            return
        raise TradeCopyError("this is settled already")

    def _routes_with(self, account: AccountKey) -> tuple[Route, ...]:
        routes = self._book.routes.values()
        return tuple(route for route in routes if account in (route.master, route.follower))

    def _look_at(self, routes: Iterable[Route]) -> None:
        for route in routes:
            found = findings(self._book, route, self._busy(route))
            due = [each for each in found if self._is_due(route, each)]
            for finding in due:
                self._correct(route, finding, asked=False)
            if due:
                found = findings(self._book, route, self._busy(route))
            self._show(route, found)
            self.late.look_at(route)

    def _is_due(self, route: Route, finding: Finding) -> bool:
        if not finding.can_be_corrected or finding.force is Force.BY_CLICK:
            return False
        automatic = route.settings.recovery.corrections is Corrections.AUTOMATIC
        if not automatic and finding.force is not Force.ALWAYS:
            return False
        # Whoever undoes a correction again and again must not use up the broker's patience.
        now = self._clock.monotonic_ns()
        last = self._corrected_ns.get(finding.key)
        if last is not None and now - last < EVERY_S * NS_PER_S:
            return False
        self._corrected_ns[finding.key] = now
        return True

    def _forget_corrections(self, now: int) -> None:
        recent = {
            key: ns for key, ns in self._corrected_ns.items() if now - ns < EVERY_S * NS_PER_S
        }
        self._corrected_ns = recent

    def _correct(self, route: Route, finding: Finding, *, asked: bool) -> None:
        if finding.kind is FindingKind.MISSING:
            self.late.open_missing(route, finding.copy, asked=asked)
        else:
            self._carrying.follow(route.follower, Role.EXECUTOR, finding.decisions)
        if not asked and finding.decisions:
            self._tell(finding, f"{finding.text}; corrected: {finding.remedy}")

    def _busy(self, route: Route) -> frozenset[str]:
        is_busy = self._carrying.dispatcher.lines.is_busy
        copies = (link.copy for link in self._book.copies_of(route.id))
        return frozenset(copy for copy in copies if is_busy(route.follower, copy))

    def _show(self, route: Route, found: tuple[Finding, ...]) -> None:
        before = self._found.get(route.id, {})
        now = self._found[route.id] = {each.key: each for each in found}
        for key in before.keys() - now.keys():
            self.publish(FindingRemoved(key=key))
        for key, finding in now.items():
            told = before.get(key)
            if told is None or told.text != finding.text:
                self.publish(self._row(finding))
                if finding.kind not in _QUIET:
                    self._tell(finding, finding.text)

    def _publish_late(self, row: LateRow) -> None:
        self.publish(row)

    def _tell(self, finding: Finding, text: str) -> None:
        link = self._book.links.get(finding.copy)
        self._witness.trouble(link, f"finding {finding.key}", text)

    def _row(self, finding: Finding) -> FindingRow:
        route = self._book.routes.get(finding.route)
        return FindingRow(
            key=finding.key,
            kind=finding.kind,
            route=finding.route,
            route_name=route.name if route else "",
            follower=finding.follower,
            symbol=finding.symbol,
            text=finding.text,
            remedy=finding.remedy,
        )

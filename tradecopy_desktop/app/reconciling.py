"""Looks whether copies are as prescribed, tells what is not, and corrects it where that is wished.

Runs after each whole picture, shortly after a follower's change, and once a minute. What is wrong
and what would put it right is the engine's to say (rules C2, C3, L6, W1, W2, W4).
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from tradecopy_desktop.app.carrying_out import CarryingOut, Witness
from tradecopy_desktop.app.correction_pace import CorrectionPace
from tradecopy_desktop.app.findings_board import FindingsBoard
from tradecopy_desktop.app.frozen_accounts import FrozenAccounts
from tradecopy_desktop.app.late_openings import LateOpenings
from tradecopy_desktop.app.masters_away import MastersAway
from tradecopy_desktop.app.pausing import Pausing
from tradecopy_desktop.app.relinking import Relinking
from tradecopy_desktop.app.views import FindingRemoved, FindingRow, LateRow
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.decisions import Decision
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.facts import (
    Fact,
    InstructionReported,
    SnapshotTaken,
    TradeEvent,
)
from tradecopy_desktop.domain.findings import Finding, FindingKind, Force
from tradecopy_desktop.domain.recovery_rules import Corrections
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.freezing import freeze_of
from tradecopy_desktop.engine.reconciling.drift import largest_drift
from tradecopy_desktop.engine.reconciling.findings import ends_are_whole, findings
from tradecopy_desktop.ports import Broker, Clock

NS_PER_S = 1_000_000_000
EVERY_S = 60
_SOON_S = 1
# What is unproven is told of a route at once, and every minute.
_QUIET = frozenset({FindingKind.WAITING, FindingKind.UNPROVEN})


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
        self._pace = CorrectionPace()
        self._looked_ns = self._pictures_ns = clock.monotonic_ns()
        # Told each new, changed or ended row.
        self.publish: Callable[[FindingRow | FindingRemoved | LateRow], None] = lambda _: None
        # Told of each comparison of two whole ends: the route, what was found, the largest drift.
        self.on_compared: Callable[[str, int, Decimal], None] = lambda *_: None
        self.shown = FindingsBoard(book, clock)
        self.late = LateOpenings(book, carrying, clock, self._publish_late)
        self.pausing = Pausing(book, carrying)
        self.away = MastersAway(book, carrying, self.pausing, clock, witness)
        self.frozen = FrozenAccounts(book, broker, clock, witness)
        self.relinking = Relinking(book, carrying, clock, witness)
        self._reminded_ns: dict[str, int] = {}

    def decided(self, event: TradeEvent, decisions: Sequence[Decision]) -> None:
        """Note what a master's event told, and which openings came too late."""
        self.late.decided(event, decisions)

    def took(self, fact: Fact) -> None:
        """Look at the routes that a fact is about; called once it is in the book."""
        if isinstance(fact, TradeEvent):
            if fact.role is Role.EXECUTOR:
                self._changed.add(fact.account)
        elif isinstance(fact, SnapshotTaken):
            self._took_picture(fact)
        elif isinstance(fact, InstructionReported) and self._book.ledger_lost:
            for route in self._routes_with(fact.account):
                self.relinking.settle_shares(route)
        if not isinstance(fact, TradeEvent | InstructionReported):
            self.frozen.look()

    def _took_picture(self, picture: SnapshotTaken) -> None:
        # One that is not believed is looked at as well: what is unproven is asked about.
        if not picture.whole:
            return
        is_believed = picture.role in self._book.account(picture.account).whole
        if is_believed and picture.role is Role.EXECUTOR:
            self.relinking.took_picture(picture)
        self._look_at(self._routes_with(picture.account))
        if is_believed and picture.role is Role.MONITOR:
            self.late.took_picture(picture)

    def sweep(self) -> None:
        """Do what is due by the clock."""
        now = self._clock.monotonic_ns()
        if now - self._looked_ns < _SOON_S * NS_PER_S:
            return
        self._looked_ns = now
        self.frozen.look()
        self.away.look()
        self._remind(now)
        self.late.expire()
        self.late.look_again()
        if now - self._pictures_ns >= EVERY_S * NS_PER_S:
            self._pictures_ns = now
            self._pace.forget(now)
            self._look_at(tuple(self._book.routes.values()))
            # Each picture is compared and looked at again when it comes.
            for follower in {link.follower for link in self._book.active.values()}:
                self._broker.ask_picture(follower)
            for master in self._masters():
                self._broker.ask_picture(master, Role.MONITOR)
        else:
            changed, self._changed = self._changed, set()
            for account in changed:
                self._look_at(self._routes_with(account))
            routes = self._book.routes
            self._look_at([routes[id] for id in self._pace.due(now) if id in routes])

    def rows(self) -> Sequence[FindingRow]:
        """Return what is found at present."""
        every = (each for found in self._found.values() for each in found.values())
        return [self.shown.finding(each) for each in every]

    def found_on(self, follower: AccountKey) -> Sequence[Finding]:
        """Return what is found about a follower at present."""
        routes = self._book.routes
        mine = (
            found
            for id, found in self._found.items()
            if found and id in routes and routes[id].follower == follower
        )
        return [each for found in mine for each in found.values()]

    def forget_route(self, route: str) -> None:
        """Forget what was found about a route that is gone."""
        for key in self._found.pop(route, {}):
            self.publish(FindingRemoved(key=key))
        self._reminded_ns.pop(route, None)
        self.shown.forget(route)

    def compare_now(self) -> None:
        """Let the next sweep look at every route and ask for fresh pictures."""
        now = self._clock.monotonic_ns()
        self._looked_ns = self._pictures_ns = now - EVERY_S * NS_PER_S

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

    def _masters(self) -> set[AccountKey]:
        routes = self._book.routes.values()
        is_needed = self._book.copies_of
        return {r.master for r in routes if r.mode is not RouteMode.OFF or is_needed(r.id)}

    def _routes_with(self, account: AccountKey) -> tuple[Route, ...]:
        routes = self._book.routes.values()
        return tuple(route for route in routes if account in (route.master, route.follower))

    def _look_at(self, routes: Iterable[Route]) -> None:
        for route in routes:
            are_whole = ends_are_whole(self._book, route)
            if are_whole:
                self.relinking.look_at(route)
            busy = self._busy(route)
            found = findings(self._book, route, busy)
            if are_whole:
                # What is put right at once was found all the same.
                self.on_compared(route.id, len(found), largest_drift(self._book, route, busy))
            due = [each for each in found if self._is_due(route, each)]
            for finding in due:
                self._correct(route, finding, asked=False)
            if due:
                found = findings(self._book, route, self._busy(route))
            self._pace.note(route.id, {each.key for each in found})
            self._show(route, found)
            self.late.look_at(route)

    def _is_due(self, route: Route, finding: Finding) -> bool:
        if not finding.can_be_corrected or finding.force is Force.BY_CLICK:
            return False
        automatic = route.settings.recovery.corrections is Corrections.AUTOMATIC
        if not automatic and finding.force is not Force.ALWAYS:
            return False
        return self._pace.take(finding.key, route.id, self._clock.monotonic_ns())

    def _correct(self, route: Route, finding: Finding, *, asked: bool) -> None:
        if finding.kind is FindingKind.MISSING:
            self.late.open_missing(route, finding.copy, asked=asked)
        elif finding.kind is FindingKind.UNLINKED:
            self.relinking.settle(route, finding.copy)
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
        self.shown.note(route, now.keys())
        for key in before.keys() - now.keys():
            self.publish(FindingRemoved(key=key))
        for key, finding in now.items():
            told = before.get(key)
            if told is None or told.text != finding.text:
                self.publish(self.shown.finding(finding))
                if finding.kind not in _QUIET:
                    self._tell(finding, finding.text)

    def _remind(self, now: int) -> None:
        """Ask about what is unproven, each route once a minute while it lasts (rule W2)."""
        for id, found in self._found.items():
            route = self._book.routes.get(id)
            unproven = [each for each in found.values() if each.kind is FindingKind.UNPROVEN]
            if not unproven or (route is not None and freeze_of(self._book, route)):
                # Of a terminal that is not believed the account is told.
                self._reminded_ns.pop(id, None)
                continue
            last = self._reminded_ns.get(id)
            if last is None or now - last >= EVERY_S * NS_PER_S:
                self._reminded_ns[id] = now
                more = f" (and {len(unproven) - 1} more)" if len(unproven) > 1 else ""
                self._tell(unproven[0], unproven[0].text + more)

    def _publish_late(self, row: LateRow) -> None:
        self.publish(row)

    def _tell(self, finding: Finding, text: str) -> None:
        link = self._book.links.get(finding.copy)
        self._witness.trouble(link, f"finding {finding.key}", text)

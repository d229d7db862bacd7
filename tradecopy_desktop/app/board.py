"""What the trader sees, kept beside copying; it never stands in a copy's way.

Copying only marks what changed; rows are made and published a few times a second.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial

from tradecopy_desktop.app.accounts_board import Newest, account_row, follower_row
from tradecopy_desktop.app.bus import Bus
from tradecopy_desktop.app.copies_board import Doing, RouteTally, copy_row, route_row
from tradecopy_desktop.app.follower_states import Seen
from tradecopy_desktop.app.guard_views import GuardRow
from tradecopy_desktop.app.latency import stage_times
from tradecopy_desktop.app.lines import Order
from tradecopy_desktop.app.overdue import Overdue
from tradecopy_desktop.app.places import NO_PLACE, About, place_of_trouble
from tradecopy_desktop.app.trade_log import Answer, answered_line, imagined_lines, skipped_line
from tradecopy_desktop.app.views import (
    AccountRemoved,
    AccountRow,
    AlertRaised,
    ComparisonRow,
    CopyRemoved,
    CopyRow,
    FollowerRow,
    Health,
    LatencySample,
    LateRow,
    RouteRemoved,
    RouteRow,
    TradeLogRow,
)
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.decisions import Copied, Decision, Skipped, SkipReason
from tradecopy_desktop.domain.facts import (
    Fact,
    InstructionReported,
    Outcome,
    SnapshotTaken,
    TerminalConnected,
    TerminalLost,
    TradeEvent,
)
from tradecopy_desktop.domain.findings import Finding
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.ports import AccountRecord, Clock, Latest

_STEP_NS = 1_000_000
_LOG_LINES = 5_000
_ALERTS = 1_000
_QUIET = frozenset({SkipReason.PENDING_NOT_COPIED})


class Board:
    """Implements copying's witness, and what the window reads."""

    def __init__(self, book: Book, clock: Clock, bus: Bus) -> None:
        self._book = book
        self._clock = clock
        self.bus = bus
        self._records: dict[AccountKey, AccountRecord] = {}
        self._names: dict[AccountKey, str] = {}
        self._newest: dict[AccountKey, Newest] = {}
        self._tallies: dict[str, RouteTally] = {}
        self._dirty_accounts: set[AccountKey] = set()
        self._dirty_routes: set[str] = set()
        self._dirty_copies: dict[str, None] = {}
        self._shown_copies: set[str] = set()
        self._since: dict[str, datetime] = {}
        self._busy: Callable[[AccountKey, str], bool] = lambda _follower, _copy: False
        self._found_on: Callable[[AccountKey], Sequence[Finding]] = lambda _: ()
        self._asked_on: Callable[[AccountKey], int] = lambda _: 0
        self._overdue = Overdue(book, clock)
        self._decided: dict[str, Copied] = {}
        self._log: deque[TradeLogRow] = deque(maxlen=_LOG_LINES)
        self._unpublished: list[Callable[[], object | None]] = []
        # Told of each line of the trade log.
        self.on_logged: Callable[[TradeLogRow], None] = lambda _: None
        self._alerts: deque[AlertRaised] = deque(maxlen=_ALERTS)
        self.skipped: dict[str, int] = {}
        self.samples: deque[LatencySample] = deque(maxlen=_LOG_LINES)
        self.seen: dict[str, int] = {
            "already_done": 0,
            "unknown": 0,
            "partial_fills": 0,
            "refused": 0,
        }

    def watch_lines(self, busy: Callable[[AccountKey, str], bool]) -> None:
        """Take over how to find the copies of a follower that have something under way."""
        self._busy = busy

    def watch_findings(
        self,
        found_on: Callable[[AccountKey], Sequence[Finding]],
        asked_on: Callable[[AccountKey], int],
    ) -> None:
        """Take over how to find what differs on a follower, and how much is asked about it."""
        self._found_on, self._asked_on = found_on, asked_on
        self.bus.subscribe(GuardRow, lambda row: self._dirty_accounts.add(row.account))
        self.bus.subscribe(LateRow, lambda row: self._dirty_accounts.add(row.follower))
        self.bus.subscribe(ComparisonRow, lambda row: self.put_route(row.route))

    def put_account(self, record: AccountRecord) -> None:
        """Show an account."""
        self._records[record.key] = record
        self._names[record.key] = record.name
        self._dirty_accounts.add(record.key)

    def drop_account(self, account: AccountKey) -> None:
        """Show an account no more; what was logged about it keeps its name."""
        self._records.pop(account, None)
        self._newest.pop(account, None)
        self._dirty_accounts.discard(account)
        self.bus.publish(AccountRemoved(key=account))

    def is_registered(self, account: AccountKey) -> bool:
        """Tell whether an account is shown."""
        return account in self._records

    def name_of(self, account: AccountKey) -> str:
        """Return what the trader calls an account."""
        return self._names.get(account, str(account))

    def put_route(self, route: str) -> None:
        """Show a route as it is in the book."""
        self._tallies.setdefault(route, RouteTally())
        self._dirty_routes.add(route)
        known = self._book.routes.get(route)
        if known is not None:
            self._dirty_accounts.add(known.follower)

    def drop_route(self, route: str) -> None:
        """Show a route no more."""
        self._tallies.pop(route, None)
        self._dirty_routes.discard(route)
        self.bus.publish(RouteRemoved(route=route))

    def show(self, account: AccountKey, latest: Latest) -> None:
        """Take over an account's newest values."""
        self._newest.setdefault(account, Newest()).take(latest)
        self._dirty_accounts.add(account)

    # What copying tells

    def decided(self, event: TradeEvent, decision: Decision) -> None:
        """Count a decision and remember why, for the answer's line in the log."""
        tally = self._tallies.setdefault(decision.route, RouteTally())
        self._dirty_routes.add(decision.route)
        match decision:
            case Copied(link=Link(shadow=True)):
                at = self._clock.now()
                for line in imagined_lines(self._book, event, decision, at, self._names):
                    self._later(partial(self._logged, line))
            case Copied():
                for command in decision.commands:
                    self._decided[f"{command.id}/{getattr(command, 'revision', 0)}"] = decision
            case Skipped():
                if decision.reason not in _QUIET:
                    tally.skipped += 1
                reason = decision.reason.value
                self.skipped[reason] = self.skipped.get(reason, 0) + 1
                at = self._clock.now()
                self._later(
                    lambda: self._logged(skipped_line(self._book, event, decision, at, self._names))
                )
            case _:
                pass

    def concluded(self, order: Order, report: InstructionReported, link: Link) -> None:
        """Log an answer and measure its way."""
        tally = self._tallies.setdefault(link.route, RouteTally())
        self._dirty_routes.add(link.route)
        self._count(tally, report)
        key = f"{order.command.id}/{getattr(order.command, 'revision', 0)}"
        decision = self._decided.pop(key, None)
        stages = stage_times(order, report)
        if stages is not None and order.tries == 1:
            tally.last_total_ms = stages.total
            route = self._book.routes.get(link.route)
            sample = LatencySample(
                at_s=report.reported_ns / 1e9,
                route=link.route,
                route_name=route.name if route else "",
                follower_name=self._names.get(link.follower, str(link.follower)),
                stages=stages,
            )
            self.samples.append(sample)
            self._later(lambda: sample)
        at = self._clock.now()
        self._later(
            lambda: self._logged(
                answered_line(self._book, Answer(order, report, link, decision, at), self._names)
            )
        )

    def _count(self, tally: RouteTally, report: InstructionReported) -> None:
        match report.outcome:
            case Outcome.FILLED | Outcome.DONE:
                tally.copied += 1
            case Outcome.ALREADY_DONE | Outcome.PARTLY_FILLED:
                tally.copied += 1
                again = report.outcome is Outcome.ALREADY_DONE
                self.seen["already_done" if again else "partial_fills"] += 1
            case Outcome.REFUSED:
                tally.refused += 1
                self.seen["refused"] += 1
            case Outcome.UNKNOWN:
                self.seen["unknown"] += 1
            case _:
                pass

    def changed(self, fact: Fact) -> None:
        """Mark what a fact changed."""
        account = fact.profile.key if isinstance(fact, TerminalConnected) else fact.account
        self._dirty_accounts.add(account)
        if isinstance(fact, TerminalConnected | TerminalLost):
            for route in self._book.routes.values():
                if account in (route.master, route.follower):
                    self.put_route(route.id)
        if isinstance(fact, TradeEvent) and fact.position is not None:
            self._mark_copies_of(fact)
        if isinstance(fact, SnapshotTaken):
            self._mark_all_of(fact)

    def _mark_copies_of(self, event: TradeEvent) -> None:
        position = event.position
        if position is None:
            return
        if event.role is Role.EXECUTOR:
            if position.link is not None:
                self._dirty_copies[position.link.copy] = None
            return
        for route in self._book.routes_of(event.account):
            link = self._book.followed_link(route.id, position.id)
            if link is not None:
                self._dirty_copies[link.copy] = None

    def _mark_all_of(self, picture: SnapshotTaken) -> None:
        if picture.role is Role.EXECUTOR:
            links = self._book.live_on(picture.account)
            self._dirty_copies.update((link.copy, None) for link in links)
            return
        for route in self._book.routes_of(picture.account):
            # Whether its master is there is part of how a follower is.
            self._dirty_accounts.add(route.follower)
            self._dirty_copies.update((link.copy, None) for link in self._book.copies_of(route.id))

    def link_changed(self, link: Link) -> None:
        """Mark a copy."""
        self._dirty_copies[link.copy] = None
        self._dirty_accounts.add(link.follower)
        self._dirty_routes.add(link.route)
        self._since.setdefault(link.copy, self._clock.now())

    def trouble(self, link: Link | None, key: str, text: str) -> None:
        """Alert the trader about a copy or route."""
        bad = link is not None and link.state in (LinkState.UNKNOWN, LinkState.CLOSING)
        route = self._book.routes.get(key.partition(" ")[0])
        named = route.name if route else "Copying"
        title = f"{self._names.get(link.follower, '')}: {link.symbol}" if link else named
        about = link or route
        self.alert(
            key=key,
            health=Health.BAD if bad else Health.WARNING,
            title=title,
            text=text,
            about=About(place_of_trouble(link, key), about.follower if about else None),
        )

    def alert(
        self, *, key: str, health: Health, title: str, text: str, about: About = NO_PLACE
    ) -> None:
        """Raise an alert and publish it at once."""
        raised = AlertRaised(
            key=key,
            at=self._clock.now(),
            health=health,
            title=title,
            text=text,
            place=about.place,
            account=about.account,
        )
        self._alerts.append(raised)
        self.bus.publish(raised)

    def newest_texts(self) -> dict[str, str]:
        """Return what was told last, by the first word of each matter's key: copies are such."""
        return {each.key.partition(" ")[0]: each.text for each in self._alerts}

    # What the window reads

    def accounts(self) -> list[AccountRow]:
        """Return all accounts."""
        return [self._account(key) for key in self._records]

    def routes(self) -> list[RouteRow]:
        """Return all routes."""
        return [self._route(id) for id in self._book.routes]

    def followers(self) -> list[FollowerRow]:
        """Return all followers."""
        keys = [key for key in self._records if self._is_follower(key)]
        return [self._follower(key) for key in keys]

    def copies(self) -> list[CopyRow]:
        """Return all open copies."""
        return [self._copy(link) for link in self._book.active.values() if not link.shadow]

    def log(self) -> list[TradeLogRow]:
        """Return the newest lines of the trade log, oldest first."""
        return list(self._log)

    def alerts(self) -> list[AlertRaised]:
        """Return the alerts since the start, oldest first."""
        return list(self._alerts)

    def flush(self) -> None:
        """Publish the rows of everything that changed since the last time."""
        for _ in self.flush_in_steps():
            pass

    def flush_in_steps(self) -> Iterator[None]:
        """Publish what changed; yield whenever the loop should have its turn (about 1 ms)."""
        until = self._clock.monotonic_ns() + _STEP_NS
        for row in self._changed_rows():
            if row is not None:
                self.bus.publish(row)
            if self._clock.monotonic_ns() >= until:
                yield
                until = self._clock.monotonic_ns() + _STEP_NS

    def _changed_rows(self) -> Iterator[object | None]:
        pending, self._unpublished = self._unpublished, []
        for make in pending:
            yield make()
        accounts, self._dirty_accounts = self._dirty_accounts, set()
        known = [key for key in accounts if key in self._records]
        for key in known:
            yield self._account(key)
            if self._is_follower(key):
                self._dirty_copies.update((copy, None) for copy in self._overdue.look(key))
                if self._overdue.is_waiting(key):
                    self._dirty_accounts.add(key)
                yield self._follower(key)
        routes, self._dirty_routes = self._dirty_routes, set()
        for id in routes:
            if id in self._book.routes:
                yield self._route(id)
        copies, self._dirty_copies = self._dirty_copies, {}
        for copy in copies:
            yield self._changed_copy(copy)

    def _changed_copy(self, copy: str) -> object | None:
        link = self._book.active.get(copy)
        if link is not None and not link.shadow:
            self._shown_copies.add(copy)
            return self._copy(link)
        self._since.pop(copy, None)
        if copy in self._shown_copies:
            self._shown_copies.discard(copy)
            return CopyRemoved(copy=copy)
        return None

    def _later(self, make: Callable[[], object | None]) -> None:
        self._unpublished.append(make)

    def _logged(self, row: TradeLogRow | None) -> TradeLogRow | None:
        if row is not None:
            self._log.append(row)
            self.on_logged(row)
        return row

    def _is_follower(self, key: AccountKey) -> bool:
        return Role.EXECUTOR in self._records[key].roles

    def _account(self, key: AccountKey) -> AccountRow:
        return account_row(self._book, self._records[key], self._newest.get(key) or Newest())

    def _follower(self, key: AccountKey) -> FollowerRow:
        at, bare = int(self._clock.now().timestamp() * 1_000), self._overdue.bare_on(key)
        seen = Seen(at=at, bare=bare, found=self._found_on(key), asked=self._asked_on(key))
        return follower_row(self._book, self._records[key], self._newest.get(key) or Newest(), seen)

    def _route(self, id: str) -> RouteRow:
        tally = self._tallies.setdefault(id, RouteTally())
        return route_row(self._book, self._book.routes[id], tally, self._names)

    def _copy(self, link: Link) -> CopyRow:
        since = self._since.get(link.copy) or self._clock.now()
        how = Doing(
            busy=self._busy(link.follower, link.copy),
            bare=self._overdue.is_bare(link.follower, link.copy),
            late=self._overdue.is_open(link.follower, link.copy),
        )
        return copy_row(self._book, link, since, self._names, how)

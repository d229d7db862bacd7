"""The one owner of the book: takes facts in order, asks the engine, writes down, sends.

An event is copied in three phases. A: every route decides by itself, and what they decided is
written to the journal. B: all accepted orders go out, followers in parallel. C: the event, the
decisions, the attempts and the copies are stored in one transaction, behind the copying.

Nothing here waits for a broker or a database; answers come back as facts through the same queue.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from tradecopy_desktop.app.accounts_watch import (
    note_account_fact,
    note_event,
    note_report,
    note_sides,
    restore_sides,
)
from tradecopy_desktop.app.carrying_out import CarryingOut, Witness, links_of
from tradecopy_desktop.app.dispatching import NS_PER_MS
from tradecopy_desktop.app.following_orders import following_orders
from tradecopy_desktop.app.guard_hooks import GuardHooks, NoGuard
from tradecopy_desktop.app.lines import Order
from tradecopy_desktop.app.outstanding import Outstanding
from tradecopy_desktop.app.poison import PoisonEvents
from tradecopy_desktop.app.recorder import Recorder
from tradecopy_desktop.app.waiting_orders import WaitingOrders
from tradecopy_desktop.app.waking import Waking
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.commands import (
    CancelPending,
    Command,
    ModifyPending,
    OpenPosition,
    PlacePending,
)
from tradecopy_desktop.domain.decisions import Copied, Decision, NothingToDo
from tradecopy_desktop.domain.event_keys import event_key
from tradecopy_desktop.domain.facts import (
    EventKind,
    Fact,
    InstructionReported,
    Outcome,
    PermissionsChanged,
    SnapshotTaken,
    SymbolsListed,
    TerminalConnected,
    TerminalLost,
    TradeEvent,
)
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.copier import decide
from tradecopy_desktop.engine.follower import held_after, note_held, note_taken
from tradecopy_desktop.engine.following import restore_stops, stops_after_fill
from tradecopy_desktop.engine.moment import Moment
from tradecopy_desktop.engine.outcomes.conclude import Consequence, conclude
from tradecopy_desktop.engine.outcomes.fills import with_entry
from tradecopy_desktop.engine.outcomes.return_codes import Until
from tradecopy_desktop.engine.pendings.pictures import follow_master_pendings
from tradecopy_desktop.engine.reconciling.pictures import (
    compare_follower_picture,
    follow_master_picture,
    reduce_after_listing,
)
from tradecopy_desktop.ports import Broker, Clock, EventRecord, Record

_log = logging.getLogger(__name__)

# How long an order without an answer may still be carried out before it is looked at again.
# A little less than the ledger goes back, on any server's clock.
_MEMORY_MS = 29 * 24 * 3_600_000


class Copying:
    """Copies every event of every master to the followers of its routes."""

    def __init__(
        self, book: Book, recorder: Recorder, broker: Broker, clock: Clock, witness: Witness
    ) -> None:
        self._book = book
        self._recorder = recorder
        self._broker = broker
        self._clock = clock
        self._witness = witness
        self.poison = PoisonEvents()
        self._deduplication = recorder.deduplication
        book.orders = self._deduplication.taken_orders(book.orders)
        self.carrying = CarryingOut(book, recorder, broker, clock, witness)
        self.dispatcher = self.carrying.dispatcher
        self.waking = Waking(book, self.dispatcher, clock)
        self._waiting = WaitingOrders(book, self.carrying, clock, witness)
        # Copies of which somebody else's deal was told while an answer was still to come.
        self._doubted: set[str] = set()
        # Names of the events that were known at the start, and who hears of what was decided.
        self.seen_before: frozenset[tuple[str, str]] = frozenset()
        self.on_decided: Callable[[TradeEvent, Sequence[Decision]], None] = lambda *_: None
        self.guard: GuardHooks = NoGuard()

    def restore(self) -> None:
        """Take the book over from ledger and journal, as after every start (rule R5.3)."""
        state, pending = self._recorder.restore()
        self.seen_before = state.seen | set(_names_of(pending))
        restore_sides(self._book, self.seen_before)
        if state.ordinal or pending:
            self._book.remembers_from = int(self._clock.now().timestamp() * 1000) - _MEMORY_MS
        for link in state.links:
            self.carrying.put(link)
        outstanding = Outstanding(state.outstanding)
        for account, counter in state.magics.items():
            self._book.account(AccountKey.parse(account)).last_magic = counter
        for record in pending:
            self._replay(record, outstanding)
        self.dispatcher.budget.restore(state.requests, pending)
        for command in outstanding.left():
            copied = self._book.links.get(command.copy)
            if copied is not None and copied.is_live and not copied.shadow:
                self.dispatcher.submit(Order(command=command, decided_ns=0, recovered=True))

    def _replay(self, record: Record, outstanding: Outstanding) -> None:
        if isinstance(record, EventRecord):
            copied = [d for d in record.decisions if isinstance(d, Copied)]
            sent = [command for decision in copied for command in decision.commands]
            outstanding.sent(sent)
        else:
            outstanding.answered(record.report)
            sent = list(record.commands)
            outstanding.follow(sent)
        for link in record.links:
            self.carrying.put(link)
        self.carrying.note_magics(sent)

    def handle(self, fact: Fact) -> None:
        """Take one fact in; what nobody expected freezes the routes it touched (rule W6)."""
        match fact:
            case TradeEvent():
                self._on_event(fact)
            case InstructionReported():
                self._on_report(fact)
            case SnapshotTaken():
                note_account_fact(self._book, fact)
                self.guard.looked(fact)
                self._on_picture(fact)
            case SymbolsListed(role=Role.EXECUTOR, complete=True):
                note_account_fact(self._book, fact)
                self._catch_up(fact.account)
            case TerminalConnected(role=Role.EXECUTOR):
                note_account_fact(self._book, fact)
                # Its old link may have died unnoticed, with instructions in it.
                self.dispatcher.follower_lost(fact.profile.key)
            case TerminalLost(role=Role.EXECUTOR):
                note_account_fact(self._book, fact)
                self.dispatcher.follower_lost(fact.account)
            case PermissionsChanged(role=Role.EXECUTOR):
                note_account_fact(self._book, fact)
                self.waking.may_trade(fact.account)
            case _:
                note_account_fact(self._book, fact)
        self._witness.changed(fact)

    def _on_event(self, event: TradeEvent) -> None:
        for text in self.poison.given_up(self._book.routes_of(event.account), event):
            self._witness.trouble(None, f"given up {event.stream} {event.seq}", text)
        if self._recorder.is_repeated(event):
            self._try_again(event)
            self._recorder.pass_over(event)
            return
        note_event(self._book, event)
        self.guard.happened(event)
        if event.role is Role.EXECUTOR:
            self._on_follower_event(event)
            return
        # Where the same terminal reports as master, its routes decide one after the other.
        routes = self._book.routes_of(event.account)
        decisions = self._decide_all(event, routes)
        is_safe = self._recorder.record_event(event, decisions, links_of(decisions))
        self.carrying.tell_skips(decisions)
        self.carrying.send(event, decisions, is_safe=is_safe)
        self.on_decided(event, decisions)

    def _try_again(self, event: TradeEvent) -> None:
        """Ask the routes once more that failed at an event before the start (rule W6)."""
        routes = self._book.routes_of(event.account)
        again = [route for route in routes if self.poison.is_to_try(route, event)]
        if again:
            self.carrying.follow(event.account, event.role, self._decide_all(event, again))

    def set_aside(self, fact: Fact, error: Exception) -> None:
        """Pause the routes that a fact touches which could not be taken in, and go on (W6)."""
        if not isinstance(fact, TradeEvent):
            return
        for route in tuple(self._book.routes.values()):
            touched = route.master if fact.role is Role.MONITOR else route.follower
            if touched == fact.account:
                self._book.put_route(self.poison.failed(route, fact, error))
        self._recorder.pass_over(fact)

    def _decided(self, route: Route, event: TradeEvent) -> Iterator[Decision]:
        now = self._clock.monotonic_ns()
        age_ms = (event.age_us + (event.transit_us or 0)) / 1000
        age_ms += (now - event.received_ns) / NS_PER_MS
        moment = Moment(now_ns=now, utc=self._clock.now(), age_ms=age_ms)
        return decide(self._book, route, event, moment)

    def _decide_all(self, event: TradeEvent, routes: Iterable[Route]) -> list[Decision]:
        """Let every route decide by itself (phase A); one that fails is paused alone."""
        decisions: list[Decision] = []
        for route in routes:
            if self.poison.is_given_up(route, event):
                continue
            try:
                for decision in self._once(route, event):
                    self.carrying.take(decision)
                    decisions.append(decision)
                self.poison.went_well(route, event)
            except Exception as error:  # noqa: BLE001 - a bug must not stop the other routes (W6)
                _log.exception("route %s could not decide about event %s", route.name, event.seq)
                self._book.put_route(self.poison.failed(route, event, error))
                text = f"route {route.name} met an error and is paused; closes go on"
                self._witness.trouble(None, f"poison {route.id}", text)
        return decisions

    def _once(self, route: Route, event: TradeEvent) -> Iterator[Decision]:
        """Yield what a route decides, nothing where its opening was dispatched before (R4.2)."""
        if self._deduplication.was_dispatched(route.id, event):
            yield NothingToDo(route=route.id, link=None, detail="sent before")
        else:
            yield from self._decided(route, event)

    def sweep(self) -> None:
        """Do what is due by the clock: delayed instructions, a new day, orders that wait alone."""
        self.dispatcher.sweep()
        self._waiting.sweep()

    def _on_follower_event(self, event: TradeEvent) -> None:
        waiting = self._waiting.told(event)
        if waiting:
            is_safe = self._recorder.record_event(event, waiting, links_of(waiting))
            self.carrying.send(None, waiting, is_safe=is_safe)
            return
        if event.kind is EventKind.MODIFIED:
            self._put_back_stops(event)
        links = []
        account = self._book.account(event.account)
        ours = event.deal is not None and event.deal.ticket in account.own_deals
        if event.deal is not None and not ours:
            busy = self._busy(event.account)
            for link, held in held_after(self._book, event):
                if link.copy in busy:
                    self._doubted.add(link.copy)
                elif held != link.filled:
                    changed, trouble = note_taken(self._book, link, held, event.deal.reason)
                    links.append(self.carrying.changed(changed, trouble))
        if links:
            self._recorder.record_event(event, (), links)
        else:
            self._recorder.pass_over(event)

    def _put_back_stops(self, event: TradeEvent) -> None:
        """Put back stops that somebody moved on the follower, where the route says so (C7)."""
        position = event.position
        link = self._book.active.get(position.link.copy) if position and position.link else None
        if link is None or link.copy in self._busy(event.account):
            return
        decision = restore_stops(self._book, link)
        if decision is not None:
            self.carrying.follow(event.account, event.role, (decision,))

    def _on_report(self, report: InstructionReported) -> None:
        if self.guard.is_answer(report):
            # Its deals end copies like anybody else's: no instruction of a copy ordered them.
            self._recorder.record_outcome(report, (), ())
            return
        note_report(self._book, report)
        order = self.dispatcher.answered(report)
        link = self._book.links.get(order.command.copy) if order else None
        if order is None or link is None:
            self._recorder.record_outcome(report, (), ())
            return
        consequence = self._consequence(order, link, report)
        self._recorder.record_outcome(report, (consequence.link,), consequence.commands)
        self.carrying.changed(consequence.link, consequence.trouble)
        self.carrying.note_magics(consequence.commands)
        self._witness.concluded(order, report, consequence.link)
        if consequence.final and not consequence.commands:
            self.guard.concluded(order, report)
        if consequence.final:
            self._go_on(order, consequence, report)

    def _consequence(self, order: Order, link: Link, report: InstructionReported) -> Consequence:
        if link.state is LinkState.HANDED_OVER:
            # The trader looks after it now, whatever still comes of it (rule C5).
            return Consequence(link=link, final=report.outcome is not Outcome.ACCEPTED)
        consequence = conclude(
            self._book,
            with_entry(link, order.command, report),
            order.command,
            report,
            tries=order.tries,
            life_left_ms=self._life_left_ms(order),
        )
        return self._with_stops(order, self._without_doubt(order.command, consequence, report))

    def _with_stops(self, order: Order, consequence: Consequence) -> Consequence:
        """Add the stops that could not be known before the fill (rule C8)."""
        fills = isinstance(order.command, OpenPosition | PlacePending | CancelPending)
        if not fills or not consequence.final:
            return consequence
        found = stops_after_fill(self._book, consequence.link)
        if found is None:
            return consequence
        link, command = found
        return replace(consequence, link=link, commands=(*consequence.commands, command))

    def _without_doubt(
        self, command: Command, consequence: Consequence, report: InstructionReported
    ) -> Consequence:
        judged = isinstance(command, ModifyPending | CancelPending)
        if report.code != "no_copy" or judged:
            return consequence
        link = consequence.link
        if link.copy in self._doubted and link.is_live:
            # Its own executor knows no such copy any more, and somebody else's deal was told.
            ended, trouble = note_held(link, ZERO, None)
            return Consequence(link=ended, trouble=trouble)
        self._doubted.add(link.copy)
        return consequence

    def _go_on(self, order: Order, consequence: Consequence, report: InstructionReported) -> None:
        following = following_orders(order, consequence, report, self._clock.monotonic_ns())
        for follows in following:
            if follows.until is not Until.TIME:
                self.waking.note(follows)
        self.dispatcher.go_on(order, following)
        if isinstance(order.command, PlacePending) and consequence.link.pending is not None:
            self._look_after(order)
        copy = consequence.link.copy
        if copy in self._doubted and copy not in self._busy(order.command.follower):
            self._doubted.discard(copy)
            self._broker.ask_picture(order.command.follower)

    def _look_after(self, order: Order) -> None:
        """Look at the account after an order was found to be placed before a restart."""
        if order.recovered:
            # Somebody may have cancelled it meanwhile.
            self._broker.ask_picture(order.command.follower)

    def _busy(self, follower: AccountKey) -> frozenset[str]:
        return self.dispatcher.lines.busy_copies(follower)

    def _life_left_ms(self, order: Order) -> float:
        if order.dies_ns is None:
            return 0.0
        return (order.dies_ns - self._clock.monotonic_ns()) / NS_PER_MS

    def _on_picture(self, picture: SnapshotTaken) -> None:
        if picture.role is Role.MONITOR:
            routes = self._book.routes_of(picture.account)
            busy = frozenset[str]().union(*(self._busy(route.follower) for route in routes))
            found = follow_master_picture(self._book, picture, busy)
            self.carrying.follow(picture.account, picture.role, found)
            if self._is_believed(picture):
                found = follow_master_pendings(self._book, picture)
                self.carrying.follow(picture.account, picture.role, found)
            note_sides(self._book, picture)
            return
        try:
            self._compare(picture)
        finally:  # Whatever the picture brought up, closes go on.
            self.dispatcher.follower_ready(picture.account)
            self.waking.may_trade(picture.account)

    def _compare(self, picture: SnapshotTaken) -> None:
        busy = self._busy(picture.account)
        findings = compare_follower_picture(self._book, picture, busy)
        links = [self.carrying.changed(finding.link, finding.trouble) for finding in findings]
        waiting = self._waiting.compare(picture, busy) if self._is_believed(picture) else []
        if links or waiting:
            found = [*links, *links_of(waiting)]
            is_safe = self._recorder.record_finding(picture.account, picture.role, waiting, found)
            self.carrying.send(None, waiting, is_safe=is_safe)

    def _is_believed(self, picture: SnapshotTaken) -> bool:
        return picture.role in self._book.account(picture.account).whole

    def _catch_up(self, follower: AccountKey) -> None:
        decisions = reduce_after_listing(self._book, follower)
        if decisions:
            self.carrying.follow(follower, Role.EXECUTOR, decisions)


def _names_of(records: Iterable[Record]) -> Iterator[tuple[str, str]]:
    for event in (record.event for record in records if isinstance(record, EventRecord)):
        key = event_key(event)
        if key is not None:
            yield str(event.account), key

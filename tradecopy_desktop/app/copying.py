"""The one owner of the book: takes facts in order, asks the engine, writes down, sends.

Nothing here waits for a broker or a database; answers come back as facts through the same queue.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from tradecopy_desktop.app.accounts_watch import note_account_fact, note_event, note_report
from tradecopy_desktop.app.carrying_out import CarryingOut, Witness, links_of, order_of
from tradecopy_desktop.app.dispatching import NS_PER_MS
from tradecopy_desktop.app.lines import Order
from tradecopy_desktop.app.recorder import Recorder
from tradecopy_desktop.app.waiting_orders import WaitingOrders
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.commands import (
    CancelPending,
    Command,
    ModifyPending,
    OpenPosition,
    PlacePending,
)
from tradecopy_desktop.domain.decisions import Copied, Decision
from tradecopy_desktop.domain.event_keys import event_key
from tradecopy_desktop.domain.facts import (
    EventKind,
    Fact,
    InstructionReported,
    Outcome,
    SnapshotTaken,
    SymbolsListed,
    TerminalConnected,
    TerminalLost,
    TradeEvent,
)
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.copier import decide
from tradecopy_desktop.engine.follower import held_after, note_held
from tradecopy_desktop.engine.following import restore_stops, stops_after_fill
from tradecopy_desktop.engine.moment import Moment
from tradecopy_desktop.engine.outcomes.conclude import Consequence, conclude
from tradecopy_desktop.engine.outcomes.fills import with_entry
from tradecopy_desktop.engine.pendings.pictures import follow_master_pendings
from tradecopy_desktop.engine.reconciling.pictures import (
    compare_follower_picture,
    follow_master_picture,
    reduce_after_listing,
    strangers_in,
)
from tradecopy_desktop.ports import Broker, Clock, EventRecord, Record

_log = logging.getLogger(__name__)


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
        self.carrying = CarryingOut(book, recorder, broker, clock, witness)
        self.dispatcher = self.carrying.dispatcher
        self._waiting = WaitingOrders(book, self.carrying, clock, witness)
        # Copies of which somebody else's deal was told while an answer was still to come.
        self._doubted: set[str] = set()
        # Names of the events that were known at the start, and who hears of what was decided.
        self.seen_before: frozenset[tuple[str, str]] = frozenset()
        self.on_decided: Callable[[TradeEvent, Sequence[Decision]], None] = lambda *_: None

    def restore(self) -> None:
        """Take the book over from ledger and journal, as after every start (rule R5.3)."""
        state, pending = self._recorder.restore()
        self.seen_before = state.seen | set(_names_of(pending))
        for link in state.links:
            self.carrying.put(link)
        outstanding = {command.id: command for command in state.outstanding}
        for account, counter in state.magics.items():
            self._book.account(AccountKey.parse(account)).last_magic = counter
        for record in pending:
            self._replay(record, outstanding)
        for command in outstanding.values():
            copied = self._book.links.get(command.copy)
            if copied is not None and copied.is_live and not copied.shadow:
                self.dispatcher.submit(Order(command=command, decided_ns=0, recovered=True))

    def _replay(self, record: Record, outstanding: dict[str, Command]) -> None:
        if isinstance(record, EventRecord):
            copied = [d for d in record.decisions if isinstance(d, Copied)]
            sent = [command for decision in copied for command in decision.commands]
        else:
            if record.report.outcome is not Outcome.ACCEPTED:
                outstanding.pop(record.report.id, None)
            sent = list(record.commands)
        outstanding.update((command.id, command) for command in sent)
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
            case _:
                note_account_fact(self._book, fact)
        self._witness.changed(fact)

    def _on_event(self, event: TradeEvent) -> None:
        if self._recorder.is_repeated(event):
            self._recorder.pass_over(event)
            return
        note_event(self._book, event)
        if event.role is Role.EXECUTOR:
            self._on_follower_event(event)
            return
        # Where the same terminal reports as master, its routes decide one after the other.
        decisions = self._decide_all(event, lambda route: self._decided(route, event))
        is_safe = self._recorder.record_event(event, decisions, links_of(decisions))
        self.carrying.tell_skips(decisions)
        self.carrying.send(event, decisions, is_safe=is_safe)
        self.on_decided(event, decisions)

    def _decided(self, route: Route, event: TradeEvent) -> Iterator[Decision]:
        now = self._clock.monotonic_ns()
        age_ms = (event.age_us + (event.transit_us or 0)) / 1000
        age_ms += (now - event.received_ns) / NS_PER_MS
        moment = Moment(now_ns=now, utc=self._clock.now(), age_ms=age_ms)
        return decide(self._book, route, event, moment)

    def _decide_all(
        self, event: TradeEvent, ask: Callable[[Route], Iterator[Decision]]
    ) -> list[Decision]:
        decisions: list[Decision] = []
        for route in self._book.routes_of(event.account):
            try:
                for decision in ask(route):
                    self.carrying.take(decision)
                    decisions.append(decision)
            except Exception:  # noqa: BLE001 - a bug must not stop the other routes (W6)
                _log.exception("route %s could not decide about event %s", route.name, event.seq)
                self._book.put_route(replace(route, mode=RouteMode.CLOSE_ONLY))
                text = f"route {route.name} met an error and is paused; closes go on"
                self._witness.trouble(None, f"poison {route.id}", text)
        return decisions

    def sweep(self) -> None:
        """Do what is due by the clock: delayed instructions, orders that wait alone."""
        if self.dispatcher.has_delayed:
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
                    changed, trouble = note_held(link, held, event.deal.reason)
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
        if consequence.final:
            self._go_on(order, consequence)

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

    def _go_on(self, order: Order, consequence: Consequence) -> None:
        now = self._clock.monotonic_ns()
        following = [
            Order(
                command=command,
                decided_ns=now,
                event=order.event,
                tries=order.tries + 1 if type(command) is type(order.command) else 1,
                not_before_ns=now + consequence.wait_ms * NS_PER_MS,
                dies_ns=_dies_ns(command, order, now),
            )
            for command in consequence.commands
        ]
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
            found = follow_master_picture(self._book, picture)
            self.carrying.follow(picture.account, picture.role, found)
            found = follow_master_pendings(self._book, picture)
            self.carrying.follow(picture.account, picture.role, found)
            return
        try:
            self._compare(picture)
        finally:
            # Whatever the picture brought up, closes go on.
            self.dispatcher.follower_ready(picture.account)

    def _compare(self, picture: SnapshotTaken) -> None:
        busy = self._busy(picture.account)
        findings = compare_follower_picture(self._book, picture, busy)
        links = [self.carrying.changed(finding.link, finding.trouble) for finding in findings]
        waiting = self._waiting.compare(picture, busy)
        if links or waiting:
            found = [*links, *links_of(waiting)]
            is_safe = self._recorder.record_finding(picture.account, picture.role, waiting, found)
            self.carrying.send(None, waiting, is_safe=is_safe)
        for position in strangers_in(self._book, picture):
            text = f"{position.volume:f} {position.symbol} on {picture.account} belongs to no copy"
            self._witness.trouble(None, f"unlinked {position.id}", text)

    def _catch_up(self, follower: AccountKey) -> None:
        decisions = reduce_after_listing(self._book, follower)
        if decisions:
            self.carrying.follow(follower, Role.EXECUTOR, decisions)


def _names_of(records: Iterable[Record]) -> Iterator[tuple[str, str]]:
    for record in records:
        key = event_key(record.event) if isinstance(record, EventRecord) else None
        if isinstance(record, EventRecord) and key is not None:
            yield str(record.event.account), key


def _dies_ns(command: Command, order: Order, now: int) -> int | None:
    """Return until when a following command may leave: a repetition's life is the first one's."""
    if type(command) is type(order.command):
        return order.dies_ns
    return order_of(command, now, order.event).dies_ns

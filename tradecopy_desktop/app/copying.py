"""The one owner of the book: takes facts in order, asks the engine, writes down, sends.

Nothing here waits for a broker or a database; answers come back as facts through the same queue.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from tradecopy_desktop.app.accounts_watch import note_account_fact, note_event, note_report
from tradecopy_desktop.app.dispatching import NS_PER_MS, Dispatcher
from tradecopy_desktop.app.lines import Order
from tradecopy_desktop.app.recorder import Recorder
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.commands import Command, OpenPosition
from tradecopy_desktop.domain.decisions import Copied, Decision, Skipped
from tradecopy_desktop.domain.facts import (
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
from tradecopy_desktop.engine.magic import counter_after
from tradecopy_desktop.engine.outcomes import Consequence, conclude, without_opening
from tradecopy_desktop.engine.reconcile import (
    compare_follower_picture,
    follow_master_picture,
    reduce_after_listing,
    strangers_in,
)
from tradecopy_desktop.ports import Broker, Clock, EventRecord, Record

_log = logging.getLogger(__name__)


class Witness(Protocol):
    """Who is told what copying did; it shows and measures, and cannot stop it."""

    def decided(self, event: TradeEvent, decision: Decision) -> None:
        """A route decided about an event."""
        ...

    def concluded(self, order: Order, report: InstructionReported, link: Link) -> None:
        """An instruction had an answer."""
        ...

    def changed(self, fact: Fact) -> None:
        """A fact was taken into the book."""
        ...

    def link_changed(self, link: Link) -> None:
        """A copy is other than before."""
        ...

    def trouble(self, link: Link | None, key: str, text: str) -> None:
        """The trader must be told something."""
        ...


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
        # Copies of which somebody else's deal was told while an answer was still to come.
        self._doubted: set[str] = set()
        self.dispatcher = Dispatcher(book, broker, clock, self._on_dropped)

    def restore(self) -> None:
        """Take the book over from ledger and journal, as after every start (rule R5.3)."""
        state, pending = self._recorder.restore()
        for link in state.links:
            self._put(link)
        outstanding = {command.id: command for command in state.outstanding}
        for account, counter in state.magics.items():
            self._book.account(AccountKey.parse(account)).last_magic = counter
        for record in pending:
            self._replay(record, outstanding)
        for command in outstanding.values():
            copied = self._book.links.get(command.copy)
            if copied is not None and copied.is_live:
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
            self._put(link)
        self._note_magics(sent)

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
        is_safe = self._recorder.record_event(event, decisions, _links_of(decisions))
        self._tell_skips(decisions)
        self._send(event, decisions, is_safe=is_safe)

    def _decided(self, route: Route, event: TradeEvent) -> Iterator[Decision]:
        now = self._clock.monotonic_ns()
        age_ms = (event.age_us + (event.transit_us or 0)) / 1000
        age_ms += (now - event.received_ns) / NS_PER_MS
        return decide(self._book, route, event, age_ms=age_ms)

    def _decide_all(
        self, event: TradeEvent, ask: Callable[[Route], Iterator[Decision]]
    ) -> list[Decision]:
        decisions: list[Decision] = []
        for route in self._book.routes_of(event.account):
            try:
                for decision in ask(route):
                    self._take(decision)
                    decisions.append(decision)
            except Exception:  # noqa: BLE001 - a bug must not stop the other routes (W6)
                _log.exception("route %s could not decide about event %s", route.name, event.seq)
                self._book.put_route(replace(route, mode=RouteMode.CLOSE_ONLY))
                text = f"route {route.name} met an error and is paused; closes go on"
                self._witness.trouble(None, f"poison {route.id}", text)
        return decisions

    def _take(self, decision: Decision) -> None:
        if decision.link is not None:
            self._put(decision.link)
        if isinstance(decision, Copied):
            self._note_magics(decision.commands)

    def _put(self, link: Link) -> None:
        self._book.put(link)
        self._witness.link_changed(link)

    def _note_magics(self, commands: Iterable[Command]) -> None:
        for command in commands:
            if isinstance(command, OpenPosition):
                account = self._book.account(command.follower)
                account.last_magic = counter_after(
                    account.platform, command.magic, account.last_magic
                )

    def _send(self, event: TradeEvent | None, decisions: list[Decision], *, is_safe: bool) -> None:
        """Send what was decided; an opening that could not be written down is not sent (L7)."""
        decided_ns = self._clock.monotonic_ns()
        for decision in decisions:
            if event is not None:
                self._witness.decided(event, decision)
            if isinstance(decision, Copied):
                for command in decision.commands:
                    order = _order(command, decided_ns, event)
                    if isinstance(command, OpenPosition) and not is_safe:
                        self._on_dropped(order, "it could not be written down before sending")
                    else:
                        self.dispatcher.submit(order)

    def _on_follower_event(self, event: TradeEvent) -> None:
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
                    links.append(self._changed(changed, trouble))
        if links:
            self._recorder.record_event(event, (), links)
        else:
            self._recorder.pass_over(event)

    def _changed(self, link: Link, trouble: str | None) -> Link:
        self._put(link)
        if trouble is not None:
            self._witness.trouble(link, f"{link.copy} {link.state}", trouble)
        return link

    def _on_report(self, report: InstructionReported) -> None:
        note_report(self._book, report)
        order = self.dispatcher.answered(report)
        link = self._book.links.get(order.command.copy) if order else None
        if order is None or link is None:
            self._recorder.record_outcome(report, (), ())
            return
        consequence = conclude(
            self._book,
            link,
            order.command,
            report,
            tries=order.tries,
            life_left_ms=self._life_left_ms(order),
        )
        consequence = self._without_doubt(consequence, report)
        self._recorder.record_outcome(report, (consequence.link,), consequence.commands)
        self._changed(consequence.link, consequence.trouble)
        self._note_magics(consequence.commands)
        self._witness.concluded(order, report, consequence.link)
        if consequence.final:
            self._go_on(order, consequence)

    def _without_doubt(self, consequence: Consequence, report: InstructionReported) -> Consequence:
        if report.code != "no_copy":
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
                dies_ns=order.dies_ns,
            )
            for command in consequence.commands
        ]
        self.dispatcher.go_on(order, following)
        copy = consequence.link.copy
        if copy in self._doubted and copy not in self._busy(order.command.follower):
            self._doubted.discard(copy)
            self._broker.ask_picture(order.command.follower)

    def _busy(self, follower: AccountKey) -> frozenset[str]:
        return self.dispatcher.lines.busy_copies(follower)

    def _life_left_ms(self, order: Order) -> float:
        if order.dies_ns is None:
            return 0.0
        return (order.dies_ns - self._clock.monotonic_ns()) / NS_PER_MS

    def _on_picture(self, picture: SnapshotTaken) -> None:
        if picture.role is Role.MONITOR:
            self._follow(picture.account, picture.role, follow_master_picture(self._book, picture))
            return
        try:
            self._compare(picture)
        finally:
            # Whatever the picture brought up, closes go on.
            self.dispatcher.follower_ready(picture.account)

    def _compare(self, picture: SnapshotTaken) -> None:
        busy = self._busy(picture.account)
        findings = compare_follower_picture(self._book, picture, busy)
        links = [self._changed(finding.link, finding.trouble) for finding in findings]
        if links:
            self._recorder.record_finding(picture.account, picture.role, (), links)
        for position in strangers_in(self._book, picture):
            text = f"{position.volume:f} {position.symbol} on {picture.account} belongs to no copy"
            self._witness.trouble(None, f"unlinked {position.id}", text)

    def _catch_up(self, follower: AccountKey) -> None:
        decisions = reduce_after_listing(self._book, follower)
        if decisions:
            self._follow(follower, Role.EXECUTOR, decisions)

    def _follow(self, account: AccountKey, role: Role, found: tuple[Decision, ...]) -> None:
        decisions = list(found)
        for decision in decisions:
            self._take(decision)
        links = _links_of(decisions)
        is_safe = True
        if links:
            is_safe = self._recorder.record_finding(account, role, decisions, links)
        self._tell_skips(decisions)
        self._send(None, decisions, is_safe=is_safe)

    def _tell_skips(self, decisions: list[Decision]) -> None:
        for decision in decisions:
            if isinstance(decision, Skipped) and decision.alarming:
                key = f"{decision.route} {decision.reason} {decision.detail}"
                self._witness.trouble(decision.link, key, decision.detail)

    def _on_dropped(self, order: Order, reason: str) -> None:
        link = self._book.links.get(order.command.copy)
        if link is None or not isinstance(order.command, OpenPosition):
            return
        instrument = self._book.account(link.follower).instruments.get(link.symbol)
        gone = without_opening(link, order.command.id, reason, instrument)
        dropped, trouble = gone.link, gone.trouble
        if not dropped.opens and link.target == ZERO:
            dropped, trouble = replace(dropped, state=LinkState.CLOSED), None
        self._changed(dropped, trouble)
        self._recorder.record_finding(link.follower, Role.EXECUTOR, (), (dropped,))
        for command in gone.commands:
            self.dispatcher.submit(_order(command, order.decided_ns, order.event))


def _order(command: Command, decided_ns: int, event: TradeEvent | None) -> Order:
    dies = None
    if isinstance(command, OpenPosition):
        dies = decided_ns + command.life_ms * NS_PER_MS
    return Order(command=command, decided_ns=decided_ns, event=event, dies_ns=dies)


def _links_of(decisions: list[Decision]) -> list[Link]:
    newest = {
        decision.link.copy: decision.link for decision in decisions if decision.link is not None
    }
    return list(newest.values())

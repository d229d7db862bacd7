"""Takes decisions into the book, writes them down, and then sends their commands (rule L7)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from tradecopy_desktop.app.dispatching import NS_PER_MS, Dispatcher
from tradecopy_desktop.app.lines import Order
from tradecopy_desktop.app.recorder import Recorder
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.commands import Command, OpenPosition, PlacePending
from tradecopy_desktop.domain.decisions import Copied, Decision, Skipped
from tradecopy_desktop.domain.facts import Fact, InstructionReported, TradeEvent
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.magic import counter_after
from tradecopy_desktop.engine.outcomes.conclude import without_opening
from tradecopy_desktop.ports import Broker, Clock


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


class CarryingOut:
    """What becomes of decisions, whoever made them: events, pictures, the clock or the trader."""

    def __init__(
        self, book: Book, recorder: Recorder, broker: Broker, clock: Clock, witness: Witness
    ) -> None:
        self._book = book
        self._recorder = recorder
        self._clock = clock
        self._witness = witness
        self.dispatcher = Dispatcher(book, broker, clock, self._on_dropped)
        self.dispatcher.budget.on_trouble = lambda key, text: witness.trouble(None, key, text)
        # Called for each new symbol that a route copies into: (route, master's, follower's).
        self.on_mapping: Callable[[str, str, str], None] = lambda *_: None

    def take(self, decision: Decision) -> None:
        """Put what a decision leaves into the book."""
        if decision.link is not None:
            self.put(decision.link)
        if isinstance(decision, Copied):
            self.note_magics(decision.commands)

    def put(self, link: Link) -> None:
        """Put a copy into the book and tell of it."""
        known = (link.route, link.master_symbol)
        if known not in self._book.mappings:
            # A symbol that was traded once is never silently resolved anew (rule C9).
            self._book.mappings[known] = link.symbol
            self.on_mapping(link.route, link.master_symbol, link.symbol)
        self._book.put(link)
        self._recorder.deduplication.note_taken(link)
        self._witness.link_changed(link)

    def note_magics(self, commands: Iterable[Command]) -> None:
        """Count on from the magics that were given out."""
        for command in commands:
            if isinstance(command, OpenPosition | PlacePending):
                account = self._book.account(command.follower)
                account.last_magic = counter_after(
                    account.platform, command.magic, account.last_magic
                )

    def changed(self, link: Link, trouble: str | None) -> Link:
        """Put a copy into the book and tell the trader what happened to it."""
        self.put(link)
        if trouble is not None:
            self._witness.trouble(link, f"{link.copy} {link.state}", trouble)
        return link

    def send(
        self, event: TradeEvent | None, decisions: Sequence[Decision], *, is_safe: bool
    ) -> None:
        """Send what was decided (phase B); an opening that is not written down is not (L7).

        Followers do not wait for each other: each line sends what is due in it.

        Nothing of a shadow copy is ever sent.
        """
        decided_ns = self._clock.monotonic_ns()
        for decision in decisions:
            if event is not None:
                self._witness.decided(event, decision)
            if isinstance(decision, Copied) and not decision.link.shadow:
                for command in decision.commands:
                    order = order_of(command, decided_ns, event)
                    if isinstance(command, OpenPosition | PlacePending) and not is_safe:
                        self._on_dropped(order, "it could not be written down before sending")
                    else:
                        self.dispatcher.submit(order)

    def follow(self, account: AccountKey, role: Role, found: Sequence[Decision]) -> None:
        """Carry out decisions that no event made: a picture, the clock, the trader."""
        for decision in found:
            self.take(decision)
        links = links_of(found)
        is_safe = True
        if links:
            is_safe = self._recorder.record_finding(account, role, found, links)
        self.tell_skips(found)
        self.send(None, found, is_safe=is_safe)

    def tell_skips(self, decisions: Sequence[Decision]) -> None:
        """Tell the trader what was not copied, where it matters."""
        for decision in decisions:
            if isinstance(decision, Skipped) and decision.alarming:
                key = f"{decision.route} {decision.reason} {decision.detail}"
                self._witness.trouble(decision.link, key, decision.detail)

    def _on_dropped(self, order: Order, reason: str) -> None:
        link = self._book.links.get(order.command.copy)
        if link is None or not isinstance(order.command, OpenPosition | PlacePending):
            return
        instrument = self._book.account(link.follower).instruments.get(link.symbol)
        gone = without_opening(link, order.command.id, reason, instrument)
        dropped, trouble = gone.link, gone.trouble
        opens = isinstance(order.command, OpenPosition)
        if opens and not dropped.opens and link.target == ZERO:
            dropped, trouble = replace(dropped, state=LinkState.CLOSED), None
        self.changed(dropped, trouble)
        self._recorder.record_finding(link.follower, Role.EXECUTOR, (), (dropped,))
        for command in gone.commands:
            self.dispatcher.submit(order_of(command, order.decided_ns, order.event))


def order_of(command: Command, decided_ns: int, event: TradeEvent | None) -> Order:
    """Return a command on its way, with the moment after which an opening must not be sent."""
    dies = None
    if isinstance(command, OpenPosition | PlacePending):
        dies = decided_ns + command.life_ms * NS_PER_MS
    return Order(command=command, decided_ns=decided_ns, event=event, dies_ns=dies)


def links_of(decisions: Iterable[Decision]) -> list[Link]:
    """Return the copies as decisions leave them, each once."""
    newest = {
        decision.link.copy: decision.link for decision in decisions if decision.link is not None
    }
    return list(newest.values())

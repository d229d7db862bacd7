"""Copying with real parts around a scripted broker: book, recorder, ledger in memory, journal.

Nothing runs by itself: facts are handed over, answers are asked for, commits are let through.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.unit.app.manual_clock import ManualClock
from tests.unit.app.scripted_broker import ScriptedBroker
from tests.unit.engine.pending_samples import theirs
from tests.unit.engine.samples import (
    ALLOWED,
    EURUSD,
    FOLLOWER,
    MASTER,
    carried,
    ended,
    picture,
    position,
    profile,
    route,
)
from tradecopy_desktop.adapters.storage.memory_ledger import MemoryLedger
from tradecopy_desktop.adapters.storage.memory_shelf import MemoryShelf
from tradecopy_desktop.app.copying import Copying
from tradecopy_desktop.app.deduplication import ALL_LAYERS, Layer
from tradecopy_desktop.app.lines import Order
from tradecopy_desktop.app.recorder import Recorder
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.commands import (
    CancelPending,
    Command,
    ModifyPending,
    OpenPosition,
    PlacePending,
    SetStops,
    SetVolume,
)
from tradecopy_desktop.domain.decisions import Decision
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.facts import (
    Fact,
    InstructionReported,
    SymbolsListed,
    TerminalConnected,
    TerminalLost,
    TradeEvent,
)
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.domain.pace import USUAL_PACE, Pace
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.values import MarginMode, Platform
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.ports import Record


class MemoryIntents:
    """A journal of intents that outlives the program; `everything` was ever written."""

    def __init__(self) -> None:
        self.everything: list[Record] = []
        self.forgotten = 0
        self.is_full = False

    def write(self, record: Record) -> None:
        """Append a record, or fail like a full disk."""
        if self.is_full:
            raise TradeCopyError("the disk is full")
        self.everything.append(record)

    def pending(self, after: int) -> Sequence[Record]:
        """Return the records above an ordinal."""
        return [record for record in self.everything if record.ordinal > after]

    def forget(self, through: int) -> None:
        """Note up to where records were dropped."""
        self.forgotten = through

    def close(self) -> None:
        """Do nothing."""


class Notes:
    """A witness that remembers what it was told."""

    def __init__(self) -> None:
        self.decisions: list[Decision] = []
        self.troubles: list[str] = []
        self.reports: list[InstructionReported] = []

    def decided(self, event: TradeEvent, decision: Decision) -> None:
        """A route decided about an event."""
        self.decisions.append(decision)

    def concluded(self, order: Order, report: InstructionReported, link: Link) -> None:
        """An instruction had an answer."""
        self.reports.append(report)

    def changed(self, fact: Fact) -> None:
        """A fact was taken into the book."""

    def link_changed(self, link: Link) -> None:
        """A copy is other than before."""

    def trouble(self, link: Link | None, key: str, text: str) -> None:
        """The trader must be told something."""
        self.troubles.append(text)


class Bench:
    """One program and the world around it; the world outlives it."""

    def __init__(
        self,
        *routes: Route,
        master: MarginMode = MarginMode.HEDGING,
        follower: MarginMode = MarginMode.HEDGING,
        platform: Platform = Platform.MT5,
        instrument: Instrument = EURUSD,
        layers: frozenset[Layer] = ALL_LAYERS,
        pace: Pace = USUAL_PACE,
    ) -> None:
        self.clock = ManualClock()
        self.broker = ScriptedBroker()
        self._layers = layers
        self._pace = pace
        self.intents = MemoryIntents()
        self._routes = routes or (route(),)
        self._master = profile(MASTER, master)
        self._follower = follower
        self._platform = platform
        self._instrument = instrument
        self.start(MemoryShelf())
        self.connect_master()
        for each in self.followers:
            self.connect(each)

    @property
    def followers(self) -> list[AccountKey]:
        """Return the followers of all routes."""
        return list(dict.fromkeys(each.follower for each in self._routes))

    def start(self, shelf: MemoryShelf) -> None:
        """Start a program on what a ledger left behind."""
        self._commits: list[Callable[[], None]] = []
        self.shelf = shelf
        ledger = MemoryLedger(self._commits.append, shelf=shelf)
        self.notes = Notes()
        self.book = Book(pace=self._pace)
        # A program knows its accounts from what their terminals said last.
        self.book.account(MASTER).profile = self._master
        for each in self._routes:
            self.book.put_route(each)
            told = profile(each.follower, self._follower, self._platform)
            self.book.account(each.follower).profile = told
        self.recorder = Recorder(ledger, self.intents, self.broker, self.clock, layers=self._layers)
        self.copying = Copying(self.book, self.recorder, self.broker, self.clock, self.notes)
        self.copying.restore()

    def restart(self, *, stored: int | None = None) -> None:
        """Kill the program; the ledger stored the first `stored` records, None for all."""
        shelf = self.shelf
        if stored is not None:
            shelf = MemoryShelf()
            for record in self.intents.everything[:stored]:
                shelf.put(record)
        self.broker.unanswered.clear()
        self.start(shelf)

    def connect_master(self) -> None:
        """Let the master's terminal say hello and list its symbols."""
        self.handle(
            TerminalConnected(
                profile=self._master,
                role=Role.MONITOR,
                permissions=ALLOWED,
                stream="77",
                last_seq=0,
                first_seq=0,
            ),
            SymbolsListed(
                account=MASTER,
                role=Role.MONITOR,
                instruments=(EURUSD,),
                missing=(),
                complete=True,
            ),
        )

    def connect(self, follower: AccountKey = FOLLOWER) -> None:
        """Let a follower's terminal say hello, list its symbols and show all it holds."""
        self.broker.away.discard(follower)
        self.handle(
            TerminalConnected(
                profile=profile(follower, self._follower, self._platform),
                role=Role.EXECUTOR,
                permissions=ALLOWED,
                stream="88",
                last_seq=0,
                first_seq=0,
            ),
            SymbolsListed(
                account=follower,
                role=Role.EXECUTOR,
                instruments=(self._instrument,),
                missing=(),
                complete=True,
            ),
        )
        self.show(follower)

    def show(self, follower: AccountKey = FOLLOWER) -> None:
        """Let a follower's terminal show what the broker holds."""
        held = [
            position(str(volume), id=str(7_700 + number), link=carried(copy))
            for number, (copy, volume) in enumerate(self.broker.held.items())
            if volume and self._is_on(follower, copy)
        ]
        waiting = [
            theirs(volume=str(order.volume), ticket=str(7_600 + number), copy=copy)
            for number, (copy, order) in enumerate(self.broker.waiting.items())
            if self._is_on(follower, copy)
        ]
        over = [
            ended(str(7_700 + number), link=carried(copy))
            for number, (copy, volume) in enumerate(self.broker.held.items())
            if not volume and self._is_on(follower, copy)
        ]
        shown = picture(*held, account=follower, role=Role.EXECUTOR, ended=tuple(over))
        self.handle(replace(shown, pendings=tuple(waiting)))

    def _is_on(self, follower: AccountKey, copy: str) -> bool:
        link = self.book.links.get(copy)
        return link is None or link.follower == follower

    def lose(self, follower: AccountKey = FOLLOWER) -> None:
        """Break a follower's link; what was on the wire never arrives."""
        self.broker.break_link(follower)
        self.handle(TerminalLost(account=follower, role=Role.EXECUTOR, reason="no answer"))

    def handle(self, *facts: Fact) -> None:
        """Hand facts to the owner of the book, stamped with the time of now."""
        for fact in facts:
            if isinstance(fact, TradeEvent):
                fact = replace(fact, received_ns=self.clock.monotonic_ns())  # noqa: PLW2901
            self.copying.handle(fact)

    def answer(self, *, times: int = 1) -> None:
        """Let the broker answer the oldest instructions one by one."""
        for _ in range(times):
            self.copying.handle(self.broker.answer())

    def answer_all(self) -> None:
        """Let the broker answer until nothing is under way."""
        while self.broker.unanswered:
            self.answer()

    def wait_ms(self, ms: int) -> None:
        """Let time pass and send what was delayed until now."""
        self.clock.advance_ms(ms)
        if self.copying.dispatcher.has_delayed:
            self.copying.dispatcher.sweep()

    def commit(self) -> None:
        """Let the ledger tell what it has stored."""
        waiting, self._commits[:] = tuple(self._commits), []
        for tell in waiting:
            tell()

    def the_link(self) -> Link:
        """Return the only copy there is."""
        (link,) = self.book.links.values()
        return link

    def sent(self) -> list[str]:
        """Return what was sent, in words."""
        return [spoken(command) for command in self.broker.sent]


def spoken(command: Command) -> str:  # noqa: PLR0911 - one line a kind
    """Return a command in words."""
    match command:
        case OpenPosition():
            return f"open {command.side} {command.volume:f}"
        case SetVolume():
            return f"{command.side} to {command.volume:f}"
        case SetStops():
            return f"stops {command.stop_loss}"
        case PlacePending():
            return f"place {command.side} {command.kind} {command.volume:f} at {command.price}"
        case ModifyPending():
            return f"change to {command.price}"
        case CancelPending():
            return "cancel"
    return "void"

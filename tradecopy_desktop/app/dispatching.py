"""Sends what is due, line by line, and remembers what is under way. It decides nothing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from heapq import heappop, heappush

from tradecopy_desktop.app.budget import Budget
from tradecopy_desktop.app.holding_back import HoldingBack
from tradecopy_desktop.app.lines import Line, Lines, Order
from tradecopy_desktop.app.pace import Gate
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.commands import (
    Command,
    OpenPosition,
    PlacePending,
    SetStops,
    VoidInstruction,
)
from tradecopy_desktop.domain.facts import InstructionReported
from tradecopy_desktop.domain.trades import NetPosition
from tradecopy_desktop.domain.values import MarginMode
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.pace import Urgency
from tradecopy_desktop.ports import Broker, Clock

NS_PER_MS = 1_000_000


class Dispatcher:
    """Keeps the lines moving. `dropped` hears of each order that will not be sent, and why.

    What may leave takes a token of its follower. When tokens are short, lines stand at the gate:
    closes first, openings last, and else as they came (rules C1, R4.5).
    """

    def __init__(
        self,
        book: Book,
        broker: Broker,
        clock: Clock,
        dropped: Callable[[Order, str], None],
    ) -> None:
        self._book = book
        self._broker = broker
        self._clock = clock
        self._dropped = dropped
        self._ready: set[AccountKey] = set()
        self._gates: dict[AccountKey, Gate] = {}
        self._short: dict[AccountKey, None] = {}
        # When to look at lines that wait for a moment: (steady ns, number, line).
        self._wakes: list[tuple[int, int, Line]] = []
        self._wakes_made = 0
        self.budget = Budget(book, clock)
        self._back = HoldingBack(book, self.budget)
        self.lines = Lines()

    @property
    def has_delayed(self) -> bool:
        """Tell whether an order waits for its time or a token, so that `sweep` must be called."""
        return bool(self._wakes or self._short)

    def submit(self, order: Order) -> None:
        """Put an order into its line and send what is due there."""
        line = self._line_of(order.command)
        held_up = line.follower not in self._ready or line.turn is not None
        for needless in self.lines.join(line, order, held_up=held_up):
            newer = isinstance(order.command, SetStops)
            self._dropped(needless, "replaced by a newer one" if newer else "closed before sent")
        self._pump(line)

    def go_on(self, order: Order, following: Sequence[Order]) -> None:
        """End an order that had its final answer; `following` comes before what waited."""
        line = self._line_of(order.command)
        if line.under_way is order:
            self.lines.end(line)
        for follows in reversed(following):
            self.lines.first(line, follows)
        self._pump(line)

    def answered(self, report: InstructionReported) -> Order | None:
        """Return the order that a report is about, None if none of that kind is under way."""
        found = self.lines.find(report.id)
        if found is None or found[1].command.follower != report.account:
            return None
        revision = getattr(found[1].command, "revision", 0)
        return found[1] if report.revision in (revision, 0) else None

    def follower_ready(self, follower: AccountKey) -> None:
        """Send again what was under way when the link broke, and go on with the lines."""
        was_away = follower not in self._ready
        self._ready.add(follower)
        for line in self.lines.of_follower(follower):
            under_way = line.under_way
            if under_way is not None and (was_away or under_way.sent_ns is None):
                line.again = True
                if under_way.sent_ns is not None:
                    under_way.urgency = Urgency.CLOSE
            # All of them first: closes leave before openings that came earlier.
            self._queue(line)
        self._serve(follower)

    def follower_lost(self, follower: AccountKey) -> None:
        """Hold a follower's lines until it is back."""
        self._ready.discard(follower)
        self._short.pop(follower, None)

    def hasten(self, follower: AccountKey, is_meant: Callable[[Order], bool]) -> None:
        """Let orders leave as soon as they may, whose reason to wait is over."""
        for line in self.lines.of_follower(follower):
            for order in line.waiting:
                if is_meant(order):
                    order.not_before_ns = min(order.not_before_ns, order.not_again_before_ns)
            self._queue(line)
        self._serve(follower)

    def sweep(self) -> None:
        """Send what waited for its time or a token, and drop what waited too long."""
        self.budget.turn_days()
        now = self._clock.monotonic_ns()
        due: list[Line] = []
        while self._wakes and self._wakes[0][0] <= now:
            at, _, line = heappop(self._wakes)
            if line.wake_ns == at:
                line.wake_ns = None
                due.append(line)
        for line in due:
            self._queue(line)
        for follower in {**dict.fromkeys(line.follower for line in due), **self._short}:
            self._serve(follower)

    def tokens_left(self, follower: AccountKey) -> int:
        """Return how many instructions could leave for a follower at once."""
        return self._gate(follower).tokens_left(self._clock.monotonic_ns())

    def is_ready(self, follower: AccountKey) -> bool:
        """Tell whether a follower takes instructions at present."""
        return follower in self._ready

    def is_short(self, follower: AccountKey) -> bool:
        """Tell whether a follower's lines wait for tokens."""
        return follower in self._short

    def _line_of(self, command: Command) -> Line:
        follower = command.follower
        own = self.lines.there_is(follower, command.copy)
        if own is not None:
            # Begun before the terminal said that its account nets: it ends where it began.
            return own
        if self._book.account(follower).margin_mode is MarginMode.NETTING:
            link = self._book.links.get(command.copy)
            symbol = getattr(command, "symbol", link.symbol if link else command.copy)
            return self.lines.line(follower, symbol)
        return self.lines.line(follower, command.copy)

    def _gate(self, follower: AccountKey) -> Gate:
        gate = self._gates.get(follower)
        if gate is None:
            account = self._book.account(follower)
            gate = self._gates[follower] = Gate(account, self._clock.monotonic_ns())
        return gate

    def _pump(self, line: Line) -> None:
        order = self._next(line)
        if order is None:
            line.turn = None
            return
        gate = self._gate(line.follower)
        # Mostly nobody waits and there are tokens: then nobody needs to queue.
        if gate.next_line() is None and gate.is_open(order.urgency, self._clock.monotonic_ns()):
            self._send(gate, line, order)
        else:
            self._stand(gate, line, order)
            self._serve(line.follower)

    def _serve(self, follower: AccountKey) -> None:
        """Let a follower's lines leave one by one while there are tokens for them."""
        gate = self._gate(follower)
        while follower in self._ready and (line := gate.next_line()) is not None:
            # What it stood for may be over, or wait for its price by now.
            order = self._queue(line)
            if order is None or gate.next_line() is not line:
                continue
            if not gate.is_open(order.urgency, self._clock.monotonic_ns()):
                self._run_short(gate, follower)
                return
            self._send(gate, line, order)
        self._short.pop(follower, None)

    def _run_short(self, gate: Gate, follower: AccountKey) -> None:
        if follower not in self._short:
            self._short[follower] = None
            for line in gate.lines():
                self._queue(line)

    def _queue(self, line: Line) -> Order | None:
        """Let a line stand for a token with what leaves it next, which is returned."""
        order = self._next(line)
        if order is None:
            line.turn = None
        else:
            self._stand(self._gate(line.follower), line, order)
        return order

    def _stand(self, gate: Gate, line: Line, order: Order) -> None:
        gate.queue(line, (order.urgency, order.place))
        if line.follower in self._short:
            order.is_paced = True
            if order.dies_ns is not None and order.urgency is Urgency.OPENING:
                # It is told when it dies, not when its turn would have come.
                self._wake(line, order.dies_ns)

    def _next(self, line: Line) -> Order | None:
        """Return what leaves a line next; what will never leave is dropped on the way."""
        is_ready = line.follower in self._ready
        while is_ready and line.waiting and line.under_way is None:
            now = self._clock.monotonic_ns()
            order, wake_ns = self.lines.next_due(line, now, self._back.until)
            if wake_ns is not None:
                self._wake(line, wake_ns)
            if order is None:
                return None
            reason = self._back.why_not(order, now)
            if reason is None:
                return order
            self.lines.take(line, order)
            self._dropped(order, reason)
        if is_ready and line.again and line.under_way is not None:
            return self._again(line.under_way)
        self.lines.drop_idle(line)
        return None

    def _again(self, order: Order) -> Order:
        """Let what may be lost be sent again, but no opening onto an account that is barred.

        Whether that one was carried out before is asked instead, and it never will be (L9, G4).
        """
        command = order.command
        opens = isinstance(command, OpenPosition | PlacePending)
        if opens and self._book.account(command.follower).bar is not None:
            order.command = VoidInstruction(
                id=command.id, copy=command.copy, follower=command.follower
            )
        return order

    def _send(self, gate: Gate, line: Line, order: Order) -> None:
        line.turn = None
        if line.under_way is None:
            self.lines.start(line, order)
        line.again = False
        if self._put_on_wire(order):
            gate.take_token()
            self.budget.note(order.command, self._clock.monotonic_ns())

    def _wake(self, line: Line, at_ns: int) -> None:
        if line.wake_ns is None or at_ns < line.wake_ns:
            line.wake_ns = at_ns
            self._wakes_made += 1
            heappush(self._wakes, (at_ns, self._wakes_made, line))

    def _put_on_wire(self, order: Order) -> bool:
        command = order.command
        now = self._clock.monotonic_ns()
        if isinstance(command, OpenPosition | PlacePending):
            left = 0 if order.dies_ns is None else max(0, order.dies_ns - now) // NS_PER_MS
            command = replace(command, life_ms=int(left))
        sent = self._broker.send(command, expected=self._expected(command))
        if sent:
            order.sent_ns = self._clock.monotonic_ns()
        return sent

    def _expected(self, command: Command) -> NetPosition | None:
        account = self._book.account(command.follower)
        symbol = getattr(command, "symbol", None)
        if account.margin_mode is not MarginMode.NETTING or symbol is None:
            return None
        return account.net_position(symbol)

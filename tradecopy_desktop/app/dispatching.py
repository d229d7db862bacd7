"""Sends what is due, line by line, and remembers what is under way. It decides nothing."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from tradecopy_desktop.app.lines import Line, Lines, Order
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.commands import Command, OpenPosition, PlacePending
from tradecopy_desktop.domain.facts import InstructionReported
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.trades import NetPosition
from tradecopy_desktop.domain.values import ZERO, MarginMode
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.money.quotes import entry_at
from tradecopy_desktop.ports import Broker, Clock

NS_PER_MS = 1_000_000


class Dispatcher:
    """Keeps the lines moving. `dropped` hears of each order that will not be sent, and why."""

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
        self._delayed = False
        self.lines = Lines()

    @property
    def has_delayed(self) -> bool:
        """Tell whether an order waits for its time, so that `sweep` must be called."""
        return self._delayed

    def submit(self, order: Order) -> None:
        """Put an order into its line and send what is due there."""
        line = self._line_of(order.command)
        held_up = line.follower not in self._ready
        for needless in self.lines.join(line, order, held_up=held_up):
            self._dropped(needless, "closed before sent")
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
            if line.under_way is not None and (was_away or line.under_way.sent_ns is None):
                self._put_on_wire(line.under_way)
            else:
                self._pump(line)

    def follower_lost(self, follower: AccountKey) -> None:
        """Hold a follower's lines until it is back."""
        self._ready.discard(follower)

    def sweep(self) -> None:
        """Send delayed orders whose time has come."""
        self._delayed = False
        for line in self.lines.all():
            if line.under_way is None and line.waiting:
                self._pump(line)

    def _line_of(self, command: Command) -> Line:
        follower = command.follower
        if self._book.account(follower).margin_mode is MarginMode.NETTING:
            link = self._book.links.get(command.copy)
            symbol = getattr(command, "symbol", link.symbol if link else command.copy)
            return self.lines.line(follower, symbol)
        return self.lines.line(follower, command.copy)

    def _pump(self, line: Line) -> None:
        while line.waiting and line.under_way is None and line.follower in self._ready:
            now = self._clock.monotonic_ns()
            order = self.lines.next_due(line, now, self._waits)
            if order is None:
                self._delayed = True
                return
            line.waiting.remove(order)
            reason = self._why_not(order, now)
            if reason is not None:
                self._dropped(order, reason)
                continue
            self.lines.begin(line, order)
            if not self._put_on_wire(order):
                return
        self.lines.drop_idle(line)

    def _waits(self, order: Order, now: int) -> bool:
        """Tell whether an opening has to wait for its price, or for the other side to be gone."""
        return self._waits_for_side(order, now) or self._waits_for_price(order, now)

    def _waits_for_side(self, order: Order, now: int) -> bool:
        command = order.command
        if not isinstance(command, OpenPosition) or order.recovered:
            return False
        if self._book.account(command.follower).margin_mode is not MarginMode.NETTING:
            return False
        if order.dies_ns is not None and now >= order.dies_ns:
            return False
        # A closing that failed is repeated later; till then its lots are still there.
        return any(
            link.side is not command.side
            and link.copy != command.copy
            and (link.filled > ZERO or link.state is LinkState.UNKNOWN)
            for link in self._book.active_on(command.follower, command.symbol)
        )

    def _waits_for_price(self, order: Order, now: int) -> bool:
        """Tell whether an opening's price has run away and may still come back (rule C8)."""
        command = order.command
        if not isinstance(command, OpenPosition) or command.worst_price is None:
            return False
        if order.recovered or (order.dies_ns is not None and now >= order.dies_ns):
            # It may have been sent before, or its time is over: both are settled elsewhere.
            return False
        quote = self._book.account(command.follower).quotes.get(command.symbol)
        price = entry_at(quote, command.side)
        return price is None or (price - command.worst_price) * command.side.sign > 0

    def _why_not(self, order: Order, now: int) -> str | None:
        link = self._book.links.get(order.command.copy)
        if link is None or not link.is_live:
            return "the copy is over"
        dies = order.dies_ns is not None and now >= order.dies_ns and not order.recovered
        if isinstance(order.command, OpenPosition | PlacePending) and dies:
            if getattr(order.command, "worst_price", None) is not None:
                return "the price did not come back in time"
            return "the signal grew too old before it could be sent"
        return None

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

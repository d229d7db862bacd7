"""A dispatcher between a book with many copies and a scripted broker, at a pace of the test's."""

from collections.abc import Iterable
from dataclasses import replace

from tests.unit.app.manual_clock import ManualClock
from tests.unit.app.scripted_broker import ScriptedBroker
from tests.unit.engine.answers import OPEN_ONE, set_stops, set_volume
from tests.unit.engine.link_samples import LIVE
from tests.unit.engine.samples import FOLLOWER, OTHER_FOLLOWER, book
from tradecopy_desktop.app.dispatching import Dispatcher
from tradecopy_desktop.app.lines import Order
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.commands import (
    Command,
    OpenPosition,
    PlacePending,
    SetStops,
    SetVolume,
)
from tradecopy_desktop.domain.pace import Pace
from tradecopy_desktop.domain.values import MarginMode

SLOW = Pace(per_minute=60, burst=3, reserve=1)
"""One instruction each second, three at once, the last of them for a close."""


class PacedPost:
    """Copies are called a, b, c and so on; words are what was done to which: `open a`.

    Copies in capitals are on the other follower.
    """

    def __init__(self, pace: Pace = SLOW, *, follower: MarginMode = MarginMode.HEDGING) -> None:
        self.book = book(follower=follower)
        for key in (FOLLOWER, OTHER_FOLLOWER):
            self.book.account(key).pace = pace
        self.broker, self.clock = ScriptedBroker(), ManualClock()
        self.dropped: list[tuple[str, str]] = []
        self.told: list[str] = []
        self.orders: list[Order] = []
        self._words: dict[tuple[str, int], str] = {}
        self.dispatcher = Dispatcher(self.book, self.broker, self.clock, self._on_dropped)
        self.dispatcher.budget.on_trouble = lambda _, text: self.told.append(text)

    def _on_dropped(self, order: Order, reason: str) -> None:
        self.dropped.append((self._word(order.command), reason))

    def ready(self, *followers: AccountKey) -> None:
        """Let followers take instructions."""
        for follower in followers or (FOLLOWER,):
            self.dispatcher.follower_ready(follower)

    def submit(
        self,
        *words: str,
        life_ms: int = 5_000,
        tries: int = 1,
        wait_ms: int = 0,
        recovered: bool = False,
    ) -> None:
        """Hand over orders in words: `open a`, `close a`, `halve a`, `stops a 1.09`."""
        now = self.clock.monotonic_ns()
        for word in words:
            command = self._command(word)
            opens = isinstance(command, OpenPosition | PlacePending)
            order = Order(
                command=command,
                decided_ns=now,
                tries=tries,
                not_before_ns=now + wait_ms * 1_000_000,
                dies_ns=now + life_ms * 1_000_000 if opens else None,
                recovered=recovered,
            )
            self.orders.append(order)
            self.dispatcher.submit(order)

    def finish(self, *words: str) -> None:
        """Let what is under way have its final answer; nothing follows from it."""
        for word in words:
            (order,) = [each for each in self.orders if self._word(each.command) == word]
            self.dispatcher.go_on(order, ())

    def pass_ms(self, ms: int) -> None:
        """Let time pass and send what is due by then."""
        self.clock.advance_ms(ms)
        self.dispatcher.sweep()

    def sent(self) -> list[str]:
        """Return what was sent, in words."""
        return [self._word(command) for command in self.broker.sent]

    def _word(self, command: Command) -> str:
        return self._words[command.id, getattr(command, "revision", 0)]

    def _command(self, word: str) -> Command:
        what, name, *price = word.split()
        copy = name * 32
        follower = OTHER_FOLLOWER if name.isupper() else FOLLOWER
        if copy not in self.book.links:
            self.book.put(replace(LIVE, copy=copy, position=name, follower=follower))
        number = len(self._words) + 1
        made: dict[str, OpenPosition | SetVolume | SetStops] = {
            "open": OPEN_ONE,
            "close": set_volume("0"),
            "halve": set_volume("0.5"),
            "stops": set_stops(*price or ["1"]),
        }
        command = replace(
            made[what], id=f"{number:032x}", revision=number, copy=copy, follower=follower
        )
        self._words[command.id, number] = word
        return command


def words(what: str, names: Iterable[str]) -> list[str]:
    """Return the same for several copies."""
    return [f"{what} {name}" for name in names]

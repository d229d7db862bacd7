"""In which order instructions leave. One line per copy; one per symbol where positions net.

In a line only one instruction is under way; the next leaves after its final answer. Lines do not
wait for each other. Nothing here sends: it says what is due.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.commands import (
    CancelPending,
    Command,
    ModifyPending,
    OpenPosition,
    PlacePending,
    SetStops,
    SetVolume,
)
from tradecopy_desktop.domain.facts import TradeEvent
from tradecopy_desktop.domain.values import ZERO

_OPENINGS = (OpenPosition, PlacePending)


@dataclass(slots=True, kw_only=True)
class Order:
    """A command on its way. Stamps are steady nanoseconds; `event` is what caused it.

    `recovered` orders were recorded before a restart: whether they were sent is not known, so
    they are put to the executor again under the same id, however old.
    """

    command: Command
    decided_ns: int
    event: TradeEvent | None = None
    tries: int = 1
    not_before_ns: int = 0
    dies_ns: int | None = None
    sent_ns: int | None = None
    recovered: bool = False


@dataclass(slots=True)
class Line:
    """One line: what waits, and what is under way."""

    follower: AccountKey
    name: str
    waiting: deque[Order] = field(default_factory=deque)
    under_way: Order | None = None


class Lines:
    """All lines of all followers."""

    def __init__(self) -> None:
        self._lines: dict[tuple[AccountKey, str], Line] = {}
        self._by_follower: dict[AccountKey, list[Line]] = {}
        self._under_way: dict[str, Line] = {}

    def line(self, follower: AccountKey, name: str) -> Line:
        """Return a line by its follower and name (copy or symbol)."""
        line = self._lines.get((follower, name))
        if line is None:
            line = self._lines[follower, name] = Line(follower, name)
            self._by_follower.setdefault(follower, []).append(line)
        return line

    def of_follower(self, follower: AccountKey) -> tuple[Line, ...]:
        """Return a follower's lines."""
        return tuple(self._by_follower.get(follower, ()))

    def all(self) -> Iterator[Line]:
        """Yield every line."""
        return iter(tuple(self._lines.values()))

    def join(self, line: Line, order: Order, *, held_up: bool) -> tuple[Order, ...]:
        """Put an order into its line; return the orders that it made needless.

        A change of volume takes the place of its copy's repetitions; a close also of its stops, and
        of an opening that waits to be repeated, for its price, or for its follower (`held_up`)
        (rule C1).
        It overtakes openings of other copies in its line, never its own.
        """
        command = order.command
        if not isinstance(command, SetVolume | CancelPending | ModifyPending):
            line.waiting.append(order)
            return ()
        needless = tuple(
            waiting
            for waiting in line.waiting
            if waiting.command.copy == order.command.copy
            and _is_needless(waiting, command, held_up=held_up)
        )
        for waiting in needless:
            line.waiting.remove(waiting)
        place = len(line.waiting)
        while (
            not isinstance(command, ModifyPending)
            and place
            and _may_be_overtaken(line.waiting[place - 1], order.command.copy)
        ):
            place -= 1
        line.waiting.insert(place, order)
        return needless

    def next_due(
        self, line: Line, now_ns: int, waits: Callable[[Order, int], bool] = lambda *_: False
    ) -> Order | None:
        """Return what leaves next: what waits for its time or price holds up its own copy alone."""
        held: set[str] = set()
        for order in line.waiting:
            copy = order.command.copy
            if copy not in held and order.not_before_ns <= now_ns and not waits(order, now_ns):
                return order
            held.add(copy)
        return None

    def first(self, line: Line, order: Order) -> None:
        """Put an order at the head of its line: a repetition comes before what followed it."""
        line.waiting.appendleft(order)

    def begin(self, line: Line, order: Order) -> None:
        """Note that an order is under way."""
        line.under_way = order
        self._under_way[order.command.id] = line

    def find(self, id: str) -> tuple[Line, Order] | None:
        """Return the line and order under way with this instruction id."""
        line = self._under_way.get(id)
        if line is None or line.under_way is None:
            return None
        return line, line.under_way

    def end(self, line: Line) -> None:
        """Note that what was under way had its final answer; forget an empty line's order."""
        if line.under_way is not None:
            self._under_way.pop(line.under_way.command.id, None)
            line.under_way = None

    def drop_idle(self, line: Line) -> None:
        """Forget a line in which nothing is left."""
        if line.waiting or line.under_way is not None:
            return
        if self._lines.pop((line.follower, line.name), None) is not None:
            self._by_follower[line.follower].remove(line)

    def is_busy(self, follower: AccountKey, copy: str) -> bool:
        """Tell whether anything of a copy waits or is under way."""
        # Where positions net, a line bears the symbol's name and is shared.
        line = self._lines.get((follower, copy))
        if line is not None:
            return bool(line.waiting) or line.under_way is not None
        return any(
            order.command.copy == copy
            for line in self._by_follower.get(follower, ())
            if line.name != copy
            for order in (*line.waiting, line.under_way)
            if order is not None
        )

    def busy_copies(self, follower: AccountKey) -> frozenset[str]:
        """Return the copies of which an answer is still to come, or an opening still to leave."""
        busy: set[str] = set()
        for line in self.of_follower(follower):
            if line.under_way is not None:
                busy.add(line.under_way.command.copy)
            opening = (o for o in line.waiting if isinstance(o.command, _OPENINGS))
            busy.update(order.command.copy for order in opening)
        return frozenset(busy)


def _is_needless(  # noqa: PLR0911 - one line a kind
    waiting: Order, command: SetVolume | CancelPending | ModifyPending, *, held_up: bool
) -> bool:
    if waiting.recovered:
        return False
    ends = isinstance(command, SetVolume) and command.volume == ZERO
    match waiting.command:
        case SetVolume():
            return isinstance(command, SetVolume) and waiting.tries > 1
        case SetStops():
            return ends
        case OpenPosition():
            waits = waiting.tries > 1 or waiting.command.worst_price is not None
            return ends and (held_up or waits)
        case PlacePending():
            return isinstance(command, CancelPending) and (held_up or waiting.tries > 1)
        case ModifyPending():
            return isinstance(command, CancelPending | ModifyPending)
        case _:
            return False


def _may_be_overtaken(order: Order, copy: str) -> bool:
    return isinstance(order.command, _OPENINGS) and order.command.copy != copy

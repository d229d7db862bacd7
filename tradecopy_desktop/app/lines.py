"""In which order instructions leave. One line per copy; one per symbol where positions net.

In a line only one instruction is under way; the next leaves after its final answer. Lines do not
wait for each other. Nothing here sends: it says what is due.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tradecopy_desktop.app.tallies import Tallies, Tally
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
from tradecopy_desktop.engine.outcomes.return_codes import Until
from tradecopy_desktop.engine.pace import Urgency

_OPENINGS = (OpenPosition, PlacePending)


@dataclass(slots=True, kw_only=True, eq=False)
class Order:
    """A command on its way. Stamps are steady nanoseconds; `event` is what caused it.

    `recovered` orders were recorded before a restart: whether they were sent is not known, so
    they are put to the executor again under the same id, however old. `place` numbers the orders
    as they came; `urgency` is its kind's, or that of a close once it may have been sent, because
    its own close may wait for its answer; `is_paced`: it could have left, had there been a token.
    Until `unsure_until_ns` the answerless order that it repeats may still be carried out: what
    takes its place waits as long, or both would take lots off. `until` says what may end its wait
    early, though not before `not_again_before_ns`.
    """

    command: Command
    decided_ns: int
    event: TradeEvent | None = None
    tries: int = 1
    not_before_ns: int = 0
    dies_ns: int | None = None
    sent_ns: int | None = None
    recovered: bool = False
    place: int = 0
    urgency: Urgency = Urgency.CLOSE
    is_paced: bool = False
    unsure_until_ns: int = 0
    until: Until = Until.TIME
    not_again_before_ns: int = 0


Turn = tuple[int, int]
"""Where a line stands among its follower's: by urgency, then by the place of its next order."""


@dataclass(slots=True, eq=False)
class Line:
    """One line: what waits, and what is under way.

    `again`: what is under way must be put on the wire again. `turn` is where the line stands for
    a token, None while it does not; `wake_ns` is when it is looked at again, None for never.
    """

    follower: AccountKey
    name: str
    tally: Tally = field(default_factory=Tally)
    waiting: deque[Order] = field(default_factory=deque)
    under_way: Order | None = None
    again: bool = False
    turn: Turn | None = None
    wake_ns: int | None = None


class Due(NamedTuple):
    """What leaves a line next, None for nothing yet, and when to look at what waits before it."""

    order: Order | None
    wake_ns: int | None


def _never(_line: Line, _order: Order, _now_ns: int) -> int | None:
    return None


class Lines:
    """All lines of all followers."""

    def __init__(self) -> None:
        self._lines: dict[tuple[AccountKey, str], Line] = {}
        self._by_follower: dict[AccountKey, dict[Line, None]] = {}
        self._under_way: dict[str, Line] = {}
        self._came = 0
        self.tallies = Tallies()

    def line(self, follower: AccountKey, name: str) -> Line:
        """Return a line by its follower and name (copy or symbol)."""
        line = self._lines.get((follower, name))
        if line is None:
            line = self._lines[follower, name] = Line(follower, name, self.tallies.of(follower))
            self._by_follower.setdefault(follower, {})[line] = None
        return line

    def there_is(self, follower: AccountKey, name: str) -> Line | None:
        """Return a line that was begun, None where there is none of this name."""
        return self._lines.get((follower, name))

    def of_follower(self, follower: AccountKey) -> tuple[Line, ...]:
        """Return a follower's lines."""
        return tuple(self._by_follower.get(follower, ()))

    def all(self) -> Iterator[Line]:
        """Yield every line."""
        return iter(tuple(self._lines.values()))

    def join(self, line: Line, order: Order, *, held_up: bool) -> tuple[Order, ...]:
        """Put an order into its line; return the orders that it made needless.

        A change of volume takes the place of its copy's repetitions; a close also of its stops, and
        of an opening that waits to be repeated, for its price, for a token, or for its follower
        (`held_up`) (rule C1). Newer stops stand where the older ones stood, so that a copy whose
        stops change all the time has its turn. A close overtakes openings of other copies in its
        line, never its own.
        """
        self._arrived(line, order)
        if not line.waiting:
            line.waiting.append(order)
            return ()
        if isinstance(order.command, SetStops):
            return self._join_stops(line, order)
        needless = tuple(
            waiting
            for waiting in line.waiting
            if waiting.command.copy == order.command.copy
            and _is_needless(waiting, order.command, held_up=held_up)
        )
        for waiting in needless:
            self.take(line, waiting)
            if isinstance(order.command, SetVolume) and order.command.volume > ZERO:
                order.not_before_ns = max(order.not_before_ns, waiting.unsure_until_ns)
        if isinstance(order.command, SetVolume):
            _hurry_stops(line, order.command.copy)
        line.waiting.insert(_place_in(line, order.command), order)
        return needless

    def next_due(
        self,
        line: Line,
        now_ns: int,
        held_until: Callable[[Line, Order, int], int | None] = _never,
    ) -> Due:
        """Return what leaves next: what waits for its time or price holds up its own copy alone.

        `held_until` returns when to look at an order again, None if it may leave.
        """
        held: set[str] = set()
        wake: int | None = None
        for order in line.waiting:
            copy = order.command.copy
            if copy in held:
                continue
            until = order.not_before_ns
            if until <= now_ns:
                later = held_until(line, order, now_ns)
                if later is None:
                    return Due(order, wake)
                until = later
            wake = until if wake is None else min(wake, until)
            held.add(copy)
        return Due(None, wake)

    def first(self, line: Line, order: Order) -> None:
        """Put an order at the head of its line: a repetition comes before what followed it.

        Stops that were refused come behind their copy's waiting change of volume: a close does not
        wait for their next try (rule C4), and their number is the higher one.
        """
        self._arrived(line, order)
        place = 0
        if isinstance(order.command, SetStops):
            place = _place_behind_volume(line, order.command.copy)
        line.waiting.insert(place, order)

    def take(self, line: Line, order: Order) -> None:
        """Take an order that waits out of its line."""
        line.waiting.remove(order)
        line.tally.left(order.command)

    def start(self, line: Line, order: Order) -> None:
        """Take an order that waits out of its line, and note that it is under way."""
        waiting = line.waiting
        if waiting[0] is order:
            waiting.popleft()
        else:
            waiting.remove(order)
        line.under_way = order
        self._under_way[order.command.id] = line
        line.tally.started(order.command)

    def begin(self, line: Line, order: Order) -> None:
        """Note that an order is under way that did not wait."""
        line.under_way = order
        self._under_way[order.command.id] = line
        line.tally.began(order.command.copy)

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
            line.tally.ended(line.under_way.command.copy)
            line.under_way = None
            line.again = False

    def drop_idle(self, line: Line) -> None:
        """Forget a line in which nothing is left."""
        if line.waiting or line.under_way is not None:
            return
        # Another one may bear its name by now.
        if self._lines.get((line.follower, line.name)) is line:
            del self._lines[line.follower, line.name]
            del self._by_follower[line.follower][line]

    def is_busy(self, follower: AccountKey, copy: str) -> bool:
        """Tell whether anything of a copy waits or is under way."""
        return self.tallies.of(follower).is_busy(copy)

    def busy_copies(self, follower: AccountKey) -> frozenset[str]:
        """Return the copies of which an answer is still to come, or an opening still to leave."""
        return self.tallies.of(follower).busy_copies()

    def _join_stops(self, line: Line, order: Order) -> tuple[Order, ...]:
        older = _stops_before(line, order.command.copy)
        if older is None:
            line.waiting.append(order)
            return ()
        line.waiting[line.waiting.index(older)] = order
        line.tally.left(older.command)
        order.place = older.place
        return (older,)

    def _arrived(self, line: Line, order: Order) -> None:
        self._came += 1
        order.place = self._came
        kind = line.tally.came(order.command)
        order.urgency = Urgency.CLOSE if order.recovered else kind


def _stops_before(line: Line, copy: str) -> Order | None:
    """Return the stops of a copy that wait, if nothing else of it waits behind them."""
    last = next((each for each in reversed(line.waiting) if each.command.copy == copy), None)
    if last is None or last.recovered or not isinstance(last.command, SetStops):
        return None
    return last


def _hurry_stops(line: Line, copy: str) -> None:
    for order in line.waiting:
        if order.command.copy == copy and isinstance(order.command, SetStops):
            order.not_before_ns = 0


def _place_behind_volume(line: Line, copy: str) -> int:
    return max(
        (
            place
            for place, order in enumerate(line.waiting, start=1)
            if order.command.copy == copy and isinstance(order.command, SetVolume)
        ),
        default=0,
    )


def _place_in(line: Line, command: Command) -> int:
    place = len(line.waiting)
    if isinstance(command, SetVolume | CancelPending):
        while place and _may_be_overtaken(line.waiting[place - 1], command.copy):
            place -= 1
    return place


def _is_needless(  # noqa: PLR0911 - one line a kind
    waiting: Order, command: Command, *, held_up: bool
) -> bool:
    if waiting.recovered or not isinstance(command, SetVolume | CancelPending | ModifyPending):
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

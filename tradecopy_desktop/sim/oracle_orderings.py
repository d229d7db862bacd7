"""In which orders a copier may have heard of a follower's hand; never in which it should have.

A hand on the follower and a deal of the master that come close together, or while one end is not
heard, may be heard in either order, and each order has right sizes of its own (rule S4). A copier
has to be right throughout in one of them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product

from tradecopy_desktop.sim.oracle_actions import Action
from tradecopy_desktop.sim.oracle_copies import Change, Copy
from tradecopy_desktop.sim.oracle_masters import MasterChange

_MOST = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """The master's opening. `gone`: what the broker did not give of it."""

    change: MasterChange
    asked: Fraction | None
    gone: Fraction = Fraction(0)

    def apply(self, copy: Copy) -> None:
        """Prescribe the opening."""
        before, prescribed = copy.size, len(copy.changes)
        copy.grow(self.change, self.asked)
        if self.gone and len(copy.changes) > prescribed:
            copy.forgo(self.gone, before, self.change.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shrunk:
    """The master's closing, heard of by `heard_ns` at the latest."""

    change: MasterChange
    heard_ns: int

    @property
    def at_ns(self) -> int:
        """Return when it happened."""
        return self.change.at_ns

    def apply(self, copy: Copy) -> None:
        """Prescribe the closing, unless the copy is over."""
        if not copy.over:
            copy.shrink(self.change)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Deals of an instruction."""

    action: Action
    opens: bool
    wrong_side: bool

    @property
    def at_ns(self) -> int:
        """Return when it happened."""
        return self.action.begun_ns

    def apply(self, copy: Copy) -> None:
        """Count the deals, and note what was wrong with them."""
        wrong = copy.take(self.action, opens=self.opens, wrong_side=self.wrong_side)
        if wrong:
            copy.wrongs.append((wrong, self.action))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """Deals that no instruction made, heard of by `heard_ns` at the latest."""

    lots: Fraction
    action: Action
    heard_ns: int
    was_tried: Callable[[Change], bool]

    @property
    def at_ns(self) -> int:
        """Return when it happened."""
        return self.action.ended_ns

    def apply(self, copy: Copy) -> None:
        """Count the deals."""
        copy.lose(self.lots, self.action, self.was_tried)


Step = Grown | Shrunk | Taken | Lost
Faults = tuple[int, bool, int]
"""How many faults there are, whether the copy ended early, and how much came late."""


def best_ordering(fresh: Copy, steps: Sequence[Step], faults: Callable[[Copy], Faults]) -> Copy:
    """Return the copy in the order of its steps that leaves the fewest faults.

    `fresh` is the copy before any; in doubt its steps happened as they come.
    """
    copies = (_after(fresh.anew(), each) for each in islice(_orderings(steps), _MOST))
    return min(copies, key=faults)


def _after(copy: Copy, steps: Sequence[Step]) -> Copy:
    for step in steps:
        step.apply(copy)
    return copy


def _orderings(steps: Sequence[Step]) -> Iterator[list[Step]]:
    hands = {place: step for place, step in enumerate(steps) if isinstance(step, Lost)}
    for places in product(*(_places(steps, place, hand) for place, hand in hands.items())):
        moved = dict(zip(hands, places, strict=True))
        order = sorted(range(len(steps)), key=lambda place: moved.get(place, float(place)))
        yield [steps[place] for place in order]


def _places(steps: Sequence[Step], own: int, hand: Lost) -> list[float]:
    """Return where a hand may stand in the order of hearing, its own place first."""
    places = [float(own)]
    for place in range(own - 1, -1, -1):
        step = steps[place]
        if not isinstance(step, Shrunk) or step.heard_ns < hand.at_ns:
            break
        places.append(place - 0.5)
    for place in range(own + 1, len(steps)):
        step = steps[place]
        if not isinstance(step, Shrunk) or step.at_ns > hand.heard_ns:
            break
        places.append(place + 0.5)
    return places

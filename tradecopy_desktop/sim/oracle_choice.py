"""Which size an order had to get, where it hangs on what terminals told: one of several moments.

The copier decided after the master's deal and before the executor acted, by the newest it had been
told. Every moment in between prescribes lots of its own; the one that the follower kept to is
right. Where none is, the newest prescribes.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from math import inf

from tradecopy_desktop.domain.sizing import Proportional
from tradecopy_desktop.sim.oracle_actions import TOLERANCE_NS, Action
from tradecopy_desktop.sim.oracle_masters import MasterChange
from tradecopy_desktop.sim.oracle_money import UnknownError, asked_lots, pairs_of
from tradecopy_desktop.sim.oracle_orders import Order
from tradecopy_desktop.sim.oracle_sizes import Bounds, Size, grown, needs_size, reduced
from tradecopy_desktop.sim.told import Known

_NOTHING_TOLD = Known(0, None, {})


def lots_asked(
    order: Order, size: Size, changes: Sequence[MasterChange], openings: Sequence[Action]
) -> Fraction | None:
    """Return the lots that the whole order had to get; None where nothing tells them.

    `changes` are the master's from this order on, `openings` what the follower opened since.
    """
    if not order.hangs_on_told:
        return asked_lots(order, _NOTHING_TOLD, _NOTHING_TOLD)
    acted_ns = openings[0].begun_ns if openings else order.change.at_ns + TOLERANCE_NS
    opened = [action.volume for action in openings]

    def explained(asked: Fraction) -> int:
        return _explained(asked, size, changes, order.bounds, opened)

    # The first of the best wins, which is the newest.
    return max(_candidates(order, acted_ns), key=explained, default=None)


def _candidates(order: Order, until_ns: int) -> list[Fraction]:
    """Return the lots that may have been asked for, newest first."""
    since_ns = order.change.at_ns - TOLERANCE_NS
    by_money = isinstance(order.sizing, Proportional)
    ours, theirs = pairs_of(order, order.follower), pairs_of(order, order.master)
    if not by_money:
        ours.append(order.instrument.name)
    follower = order.follower.told.known(ours, since_ns, until_ns)
    # What nothing hangs on only makes more moments of the same.
    asks_master = by_money or theirs
    master = order.master.told.known(theirs, since_ns, until_ns) if asks_master else [_NOTHING_TOLD]
    found: dict[Fraction, None] = {}
    for own, their in _together(follower, master):
        with suppress(UnknownError):
            found.setdefault(asked_lots(order, own, their))
    return list(found)


def _together(ours: Sequence[Known], theirs: Sequence[Known]) -> Iterator[tuple[Known, Known]]:
    """Yield what may have been known of both accounts at once, newest first.

    Two terminals are heard at their own pace, so either may be behind by the tolerance.
    """
    for own, own_end in _newest_first(ours):
        for their, their_end in _newest_first(theirs):
            if own.at_ns <= their_end + TOLERANCE_NS and their.at_ns <= own_end + TOLERANCE_NS:
                yield own, their


def _newest_first(states: Sequence[Known]) -> Iterator[tuple[Known, float]]:
    ends = [*(state.at_ns for state in states[1:]), inf]
    return zip(reversed(states), reversed(ends), strict=True)


def _explained(
    asked: Fraction,
    size: Size,
    changes: Sequence[MasterChange],
    bounds: Bounds,
    opened: Sequence[Fraction],
) -> int:
    """Return how many openings in a row are as they had to be; opening nothing can be right too."""
    if not opened:
        first = grown(size, changes[0], asked, bounds)
        return int(first is None or first.target == size.target)
    explained = 0
    for number, change in enumerate(changes):
        if explained == len(opened) or (number and needs_size(size, change, bounds.rules)):
            break
        if not change.grows:
            size = reduced(size, change.before, change.after, bounds)
            continue
        after = grown(size, change, asked, bounds)
        lots = Fraction(0) if after is None else after.target - size.target
        size = after or size
        if lots and lots != opened[explained]:
            break
        explained += bool(lots)
    return explained

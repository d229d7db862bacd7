"""Which trouble comes after which trade, by the seed. It makes none."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor
from random import Random

from tradecopy_desktop.domain.values import Platform
from tradecopy_desktop.sim.broker.faults import REFUSED_CLOSE, Fault
from tradecopy_desktop.sim.terminal.mischief import CableFault


class Trouble(StrEnum):
    """What happens to a terminal, to its account's server, or by a trader's hand."""

    DROPPED_LINK = "dropped_link"
    HALF_OPEN = "half_open"  # silence both ways until somebody's patience ends
    HELD_BACK = "held_back"  # one terminal's frames come later than everybody else's
    RESTART = "terminal_restart"  # the EA begins anew; journal and files are kept
    SWITCH = "account_switch"  # into another account for a moment, and back
    PARTIAL_LIST = "partial_list"  # while synchronising, only some positions are shown
    EMPTY_LIST = "empty_list"
    CLOCK_JUMP = "clock_jump"  # of the trade server
    CLOSED_BY_HAND = "closed_by_hand"
    REDUCED_BY_HAND = "reduced_by_hand"
    STOPPED_BY_HAND = "stopped_by_hand"  # at an SL of the trader's own


# At 0.3 this gives 4 of each in 200 trades, one more than has to happen.
_TIMES = 0.0667
# What the rule asks for: 3 of each in 200 trades at 0.3.
_LEAST = 0.05
_FIRST, _LAST = 0.03, 0.85
# What comes of one of these is only seen where it meets something else that goes wrong.
_OFTEN: dict[str, int] = {
    Trouble.REDUCED_BY_HAND: 2,
    CableFault.DUPLICATED_FRAME: 10,
    CableFault.OLD_AFTER_NEW: 5,
}


_BY_HALF = Trouble.REDUCED_BY_HAND
_SHORT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """Trouble that is due once the masters have made so many trades."""

    trade: int
    kind: Trouble | CableFault


def planned(*, level: float, trades: int, seed: int) -> list[Planned]:
    """Return the trouble of a run, earliest first: each kind equally often, at any moment."""
    if level <= 0:
        return []
    dice = Random(f"{seed}/troubles")
    times = max(1, ceil(level * trades * _TIMES))
    # A share that a hand changed is judged by what comes after it: short runs have no time for it.
    kinds = [kind for kind in (*Trouble, *CableFault) if trades >= _SHORT or kind is not _BY_HALF]
    moments = [
        Planned(trade=int(trades * dice.uniform(_FIRST, _LAST)), kind=kind)
        for kind in kinds
        for _ in range(times * _OFTEN.get(kind, 1))
    ]
    dice.shuffle(moments)
    return sorted(moments, key=lambda each: each.trade)


def least_times(*, level: float, trades: int) -> int:
    """Return how often each kind must really have happened, or the run was no trial."""
    return floor(level * trades * _LEAST + 1e-9)


def kinds_of_run(platforms: set[Platform]) -> Iterator[str]:
    """Yield the names of all kinds that can happen where followers have these platforms."""
    for fault in Fault:
        if fault is not Fault.PARTIAL or Platform.MT5 in platforms:
            yield fault.value
    yield REFUSED_CLOSE
    yield from (kind.value for kind in (*Trouble, *CableFault))

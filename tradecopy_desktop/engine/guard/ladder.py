"""Which rung of its ladder a limit is on, and from which equity on everything is closed."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from tradecopy_desktop.domain.guarding import Ladder, Rung
from tradecopy_desktop.domain.limits import HARD
from tradecopy_desktop.engine.guard.levels import Stand

_FALL = 5
"""By how many percentage points a rung must be undercut to be left, so that nothing flutters."""


def rung_of(ladder: Ladder, percent: Fraction | None, before: Rung, *, above: bool = False) -> Rung:
    """Return the rung at so many percent of a limit, None for unknown, after the rung `before`.

    What is unknown opens nothing and closes nothing. `above`: what may be reached but not
    passed is flattened above its mark only. FLATTEN is never left here.
    """
    if before is Rung.FLATTEN:
        return before
    if percent is None:
        return _unknown(ladder, before)
    found = Rung.FINE
    for rung, mark in ladder.marks:
        passed = percent > mark if above and rung is Rung.FLATTEN else percent >= mark
        stays = rung.height <= before.height and percent > mark - _FALL
        if passed or stays:
            found = rung
    return found


def floor_of(stands: Iterable[Stand]) -> Decimal | None:
    """Return the highest equity, as the terminal shows it, at which a limit closes everything."""
    return max((floor for each in stands if (floor := _floor(each)) is not None), default=None)


def _floor(stand: Stand) -> Decimal | None:
    mark = stand.limit.ladder.flatten
    if mark is None or stand.floor is None or stand.allowed is None:
        return None
    if not isinstance(stand.limit.rule, HARD):
        return None
    return stand.floor + stand.allowed * (100 - mark) / 100


def _unknown(ladder: Ladder, before: Rung) -> Rung:
    if ladder.close_only is None and ladder.flatten is None:
        return Rung.WARN
    return max(before, Rung.CLOSE_ONLY, key=lambda rung: rung.height)

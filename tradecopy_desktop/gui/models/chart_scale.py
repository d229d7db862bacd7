"""Scales of charts: how high an axis goes, and where its marks stand. Draws nothing."""

from datetime import datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

_STEPS = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
# One in so many values may stand out at the top, and always one.
_OUTLIERS = 100
_ABOVE = 1.2
# Where more of them stand out, the axis still ends at a few times of what 95 in 100 reach.
_FAR = 3.0
# Of so few values none is an outlier yet.
_FEW = 10
_TICKS_S = (
    *(60 * minutes for minutes in (1, 2, 5, 10, 15, 30)),
    *(3_600 * hours for hours in (1, 2, 3, 4, 6, 12)),
    *(86_400 * days for days in (1, 2, 5, 10)),
)


def robust_top(values: Values) -> float:
    """Return where an axis ends so that single outliers do not flatten the rest."""
    if not len(values):
        return 1.0
    ordered = np.sort(values)
    number = len(ordered)
    if number < _FEW:
        return nice(float(ordered[-1]))
    outliers = max(1, number // _OUTLIERS)
    usual = min(ordered[number - 1 - outliers] * _ABOVE, ordered[number * 95 // 100 - 1] * _FAR)
    return nice(float(min(ordered[-1], usual)))


def nice(value: float) -> float:
    """Return the next round number that is not below `value`, at least 1."""
    size = 10.0 ** np.floor(np.log10(max(value, 1.0)))
    return float(size * next(step for step in _STEPS if value <= size * step * 1.0000001))


def time_ticks(since: datetime, until: datetime, most: int) -> list[datetime]:
    """Return round local times between two moments, about `most` of them at most."""
    seconds = (until - since).total_seconds()
    step = next((each for each in _TICKS_S if seconds / each <= most), _TICKS_S[-1])
    midnight = datetime.combine(since.astimezone().date(), time()).astimezone()
    number = int((since - midnight).total_seconds() // step) + 1
    ticks = []
    while (tick := midnight + timedelta(seconds=number * step)) <= until:
        ticks.append(tick)
        number += 1
    return ticks

"""How long copies took over a span: buckets for a chart, figures and bars. Reads no clock.

A stage that was not measured takes part in nothing of that stage; where none was, its value is 0
and so is its count. Only stretches in which something was copied have a bucket.
"""

import math
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tradecopy_desktop.app.history_views import (
    HistogramBar,
    LatencyBucket,
    LatencyHistory,
    StageFigures,
)
from tradecopy_desktop.domain.stage_times import StageTimes
from tradecopy_desktop.history_ports import Delays

MOST_BUCKETS: Final = 300
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
# Where bars begin, in ms: round times, each about half as long again as the one before.
_BAR_LOWS: Final = (
    0.0,
    *(10.0**size * bound for size in range(7) for bound in (1.0, 1.5, 2.0, 3.0, 5.0, 7.0)),
)
# Widths that a person reads off a chart, in seconds.
_WIDTHS: Final = (
    *(1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800),
    *(3_600, 7_200, 14_400, 21_600, 43_200, 86_400, 2 * 86_400, 7 * 86_400),
)


def latency_history(delays: Delays, span: timedelta) -> LatencyHistory:
    """Return what the delays of the last `span` come to."""
    width = bucket_width(span)
    return LatencyHistory(
        bucket=width,
        buckets=_buckets(delays, width),
        figures=_figures(delays),
        bars=latency_bars(delays.total),
    )


def latency_bars(totals: NDArray[np.float64]) -> tuple[HistogramBar, ...]:
    """Return how many copies took from 0 to 1, 1.5, 2, 3, 5, 7, 10, 15 ms and so on in total."""
    if not totals.size:
        return ()
    # What took less than nothing, by a clock that is off, stands in the lowest bar.
    places = np.searchsorted(_BAR_LOWS, np.maximum(totals, 0.0), side="right") - 1
    counts = np.bincount(places)
    highs = (*_BAR_LOWS[1:], float(totals.max()))
    return tuple(
        HistogramBar(low=_BAR_LOWS[place], high=highs[place], count=int(counts[place]))
        for place in range(places.min(), len(counts))
    )


def bucket_width(span: timedelta) -> timedelta:
    """Return the least readable width of which MOST_BUCKETS cover a span, begun anywhere."""
    least = span.total_seconds() / (MOST_BUCKETS - 1)
    wide = (seconds for seconds in _WIDTHS if seconds >= least)
    return timedelta(seconds=next(wide, math.ceil(least / 86_400) * 86_400))


def _buckets(delays: Delays, width: timedelta) -> tuple[LatencyBucket, ...]:
    if not delays.at_us.size:
        return ()
    width_us = width // _MICROSECOND
    places = delays.at_us // width_us
    starts = [0, *(np.flatnonzero(np.diff(places)) + 1).tolist(), places.size]
    return tuple(
        LatencyBucket(
            begins=_EPOCH + timedelta(microseconds=int(places[start]) * width_us),
            count=end - start,
            stages=tuple(_median(column[start:end]) for column in delays.stages.T),
            median=_median(delays.total[start:end]),
            p95=_share(delays.total[start:end], 95),
        )
        for start, end in pairwise(starts)
    )


def _figures(delays: Delays) -> tuple[StageFigures, ...]:
    columns = dict(zip(StageTimes._fields, delays.stages.T, strict=True))
    columns["total"] = delays.total
    return tuple(_figures_of(name, column) for name, column in columns.items())


def _figures_of(stage: str, column: NDArray[np.float64]) -> StageFigures:
    values = column[~np.isnan(column)]
    return StageFigures(
        stage=stage,
        count=int(values.size),
        mean=float(values.mean()) if values.size else 0.0,
        median=_median(values),
        p95=_share(values, 95),
        p99=_share(values, 99),
        most=float(values.max()) if values.size else 0.0,
    )


def _median(column: NDArray[np.float64]) -> float:
    values = column[~np.isnan(column)]
    return float(np.median(values)) if values.size else 0.0


def _share(values: NDArray[np.float64], percent: int) -> float:
    # The nearest rank: a time that a copy really took.
    return float(np.percentile(values, percent, method="inverted_cdf")) if values.size else 0.0

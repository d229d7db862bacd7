"""A believable history of copies' times up to now, otherwise the same one every time."""

from datetime import UTC, datetime
from random import Random

from tests.gui.sample_rows import sample_stages
from tradecopy_desktop.app.history_views import (
    HistogramBar,
    LatencyBucket,
    LatencyHistory,
    LatencyQuery,
    StageFigures,
)

STAGES = ("detect", "transit", "decide", "send", "execute", "confirm")
_BUCKETS = 120
_BOUNDS = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1_000.0, 2_000.0)


def sample_latency(query: LatencyQuery) -> LatencyHistory:
    """Return 120 buckets; a route or a follower that is asked for has half of the copies."""
    dice = Random(9)
    share = 1 if not query.route and query.follower is None else 2
    width = query.span / _BUCKETS
    begins = datetime.now(UTC) - query.span
    buckets = tuple(_bucket(dice, n, begins + width * n, share) for n in range(_BUCKETS))
    return LatencyHistory(
        bucket=width,
        buckets=tuple(bucket for bucket in buckets if bucket.count),
        figures=tuple(_figures(stage, n, share) for n, stage in enumerate((*STAGES, "total"))),
        bars=tuple(
            HistogramBar(low=low, high=high, count=count // share)
            for low, high, count in zip(
                _BOUNDS, _BOUNDS[1:], (2, 11, 40, 96, 610, 2_104, 388, 54, 9, 2), strict=False
            )
        ),
    )


def _bucket(dice: Random, n: int, begins: datetime, share: int) -> LatencyBucket:
    times = sample_stages(dice)
    stages = tuple(float(getattr(times, stage)) for stage in STAGES)
    # Nobody trades at night; one bucket has a broker that stood still.
    count = 0 if 40 <= n < 52 else dice.randint(8, 40) // share
    total = sum(stages)
    return LatencyBucket(
        begins=begins,
        count=count,
        stages=stages,
        median=total,
        p95=4_200.0 if n == 77 else total * dice.uniform(1.2, 1.9),
    )


def _figures(stage: str, n: int, share: int) -> StageFigures:
    median = (1.1, 0.5, 0.2, 0.3, 52.0, 1.1, 55.4)[n]
    return StageFigures(
        stage=stage,
        count=3_316 // share,
        mean=median * 1.1,
        median=median,
        p95=median * 1.6,
        p99=median * 3.1,
        most=median * 40,
    )

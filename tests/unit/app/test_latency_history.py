"""Latency over a span: buckets, figures and bars from values worked out by hand."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from tradecopy_desktop.app.latency_history import bucket_width, latency_bars, latency_history
from tradecopy_desktop.history_ports import Delays

NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)
# 1741953600 s after 1970.
NOON_US = 1_741_953_600_000_000
_US = 1_000_000


def delays(*made: tuple[float, float]) -> Delays:
    """Return copies, each made so many seconds after noon and taking so many ms, all to execute."""
    stages = np.full((len(made), 6), np.nan)
    stages[:, 4] = [total for _, total in made]
    return Delays(
        at_us=np.array([NOON_US + int(at * _US) for at, _ in made], dtype=np.int64),
        stages=stages,
        total=np.array([total for _, total in made], dtype=np.float64),
    )


@pytest.mark.parametrize(
    ("span", "seconds"),
    [
        (timedelta(minutes=4), 1),
        # 300 s over 299 buckets are a little more than a second each.
        (timedelta(minutes=5), 2),
        (timedelta(hours=1), 15),
        (timedelta(days=1), 300),
        (timedelta(days=7), 3_600),
        (timedelta(days=30), 14_400),
        (timedelta(days=400), 172_800),
        (timedelta(days=3_000), 950_400),
    ],
)
def test_buckets_when_a_span_is_long_then_are_wider(span: timedelta, seconds: int) -> None:
    assert bucket_width(span).total_seconds() == seconds


def test_buckets_when_copies_were_made_then_have_their_median_and_p95() -> None:
    made = delays((0, 10.0), (1, 30.0), (1.9, 20.0), (4, 50.0))

    history = latency_history(made, timedelta(minutes=5))

    assert history.bucket == timedelta(seconds=2)
    assert [(b.begins, b.count, b.median, b.p95) for b in history.buckets] == [
        (NOON, 3, 20.0, 30.0),
        (NOON + timedelta(seconds=4), 1, 50.0, 50.0),
    ]
    # Only executing was measured.
    assert history.buckets[0].stages == (0.0, 0.0, 0.0, 0.0, 20.0, 0.0)


def test_buckets_when_the_span_is_full_of_copies_then_are_three_hundred_at_most() -> None:
    every_minute = [(minute * 60.0 + 7, 1.0) for minute in range(7 * 24 * 60)]

    history = latency_history(delays(*every_minute), timedelta(days=7))

    # An hour each.
    assert len(history.buckets) == 168
    assert sum(bucket.count for bucket in history.buckets) == 10_080


def test_figures_when_measured_then_are_those_of_each_stage_and_the_total() -> None:
    # 1 to 100 ms: the 95th of a hundred is 95, the 99th 99, the middle between 50 and 51.
    made = delays(*((n, float(n + 1)) for n in range(100)))

    figures = {each.stage: each for each in latency_history(made, timedelta(hours=1)).figures}

    assert [*figures] == ["detect", "transit", "decide", "send", "execute", "confirm", "total"]
    total = figures["total"]
    assert (total.count, total.mean, total.median) == (100, 50.5, 50.5)
    assert (total.p95, total.p99, total.most) == (95.0, 99.0, 100.0)
    assert (figures["execute"].count, figures["detect"].count) == (100, 0)
    assert (figures["detect"].median, figures["detect"].most) == (0.0, 0.0)


def test_bars_when_counted_then_each_bound_belongs_to_the_bar_above_it() -> None:
    bars = latency_bars(np.array([0.4, 1.0, 1.4, 2.0, 7.5]))

    assert [(bar.low, bar.high, bar.count) for bar in bars] == [
        (0.0, 1.0, 1),
        (1.0, 1.5, 2),
        (1.5, 2.0, 0),
        (2.0, 3.0, 1),
        (3.0, 5.0, 0),
        (5.0, 7.0, 0),
        (7.0, 10.0, 1),
    ]
    assert latency_bars(np.array([])) == ()


def test_bars_when_values_are_far_apart_then_round_bounds_lie_between() -> None:
    bars = latency_history(delays((0, 15.0), (1, 31.6), (2, 999.0)), timedelta(hours=1)).bars

    assert [(bar.low, bar.count) for bar in bars] == [
        (15.0, 1),
        (20.0, 0),
        (30.0, 1),
        (50.0, 0),
        (70.0, 0),
        (100.0, 0),
        (150.0, 0),
        (200.0, 0),
        (300.0, 0),
        (500.0, 0),
        (700.0, 1),
    ]
    assert bars[-1].high == 1_000.0


def test_bars_when_a_copy_took_less_than_nothing_then_it_stands_in_the_lowest() -> None:
    bars = latency_history(delays((0, -5.0), (1, 8_000_000.0)), timedelta(hours=1)).bars

    # From 0 and from each of 6 bounds in 7 decades; above the last there is no bound.
    assert len(bars) == 43
    assert (bars[0].low, bars[0].high, bars[0].count) == (0.0, 1.0, 1)
    assert (bars[42].low, bars[42].high, bars[42].count) == (7_000_000.0, 8_000_000.0, 1)


def test_history_when_nothing_was_copied_then_is_empty() -> None:
    history = latency_history(delays(), timedelta(hours=1))

    assert (history.buckets, history.bars) == ((), ())
    assert {each.count for each in history.figures} == {0}


def test_bar_when_all_took_the_same_then_is_one() -> None:
    (bar,) = latency_history(delays((0, 100.0), (1, 100.0)), timedelta(hours=1)).bars

    assert (bar.low, bar.high, bar.count) == (100.0, 150.0, 2)

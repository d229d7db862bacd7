"""The benchmark's statistics. No time is measured here."""

import pytest

from tests.benchmarks.figures import Spread, middle, ratio, spread, surplus


def test_spread_when_values_are_1_to_200_then_takes_the_nearest_ranks() -> None:
    values = [float(value) for value in range(200, 0, -1)]

    found = spread(values)

    # Ranks 100, 190 and 198 of 200.
    assert found == Spread(p50=100.0, p95=190.0, p99=198.0, max=200.0)


def test_spread_when_there_is_one_value_then_is_that_value_everywhere() -> None:
    assert spread([3.5]) == Spread(p50=3.5, p95=3.5, p99=3.5, max=3.5)


def test_spread_when_ranks_fall_between_values_then_takes_the_higher_value() -> None:
    # Of five: rank 2.5 is 3, rank 4.75 is 5.
    assert spread([1.0, 2.0, 3.0, 4.0, 50.0]) == Spread(p50=3.0, p95=50.0, p99=50.0, max=50.0)


def test_spread_when_there_are_no_values_then_is_an_error() -> None:
    with pytest.raises(ValueError, match="nothing to take percentiles of"):
        spread([])


def test_middle_when_one_round_was_disturbed_then_ignores_it_column_by_column() -> None:
    rounds = [
        Spread(p50=1.0, p95=4.0, p99=5.0, max=70.0),
        Spread(p50=3.0, p95=3.0, p99=90.0, max=8.0),
        Spread(p50=2.0, p95=50.0, p99=6.0, max=9.0),
    ]

    assert middle(rounds) == Spread(p50=2.0, p95=4.0, p99=6.0, max=9.0)


def test_ratio_when_both_slow_down_in_a_round_then_pairs_by_round() -> None:
    # 4/1, 30/10 and 5/2: the median is 3, while the medians' own ratio is 5/2.
    assert ratio([4.0, 30.0, 5.0], [1.0, 10.0, 2.0]) == 3.0


def test_ratio_when_rounds_are_missing_then_is_an_error() -> None:
    with pytest.raises(ValueError, match="shorter"):
        ratio([1.0, 2.0], [1.0])


def test_surplus_when_both_slow_down_in_a_round_then_pairs_by_round() -> None:
    ours = [
        Spread(p50=3.0, p95=5.0, p99=9.0, max=20.0),
        Spread(p50=13.0, p95=16.0, p99=20.0, max=99.0),
        Spread(p50=4.0, p95=6.0, p99=8.0, max=10.0),
    ]
    theirs = [
        Spread(p50=1.0, p95=2.0, p99=3.0, max=4.0),
        Spread(p50=10.0, p95=11.0, p99=12.0, max=13.0),
        Spread(p50=0.5, p95=1.0, p99=1.0, max=1.0),
    ]

    # p50: 2, 3, 3.5; p95: 3, 5, 5; p99: 6, 8, 7; max: 16, 86, 9.
    assert surplus(ours, theirs) == Spread(p50=3.0, p95=5.0, p99=7.0, max=16.0)

"""A pace that nobody could keep, or that would keep closes back, is no pace."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tradecopy_desktop.domain.pace import USUAL_PACE, WIDE_PACE, Pace, hour_of, requests_of


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Pace(per_minute=0), "per_minute must be >= 1, was 0"),
        (
            lambda: Pace(burst=0, reserve=0),
            "reserve must be >= 0 and below the burst of 0, was 0",
        ),
        (
            lambda: Pace(burst=5, reserve=5),
            "reserve must be >= 0 and below the burst of 5, was 5",
        ),
        (
            lambda: Pace(reserve=-1),
            "reserve must be >= 0 and below the burst of 40, was -1",
        ),
        (lambda: Pace(daily_budget=0), "daily_budget must be >= 1, was 0"),
        (lambda: Pace(day_starts=24), "day_starts must be an hour from 0 to 23, was 24"),
        (lambda: Pace(day_starts=-1), "day_starts must be an hour from 0 to 23, was -1"),
        (
            lambda: Pace(stops_every_s=-1),
            "stops_every_s and stops_step must be >= 0, were -1 and 10",
        ),
        (
            lambda: Pace(stops_step=-1),
            "stops_every_s and stops_step must be >= 0, were 15 and -1",
        ),
    ],
)
def test_pace_when_it_cannot_be_kept_then_is_refused(make: Callable[[], Pace], said: str) -> None:
    with pytest.raises(ValueError, match=f"^{said}$"):
        make()


def test_pace_when_at_its_bounds_then_is_one() -> None:
    least = Pace(per_minute=1, burst=1, reserve=0, daily_budget=1, stops_every_s=0, stops_step=0)

    assert (least.per_minute, Pace(day_starts=23).day_starts) == (1, 23)
    # 20 a second, 40 at once, of which 10 are for closes; a simulated account has in effect none.
    assert (USUAL_PACE.per_minute, USUAL_PACE.burst, USUAL_PACE.reserve) == (1_200, 40, 10)
    assert (USUAL_PACE.daily_budget, WIDE_PACE.daily_budget) == (None, None)


def test_hour_when_of_a_time_then_counts_from_1970() -> None:
    # Two days and three hours.
    assert hour_of(datetime(1970, 1, 3, 3, 59, tzinfo=UTC)) == 51


@pytest.mark.parametrize(
    ("budget", "percent", "requests"),
    # 70 % of 7 are 4.9, and of 13 are 9.1.
    [(2_000, 70, 1_400), (2_000, 90, 1_800), (7, 70, 5), (13, 70, 10), (1, 90, 1)],
)
def test_requests_when_a_share_of_the_budget_is_asked_then_the_one_that_uses_it_is_told(
    budget: int, percent: int, requests: int
) -> None:
    assert requests_of(budget, percent) == requests

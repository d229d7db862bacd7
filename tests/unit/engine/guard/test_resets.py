"""Days, weeks and months begin by wall clocks, also on the days on which these are changed.

Clocks change on 8 March and 1 November 2026 in New York, on 29 March and 25 October in Prague.
"""

import pytest

from tests.unit.engine.guard.guarded_days import ms
from tradecopy_desktop.domain.guarding import Reset
from tradecopy_desktop.domain.limits import Period
from tradecopy_desktop.engine.guard.resets import next_reset, period_start, problem

NEW_YORK_5PM = Reset(zone="America/New_York", minute=1_020, first_weekday=6)
PRAGUE = Reset(zone="Europe/Prague")


@pytest.mark.parametrize(
    ("at", "began", "following"),
    [
        ("2026-03-02 00:00", "2026-03-02 00:00", "2026-03-03 00:00"),
        ("2026-03-02 23:59:59.999", "2026-03-02 00:00", "2026-03-03 00:00"),
        ("2026-03-01 23:59:59.999", "2026-03-01 00:00", "2026-03-02 00:00"),
    ],
)
def test_day_when_in_utc_then_begins_at_midnight(at: str, began: str, following: str) -> None:
    assert period_start(Period.DAY, Reset(), ms(at)) == ms(began)
    assert next_reset(Period.DAY, Reset(), ms(at)) == ms(following)


@pytest.mark.parametrize(
    ("at", "began", "following"),
    [
        # 17:00 is 22:00 UTC in winter and 21:00 in summer: one day has 23 hours, one has 25.
        ("2026-03-07 12:00", "2026-03-06 22:00", "2026-03-07 22:00"),
        ("2026-03-08 20:59", "2026-03-07 22:00", "2026-03-08 21:00"),
        ("2026-03-08 21:00", "2026-03-08 21:00", "2026-03-09 21:00"),
        ("2026-10-31 21:00", "2026-10-31 21:00", "2026-11-01 22:00"),
        ("2026-11-01 21:59", "2026-10-31 21:00", "2026-11-01 22:00"),
        ("2026-11-01 22:00", "2026-11-01 22:00", "2026-11-02 22:00"),
    ],
)
def test_day_when_clocks_change_in_new_york_then_still_begins_at_five(
    at: str, began: str, following: str
) -> None:
    assert period_start(Period.DAY, NEW_YORK_5PM, ms(at)) == ms(began)
    assert next_reset(Period.DAY, NEW_YORK_5PM, ms(at)) == ms(following)


@pytest.mark.parametrize(
    ("at", "began", "following"),
    [
        ("2026-03-29 00:00", "2026-03-28 23:00", "2026-03-29 22:00"),
        ("2026-03-29 22:00", "2026-03-29 22:00", "2026-03-30 22:00"),
        ("2026-10-25 22:59", "2026-10-24 22:00", "2026-10-25 23:00"),
        ("2026-10-25 23:00", "2026-10-25 23:00", "2026-10-26 23:00"),
    ],
)
def test_day_when_clocks_change_in_prague_then_still_begins_at_midnight(
    at: str, began: str, following: str
) -> None:
    assert period_start(Period.DAY, PRAGUE, ms(at)) == ms(began)
    assert next_reset(Period.DAY, PRAGUE, ms(at)) == ms(following)


@pytest.mark.parametrize(
    ("zone", "minute", "before", "reset"),
    [
        # 02:30 is not on these days: it goes on at 03:00, which is 01:00 and 07:00 UTC.
        ("Europe/Prague", 150, "2026-03-28 01:30", "2026-03-29 01:00"),
        ("America/New_York", 150, "2026-03-07 07:30", "2026-03-08 07:00"),
        # Midnight is not on this day in Chile: it begins at 01:00, 04:00 UTC.
        ("America/Santiago", 0, "2026-09-05 04:00", "2026-09-06 04:00"),
        # Clocks go forward by half an hour, from 02:00 to 02:30 at 15:30 UTC.
        ("Australia/Lord_Howe", 135, "2026-10-02 15:45", "2026-10-03 15:30"),
        # The whole 30 December 2011 was left out.
        ("Pacific/Apia", 0, "2011-12-29 10:00", "2011-12-30 10:00"),
    ],
)
def test_day_when_clocks_go_forward_over_the_reset_then_begins_right_after(
    zone: str, minute: int, before: str, reset: str
) -> None:
    chosen = Reset(zone=zone, minute=minute)

    assert next_reset(Period.DAY, chosen, ms(before)) == ms(reset)
    assert period_start(Period.DAY, chosen, ms(reset) - 1) == ms(before)
    assert period_start(Period.DAY, chosen, ms(reset)) == ms(reset)


@pytest.mark.parametrize(
    ("zone", "minute", "first", "following"),
    [
        # 02:30 and 01:30 come twice; the day begins at the first of the two.
        ("Europe/Prague", 150, "2026-10-25 00:30", "2026-10-26 01:30"),
        ("America/New_York", 90, "2026-11-01 05:30", "2026-11-02 06:30"),
    ],
)
def test_day_when_the_reset_comes_twice_then_begins_at_the_first_and_once(
    zone: str, minute: int, first: str, following: str
) -> None:
    chosen = Reset(zone=zone, minute=minute)

    assert period_start(Period.DAY, chosen, ms(first)) == ms(first)
    assert period_start(Period.DAY, chosen, ms(first) + 3_600_000) == ms(first)
    assert next_reset(Period.DAY, chosen, ms(first)) == ms(following)


@pytest.mark.parametrize(
    ("zone", "at", "began"),
    [
        # 23:59 in Kiritimati (+14) is 09:59 UTC; in Niue (-11) it is 10:59 UTC of the next day.
        ("Pacific/Kiritimati", "2026-03-02 09:58", "2026-03-01 09:59"),
        ("Pacific/Kiritimati", "2026-03-02 09:59", "2026-03-02 09:59"),
        ("Pacific/Niue", "2026-03-02 10:58", "2026-03-01 10:59"),
        ("Pacific/Niue", "2026-03-02 10:59", "2026-03-02 10:59"),
    ],
)
def test_day_when_the_zone_is_far_from_utc_then_begins_there(
    zone: str, at: str, began: str
) -> None:
    assert period_start(Period.DAY, Reset(zone=zone, minute=1_439), ms(at)) == ms(began)


@pytest.mark.parametrize(
    ("at", "began", "following"),
    [
        # Sunday 1 March 17:00 in New York is 22:00 UTC, Sunday 8 March 17:00 is 21:00 UTC.
        ("2026-03-01 21:59", "2026-02-22 22:00", "2026-03-01 22:00"),
        ("2026-03-01 22:00", "2026-03-01 22:00", "2026-03-08 21:00"),
        ("2026-03-07 12:00", "2026-03-01 22:00", "2026-03-08 21:00"),
        ("2026-03-08 21:00", "2026-03-08 21:00", "2026-03-15 21:00"),
    ],
)
def test_week_when_it_begins_on_sunday_then_lasts_to_the_next(
    at: str, began: str, following: str
) -> None:
    assert period_start(Period.WEEK, NEW_YORK_5PM, ms(at)) == ms(began)
    assert next_reset(Period.WEEK, NEW_YORK_5PM, ms(at)) == ms(following)


def test_week_when_it_begins_on_monday_then_sunday_belongs_to_the_week_before() -> None:
    assert period_start(Period.WEEK, Reset(), ms("2026-03-08 12:00")) == ms("2026-03-02 00:00")
    assert period_start(Period.WEEK, Reset(), ms("2026-03-09 00:00")) == ms("2026-03-09 00:00")


@pytest.mark.parametrize(
    ("at", "began", "following"),
    [
        # The month begins on its 1st at 17:00, so until then it is the month before.
        ("2026-04-01 20:59", "2026-03-01 22:00", "2026-04-01 21:00"),
        ("2026-04-01 21:00", "2026-04-01 21:00", "2026-05-01 21:00"),
        ("2026-12-31 12:00", "2026-12-01 22:00", "2027-01-01 22:00"),
        ("2027-01-01 22:00", "2027-01-01 22:00", "2027-02-01 22:00"),
    ],
)
def test_month_when_its_first_day_is_not_reset_yet_then_is_the_one_before(
    at: str, began: str, following: str
) -> None:
    assert period_start(Period.MONTH, NEW_YORK_5PM, ms(at)) == ms(began)
    assert next_reset(Period.MONTH, NEW_YORK_5PM, ms(at)) == ms(following)


def test_total_when_asked_then_has_no_reset() -> None:
    assert period_start(Period.TOTAL, PRAGUE, ms("2026-03-02 12:00")) == 0
    assert next_reset(Period.TOTAL, PRAGUE, ms("2026-03-02 12:00")) is None


@pytest.mark.parametrize("zone", ["Europe/Pragu", "", "../etc", "Europe", "UTC+2"])
def test_problem_when_there_is_no_such_zone_then_is_told(zone: str) -> None:
    assert problem(Reset(zone=zone)) == (
        f"there is no time zone {zone!r}: write it like Europe/London"
    )


def test_problem_when_the_zone_is_known_then_is_none() -> None:
    assert problem(NEW_YORK_5PM) is None

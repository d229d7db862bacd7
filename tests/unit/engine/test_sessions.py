"""Hours of a route: local time of a named zone, across midnight and on the days clocks change."""

from datetime import UTC, datetime

import pytest

from tradecopy_desktop.domain.filters import Sessions, SessionWindow
from tradecopy_desktop.engine.limits.sessions import is_open, problem, wall_clock

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
BERLIN, NEW_YORK = "Europe/Berlin", "America/New_York"


def window(start: str, end: str, *weekdays: int) -> SessionWindow:
    """Return hours written "08:00"; each day of the week unless days are given."""
    return SessionWindow(
        weekdays=frozenset(weekdays or range(7)), start=_minutes(start), end=_minutes(end)
    )


def _minutes(written: str) -> int:
    hours, minutes = written.split(":")
    return int(hours) * 60 + int(minutes)


def at(written: str) -> datetime:
    """Return a moment of 2026 in UTC, written "01-16 21:00" or with seconds."""
    return datetime.fromisoformat(f"2026-{written}").replace(tzinfo=UTC)


def open_at(zone: str, utc: str, *windows: SessionWindow) -> bool:
    """Tell whether these windows are open at a moment of 2026."""
    return is_open(Sessions(zone=zone, windows=windows), at(utc))


# 14 January 2026 is a Wednesday; Berlin is an hour ahead of UTC then.
@pytest.mark.parametrize(
    ("utc", "expected"),
    [
        ("01-14 06:59:59", False),
        ("01-14 07:00:00", True),
        ("01-14 20:59:59", True),
        ("01-14 21:00:00", False),
        ("01-17 12:00:00", False),
    ],
)
def test_window_when_within_one_day_then_holds_its_start_and_not_its_end(
    utc: str, expected: bool
) -> None:
    office = window("08:00", "22:00", MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)

    assert open_at(BERLIN, utc, office) is expected


# 16 January 2026 is a Friday.
@pytest.mark.parametrize(
    ("end", "utc", "expected"),
    [
        ("02:00", "01-16 20:59", False),
        ("02:00", "01-16 21:00", True),
        ("02:00", "01-16 22:59", True),
        ("02:00", "01-16 23:00", True),
        ("02:00", "01-17 00:59", True),
        ("02:00", "01-17 01:00", False),
        # The first hours of Friday belong to Thursday's window, which is not set.
        ("02:00", "01-16 00:00", False),
        ("02:00", "01-17 21:00", False),
        ("24:00", "01-16 22:59", True),
        ("24:00", "01-16 23:00", False),
        ("00:00", "01-16 22:59", True),
        ("00:00", "01-16 23:00", False),
        # The end at the start: a day and a night.
        ("22:00", "01-16 20:59", False),
        ("22:00", "01-16 21:00", True),
        ("22:00", "01-17 20:59", True),
        ("22:00", "01-17 21:00", False),
    ],
)
def test_window_when_it_ends_on_the_next_day_then_belongs_to_the_weekday_of_its_start(
    end: str, utc: str, expected: bool
) -> None:
    assert open_at(BERLIN, utc, window("22:00", end, FRIDAY)) is expected


def test_window_when_sunday_goes_on_into_monday_then_is_open_on_monday() -> None:
    late = window("23:00", "01:00", SUNDAY)

    # 18 January 2026 is a Sunday.
    assert open_at("UTC", "01-18 23:30", late)
    assert open_at("UTC", "01-19 00:30", late)
    assert not open_at("UTC", "01-18 00:30", late)
    assert not open_at("UTC", "01-19 23:30", late)


def test_window_when_it_is_the_whole_day_then_holds_every_minute_of_it() -> None:
    for whole in (window("00:00", "24:00", SATURDAY), window("00:00", "00:00", SATURDAY)):
        assert not open_at("UTC", "01-16 23:59:59", whole)
        assert open_at("UTC", "01-17 00:00", whole)
        assert open_at("UTC", "01-17 23:59:59", whole)
        assert not open_at("UTC", "01-18 00:00", whole)


# New York is 5 hours behind UTC in January; the currency week runs there from Sunday 17:00 to
# Friday 17:00, 22:00 in UTC.
@pytest.mark.parametrize(
    ("utc", "expected"),
    [
        ("01-11 21:59", False),
        ("01-11 22:00", True),
        ("01-12 05:00", True),
        ("01-14 12:00", True),
        ("01-16 21:59", True),
        ("01-16 22:00", False),
        ("01-17 12:00", False),
        ("01-18 21:59", False),
    ],
)
def test_windows_when_they_leave_the_weekend_out_then_any_of_them_opens(
    utc: str, expected: bool
) -> None:
    week = (
        window("17:00", "24:00", SUNDAY),
        window("00:00", "24:00", MONDAY, TUESDAY, WEDNESDAY, THURSDAY),
        window("00:00", "17:00", FRIDAY),
    )

    assert open_at(NEW_YORK, utc, *week) is expected


def test_zone_when_it_is_half_an_hour_off_then_is_met_to_the_minute() -> None:
    # Monday 12 January 2026 begins in Kolkata at 18:30 UTC on Sunday.
    day = window("00:00", "24:00", MONDAY)

    assert not open_at("Asia/Kolkata", "01-11 18:29", day)
    assert open_at("Asia/Kolkata", "01-11 18:30", day)


# 29 March 2026, a Sunday: at 01:00 UTC Berlin goes from 02:00 to 03:00.
# 8 March 2026, a Sunday: at 07:00 UTC New York goes from 02:00 to 03:00.
@pytest.mark.parametrize(
    ("zone", "start", "end", "utc", "expected"),
    [
        (BERLIN, "02:00", "03:00", "03-29 00:59", False),
        (BERLIN, "02:00", "03:00", "03-29 01:00", False),
        (BERLIN, "02:30", "05:00", "03-29 00:59", False),
        (BERLIN, "02:30", "05:00", "03-29 01:00", True),
        (BERLIN, "02:30", "05:00", "03-29 02:59", True),
        (BERLIN, "02:30", "05:00", "03-29 03:00", False),
        (BERLIN, "01:00", "02:30", "03-29 00:59", True),
        (BERLIN, "01:00", "02:30", "03-29 01:00", False),
        (BERLIN, "08:00", "22:00", "03-28 06:59", False),
        (BERLIN, "08:00", "22:00", "03-28 07:00", True),
        (BERLIN, "08:00", "22:00", "03-29 05:59", False),
        (BERLIN, "08:00", "22:00", "03-29 06:00", True),
        (NEW_YORK, "02:00", "03:00", "03-08 06:59", False),
        (NEW_YORK, "02:00", "03:00", "03-08 07:00", False),
        (NEW_YORK, "09:30", "16:00", "03-07 14:29", False),
        (NEW_YORK, "09:30", "16:00", "03-07 14:30", True),
        (NEW_YORK, "09:30", "16:00", "03-08 13:29", False),
        (NEW_YORK, "09:30", "16:00", "03-08 13:30", True),
    ],
)
def test_window_when_an_hour_does_not_exist_then_local_time_decides(
    zone: str, start: str, end: str, utc: str, expected: bool
) -> None:
    assert open_at(zone, utc, window(start, end)) is expected


# 25 October 2026: at 01:00 UTC Berlin goes from 03:00 back to 02:00.
# 1 November 2026: at 06:00 UTC New York goes from 02:00 back to 01:00. Both are Sundays.
@pytest.mark.parametrize(
    ("zone", "start", "end", "utc", "expected"),
    [
        (BERLIN, "02:00", "03:00", "10-24 23:59", False),
        (BERLIN, "02:00", "03:00", "10-25 00:00", True),
        (BERLIN, "02:00", "03:00", "10-25 00:59", True),
        (BERLIN, "02:00", "03:00", "10-25 01:00", True),
        (BERLIN, "02:00", "03:00", "10-25 01:59", True),
        (BERLIN, "02:00", "03:00", "10-25 02:00", False),
        # 02:30 to 02:45 comes twice, with a break.
        (BERLIN, "02:30", "02:45", "10-25 00:30", True),
        (BERLIN, "02:30", "02:45", "10-25 00:45", False),
        (BERLIN, "02:30", "02:45", "10-25 01:30", True),
        (BERLIN, "02:30", "02:45", "10-25 01:45", False),
        (NEW_YORK, "01:00", "02:00", "11-01 04:59", False),
        (NEW_YORK, "01:00", "02:00", "11-01 05:00", True),
        (NEW_YORK, "01:00", "02:00", "11-01 05:59", True),
        (NEW_YORK, "01:00", "02:00", "11-01 06:00", True),
        (NEW_YORK, "01:00", "02:00", "11-01 06:59", True),
        (NEW_YORK, "01:00", "02:00", "11-01 07:00", False),
    ],
)
def test_window_when_an_hour_comes_twice_then_is_open_both_times(
    zone: str, start: str, end: str, utc: str, expected: bool
) -> None:
    assert open_at(zone, utc, window(start, end, SUNDAY)) is expected


@pytest.mark.parametrize(
    ("utc", "expected"),
    [
        ("03-28 22:00", True),
        ("03-29 01:59", True),
        ("03-29 02:00", False),
        # The night before: 04:00 was at 03:00 UTC.
        ("03-28 02:59", True),
        ("03-28 03:00", False),
    ],
)
def test_window_when_clocks_change_in_its_night_then_ends_by_the_new_clock(
    utc: str, expected: bool
) -> None:
    night = window("23:00", "04:00", FRIDAY, SATURDAY)

    assert open_at(BERLIN, utc, night) is expected


UNKNOWN_ZONES = [
    "Europe/Atlantis",
    "",
    "Europe",
    "../Berlin",
    "/etc",
    "a\0b",
    "x" * 5_000,
    "\ud800",
]


@pytest.mark.parametrize("zone", UNKNOWN_ZONES)
def test_zone_when_it_is_not_known_then_nothing_is_open_and_the_problem_is_told(zone: str) -> None:
    always = Sessions(zone=zone, windows=(window("00:00", "24:00"),))

    assert is_open(always, at("01-14 12:00")) is False
    assert problem(always) == (
        f"the time zone {zone!r} is not known; choose one such as Europe/Berlin"
    )
    assert wall_clock(always, at("01-14 12:00")) == "Wednesday 12:00 in UTC"


def test_sessions_when_they_hold_no_window_then_are_never_open() -> None:
    never = Sessions(zone=BERLIN, windows=())

    assert not is_open(never, at("01-14 12:00"))
    assert problem(never) == (
        "no hours are set, so nothing would ever be opened; add a window or all hours"
    )


def test_sessions_when_all_is_well_then_have_no_problem_and_a_clock() -> None:
    office = Sessions(zone=BERLIN, windows=(window("08:00", "22:00"),))

    assert problem(office) is None
    # 23:05 UTC on Wednesday.
    assert wall_clock(office, at("01-14 23:05")) == "Thursday 00:05 in Europe/Berlin"

"""Hours are open exactly where lists of minutes, made without any time zone database, say so."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradecopy_desktop.domain.filters import Sessions, SessionWindow
from tradecopy_desktop.engine.limits.sessions import is_open

DAY, WEEK = 1_440, 7 * 1_440
FIRST_MONDAY = datetime(2026, 1, 5, tzinfo=UTC)
# Minutes ahead of UTC in 2026, from each of these moments on.
OFFSETS = {
    "UTC": ((datetime(2026, 1, 1, tzinfo=UTC), 0),),
    "Asia/Kolkata": ((datetime(2026, 1, 1, tzinfo=UTC), 330),),
    "Europe/Berlin": (
        (datetime(2026, 1, 1, tzinfo=UTC), 60),
        (datetime(2026, 3, 29, 1, tzinfo=UTC), 120),
        (datetime(2026, 10, 25, 1, tzinfo=UTC), 60),
    ),
    "America/New_York": (
        (datetime(2026, 1, 1, tzinfo=UTC), -300),
        (datetime(2026, 3, 8, 7, tzinfo=UTC), -240),
        (datetime(2026, 11, 1, 6, tzinfo=UTC), -300),
    ),
}
CHANGES = [
    moment - FIRST_MONDAY for steps in OFFSETS.values() for moment, _ in steps if moment.month > 1
]

WINDOWS = st.lists(
    st.builds(
        SessionWindow,
        weekdays=st.frozensets(st.integers(0, 6), min_size=1),
        start=st.integers(0, DAY - 1),
        end=st.integers(0, DAY),
    ),
    max_size=4,
)
ANY_TIME = st.integers(0, 350 * DAY * 60).map(lambda seconds: timedelta(seconds=seconds))
AROUND_A_CHANGE = st.builds(
    lambda change, minutes: change + timedelta(minutes=minutes),
    st.sampled_from(CHANGES),
    st.integers(-2 * DAY, 2 * DAY),
)
# Windows that begin or end within the hours that clocks change in are drawn often.
NIGHTS = st.lists(
    st.builds(
        SessionWindow,
        weekdays=st.frozensets(st.sampled_from([5, 6, 0]), min_size=1),
        start=st.integers(0, 240),
        end=st.integers(0, 240),
    ),
    min_size=1,
    max_size=2,
)


def minute_of_week(zone: str, utc: datetime) -> int:
    """Return the local minute since Monday 00:00."""
    ahead = [minutes for since, minutes in OFFSETS[zone] if since <= utc][-1]
    return ((utc - FIRST_MONDAY) // timedelta(minutes=1) + ahead) % WEEK


def minutes_of(window: SessionWindow) -> set[int]:
    """Return all minutes of the week that a window holds."""
    length = window.end - window.start
    if length <= 0:
        length += DAY
    return {
        (day * DAY + window.start + minute) % WEEK
        for day in window.weekdays
        for minute in range(length)
    }


@pytest.mark.parametrize("zone", OFFSETS)
@given(
    windows=st.one_of(WINDOWS, NIGHTS),
    times=st.lists(st.one_of(ANY_TIME, AROUND_A_CHANGE), min_size=10, max_size=20),
)
def test_hours_when_compared_with_lists_of_minutes_then_are_the_same(
    zone: str, windows: list[SessionWindow], times: list[timedelta]
) -> None:
    sessions = Sessions(zone=zone, windows=tuple(windows))
    listed = set[int]().union(*(minutes_of(window) for window in windows))
    moments = [FIRST_MONDAY + time for time in times]

    told = [is_open(sessions, moment) for moment in moments]

    assert told == [minute_of_week(zone, moment) in listed for moment in moments]

"""When a day, a week and a month begin for an account. Reads no clock."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tradecopy_desktop.domain.guarding import Reset
from tradecopy_desktop.domain.limits import Period

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_MS = timedelta(milliseconds=1)
_DAY_MS = 86_400_000
_WEEK = 7
_MONTHS = 12


def period_start(period: Period, reset: Reset, at: int) -> int:
    """Return the last reset at or before `at`, 0 for the whole; both in ms since 1970 UTC."""
    if period is Period.TOTAL:
        return 0
    return _began(reset.zone, reset.minute, _first_day(period, reset, at))


def next_reset(period: Period, reset: Reset, at: int) -> int | None:
    """Return the first reset after `at` in ms since 1970 UTC, None where there is none."""
    if period is Period.TOTAL:
        return None
    first = _first_day(period, reset, at)
    if period is Period.DAY:
        following = first + 1
    elif period is Period.WEEK:
        following = first + _WEEK
    else:
        day = date.fromordinal(first)
        following = date(day.year + day.month // _MONTHS, day.month % _MONTHS + 1, 1).toordinal()
    return _began(reset.zone, reset.minute, following)


def problem(reset: Reset) -> str | None:
    """Return why resets cannot be told by these settings, or None."""
    try:
        ZoneInfo(reset.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return f"there is no time zone {reset.zone!r}: write it like Europe/London"
    return None


def _first_day(period: Period, reset: Reset, at: int) -> int:
    # Clocks are less than a day from UTC, and a reset may come as late in the day as 23:59.
    day = _EPOCH_DAY + at // _DAY_MS + 1
    while _began(reset.zone, reset.minute, day) > at:
        day -= 1
    if period is Period.WEEK:
        return day - (date.fromordinal(day).weekday() - reset.first_weekday) % _WEEK
    if period is Period.MONTH:
        return date.fromordinal(day).replace(day=1).toordinal()
    return day


@lru_cache(maxsize=4_096)
def _began(zone: str, minute: int, day: int) -> int:
    clocks = ZoneInfo(zone)
    wall = datetime.combine(date.fromordinal(day), datetime.min.time()) + timedelta(minutes=minute)
    # Of a time that comes twice, fold 0 is the first.
    moment = wall.replace(tzinfo=clocks, fold=0).astimezone(UTC)
    if moment.astimezone(clocks).replace(tzinfo=None) != wall:
        moment = _change(clocks, wall.replace(tzinfo=clocks, fold=1).astimezone(UTC), moment)
    return (moment - _EPOCH) // _MS


def _change(clocks: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Return the second in which clocks go forward between two moments."""
    old, second = before.astimezone(clocks).utcoffset(), timedelta(seconds=1)
    while after - before > second:
        middle = before + (after - before) // 2 // second * second
        if middle.astimezone(clocks).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after

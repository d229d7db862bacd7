"""Whether a moment lies within a route's hours, by the clock on the wall of a named time zone.

The local time alone decides on the days when clocks change: an hour that occurs twice counts both
times, and one that does not exist opens nothing. Never asks what time it is.
"""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from tradecopy_desktop.domain.filters import Sessions, SessionWindow

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def is_open(sessions: Sessions, utc: datetime) -> bool:
    """Tell whether openings are taken at `utc`; never in a time zone that is not known."""
    zone = _zone(sessions.zone)
    if zone is None:
        return False
    local = utc.astimezone(zone)
    day, minute = local.weekday(), local.hour * 60 + local.minute
    return any(_holds(window, day, minute) for window in sessions.windows)


def problem(sessions: Sessions) -> str | None:
    """Return what is wrong with these hours, in a sentence for the trader, or None."""
    if _zone(sessions.zone) is None:
        return f"the time zone {sessions.zone!r} is not known; choose one such as Europe/Berlin"
    if not sessions.windows:
        return "no hours are set, so nothing would ever be opened; add a window or all hours"
    return None


def wall_clock(sessions: Sessions, utc: datetime) -> str:
    """Return the local weekday and time as a trader reads it, in UTC if the zone is not known."""
    zone = _zone(sessions.zone)
    local = utc if zone is None else utc.astimezone(zone)
    name = "UTC" if zone is None else sessions.zone
    return f"{_DAYS[local.weekday()]} {local.hour:02}:{local.minute:02} in {name}"


def _holds(window: SessionWindow, day: int, minute: int) -> bool:
    if window.start < window.end:
        return day in window.weekdays and window.start <= minute < window.end
    # The hours go on into the next day; the weekday is that of their start.
    if minute >= window.start and day in window.weekdays:
        return True
    return minute < window.end and (day - 1) % 7 in window.weekdays


# ZoneInfo keeps few zones of its own, and would look for an unknown one on the disk every time.
@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None

"""Names of time zones as a trader reads them. The list is read once, at the start."""

from functools import lru_cache
from zoneinfo import available_timezones

_USUAL = "UTC"


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """Return all zones by name, UTC first. The first call reads the system's list of zones."""
    # Offsets of fixed zones are written the wrong way round: Etc/GMT+5 is five hours behind.
    named = (each for each in available_timezones() if "/" in each and not each.startswith("Etc/"))
    return (_USUAL, *sorted(named))


def shown_zone(zone: str) -> str:
    """Return a zone's name with blanks between its words."""
    return zone.replace("_", " ")

"""Times of day as they are typed, 00:00 to 23:59. Reads no clock."""

_HOURS = 24
_MINUTES = 60


def time_text(minute: int) -> str:
    """Return a minute of the day as a clock shows it."""
    return f"{minute // _MINUTES:02}:{minute % _MINUTES:02}"


def minute_of(text: str) -> int | None:
    """Return the minute of the day that was typed, or None if it is none."""
    hours, colon, minutes = text.strip().partition(":")
    parts = (hours, minutes or "0") if not colon else (hours, minutes)
    if not all(part.isascii() and part.isdecimal() and len(part) <= 2 for part in parts):
        return None
    hour, minute = int(parts[0]), int(parts[1])
    return hour * _MINUTES + minute if hour < _HOURS and minute < _MINUTES else None

"""Exact values from the text of a cell. Nothing here rounds a price or guesses a time zone."""

import re
from datetime import datetime
from decimal import Decimal

from tradecopy_desktop.domain.values import ZERO

_NUMBER = re.compile(
    r"-?(?:[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,24})(?:\.[0-9]{1,32})?(?:[eE][-+]?[0-9]{1,3})?"
)
_TIME = re.compile(
    r"([0-9]{4})[./-]([0-9]{2})[./-]([0-9]{2}) ([0-9]{2}:[0-9]{2})(:[0-9]{2})?(?:\.([0-9]{1,6}))?"
)
_TICKET = re.compile(r"[0-9]{1,20}")
_TOO_LARGE = Decimal(10) ** 12
_SMALLEST = Decimal("0.00000001")
_DUST = Decimal("0.000000001")
_SHOWN = 40


def exact_number(text: str) -> Decimal:
    """Return the number in `text`; blanks may part its thousands.

    Spreadsheets and sums leave binary dust behind the last real digit (0.30000000000000004); it
    is dropped. A number with more than 8 real decimals, or a word, is a ValueError.
    """
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"should hold a number, was {shown(text)}")
    value = Decimal(text.replace(" ", ""))
    if abs(value) >= _TOO_LARGE:
        raise ValueError(f"should hold a number below {_TOO_LARGE}, was {shown(text)}")
    rounded = value.quantize(_SMALLEST)
    if rounded == value and "e" not in text.lower() and _decimals(text) <= 8:
        return value
    if abs(value - rounded) > _DUST:
        raise ValueError(f"should hold at most 8 decimals, was {shown(text)}")
    return Decimal(f"{rounded.normalize():f}") if rounded else ZERO


def wall_time(text: str) -> datetime:
    """Return the time in `text` as the broker's wall clock showed it, without a zone."""
    found = _TIME.fullmatch(text)
    if not found:
        raise ValueError(f"should hold a time, was {shown(text)}")
    year, month, day, minute, second, fraction = found.groups()
    clock = f"{minute}{second or ':00'}.{(fraction or '0').ljust(6, '0')}"
    try:
        return datetime.fromisoformat(f"{year}-{month}-{day}T{clock}")
    except ValueError as e:
        raise ValueError(f"should hold a time, was {shown(text)}") from e


def is_time(text: str) -> bool:
    """Return whether `text` has the look of a time."""
    return bool(_TIME.fullmatch(text))


def is_ticket(text: str) -> bool:
    """Return whether `text` has the look of a ticket."""
    return bool(_TICKET.fullmatch(text))


def is_number(text: str) -> bool:
    """Return whether `text` has the look of a number."""
    return bool(_NUMBER.fullmatch(text))


def shown(text: str) -> str:
    """Return `text` fit for one line of an error."""
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "...")


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])

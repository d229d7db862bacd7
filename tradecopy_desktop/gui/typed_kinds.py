"""How a trader writes what a route is set to: lots, points, seconds, names, magic numbers."""

import re
from decimal import Decimal

from tradecopy_desktop.domain.filters import MagicRange
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.widgets.typed import Kind

_MOST_DIGITS = 9
_MOST_MAGIC_DIGITS = 20
_SECOND_MS = 1_000
_RANGE = re.compile(r"(-?\d+)(?:\s*(?:-|\N{EN DASH}|\.\.)\s*(-?\d+))?")


def lots_or_none(formats: Formats, when_empty: str = "") -> Kind[Decimal | None]:
    """Return how lots above 0 are written, nothing for no limit."""

    def read(text: str) -> Decimal | None:
        return _amount(formats, text) if text else None

    return Kind(
        read=read,
        write=lambda lots: "" if lots is None else formats.plain(lots),
        fault=words.NEED_LOTS,
        unit=words.UNIT_LOTS,
        when_empty=when_empty or words.NEVER_LIMITED,
    )


def price_or_none(formats: Formats) -> Kind[Decimal | None]:
    """Return how a price is written, nothing for none."""
    return Kind(
        read=lambda text: _amount(formats, text) if text else None,
        write=lambda price: "" if price is None else formats.price(price),
        fault=words.PREVIEW_PRICES,
        when_empty=words.PREVIEW_NONE,
        is_wide=True,
    )


def amount(
    formats: Formats, fault: str, *, unit: str, least: Decimal, is_wide: bool = False
) -> Kind[Decimal]:
    """Return how a number is written that is at least `least`."""

    def read(text: str) -> Decimal:
        is_zero = bool(text) and not text.strip("0.,")
        number = Decimal(0) if is_zero else _amount(formats, text)
        return _least(number, least)

    return Kind(read=read, write=formats.plain, fault=fault, unit=unit, is_wide=is_wide)


def whole_or_none(fault: str, *, unit: str, least: int, when_empty: str = "") -> Kind[int | None]:
    """Return how a whole number is written, nothing for none."""
    return Kind(
        read=lambda text: _whole(text, least) if text else None,
        write=lambda number: "" if number is None else str(number),
        fault=fault,
        unit=unit,
        when_empty=when_empty or words.NEVER_LIMITED,
    )


def signed_points(fault: str) -> Kind[int]:
    """Return how points of either sign are written."""

    def read(text: str) -> int:
        negative = text.startswith(("-", "\N{MINUS SIGN}"))
        number = _whole(text[1:] if negative else text.removeprefix("+"), 0)
        return -number if negative else number

    return Kind(read=read, write=str, fault=fault, unit=words.UNIT_POINTS)


def seconds(formats: Formats, fault: str, *, least_ms: int) -> Kind[int]:
    """Return how milliseconds are written as seconds."""

    def read(text: str) -> int:
        number = Decimal(0) if text == "0" else _amount(formats, text)
        ms = number * _SECOND_MS
        if ms != ms.to_integral_value() or len(text) > _MOST_DIGITS:
            raise ValueError(text)
        return int(_least(ms, Decimal(least_ms)))

    return Kind(
        read=read,
        write=lambda ms: formats.plain(Decimal(ms) / _SECOND_MS),
        fault=fault,
        unit=words.UNIT_SECONDS,
    )


def names(when_empty: str) -> Kind[frozenset[str]]:
    """Return how symbols are written: commas between, nothing for all."""
    return Kind(
        read=lambda text: frozenset(_listed(text)),
        write=lambda each: ", ".join(sorted(each)),
        fault="",
        when_empty=when_empty,
        is_wide=True,
    )


def parts(when_empty: str) -> Kind[tuple[str, ...]]:
    """Return how words of a comment are written."""
    return Kind(
        read=lambda text: tuple(_listed(text)),
        write=", ".join,
        fault="",
        when_empty=when_empty,
        is_wide=True,
    )


def magics(when_empty: str) -> Kind[tuple[MagicRange, ...]]:
    """Return how magic numbers and ranges of them are written."""

    def read(text: str) -> tuple[MagicRange, ...]:
        return tuple(_range(each) for each in _listed(text))

    return Kind(
        read=read,
        write=lambda ranges: ", ".join(_range_text(each) for each in ranges),
        fault=words.NEED_MAGICS,
        when_empty=when_empty,
        is_wide=True,
    )


def _amount(formats: Formats, text: str) -> Decimal:
    # Without groups: a point in lots or in a price is never a thousands' sign.
    number = formats.parse_factor(text)
    if number is None or len(text) > _MOST_MAGIC_DIGITS:
        raise ValueError(text)
    return number


def _least(number: Decimal, least: Decimal) -> Decimal:
    if number < least:
        raise ValueError(str(number))
    return number


def _whole(text: str, least: int) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > _MOST_DIGITS:
        raise ValueError(text)
    if int(text) < least:
        raise ValueError(text)
    return int(text)


def _listed(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def _range(text: str) -> MagicRange:
    found = _RANGE.fullmatch(text)
    if found is None or len(text) > 2 * _MOST_MAGIC_DIGITS:
        raise ValueError(text)
    low = int(found[1])
    return MagicRange(low=low, high=low if found[2] is None else int(found[2]))


def _range_text(each: MagicRange) -> str:
    return str(each.low) if each.low == each.high else f"{each.low}-{each.high}"

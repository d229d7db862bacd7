"""Exact decimals as the protocol writes them. Never a float."""

import re
from decimal import Decimal

# Eight decimals and twelve digits before the point are all that a frame may hold.
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,8})?", re.ASCII)
_SMALLEST = Decimal("0.00000001")


def exact(number: Decimal) -> str:
    """Return the number in the protocol's words: no exponent, no negative zero."""
    if number.as_tuple().exponent < -8:  # type: ignore[operator]  # finite numbers have an int here
        number = number.quantize(_SMALLEST)
    if not number:
        return "0"
    return format(number, "f")


def parse(text: str) -> Decimal:
    """Return the number that `text` is; raise ValueError where it is none."""
    if NUMBER.fullmatch(text) is None:
        raise ValueError('must be a decimal in a string, such as "0.10"')
    number = Decimal(text)
    if not number and text.startswith("-"):
        raise ValueError("zero must not be negative")
    return number

"""Numbers as a trader reads them in an explanation. Rounds for the eye only."""

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from functools import lru_cache

_PLACES = Decimal("0.00000001")
_FINEST = -8


def plain(number: Decimal | Fraction | int) -> str:
    """Return a number with at most 8 decimals, without exponent or trailing zeros."""
    if isinstance(number, Decimal):
        return _short(number)
    if number.denominator == 1:
        return str(number.numerator)
    return _short(Decimal(number.numerator) / Decimal(number.denominator))


@lru_cache(maxsize=4_096)
def _short(value: Decimal) -> str:
    short = value.normalize()
    exponent = short.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < _FINEST:
        short = value.quantize(_PLACES, rounding=ROUND_HALF_EVEN).normalize()
    # Adding zero takes the sign from a zero.
    return format(short + 0, "f")

"""The figures of a limit as a trader reads them. Rounds for the eye only."""

from decimal import Decimal
from fractions import Fraction
from math import floor

from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.wording import plain

_TENTHS = 10


def money(amount: Decimal) -> str:
    """Return an amount to the cent; what is gained instead of lost is nothing."""
    return f"{max(amount, ZERO):,.2f}"


def count(number: Decimal) -> str:
    """Return lots or a number of things."""
    return plain(number)


def share(percent: Fraction) -> str:
    """Return percent with one decimal, never rounded up to a limit that is not reached."""
    tenths = max(0, floor(percent * _TENTHS))
    return plain(Fraction(tenths, _TENTHS))

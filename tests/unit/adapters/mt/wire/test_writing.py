"""Decimals on the wire: exact, plain, and never longer than the protocol allows."""

from decimal import Decimal

import pytest

from tradecopy_desktop.adapters.mt.encode import decimal_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0.10", "0.10"),
        ("0", "0"),
        ("1.50000000", "1.50000000"),
        ("-0.5", "-0.5"),
        ("999999999999.99999999", "999999999999.99999999"),
        ("1E+2", "100"),
        ("1E-8", "0.00000001"),
        ("0E-8", "0.00000000"),
        # Zero has no sign on the wire.
        ("-0", "0"),
        ("-0.00", "0.00"),
        # More places than eight, but zeros: the same number is written with fewer.
        ("0.1000000000", "0.1"),
        ("5.000000000", "5"),
        ("0E-20", "0"),
        ("0E+3", "0"),
        ("-7.250000000000", "-7.25"),
    ],
)
def test_decimal_when_it_can_be_written_then_exact_and_plain(value: str, text: str) -> None:
    assert decimal_text(Decimal(value)) == text


@pytest.mark.parametrize(
    "value",
    [
        "0.000000001",
        "1.123456789",
        "1000000000000",
        "1E+12",
        "NaN",
        "sNaN",
        "Infinity",
        "-Infinity",
    ],
)
def test_decimal_when_too_long_or_not_finite_then_refused(value: str) -> None:
    with pytest.raises(ValueError, match="a number must have at most 12 digits and 8 places"):
        decimal_text(Decimal(value))

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from tradecopy_desktop.gui.formats import NOTHING, Formats
from tradecopy_desktop.gui.typed_kinds import lots_or_none, price_or_none

ENGLISH = Formats(QLocale("en_US"))
GERMAN = Formats(QLocale("de_DE"))
D = Decimal


@pytest.mark.parametrize(
    ("lots", "text"),
    [("1", "1.00"), ("0.1", "0.10"), ("0.125", "0.125"), ("1E+2", "100.00"), ("2.500", "2.50")],
)
def test_lots_when_written_then_they_have_at_least_two_decimals(lots: str, text: str) -> None:
    assert ENGLISH.lots(D(lots)) == text


def test_prices_when_written_then_they_keep_the_digits_they_came_with() -> None:
    assert ENGLISH.price(D("1.08840")) == "1.08840"
    assert ENGLISH.price(D("22984.5")) == "22984.5"
    assert GERMAN.price(D("1.08840")) == "1,08840"


def test_money_when_written_then_it_is_grouped_in_the_traders_way() -> None:
    assert ENGLISH.money(D("1234567.891"), "USD") == "1,234,567.89 USD"
    assert GERMAN.money(D("-1234.5")) == "-1.234,50"
    assert ENGLISH.money(None) == NOTHING


def test_gains_when_written_then_both_signs_show_and_zero_has_none() -> None:
    assert [ENGLISH.gain(D(amount)) for amount in ("12.3", "-12.3", "0", "-0.001")] == [
        "+12.30",
        "-12.30",
        "0.00",
        "0.00",
    ]


def test_points_when_written_then_they_show_their_sign() -> None:
    assert [ENGLISH.points(D(points)) for points in ("4", "-2.0", "0", "1.25")] == [
        "+4",
        "-2",
        "0",
        "+1.2",
    ]


def test_clock_when_written_then_it_is_local_with_milliseconds() -> None:
    at = datetime(2025, 3, 14, 13, 5, 9, 7_000, tzinfo=UTC)

    assert ENGLISH.clock(at) == f"{at.astimezone():%H:%M:%S}.007"


@pytest.mark.parametrize(
    ("text", "factor"),
    [(" 0,5 ", D("0.5")), ("2", D(2)), ("0", None), ("-1", None), ("1e3", None), ("", None)],
)
def test_factor_when_typed_in_german_then_only_positive_numbers_are_read(
    text: str, factor: Decimal | None
) -> None:
    assert GERMAN.parse_factor(text) == factor


@pytest.mark.parametrize(
    ("formats", "text", "amount"),
    [
        (ENGLISH, "1,250.5", D("1250.5")),
        (GERMAN, "1.250,5", D("1250.5")),
        # A point or a comma from another country's keyboard is no sign of thousands here.
        (GERMAN, "0.125", D("0.125")),
        (ENGLISH, "0,125", None),
        (ENGLISH, "0,5", None),
    ],
)
def test_amount_when_typed_then_groups_are_read_and_a_small_number_stays_small(
    formats: Formats, text: str, amount: Decimal | None
) -> None:
    assert formats.parse_amount(text) == amount


@pytest.mark.parametrize(
    ("formats", "text", "lots"),
    [
        (GERMAN, "1.125", D("1.125")),
        (GERMAN, "1,125", D("1.125")),
        (ENGLISH, "1.125", D("1.125")),
        (ENGLISH, "1125", D(1125)),
    ],
)
def test_lots_when_typed_with_a_point_then_they_are_never_thousands(
    formats: Formats, text: str, lots: Decimal
) -> None:
    assert lots_or_none(formats).read(text) == lots
    assert price_or_none(formats).read(text) == lots


def test_lots_when_typed_with_a_comma_in_english_then_they_are_refused() -> None:
    with pytest.raises(ValueError, match="1,125"):
        lots_or_none(ENGLISH).read("1,125")

"""Numbers and times come out of cells exactly as they were written."""

from datetime import datetime

import pytest

from tradecopy_desktop.sim.recordings.exact import exact_number, wall_time


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.17764", "1.17764"),
        ("193.00", "193.00"),
        ("-1 350.00", "-1350.00"),
        ("12 345 678.9", "12345678.9"),
        ("47019.71", "47019.71"),
    ],
)
def test_exact_number_when_plain_then_every_digit_is_kept(text: str, number: str) -> None:
    value = exact_number(text)

    assert str(value) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.30000000000000004", "0.3"),
        ("1.1776400000000001", "1.17764"),
        ("15306.499999999998", "15306.5"),
        ("0.8900000000000006", "0.89"),
        ("-5.684341886080802e-14", "0"),
        ("1e-05", "0.00001"),
        ("3613410.0000000005", "3613410"),
    ],
)
def test_exact_number_when_dusty_then_the_dust_is_gone(text: str, number: str) -> None:
    value = exact_number(text)

    assert str(value) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "1,5",
        "1.2.3",
        "0x10",
        "nan",
        "1 35",
        "--1",
        "\u0661",
        "1e99",
        "0.123456785",
        "9" * 13,
    ],
)
def test_exact_number_when_it_is_none_then_refused(text: str) -> None:
    with pytest.raises(ValueError, match="should hold"):
        exact_number(text)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2021.09.17 15:54:14", datetime(2021, 9, 17, 15, 54, 14)),  # noqa: DTZ001
        ("2011.01.03 16:00", datetime(2011, 1, 3, 16, 0)),  # noqa: DTZ001
        ("2024-02-29 00:00:01.25", datetime(2024, 2, 29, 0, 0, 1, 250_000)),  # noqa: DTZ001
    ],
)
def test_wall_time_when_a_time_then_it_has_no_zone(text: str, time: datetime) -> None:
    value = wall_time(text)

    assert value == time
    assert value.tzinfo is None


@pytest.mark.parametrize("text", ["", "2023.02.29 10:00:00", "2023.01.01", "01.02.2023 10:00", "x"])
def test_wall_time_when_it_is_none_then_refused(text: str) -> None:
    with pytest.raises(ValueError, match="should hold a time"):
        wall_time(text)

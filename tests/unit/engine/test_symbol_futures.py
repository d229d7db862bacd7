"""Futures by month in every notation, and minis to micros where the trader allows it."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.unit.engine.symbol_lists import TABLE
from tradecopy_desktop.domain.symbol_table import ContractPair
from tradecopy_desktop.engine.symbols.futures import conversion_ratio
from tradecopy_desktop.engine.symbols.resolve import Resolved, resolve_name


def found(symbol: str, *names: str, cross: bool = False) -> Resolved:
    """Return what a symbol resolves to on a list."""
    return resolve_name(symbol, names, table=TABLE, cross_contract=cross)


# The table is of 2026: one figure is a year from 2025 to 2034.
@pytest.mark.parametrize("wanted", ["MNQZ6", "MNQZ26", "MNQZ2026", "MNQ 12-26", "MNQ DEC26"])
@pytest.mark.parametrize(
    "name",
    [
        *("MNQZ6", "MNQZ26", "MNQZ2026", "MNQ 12-26", "MNQ 12-2026", "MNQ DEC26", "MNQ-DEC-26"),
        *("MNQ_Z6", "MNQ.Z26", "MNQ202612", "/MNQZ6", "MNQZ6.CME", "CME:MNQZ2026", "MNQZ6raw"),
    ],
)
def test_future_when_its_month_is_written_otherwise_then_is_the_same(
    wanted: str, name: str
) -> None:
    resolved = found(wanted, name)

    assert (resolved.name, resolved.ratio) == (name, Fraction(1))


@pytest.mark.parametrize(
    "name",
    # Other months, decades and futures; options, spreads, multiplied and continuous ones.
    [
        *("ESH7", "ESZ7", "ESZ36", "ESZ2036", "ESZ16", "ESX6", "ES 11-26", "ES 12-27", "NQZ6"),
        *("ESZ6 C5800", "ESZ6-ESH7", "ESZ6_x10", "ESZ6micro", "ES1!", "ES", "ES=F", "ESZ"),
        *("MESZ6", "ESZ206", "TESZ6", "US500_Z6", "US500", "ES 13-26", "ES 0-26", "ES 202613"),
    ],
)
def test_future_when_the_month_is_missing_then_no_other_is_taken(name: str) -> None:
    assert found("ESZ6", name).name is None


@pytest.mark.parametrize(
    ("large", "small", "ratio"),
    [
        *(("ES", "MES", 10), ("NQ", "MNQ", 10), ("YM", "MYM", 10), ("RTY", "M2K", 10)),
        *(("CL", "MCL", 10), ("GC", "MGC", 10), ("SI", "SIL", 5), ("HG", "MHG", 10)),
        *(("6E", "M6E", 10), ("BTC", "MBT", 50), ("ETH", "MET", 500), ("FDAX", "FDXS", 25)),
    ],
)
def test_future_when_conversion_is_on_then_mini_and_micro_stand_for_each_other(
    large: str, small: str, ratio: int
) -> None:
    down = found(f"{large}Z6", f"{small}Z26", f"{small}H27", cross=True)
    up = found(f"{small} 12-26", f"{large}Z6", f"{large}H7", cross=True)

    assert (down.name, down.ratio) == (f"{small}Z26", Fraction(ratio))
    assert (up.name, up.ratio) == (f"{large}Z6", Fraction(1, ratio))


def test_future_when_conversion_is_off_then_the_other_size_is_only_told() -> None:
    resolved = found("ESZ6", "MESZ6")

    assert resolved.name is None
    assert resolved.reason == (
        "the broker has no ESZ6 but MESZ6, a contract of another size; "
        "switch the conversion of contracts on to copy to it"
    )


def test_future_when_it_is_converted_then_the_ratio_is_told() -> None:
    down, up = found("ESZ6", "MESZ6", cross=True), found("MESZ6", "ESZ6", cross=True)

    assert down.reason == "ESZ6 is converted to MESZ6: 1 ES is worth 10 MES"
    assert up.reason == "MESZ6 is converted to ESZ6: 1 ES is worth 10 MES"


@pytest.mark.parametrize(("ratio", "told"), [(Fraction(1), "1"), (Fraction(3, 2), "3/2")])
def test_future_when_its_other_size_is_hardly_smaller_then_the_ratio_is_told(
    ratio: Fraction, told: str
) -> None:
    table = replace(TABLE, pairs=(ContractPair(large="ES", small="MES", ratio=ratio),))

    resolved = resolve_name("ESZ6", ("MESZ6",), table=table, cross_contract=True)

    assert resolved.reason == f"ESZ6 is converted to MESZ6: 1 ES is worth {told} MES"


@pytest.mark.parametrize("names", [("MESH7", "ESH7"), ("MESZ36",), ("MNQZ6",), ("FESXZ6",), ()])
def test_future_when_conversion_is_on_then_the_month_is_still_the_masters(
    names: tuple[str, ...],
) -> None:
    resolved = found("ESZ6", *names, cross=True)

    assert resolved.name is None
    assert resolved.reason == "the broker has no ES of Dec 2026; another month is never taken"


def test_future_when_both_sizes_are_listed_then_its_own_is_taken() -> None:
    resolved = found("ESZ6", "MESZ6", "ESZ26", cross=True)

    assert (resolved.name, resolved.ratio) == ("ESZ26", Fraction(1))
    assert resolved.reason == "ESZ26 is the same month of the same future"


@pytest.mark.parametrize(
    ("symbol", "names"),
    [
        ("ESZ6", ("ESZ2026", "ESZ26")),
        ("FDXMZ6", ("FDAXZ26", "FDXSZ26")),
    ],
)
def test_future_when_several_are_the_month_then_the_trader_is_asked(
    symbol: str, names: tuple[str, ...]
) -> None:
    assert found(symbol, *names, cross=True).candidates == names


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (("ESZ6.CME", "ESH7.CME", "MESZ6.CME"), "ESZ6.CME"),
        (("ESZ6.CME", "ESH7", "MESZ6"), None),
    ],
)
def test_future_when_it_has_an_ending_then_all_must(
    names: tuple[str, ...], wanted: str | None
) -> None:
    assert found("ESZ6", *names).name == wanted


@pytest.mark.parametrize(
    ("symbol", "name", "ratio"),
    [
        *(("ESZ6", "MESZ6", 10), ("ESZ6", "ESZ6", 1), ("ESZ6", "ESZ26", 1), ("ESZ6", "US500", 1)),
        *(("US500", "MESZ6", 1), ("ESZ6", "MNQZ6", 1)),
    ],
)
def test_ratio_when_two_names_are_given_then_is_that_of_their_contracts(
    symbol: str, name: str, ratio: int
) -> None:
    assert conversion_ratio(symbol, name, TABLE) == ratio


@pytest.mark.parametrize(("year", "same"), [("28", "ESZ8"), ("36", "ESZ6"), ("27", "ESZ7")])
def test_future_when_the_table_is_younger_then_one_figure_is_one_of_its_ten_years(
    year: str, same: str
) -> None:
    # A table of 2028: 2027 to 2036.
    table = replace(TABLE, version="2028-01-01")

    assert resolve_name(same, (f"ESZ{year}",), table=table).name == f"ESZ{year}"

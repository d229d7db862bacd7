"""Real brokers' symbols, read from beside the real recordings; none lies in the project."""

import csv
import os
from pathlib import Path

import pytest

from tests.unit.engine.symbol_lists import TABLE
from tradecopy_desktop.engine.symbols.resolve import resolve_name


@pytest.fixture(scope="module")
def lists() -> dict[str, tuple[str, ...]]:
    folder = os.environ.get("TRADECOPY_RECORDINGS")
    if not folder:
        pytest.skip("TRADECOPY_RECORDINGS names no folder of real recordings")
    (file, *_) = [*Path(folder).parent.glob("symbols/lean_*.csv"), None]
    if file is None:
        pytest.skip("there is no list of real symbols beside the real recordings")
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [(row["market"], row["symbol"]) for row in csv.DictReader(lines)]
    markets = {market for market, _ in rows}
    return {market: tuple(s for m, s in rows if m == market) for market in markets}


@pytest.mark.parametrize(
    ("market", "symbol", "wanted"),
    [
        ("oanda", "EURUSD.r", "EURUSD"),
        ("oanda", "GOLD", "XAUUSD"),
        ("oanda", "DJ30", "US30USD"),
        ("oanda", "USTEC", "NAS100USD"),
        ("oanda", "US500.cash", "SPX500USD"),
        ("oanda", "GER40", "DE30EUR"),
        ("oanda", "FTSE100", "UK100GBP"),
        ("oanda", "HK50", "HK33HKD"),
        ("oanda", "US2000", "US2000USD"),
        ("oanda", "XTIUSD", "WTICOUSD"),
        ("oanda", "BRENT", "BCOUSD"),
        ("oanda", "NATGAS", "NATGASUSD"),
        ("oanda", "JP225", None),
        ("oanda", "COPPER", None),
        ("oanda", "BTCUSD", None),
        ("oanda", "ESZ6", None),
        ("fxcm", "JPN225", "JP225JPY"),
        ("fxcm", "IBEX35", "ES35EUR"),
        ("fxcm", "XAUEUR", None),
        ("fxcm", "DXY", None),
        ("fxcm", "US2000", None),
        ("cme", "ES", "ES"),
        ("cme", "ESZ6", None),
        ("cme", "US500", None),
        ("nymex", "USOIL", None),
        ("comex", "XAUUSD", None),
    ],
)
def test_name_when_the_list_is_a_real_one_then_is_found_or_left(
    lists: dict[str, tuple[str, ...]], market: str, symbol: str, wanted: str | None
) -> None:
    assert resolve_name(symbol, lists[market], table=TABLE, cross_contract=True).name == wanted


def test_names_when_one_broker_copies_to_another_then_each_is_found_or_none(
    lists: dict[str, tuple[str, ...]],
) -> None:
    # Both write the same names for the same things; what only one has must not be made up.
    for master, follower in (("oanda", "fxcm"), ("fxcm", "oanda")):
        theirs = lists[follower]
        for symbol in lists[master]:
            found = resolve_name(symbol, theirs, table=TABLE)
            assert found.name == (symbol if symbol in theirs else None), symbol

"""The file of symbol names: what is read from it, and what is refused."""

from fractions import Fraction
from pathlib import Path

import pytest

from tradecopy_desktop.adapters.symbol_table_file import load_symbol_table
from tradecopy_desktop.bundled import bundled
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.symbol_table import (
    ContractPair,
    Ending,
    Family,
    Kind,
    Standing,
    SymbolTable,
)

WHOLE = """
version = "2026-01-31"
currencies = ["EUR", "USD"]
metals = ["XAU"]
coins = ["BTC"]
quotes = ["USDT"]
shares = ["AAPL"]
exchanges = ["n"]
roots = ["ZN"]

[[families]]
name = "US30"
kind = "index"
currency = "USD"
names = ["US30", "DOW"]
former = ["OLD30"]
tickers = ["DOW"]
never = [["YM", "a future"]]
source = "lists"

[[pairs]]
large = "ES"
small = "MES"
ratio = 10
source = "CME"

[[endings]]
texts = ["cash", "spot"]
standing = "account"
kinds = ["index"]
meaning = "the cash price"
source = "lists"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "symbols.toml"


def test_table_when_read_then_holds_what_the_file_says(file: Path) -> None:
    file.write_text(WHOLE, encoding="utf-8")

    assert load_symbol_table(file) == SymbolTable(
        version="2026-01-31",
        currencies=("EUR", "USD"),
        metals=("XAU",),
        coins=("BTC",),
        quotes=("USDT",),
        shares=("AAPL",),
        exchanges=("n",),
        roots=("ZN",),
        families=(
            Family(
                name="US30",
                kind=Kind.INDEX,
                currency="USD",
                names=("US30", "DOW"),
                former=("OLD30",),
                tickers=("DOW",),
                never=(("YM", "a future"),),
            ),
        ),
        pairs=(ContractPair(large="ES", small="MES", ratio=Fraction(10)),),
        endings=tuple(
            Ending(
                text=text,
                standing=Standing.ACCOUNT,
                kinds=(Kind.INDEX,),
                meaning="the cash price",
            )
            for text in ("cash", "spot")
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"2026-01-31"', '"lately"', "version must be a day written YYYY-MM-DD, was 'lately'"),
        ('source = "CME"', 'source = " "', "an entry has no source"),
        ("ratio = 10", "ratio = 1", "the ratio of futures must be above 1"),
        ('["OLD30"]', '["US 30"]', "US30 is given twice"),
        ('["cash", "spot"]', '["cash", "cash"]', "cash is given twice"),
        ('tickers = ["DOW"]', 'tickers = ["DJI"]', "the ticker DJI is none of its family's names"),
    ],
)
def test_table_when_it_contradicts_itself_then_is_refused_in_one_line(
    file: Path, old: str, new: str, said: str
) -> None:
    file.write_text(WHOLE.replace(old, new), encoding="utf-8")

    with pytest.raises(TradeCopyError) as refused:
        load_symbol_table(file)

    assert str(refused.value) == f"the table of symbol names {file} is wrong: {said}"


@pytest.mark.parametrize(
    ("old", "new"),
    [("version", "versions"), ('kind = "index"', 'kind = "shoe"'), ("[[pairs]]", "[[pairs]")],
)
def test_table_when_it_has_another_form_then_is_refused(file: Path, old: str, new: str) -> None:
    file.write_text(WHOLE.replace(old, new), encoding="utf-8")

    with pytest.raises(TradeCopyError, match="cannot be read"):
        load_symbol_table(file)


def test_table_when_the_file_is_missing_then_is_refused(file: Path) -> None:
    with pytest.raises(TradeCopyError, match="cannot be read"):
        load_symbol_table(file)


def test_table_when_it_is_the_programs_own_then_has_the_usual_families_and_contracts() -> None:
    table = load_symbol_table(bundled("resources/symbols.toml"))

    families = {family.name for family in table.families}
    ratios = {(pair.large, pair.small): pair.ratio for pair in table.pairs}

    assert {"XAUUSD", "USOIL", "UKOIL", "US30", "NAS100", "US500", "GER40", "BTCUSD"} <= families
    assert {ratios[pair] for pair in (("ES", "MES"), ("NQ", "MNQ"), ("CL", "MCL"))} == {10}

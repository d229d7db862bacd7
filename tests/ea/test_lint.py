"""The sources show nothing that MetaEditor would refuse or warn about, as far as a linter sees."""

from pathlib import Path

import pytest

from tests.ea.lint.allowed import pages
from tests.ea.lint.linting import faults_of_sources, sources_of
from tests.ea.mql.build import MQL4, MQL5, Dialect
from tradecopy_desktop.bundled import bundled

PLATFORMS = {"mt4": MQL4, "mt5": MQL5}


def programs(dialect: Dialect) -> list[Path]:
    """Return the sources of a platform that become programs."""
    folder = bundled(f"ea/MQL{dialect.number}")
    return sorted(folder.glob(f"*/TradeCopy/*{dialect.ending}"))


@pytest.mark.parametrize("platform", PLATFORMS, ids=str)
def test_sources_when_linted_show_no_fault(platform: str) -> None:
    dialect = PLATFORMS[platform]
    included = sources_of(dialect.sources(), bundled("ea"))

    faults = {
        fault
        for program in programs(dialect)
        for fault in faults_of_sources(
            dialect.number, {**included, **sources_of({"": program}, bundled("ea"))}
        )
    }

    assert sorted(faults) == []


@pytest.mark.parametrize("platform", PLATFORMS, ids=str)
def test_list_when_asked_for_a_name_gives_its_page(platform: str) -> None:
    found = pages(PLATFORMS[platform].number)

    # One call that both have with other parameters, and one that each has alone.
    assert {name: found.get(name) for name in ("OrderSend", "SocketRead", "MarketInfo")} == {
        "mt5": {
            "OrderSend": "https://www.mql5.com/en/docs/trading/ordersend",
            "SocketRead": "https://www.mql5.com/en/docs/network/socketread",
            "MarketInfo": None,
        },
        "mt4": {
            "OrderSend": "https://docs.mql4.com/trading/ordersend",
            "SocketRead": None,
            "MarketInfo": "https://docs.mql4.com/marketinformation/marketinfo",
        },
    }[platform]

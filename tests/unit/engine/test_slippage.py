"""Slippage limits adverse moves alone, by the follower's own price before sending (rule C8)."""

from decimal import Decimal

import pytest

from tests.unit.engine.samples import EURUSD
from tests.unit.engine.stop_samples import GOLD, NASDAQ, USDJPY, quote
from tradecopy_desktop.domain.decisions import SkipReason
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.engine.stops.slippage import slipped, worst_price

BUY, SELL = Side.BUY, Side.SELL


@pytest.mark.parametrize(
    ("side", "instrument", "master", "bid", "ask", "most"),
    [
        # Exactly the limit: 20 points of 0.00001.
        (BUY, EURUSD, "1.10000", "1.10010", "1.10020", 20),
        (SELL, EURUSD, "1.10000", "1.09980", "1.09990", 20),
        # Cheaper for a buy, dearer for a sell, however far.
        (BUY, EURUSD, "1.10000", "1.08000", "1.08010", 0),
        (SELL, EURUSD, "1.10000", "1.12000", "1.12010", 0),
        # 30 points of 0.001 and of 0.01; half a point of an index.
        (BUY, USDJPY, "151.500", "151.520", "151.530", 30),
        (SELL, GOLD, "2410.30", "2410.00", "2410.20", 30),
        (BUY, NASDAQ, "18000.00", "18000.25", "18000.50", 50),
    ],
)
def test_c8_price_when_within_the_limit_or_better_then_is_taken(
    side: Side, instrument: Instrument, master: str, bid: str, ask: str, most: int
) -> None:
    at = quote(bid, ask, instrument.name)

    assert slipped(side, Decimal(master), at, instrument, most) is None


@pytest.mark.parametrize(
    ("side", "instrument", "master", "bid", "ask", "most", "text"),
    [
        (BUY, EURUSD, "1.10000", "1.10011", "1.10021", 20, "ask 1.10021 is 21 points"),
        (SELL, EURUSD, "1.10000", "1.09979", "1.09989", 20, "bid 1.09979 is 21 points"),
        # The master's feed has a digit more: half a point is over a limit of 0.
        (BUY, EURUSD, "1.100005", "1.10000", "1.10001", 0, "ask 1.10001 is 0.5 points"),
        (BUY, USDJPY, "151.500", "151.520", "151.531", 30, "ask 151.531 is 31 points"),
        (SELL, GOLD, "2410.30", "2409.99", "2410.20", 30, "bid 2409.99 is 31 points"),
    ],
)
def test_c8_price_when_it_ran_away_then_is_refused_with_figures(
    side: Side, instrument: Instrument, master: str, bid: str, ask: str, most: int, text: str
) -> None:
    at = quote(bid, ask, instrument.name)

    refusal = slipped(side, Decimal(master), at, instrument, most)

    assert refusal == (
        SkipReason.SLIPPED,
        f"the follower's {text} worse than the master's {master}; the route takes at most {most}",
    )


def test_c8_price_when_unknown_then_is_refused_only_where_a_limit_is_set() -> None:
    assert slipped(BUY, Decimal("1.1"), None, EURUSD, None) is None
    assert slipped(BUY, Decimal("1.1"), None, EURUSD, 20) == (
        SkipReason.NO_QUOTE,
        "slippage is limited, and the price of EURUSD is not known",
    )


def test_c8_price_when_no_limit_is_set_then_any_is_taken() -> None:
    assert slipped(BUY, Decimal("1.1"), quote("2.0", "2.1"), EURUSD, None) is None


@pytest.mark.parametrize(
    ("side", "instrument", "master", "most", "expected"),
    [
        (BUY, EURUSD, "1.10000", 20, "1.10020"),
        (SELL, EURUSD, "1.10000", 20, "1.09980"),
        (BUY, USDJPY, "151.500", 30, "151.530"),
        (SELL, GOLD, "2410.30", 0, "2410.30"),
    ],
)
def test_c8_worst_price_when_waited_for_then_is_the_limit_from_the_masters(
    side: Side, instrument: Instrument, master: str, most: int, expected: str
) -> None:
    assert worst_price(side, Decimal(master), instrument, most) == Decimal(expected)

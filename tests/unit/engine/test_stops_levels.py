"""How near a broker lets a stop come, and when it lets nothing be changed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.samples import EURUSD, price
from tests.unit.engine.stop_samples import quote
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.engine.stops.levels import (
    Standing,
    StopKind,
    StopMarket,
    is_frozen,
    judge_stop,
    nearest_allowed,
    standing_text,
    stop_market,
)

AT_110 = stop_market(Side.BUY, EURUSD, quote("1.10000", "1.10010"))
UNKNOWN = stop_market(Side.BUY, EURUSD, None)
FREEZING = replace(EURUSD, freeze_level=20)


@pytest.mark.parametrize(
    ("side", "sl", "tp", "frozen"),
    [
        # A buy is closed at the bid 1.10000: 1.09980 and 1.10020 are 20 points off.
        (Side.BUY, "1.09980", None, True),
        (Side.BUY, "1.09979", None, False),
        (Side.BUY, None, "1.10020", True),
        (Side.BUY, "1.09000", "1.10021", False),
        (Side.BUY, None, None, False),
        # A sell at the ask 1.10010.
        (Side.SELL, "1.10030", None, True),
        (Side.SELL, "1.10031", "1.09989", False),
        (Side.SELL, None, "1.09990", True),
        # A stop that the market is beyond is about to be carried out.
        (Side.BUY, "1.10010", None, True),
    ],
)
def test_freeze_when_the_market_is_within_it_of_a_stop_then_holds(
    side: Side, sl: str | None, tp: str | None, frozen: bool
) -> None:
    at = quote("1.10000", "1.10010")

    assert is_frozen(FREEZING, side, at, price(sl), price(tp)) is frozen


def test_freeze_when_the_broker_has_none_or_no_price_is_known_then_never_holds() -> None:
    at = quote("1.10000", "1.10010")

    assert not is_frozen(EURUSD, Side.BUY, at, price("1.10000"), None)
    assert not is_frozen(FREEZING, Side.BUY, None, price("1.10000"), None)


def test_nearest_stop_when_no_price_is_known_then_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="needs a quote"):
        nearest_allowed(StopKind.STOP_LOSS, stop_market(Side.BUY, EURUSD, None))


@pytest.mark.parametrize("market", [AT_110, UNKNOWN])
@pytest.mark.parametrize(
    ("at", "standing"),
    [("-0.00001", Standing.NO_PRICE), ("0", Standing.NO_PRICE), ("0.00001", Standing.ALLOWED)],
)
def test_sl_when_not_above_zero_then_is_no_price(
    market: StopMarket, at: str, standing: Standing
) -> None:
    assert judge_stop(StopKind.STOP_LOSS, Decimal(at), market) is standing


def test_sl_when_it_is_no_price_then_the_sentence_says_that_alone() -> None:
    said = "an SL at 0 is no price that the broker takes"

    assert standing_text(StopKind.STOP_LOSS, Decimal(0), Standing.NO_PRICE, AT_110) == said
    assert standing_text(StopKind.STOP_LOSS, Decimal(0), Standing.NO_PRICE, UNKNOWN) == said


@pytest.mark.parametrize(("sl", "frozen"), [("1.09999", True), ("1.09998", False)])
def test_stop_when_a_single_point_freezes_then_counts(sl: str, frozen: bool) -> None:
    one = replace(EURUSD, freeze_level=1)

    at = quote("1.10000", "1.10010")

    assert is_frozen(one, Side.BUY, at, price(sl), None) is frozen


@pytest.mark.parametrize(
    ("bid", "standing"), [("0.00050", Standing.NO_PRICE), ("0.00051", Standing.TOO_NEAR)]
)
def test_sl_when_the_nearest_that_is_allowed_is_0_then_is_no_price(
    bid: str, standing: Standing
) -> None:
    market = stop_market(Side.BUY, replace(EURUSD, stops_level=50), quote(bid, "0.00060"))

    assert judge_stop(StopKind.STOP_LOSS, Decimal("0.00002"), market) is standing

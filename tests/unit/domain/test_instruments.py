"""Lots fall on the broker's steps exactly; brokers send zeros for symbols that are dead."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.samples import EURUSD
from tradecopy_desktop.domain.instruments import TradeMode, floor_to_step, nearest_step
from tradecopy_desktop.domain.values import Side


@pytest.mark.parametrize(
    ("lots", "step", "expected"),
    [
        # 29 whole steps; in binary floating point 0.29 / 0.01 is 28.999...
        ("0.29", "0.01", "0.29"),
        ("0.299", "0.01", "0.29"),
        ("0.30", "0.01", "0.3"),
        # 4 whole steps of 0.05 fit into 0.24.
        ("0.24", "0.05", "0.2"),
        ("0.25", "0.05", "0.25"),
        # Odd steps that some brokers have: 3 x 0.03 = 0.09, 7 x 0.07 = 0.49.
        ("0.10", "0.03", "0.09"),
        ("0.55", "0.07", "0.49"),
        ("0.009", "0.01", "0"),
        ("0", "0.01", "0"),
        ("157", "10", "150"),
    ],
)
def test_floor_to_step_when_given_lots_then_is_the_multiple_below(
    lots: str, step: str, expected: str
) -> None:
    assert floor_to_step(Fraction(lots), Decimal(step)) == Decimal(expected)


@pytest.mark.parametrize(
    ("lots", "step", "expected"),
    [
        ("0.29", "0.01", "0.29"),
        ("0.294", "0.01", "0.29"),
        # Halves go up: 0.295 lies between 0.29 and 0.30.
        ("0.295", "0.01", "0.3"),
        ("0.075", "0.05", "0.1"),
        ("0.0749", "0.05", "0.05"),
        ("0.004", "0.01", "0"),
        # 1/3 of 0.50 is 0.1666...
        ("1/6", "0.01", "0.17"),
        ("155", "10", "160"),
    ],
)
def test_nearest_step_when_given_lots_then_is_the_nearest_multiple(
    lots: str, step: str, expected: str
) -> None:
    assert nearest_step(Fraction(lots), Decimal(step)) == Decimal(expected)


def test_lots_when_rounded_then_are_written_without_an_exponent() -> None:
    # 100 normalizes to 1E+2, which no terminal reads.
    assert str(floor_to_step(Fraction(100), Decimal("0.01"))) == "100"
    assert str(nearest_step(Fraction("0.2999"), Decimal("0.01"))) == "0.3"


@pytest.mark.parametrize(("lots", "step"), [("-0.01", "0.01"), ("1", "0"), ("1", "-0.01")])
def test_rounding_when_lots_or_step_make_no_sense_then_is_refused(lots: str, step: str) -> None:
    with pytest.raises(ValueError, match="lots must be >= 0 and step > 0"):
        floor_to_step(Fraction(lots), Decimal(step))
    with pytest.raises(ValueError, match="lots must be >= 0 and step > 0"):
        nearest_step(Fraction(lots), Decimal(step))


@pytest.mark.parametrize(
    ("mode", "buy", "sell"),
    [
        (TradeMode.FULL, True, True),
        (TradeMode.LONG_ONLY, True, False),
        (TradeMode.SHORT_ONLY, False, True),
        (TradeMode.CLOSE_ONLY, False, False),
        (TradeMode.DISABLED, False, False),
    ],
)
def test_trade_mode_when_asked_about_a_side_then_tells_whether_it_may_be_opened(
    mode: TradeMode, buy: bool, sell: bool
) -> None:
    assert mode.allows_opening(Side.BUY) is buy
    assert mode.allows_opening(Side.SELL) is sell


def test_instrument_when_all_grids_are_there_then_is_complete() -> None:
    assert EURUSD.is_complete
    assert replace(EURUSD, lot_max=EURUSD.lot_min).is_complete


@pytest.mark.parametrize("name", ["point", "tick_size", "contract_size", "lot_step", "lot_min"])
def test_instrument_when_a_grid_is_zero_then_is_incomplete(name: str) -> None:
    assert not replace(EURUSD, **{name: Decimal(0)}).is_complete  # type: ignore[arg-type]


def test_instrument_when_its_maximum_is_below_its_minimum_then_is_incomplete() -> None:
    assert not replace(EURUSD, lot_max=Decimal("0.009")).is_complete

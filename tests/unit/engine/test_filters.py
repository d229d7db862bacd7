"""Which openings a route takes; an age on the limit passes (rule C4 keeps closes out of this)."""

from dataclasses import replace

import pytest

from tests.unit.engine.samples import SETTINGS
from tradecopy_desktop.domain.decisions import SkipReason
from tradecopy_desktop.domain.routes import Filters
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.engine.filters import refused_by_filter

ONLY_EURUSD = Filters(symbols_allowed=frozenset({"EURUSD"}))
NO_GOLD = Filters(symbols_denied=frozenset({"XAUUSD"}))
BOTH = Filters(symbols_allowed=frozenset({"XAUUSD"}), symbols_denied=frozenset({"XAUUSD"}))
ONLY_SELLS = Filters(sides=frozenset({Side.SELL}))


@pytest.mark.parametrize(
    ("filters", "symbol", "side", "age_ms", "reason", "detail"),
    [
        (Filters(), "EURUSD", Side.BUY, 0, None, ""),
        (Filters(), "EURUSD", Side.BUY, 5_000, None, ""),
        (
            Filters(),
            "EURUSD",
            Side.BUY,
            5_000.5,
            SkipReason.TOO_OLD,
            "the signal was 5.0 s old, the limit is 5 s",
        ),
        (ONLY_EURUSD, "EURUSD", Side.BUY, 0, None, ""),
        (
            ONLY_EURUSD,
            "XAUUSD",
            Side.BUY,
            0,
            SkipReason.FILTERED_SYMBOL,
            "XAUUSD is not among the symbols of this route",
        ),
        (NO_GOLD, "EURUSD", Side.BUY, 0, None, ""),
        (
            NO_GOLD,
            "XAUUSD",
            Side.BUY,
            0,
            SkipReason.FILTERED_SYMBOL,
            "XAUUSD is excluded from this route",
        ),
        (
            BOTH,
            "XAUUSD",
            Side.BUY,
            0,
            SkipReason.FILTERED_SYMBOL,
            "XAUUSD is excluded from this route",
        ),
        (ONLY_SELLS, "EURUSD", Side.SELL, 0, None, ""),
        (
            ONLY_SELLS,
            "EURUSD",
            Side.BUY,
            0,
            SkipReason.FILTERED_SIDE,
            "this route does not copy buy positions",
        ),
    ],
)
def test_filter_when_asked_about_an_opening_then_tells_the_first_reason_against_it(
    filters: Filters,
    symbol: str,
    side: Side,
    age_ms: float,
    reason: SkipReason | None,
    detail: str,
) -> None:
    settings = replace(SETTINGS, filters=filters)

    refusal = refused_by_filter(settings, symbol=symbol, side=side, age_ms=age_ms)

    assert refusal == (None if reason is None else (reason, detail))

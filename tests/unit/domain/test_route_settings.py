"""Filters, orders, stops and caps: what may be set, and what holds where nothing was set."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.samples import SETTINGS
from tradecopy_desktop.domain.caps import AccountCaps
from tradecopy_desktop.domain.filters import Filters, MagicRange, OrderKind, SessionWindow
from tradecopy_desktop.domain.order_rules import OrderRules
from tradecopy_desktop.domain.recovery_rules import RecoveryRules
from tradecopy_desktop.domain.stop_rules import StopRule, StopRules, StopSource
from tradecopy_desktop.domain.values import Side

EACH_DAY = frozenset(range(7))


def test_magics_when_the_range_is_one_number_then_is_taken_and_when_it_falls_then_not() -> None:
    assert MagicRange(low=7, high=7).high == 7
    with pytest.raises(ValueError, match=r"^a range of magics must rise, was 8 to 7$"):
        MagicRange(low=8, high=7)


@pytest.mark.parametrize("weekdays", [frozenset[int](), frozenset({7}), frozenset({-1, 0})])
def test_window_when_its_weekdays_are_none_or_do_not_exist_then_is_refused(
    weekdays: frozenset[int],
) -> None:
    with pytest.raises(ValueError, match=r"^weekdays must be 0 \(Monday\) to 6, were "):
        SessionWindow(weekdays=weekdays, start=0, end=1)


@pytest.mark.parametrize(("start", "end"), [(0, 1_440), (1_439, 0), (600, 600)])
def test_window_when_within_a_day_then_is_taken(start: int, end: int) -> None:
    window = SessionWindow(weekdays=EACH_DAY, start=start, end=end)

    assert (window.start, window.end) == (start, end)


@pytest.mark.parametrize(("start", "end"), [(-1, 60), (1_440, 60), (60, -1), (60, 1_441)])
def test_window_when_it_leaves_the_day_then_is_refused(start: int, end: int) -> None:
    text = f"^a window must lie within 0 to 1440 minutes, was {start} to {end}$"

    with pytest.raises(ValueError, match=text):
        SessionWindow(weekdays=EACH_DAY, start=start, end=end)


def test_filters_when_nothing_is_set_then_take_both_sides_and_every_kind_of_order() -> None:
    assert Filters().sides == {Side.BUY, Side.SELL}
    assert Filters().order_kinds == {
        OrderKind.MARKET,
        OrderKind.LIMIT,
        OrderKind.STOP,
        OrderKind.STOP_LIMIT,
    }


def test_orders_when_nothing_is_set_then_have_these_values() -> None:
    rules = OrderRules()

    assert rules.one_sided_after_ms == 5_000
    assert rules.wait_ms == 60_000
    assert rules.max_slippage is None
    assert not rules.keep_pendings


def test_orders_when_slippage_or_a_time_is_negative_then_are_refused() -> None:
    least = OrderRules(max_slippage=0, wait_ms=0, one_sided_after_ms=0)

    assert (least.max_slippage, least.wait_ms, least.one_sided_after_ms) == (0, 0, 0)
    with pytest.raises(ValueError, match=r"^slippage must be >= 0 points, was -1$"):
        replace(least, max_slippage=-1)
    with pytest.raises(ValueError, match=r"^wait_ms must be >= 0, was -1$"):
        replace(least, wait_ms=-1)
    with pytest.raises(ValueError, match=r"^one_sided_after_ms must be >= 0, was -1$"):
        replace(least, one_sided_after_ms=-1)


def test_stop_when_fixed_without_a_distance_or_not_fixed_with_one_then_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^points belong to a fixed stop, was fixed with None$"):
        StopRule(source=StopSource.FIXED)
    with pytest.raises(ValueError, match=r"^points belong to a fixed stop, was price with 100$"):
        StopRule(source=StopSource.PRICE, points=100)


@pytest.mark.parametrize("points", [0, -1])
def test_fixed_stop_when_its_distance_is_none_then_is_refused(points: int) -> None:
    assert StopRule(source=StopSource.FIXED, points=1).points == 1
    with pytest.raises(ValueError, match=f"^a fixed stop must be above 0 points, was {points}$"):
        StopRule(source=StopSource.FIXED, points=points)


def test_stops_when_nothing_is_set_then_are_the_masters_prices_and_only_tighten() -> None:
    assert StopRule() == StopRule(source=StopSource.PRICE, points=None, offset=0)
    assert StopRules().stop_loss == StopRule()
    assert StopRules().take_profit == StopRule()
    assert not StopRules().may_loosen


def test_recovery_when_nothing_is_set_then_has_these_values() -> None:
    rules = RecoveryRules()

    assert (rules.late_points, rules.ask_s, rules.close_after_min) == (20, 300, 10)


@pytest.mark.parametrize(
    ("name", "least"), [("late_points", 0), ("ask_s", 1), ("close_after_min", 1)]
)
def test_recovery_when_a_number_is_too_small_then_is_refused(name: str, least: int) -> None:
    smallest = replace(RecoveryRules(), **{name: least})  # type: ignore[arg-type]

    assert getattr(smallest, name) == least
    with pytest.raises(ValueError, match=f"^{name} must be >= {least}, was {least - 1}$"):
        replace(smallest, **{name: least - 1})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["order_lots", "total_lots", "leverage", "min_free_margin"])
@pytest.mark.parametrize("value", ["0", "-1", "NaN", "Infinity"])
def test_cap_when_it_is_not_above_zero_then_is_refused(name: str, value: str) -> None:
    half = replace(AccountCaps(), **{name: Decimal("0.5")})

    assert getattr(half, name) == Decimal("0.5")
    with pytest.raises(ValueError, match=f"^{name} must be above 0, was {value}$"):
        replace(half, **{name: Decimal(value)})


def test_route_when_nothing_else_is_set_then_has_these_values() -> None:
    assert SETTINGS.max_age_ms == 5_000
    assert not SETTINGS.cross_contract
    assert not SETTINGS.reverse
    assert not SETTINGS.literal_lots_confirmed
    assert not SETTINGS.shares_netting

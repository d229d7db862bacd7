"""Rungs of a ladder: when they are reached and left, and from which equity on all is closed."""

from fractions import Fraction

import pytest

from tests.unit.engine.guard.guarded_days import Days, daily, ladder, limit, money
from tradecopy_desktop.domain.guarding import Ladder, Limit, Rung
from tradecopy_desktop.domain.limits import (
    DrawdownLimit,
    LossLimit,
    Period,
    ProfitTarget,
    Rule,
    Trail,
)
from tradecopy_desktop.engine.guard.ladder import floor_of, rung_of

FINE, WARN, CLOSE_ONLY, FLATTEN = Rung.FINE, Rung.WARN, Rung.CLOSE_ONLY, Rung.FLATTEN


@pytest.mark.parametrize(
    ("percent", "rung"),
    [
        ("-20", FINE),
        ("69.999999999", FINE),
        ("70", WARN),
        ("89.9", WARN),
        ("90", CLOSE_ONLY),
        ("99.999999999", CLOSE_ONLY),
        ("100", FLATTEN),
        ("250", FLATTEN),
    ],
)
def test_rung_when_its_percent_is_reached_then_is_taken(percent: str, rung: Rung) -> None:
    assert rung_of(Ladder(), Fraction(percent), FINE) is rung


@pytest.mark.parametrize(
    ("before", "percent", "rung"),
    [
        (WARN, "65.1", WARN),
        (WARN, "65", FINE),
        (CLOSE_ONLY, "85.1", CLOSE_ONLY),
        (CLOSE_ONLY, "85", WARN),
        (CLOSE_ONLY, "65", FINE),
        # What was never reached is not taken on the way up.
        (FINE, "69", FINE),
        (WARN, "86", WARN),
    ],
)
def test_rung_when_undercut_by_5_points_then_is_left(
    before: Rung, percent: str, rung: Rung
) -> None:
    assert rung_of(Ladder(), Fraction(percent), before) is rung


def test_flatten_when_reached_then_is_never_left_by_itself() -> None:
    assert rung_of(Ladder(), Fraction(0), FLATTEN) is FLATTEN
    assert rung_of(Ladder(), None, FLATTEN) is FLATTEN


def test_rung_when_left_out_then_is_passed_over() -> None:
    assert rung_of(ladder(None, None, "80"), Fraction(79), FINE) is FINE
    assert rung_of(ladder(None, None, "80"), Fraction(80), FINE) is FLATTEN
    assert rung_of(ladder("50", None, None), Fraction(300), FINE) is WARN
    assert rung_of(ladder("50", "60", None), Fraction(300), FINE) is CLOSE_ONLY


def test_flatten_when_all_may_be_used_then_only_more_is_flattened() -> None:
    assert rung_of(Ladder(), Fraction(100), FINE, above=True) is CLOSE_ONLY
    assert rung_of(Ladder(), Fraction("100.01"), FINE, above=True) is FLATTEN
    assert rung_of(Ladder(), Fraction(90), FINE, above=True) is CLOSE_ONLY


@pytest.mark.parametrize(
    ("steps", "before", "rung"),
    [
        (Ladder(), FINE, CLOSE_ONLY),
        (Ladder(), WARN, CLOSE_ONLY),
        (ladder(None, None, "100"), FINE, CLOSE_ONLY),
        (ladder("70", None, None), FINE, WARN),
    ],
)
def test_rung_when_the_figures_are_unknown_then_opens_nothing_and_closes_nothing(
    steps: Ladder, before: Rung, rung: Rung
) -> None:
    assert rung_of(steps, None, before) is rung


def floor_with(*limits: Limit) -> str | None:
    """Return from which equity on everything is closed, on an account of 10 000."""
    floor = floor_of(Days(*limits).see("2026-03-02 12:00", "10000").stands)
    return None if floor is None else f"{floor.normalize():f}"


@pytest.mark.parametrize(
    ("flatten", "floor"),
    # Of 1 000: all of it, 80 % of it, 110 % of it, and never.
    [("100", "9000"), ("80", "9200"), ("110", "8900"), (None, None)],
)
def test_g5_floor_when_flattened_at_so_many_percent_then_is_that_equity(
    flatten: str | None, floor: str | None
) -> None:
    assert floor_with(limit(daily("1000"), ladder=ladder("1", None, flatten))) == floor


def test_g5_floor_when_there_are_several_limits_then_is_the_highest() -> None:
    trailing = DrawdownLimit(trail=Trail.EQUITY, amount=money("700"))

    assert floor_with(
        limit(daily("1000"), "a"), limit(trailing, "b"), limit(daily("900"), "c")
    ) == ("9300")


@pytest.mark.parametrize(
    "rule",
    [
        daily("1000", floating=False),
        ProfitTarget(period=Period.DAY, amount=money("1000")),
        LossLimit(period=Period.DAY, amount=money("1000"), floating=False),
    ],
)
def test_g5_floor_when_no_equity_breaks_a_limit_then_is_none(rule: Rule) -> None:
    assert floor_with(limit(rule)) is None

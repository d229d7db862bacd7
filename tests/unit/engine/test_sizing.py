"""Lots of openings and reductions, worked out by hand (rules S1 to S6, C11)."""

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.samples import EURUSD, with_step
from tradecopy_desktop.domain.decisions import SkipReason
from tradecopy_desktop.domain.sizing import AboveMaximum, BelowMinimum, Remainder, VolumeRules
from tradecopy_desktop.engine.sizing.steps import (
    Bounded,
    Bounds,
    Held,
    bound_order,
    lots_to_open,
    reduced_target,
    split_lots,
)

MINIMUM = VolumeRules(below_minimum=BelowMinimum.MINIMUM)


def _bounded(
    asked: str,
    *,
    exact: str = "0",
    target: str = "0",
    step: str = "0.01",
    low: str | None = None,
    high: str = "100",
    rules: VolumeRules | None = None,
    min_lots: str | None = None,
    max_lots: str | None = None,
    never_up: bool = False,
) -> Bounded:
    return bound_order(
        Fraction(asked),
        Held(exact=Fraction(exact), target=Decimal(target)),
        Bounds(
            instrument=with_step(step, low=low, high=high),
            rules=rules or VolumeRules(),
            min_lots=Decimal(min_lots) if min_lots else None,
            max_lots=Decimal(max_lots) if max_lots else None,
            never_up=never_up,
        ),
    )


def _opened(
    worth: str, *, exact: str = "0", target: str = "0", step: str = "0.01", low: str | None = None
) -> Decimal:
    held = Held(exact=Fraction(exact), target=Decimal(target))
    return lots_to_open(held, Fraction(worth), with_step(step, low=low))


@pytest.mark.parametrize(
    ("worth", "step", "expected"),
    [
        # Binary floats make 28 steps of it.
        ("0.29", "0.01", "0.29"),
        ("0.029", "0.01", "0.02"),
        ("0.175", "0.01", "0.17"),
        # 0.14 at steps of 0.05: two whole steps.
        ("0.14", "0.05", "0.1"),
        ("0.05", "0.05", "0.05"),
        # A third of 0.9 is 0.3 exactly, which a division in decimals misses.
        ("9/30", "0.1", "0.3"),
        ("3.999999", "1", "3"),
    ],
)
def test_opening_when_cut_to_the_grid_then_is_rounded_down_to_whole_steps(
    worth: str, step: str, expected: str
) -> None:
    assert _opened(worth, step=step) == Decimal(expected)


def test_copy_when_nothing_was_opened_then_stands_at_nothing() -> None:
    assert Held() == Held(exact=Fraction(0), target=Decimal(0))


def test_bounds_when_nothing_is_said_of_rounding_then_the_minimum_may_be_taken() -> None:
    bounds = Bounds(instrument=EURUSD, rules=MINIMUM, min_lots=None, max_lots=None)

    assert bound_order(Fraction("0.009"), Held(), bounds).lots == Fraction("0.01")


def test_opening_when_the_minimum_lies_between_two_steps_then_the_step_above_it_is_the_least() -> (
    None
):
    # Steps of 0.05 and a minimum of 0.14: 0.10 is too little, 0.15 is the first that can be sent.
    assert _opened("0.149", step="0.05", low="0.14") == 0
    assert _opened("0.15", step="0.05", low="0.14") == Decimal("0.15")
    assert with_step("0.05", low="0.14").smallest == Decimal("0.15")


def test_order_when_within_all_bounds_then_keeps_its_exact_lots_and_says_how_it_is_cut() -> None:
    bounded = _bounded("0.029")

    assert bounded.lots == Fraction("0.029")
    assert bounded.refusal is None
    assert [(step.rule, step.text, step.result) for step in bounded.steps] == [
        ("round down", "to a multiple of 0.01: 0.02", "0.02")
    ]
    assert bounded.steps[0].inputs == (("lots", "0.029"), ("step", "0.01"))


def test_order_when_below_the_minimum_then_is_refused_and_never_rounded_up() -> None:
    tiny, small = _bounded("0.009"), _bounded("0.04", low="0.05")

    assert tiny.refusal == (SkipReason.BELOW_MINIMUM, "0 is below the broker's minimum 0.01")
    assert small.refusal == (SkipReason.BELOW_MINIMUM, "0.04 is below the broker's minimum 0.05")
    assert tiny.lots == small.lots == 0
    assert small.steps[-1].text == "0.04 is below the broker's minimum 0.05"


def test_order_when_exactly_the_minimum_then_is_taken() -> None:
    assert _bounded("0.05", low="0.05").refusal is None


def test_order_when_below_the_minimum_and_the_trader_takes_the_minimum_then_is_the_minimum() -> (
    None
):
    bounded = _bounded("0.009", low="0.05", rules=MINIMUM)

    assert bounded.lots == Fraction("0.05")
    assert bounded.steps[-1].text == "0 is below the broker's minimum 0.05; the minimum is taken"


def test_order_when_raised_to_the_minimum_then_comes_on_top_of_what_is_held() -> None:
    # 1.004 exact lots make 1.00; 0.003 more would make none. Up to 1.05: 0.046 more.
    bounded = _bounded("0.003", exact="1.004", target="1", low="0.05", rules=MINIMUM)

    assert bounded.lots == Fraction("0.046")


def test_order_when_the_minimum_is_too_many_times_the_size_then_is_refused() -> None:
    rules = VolumeRules(
        below_minimum=BelowMinimum.MINIMUM_WITHIN_RISK, risk_coefficient=Decimal("2.5")
    )

    # 0.05 is 2.5 times 0.02, and more than 2.5 times 0.019.
    assert _bounded("0.02", low="0.05", rules=rules).lots == Fraction("0.05")
    refused = _bounded("0.019", low="0.05", rules=rules)
    assert refused.lots == 0
    assert refused.refusal == (
        SkipReason.BELOW_MINIMUM,
        "0.01 is below the broker's minimum 0.05, and that would be 2.63157895 times the size, "
        "at most 2.5",
    )


def test_s6_order_of_a_converted_contract_when_below_the_minimum_then_is_never_raised() -> None:
    bounded = _bounded("0.7", step="1", rules=MINIMUM, never_up=True)

    assert bounded.refusal == (
        SkipReason.BELOW_MINIMUM,
        "0 is below the broker's minimum 1; a converted contract is never rounded up",
    )


def test_order_when_the_minimum_is_above_the_routes_maximum_then_is_refused() -> None:
    bounded = _bounded("0.01", low="0.10", max_lots="0.05", rules=MINIMUM)

    assert bounded.refusal is not None
    assert bounded.refusal[1] == (
        "0.01 is below the broker's minimum 0.1 and that is above the route's maximum"
    )


def test_order_when_the_minimum_is_the_routes_maximum_then_is_taken() -> None:
    assert _bounded("0.01", low="0.10", max_lots="0.10", rules=MINIMUM).lots == Fraction("0.10")


def test_order_when_nothing_is_asked_for_then_no_choice_makes_lots_of_it() -> None:
    assert _bounded("0", rules=MINIMUM).refusal is not None


def test_order_when_below_the_routes_own_minimum_then_is_refused() -> None:
    assert _bounded("0.50", min_lots="0.50").refusal is None
    refused = _bounded("0.49", min_lots="0.50")
    assert refused.refusal == (
        SkipReason.BELOW_MINIMUM,
        "0.49 is below the route's minimum 0.5",
    )


@pytest.mark.parametrize(
    ("high", "max_lots", "expected"),
    [
        ("5", None, "5"),
        ("5", "2", "2"),
        ("5", "7", "5"),
        # The route's cap of 0.255 holds 25 steps of 0.01.
        ("5", "0.255", "0.25"),
        ("100", "10", "10"),
    ],
)
def test_c11_order_when_above_a_cap_then_is_cut_to_the_smaller_one(
    high: str, max_lots: str | None, expected: str
) -> None:
    assert _bounded("10", high=high, max_lots=max_lots).lots == Fraction(expected)


def test_c11_order_when_cut_then_says_by_whom() -> None:
    assert [step.text for step in _bounded("10", max_lots="2").steps] == [
        "to a multiple of 0.01: 10",
        "at most 2 by the route: 2",
    ]
    assert _bounded("10", high="5").steps[-1].text == "at most 5 by the broker: 5"
    # Of two that are alike the broker's counts: no setting lifts it.
    both = _bounded("10", high="5", max_lots="5")
    assert both.steps[-1].text == "at most 5 by the broker: 5"


def test_c11_order_when_as_large_as_the_cap_then_is_not_cut_and_keeps_its_dust() -> None:
    bounded = _bounded("10.004", max_lots="10")

    # Whole steps of it are 10.00; the 0.004 wait for the next order.
    assert bounded.lots == Fraction("10.004")
    assert [step.rule for step in bounded.steps] == ["round down"]


def test_c11_order_when_split_then_the_brokers_maximum_does_not_cut_it() -> None:
    rules = VolumeRules(above_maximum=AboveMaximum.SPLIT)

    assert _bounded("12.5", high="5", rules=rules).lots == Fraction("12.5")
    assert _bounded("12.5", high="5", rules=rules, max_lots="7").lots == 7


def test_c11_cap_when_dust_is_held_then_the_capped_order_still_opens_whole_steps() -> None:
    # 1.004 exact lots are 1.00; at most 2 more brings 3.00, so 1.996 exact ones.
    bounded = _bounded("10", exact="1.004", target="1", max_lots="2")

    assert bounded.lots == Fraction("1.996")


def test_c11_split_when_above_the_brokers_maximum_then_is_several_orders() -> None:
    five = with_step("0.01", high="5")

    assert split_lots(Decimal("12.5"), five) == (Decimal(5), Decimal(5), Decimal("2.5"))
    assert split_lots(Decimal(5), five) == (Decimal(5),)
    # 2.3 is no multiple of 0.3. 2.4 would be nearer to it; 2.1 is allowed.
    assert split_lots(Decimal("4.5"), with_step("0.3", high="2.3")) == (
        Decimal("2.1"),
        Decimal("2.1"),
        Decimal("0.3"),
    )


def test_c11_split_when_the_last_piece_is_below_the_minimum_then_it_is_left_out() -> None:
    five = with_step("0.01", low="0.05", high="5")

    assert split_lots(Decimal("5.02"), five) == (Decimal(5),)
    assert split_lots(Decimal("0.04"), five) == ()


def test_s2_order_when_filled_in_parts_then_ends_where_one_fill_ends() -> None:
    # 3 + 4 + 3 at ratio 0.1 and step 0.5: 0.3 -> 0, 0.7 -> 0.5, 1.0 -> 1.0.
    parts = [
        _opened("0.3", step="0.5"),
        _opened("0.7", step="0.5"),
        _opened("0.3", exact="0.7", target="0.5", step="0.5"),
    ]

    assert parts == [0, Decimal("0.5"), Decimal("0.5")]


def test_s2_order_of_3_4_3_when_each_fill_is_copied_then_makes_exactly_one_lot() -> None:
    # A tenth of 3, 7 and 10 lots: 0.3, then 0.4 more, then 0.3 more.
    parts = [
        _opened("0.3"),
        _opened("0.4", exact="0.3", target="0.3"),
        _opened("0.3", exact="0.7", target="0.7"),
    ]

    assert parts == [Decimal("0.3"), Decimal("0.4"), Decimal("0.3")]


def test_s2_addition_when_the_dust_held_is_more_than_half_a_step_then_is_not_counted_twice() -> (
    None
):
    # 0.016 made 0.01; 0.004 more makes 0.020, that is another 0.01.
    assert _opened("0.004", exact="0.016", target="0.01") == Decimal("0.01")


def test_s3_addition_when_lots_are_held_that_a_reduction_rounded_up_then_counts_them() -> None:
    # Step 0.1: master 0.95 left a copy of 1.0. Another 0.05 makes 1.00, which is there already.
    assert _opened("0.05", exact="0.95", target="1.0", step="0.1") == 0
    # Another 0.20 makes 1.15, that is 1.1: one step more.
    assert _opened("0.20", exact="0.95", target="1.0", step="0.1") == Decimal("0.1")


def test_s3_addition_when_more_is_held_than_prescribed_then_is_zero_and_not_negative() -> None:
    # The minimum of 0.10 was kept where 0.01 is due; 0.015 asks for less still.
    assert _opened("0.005", exact="0.01", target="0.10") == 0
    assert _bounded("0.005", exact="0.01", target="0.10").steps[0].result == "0"


def test_s4_addition_when_the_copy_was_reduced_by_hand_then_only_the_new_part_is_opened() -> None:
    # 1.00 was reduced to 0.40 by hand; the master's next 0.50 gives 0.50, the 0.60 stays away.
    assert _opened("0.50", exact="1", target="0.40") == Decimal("0.5")


def test_s4_partial_close_when_less_than_the_minimum_would_stay_then_is_the_traders_choice() -> (
    None
):
    # 0.15 x 0.5 = 0.075 at a minimum of 0.10: kept at the minimum, or closed.
    kept, closed = (
        reduced_target(
            base=Fraction("0.15"),
            accepted=Fraction(1, 2),
            original=Fraction(1),
            target=Decimal("0.15"),
            instrument=with_step("0.01", low="0.10"),
            remainder=remainder,
        )
        for remainder in (Remainder.KEEP_MINIMUM, Remainder.CLOSE)
    )

    assert (kept, closed) == (Decimal("0.10"), Decimal(0))


@pytest.mark.parametrize(
    ("base", "accepted", "original", "target", "step", "low", "expected"),
    [
        # Half of 1.00.
        ("1", "0.5", "1", "1", "0.01", "0.01", "0.5"),
        # 0.25 x 0.5 / 1 = 0.125: halves go up to 0.13.
        ("0.25", "0.5", "1", "0.25", "0.01", "0.01", "0.13"),
        # 0.25 x 0.49 = 0.1225: nearest is 0.12.
        ("0.25", "0.49", "1", "0.25", "0.01", "0.01", "0.12"),
        # Keep the minimum: 0.02 x 0.1 = 0.002 would be 0.
        ("0.02", "0.1", "1", "0.02", "0.01", "0.01", "0.01"),
        # A minimum of 0.10 with steps of 0.01: 0.15 x 0.5 = 0.075 stays at 0.10.
        ("0.15", "0.5", "1", "0.15", "0.01", "0.10", "0.1"),
        # The master's last piece goes: nothing is kept.
        ("0.02", "0", "1", "0.02", "0.01", "0.01", "0"),
        # Never above the present target, which a hand reduction left below the minimum.
        ("1", "0.9", "1", "0.05", "0.01", "0.10", "0.05"),
        # 1/3 x 2/3 of steps of 0.05: 0.2222 is nearest to 0.20.
        ("1/3", "2/3", "1", "0.30", "0.05", "0.05", "0.2"),
    ],
)
def test_s4_partial_close_when_followed_then_leaves_the_nearest_step(
    base: str, accepted: str, original: str, target: str, step: str, low: str, expected: str
) -> None:
    kept = reduced_target(
        base=Fraction(base),
        accepted=Fraction(accepted),
        original=Fraction(original),
        target=Decimal(target),
        instrument=with_step(step, low=low),
    )

    assert kept == Decimal(expected)


def test_s4_partial_closes_when_many_then_round_the_whole_and_not_each_step() -> None:
    # 0.10 in ten tenths of the master: 9, 8 ... 1, 0 steps. Rounding each step would drift.
    tenths = [
        reduced_target(
            base=Fraction("0.1"),
            accepted=Fraction(10 - step, 10),
            original=Fraction(1),
            target=Decimal("0.10"),
            instrument=EURUSD,
        )
        for step in range(1, 11)
    ]

    assert [lots * 100 for lots in tenths] == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]

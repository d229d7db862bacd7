"""Lots of openings and reductions, worked out by hand (rules S1 to S4)."""

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.samples import EURUSD, lots, with_step
from tradecopy_desktop.domain.routes import Multiplier, SameLots
from tradecopy_desktop.engine.sizing import Growth, ratio_of, reduced_target, size_growth


def _growth(
    ratio: str,
    added: str,
    *,
    accepted: str = "0",
    target: str = "0",
    step: str = "0.01",
    low: str | None = None,
    high: str = "100",
    max_lots: str | None = None,
) -> Growth:
    return size_growth(
        ratio=Fraction(ratio),
        accepted=Fraction(accepted),
        added=Decimal(added),
        target=Decimal(target),
        instrument=with_step(step, low=low, high=high),
        max_lots=lots(max_lots) if max_lots else None,
    )


def test_s1_ratio_when_same_lots_then_is_one_whatever_a_lot_is_worth() -> None:
    assert ratio_of(SameLots()) == 1


def test_s1_ratio_when_multiplier_then_is_the_factor_exactly() -> None:
    assert ratio_of(Multiplier(factor=Decimal("0.1"))) == Fraction(1, 10)


@pytest.mark.parametrize(
    ("ratio", "added", "step", "expected"),
    [
        ("1", "0.29", "0.01", "0.29"),
        # 0.10 x 0.29 = 0.029: down to 0.02.
        ("0.1", "0.29", "0.01", "0.02"),
        # 2.5 x 0.07 = 0.175: down to 0.17.
        ("2.5", "0.07", "0.01", "0.17"),
        # 1 x 0.14 at steps of 0.05: two whole steps.
        ("1", "0.14", "0.05", "0.1"),
        ("1", "0.05", "0.05", "0.05"),
        # A third: 0.9 / 3 = 0.3 exactly, which binary floats miss.
        ("1/3", "0.9", "0.1", "0.3"),
    ],
)
def test_opening_when_sized_then_is_rounded_down_to_the_step(
    ratio: str, added: str, step: str, expected: str
) -> None:
    assert _growth(ratio, added, step=step).lots == Decimal(expected)


def test_opening_when_sized_then_says_how() -> None:
    growth = _growth("0.1", "0.29")

    assert [(step.rule, step.text) for step in growth.steps] == [
        ("size", "0.29 x 0.1"),
        ("round down", "to a multiple of 0.01: 0.02"),
    ]


def test_opening_when_the_ratio_is_whole_then_is_explained_without_a_point() -> None:
    assert _growth("2", "0.10").steps[0].text == "0.10 x 2"


def test_opening_when_below_the_minimum_then_is_zero_and_never_rounded_up() -> None:
    # 0.1 x 0.09 = 0.009, less than one step; 0.04 is four steps but below a minimum of 0.05.
    tiny, small = _growth("0.1", "0.09"), _growth("1", "0.04", low="0.05")

    assert tiny.lots == 0
    assert tiny.steps[-1].text == "0 is below the broker's minimum 0.01"
    assert small.lots == 0
    assert small.steps[-1].text == "0.04 is below the broker's minimum 0.05"


def test_opening_when_exactly_the_minimum_then_is_taken() -> None:
    assert _growth("1", "0.05", low="0.05").lots == Decimal("0.05")


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
def test_c11_opening_when_above_a_cap_then_is_cut_to_the_smaller_one(
    high: str, max_lots: str | None, expected: str
) -> None:
    assert _growth("1", "10", high=high, max_lots=max_lots).lots == Decimal(expected)


def test_c11_opening_when_cut_then_says_so() -> None:
    # Twice 5.00 is 10 lots, the route allows 2.
    capped = _growth("2", "5.00", max_lots="2")

    assert [step.text for step in capped.steps] == [
        "5.00 x 2",
        "to a multiple of 0.01: 10",
        "at most 2: 2",
    ]


def test_opening_when_the_route_allows_less_than_the_minimum_then_is_zero() -> None:
    assert _growth("1", "1", low="0.10", max_lots="0.05").lots == 0


def test_s2_order_when_filled_in_parts_then_ends_where_one_fill_ends() -> None:
    # 3 + 4 + 3 at ratio 0.1 and step 0.5: targets 0.3 -> 0, 0.7 -> 0.5, 1.0 -> 1.0.
    parts = [
        _growth("0.1", "3", step="0.5").lots,
        _growth("0.1", "4", accepted="3", step="0.5").lots,
        _growth("0.1", "3", accepted="7", target="0.5", step="0.5").lots,
    ]

    assert parts == [0, Decimal("0.5"), Decimal("0.5")]
    assert _growth("0.1", "10", step="0.5").lots == 1


def test_s2_order_of_3_4_3_when_each_fill_is_copied_then_makes_exactly_one_lot() -> None:
    # A tenth of 3, 7 and 10 lots: 0.3, then 0.4 more, then 0.3 more.
    parts = [
        _growth("0.1", "3").lots,
        _growth("0.1", "4", accepted="3", target="0.3").lots,
        _growth("0.1", "3", accepted="7", target="0.7").lots,
    ]

    assert parts == [Decimal("0.3"), Decimal("0.4"), Decimal("0.3")]


def test_s3_addition_when_lots_are_held_that_a_reduction_rounded_up_then_counts_them() -> None:
    # Step 0.1: master 0.95 left a copy of 1.0. Another 0.05 makes 1.00, which is there already.
    assert _growth("1", "0.05", accepted="0.95", target="1.0", step="0.1").lots == 0
    # Another 0.20 makes 1.15, that is 1.1: one step more.
    assert _growth("1", "0.20", accepted="0.95", target="1.0", step="0.1").lots == Decimal("0.1")


def test_s3_addition_when_more_is_held_than_prescribed_then_is_zero_and_not_negative() -> None:
    # The minimum of 0.10 was kept where 0.1 x 0.10 asks for 0.01; 0.1 x 0.15 asks for less still.
    growth = _growth("0.1", "0.05", accepted="0.10", target="0.10")

    assert growth.lots == 0
    assert growth.steps[1].text == "to a multiple of 0.01: 0"


def test_s4_addition_when_the_copy_was_reduced_by_hand_then_only_the_new_part_is_opened() -> None:
    # 1.00 was reduced to 0.40 by hand; the master's next 0.50 gives 0.50, the 0.60 stays away.
    assert _growth("1", "0.50", accepted="1", target="0.40").lots == Decimal("0.5")


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

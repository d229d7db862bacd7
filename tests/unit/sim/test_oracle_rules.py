"""Bounds and choices around a size, worked out by hand. Rules S2, S3, S4, S6, C2, C11."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from tests.unit.sim.market import D
from tests.unit.sim.oracle_runs import (
    FOLLOWER,
    HEDGING,
    MASTER,
    NETTING,
    account,
    counted,
    deals,
    judged,
    one_route,
)
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.sizing import (
    AboveMaximum,
    BelowMinimum,
    FixedLots,
    FurtherOrders,
    Multiplier,
    Remainder,
    SameLots,
    SymbolOverride,
    VolumeRules,
)
from tradecopy_desktop.sim.oracle import judge

ONE_LOT = FixedLots(lots=D("1.00"))
FILLED_3_4_3 = """
    0  17 17 buy  in  0.03 whole=0.10
    3  17 17 buy  in  0.04 whole=0.10
    6  17 17 buy  in  0.03 whole=0.10
    20 17 18 sell out 0.10"""


def test_order_when_filled_3_4_3_shares_its_fixed_lot() -> None:
    follower = """
        0.2  501 501 buy  in  0.30 | i1 c1 17
        3.2  501 502 buy  in  0.40 | i2 c1 17
        6.2  501 503 buy  in  0.30 | i3 c1 17
        20.2 501 504 sell out 1.00 | i4 c1 17"""

    verdict = judged((NETTING, FILLED_3_4_3), (NETTING, follower), sizing=ONE_LOT)

    assert counted(verdict) == {"events": 4, "prescribed": 4, "copies": 4}


def test_order_when_each_fill_got_the_whole_size_is_found() -> None:
    follower = """
        0.2  501 501 buy  in  1.00 | i1 c1 17
        3.2  501 502 buy  in  1.00 | i2 c1 17
        6.2  501 503 buy  in  1.00 | i3 c1 17
        20.2 501 504 sell out 3.00 | i4 c1 17"""

    verdict = judged((NETTING, FILLED_3_4_3), (NETTING, follower), sizing=ONE_LOT)

    assert counted(verdict) == {"events": 4, "prescribed": 4, "copies": 1, "wrong_volume": 3}


# One lot for 0.10; half of that volume again; then a third of all is closed.
TWO_ORDERS = """
    0  17 17 buy  in  0.10
    3  17 18 buy  in  0.05
    20 17 19 sell out 0.05"""


@pytest.mark.parametrize(
    ("choice", "added", "closed", "skipped"),
    [
        (FurtherOrders.RATIO, "0.50", "0.50", 0),  # 1.50, left two thirds: 1.00
        (FurtherOrders.ANEW, "1.00", "0.67", 0),  # 2.00, left two thirds: 1.3333
        (FurtherOrders.IGNORE, "", "0.33", 1),  # 1.00, left two thirds: 0.6667
    ],
)
def test_further_order_when_it_comes_is_sized_as_the_route_says(
    choice: FurtherOrders, added: str, closed: str, skipped: int
) -> None:
    lines = [
        "0.2 501 501 buy in 1.00 | i1 c1 17",
        f"3.2 501 502 buy in {added} | i2 c1 17" if added else "",
        f"20.2 501 503 sell out {closed} | i3 c1 17",
    ]

    verdict = judged(
        (NETTING, TWO_ORDERS),
        (NETTING, "\n".join(lines)),
        sizing=ONE_LOT,
        volume=VolumeRules(further_orders=choice),
    )

    assert (verdict.copies, verdict.prescribed) == (3 - skipped, 3 - skipped)
    assert (verdict.wrong_volume, verdict.skipped_expected) == (0, skipped)


@pytest.mark.parametrize(
    ("choice", "factor", "opens"),
    [
        (BelowMinimum.SKIP, "0.37", False),  # 0.0074
        (BelowMinimum.MINIMUM, "0.01", True),
        (BelowMinimum.MINIMUM_WITHIN_RISK, "0.25", True),  # 0.005: the minimum is twice that
        (BelowMinimum.MINIMUM_WITHIN_RISK, "0.24", False),  # 0.0048: more than twice
    ],
)
def test_order_when_below_the_minimum_is_treated_as_chosen(
    choice: BelowMinimum, factor: str, *, opens: bool
) -> None:
    verdict = judged(
        (HEDGING, "0 17 17 buy in 0.02"),
        (HEDGING, "0.2 501 501 buy in 0.01 | i1 c1 17"),
        factor,
        volume=VolumeRules(below_minimum=choice),
    )

    assert verdict.exact is opens
    assert verdict.skipped_expected == (0 if opens else 1)


@pytest.mark.parametrize(
    ("volume", "lots"), [("0.16", "0.15"), ("0.15", "0.15"), ("0.149", ""), ("0.24", "0.20")]
)
def test_minimum_when_between_two_steps_is_the_next_step(volume: str, lots: str) -> None:
    follower = f"0.2 501 501 buy in {lots} | i1 c1 17" if lots else ""

    verdict = judged(
        (HEDGING, f"0 17 17 buy in {volume}"), (HEDGING, follower), limits=("0.14", "0.05", "100")
    )

    assert verdict.exact
    assert (verdict.copies, verdict.skipped_expected) == ((1, 0) if lots else (0, 1))


def test_remainder_when_the_minimum_lies_between_two_steps_keeps_the_next_step() -> None:
    # 1.00 of 1.00; left 0.10 of it: 0.10 is below 0.14, so 0.15 stay until the last piece.
    master = """
        0  17 17 buy  in  1.00
        10 17 18 sell out 0.90
        20 17 19 sell out 0.10"""
    follower = """
        0.2  501 501 buy  in  1.00 | i1 c1 17
        10.2 501 502 sell out 0.85 | i2 c1 17
        20.2 501 503 sell out 0.15 | i3 c1 17"""

    verdict = judged((HEDGING, master), (HEDGING, follower), limits=("0.14", "0.05", "100"))

    assert counted(verdict) == {"events": 3, "prescribed": 3, "copies": 3}


def test_fills_when_too_small_wait_for_the_next_one() -> None:
    # Step and minimum 0.1. 0.05 waits, 0.05 more are 0.1; 0.15 more are 0.25, down to 0.2.
    # The master's 0.25 go to 0.10: 0.2 * 0.4 = 0.08, nearest 0.1: one step is closed.
    master = """
        0  17 17 buy  in  0.05 whole=0.25
        3  17 17 buy  in  0.05 whole=0.25
        6  17 17 buy  in  0.15 whole=0.25
        20 17 18 sell out 0.15"""
    follower = """
        3.2  501 501 buy  in  0.1 | i1 c1 17
        6.2  501 502 buy  in  0.1 | i2 c1 17
        20.2 501 503 sell out 0.1 | i3 c1 17"""

    verdict = judged((NETTING, master), (NETTING, follower), limits=("0.1", "0.1", "100"))

    assert counted(verdict) == {"events": 4, "prescribed": 3, "copies": 3}


def test_order_when_above_the_routes_most_lots_is_cut_and_its_ratio_too() -> None:
    # 0.50 is cut to 0.20, which makes 0.4 a lot; 0.25 more are 0.10.
    master = "0 17 17 buy in 0.50 \n 3 17 18 buy in 0.25"
    follower = "0.2 501 501 buy in 0.20 | i1 c1 17 \n 3.2 501 502 buy in 0.10 | i2 c1 17"

    verdict = judged((NETTING, master), (NETTING, follower), volume=VolumeRules(max_lots=D("0.20")))

    assert counted(verdict) == {"events": 2, "prescribed": 2, "copies": 2}


def test_order_when_below_the_routes_least_lots_is_not_owed() -> None:
    rules = VolumeRules(min_lots=D("0.10"), below_minimum=BelowMinimum.MINIMUM)

    verdict = judged((HEDGING, "0 17 17 buy in 0.09"), (HEDGING, ""), volume=rules)

    assert counted(verdict) == {"events": 1, "skipped_expected": 1}


def test_order_when_split_comes_in_orders_that_the_broker_takes() -> None:
    follower = """
        0.2 501 501 buy in 0.5 | i1 c1 17
        0.3 502 502 buy in 0.5 | i2 c1 17
        0.4 503 503 buy in 0.2 | i3 c1 17"""

    verdict = judged(
        (HEDGING, "0 17 17 buy in 1.2"),
        (HEDGING, follower),
        limits=("0.1", "0.1", "0.5"),
        volume=VolumeRules(above_maximum=AboveMaximum.SPLIT),
    )

    assert counted(verdict) == {"events": 1, "prescribed": 1, "copies": 1}


def test_remainder_when_the_route_closes_it_ends_the_copy_and_a_new_order_begins_another() -> None:
    # 0.10 * 0.2 = 0.02; left 0.02: 0.004, nearest 0: all goes. 0.10 more: 0.02 of order 19.
    master = """
        0  17 17 buy  in  0.10
        10 17 18 sell out 0.08
        20 17 19 buy  in  0.10
        30 17 20 sell out 0.12"""
    follower = """
        0.2  501 501 buy  in  0.02 | i1 c1 17
        10.2 501 502 sell out 0.02 | i2 c1 17
        20.2 503 503 buy  in  0.02 | i3 c2 19
        30.2 503 504 sell out 0.02 | i4 c2 19"""

    verdict = judged(
        (NETTING, master), (NETTING, follower), "0.2", volume=VolumeRules(remainder=Remainder.CLOSE)
    )

    assert counted(verdict) == {"events": 4, "prescribed": 4, "copies": 4}


def test_symbol_when_it_has_settings_of_its_own_is_sized_by_them() -> None:
    # Gold: doubled, 0.08 at the most. EURUSD: the route's fixed lots.
    gold = SymbolOverride(symbol="XAUUSD", sizing=Multiplier(factor=D(2)), max_lots=D("0.08"))
    master = "0 17 17 buy in 0.05 XAUUSD \n 1 18 18 buy in 0.05"
    follower = """
        0.2 501 501 buy in 0.08 XAUUSD | i1 c1 17
        1.2 502 502 buy in 1.00        | i2 c2 18"""

    verdict = judged((HEDGING, master), (HEDGING, follower), sizing=ONE_LOT, overrides=(gold,))

    assert counted(verdict) == {"events": 2, "prescribed": 2, "copies": 2}


REVERSED = """
    0.2  501 501 sell in  0.10 | i1 c1 17
    10.2 501 502 buy  out 0.04 | i2 c1 17"""


@pytest.mark.parametrize(("reverse", "wrong"), [(True, 0), (False, 1)])
def test_route_when_it_reverses_owes_the_opposite_side(*, reverse: bool, wrong: int) -> None:
    master = "0 17 17 buy in 0.10 \n 10 17 18 sell out 0.04"

    verdict = judged((HEDGING, master), (HEDGING, REVERSED), reverse=reverse)

    assert verdict.wrong_side == wrong
    assert verdict.exact is not bool(wrong)


TENTH: dict[str, Any] = {
    "sizing": SameLots(),
    "contract_ratios": {"EURUSD": Fraction(1, 10)},
    "volume": VolumeRules(below_minimum=BelowMinimum.MINIMUM),
    "limits": ("1", "1", "100"),
}


@pytest.mark.parametrize(("volume", "lots"), [("14", "1"), ("20", "2"), ("7", "")])
def test_small_contracts_when_copied_to_large_ones_are_never_rounded_up(
    volume: str, lots: str
) -> None:
    follower = f"0.2 501 501 buy in {lots} | i1 c1 17" if lots else ""

    verdict = judged((HEDGING, f"0 17 17 buy in {volume}"), (HEDGING, follower), **TENTH)

    assert verdict.exact
    assert (verdict.copies, verdict.skipped_expected) == ((1, 0) if lots else (0, 1))


def test_small_contracts_when_a_netting_master_adds_them_up_make_a_large_one() -> None:
    # 7 are too few, 7 more are 1.4: one. All closed: one.
    master = """
        0  17 17 buy  in  7
        5  17 18 buy  in  7
        10 17 19 sell out 14"""
    follower = """
        5.2  501 501 buy  in  1 | i1 c1 17
        10.2 501 502 sell out 1 | i2 c1 17"""

    verdict = judged((NETTING, master), (NETTING, follower), **TENTH)

    assert counted(verdict) == {"events": 3, "prescribed": 2, "copies": 2}


def test_copy_when_it_ended_between_two_fills_is_not_owed_the_second() -> None:
    master = """
        0  17 17 buy in 0.05 whole=0.10
        9  17 17 buy in 0.05 whole=0.10"""
    follower = """
        0.2 501 501 buy  in  0.05 | i1 c1 17
        5   501 0   sell out 0.05 | sl"""

    verdict = judged((HEDGING, master), (HEDGING, follower))

    assert counted(verdict) == {"events": 2, "prescribed": 1, "copies": 1, "ended_early": 1}


def test_followers_when_two_follow_one_master_are_counted_each() -> None:
    theirs = account(MASTER, HEDGING, deals("0 17 17 buy in 0.10 \n 10 17 18 sell out 0.10"))
    ours = account(FOLLOWER, HEDGING, deals("0.2 501 501 buy in 0.10 | i1 c1 17"))
    other = AccountKey(login="3003", server="Gamma-Demo")
    run = one_route(theirs, ours)
    second = replace(run.routes[0], id="r2", follower=other)
    accounts = {**run.accounts, other: account(other, HEDGING, ())}

    verdict = judge(replace(run, accounts=accounts, routes=(*run.routes, second)))

    assert [(end.prescribed, end.copies) for end in verdict.followers] == [(2, 1), (2, 0)]
    assert (verdict.prescribed, verdict.copies, verdict.missed) == (4, 1, 3)

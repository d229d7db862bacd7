"""Correct copies, in all forms: the oracle finds nothing. Rules T1, S2, S3, S4, L1, L5."""

from dataclasses import replace
from decimal import Decimal

import pytest

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
from tradecopy_desktop.domain.sizing import Multiplier
from tradecopy_desktop.sim.oracle import FollowerEnd, judge


def test_hedging_to_hedging_when_halved_and_closed_in_parts_is_exact() -> None:
    # 0.10 * 0.5 = 0.05; left 0.06 of 0.10: 0.05 * 0.6 = 0.03, so 0.02 go; then the rest.
    master = """
        0  17 17 buy  in  0.10
        10 17 18 sell out 0.04
        20 17 19 sell out 0.06"""
    follower = """
        0.2  501 501 buy  in  0.05 | i1 c1 17
        10.2 501 502 sell out 0.02 | i2 c1 17
        20.2 501 503 sell out 0.03 | i3 c1 17"""

    verdict = judged((HEDGING, master), (HEDGING, follower), "0.5")

    assert counted(verdict) == {"events": 3, "prescribed": 3, "copies": 3}
    assert verdict.exact
    assert verdict.details == ()
    assert verdict.followers == (
        FollowerEnd(
            name="account 2002",
            prescribed=3,
            copies=3,
            open_positions=0,
            drift_lots=Decimal(0),
            # Each 0.2 s too late: 0.05, 0.02 and 0.03 lots.
            wrong_lot_seconds=0.02,
        ),
    )


def test_small_copy_when_master_closes_in_parts_keeps_the_minimum() -> None:
    # 0.03 * 0.37 = 0.0111, down to 0.01. Left 0.02 of 0.03: 0.0067, nearest 0.01: nothing to do.
    # Left 0.01: 0.0033, nearest 0, never below the minimum of 0.01: nothing. Then all of it.
    master = """
        0  17 17 sell in  0.03
        10 17 18 buy  out 0.01
        20 17 19 buy  out 0.01
        30 17 20 buy  out 0.01"""
    follower = """
        0.2  501 501 sell in  0.01 | i1 c1 17
        30.2 501 502 buy  out 0.01 | i2 c1 17"""

    verdict = judged((HEDGING, master), (HEDGING, follower), "0.37")

    assert counted(verdict) == {"events": 4, "prescribed": 2, "copies": 2}


def test_netting_to_netting_when_filled_3_4_3_adds_up_to_the_whole() -> None:
    # Half of 0.03, 0.07, 0.10 is 0.015, 0.035, 0.05, down to 0.01, 0.03, 0.05: opens 1 + 2 + 2.
    master = """
        0  17 17 buy  in  0.03
        3  17 17 buy  in  0.04
        6  17 17 buy  in  0.03
        20 17 18 sell out 0.10"""
    follower = """
        0.2  501 501 buy  in  0.01 | i1 c1 17
        3.2  501 502 buy  in  0.02 | i2 c1 17
        6.2  501 503 buy  in  0.02 | i3 c1 17
        20.2 501 504 sell out 0.05 | i4 c1 17"""

    verdict = judged((NETTING, master), (NETTING, follower), "0.5")

    assert counted(verdict) == {"events": 4, "prescribed": 4, "copies": 4}


def test_netting_reversal_when_copied_is_a_close_and_an_opening() -> None:
    # Bought 0.10, sold 0.25: 0.15 sold are left. Half: 0.05; closed; 0.075 down to 0.07; closed.
    master = """
        0  17 17 buy  in    0.10
        10 17 18 sell inout 0.25
        20 17 19 buy  out   0.15"""
    follower = """
        0.2  501 501 buy  in  0.05 | i1 c1 17
        10.2 501 502 sell out 0.05 | i2 c1 17
        10.3 503 503 sell in  0.07 | i3 c2 18
        20.2 503 504 buy  out 0.07 | i4 c2 18"""

    verdict = judged((NETTING, master), (NETTING, follower), "0.5")

    assert counted(verdict) == {"events": 3, "prescribed": 4, "copies": 4}


def test_hedging_to_netting_when_two_copies_share_a_position_tells_them_apart() -> None:
    master = """
        0  17 17 buy  in  0.10
        5  18 18 buy  in  0.20
        10 17 19 sell out 0.10
        20 18 20 sell out 0.05
        30 18 21 sell out 0.15"""
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 17
        5.2  501 502 buy  in  0.20 | i2 c2 18
        10.2 501 503 sell out 0.10 | i3 c1 17
        20.2 501 504 sell out 0.05 | i4 c2 18
        30.2 501 505 sell out 0.15 | i5 c2 18"""

    verdict = judged((HEDGING, master), (NETTING, follower))

    assert counted(verdict) == {"events": 5, "prescribed": 5, "copies": 5}


def test_netting_to_hedging_when_one_close_takes_two_tickets_counts_their_sum() -> None:
    # 0.03 + 0.04 opened; left 0.02 of 0.07: 0.05 go, the oldest ticket first: 0.03 and 0.02.
    # With a closing, the journal need not repeat more than the copy.
    master = """
        0  17 17 buy  in  0.03
        5  17 18 buy  in  0.04
        10 17 19 sell out 0.05
        20 17 20 sell out 0.02"""
    follower = """
        0.2  501 501 buy  in  0.03 | i1 c1 17
        5.2  502 502 buy  in  0.04 | i2 c1 18
        10.2 501 503 sell out 0.03 | i3 c1 17
        10.4 502 504 sell out 0.02 | i3 c1 17
        20.2 502 505 sell out 0.02 | i4 c1 -"""

    verdict = judged((NETTING, master), (HEDGING, follower))

    assert counted(verdict) == {"events": 4, "prescribed": 4, "copies": 4}


def test_mt4_chain_when_tickets_change_follows_the_root() -> None:
    # Each part close ends a ticket and begins another; the position keeps its first ticket.
    master = """
        0  40 40 buy  in  0.30
        10 40 40 sell out 0.10
        20 40 41 sell out 0.10
        30 40 42 sell out 0.10"""
    follower = """
        0.2  70 70 buy  in  0.30 | i1 c1 40
        10.2 70 70 sell out 0.10 | i2 c1 40
        20.2 70 71 sell out 0.10 | i3 c1 40
        30.2 70 72 sell out 0.10 | i4 c1 40"""

    verdict = judged((HEDGING, master), (HEDGING, follower))

    assert counted(verdict) == {"events": 4, "prescribed": 4, "copies": 4}


def test_hedging_order_when_its_steps_make_two_positions_has_two_sources() -> None:
    master = """
        0  17 17 buy  in     0.10
        1  18 17 buy  in     0.10
        10 17 19 sell out_by 0.10
        20 18 20 sell out    0.10"""
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 17
        1.2  502 502 buy  in  0.10 | i2 c2 17.18
        10.2 501 503 sell out 0.10 | i3 c1 17
        20.2 502 504 sell out 0.10 | i4 c2 17.18"""

    verdict = judged((HEDGING, master), (HEDGING, follower))

    assert counted(verdict) == {"events": 4, "prescribed": 4, "copies": 4}


def test_follower_order_when_filled_in_parts_counts_as_one() -> None:
    # One instruction filled twice, and a rest that a second instruction brought.
    master = "0 17 17 buy in 0.10"
    follower = """
        0.2 501 501 buy in 0.03 | i1 c1 17
        0.3 501 501 buy in 0.02 | i1 c1 17
        0.9 502 502 buy in 0.05 | i2 c1 17"""

    verdict = judged((HEDGING, master), (HEDGING, follower))

    assert counted(verdict) == {"events": 1, "prescribed": 1, "copies": 1}
    assert verdict.followers[0].open_positions == 2
    assert verdict.followers[0].drift_lots == 0


def test_refused_opening_when_added_to_starts_a_copy_of_the_add() -> None:
    # 0.02 * 0.37 = 0.0074: below the minimum. 0.10 * 0.37 = 0.037, down to 0.03, of order 18.
    # Left 0.06 of 0.12: accepted 0.05 of 0.10, 0.015 lies half way and goes up: 0.02 stay.
    master = """
        0  17 17 buy  in  0.02
        5  17 18 buy  in  0.10
        10 17 19 sell out 0.06
        20 17 20 sell out 0.06"""
    follower = """
        5.2  501 501 buy  in  0.03 | i1 c1 18
        10.2 501 502 sell out 0.01 | i2 c1 18
        20.2 501 503 sell out 0.02 | i3 c1 18"""

    verdict = judged((NETTING, master), (NETTING, follower), "0.37")

    assert counted(verdict) == {"events": 4, "prescribed": 3, "copies": 3, "skipped_expected": 1}


def test_refused_add_when_the_copy_grows_later_never_returns() -> None:
    # Minimum 0.10, step 0.01. 0.20 opens; 0.05 is refused; 0.15: 0.35 - 0.20 = 0.15 opens.
    # The master's 0.40 go to 0.20: accepted 0.35 to 0.175, nearest 0.18 (half way goes up).
    master = """
        0  17 17 buy  in  0.20
        5  17 18 buy  in  0.05
        10 17 19 buy  in  0.15
        20 17 20 sell out 0.20
        30 17 21 sell out 0.20"""
    follower = """
        0.2  501 501 buy  in  0.20 | i1 c1 17
        10.2 501 502 buy  in  0.15 | i2 c1 19
        20.2 501 503 sell out 0.17 | i3 c1 17
        30.2 501 504 sell out 0.18 | i4 c1 17"""

    verdict = judged((NETTING, master), (NETTING, follower), "1", ("0.10", "0.01", "100"))

    assert counted(verdict) == {"events": 5, "prescribed": 4, "copies": 4, "skipped_expected": 1}


def test_add_when_a_reduction_was_rounded_up_opens_that_much_less() -> None:
    # 2 * 1.25 = 2.5 open. Left 1 of 2: 1.25 lies half way and goes up to 1.3, so 1.2 go.
    # The add makes it 2 again: 2.5 less the 1.3 that are there, and not less 1.2: 1.2 open.
    master = """
        0  17 17 buy  in  2
        10 17 18 sell out 1
        20 17 19 buy  in  1
        30 17 20 sell out 2"""
    follower = """
        0.2  501 501 buy  in  2.5 | i1 c1 17
        10.2 501 502 sell out 1.2 | i2 c1 17
        20.2 501 503 buy  in  1.2 | i3 c1 19
        30.2 501 504 sell out 2.5 | i4 c1 17"""

    verdict = judged((NETTING, master), (NETTING, follower), "1.25", ("0.1", "0.1", "100"))

    assert counted(verdict) == {"events": 4, "prescribed": 4, "copies": 4}


def test_add_when_the_minimum_was_kept_and_covers_it_is_refused() -> None:
    # 0.02 halved is 0.01, which stays as the least when the master halves. 0.02 again: nothing.
    master = """
        0  17 17 buy  in  0.02
        10 17 18 sell out 0.01
        20 17 19 buy  in  0.01"""
    follower = "0.2 501 501 buy in 0.01 | i1 c1 17"

    verdict = judged((NETTING, master), (NETTING, follower), "0.5")

    assert counted(verdict) == {"events": 3, "prescribed": 1, "copies": 1, "skipped_expected": 1}


@pytest.mark.parametrize(
    ("factor", "limits", "lots"),
    [
        ("2.5", ("0.1", "0.1", "100"), "0.3"),  # 0.13 * 2.5 = 0.325
        ("10", ("0.1", "0.1", "0.55"), "0.5"),  # 1.3, above the maximum, which is 0.5 in steps
        ("10", ("1", "1", "50"), "1"),
    ],
)
def test_steps_when_of_another_broker_are_the_followers(
    factor: str, limits: tuple[str, str, str], lots: str
) -> None:
    master = "0 17 17 buy in 0.13 \n 10 17 18 sell out 0.13"
    follower = f"""
        0.2  501 501 buy  in  {lots} | i1 c1 17
        10.2 501 502 sell out {lots} | i2 c1 17"""

    verdict = judged((HEDGING, master), (HEDGING, follower), factor, limits)

    assert counted(verdict) == {"events": 2, "prescribed": 2, "copies": 2}


def test_symbol_when_mapped_is_expected_under_the_followers_name() -> None:
    theirs = account(MASTER, HEDGING, deals("0 17 17 buy in 0.10"))
    ours = account(FOLLOWER, HEDGING, deals("0.2 501 501 buy in 0.10 EURUSD.x | i1 c1 17"))

    verdict = judge(one_route(theirs, ours, symbol_map={"EURUSD": "EURUSD.x"}))

    assert counted(verdict) == {"events": 1, "prescribed": 1, "copies": 1}


def test_master_when_followed_twice_has_its_events_counted_once() -> None:
    # 0.10 doubled is 0.20; a tenth of it is 0.01; both routes lead into one account.
    theirs = account(MASTER, HEDGING, deals("0 17 17 buy in 0.10"))
    made = deals("0.2 501 501 buy in 0.20 | i1 c1 17 \n 0.3 601 601 buy in 0.01 | i2 c2 17")
    ours = account(FOLLOWER, HEDGING, (made[0], replace(made[1], route="r2")))
    run = one_route(theirs, ours, factor="2")
    tenth = replace(
        run.routes[0], id="r2", name="Route two", sizing=Multiplier(factor=Decimal("0.1"))
    )

    verdict = judge(replace(run, routes=(*run.routes, tenth)))

    assert counted(verdict) == {"events": 1, "prescribed": 2, "copies": 2}
    assert verdict.followers == (
        FollowerEnd(
            name="account 2002",
            prescribed=2,
            copies=2,
            open_positions=2,
            drift_lots=Decimal(0),
            # 0.20 lots for 0.2 s and 0.01 for 0.3 s.
            wrong_lot_seconds=0.043,
        ),
    )

"""Copies that end in unusual but right ways: the oracle finds nothing. Rules T1, C1, C2, S4, L6."""

from decimal import Decimal

import pytest

from tests.unit.sim.oracle_runs import (
    HEDGING,
    NETTING,
    counted,
    judged,
)
from tradecopy_desktop.domain.values import MarginMode


@pytest.mark.parametrize("hit_s", ["18.1", "20", "21.9"])
@pytest.mark.parametrize("mode", [HEDGING, NETTING])
def test_stop_when_hit_on_both_sides_counts_as_the_copy(mode: MarginMode, hit_s: str) -> None:
    # The master's stop fills in two parts at 20.0 and 20.1, the follower's in one.
    master = """
        0    17 17 buy  in  0.10
        20   17 18 sell out 0.04
        20.1 17 18 sell out 0.06"""
    follower = f"""
        0.2     501 501 buy  in  0.10 | i1 c1 17
        {hit_s} 501 502 sell out 0.10 | sl"""

    verdict = judged((HEDGING, master), (mode, follower))

    assert counted(verdict) == {"events": 3, "prescribed": 3, "copies": 3}


def test_stops_when_hit_on_several_tickets_count_together() -> None:
    master = """
        0  17 17 buy  in  0.03
        5  17 18 buy  in  0.04
        20 17 19 sell out 0.07"""
    follower = """
        0.2  501 501 buy  in  0.03 | i1 c1 17
        5.2  502 502 buy  in  0.04 | i2 c1 18
        19.9 501 503 sell out 0.03 | sl
        20.4 502 504 sell out 0.04 | sl"""

    verdict = judged((NETTING, master), (HEDGING, follower))

    assert counted(verdict) == {"events": 3, "prescribed": 3, "copies": 3}


def test_copy_when_reduced_by_hand_goes_on_from_there() -> None:
    # 0.10 less 0.04 by hand: 0.06 is the new base. The master halves: 0.03 go, then 0.03.
    master = """
        0  17 17 buy  in  0.10
        20 17 18 sell out 0.05
        30 17 19 sell out 0.05"""
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 17
        10   501 502 sell out 0.04 | client
        20.2 501 503 sell out 0.03 | i2 c1 17
        30.2 501 504 sell out 0.03 | i3 c1 17"""

    verdict = judged((HEDGING, master), (HEDGING, follower))

    assert counted(verdict) == {"events": 3, "prescribed": 3, "copies": 3}


def test_add_when_its_copy_ended_early_is_an_opening_of_its_own() -> None:
    master = """
        0  17 17 buy  in  0.10
        20 17 18 buy  in  0.20
        30 17 19 sell out 0.30"""
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 17
        10   501 502 sell out 0.10 | sl
        20.2 503 503 buy  in  0.20 | i2 c2 18
        30.2 503 504 sell out 0.20 | i3 c2 18"""

    verdict = judged((NETTING, master), (NETTING, follower))

    assert counted(verdict) == {"events": 3, "prescribed": 3, "copies": 3, "ended_early": 1}


def test_closes_when_they_come_in_quick_succession_may_be_done_in_one() -> None:
    # The executor is told targets: from 0.10 past 0.07 to 0.04 in one deal of 0.06.
    master = """
        0    17 17 buy  in  0.10
        10   17 18 sell out 0.03
        10.5 17 19 sell out 0.03"""
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 17
        11   501 502 sell out 0.06 | i2 c1 17"""

    verdict = judged((HEDGING, master), (HEDGING, follower))

    assert counted(verdict) == {"events": 3, "prescribed": 3, "copies": 3}
    assert verdict.followers[0].drift_lots == 0


def test_trades_when_by_the_followers_own_hand_are_nobodys_business() -> None:
    master = "0 17 17 buy in 0.10 \n 10 17 18 sell out 0.10"
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 17
        3    600 600 sell in  0.70 | client
        10.2 501 502 sell out 0.10 | i2 c1 17
        12   600 601 buy  out 0.20 | client"""

    verdict = judged((HEDGING, master), (HEDGING, follower))

    assert counted(verdict) == {"events": 2, "prescribed": 2, "copies": 2}


def test_rollover_when_a_position_is_swapped_is_no_trade() -> None:
    master = """
        0  17 17 buy  in  0.10
        10 17 18 sell out 0.10 | rollover
        10 17 19 buy  in  0.10 | rollover
        20 17 20 sell out 0.10"""
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 17
        20.2 501 502 sell out 0.10 | i2 c1 17"""

    verdict = judged((HEDGING, master), (HEDGING, follower))

    assert counted(verdict) == {"events": 2, "prescribed": 2, "copies": 2}


def test_netting_position_when_the_trader_adds_his_own_loses_his_lots_first() -> None:
    # His 0.05 go again by his own hand; the copy's 0.10 were never touched.
    master = "0 17 17 buy in 0.10 \n 20 17 18 sell out 0.10"
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 17
        5    501 502 buy  in  0.05 | client
        10   501 503 sell out 0.05 | client
        20.2 501 504 sell out 0.10 | i2 c1 17"""

    verdict = judged((HEDGING, master), (NETTING, follower))

    assert counted(verdict) == {"events": 2, "prescribed": 2, "copies": 2}


def test_netting_stop_when_hit_ends_every_copy_of_the_position() -> None:
    master = "0 17 17 buy in 0.10 \n 5 18 18 buy in 0.20 \n 20 17 19 sell out 0.10"
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 17
        5.2  501 502 buy  in  0.20 | i2 c2 18
        10   501 503 sell out 0.30 | sl"""

    verdict = judged((HEDGING, master), (NETTING, follower))

    assert counted(verdict) == {"events": 3, "prescribed": 2, "copies": 2, "ended_early": 2}
    assert verdict.followers[0].drift_lots == 0


def test_closing_when_under_way_as_the_stop_is_hit_is_not_owed() -> None:
    # The stop takes all 0.10 one second after the master took 0.04 off; no time for the 0.04.
    master = """
        0  17 17 buy  in  0.10
        10 17 18 sell out 0.04
        20 17 19 sell out 0.06"""
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 17
        11   501 502 sell out 0.10 | sl"""

    verdict = judged((HEDGING, master), (HEDGING, follower))

    assert counted(verdict) == {"events": 3, "prescribed": 1, "copies": 1, "ended_early": 1}


def test_add_when_it_fills_after_the_stop_is_a_close_missed() -> None:
    # The add of second 10 was under way when the stop took the 0.10; its 0.05 stay open.
    master = "0 17 17 buy in 0.10 \n 10 17 18 buy in 0.05"
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 17
        11   501 502 sell out 0.10 | sl
        11.5 503 503 buy  in  0.05 | i2 c1 18"""

    verdict = judged((NETTING, master), (HEDGING, follower))

    assert counted(verdict) == {
        "events": 2,
        "prescribed": 2,
        "copies": 2,
        "ended_early": 1,
        "missed": 1,
    }
    assert verdict.followers[0].drift_lots == Decimal("0.05")


def test_copy_when_reduced_by_hand_during_a_close_is_brought_to_the_target() -> None:
    # Target 0.04 from second 10. By hand 0.02 go at 10.5, so 0.04 are left to close, not 0.06.
    master = """
        0  17 17 buy  in  0.10
        10 17 18 sell out 0.06
        20 17 19 sell out 0.04"""
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 17
        10.5 501 502 sell out 0.02 | client
        11   501 503 sell out 0.04 | i2 c1 17
        20.2 501 504 sell out 0.04 | i3 c1 17"""

    verdict = judged((HEDGING, master), (HEDGING, follower))

    assert counted(verdict) == {"events": 3, "prescribed": 3, "copies": 3}


def test_copy_when_reduced_by_hand_during_an_add_keeps_the_add() -> None:
    # 0.10 less 0.04 by hand, with an add of 0.10 under way: 0.16 is the new base of 0.20.
    # Left 0.10 of 0.20: 0.08 go; then 0.08.
    master = """
        0  17 17 buy  in  0.10
        10 17 18 buy  in  0.10
        20 17 19 sell out 0.10
        30 17 20 sell out 0.10"""
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 17
        10.1 501 502 sell out 0.04 | client
        10.3 501 503 buy  in  0.10 | i2 c1 18
        20.2 501 504 sell out 0.08 | i3 c1 17
        30.2 501 505 sell out 0.08 | i4 c1 17"""

    verdict = judged((NETTING, master), (NETTING, follower))

    assert counted(verdict) == {"events": 4, "prescribed": 4, "copies": 4}


def test_openings_when_filled_in_quick_succession_may_be_done_in_one() -> None:
    # The second fill of order 17 was known before the first was sent: 0.03 + 0.04.
    master = """
        0   17 17 buy in 0.03
        0.1 17 17 buy in 0.04"""
    follower = "0.3 501 501 buy in 0.07 | i1 c1 17"

    verdict = judged((NETTING, master), (HEDGING, follower))

    assert counted(verdict) == {"events": 2, "prescribed": 2, "copies": 2}


def test_copy_when_reduced_by_hand_twice_multiplies_twice() -> None:
    # By hand 0.20 go to 0.16, and so does the base. The master halves: 0.08 go, 0.08 stay.
    # By hand these go to 0.04, so the base is 0.08. The master has a quarter left: 0.02 stay.
    master = """
        0  17 17 buy  in  0.20
        10 17 18 sell out 0.10
        30 17 19 sell out 0.05
        40 17 20 sell out 0.05"""
    follower = """
        0.2  501 501 buy  in  0.20 | i1 c1 17
        5    501 502 sell out 0.04 | client
        10.2 501 503 sell out 0.08 | i2 c1 17
        20   501 504 sell out 0.04 | client
        30.2 501 505 sell out 0.02 | i3 c1 17
        40.2 501 506 sell out 0.02 | i4 c1 17"""

    verdict = judged((HEDGING, master), (HEDGING, follower))

    assert counted(verdict) == {"events": 4, "prescribed": 4, "copies": 4}


def test_stops_when_one_ticket_falls_over_2_seconds_before_the_close_end_early() -> None:
    # 17.9 and 19.8 belong together, but 17.9 is 2.1 s before the master's close.
    master = """
        0  17 17 buy  in  0.03
        5  17 18 buy  in  0.04
        20 17 19 sell out 0.07"""
    follower = """
        0.2  501 501 buy  in  0.03 | i1 c1 17
        5.2  502 502 buy  in  0.04 | i2 c1 18
        17.9 501 503 sell out 0.03 | sl
        19.8 502 504 sell out 0.04 | sl"""

    verdict = judged((NETTING, master), (HEDGING, follower))

    assert counted(verdict) == {"events": 3, "prescribed": 2, "copies": 2, "ended_early": 1}


def test_netting_position_when_reduced_by_hand_loses_its_oldest_copy_first() -> None:
    # Of 0.10 and 0.20 in EURUSD 0.10 go: the copy of order 18 ends, that of 19 stays whole.
    # Gold is another position.
    master = """
        0  17 17 buy  in  0.10 XAUUSD
        1  18 18 buy  in  0.10
        2  19 19 buy  in  0.20
        20 17 20 sell out 0.10 XAUUSD
        30 19 21 sell out 0.20"""
    follower = """
        0.2  501 501 buy  in  0.10 XAUUSD | i1 c1 17
        1.2  502 502 buy  in  0.10 | i2 c2 18
        2.2  502 503 buy  in  0.20 | i3 c3 19
        10   502 504 sell out 0.10 | client
        20.2 501 505 sell out 0.10 XAUUSD | i4 c1 17
        30.2 502 506 sell out 0.20 | i5 c3 19"""

    verdict = judged((HEDGING, master), (NETTING, follower))

    assert counted(verdict) == {"events": 5, "prescribed": 5, "copies": 5, "ended_early": 1}


def test_netting_stop_when_the_traders_own_lots_are_gone_ends_the_copy() -> None:
    master = "0 17 17 buy in 0.10 \n 20 17 18 sell out 0.10"
    follower = """
        0.2 501 501 buy  in  0.10 | i1 c1 17
        5   501 502 buy  in  0.05 | client
        8   501 503 sell out 0.05 | client
        11  501 504 sell out 0.10 | sl"""

    verdict = judged((HEDGING, master), (NETTING, follower))

    assert counted(verdict) == {"events": 2, "prescribed": 1, "copies": 1, "ended_early": 1}


def test_hedging_stop_when_hit_ends_the_copy_of_its_own_ticket() -> None:
    # The stop takes the younger of two equal copies; the older one is closed as owed.
    master = """
        0  17 17 buy  in  0.10
        1  18 18 buy  in  0.10
        20 17 19 sell out 0.10
        30 18 20 sell out 0.10"""
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 17
        1.2  502 502 buy  in  0.10 | i2 c2 18
        10   502 503 sell out 0.10 | sl
        20.2 501 504 sell out 0.10 | i3 c1 17"""

    verdict = judged((HEDGING, master), (HEDGING, follower))

    assert counted(verdict) == {"events": 4, "prescribed": 3, "copies": 3, "ended_early": 1}

"""A follower's own stop, hit long before its master closes: ended early, never late. Rule C2."""

import pytest

from tests.unit.sim.oracle_runs import HEDGING, NETTING, counted, judged
from tradecopy_desktop.domain.values import MarginMode

BOTH = pytest.mark.parametrize("mode", [HEDGING, NETTING])


@BOTH
@pytest.mark.parametrize("reason", ["sl", "tp"])
def test_stop_when_3_seconds_before_the_masters_close_ends_the_copy(
    mode: MarginMode, reason: str
) -> None:
    master = "0 17 17 buy in 0.20 \n 20 17 18 sell out 0.20"
    follower = f"""
        0.2 501 501 buy  in  0.20 | i1 c1 17
        17  501 502 sell out 0.20 | {reason}"""

    verdict = judged((HEDGING, master), (mode, follower))

    assert counted(verdict) == {"events": 2, "prescribed": 1, "copies": 1, "ended_early": 1}
    assert verdict.exact


@BOTH
def test_stop_when_after_a_part_close_and_3_seconds_early_ends_the_rest(mode: MarginMode) -> None:
    # Of 0.50 the executor closed 0.30; the stop takes the 0.20. The last close is not owed.
    master = """
        0  17 17 buy  in  0.50
        10 17 18 sell out 0.30
        20 17 19 sell out 0.20"""
    follower = """
        0.2  501 501 buy  in  0.50 | i1 c1 17
        10.2 501 502 sell out 0.30 | i2 c1 17
        17   501 503 sell out 0.20 | sl"""

    verdict = judged((HEDGING, master), (mode, follower))

    assert counted(verdict) == {"events": 3, "prescribed": 2, "copies": 2, "ended_early": 1}


@BOTH
def test_stop_when_before_any_of_several_part_closes_ends_them_all(mode: MarginMode) -> None:
    # All of 0.50 goes at 7, 3 s before the first of three closes of the master.
    master = """
        0    17 17 buy  in  0.50
        10   17 18 sell out 0.20
        10.5 17 19 sell out 0.20
        20   17 20 sell out 0.10"""
    follower = """
        0.2 501 501 buy  in  0.50 | i1 c1 17
        7   501 502 sell out 0.50 | sl"""

    verdict = judged((HEDGING, master), (mode, follower))

    assert counted(verdict) == {"events": 4, "prescribed": 1, "copies": 1, "ended_early": 1}


@BOTH
def test_stop_when_a_part_close_is_under_way_leaves_nothing_owed(mode: MarginMode) -> None:
    # The master took 0.30 at 16; the stop comes before the executor. The rest closes at 20.
    master = """
        0  17 17 buy  in  0.50
        16 17 18 sell out 0.30
        20 17 19 sell out 0.20"""
    follower = """
        0.2  501 501 buy  in  0.50 | i1 c1 17
        16.1 501 502 sell out 0.50 | sl"""

    verdict = judged((HEDGING, master), (mode, follower))

    assert counted(verdict) == {"events": 3, "prescribed": 1, "copies": 1, "ended_early": 1}


def test_netting_stop_when_it_takes_two_copies_makes_neither_late() -> None:
    # Order 17 was halved before. The stop takes 0.10 and 0.20 at 15; the master's come at 18, 19.
    # A third copy, opened after the stop, is another position and is closed as owed.
    master = """
        0  17 17 buy  in  0.20
        1  18 18 buy  in  0.20
        10 17 19 sell out 0.10
        16 20 20 buy  in  0.20
        18 17 21 sell out 0.10
        19 18 22 sell out 0.20
        30 20 23 sell out 0.20"""
    follower = """
        0.2  501 501 buy  in  0.20 | i1 c1 17
        1.2  501 502 buy  in  0.20 | i2 c2 18
        10.2 501 503 sell out 0.10 | i3 c1 17
        15   501 504 sell out 0.30 | sl
        16.2 505 505 buy  in  0.20 | i4 c3 20
        30.2 505 506 sell out 0.20 | i5 c3 20"""

    verdict = judged((HEDGING, master), (NETTING, follower))

    assert counted(verdict) == {"events": 7, "prescribed": 5, "copies": 5, "ended_early": 2}


def test_closes_when_done_in_one_are_late_only_where_the_deal_is() -> None:
    # One deal of 0.40 at 13 does both: 3 s behind the first, 1 s behind the second.
    # The instruction for the first then finds nothing to do; its close was late all the same.
    master = """
        0  17 17 buy  in  0.50
        10 17 18 sell out 0.20
        12 17 19 sell out 0.20"""
    follower = """
        0.2 501 501 buy  in  0.50 | i1 c1 17
        13  501 502 sell out 0.40 | i3 c1 17"""

    verdict = judged((HEDGING, master), (NETTING, follower))

    assert counted(verdict) == {
        "events": 3,
        "prescribed": 3,
        "copies": 3,
        "late": 1,
        "recovered": 1,
    }

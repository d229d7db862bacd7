"""Faulty copies: the oracle finds each, and counts it once. Rules T1, C2, S4."""

from decimal import Decimal

import pytest

from tests.unit.sim.oracle_runs import (
    HEDGING,
    NETTING,
    counted,
    judged,
)
from tradecopy_desktop.domain.values import MarginMode
from tradecopy_desktop.sim.oracle import Verdict

# At factor 1: open 0.10, close 0.04, close 0.06.
THREE_DEALS = """
    0  17 17 buy  in  0.10
    10 17 18 sell out 0.04
    20 17 19 sell out 0.06"""
ALL = {"events": 3, "prescribed": 3}


def _judged(
    follower: str, *, mode: MarginMode = HEDGING, factor: str = "1", master: str = THREE_DEALS
) -> Verdict:
    return judged((HEDGING, master), (mode, follower), factor)


def test_copier_when_it_does_nothing_misses_everything() -> None:
    verdict = _judged("")

    assert counted(verdict) == ALL | {"missed": 3}
    assert not verdict.exact
    assert verdict.details[0] == (
        "missed: route Route one: buy EURUSD of order 17 had to open 0.1 lots"
    )


@pytest.mark.parametrize("second_copy", ["c1", "c9"])
def test_copier_when_it_does_all_twice_duplicates_the_opening(second_copy: str) -> None:
    # Its second closings take back what it had too much, which is no further fault.
    follower = f"""
        0.2  501 501 buy  in  0.10 | i1 c1 17
        0.3  601 601 buy  in  0.10 | i2 {second_copy} 17
        10.2 501 502 sell out 0.04 | i3 c1 17
        10.3 601 602 sell out 0.04 | i4 {second_copy} 17
        20.2 501 503 sell out 0.06 | i5 c1 17
        20.3 601 603 sell out 0.06 | i6 {second_copy} 17"""

    verdict = _judged(follower)

    assert counted(verdict) == ALL | {"copies": 2, "duplicated": 1}


def test_copy_when_opened_twice_and_left_so_drifts_by_the_second() -> None:
    # Both positions are open at the end: 0.10 more than the target of 0.10.
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 17
        0.3  601 601 buy  in  0.10 | i2 c9 17"""

    verdict = _judged(follower, master="0 17 17 buy in 0.10")

    assert counted(verdict) == {"events": 1, "prescribed": 1, "duplicated": 1}
    assert verdict.followers[0].drift_lots == Decimal("0.10")


def test_copier_when_it_rounds_up_opens_a_wrong_volume() -> None:
    # 0.10 * 0.37 = 0.037, down to 0.03; left 0.06 of 0.10: 0.018, nearest 0.02: 0.01 go.
    # It opens 0.04 instead; its closings of 0.01 and of the rest are right in themselves.
    follower = """
        0.2  501 501 buy  in  0.04 | i1 c1 17
        10.2 501 502 sell out 0.01 | i2 c1 17
        20.2 501 503 sell out 0.03 | i3 c1 17"""

    verdict = _judged(follower, factor="0.37")

    assert counted(verdict) == ALL | {"copies": 2, "wrong_volume": 1}


def test_copier_when_it_opens_the_minimum_where_nothing_is_owed_is_found() -> None:
    # 0.02 * 0.37 = 0.0074 lies below the minimum.
    follower = "0.2 501 501 buy in 0.01 | i1 c1 17"

    verdict = _judged(follower, factor="0.37", master="0 17 17 buy in 0.02")

    assert counted(verdict) == {"events": 1, "wrong_volume": 1, "skipped_expected": 1}
    assert verdict.followers[0].drift_lots == Decimal("0.01")


def test_copier_when_it_skips_closes_misses_them() -> None:
    verdict = _judged("0.2 501 501 buy in 0.10 | i1 c1 17")

    assert counted(verdict) == ALL | {"copies": 1, "missed": 2}
    assert verdict.followers[0].open_positions == 1
    assert verdict.followers[0].drift_lots == Decimal("0.10")


def test_copier_when_it_skips_one_part_close_misses_that_one() -> None:
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 17
        20.2 501 503 sell out 0.06 | i3 c1 17"""

    verdict = _judged(follower)

    assert counted(verdict) == ALL | {"copies": 2, "missed": 1}
    assert verdict.followers[0].drift_lots == Decimal("0.04")


def test_copier_when_it_makes_up_for_a_part_close_at_the_end_is_late() -> None:
    # 0.10 at once at 20.2 holds the 0.04 of second 10, more than 10 s late.
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 17
        20.2 501 503 sell out 0.10 | i3 c1 17"""

    verdict = _judged(follower)

    assert counted(verdict) == ALL | {"copies": 3, "late": 1, "recovered": 1}


def test_copier_when_it_closes_all_at_a_part_close_did_a_wrong_volume() -> None:
    # And nothing is left for the last closing.
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 17
        10.2 501 502 sell out 0.10 | i2 c1 17"""

    verdict = _judged(follower)

    assert counted(verdict) == ALL | {"copies": 1, "wrong_volume": 1, "missed": 1}


def test_closing_when_done_twice_on_netting_takes_too_much() -> None:
    # The second 0.04 falls below the target of 0.06; the last closing finds 0.02, not 0.06.
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 17
        10.2 501 502 sell out 0.04 | i2 c1 17
        10.3 501 503 sell out 0.04 | i3 c1 17
        20.2 501 504 sell out 0.02 | i4 c1 17"""

    verdict = _judged(follower, mode=NETTING)

    assert counted(verdict) == ALL | {"copies": 3, "wrong_volume": 1}


@pytest.mark.parametrize("mode", [HEDGING, NETTING])
def test_copier_when_it_trades_the_other_way_is_on_the_wrong_side(mode: MarginMode) -> None:
    # Sold 0.10 where 0.10 should be bought is a drift of 0.20 lots.
    follower = "0.2 501 501 sell in 0.10 | i1 c1 17"

    verdict = _judged(follower, mode=mode, master="0 17 17 buy in 0.10")

    assert counted(verdict) == {"events": 1, "prescribed": 1, "wrong_side": 1, "wrong_volume": 1}
    assert verdict.followers[0].drift_lots == Decimal("0.20")


def test_copy_when_on_the_wrong_side_is_rightly_closed_as_it_is() -> None:
    follower = """
        0.2  501 501 sell in  0.10 | i1 c1 17
        10.2 501 502 buy  out 0.04 | i2 c1 17
        20.2 501 503 buy  out 0.06 | i3 c1 17"""

    verdict = _judged(follower)

    assert counted(verdict) == ALL | {"copies": 2, "wrong_side": 1, "wrong_volume": 1}


def test_copier_when_it_trades_another_symbol_counts_as_wrong_side() -> None:
    follower = "0.2 501 501 buy in 0.10 XAUUSD | i1 c1 17"

    verdict = _judged(follower, master="0 17 17 buy in 0.10")

    assert counted(verdict) == {"events": 1, "prescribed": 1, "wrong_side": 1, "wrong_volume": 1}


def test_copier_when_3_seconds_behind_is_late_and_recovered() -> None:
    follower = """
        3    501 501 buy  in  0.10 | i1 c1 17
        13   501 502 sell out 0.04 | i2 c1 17
        22   501 503 sell out 0.06 | i3 c1 17"""

    verdict = _judged(follower)

    # The last one took 2 s exactly.
    assert counted(verdict) == ALL | {"copies": 3, "late": 2, "recovered": 2}


def test_opening_when_late_and_of_a_wrong_volume_is_not_recovered() -> None:
    follower = "5 501 501 buy in 0.12 | i1 c1 17"

    verdict = _judged(follower, master="0 17 17 buy in 0.10")

    assert counted(verdict) == {"events": 1, "prescribed": 1, "wrong_volume": 1, "late": 1}


def test_refused_add_when_opened_all_the_same_is_a_wrong_volume() -> None:
    # 0.05 lies below the minimum of 0.10.
    master = "0 17 17 buy in 0.20 \n 5 17 18 buy in 0.05"
    follower = """
        0.2 501 501 buy in 0.20 | i1 c1 17
        5.2 502 502 buy in 0.10 | i2 c1 18"""

    verdict = judged((NETTING, master), (HEDGING, follower), "1", ("0.10", "0.01", "100"))

    assert counted(verdict) == {
        "events": 2,
        "prescribed": 1,
        "copies": 1,
        "skipped_expected": 1,
        "wrong_volume": 1,
    }


@pytest.mark.parametrize(
    ("master", "missed"),
    [
        ("0 17 17 buy in 0.10 \n 2.1 17 18 sell out 0.10", 2),  # over 2 s
        ("0 17 17 buy in 0.10 \n 1 17 18 sell out 0.05", 2),  # not closed: 0.05 live on
        # The opening was owed; so is the close of what it should have left. The add was not.
        ("0 17 17 buy in 0.10 \n 9 17 17 buy in 0.10 \n 10 17 18 sell out 0.20", 2),
    ],
)
def test_copier_when_it_sends_nothing_for_a_longer_trade_missed_it(
    master: str, missed: int
) -> None:
    verdict = _judged("", master=master)

    assert verdict.missed == missed
    assert verdict.prescribed == missed


def test_close_when_one_before_it_was_foretold_by_hand_is_still_owed() -> None:
    # By hand 0.04 go a second before the master's 0.04, which counts; the last 0.06 never go.
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 17
        9    501 502 sell out 0.04 | client"""

    verdict = _judged(follower)

    assert counted(verdict) == ALL | {"copies": 2, "missed": 1}


def test_close_when_before_the_masters_is_no_copy_of_it() -> None:
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 17
        9.9  501 502 sell out 0.04 | i2 c1 17
        20.2 501 503 sell out 0.06 | i3 c1 17"""

    verdict = _judged(follower)

    assert counted(verdict) == ALL | {"copies": 2, "wrong_volume": 1, "missed": 1}


@pytest.mark.parametrize("mode", [HEDGING, NETTING])
@pytest.mark.parametrize("reason", ["sl", "tp", "stop_out", "client"])
def test_copy_when_ended_on_the_follower_alone_is_owed_nothing_more(
    mode: MarginMode, reason: str
) -> None:
    follower = f"""
        0.2  501 501 buy  in  0.10 | i1 c1 17
        5    501 502 sell out 0.10 | {reason}"""

    verdict = _judged(follower, mode=mode)

    assert counted(verdict) == {"events": 3, "prescribed": 1, "copies": 1, "ended_early": 1}
    assert verdict.exact


def test_copy_when_opened_again_after_its_end_is_duplicated() -> None:
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 17
        5    501 502 sell out 0.10 | sl
        8    601 601 buy  in  0.10 | i2 c1 17"""

    verdict = _judged(follower)

    assert counted(verdict) == {
        "events": 3,
        "prescribed": 1,
        "duplicated": 1,
        "ended_early": 1,
    }
    assert verdict.followers[0].drift_lots == Decimal("0.10")


@pytest.mark.parametrize("hit_s", ["17.9", "22.1"])
def test_stop_when_more_than_2_seconds_from_the_masters_close_is_no_copy(hit_s: str) -> None:
    # Before it: ended early. After it: the master's close was missed.
    master = "0 17 17 buy in 0.10 \n 20 17 18 sell out 0.10"
    follower = f"""
        0.2     501 501 buy  in  0.10 | i1 c1 17
        {hit_s} 501 502 sell out 0.10 | sl"""

    verdict = _judged(follower, master=master)

    early = {"events": 2, "prescribed": 1, "copies": 1, "ended_early": 1}
    missed = {"events": 2, "prescribed": 2, "copies": 1, "missed": 1}
    assert counted(verdict) == (early if hit_s == "17.9" else missed)

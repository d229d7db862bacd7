"""A hand and its master heard in either order: each has right sizes, a mix has none. Rule S4.

The master buys 0.40 lots as order 17 and the follower as many; one of its hands takes some.
"""

from dataclasses import replace

import pytest

from tests.unit.sim.oracle_runs import (
    FOLLOWER,
    HEDGING,
    MASTER,
    account,
    counted,
    deals,
    one_route,
)
from tests.unit.sim.test_oracle_setbacks import SECOND_NS, tried
from tradecopy_desktop.sim.attempts_of_run import HistoryAttempt, Setback
from tradecopy_desktop.sim.oracle import judge

# Half of it goes at second 10, and the rest at 30.
HALVED = "0 17 17 buy in 0.40 \n 10 17 18 sell out 0.20 \n 30 17 19 sell out 0.20"
OPENED = "0.1 501 501 buy in 0.40 | i1 c1 17 \n"
EXACT = {"events": 3, "prescribed": 3, "copies": 3}


def _counts(
    follower: str,
    *,
    master: str = HALVED,
    away: tuple[float, float] | None = None,
    attempts: tuple[HistoryAttempt, ...] = (),
) -> dict[str, int]:
    """Return what the oracle counts; the follower was away from and until these seconds."""
    theirs = account(MASTER, HEDGING, deals(master))
    ours = account(FOLLOWER, HEDGING, deals(OPENED + follower, first_ticket=9001))
    spans = () if away is None else ((int(away[0] * SECOND_NS), int(away[1] * SECOND_NS)),)
    return counted(judge(one_route(theirs, replace(ours, away=spans, attempts=attempts))))


@pytest.mark.parametrize(
    "close",
    [
        # Hand first: 0.30 of 0.40 are left, and half of that: 0.15 go.
        "10.4 501 503 sell out 0.15 | i2 c1 17 \n 30.1 501 504 sell out 0.15 | i3 c1 17",
        # Master first: 0.20 is the target, and the hand took one of the two that had to go.
        "10.4 501 503 sell out 0.10 | i2 c1 17 \n 30.1 501 504 sell out 0.20 | i3 c1 17",
    ],
)
@pytest.mark.parametrize("hand_s", ["9.5", "10.2"])
def test_hand_when_close_to_the_masters_closing_then_either_order_is_right(
    close: str, hand_s: str
) -> None:
    found = _counts(f"{hand_s} 501 502 sell out 0.10 reason=client \n {close}")

    assert found == EXACT


def test_hand_when_sizes_fit_no_order_then_volume_is_wrong() -> None:
    # 0.15 or 0.20 would be left, never 0.12.
    found = _counts(
        """10.2 501 502 sell out 0.10 reason=client
        10.4 501 503 sell out 0.18 | i2 c1 17
        30.1 501 504 sell out 0.12 | i3 c1 17"""
    )

    assert found["wrong_volume"] >= 1


# By hand 0.30 go at 8; 0.10 are left, and no more than 0.20 may be held.
LEFT_ALONE = "8 501 502 sell out 0.30 reason=client \n 30.1 501 503 sell out 0.10 | i3 c1 17"
ASKED_AT_30 = (tried(0.1, None, filled="0.40"), tried(30.1, None, filled="0.10", opens=False))


def test_hand_when_nobody_heard_of_it_before_the_master_then_its_share_may_stay() -> None:
    assert _counts(LEFT_ALONE, away=(7, 11), attempts=ASKED_AT_30) == EXACT


def test_hand_when_it_was_heard_long_before_the_master_then_its_share_is_owed() -> None:
    # Half of the 0.10 had to go at 10.
    found = _counts(LEFT_ALONE.replace("8 501", "2 501", 1), attempts=ASKED_AT_30)

    assert found["slow_closes"] == 1


def test_hand_when_two_closings_follow_before_it_is_heard_then_may_come_between_them() -> None:
    # The copier is told of the first closing, of the hand, and then of the second: 0.20 are the
    # target when 0.10 are found, so half of what is left of 0.20 goes with half of the master's.
    master = "0 17 17 buy in 0.40 \n 10 17 18 sell out 0.20 \n 13 17 19 sell out 0.10"
    hand = "9 501 502 sell out 0.30 reason=client \n 13.2 501 503 sell out 0.05 | i3 c1 17"

    assert _counts(hand, master=master, away=(8, 11.5)) == EXACT


@pytest.mark.parametrize(("setback", "faults"), [(Setback.SILENT, 0), (Setback.AGAIN, 1)])
def test_close_when_its_broker_was_silent_then_counts_as_of_the_asking(
    setback: Setback, faults: int
) -> None:
    # Asked at 10.1, done at 10.6. The hand at 10.4 took what the master left: it ended the copy.
    asked = (tried(0.1, None, filled="0.40"), tried(10.1, setback, filled="0.20", opens=False))
    found = _counts(
        "10.4 501 502 sell out 0.20 reason=client \n 10.6 501 503 sell out 0.20 | i2 c1 17",
        attempts=asked,
    )

    assert found.get("wrong_volume", 0) == faults


def test_close_when_an_earlier_one_of_the_same_lots_was_silent_then_counts_as_of_its_own() -> None:
    # Silent at 10.1, but done at once; the rest is asked for at 10.9, by the master's second deal.
    master = "0 17 17 buy in 0.40 \n 10 17 18 sell out 0.20 \n 10.8 17 19 sell out 0.20"
    asked = (
        tried(0.1, None, filled="0.40"),
        tried(10.1, Setback.SILENT, filled="0.20", opens=False),
        tried(10.9, None, filled="0.20", opens=False),
    )
    closes = "10.1 501 502 sell out 0.20 | i2 c1 17 \n 10.9 501 503 sell out 0.20 | i3 c1 17"

    assert _counts(closes, master=master, attempts=asked) == EXACT

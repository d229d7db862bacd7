"""What a broker refused by its own fault is owed no more; what nobody asked for is. Rules T1, T2.

The master buys 0.10 lots as order 17 and closes them after 20 s, unless a test says otherwise.
"""

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
    one_route,
)
from tradecopy_desktop.domain.values import MarginMode
from tradecopy_desktop.sim.attempts_of_run import HistoryAttempt, Setback
from tradecopy_desktop.sim.oracle import judge

SECOND_NS = 1_000_000_000
ROUND_TRIP = "0 17 17 buy in 0.10 \n 20 17 18 sell out 0.10"
AGAIN, FINAL, SILENT, PART = Setback.AGAIN, Setback.FINAL, Setback.SILENT, Setback.PART


def tried(
    at_s: float,
    setback: Setback | None,
    *,
    filled: str = "0",
    asked: str = "0.10",
    opens: bool = True,
    source: str = "17",
) -> HistoryAttempt:
    """Return a request for the copy of order 17."""
    return HistoryAttempt(
        at_ns=int(at_s * SECOND_NS),
        route="r1",
        source=source,
        opens=opens,
        asked=Decimal(asked),
        filled=Decimal(filled),
        setback=setback,
    )


def counts(
    *attempts: HistoryAttempt,
    master: str = ROUND_TRIP,
    follower: str = "",
    mode: MarginMode = HEDGING,
) -> dict[str, int]:
    """Return what the oracle counts when the follower's broker was asked for these."""
    theirs = account(MASTER, HEDGING, deals(master))
    asked = frozenset({"17"})
    ours = account(FOLLOWER, mode, deals(follower, first_ticket=9001), asked=asked)
    run = one_route(theirs, replace(ours, attempts=attempts))
    return counted(judge(run))


@pytest.mark.parametrize("setback", [FINAL, SILENT])
def test_opening_when_the_broker_refused_it_for_good_or_lost_it_then_is_owed_no_more(
    setback: Setback,
) -> None:
    assert counts(tried(0.1, setback)) == {"events": 2, "refused_by_broker": 1}


def test_opening_when_refused_for_the_moment_then_is_owed_until_it_was_tried_three_times() -> None:
    twice = counts(tried(0.1, AGAIN), tried(0.2, AGAIN))
    thrice = counts(tried(0.1, AGAIN), tried(0.2, AGAIN), tried(0.3, AGAIN))

    # Opening and closing are both missed; the broker was never asked for a closing.
    assert twice == {"events": 2, "prescribed": 2, "missed": 2, "slow_closes": 1}
    assert thrice == {"events": 2, "refused_by_broker": 1}


def test_opening_when_its_master_ended_before_it_could_be_tried_again_then_is_owed_no_more() -> (
    None
):
    master = "0 17 17 buy in 0.10 \n 2 17 18 sell out 0.10"

    assert counts(tried(0.1, AGAIN), master=master) == {"events": 2, "refused_by_broker": 1}


def test_opening_when_the_broker_was_right_to_refuse_it_then_is_missed() -> None:
    assert counts(tried(0.1, None)) == {"events": 2, "prescribed": 2, "missed": 2, "slow_closes": 1}


def test_opening_when_filled_in_part_then_the_part_alone_is_owed() -> None:
    follower = """
        0.1  501 501 buy  in  0.04 | i1 c1 17
        20.1 501 502 sell out 0.04 | i2 c1 17"""

    seen = counts(tried(0.1, PART, filled="0.04"), follower=follower)

    assert seen == {"events": 2, "prescribed": 2, "copies": 2, "refused_by_broker": 1}


def test_opening_when_sent_again_after_a_silence_that_was_a_fill_then_is_duplicated() -> None:
    follower = """
        0.1  501 501 buy  in  0.10 | i1 c1 17
        0.3  601 601 buy  in  0.10 | i2 c1 17
        20.1 501 502 sell out 0.10 | i3 c1 17
        20.1 601 602 sell out 0.10 | i4 c1 17"""
    tries = (tried(0.1, SILENT, filled="0.10"), tried(0.3, None, filled="0.10"))

    assert counts(*tries, follower=follower)["duplicated"] == 1


@pytest.mark.parametrize(("asked_s", "slow"), [(25.0, 0), (25.1, 1)])
def test_closing_when_done_late_then_the_broker_was_asked_within_5_seconds(
    asked_s: float, slow: int
) -> None:
    follower = """
        0.1  501 501 buy  in  0.10 | i1 c1 17
        30   501 502 sell out 0.10 | i2 c1 17"""
    opening = tried(0.1, None, filled="0.10")

    seen = counts(opening, tried(asked_s, FINAL, opens=False), follower=follower)

    assert seen.get("slow_closes", 0) == slow
    assert (seen["late"], seen["copies"]) == (1, 2)


def test_closing_when_the_broker_gave_it_in_parts_then_is_exact() -> None:
    # 0.06 and 0.04 are owed; the broker gives 0.03, then the other 0.07.
    master = "0 17 17 buy in 0.10 \n 20 17 18 sell out 0.06 \n 20.1 17 19 sell out 0.04"
    follower = """
        0.1  501 501 buy  in  0.10 | i1 c1 17
        20.2 501 502 sell out 0.03 | i2 c1 17
        20.3 501 503 sell out 0.07 | i3 c1 17"""

    seen = counts(follower=follower, master=master)

    assert seen == {"events": 3, "prescribed": 3, "copies": 3}


def test_opening_on_netting_when_the_other_side_could_not_be_closed_then_is_owed_no_more() -> None:
    master = f"{ROUND_TRIP} \n 20.5 19 19 sell in 0.20 \n 40 19 20 buy out 0.20"
    follower = """
        0.1  501 501 buy  in  0.10 | i1 c1 17
        27   501 502 sell out 0.10 | i2 c1 17"""
    tries = [tried(20 + 0.1 * n, FINAL, opens=False) for n in range(3)]

    seen = counts(*tries, master=master, follower=follower, mode=NETTING)

    assert (seen["refused_by_broker"], seen["prescribed"], seen["copies"]) == (1, 2, 2)
    assert "missed" not in seen

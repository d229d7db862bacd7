"""What nobody could do while an end was away is owed no more; a close still is. Rule T2.

The master buys 0.10 lots as order 17 and closes them after 20 s.
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
from tests.unit.sim.test_oracle_setbacks import ROUND_TRIP, SECOND_NS, tried
from tradecopy_desktop.sim.oracle import judge
from tradecopy_desktop.sim.oracle_outages import Outages

OPENED = "0.1 501 501 buy in 0.10 | i1 c1 17"


def counts(
    *away: tuple[float, float], follower: str = "", close_tried_s: float | None = None
) -> dict[str, int]:
    """Return what the oracle counts where the master was away from and until these seconds."""
    spans = tuple((int(a * SECOND_NS), int(b * SECOND_NS)) for a, b in away)
    theirs = replace(account(MASTER, HEDGING, deals(ROUND_TRIP)), away=spans)
    attempts = [tried(0.1, None, filled="0.10")]
    if close_tried_s is not None:
        attempts.append(tried(close_tried_s, None, filled="0.10", opens=False))
    ours = account(FOLLOWER, HEDGING, deals(follower), asked=frozenset({"17"}))
    return counted(judge(one_route(theirs, replace(ours, attempts=tuple(attempts)))))


def test_opening_when_an_end_was_away_then_is_owed_no_more() -> None:
    assert counts((-1, 3)) == {"events": 2, "missed_while_away": 1}


def test_opening_when_nobody_was_away_around_it_then_is_missed() -> None:
    # The master was away 10 s later only; its opening and its closing were both owed.
    found = counts((10, 11))

    assert found["missed"] == 2


@pytest.mark.parametrize(
    ("asked_s", "slow"),
    # Away from 19 to 30 s: the close has until 35 s, and is late either way.
    [(34.9, 0), (35.1, 1)],
)
def test_close_when_an_end_was_away_then_has_5_s_from_its_return(asked_s: float, slow: int) -> None:
    closed = f"{OPENED} \n {asked_s} 501 502 sell out 0.10 | i2 c1 17"

    found = counts((19, 30), follower=closed, close_tried_s=asked_s)

    assert found.get("slow_closes", 0) == slow
    assert (found["copies"], found["late"]) == (2, 1)


def test_close_when_the_trader_closed_first_while_an_end_was_away_then_is_not_missed() -> None:
    by_hand = f"{OPENED} \n 25 501 502 sell out 0.10 reason=client"

    found = counts((19, 30), follower=by_hand)

    assert found == {"events": 2, "prescribed": 2, "copies": 2, "late": 1, "recovered": 1}


def test_outages_when_they_overlap_then_are_one_and_a_gap_below_5_s_is_none() -> None:
    both = Outages([(10, 20), (30, 40)], [(15, 25)])

    # From 12 on: away until 25, then 5 more are not free, since it is away again at 30.
    assert both.whole_from(12, 6) == 40
    assert both.whole_from(12, 4) == 25
    assert both.whole_from(3, 5) == 3


@pytest.mark.parametrize(("away_s", "missed"), [(0.9, 0), (1.1, 2)])
def test_opening_when_an_end_went_away_after_it_then_is_excused_for_a_second(
    away_s: float, missed: int
) -> None:
    assert counts((away_s, 9)).get("missed", 0) == missed

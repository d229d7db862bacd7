"""What a master ended within 2 s: owed where an executor was asked for it, else not. Rule C1."""

import pytest

from tests.unit.sim.oracle_runs import HEDGING, NETTING, counted, judged

SHORT = "0 17 17 buy in 0.10 \n 1 17 18 sell out 0.10"


@pytest.mark.parametrize("closed_s", ["0.005", "2"])
def test_opening_when_closed_before_it_was_sent_is_not_owed(closed_s: str) -> None:
    # The first lives 5 ms, or 2 s, and is never sent: two prescriptions less. The second lives on.
    master = f"""
        0          17 17 buy  in  0.10
        {closed_s} 17 18 sell out 0.10
        10         19 19 buy  in  0.10"""
    follower = "10.2 501 501 buy in 0.10 | i1 c1 19"

    verdict = judged((HEDGING, master), (HEDGING, follower))

    assert counted(verdict) == {
        "events": 3,
        "prescribed": 1,
        "copies": 1,
        "closed_before_sent": 2,
    }


@pytest.mark.parametrize("asked", [{"17"}, {"16", "17"}])
def test_opening_when_asked_for_and_not_done_is_missed_however_short_its_life(
    asked: set[str],
) -> None:
    # It lived one second, was sent and refused: the opening and its close are both missed.
    verdict = judged((HEDGING, SHORT), (HEDGING, ""), asked=frozenset(asked))

    assert counted(verdict) == {"events": 2, "prescribed": 2, "missed": 2}
    assert not verdict.exact


def test_opening_when_only_another_was_asked_for_is_not_owed() -> None:
    verdict = judged((HEDGING, SHORT), (HEDGING, ""), asked=frozenset({"16"}))

    assert counted(verdict) == {"events": 2, "closed_before_sent": 2}


def test_opening_when_asked_for_is_missed_beside_one_that_was_not() -> None:
    # Both live one second. Order 19 was asked for: two missed. Order 17 never was: two not owed.
    master = """
        0 17 17 buy in  0.10
        0 19 19 buy in  0.20
        1 17 20 sell out 0.10
        1 19 21 sell out 0.20"""

    verdict = judged((HEDGING, master), (HEDGING, ""), asked=frozenset({"19"}))

    assert counted(verdict) == {
        "events": 4,
        "prescribed": 2,
        "missed": 2,
        "closed_before_sent": 2,
    }


@pytest.mark.parametrize("asked", ["17", "18"])
def test_copy_when_only_one_of_its_openings_was_asked_for_is_owed_whole(asked: str) -> None:
    # Nothing was done for 0.10 and 0.05, nor for the close of both.
    master = """
        0   17 17 buy  in  0.10
        0.5 17 18 buy  in  0.05
        1   17 19 sell out 0.15"""

    verdict = judged((NETTING, master), (NETTING, ""), asked=frozenset({asked}))

    assert counted(verdict) == {"events": 3, "prescribed": 3, "missed": 3}


def test_opening_when_below_the_minimum_does_not_make_its_add_owed() -> None:
    # 0.01 halved is nothing; the add of order 18 is 0.05, lives a second, and was never sent.
    master = """
        0 17 17 buy  in  0.01
        5 17 18 buy  in  0.10
        6 17 19 sell out 0.11"""

    verdict = judged((NETTING, master), (NETTING, ""), "0.5")

    assert counted(verdict) == {"events": 3, "skipped_expected": 1, "closed_before_sent": 2}


@pytest.mark.parametrize("asked", [set(), {"17"}])
def test_add_when_its_copy_was_opened_is_owed_however_short_its_life(asked: set[str]) -> None:
    # The add may have gone out under order 17, which shows in a deal even where nobody noted it.
    # The close takes the 0.10 that are there, which is right.
    master = """
        0  17 17 buy  in  0.10
        10 17 18 buy  in  0.05
        11 17 19 sell out 0.15"""
    follower = """
        0.2  501 501 buy  in  0.10 | i1 c1 17
        11.2 501 502 sell out 0.10 | i2 c1 17"""

    verdict = judged((NETTING, master), (NETTING, follower), asked=frozenset(asked))

    assert counted(verdict) == {"events": 3, "prescribed": 3, "copies": 2, "missed": 1}

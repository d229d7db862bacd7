"""What answers prove about held lots, and how long a change of the net is waited for (L5, S5)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.answers import OPEN_ONE, answer, concluded, fill, set_volume
from tests.unit.engine.link_samples import CLOSING, LIVE, OPENING
from tradecopy_desktop.domain.facts import Outcome
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.outcomes.consequence import Consequence
from tradecopy_desktop.engine.outcomes.fills import with_entry
from tradecopy_desktop.engine.outcomes.repeating import may_retry_opening

CLOSE = set_volume("0")
FILLED = answer(OPEN_ONE, Outcome.FILLED, remaining="1", fills=(fill("1"),))


def test_opening_when_another_of_its_copy_is_still_to_come_then_nothing_is_missing() -> None:
    second = replace(LIVE.opens[0], id="5" * 32)
    link = replace(OPENING, target=Decimal(2), opens=(*LIVE.opens, second))

    result = concluded(link, OPEN_ONE, FILLED)

    assert (result.link.filled, result.link.target) == (Decimal(1), Decimal(2))
    assert (result.link.state, result.trouble) == (LinkState.LIVE, None)


def test_l5_opening_when_less_came_than_was_reduced_meanwhile_then_nothing_is_the_base() -> None:
    # Half a lot is due of 1 by now; 0.2 of it came, and 0.8 never will: 0.5 - 0.8.
    half = Fraction(1, 2)
    link = replace(OPENING, base=half, accepted=half, exact=half, target=Decimal("0.5"))
    part = answer(OPEN_ONE, Outcome.PARTLY_FILLED, remaining="0.2", fills=(fill("0.2"),))

    assert concluded(link, OPEN_ONE, part).link.base == 0


def test_opening_when_its_close_was_ordered_meanwhile_then_the_close_tells_the_end() -> None:
    gone = answer(OPEN_ONE, Outcome.FILLED, remaining="0", fills=(fill("1"),))

    result = concluded(replace(CLOSING, filled=ZERO), OPEN_ONE, gone)

    assert (result.link.state, result.trouble) == (LinkState.CLOSING, None)


def test_c4_close_when_only_its_answer_is_unknown_then_no_word_in_it_proves_the_end() -> None:
    unknown = answer(CLOSE, Outcome.UNKNOWN, code="no_copy", remaining="1")

    result = concluded(replace(CLOSING, filled=ZERO), CLOSE, unknown)

    assert (result.link.state, len(result.commands)) == (LinkState.CLOSING, 1)


@pytest.mark.parametrize(
    ("tries", "wait_ms"), [(1, 100), (2, 200), (3, 400), (10, 51_200), (11, 51_200), (99, 51_200)]
)
def test_s5_close_when_the_net_changes_again_and_again_then_waits_longer_each_time(
    tries: int, wait_ms: int
) -> None:
    changed = answer(CLOSE, Outcome.CHANGED, remaining="1")

    assert concluded(CLOSING, CLOSE, changed, tries=tries).wait_ms == wait_ms


def test_consequence_when_nothing_is_said_then_is_final_at_once_and_no_trouble() -> None:
    nothing = Consequence(link=LIVE)

    assert (nothing.commands, nothing.wait_ms, nothing.trouble) == ((), 0, None)
    assert nothing.final is True


def test_c8_entry_when_an_opening_was_filled_then_is_the_average_of_its_fills() -> None:
    # 1 lot stands at 1.20002, 1 more was bought at 1.10002.
    link = replace(LIVE, entry=Decimal("1.20002"))

    assert with_entry(link, OPEN_ONE, FILLED) == replace(link, entry=Decimal("1.15002"))


def test_c8_entry_when_nothing_was_opened_then_stays() -> None:
    without_fills = answer(OPEN_ONE, Outcome.DONE, remaining="1")
    closed = answer(CLOSE, Outcome.FILLED, fills=(fill("1"),))

    assert with_entry(LIVE, OPEN_ONE, without_fills) == LIVE
    assert with_entry(LIVE, CLOSE, closed) == LIVE


@pytest.mark.parametrize(
    ("outcome", "code", "expected"),
    [
        (Outcome.REFUSED, "10004", True),
        (Outcome.CHANGED, "", True),
        (Outcome.REFUSED, "10019", False),
        (Outcome.FILLED, "10004", False),
        (Outcome.UNKNOWN, "10004", False),
    ],
)
def test_l9_opening_when_refused_then_is_repeated_only_if_that_can_succeed(
    outcome: Outcome, code: str, expected: bool
) -> None:
    report = answer(OPEN_ONE, outcome, code=code)

    assert may_retry_opening(report, 1, 4_000) is expected


@pytest.mark.parametrize(
    ("tries", "life_left_ms", "expected"),
    [(2, 101, True), (3, 101, False), (2, 100, False)],
)
def test_l9_opening_when_tried_three_times_or_out_of_time_then_is_not_repeated(
    tries: int, life_left_ms: float, expected: bool
) -> None:
    report = answer(OPEN_ONE, Outcome.REFUSED, code="10004")

    assert may_retry_opening(report, tries, life_left_ms) is expected

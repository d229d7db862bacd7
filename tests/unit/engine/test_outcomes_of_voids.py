"""What becomes of a pending copy whose order is asked about, since its outcome was unknown."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.answers import PLACE, VOID, answer, concluded, fill
from tests.unit.engine.link_samples import COPY, OPEN
from tests.unit.engine.pending_samples import (
    ADOPTED,
    AHEAD,
    CANCELLING,
    PAIRED,
    UNPLACED,
    WAITING,
    book,
    route,
)
from tests.unit.engine.samples import FOLLOWER
from tradecopy_desktop.domain.commands import VoidInstruction
from tradecopy_desktop.domain.facts import Outcome
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.order_rules import OneSidedFill
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.outcomes.conclude import Consequence

# 4:open32:COPY13:501 at market1:0, hashed by another program.
AT_MARKET = "15ce6bbde1577e053f879086d5e09e81"
TAKEN_BACK = replace(ADOPTED, state=LinkState.OPENING, revision=2)
UNSURE = replace(WAITING, state=LinkState.UNKNOWN, reason="timeout")
PLACED = replace(fill("1"), deal="0")


def test_l9_placing_when_its_outcome_is_unknown_then_is_voided() -> None:
    result = concluded(WAITING, PLACE, answer(PLACE, Outcome.UNKNOWN, message="timeout"))

    assert result.commands == (VoidInstruction(id=OPEN, copy=COPY, follower=FOLLOWER),)
    assert result.link == UNSURE
    assert result.trouble == "it is not known whether the order was placed; asking the terminal"


@pytest.mark.parametrize("link", [CANCELLING, TAKEN_BACK])
def test_l9_placing_when_unknown_while_it_is_taken_back_then_that_goes_on(link: Link) -> None:
    result = concluded(link, PLACE, answer(PLACE, Outcome.UNKNOWN))

    assert result.link.state is link.state
    assert len(result.commands) == 1


def test_l9_void_when_the_order_was_never_placed_then_the_masters_fill_is_waited_for() -> None:
    report = answer(VOID, Outcome.DONE, code="voided")

    result = concluded(UNSURE, VOID, report, known=book(UNSURE))

    text = (
        "the pending order was refused (it was taken back in time); "
        "it is opened at market with the master's"
    )
    assert result == Consequence(link=replace(UNPLACED, reason=text), trouble=text)


def test_l9_void_when_the_order_was_never_placed_and_the_market_is_avoided_then_is_refused() -> (
    None
):
    known = book(UNSURE, with_route=route(master_filled=OneSidedFill.ASK))

    result = concluded(UNSURE, VOID, answer(VOID, Outcome.DONE, code="voided"), known=known)

    assert (result.link.state, result.link.opens) == (LinkState.REFUSED, ())
    assert result.trouble == "the pending order was refused: it was taken back in time"


def test_l9_void_when_the_order_waits_then_the_copy_waits() -> None:
    report = answer(VOID, Outcome.ALREADY_DONE, fills=(PLACED,))

    assert concluded(UNSURE, VOID, report) == Consequence(link=WAITING)


def test_l9_void_when_the_order_was_filled_then_the_copy_holds_it() -> None:
    report = answer(VOID, Outcome.ALREADY_DONE, fills=(fill("1"),))

    assert concluded(UNSURE, VOID, report).link == replace(AHEAD, entry=None)


def test_l9_void_when_the_fill_was_told_before_then_it_counts_once() -> None:
    known = replace(PAIRED, state=LinkState.UNKNOWN)
    report = answer(VOID, Outcome.ALREADY_DONE, fills=(fill("1"),))

    assert concluded(known, VOID, report).link == PAIRED


def test_l9_void_when_the_executor_cannot_tell_then_is_asked_again() -> None:
    result = concluded(UNSURE, VOID, answer(VOID, Outcome.UNKNOWN), tries=3)

    assert (result.link, result.commands, result.wait_ms) == (UNSURE, (VOID,), 4_000)
    assert result.trouble == (
        "the terminal cannot tell whether the order was placed; look at the account"
    )


@pytest.mark.parametrize("outcome", [Outcome.DONE, Outcome.ALREADY_DONE, Outcome.UNKNOWN])
def test_void_when_the_copy_is_over_then_its_answer_means_nothing(outcome: Outcome) -> None:
    over = replace(WAITING, state=LinkState.CANCELLED, pending=None)

    assert concluded(over, VOID, answer(VOID, outcome)) == Consequence(link=over)


def test_l9_void_when_of_the_opening_at_market_then_its_fills_are_held() -> None:
    at_market = replace(VOID, id=AT_MARKET)
    opening = replace(WAITING.opens[0], id=AT_MARKET)
    unsure = replace(PAIRED, filled=ZERO, state=LinkState.UNKNOWN, opens=(opening,))

    report = answer(at_market, Outcome.ALREADY_DONE, fills=(fill("1"),))

    assert concluded(unsure, at_market, report).link.filled == Decimal(1)


def test_l9_void_when_of_the_opening_at_market_and_never_done_then_is_not_opened_again() -> None:
    at_market = replace(VOID, id=AT_MARKET)
    opening = replace(WAITING.opens[0], id=AT_MARKET)
    unsure = replace(PAIRED, filled=ZERO, state=LinkState.UNKNOWN, opens=(opening,))
    report = answer(at_market, Outcome.DONE, code="voided")

    result = concluded(unsure, at_market, report, known=book(unsure))

    assert (result.link.state, result.commands) == (LinkState.REFUSED, ())


def test_l9_void_when_of_a_further_order_then_the_waiting_one_stays() -> None:
    # 1.00 waits, 0.50 of a further order were never carried out.
    further = replace(VOID, id="5" * 32)
    second = replace(WAITING.opens[0], id="5" * 32, magic="77", volume=Decimal("0.5"))
    grown = replace(
        ADOPTED,
        opens=(*ADOPTED.opens, second),
        target=Decimal("1.5"),
        base=Fraction(3, 2),
        accepted=Fraction(3, 2),
        original=Fraction(3, 2),
    )

    result = concluded(grown, further, answer(further, Outcome.DONE, code="voided"))

    assert result.link.pending == ADOPTED.pending
    assert (result.link.target, result.link.opens) == (Decimal(1), ADOPTED.opens)

"""Answers to the placing of a copy's pending order: it waits, is filled, or never was."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.answers import PLACE, VOID, answer, concluded, fill
from tests.unit.engine.link_samples import OPEN
from tests.unit.engine.pending_samples import (
    ADOPTED,
    AHEAD,
    ALONE,
    BESIDE,
    CANCELLING,
    GROWN,
    NOON_AT_FOLLOWER,
    PAIRED,
    PARTIAL,
    TERMS,
    UNPLACED,
    WAITING,
    book,
    route,
)
from tradecopy_desktop.domain.commands import (
    OpenPosition,
    PlacePending,
    SetVolume,
)
from tradecopy_desktop.domain.facts import Outcome
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.order_rules import OneSidedFill
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.outcomes.conclude import Consequence, without_opening

# 4:open32:COPY32:OPEN1:1 and 4:open32:COPY13:501 at market1:0, hashed by another program.
AGAIN = "24278a329223130d1bbd6f0c280014fd"
AT_MARKET = "15ce6bbde1577e053f879086d5e09e81"
TAKEN_BACK = replace(ADOPTED, state=LinkState.OPENING, revision=2)
IN_FORCE = [Outcome.DONE, Outcome.ALREADY_DONE, Outcome.FILLED]
PLACED = replace(fill("1"), deal="0")


def refused(link: Link, code: str = "10019", *, life_left_ms: float = 4_000) -> Consequence:
    known = book(link, with_route=route())
    report = answer(PLACE, Outcome.REFUSED, code=code)
    return concluded(link, PLACE, report, known=known, life_left_ms=life_left_ms)


@pytest.mark.parametrize("outcome", IN_FORCE)
@pytest.mark.parametrize("link", [WAITING, ADOPTED, CANCELLING, TAKEN_BACK])
def test_placing_when_done_then_the_order_waits(link: Link, outcome: Outcome) -> None:
    result = concluded(link, PLACE, answer(PLACE, outcome, fills=(PLACED,)))

    assert result == Consequence(link=link)


def test_placing_when_only_accepted_then_the_answer_is_still_to_come() -> None:
    assert not concluded(WAITING, PLACE, answer(PLACE, Outcome.ACCEPTED)).final


@pytest.mark.parametrize("outcome", IN_FORCE)
def test_placing_when_the_order_was_filled_before_the_answer_then_the_copy_holds_it(
    outcome: Outcome,
) -> None:
    result = concluded(WAITING, PLACE, answer(PLACE, outcome, remaining="1"))

    assert result.link == replace(AHEAD, entry=None)


def test_placing_when_told_again_after_a_restart_then_the_fill_is_found() -> None:
    report = answer(PLACE, Outcome.ALREADY_DONE, remaining="1", fills=(PLACED,))

    assert concluded(ADOPTED, PLACE, report).link == replace(PAIRED, entry=None)


def test_placing_when_the_fill_was_told_before_the_answer_then_it_counts_once() -> None:
    report = answer(PLACE, Outcome.DONE, remaining="1")

    assert concluded(PAIRED, PLACE, report).link == PAIRED


def test_c1_placing_when_filled_while_it_is_taken_back_then_that_answer_decides() -> None:
    result = concluded(CANCELLING, PLACE, answer(PLACE, Outcome.DONE, remaining="1"))

    assert result.commands == ()
    assert (result.link.state, result.link.filled) == (LinkState.CLOSING, Decimal(1))


def test_placing_when_the_copy_is_over_then_its_answer_means_nothing() -> None:
    over = replace(WAITING, state=LinkState.CANCELLED, pending=None)

    assert concluded(over, PLACE, answer(PLACE, Outcome.DONE)) == Consequence(link=over)


@pytest.mark.parametrize(("code", "wait_ms"), [("10004", 100), ("10024", 500)])
def test_placing_when_refused_for_the_moment_then_is_repeated_under_a_new_id(
    code: str, wait_ms: int
) -> None:
    result = refused(WAITING, code)

    (again,) = result.commands
    assert isinstance(again, PlacePending)
    assert again == replace(PLACE, id=AGAIN, revision=2, magic=again.magic)
    assert again.magic != PLACE.magic
    assert result.link.opens == (replace(WAITING.opens[0], id=AGAIN, magic=again.magic),)
    assert (result.link.revision, result.link.state) == (2, LinkState.PENDING)
    assert (result.wait_ms, result.trouble) == (wait_ms, None)


@pytest.mark.parametrize("code", ["10022", "147"])
def test_placing_when_the_broker_takes_no_expiry_then_the_order_is_placed_without(
    code: str,
) -> None:
    terms = replace(TERMS, expires_at=NOON_AT_FOLLOWER)
    place = replace(PLACE, expires_at=NOON_AT_FOLLOWER)
    link = replace(WAITING, pending=terms)

    result = concluded(link, place, answer(place, Outcome.REFUSED, code=code), tries=3)

    (again,) = result.commands
    assert isinstance(again, PlacePending)
    assert again.expires_at is None
    assert result.link.pending == TERMS


@pytest.mark.parametrize(
    ("code", "expires_at", "life_left_ms"),
    [("10019", None, 4_000), ("10022", None, 4_000), ("10022", NOON_AT_FOLLOWER, 100)],
)
def test_placing_when_refused_for_good_then_the_copy_is_refused(
    code: str, expires_at: int | None, life_left_ms: float
) -> None:
    place = replace(PLACE, expires_at=expires_at)
    report = answer(place, Outcome.REFUSED, code=code, message="no money")

    result = concluded(WAITING, place, report, life_left_ms=life_left_ms)

    assert result.link == replace(UNPLACED, state=LinkState.REFUSED, reason="no money")
    assert result.trouble == "the pending order was refused: no money"
    assert result.commands == ()


@pytest.mark.parametrize(
    ("code", "what"),
    [("10015", "the price"), ("129", "the price"), ("130", "SL or TP")],
)
def test_placing_when_its_price_was_passed_then_the_masters_fill_is_waited_for(
    code: str, what: str
) -> None:
    result = refused(WAITING, code, life_left_ms=0)

    text = (
        f"the pending order was refused (the broker calls {what} invalid, code {code}); "
        "it is opened at market with the master's"
    )
    assert result == Consequence(link=replace(UNPLACED, reason=text), trouble=text)


def test_placing_when_its_price_was_passed_by_both_then_the_copy_is_opened_at_market() -> None:
    result = refused(ADOPTED, "10015")

    (command,) = result.commands
    assert isinstance(command, OpenPosition)
    assert (command.id, command.volume) == (AT_MARKET, Decimal(1))
    assert (result.link.state, result.link.pending) == (LinkState.OPENING, None)


def test_c5_placing_when_its_price_was_passed_and_openings_rest_then_the_copy_is_refused() -> None:
    known = book(ADOPTED, with_route=route(mode=RouteMode.CLOSE_ONLY))
    report = answer(PLACE, Outcome.REFUSED, code="10015")

    result = concluded(ADOPTED, PLACE, report, known=known)

    assert (result.link.state, result.commands) == (LinkState.REFUSED, ())
    assert result.trouble == (
        "the pending order was refused (the broker calls the price invalid, code 10015), "
        "and not opened at market: "
        "the route takes no openings now"
    )


@pytest.mark.parametrize("choice", [OneSidedFill.ASK, OneSidedFill.CANCEL])
def test_placing_when_its_price_was_passed_and_the_route_avoids_the_market_then_is_refused(
    choice: OneSidedFill,
) -> None:
    known = book(WAITING, with_route=route(master_filled=choice))
    report = answer(PLACE, Outcome.REFUSED, code="10015")

    assert concluded(WAITING, PLACE, report, known=known).link.state is LinkState.REFUSED


def test_placing_when_its_price_was_passed_and_the_route_is_gone_then_is_refused() -> None:
    known = book(WAITING)
    known.routes.clear()
    report = answer(PLACE, Outcome.REFUSED, code="10015")

    assert concluded(WAITING, PLACE, report, known=known).link.state is LinkState.REFUSED


def test_c1_placing_when_refused_while_it_is_taken_back_then_the_copy_is_over() -> None:
    result = refused(CANCELLING, "10004")

    assert result == Consequence(
        link=replace(CANCELLING, state=LinkState.CANCELLED, pending=None, opens=())
    )


def test_placing_when_refused_on_its_way_to_the_market_then_the_answer_to_that_decides() -> None:
    assert refused(TAKEN_BACK, "10004") == Consequence(link=TAKEN_BACK)


@pytest.mark.parametrize("link", [CANCELLING, TAKEN_BACK])
def test_c1_void_when_the_order_waits_and_is_taken_back_then_that_goes_on(link: Link) -> None:
    report = answer(VOID, Outcome.ALREADY_DONE, fills=(PLACED,))

    assert concluded(link, VOID, report) == Consequence(link=link)


def test_dropped_placing_when_too_old_to_be_sent_then_the_copy_is_refused() -> None:
    result = without_opening(WAITING, OPEN, "the signal grew too old", None)

    assert (result.link.state, result.link.pending) == (LinkState.REFUSED, None)
    assert result.trouble == "the pending order was refused: the signal grew too old"


def test_c1_dropped_placing_when_taken_back_before_it_was_sent_then_nobody_is_told() -> None:
    result = without_opening(CANCELLING, OPEN, "closed before sent", None)

    assert (result.link.state, result.trouble) == (LinkState.CANCELLED, None)


def test_s3_opening_at_market_when_refused_then_what_the_order_brought_stays() -> None:
    # 0.40 came from the order; the 0.60 at market are refused.
    opening = replace(WAITING.opens[0], id=AT_MARKET, volume=Decimal("0.6"))
    link = replace(PARTIAL, pending=None, opens=(*WAITING.opens, opening))

    result = without_opening(link, AT_MARKET, "no money", None)

    assert (result.link.target, result.link.base) == (Decimal("0.4"), Fraction(2, 5))
    assert not any(isinstance(command, SetVolume) for command in result.commands)


def test_placing_when_refused_for_the_moment_with_an_expiry_then_keeps_it() -> None:
    place = replace(PLACE, expires_at=NOON_AT_FOLLOWER)
    link = replace(WAITING, pending=replace(TERMS, expires_at=NOON_AT_FOLLOWER))

    (again,) = concluded(link, place, answer(place, Outcome.REFUSED, code="10004")).commands

    assert isinstance(again, PlacePending)
    assert again.expires_at == NOON_AT_FOLLOWER


def test_placing_when_told_again_after_a_part_was_filled_then_the_rest_is_added() -> None:
    report = answer(PLACE, Outcome.ALREADY_DONE, remaining="1", fills=(PLACED,))

    link = concluded(PARTIAL, PLACE, report).link

    assert (link.filled, link.pending) == (Decimal(1), None)


def test_s3_placing_when_refused_beside_a_further_order_then_only_its_part_leaves() -> None:
    result = refused(GROWN)

    assert result == Consequence(
        link=ALONE, trouble="the pending order was refused: not enough money, code 10019"
    )


def test_s3_placing_when_refused_beside_lots_that_are_held_then_they_live_on() -> None:
    held = replace(GROWN, filled=Decimal("0.5"))

    assert refused(held).link == replace(ALONE, filled=Decimal("0.5"), state=LinkState.LIVE)


def test_l5_placing_when_passed_beside_a_further_order_then_only_its_part_goes_to_market() -> None:
    # 1.50 are owed, 0.50 of them to the further order.
    result = refused(GROWN, "10015")

    (command,) = result.commands
    assert isinstance(command, OpenPosition)
    assert command.volume == Decimal(1)
    assert [each.id for each in result.link.opens] == [BESIDE.id, AT_MARKET]


def test_c1_placing_when_refused_while_all_ends_then_what_is_beside_it_is_still_found() -> None:
    ending = replace(GROWN, state=LinkState.CLOSING, target=ZERO)

    result = refused(ending)

    assert (result.link.state, result.link.opens) == (LinkState.CLOSING, (BESIDE,))

"""Answers to changes and cancels of a copy's pending order: repeated until proof (rule C4)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.answers import CANCEL, MODIFY, answer, concluded
from tests.unit.engine.link_samples import OPEN
from tests.unit.engine.pending_samples import (
    ADOPTED,
    AHEAD,
    ALONE,
    BESIDE,
    CANCELLING,
    GROWN,
    PAIRED,
    PARTIAL,
    TERMS,
    WAITING,
    book,
    route,
)
from tests.unit.engine.samples import FOLLOWER
from tradecopy_desktop.domain.commands import OpenPosition, SetVolume
from tradecopy_desktop.domain.facts import Outcome, Quote
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.outcomes.conclude import Consequence

# 4:open32:COPY13:501 at market1:0, hashed by another program.
AT_MARKET = "15ce6bbde1577e053f879086d5e09e81"
TO_MARKET = replace(ADOPTED, state=LinkState.OPENING, revision=2)
TAKEN_BACK = [Outcome.DONE, Outcome.ALREADY_DONE]


@pytest.mark.parametrize("outcome", [Outcome.DONE, Outcome.ALREADY_DONE])
def test_change_when_in_force_then_nothing_follows(outcome: Outcome) -> None:
    assert concluded(WAITING, MODIFY, answer(MODIFY, outcome)) == Consequence(link=WAITING)


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.UNKNOWN, Outcome.CHANGED])
def test_c4_change_when_refused_then_is_tried_again_under_the_same_id(outcome: Outcome) -> None:
    report = answer(MODIFY, outcome, code="10015", message="invalid price")

    result = concluded(WAITING, MODIFY, report, tries=2)

    assert result.commands == (replace(MODIFY, revision=2),)
    assert (result.link, result.wait_ms) == (replace(WAITING, revision=2), 2_000)
    assert result.trouble == (
        "the pending order was not changed (invalid price); it is tried again"
    )


def test_change_when_its_revision_was_overtaken_then_is_renumbered_at_once() -> None:
    report = answer(MODIFY, Outcome.REFUSED, code="stale")

    assert concluded(WAITING, MODIFY, report, tries=4).wait_ms == 0


@pytest.mark.parametrize(
    "link",
    [
        replace(WAITING, pending=replace(TERMS, price=Decimal("1.09100"))),
        replace(WAITING, stop_loss=Decimal("1.08000")),
        CANCELLING,
        TO_MARKET,
        AHEAD,
    ],
    ids=["newer price", "newer stop", "taken back", "for the market", "filled"],
)
def test_change_when_refused_and_not_wanted_any_more_then_is_dropped(link: Link) -> None:
    report = answer(MODIFY, Outcome.REFUSED, code="10015")

    assert concluded(link, MODIFY, report) == Consequence(link=link)


def test_change_when_the_order_is_not_there_then_its_own_event_tells_why() -> None:
    report = answer(MODIFY, Outcome.REFUSED, code="no_copy", remaining="1")

    assert concluded(WAITING, MODIFY, report) == Consequence(link=WAITING)


@pytest.mark.parametrize("outcome", TAKEN_BACK)
def test_cancel_when_done_then_the_copy_is_cancelled(outcome: Outcome) -> None:
    result = concluded(CANCELLING, CANCEL, answer(CANCEL, outcome))

    assert result == Consequence(link=replace(CANCELLING, state=LinkState.CANCELLED, pending=None))


def test_cancel_when_the_copy_is_known_nowhere_then_the_copy_is_cancelled() -> None:
    report = answer(CANCEL, Outcome.REFUSED, code="no_copy")

    assert concluded(CANCELLING, CANCEL, report).link.state is LinkState.CANCELLED


@pytest.mark.parametrize(
    ("outcome", "code"),
    [(Outcome.DONE, ""), (Outcome.ALREADY_DONE, ""), (Outcome.REFUSED, "no_copy")],
)
def test_c6_cancel_when_the_order_was_filled_in_the_race_then_is_closed_at_once(
    outcome: Outcome, code: str
) -> None:
    report = answer(CANCEL, outcome, code=code, remaining="1")

    result = concluded(CANCELLING, CANCEL, report)

    (command,) = result.commands
    assert isinstance(command, SetVolume)
    assert (command.volume, command.revision) == (ZERO, 3)
    assert (result.link.state, result.link.filled, result.link.pending) == (
        LinkState.CLOSING,
        Decimal(1),
        None,
    )
    assert result.trouble == (
        "an order in EURUSD was filled while it was taken back; "
        "what is too much of its 1 lots is closed at once"
    )


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.UNKNOWN])
def test_c4_cancel_when_refused_then_is_tried_again_until_proof(outcome: Outcome) -> None:
    report = answer(CANCEL, outcome, code="10029")

    result = concluded(CANCELLING, CANCEL, report, tries=3)

    assert result.commands == (replace(CANCEL, revision=3),)
    assert (result.link, result.wait_ms) == (replace(CANCELLING, revision=3), 4_000)
    assert result.trouble == (
        "the pending order was not cancelled (the order or position was frozen, code 10029); "
        "it is tried again"
    )


def test_cancel_when_the_copy_is_over_then_its_answer_means_nothing() -> None:
    over = replace(WAITING, state=LinkState.CANCELLED, pending=None)
    report = answer(CANCEL, Outcome.REFUSED, code="10029")

    assert concluded(over, CANCEL, report) == Consequence(link=over)


def to_market(link: Link, remaining: str = "0", *, mode: RouteMode = RouteMode.LIVE) -> Consequence:
    known = book(link, with_route=route(mode=mode))
    return concluded(link, CANCEL, answer(CANCEL, Outcome.DONE, remaining=remaining), known=known)


def test_to_market_when_the_order_is_proven_gone_then_the_missing_lots_are_opened() -> None:
    result = to_market(TO_MARKET)

    (command,) = result.commands
    assert isinstance(command, OpenPosition)
    assert (command.id, command.volume, command.revision) == (AT_MARKET, Decimal(1), 3)
    assert result.link == replace(
        TO_MARKET, pending=None, revision=3, opens=result.link.opens, state=LinkState.OPENING
    )
    assert [opening.id for opening in result.link.opens] == [AT_MARKET]
    assert result.trouble is None


def test_to_market_when_a_part_was_filled_then_only_the_rest_is_opened() -> None:
    result = to_market(replace(PARTIAL, state=LinkState.OPENING, revision=2), "0.4")

    (command,) = result.commands
    assert isinstance(command, OpenPosition)
    assert command.volume == Decimal("0.6")
    assert [opening.id for opening in result.link.opens] == [OPEN, AT_MARKET]
    assert result.link.state is LinkState.LIVE


def test_to_market_when_all_was_filled_in_the_race_then_nothing_is_opened() -> None:
    assert to_market(TO_MARKET, "1") == Consequence(link=replace(PAIRED, entry=None, revision=2))


def test_s4_to_market_when_the_master_closed_a_part_meanwhile_then_less_is_opened() -> None:
    halved = replace(TO_MARKET, accepted=Fraction(1, 2), target=Decimal("0.5"))

    (command,) = to_market(halved).commands

    assert isinstance(command, OpenPosition)
    assert command.volume == Decimal("0.5")


def test_s4_to_market_when_filled_and_the_master_closed_a_part_then_the_rest_is_closed() -> None:
    halved = replace(TO_MARKET, accepted=Fraction(1, 2), target=Decimal("0.5"))

    result = to_market(halved, "1")

    (command,) = result.commands
    assert isinstance(command, SetVolume)
    assert (command.volume, result.link.state) == (Decimal("0.5"), LinkState.LIVE)


def test_c5_to_market_when_openings_rest_meanwhile_then_the_copy_is_refused() -> None:
    result = to_market(TO_MARKET, mode=RouteMode.CLOSE_ONLY)

    assert (result.link.state, result.link.target, result.commands) == (
        LinkState.REFUSED,
        ZERO,
        (),
    )
    assert result.trouble == (
        "the copy in EURUSD is not opened at market: the route takes no openings now"
    )


def test_c5_to_market_when_openings_rest_then_what_was_filled_is_the_new_base() -> None:
    part = replace(PARTIAL, state=LinkState.OPENING, revision=2)

    result = to_market(part, "0.4", mode=RouteMode.OFF)

    assert (result.link.state, result.link.target, result.link.base) == (
        LinkState.LIVE,
        Decimal("0.4"),
        Fraction(2, 5),
    )
    assert result.commands == ()


def test_c8_to_market_when_the_price_has_run_away_then_the_copy_is_refused() -> None:
    known = book(TO_MARKET, with_route=route(max_slippage=20))
    known.account(FOLLOWER).quotes["EURUSD"] = Quote(
        symbol="EURUSD", bid=Decimal("1.10020"), ask=Decimal("1.10021"), at=0
    )

    result = concluded(TO_MARKET, CANCEL, answer(CANCEL, Outcome.DONE), known=known)

    # The master's fill was at 1.10000; 21 points are more than 20.
    assert result.link.state is LinkState.REFUSED
    assert "21 points worse" in result.link.reason


def test_c8_to_market_when_the_price_is_near_enough_then_is_opened() -> None:
    known = book(TO_MARKET, with_route=route(max_slippage=21))
    known.account(FOLLOWER).quotes["EURUSD"] = Quote(
        symbol="EURUSD", bid=Decimal("1.10020"), ask=Decimal("1.10021"), at=0
    )

    result = concluded(TO_MARKET, CANCEL, answer(CANCEL, Outcome.DONE), known=known)

    (command,) = result.commands
    assert isinstance(command, OpenPosition)
    assert command.max_slippage == 21


def test_to_market_when_the_route_is_gone_then_the_copy_ended_early() -> None:
    known = book(TO_MARKET)
    known.routes.clear()

    result = concluded(TO_MARKET, CANCEL, answer(CANCEL, Outcome.DONE), known=known)

    assert (result.link.state, result.commands) == (LinkState.ENDED_EARLY, ())


def test_pause_when_the_rest_of_a_part_is_taken_back_then_the_part_lives_on() -> None:
    kept = replace(PARTIAL, target=Decimal("0.4"), base=Fraction(2, 5), revision=2)

    result = concluded(kept, CANCEL, answer(CANCEL, Outcome.DONE, remaining="0.4"))

    assert result == Consequence(link=replace(kept, pending=None))


def test_c6_pause_when_the_rest_is_filled_in_the_race_then_that_rest_is_closed() -> None:
    kept = replace(PARTIAL, target=Decimal("0.4"), base=Fraction(2, 5), revision=2)

    result = concluded(kept, CANCEL, answer(CANCEL, Outcome.DONE, remaining="1"))

    (command,) = result.commands
    assert isinstance(command, SetVolume)
    assert command.volume == Decimal("0.4")
    assert result.link.state is LinkState.LIVE


def test_cancel_when_less_is_held_than_was_filled_then_that_is_the_new_base() -> None:
    # 0.40 were filled and kept, 0.30 of them are left when the rest was taken back.
    kept = replace(PARTIAL, target=Decimal("0.4"), base=Fraction(2, 5), revision=2)

    result = concluded(kept, CANCEL, answer(CANCEL, Outcome.DONE, remaining="0.3"))

    assert (result.link.target, result.link.base) == (Decimal("0.3"), Fraction(3, 10))
    assert result.trouble is not None


@pytest.mark.parametrize("remaining", ["0.5", "0"])
def test_l5_to_market_when_a_further_order_is_beside_it_then_only_the_rest_is_opened(
    remaining: str,
) -> None:
    # Of 1.50 the further order brings 0.50, before this answer or after it.
    result = to_market(replace(GROWN, state=LinkState.OPENING), remaining)

    (command,) = result.commands
    assert isinstance(command, OpenPosition)
    assert command.volume == Decimal(1)
    assert [each.id for each in result.link.opens] == [BESIDE.id, AT_MARKET]


def test_l5_to_market_when_filled_beside_a_further_order_then_nothing_is_opened() -> None:
    # 1.00 of the order and 0.50 of the further one.
    result = to_market(replace(GROWN, state=LinkState.OPENING), "1.5")

    assert (result.commands, result.link.state) == ((), LinkState.LIVE)
    assert (result.link.filled, result.link.pending) == (Decimal("1.5"), None)


def test_s3_to_market_when_refused_beside_a_further_order_then_that_goes_on() -> None:
    result = to_market(replace(GROWN, state=LinkState.OPENING), "0.5", mode=RouteMode.CLOSE_ONLY)

    assert result.link == replace(ALONE, filled=Decimal("0.5"), state=LinkState.LIVE)
    assert result.trouble == (
        "a pending order in EURUSD ended early: the route takes no openings now"
    )

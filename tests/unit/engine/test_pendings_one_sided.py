"""One of the two orders was filled alone: for how long, and what then."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.link_samples import COPY, LIVE
from tests.unit.engine.pending_samples import (
    ADOPTED,
    AHEAD,
    CANCELLING,
    PAIRED,
    PARTIAL,
    WAITING,
    book,
    route,
)
from tests.unit.engine.samples import MASTER
from tradecopy_desktop.domain.commands import CancelPending, SetVolume
from tradecopy_desktop.domain.decisions import Copied, Skipped, SkipReason, Step
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.order_rules import OneSidedFill
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.pendings.sides import one_sided, overdue, settle

SECOND = 1_000_000_000
ASK, CANCEL, TO_MARKET = OneSidedFill.ASK, OneSidedFill.CANCEL, OneSidedFill.TO_MARKET


@pytest.mark.parametrize("link", [ADOPTED, PARTIAL, AHEAD])
def test_copy_when_one_order_is_filled_then_is_one_sided(link: Link) -> None:
    assert one_sided(link, book(link))


@pytest.mark.parametrize(
    "link",
    [
        WAITING,
        PAIRED,
        LIVE,
        CANCELLING,
        replace(ADOPTED, state=LinkState.OPENING),
        replace(ADOPTED, state=LinkState.UNKNOWN),
        replace(PARTIAL, target=Decimal("0.4")),
        # Never a pending order: the rest of it is missing, or still under way.
        replace(LIVE, filled=Decimal("0.4")),
        replace(ADOPTED, shadow=True),
        replace(ADOPTED, route="r9"),
    ],
)
def test_copy_when_both_wait_or_both_are_filled_or_it_is_settled_then_is_not(link: Link) -> None:
    assert not one_sided(link, book(link))


def test_copy_when_the_masters_terminal_is_away_then_its_fill_may_only_be_unknown() -> None:
    known = book(AHEAD)
    known.account(MASTER).whole.clear()

    assert not one_sided(AHEAD, known)


def test_master_alone_when_the_time_is_over_then_the_order_is_taken_back_for_the_market() -> None:
    known = book(ADOPTED)

    (decision,) = overdue(known, {COPY: 10 * SECOND}, 15 * SECOND)

    assert isinstance(decision, Copied)
    (command,) = decision.commands
    assert isinstance(command, CancelPending)
    assert command.revision == 2
    assert decision.link == replace(ADOPTED, state=LinkState.OPENING, revision=2)
    assert decision.steps == (
        Step(
            rule="one-sided fill",
            text="only the master's order was filled: the copy's is taken back, "
            "then opened at market",
        ),
    )


@pytest.mark.parametrize(
    ("since", "link"),
    [
        ({COPY: 10 * SECOND}, ADOPTED),
        ({COPY: 0}, WAITING),
        ({"d" * 32: 0}, ADOPTED),
        ({}, ADOPTED),
    ],
    ids=["not yet", "not one-sided", "no copy", "not noticed"],
)
def test_overdue_when_the_time_is_not_over_then_nothing_happens(
    since: dict[str, int], link: Link
) -> None:
    # A nanosecond short of the five seconds.
    assert overdue(book(link), since, 15 * SECOND - 1) == ()


def test_overdue_when_acted_upon_then_does_not_act_again() -> None:
    known = book(ADOPTED)
    (decision,) = overdue(known, {COPY: 0}, 5 * SECOND)
    assert decision.link is not None
    known.put(decision.link)

    assert overdue(known, {COPY: 0}, 6 * SECOND) == ()


def test_master_alone_when_the_route_cancels_then_the_copy_ends() -> None:
    known = book(ADOPTED, with_route=route(master_filled=CANCEL))

    (decision,) = overdue(known, {COPY: 0}, 5 * SECOND)

    assert decision.link is not None
    assert (decision.link.state, decision.link.reason) == (
        LinkState.CLOSING,
        "only the master's order was filled",
    )


@pytest.mark.parametrize("mode", [RouteMode.CLOSE_ONLY, RouteMode.OFF])
def test_c5_master_alone_when_the_route_opens_nothing_then_the_copy_ends(mode: RouteMode) -> None:
    known = book(ADOPTED, with_route=route(mode=mode))

    (decision,) = overdue(known, {COPY: 0}, 5 * SECOND)

    assert decision.link is not None
    assert (decision.link.state, decision.link.target) == (LinkState.CLOSING, ZERO)


@pytest.mark.parametrize(
    ("link", "by", "text"),
    [
        (
            ADOPTED,
            route(master_filled=ASK),
            "the master's order was filled, the copy's still waits: cancel it or go to market?",
        ),
        (
            AHEAD,
            route(),
            "the copy's order was filled, the master's still waits: close the copy or keep it?",
        ),
    ],
)
def test_one_sided_when_the_route_asks_then_the_trader_is_asked_once(
    link: Link, by: Route, text: str
) -> None:
    known = book(link, with_route=by)

    (decision,) = overdue(known, {COPY: 0}, 5 * SECOND)

    assert isinstance(decision, Skipped)
    assert (decision.alarming, decision.detail) == (True, f"EURUSD: {text}")
    assert decision.reason is SkipReason.PENDING_NOT_COPIED
    assert decision.link == replace(link, reason=text)
    known.put(decision.link)
    assert overdue(known, {COPY: 0}, 6 * SECOND) == ()


def test_copy_alone_when_the_route_cancels_then_it_is_closed() -> None:
    known = book(AHEAD, with_route=route(follower_filled=CANCEL))

    (decision,) = overdue(known, {COPY: 0}, 5 * SECOND)

    assert isinstance(decision, Copied)
    (command,) = decision.commands
    assert isinstance(command, SetVolume)
    assert command.volume == ZERO
    assert decision.link.reason == "only the copy's order was filled"


def test_copy_alone_when_the_route_keeps_it_then_nothing_happens() -> None:
    known = book(AHEAD, with_route=route(follower_filled=TO_MARKET))

    assert overdue(known, {COPY: 0}, 5 * SECOND) == ()


def test_asked_when_the_trader_answers_then_his_choice_is_carried_out() -> None:
    asked = replace(ADOPTED, reason="asked")
    known = book(asked, with_route=route(master_filled=ASK))

    (decision,) = settle(known, asked, TO_MARKET)

    assert decision.link is not None
    assert (decision.link.state, decision.link.reason) == (LinkState.OPENING, "")


def test_asked_when_both_are_filled_meanwhile_then_the_answer_comes_too_late() -> None:
    assert settle(book(PAIRED), PAIRED, CANCEL) == ()

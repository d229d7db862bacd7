"""What a list that is not believed leaves unproven, and which lists are believed (rule W2)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.link_samples import CLOSING, COPY, LIVE
from tests.unit.engine.samples import (
    FOLLOWER,
    MASTER,
    OTHER_FOLLOWER,
    book,
    carried,
    ended,
    picture,
    position,
    route,
)
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.facts import SnapshotTaken
from tradecopy_desktop.domain.freezes import Freeze, FreezeCause
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.trades import ClosedPosition, Position
from tradecopy_desktop.domain.values import ZERO, MarginMode
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.freezing import (
    LOST_BROKER,
    copies_of_account,
    freeze_of,
    is_proof_missing,
    judge_picture,
    refused_by_freeze,
)

SECOND = replace(LIVE, copy="c" * 32, position="502", order="502")
SHADOW = replace(LIVE, copy="d" * 32, position="503", shadow=True)
VANISHED = Freeze(cause=FreezeCause.VANISHED, text="shows nothing")


def _holding(*links: Link, follower: MarginMode = MarginMode.HEDGING) -> Book:
    known = book(follower=follower)
    for link in links:
        known.put(link)
    return known


def _of_follower(*shown: Position, proofs: tuple[ClosedPosition, ...] = ()) -> SnapshotTaken:
    return picture(*shown, account=FOLLOWER, role=Role.EXECUTOR, ended=proofs)


@pytest.mark.parametrize(
    ("proofs", "unproven"), [((), 2), ((ended("501"),), 1), ((ended("501"), ended("777")), 1)]
)
def test_w2_master_when_it_shows_none_of_two_then_counts_what_no_deal_proves(
    proofs: tuple[ClosedPosition, ...], unproven: int
) -> None:
    frozen = judge_picture(_holding(LIVE, SECOND), picture(ended=proofs))

    assert frozen == Freeze(
        cause=FreezeCause.VANISHED,
        text=(
            "shows none of the 2 positions that are copied, and no closing deals of "
            f"{unproven} of them"
        ),
    )


@pytest.mark.parametrize(
    ("proofs", "unproven"), [((), 2), ((ended("7701", link=carried(COPY)),), 1)]
)
def test_w2_follower_when_it_shows_none_of_two_then_counts_what_no_deal_proves(
    proofs: tuple[ClosedPosition, ...], unproven: int
) -> None:
    frozen = judge_picture(_holding(LIVE, SECOND), _of_follower(proofs=proofs))

    assert frozen == Freeze(
        cause=FreezeCause.VANISHED,
        text=f"shows none of the 2 copies, and no closing deals of {unproven} of them",
    )


@pytest.mark.parametrize(
    "shown",
    [
        picture(position("1", id="502")),
        picture(position("1"), ended=(ended("502"),)),
        picture(ended=(ended("501"), ended("502"))),
        _of_follower(position("1", id="7701", link=carried(COPY))),
        _of_follower(
            proofs=(ended("7701", link=carried(COPY)), ended("7702", link=carried("c" * 32)))
        ),
    ],
)
def test_w2_list_when_one_of_two_is_there_or_both_are_proven_then_is_believed(
    shown: SnapshotTaken,
) -> None:
    assert judge_picture(_holding(LIVE, SECOND), shown) is None


@pytest.mark.parametrize(
    "link", [SHADOW, CLOSING, replace(LIVE, accepted=Fraction(0)), replace(LIVE, route="r9")]
)
def test_master_when_nothing_of_it_is_followed_then_an_empty_list_is_believed(link: Link) -> None:
    assert judge_picture(_holding(link), picture()) is None


@pytest.mark.parametrize(
    "link",
    [
        SHADOW,
        replace(LIVE, filled=ZERO),
        replace(LIVE, opens=()),
        replace(LIVE, follower=OTHER_FOLLOWER),
        replace(LIVE, state=LinkState.CLOSED),
    ],
)
def test_follower_when_it_holds_nothing_of_ours_then_an_empty_list_is_believed(link: Link) -> None:
    assert judge_picture(_holding(link), _of_follower()) is None


def test_s5_net_position_when_it_was_reduced_then_it_is_shown() -> None:
    known = _holding(replace(LIVE, filled=Decimal(2)), follower=MarginMode.NETTING)

    assert judge_picture(known, _of_follower(position("0.5", id="7"))) is None


@pytest.mark.parametrize(
    ("role", "frozen", "expected"),
    [
        (Role.MONITOR, LOST_BROKER, False),
        (Role.EXECUTOR, VANISHED, False),
        (Role.MONITOR, VANISHED, True),
    ],
)
def test_w2_proof_when_the_master_shows_nothing_any_more_then_is_missing(
    role: Role, frozen: Freeze, expected: bool
) -> None:
    known = _holding(LIVE)
    assert is_proof_missing(known, LIVE) is False

    known.account(MASTER).frozen[role] = frozen

    assert is_proof_missing(known, LIVE) is expected


@pytest.mark.parametrize(
    ("link", "proven"), [(LIVE, True), (replace(LIVE, accepted=Fraction(0)), False)]
)
def test_w2_proof_when_the_close_was_shown_or_nothing_is_followed_then_is_not_missing(
    link: Link, proven: bool
) -> None:
    known = _holding(link)
    known.account(MASTER).frozen[Role.MONITOR] = VANISHED
    if proven:
        known.account(MASTER).closed["501"] = ended("501")

    assert is_proof_missing(known, link) is False


def test_route_when_both_ends_are_not_believed_then_the_master_is_named() -> None:
    known = book()
    assert (freeze_of(known, route()), refused_by_freeze(known, route())) == ("", None)

    known.account(MASTER).frozen[Role.MONITOR] = LOST_BROKER
    known.account(FOLLOWER).frozen[Role.EXECUTOR] = VANISHED

    assert freeze_of(known, route()) == (
        "the master's terminal has lost its connection to the broker"
    )


def test_copies_when_counted_by_account_then_only_real_ones_of_that_role_count() -> None:
    known = _holding(LIVE, SECOND, SHADOW, replace(LIVE, copy="e" * 32, state=LinkState.CLOSED))

    assert copies_of_account(known, MASTER, Role.MONITOR) == 2
    assert copies_of_account(known, FOLLOWER, Role.EXECUTOR) == 2
    assert copies_of_account(known, FOLLOWER, Role.MONITOR) == 0
    assert copies_of_account(known, MASTER, Role.EXECUTOR) == 0

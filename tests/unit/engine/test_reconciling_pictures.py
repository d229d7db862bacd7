"""Whole pictures of positions that were turned round, added to, or proven closed (W2, S3, C3)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.deciding import link_of, skip_of, stops_of, volume_of
from tests.unit.engine.link_samples import CLOSING, COPY, LIVE
from tests.unit.engine.samples import (
    FOLLOWER,
    MASTER,
    SETTINGS,
    book,
    carried,
    ended,
    picture,
    position,
    route,
)
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.decisions import Copied, NothingToDo, SkipReason
from tradecopy_desktop.domain.facts import SnapshotTaken
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.recovery_rules import LatePolicy, RecoveryRules
from tradecopy_desktop.domain.trades import ClosedPosition, Position
from tradecopy_desktop.domain.values import ZERO, MarginMode, Reason, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.reconciling.pictures import (
    compare_follower_picture,
    follow_master_picture,
)

NETS, HEDGES = MarginMode.NETTING, MarginMode.HEDGING
NONE_BUSY: frozenset[str] = frozenset()


def _known(
    link: Link = LIVE, *, master: MarginMode = NETS, late: LatePolicy = LatePolicy.SKIP
) -> Book:
    known = book(route(replace(SETTINGS, recovery=RecoveryRules(late=late))), master=master)
    known.put(link)
    return known


def _shown(*positions: Position, proofs: tuple[ClosedPosition, ...] = ()) -> SnapshotTaken:
    return picture(*positions, account=FOLLOWER, role=Role.EXECUTOR, ended=proofs)


def test_s3_netting_position_when_turned_round_twice_then_the_old_copy_is_closed() -> None:
    # It is a buy again, by another order, and the first buy is proven closed.
    again = picture(position("1", order="802"), ended=(ended("501"),))

    (decision,) = follow_master_picture(_known(), again)

    assert volume_of([decision]).volume == ZERO
    assert link_of(decision).version == "picture 9501"


@pytest.mark.parametrize(
    ("shown", "mode"),
    [
        # The same order still holds, or nothing proves that the first side ended.
        (picture(position("1"), ended=(ended("501"),)), NETS),
        (picture(position("1", order="802")), NETS),
        (picture(position("1", order="802"), ended=(ended("502"),)), NETS),
        (
            picture(position("1", order="802"), ended=(replace(ended("501"), order="700"),)),
            NETS,
        ),
        # A hedged position is never turned round.
        (picture(position("1", order="802"), ended=(ended("501"),)), HEDGES),
    ],
)
def test_s3_position_when_its_side_is_not_proven_to_be_another_then_is_followed_on(
    shown: SnapshotTaken, mode: MarginMode
) -> None:
    (decision,) = follow_master_picture(_known(master=mode), shown)

    assert isinstance(decision, NothingToDo)


def test_w2_position_when_gone_without_proof_then_nothing_is_decided_about_its_copy() -> None:
    assert follow_master_picture(_known(), picture(ended=(ended("777"),))) == ()


def test_w2_position_when_gone_and_one_of_its_deals_is_shown_then_the_copy_is_closed() -> None:
    proofs = (ended("777"), replace(ended("501"), order="700"))

    (decision,) = follow_master_picture(_known(), picture(ended=proofs))

    assert volume_of([decision]).volume == ZERO


@pytest.mark.parametrize("mode", [NETS, HEDGES])
def test_c3_position_when_larger_and_late_trades_are_skipped_then_the_part_is_refused(
    mode: MarginMode,
) -> None:
    skipped = skip_of([*follow_master_picture(_known(master=mode), picture(position("3")))])

    assert (skipped.reason, skipped.alarming) == (SkipReason.MISSED_WHILE_AWAY, True)
    assert skipped.detail == "the master added 2 EURUSD while its terminal was away"
    assert link_of(skipped).master_volume == Decimal(3)


def test_c3_netting_position_when_larger_and_late_trades_are_taken_then_is_left_to_those() -> None:
    known = _known(late=LatePolicy.MARKET)

    (decision,) = follow_master_picture(known, picture(position("3")))

    assert isinstance(decision, NothingToDo)


def test_c3_hedged_position_when_larger_and_late_trades_are_taken_then_is_refused_too() -> None:
    # No broker lets a hedged position grow: what it is cannot be told.
    known = _known(master=HEDGES, late=LatePolicy.MARKET)

    assert skip_of([*follow_master_picture(known, picture(position("3")))]).reason is (
        SkipReason.MISSED_WHILE_AWAY
    )


def test_c3_netting_position_when_the_ledger_is_lost_then_its_growth_is_asked_about() -> None:
    known = _known()
    known.ledger_lost = True

    (decision,) = follow_master_picture(known, picture(position("3")))

    assert isinstance(decision, NothingToDo)


def test_w2_copy_when_the_follower_is_not_believed_then_only_its_deals_end_it() -> None:
    known = book()
    known.put(LIVE)
    known.account(FOLLOWER).whole.discard(Role.EXECUTOR)
    proof = ended("7701", reason=Reason.TAKE_PROFIT, link=carried(COPY))

    assert compare_follower_picture(known, _shown(), NONE_BUSY) == ()
    (finding,) = compare_follower_picture(known, _shown(proofs=(proof,)), NONE_BUSY)

    assert (finding.link.state, finding.link.reason) == (
        LinkState.ENDED_EARLY,
        "its take profit was hit",
    )


def test_w2_copy_when_several_deals_closed_it_then_the_first_shown_is_the_reason() -> None:
    known = book()
    known.put(LIVE)
    proofs = (
        ended("7701", reason=Reason.STOP_LOSS, link=carried(COPY)),
        ended("7702", reason=Reason.CLIENT, link=carried(COPY)),
    )

    (finding,) = compare_follower_picture(known, _shown(proofs=proofs), NONE_BUSY)

    assert finding.link.reason == "its stop loss was hit"


def test_copies_when_one_is_as_known_then_the_next_is_still_compared() -> None:
    known = book()
    known.put(LIVE)
    known.put(replace(LIVE, copy="c" * 32, position="502", order="502"))
    shown = _shown(
        position("1", id="7701", link=carried(COPY)),
        position("0.5", id="7702", link=carried("c" * 32)),
    )

    (finding,) = compare_follower_picture(known, shown, NONE_BUSY)

    assert (finding.link.copy, finding.link.base) == ("c" * 32, Fraction(1, 2))


def test_s3_netting_copy_when_its_master_turned_round_once_then_is_closed() -> None:
    (decision,) = follow_master_picture(
        _known(), picture(position("1", side=Side.SELL, order="801"))
    )

    assert volume_of([decision]).volume == ZERO


@pytest.mark.parametrize(
    ("told", "shown", "ends"),
    [("501", "802", True), ("802", "802", False), ("802", "501", False), (None, "802", False)],
)
def test_s3_netting_position_when_its_side_began_later_than_was_told_then_another_one_ended(
    told: str | None, shown: str, ends: bool
) -> None:
    known = _known()
    if told is not None:
        known.account(MASTER).sides["501"] = told

    (decision,) = follow_master_picture(known, picture(position("1", order=shown)))

    assert isinstance(decision, Copied) is ends


def test_s3_hedged_position_when_its_order_is_another_then_is_followed_on() -> None:
    known = _known(master=HEDGES)
    known.account(MASTER).sides["501"] = "501"

    (decision,) = follow_master_picture(known, picture(position("1", order="802")))

    assert isinstance(decision, NothingToDo)


def test_c4_copy_when_it_is_being_closed_then_what_the_master_holds_is_no_addition() -> None:
    assert follow_master_picture(_known(CLOSING), picture(position("1"))) == ()


@pytest.mark.parametrize(("busy", "sl"), [((COPY,), "1.09500"), (("c" * 32,), "1.09300")])
def test_c7_stops_when_an_instruction_is_under_way_then_what_is_shown_is_no_hand(
    busy: tuple[str, ...], sl: str
) -> None:
    known = _known(replace(LIVE, stop_loss=Decimal("1.09500")), master=HEDGES)
    ticket = position("1", id="7701", sl="1.09300", link=carried(COPY))
    known.account(FOLLOWER).positions["7701"] = ticket

    decisions = follow_master_picture(
        known, picture(position("1", sl="1.09500", tp="1.12000")), busy
    )

    assert stops_of([*decisions]).stop_loss == Decimal(sl)

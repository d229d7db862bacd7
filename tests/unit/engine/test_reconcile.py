"""Whole pictures: only proofs act, what is missed is told, what is not whole says nothing."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from tests.unit.engine.deciding import commands_of, link_of, skip_of, stops_of, volume_of
from tests.unit.engine.link_samples import CLOSING, COPY, LIVE, MAGIC
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
from tradecopy_desktop.domain.decisions import NothingToDo
from tradecopy_desktop.domain.facts import SnapshotTaken
from tradecopy_desktop.domain.links import Link, LinkState, PendingTerms
from tradecopy_desktop.domain.trades import ClosedPosition, Position
from tradecopy_desktop.domain.values import ZERO, MarginMode, PendingKind, Reason, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.reconciling.pictures import (
    Finding,
    compare_follower_picture,
    follow_master_picture,
)

NONE_BUSY: frozenset[str] = frozenset()


def _holding(link: Link = LIVE, *, follower: MarginMode = MarginMode.HEDGING) -> Book:
    known = book(follower=follower)
    known.put(link)
    return known


def _of_follower(
    *positions: Position, whole: bool = True, closed: tuple[ClosedPosition, ...] = ()
) -> SnapshotTaken:
    return picture(*positions, account=FOLLOWER, role=Role.EXECUTOR, whole=whole, ended=closed)


def test_w1_master_picture_when_not_whole_then_proves_nothing() -> None:
    gone = picture(whole=False, ended=(ended("501"),))

    assert follow_master_picture(_holding(), gone) == ()


def test_w2_master_position_when_its_closing_deal_is_shown_then_the_copy_is_closed() -> None:
    shown = picture(ended=(ended("501"), ended("777")))

    (decision,) = follow_master_picture(_holding(), shown)

    assert volume_of([decision]).volume == 0
    assert link_of(decision).state is LinkState.CLOSING


def test_w2_master_position_when_gone_without_a_closing_deal_then_its_copy_is_kept() -> None:
    # Whoever looks at the route asks about it.
    assert follow_master_picture(_holding(), picture(ended=(ended("777"),))) == ()


def test_master_position_when_it_turned_round_then_the_old_side_is_closed() -> None:
    # Another position has ended as well.
    turned = picture(position("1", side=Side.SELL, order="801"), ended=(ended("777"),))

    (decision,) = follow_master_picture(_holding(), turned)

    assert volume_of([decision]).volume == 0


def test_master_position_when_smaller_then_the_copy_is_reduced() -> None:
    (decision,) = follow_master_picture(_holding(), picture(position("0.4")))

    assert volume_of([decision]).volume == Decimal("0.4")


def test_l6_master_position_when_larger_then_the_missed_part_is_told_and_not_opened() -> None:
    skipped = skip_of([*follow_master_picture(_holding(), picture(position("3")))])

    assert skipped.detail == "the master added 2 EURUSD while its terminal was away"
    assert skipped.alarming
    assert (link_of(skipped).master_volume, link_of(skipped).target) == (Decimal(3), Decimal(1))


def test_master_position_when_its_stops_differ_then_the_copy_gets_them() -> None:
    (decision,) = follow_master_picture(_holding(), picture(position("1", sl="1.09500")))

    assert stops_of([decision]).stop_loss == Decimal("1.09500")


def test_master_picture_when_all_is_as_known_then_nothing_is_sent() -> None:
    decisions = follow_master_picture(_holding(), picture(position("1")))

    assert [type(each) for each in decisions] == [NothingToDo]
    assert commands_of([*decisions]) == []


def test_l6_master_position_when_it_was_never_copied_then_is_no_opening() -> None:
    assert follow_master_picture(book(), picture(position("1"))) == ()


def test_master_picture_when_copies_are_closing_or_of_other_routes_then_leaves_them() -> None:
    known = _holding(CLOSING)
    known.put(replace(LIVE, copy="c" * 32, route="r9", position="502"))

    assert follow_master_picture(known, picture()) == ()


def test_w1_follower_picture_when_not_whole_then_proves_nothing() -> None:
    assert compare_follower_picture(_holding(), _of_follower(whole=False), NONE_BUSY) == ()


def test_c2_copy_when_the_follower_shows_it_gone_then_ended_early_with_the_brokers_reason() -> None:
    shown = _of_follower(closed=(ended("7701", reason=Reason.STOP_LOSS, link=carried(COPY)),))

    (finding,) = compare_follower_picture(_holding(), shown, NONE_BUSY)

    assert (finding.link.state, finding.link.reason) == (
        LinkState.ENDED_EARLY,
        "its stop loss was hit",
    )
    assert finding.trouble == "the copy ended early: its stop loss was hit"


def test_c2_copy_when_gone_without_a_reason_shown_then_somebody_closed_it() -> None:
    # What the trader himself had and closed is no copy of ours.
    shown = _of_follower(closed=(ended("7705", reason=Reason.STOP_LOSS),))

    (finding,) = compare_follower_picture(_holding(), shown, NONE_BUSY)

    assert finding.link.reason == "it was closed by someone else"


def test_copy_when_the_follower_shows_it_as_known_then_nothing_is_found() -> None:
    # Two tickets of one copy: a filled order can make several positions.
    shown = _of_follower(
        position("0.4", id="7701", link=carried(COPY)),
        position("0.6", id="7702", link=carried(COPY)),
        position("5", id="7703", link=carried("c" * 32)),
        position("5", id="7704"),
    )

    assert compare_follower_picture(_holding(), shown, NONE_BUSY) == ()


def test_s4_copy_when_the_follower_shows_less_then_the_base_shrinks() -> None:
    shown = _of_follower(position("0.4", id="7701", link=carried(COPY)))

    (finding,) = compare_follower_picture(_holding(), shown, NONE_BUSY)

    assert (finding.link.target, finding.link.base) == (Decimal("0.4"), Fraction(2, 5))


def test_copy_when_the_follower_shows_more_than_known_then_that_is_noted_quietly() -> None:
    link = replace(LIVE, filled=ZERO)
    shown = _of_follower(position("1", id="7701", link=carried(COPY)))

    (finding,) = compare_follower_picture(_holding(link), shown, NONE_BUSY)

    assert finding == Finding(link=LIVE, trouble=None)


def test_copy_when_an_instruction_is_under_way_then_its_answer_tells() -> None:
    assert compare_follower_picture(_holding(), _of_follower(), frozenset({COPY})) == ()


def test_copy_when_its_pending_order_still_waits_then_is_not_looked_for() -> None:
    terms = PendingTerms(
        kind=PendingKind.LIMIT, price=Decimal("1.09"), limit_price=None, expires_at=None
    )
    known = _holding(replace(LIVE, pending=terms))

    assert compare_follower_picture(known, _of_follower(), NONE_BUSY) == ()


def test_copy_when_on_another_follower_or_never_opened_then_is_not_looked_for() -> None:
    known = book(route(), route(id="r2", follower=OTHER_FOLLOWER))
    known.put(replace(LIVE, follower=OTHER_FOLLOWER))
    known.put(replace(LIVE, copy="c" * 32, opens=()))

    assert compare_follower_picture(known, _of_follower(), NONE_BUSY) == ()


def test_l2_copy_when_the_executors_journal_is_gone_then_is_found_by_its_magic() -> None:
    shown = _of_follower(position("1", id="7701", magic=MAGIC))

    assert compare_follower_picture(_holding(), shown, NONE_BUSY) == ()


def test_l2_magic_when_symbol_or_side_are_others_then_is_no_proof() -> None:
    # The trader's own program uses the same magic.
    shown = _of_follower(
        position("1", id="7701", magic=MAGIC, side=Side.SELL),
        position("1", id="7702", magic=MAGIC, symbol="GBPUSD"),
    )

    (finding,) = compare_follower_picture(_holding(), shown, NONE_BUSY)

    assert finding.link.state is LinkState.ENDED_EARLY


def test_s5_netting_copy_when_the_position_covers_it_then_nothing_is_found() -> None:
    known = _holding(follower=MarginMode.NETTING)

    assert compare_follower_picture(known, _of_follower(position("4", id="7")), NONE_BUSY) == ()


def test_s5_netting_copy_when_its_side_is_smaller_then_holds_that() -> None:
    known = _holding(follower=MarginMode.NETTING)
    shown = _of_follower(position("0.3", id="7"), position("9", id="8", symbol="GBPUSD"))

    (finding,) = compare_follower_picture(known, shown, NONE_BUSY)

    assert finding.link.filled == Decimal("0.3")


def test_s5_netting_copy_when_the_position_turned_round_then_ended_early() -> None:
    known = _holding(follower=MarginMode.NETTING)
    shown = _of_follower(position("1", id="7", side=Side.SELL))

    (finding,) = compare_follower_picture(known, shown, NONE_BUSY)

    assert finding.link.state is LinkState.ENDED_EARLY


def test_two_routes_of_one_master_when_its_position_ended_then_both_copies_close() -> None:
    known = book(route(), route(id="r2"))
    known.put(LIVE)
    known.put(replace(LIVE, copy="c" * 32, route="r2"))

    decisions = follow_master_picture(known, picture(ended=(ended("501"),)))

    assert [command.copy for command in commands_of([*decisions])] == [COPY, "c" * 32]
    assert {link_of(each).master for each in decisions} == {MASTER}

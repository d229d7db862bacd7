"""What a follower's own trades mean: ended early stays ended, hands are respected (C2, S4)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.link_samples import CLOSING, COPY, LIVE
from tests.unit.engine.samples import FOLLOWER, book, carried, deal, event, position
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.facts import EventKind, TradeEvent
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.trades import CarriedLink
from tradecopy_desktop.domain.values import ZERO, DealEntry, MarginMode, Reason, Side
from tradecopy_desktop.engine.follower import held_after, note_held

OURS = carried(COPY)


def _taken(
    by: str,
    left: str = "0",
    *,
    link: CarriedLink | None = OURS,
    entry: DealEntry = DealEntry.OUT,
    side: Side = Side.BUY,
) -> TradeEvent:
    kind = EventKind.PARTLY_CLOSED if Decimal(left) else EventKind.CLOSED
    shown = position(left, id="7701", side=side, link=link)
    made_by = deal("8899", "8899", by, entry=entry, side=side.opposite)
    return event(kind, shown, made_by, account=FOLLOWER, role=Role.EXECUTOR)


@pytest.mark.parametrize(
    ("held", "reason", "why"),
    [
        ("0", Reason.STOP_LOSS, "its stop loss was hit"),
        ("0", Reason.TAKE_PROFIT, "its take profit was hit"),
        ("0", Reason.STOP_OUT, "the broker closed it for lack of margin"),
        ("0", Reason.CLIENT, "it was closed by hand"),
        ("0", Reason.EXPERT, "it was closed by someone else"),
        ("0", None, "it is gone"),
    ],
)
def test_c2_copy_when_nothing_is_left_of_it_then_ended_early_with_the_reason(
    held: str, reason: Reason | None, why: str
) -> None:
    link, trouble = note_held(LIVE, Decimal(held), reason)

    assert (link.state, link.filled, link.reason) == (LinkState.ENDED_EARLY, ZERO, why)
    assert trouble == f"the copy ended early: {why}"


def test_s4_copy_when_reduced_by_hand_then_keeps_that_share_of_its_base() -> None:
    # A quarter of the target is left of a copy whose base is 1.
    link, trouble = note_held(LIVE, Decimal("0.25"), Reason.CLIENT)

    assert (link.filled, link.target, link.base) == (
        Decimal("0.25"),
        Decimal("0.25"),
        Fraction(1, 4),
    )
    assert (link.original, link.state) == (Fraction(1), LinkState.LIVE)
    assert trouble == "the copy was reduced to 0.25 lots by someone else; it keeps that share"


def test_s4_copy_when_reduced_by_hand_after_the_master_then_the_base_shrinks_alike() -> None:
    # Base 1, the master halved it to 0.5, the hand to 0.1: a fifth of the base stays.
    link, _ = note_held(replace(LIVE, target=Decimal("0.5")), Decimal("0.1"), Reason.CLIENT)

    assert link.base == Fraction(1, 5)


@pytest.mark.parametrize("held", ["1", "1.5"])
def test_copy_when_it_holds_its_target_or_more_then_only_that_is_noted(held: str) -> None:
    link, trouble = note_held(LIVE, Decimal(held), Reason.CLIENT)

    assert (link, trouble) == (replace(LIVE, filled=Decimal(held)), None)


def test_closing_copy_when_nothing_is_left_then_is_closed() -> None:
    link, trouble = note_held(CLOSING, ZERO, Reason.CLIENT)

    assert (link.state, link.filled, trouble) == (LinkState.CLOSED, ZERO, None)


def test_deal_on_hedging_when_it_took_lots_of_a_copy_then_tells_what_is_held() -> None:
    known = book()
    known.put(LIVE)

    assert held_after(known, _taken("0.4", "0.6")) == ((LIVE, Decimal("0.6")),)
    assert held_after(known, _taken("1")) == ((LIVE, ZERO),)
    # More than is known to be held leaves nothing, not less.
    assert held_after(known, _taken("2")) == ((LIVE, ZERO),)


@pytest.mark.parametrize(
    "told",
    [
        _taken("1", link=None),
        _taken("1", link=carried("c" * 32)),
        _taken("1", entry=DealEntry.IN),
        replace(_taken("1"), deal=None),
        replace(_taken("1"), position=None),
    ],
)
def test_deal_on_hedging_when_it_is_about_no_copy_then_nothing_is_told(told: TradeEvent) -> None:
    known = book()
    known.put(LIVE)

    assert held_after(known, told) == ()


def test_deal_when_told_before_the_whole_picture_then_waits_for_it() -> None:
    # After a restart our own deals are told again, and nothing says any more that they are ours.
    known = book()
    known.put(LIVE)
    known.account(FOLLOWER).whole.clear()

    assert held_after(known, _taken("0.5", "0.5")) == ()


@pytest.mark.parametrize(
    ("left", "side", "held"),
    [
        ("0.3", Side.BUY, "0.3"),
        # The trader's own lots are in the position too: ours are still covered.
        ("3", Side.BUY, "1"),
        ("0", Side.BUY, "0"),
        # Turned round: nothing of our side is left.
        ("2", Side.SELL, "0"),
    ],
)
def test_s5_deal_on_netting_when_one_copy_is_there_then_it_holds_what_its_side_covers(
    left: str, side: Side, held: str
) -> None:
    known = book(follower=MarginMode.NETTING)
    known.put(LIVE)

    assert held_after(known, _taken("1", left, side=side, link=None)) == ((LIVE, Decimal(held)),)


def test_s5_deal_on_netting_when_two_copies_share_then_only_all_gone_is_told() -> None:
    known = book(follower=MarginMode.NETTING)
    other = replace(LIVE, copy="c" * 32, position="502", orders=("502",))
    known.put(LIVE)
    known.put(other)

    assert held_after(known, _taken("1", "1", link=None)) == ()
    assert held_after(known, _taken("2", "0", link=None)) == ((LIVE, ZERO), (other, ZERO))


def test_deal_on_netting_when_no_copy_is_in_the_symbol_then_nothing_is_told() -> None:
    assert held_after(book(follower=MarginMode.NETTING), _taken("1", "1", link=None)) == ()


def test_s4_deal_by_hand_when_an_answer_counted_it_before_then_it_takes_nothing_again() -> None:
    # The answer to a change of stops told of 0.25 lots, and then the event of that deal came.
    link = replace(LIVE, filled=Decimal("0.25"), target=Decimal("0.25"))

    known = book()
    known.put(link)

    assert held_after(known, _taken("0.75", left="0.25")) == ((link, Decimal("0.25")),)


def test_deal_by_hand_when_a_copy_has_two_tickets_then_the_other_one_counts_too() -> None:
    known = book()
    known.put(LIVE)
    other = position("0.4", id="7702", link=OURS)
    known.account(FOLLOWER).positions["7702"] = other

    # 0.6 of its first ticket, of which 0.5 went, and 0.4 of its second.
    assert held_after(known, _taken("0.5", left="0.1")) == ((LIVE, Decimal("0.5")),)

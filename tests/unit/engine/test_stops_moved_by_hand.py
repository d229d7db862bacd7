"""Stops that somebody moved on the follower: how long they stay (rule C7)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.link_samples import COPY
from tests.unit.engine.samples import FOLLOWER, position, route
from tests.unit.engine.stop_following import (
    ALWAYS,
    FIFTY,
    LOOSENING,
    NEVER,
    PROTECTED,
    SELLING,
    follow,
    holding,
    ordered,
    said,
    sent,
    shows,
    values,
)
from tests.unit.engine.stop_samples import quote
from tradecopy_desktop.domain.commands import SetStops, SetVolume
from tradecopy_desktop.domain.decisions import Copied, NothingToDo, Skipped
from tradecopy_desktop.domain.links import Link, LinkState, PendingTerms
from tradecopy_desktop.domain.stop_rules import PassedStop
from tradecopy_desktop.domain.values import ZERO, MarginMode, PendingKind, Side
from tradecopy_desktop.engine.following import follow_stops, restore_stops, still_due

TERMS = PendingTerms(
    kind=PendingKind.LIMIT, price=Decimal("1.09000"), limit_price=None, expires_at=None
)

# Moved by hand on the follower


def test_c7_sl_when_nothing_is_said_of_an_instruction_then_what_is_shown_is_the_hands() -> None:
    known = holding()
    shows(known, "1.09300", "1.11000")

    (decision,) = follow_stops(known, route(), position("1", sl="1.09500", tp="1.12000"))

    assert values(sent(decision)) == said("1.09300", "1.12000")


def test_c7_sl_when_moved_by_hand_then_stays_while_the_masters_does_not_change() -> None:
    known = holding()
    shows(known, "1.09300", "1.11000")

    (nothing,) = follow(known, "1.09500", "1.11000")
    only_tp = sent(*follow(known, "1.09500", "1.12000"))

    assert isinstance(nothing, NothingToDo)
    # A change must name both: the SL as the hand set it.
    assert values(only_tp) == said("1.09300", "1.12000")
    assert ordered(known) == said("1.09500", "1.12000")


def test_c7_sl_when_moved_by_hand_then_gives_way_to_the_masters_next_change() -> None:
    known = holding()
    shows(known, "1.09300", "1.11000")

    command = sent(*follow(known, "1.09400", "1.11000"))

    assert values(command) == said("1.09400", "1.11000")
    assert ordered(known) == said("1.09400", "1.11000")


@pytest.mark.parametrize("sl", ["1.09600", None])
def test_c7_sl_when_the_hands_is_tighter_then_is_not_loosened_unless_chosen(sl: str | None) -> None:
    kept, loosened = holding(), holding(replace(PROTECTED, stops=LOOSENING))
    for known in (kept, loosened):
        shows(known, "1.09700", "1.11000")

    (decision,) = follow(kept, sl, "1.11000")

    assert isinstance(decision, NothingToDo)
    assert decision.detail == "the follower's own SL 1.09700 is tighter and stays"
    assert ordered(kept) == said("1.09500", "1.11000")
    assert values(sent(*follow(loosened, sl, "1.11000"))) == said(sl, "1.11000")


def test_c7_sl_when_the_hands_is_tighter_on_a_sell_then_is_not_loosened() -> None:
    known = holding(SELLING)
    shows(known, "1.10300", "1.09000")

    (decision,) = follow(known, "1.10400", "1.09000")

    assert isinstance(decision, NothingToDo)
    assert values(sent(*follow(known, "1.10200", "1.09000"))) == said("1.10200", "1.09000")


def test_c7_sl_when_ordered_tight_by_the_copy_itself_then_the_master_may_loosen_it() -> None:
    known = holding()
    shows(known, "1.09500", "1.11000")

    assert values(sent(*follow(known, "1.09000", "1.11000"))) == said("1.09000", "1.11000")


def test_c7_sl_when_taken_away_by_hand_then_the_masters_next_change_sets_one() -> None:
    known = holding()
    shows(known, None, "1.11000")

    assert values(sent(*follow(known, "1.09600", "1.11000"))) == said("1.09600", "1.11000")


def test_c7_tp_when_moved_by_hand_then_gives_way_whichever_side_it_lies() -> None:
    known = holding()
    shows(known, "1.09500", "1.10500")

    assert values(sent(*follow(known, "1.09500", "1.12000"))) == said("1.09500", "1.12000")


def test_c7_stops_when_the_hands_stay_always_then_the_master_moves_only_the_others() -> None:
    known = holding(replace(PROTECTED, stops=ALWAYS))
    shows(known, "1.09300", "1.11000")

    (alone,) = follow(known, "1.09600", "1.11000")
    both = sent(*follow(known, "1.09600", "1.12000"))

    assert isinstance(alone, NothingToDo)
    assert alone.detail == "the SL was moved by hand and stays"
    assert values(both) == said("1.09300", "1.12000")
    assert ordered(known) == said("1.09500", "1.12000")


def test_c7_tp_when_the_hands_stay_always_then_it_stays_too() -> None:
    known = holding(replace(PROTECTED, stops=ALWAYS))
    shows(known, "1.09500", None)

    assert values(sent(*follow(known, "1.09600", "1.12000"))) == said("1.09600", None)


def test_c7_sl_when_an_instruction_is_under_way_then_what_is_shown_is_no_hand() -> None:
    known = holding(replace(PROTECTED, stops=ALWAYS))
    shows(known, "1.09300", "1.11000")

    command = sent(*follow(known, "1.09600", "1.11000", busy=True))

    assert values(command) == said("1.09600", "1.11000")


@pytest.mark.parametrize("order", [("7701", "7702"), ("7702", "7701")])
def test_c7_sl_when_the_tickets_differ_then_the_tightest_counts(order: tuple[str, str]) -> None:
    # One ticket was loosened by hand to 1.09300, the other lost its SL; none may be widened.
    known = holding()
    shows(known, "1.09300", "1.11000", ticket=order[0])
    shows(known, None, "1.11000", ticket=order[1])

    assert values(sent(*follow(known, "1.09500", "1.12000"))) == said("1.09300", "1.12000")


@pytest.mark.parametrize("order", [("7701", "7702"), ("7702", "7701")])
def test_c7_sl_when_both_tickets_were_moved_then_the_nearer_one_counts(
    order: tuple[str, str],
) -> None:
    known = holding()
    shows(known, "1.09300", "1.11000", ticket=order[0])
    shows(known, "1.09400", "1.11000", ticket=order[1])

    assert values(sent(*follow(known, "1.09500", "1.12000"))) == said("1.09400", "1.12000")


def test_c7_hand_when_the_ticket_is_named_only_by_what_we_ordered_then_is_seen_too() -> None:
    known = holding(replace(PROTECTED, stops=ALWAYS))
    account = known.account(FOLLOWER)
    account.positions["7701"] = position("1", id="7701", sl="1.09300", tp="1.11000")
    account.copies["7701"] = COPY

    (decision,) = follow(known, "1.09600", "1.11000")

    assert isinstance(decision, NothingToDo)


@pytest.mark.parametrize(("shared", "moved"), [(False, True), (True, False)])
def test_c7_hand_when_a_netting_position_is_shared_then_nobody_can_tell_whose_it_is(
    shared: bool, moved: bool
) -> None:
    known = holding(replace(PROTECTED, stops=ALWAYS), follower=MarginMode.NETTING)
    if shared:
        known.put(replace(PROTECTED, copy="c" * 32, route="r2", orders=("502",)))
    shows(known, "1.09300", "1.11000")

    decisions = follow(known, "1.09600", "1.11000")

    assert isinstance(decisions[0], NothingToDo if moved else Copied)


def test_c7_hand_when_another_copy_holds_nothing_of_the_netting_position_then_is_seen() -> None:
    known = holding(replace(PROTECTED, stops=ALWAYS), follower=MarginMode.NETTING)
    known.put(
        replace(
            PROTECTED,
            copy="c" * 32,
            route="r2",
            orders=("502",),
            filled=ZERO,
            state=LinkState.OPENING,
        )
    )
    shows(known, "1.09300", "1.11000")

    (decision,) = follow(known, "1.09600", "1.11000")

    assert isinstance(decision, NothingToDo)


# Put back at once


def test_c7_stops_when_never_left_to_hands_then_are_put_back() -> None:
    known = holding(replace(PROTECTED, stops=NEVER))
    shows(known, None, "1.12000")

    decision = restore_stops(known, known.links[COPY])

    assert isinstance(decision, Copied)
    assert values(sent(decision)) == said("1.09500", "1.11000")
    assert (decision.link.stop_loss, decision.link.revision) == (Decimal("1.09500"), 2)
    assert decision.steps[0].text == "moved on the follower; the route puts it back"


def test_c7_stops_when_one_of_two_tickets_lost_its_sl_then_it_is_put_back() -> None:
    known = holding(replace(PROTECTED, stops=NEVER))
    shows(known, "1.09500", "1.11000", ticket="7701")
    shows(known, None, "1.11000", ticket="7702")

    decision = restore_stops(known, known.links[COPY])

    assert decision is not None
    assert values(sent(decision)) == said("1.09500", "1.11000")


def test_c7_sl_when_moved_nearer_and_never_left_then_stays_unless_it_may_be_loosened() -> None:
    known = holding(replace(PROTECTED, stops=NEVER))
    shows(known, "1.09700", "1.11000")
    loose = replace(NEVER, may_loosen=True)

    assert restore_stops(known, known.links[COPY]) is None
    decision = restore_stops(known, replace(known.links[COPY], stops=loose))
    assert decision is not None
    assert values(sent(decision)) == said("1.09500", "1.11000")


def test_c7_stops_when_the_master_changes_one_and_hands_are_never_left_then_both_are_set() -> None:
    known = holding(replace(PROTECTED, stops=NEVER))
    shows(known, "1.09300", "1.11000")

    assert values(sent(*follow(known, "1.09500", "1.12000"))) == said("1.09500", "1.12000")


def test_c7_sl_when_put_back_too_late_then_is_kept_or_the_copy_closed() -> None:
    at = quote("1.09400", "1.09410")
    known = holding(replace(PROTECTED, stops=NEVER), at=at)
    shows(known, None, "1.11000")
    closing = replace(NEVER, passed=PassedStop.CLOSE)

    told = restore_stops(known, known.links[COPY])
    closed = restore_stops(known, replace(known.links[COPY], stops=closing))

    assert isinstance(told, Skipped)
    assert isinstance(closed, Copied)
    assert isinstance(closed.commands[0], SetVolume)


def test_c7_stops_when_never_left_to_hands_and_none_touched_them_then_no_market_matters() -> None:
    # The SL could not be set now: the price has passed it.
    known = holding(replace(PROTECTED, stops=NEVER), at=quote("1.09400", "1.09410"))
    shows(known, "1.09500", "1.11000")

    (nothing,) = follow(known, "1.09500", "1.11000")

    assert nothing == NothingToDo(route="r1", link=None, detail="the copy has these stops")


def test_c7_tps_when_the_tickets_differ_then_the_first_of_them_is_kept() -> None:
    known = holding()
    shows(known, "1.09500", "1.12000", ticket="7701")
    shows(known, "1.09500", "1.13000", ticket="7702")

    assert values(sent(*follow(known, "1.09600", "1.11000"))) == said("1.09600", "1.12000")


@pytest.mark.parametrize("hand", ["1.09960", "1.09950"])
def test_c7_sl_when_the_hands_is_as_near_as_due_or_as_allowed_then_stays(hand: str) -> None:
    # 1.09960 is due and too near; 1.09950 is the nearest that is allowed.
    known = holding(instrument=FIFTY)
    shows(known, hand, "1.11000")

    (nothing,) = follow(known, "1.09960", "1.11000")

    assert isinstance(nothing, NothingToDo)
    assert nothing.detail.endswith(f"; {hand} stays, which is nearer to it")


def test_c7_stops_when_only_the_tp_can_be_put_back_then_it_is() -> None:
    known = holding(replace(PROTECTED, stops=NEVER), at=quote("1.09400", "1.09410"))
    shows(known, None, "1.12000")

    decision = restore_stops(known, known.links[COPY])

    assert decision is not None
    assert values(sent(decision)) == said(None, "1.11000")


@pytest.mark.parametrize(
    "link",
    [
        PROTECTED,
        replace(PROTECTED, stops=NEVER, state=LinkState.CLOSING, target=ZERO),
        replace(PROTECTED, stops=NEVER, state=LinkState.OPENING, filled=ZERO),
        replace(PROTECTED, stops=NEVER, state=LinkState.ENDED_EARLY),
        replace(PROTECTED, stops=NEVER, symbol="GBPUSD"),
        replace(PROTECTED, stops=NEVER, pending=TERMS),
    ],
)
def test_stops_when_the_copy_is_not_to_be_put_right_then_nothing_is_put_back(link: Link) -> None:
    known = holding(link)
    shows(known, None, None)

    assert restore_stops(known, link) is None


def test_stops_when_they_are_as_ordered_then_nothing_is_put_back() -> None:
    known = holding(replace(PROTECTED, stops=NEVER))
    shows(known, "1.09500", "1.11000")

    assert restore_stops(known, known.links[COPY]) is None


# Whether a refused change is still due


@pytest.mark.parametrize(
    ("sl", "tp", "due"),
    [
        ("1.09500", "1.11000", True),
        # As the hand set it, which a change of the TP repeats.
        ("1.09300", "1.11000", True),
        ("1.09400", "1.11000", False),
        ("1.09500", "1.12000", False),
    ],
)
def test_change_when_refused_then_is_still_due_while_it_says_what_the_copy_is_to_have(
    sl: str, tp: str, due: bool
) -> None:
    known = holding()
    shows(known, "1.09300", "1.11000")
    link = known.links[COPY]
    command = SetStops(
        id="b" * 32,
        copy=COPY,
        revision=2,
        route="r1",
        follower=FOLLOWER,
        symbol="EURUSD",
        side=Side.BUY,
        stop_loss=Decimal(sl),
        take_profit=Decimal(tp),
        opens=link.opens,
    )

    assert still_due(known, link, command) is due

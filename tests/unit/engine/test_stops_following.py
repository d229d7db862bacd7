"""Stops of open copies follow the master's, as near as the price and the broker allow (rule C7)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.link_samples import COPY, LIVE, OPENING
from tests.unit.engine.samples import EURUSD, FOLLOWER, position
from tests.unit.engine.stop_following import (
    CLOSING_AT,
    FIFTY,
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
from tests.unit.engine.stop_samples import (
    AFTERWARDS,
    DISTANCE,
    NONE,
    PRICE,
    SKIP,
    fixed,
    quote,
    rules,
)
from tradecopy_desktop.domain.commands import SetVolume
from tradecopy_desktop.domain.decisions import Copied, NothingToDo, Skipped, SkipReason
from tradecopy_desktop.domain.links import Link, LinkState, PendingTerms
from tradecopy_desktop.domain.stop_rules import StopRules
from tradecopy_desktop.domain.values import ZERO, PendingKind
from tradecopy_desktop.engine.stops.dues import due_stops
from tradecopy_desktop.engine.stops.plan import Stops

# What the master's change becomes


def test_stops_when_copied_by_distance_then_count_from_the_entries_of_the_link() -> None:
    # The master's average has moved to 1.1 since; the copy was made of 1.09900 and filled at
    # 1.09912: 1.09500 - 1.09900 = -0.00400 and +0.02100.
    known = holding(
        replace(
            LIVE,
            stops=rules(DISTANCE, DISTANCE),
            entry=Decimal("1.09912"),
            master_entry=Decimal("1.09900"),
        )
    )

    command = sent(*follow(known, "1.09500", "1.12000"))

    assert values(command) == said("1.09512", "1.12012")
    assert ordered(known) == said("1.09512", "1.12012")


def test_stops_when_the_link_does_not_know_the_masters_entry_then_its_position_tells() -> None:
    # The sample position's price is 1.10000.
    known = holding(replace(LIVE, stops=rules(DISTANCE, PRICE), master_entry=None))

    assert values(sent(*follow(known, "1.09500", None))) == said("1.09502", None)


def test_stops_when_the_fill_price_is_only_on_the_followers_ticket_then_that_counts() -> None:
    known = holding(replace(LIVE, stops=rules(DISTANCE, PRICE), entry=None))
    shows(known, None, None)

    # The sample position's price is 1.10000.
    assert values(sent(*follow(known, "1.09500", None))) == said("1.09500", None)


def test_stops_when_the_copy_is_not_filled_yet_then_a_distance_waits_for_the_fill() -> None:
    known = holding(replace(OPENING, stops=rules(DISTANCE, PRICE)))

    (alone,) = follow(known, "1.09500", None)
    command = sent(*follow(known, "1.09500", "1.11000"))

    assert isinstance(alone, NothingToDo)
    assert alone.detail == "the SL waits for the copy's fill price"
    assert values(command) == said(None, "1.11000")


def test_stops_when_nobody_told_the_fill_price_then_the_trader_is_told_once() -> None:
    known = holding(replace(LIVE, stops=rules(DISTANCE, NONE), entry=None))

    (first,) = follow(known, "1.09500", None)
    (second,) = follow(known, "1.09500", None)

    assert isinstance(first, Skipped)
    assert first.detail == ("the fill price of the copy is not known, so its SL stays as it is")
    assert (first.alarming, known.links[COPY].reason) == (True, "not set yet: SL")
    assert isinstance(second, NothingToDo)


def test_stops_when_the_copy_is_only_imagined_then_an_unknown_fill_is_no_alarm() -> None:
    known = holding(replace(LIVE, stops=rules(DISTANCE, NONE), entry=None, shadow=True))

    (decision,) = follow(known, "1.09500", None)

    assert isinstance(decision, NothingToDo)


@pytest.mark.parametrize(
    "link",
    [
        replace(LIVE, opens=(), state=LinkState.GATHERING, target=ZERO, filled=ZERO),
        replace(
            LIVE,
            state=LinkState.PENDING,
            pending=PendingTerms(
                kind=PendingKind.LIMIT, price=Decimal("1.09"), limit_price=None, expires_at=None
            ),
        ),
    ],
)
def test_stops_when_nothing_is_open_yet_then_nothing_is_sent(link: Link) -> None:
    (decision,) = follow(holding(link), "1.09500", None)

    assert decision == NothingToDo(route="r1", link=None, detail="nothing of the copy is open yet")


# The price has passed the new SL


@pytest.mark.parametrize("at", ["1.10000", "1.09990"])
def test_c7_sl_when_the_price_has_passed_it_then_the_old_one_stays_and_the_tp_goes(at: str) -> None:
    known = holding(at=quote(at, "1.10010"))

    copied, skipped = follow(known, "1.10000", "1.12000")

    assert values(sent(copied)) == said("1.09500", "1.12000")
    assert isinstance(skipped, Skipped)
    assert (skipped.reason, skipped.alarming) == (SkipReason.STOP_REFUSED, True)
    assert skipped.detail == (
        f"the SL 1.10000 is not below the follower's bid {at}: the market has passed it; "
        "the old one (1.09500) stays, and the new one is tried again"
    )
    assert ordered(known) == said("1.09500", "1.12000")
    assert known.links[COPY].revision == 2


def test_c7_sl_when_it_was_passed_then_is_tried_again_told_once_and_set_in_the_end() -> None:
    known = holding(at=quote("1.09990", "1.10000"))
    follow(known, "1.10000", "1.11000")

    (again,) = follow(known, "1.10000", "1.11000")
    known.account(FOLLOWER).quotes["EURUSD"] = quote("1.10020", "1.10030")
    command = sent(*follow(known, "1.10000", "1.11000"))

    assert isinstance(again, NothingToDo)
    assert again.detail == (
        "the SL 1.10000 is not below the follower's bid 1.09990: the market has passed it; "
        "the old one (1.09500) stays, and the new one is tried again"
    )
    assert known.links[COPY].reason == ""
    assert values(command) == said("1.10000", "1.11000")


def test_stops_when_the_copy_has_a_reason_of_another_kind_then_keeps_it() -> None:
    known = holding(replace(PROTECTED, reason="it was reduced by hand"))

    (nothing,) = follow(known, "1.09500", "1.11000")

    assert nothing == NothingToDo(route="r1", link=None, detail="the copy has these stops")


def test_c7_sl_when_passed_by_another_change_then_the_trader_is_told_again() -> None:
    known = holding(at=quote("1.09990", "1.10000"))
    follow(known, "1.10000", "1.11000")

    (again,) = follow(known, "1.10010", "1.11000")

    assert isinstance(again, Skipped)
    assert known.links[COPY].reason == "not set yet: SL 1.10010"


def test_c7_sl_when_the_master_took_the_passed_one_back_then_nothing_waits_any_more() -> None:
    known = holding(at=quote("1.09990", "1.10000"))
    follow(known, "1.10000", "1.11000")

    (back,) = follow(known, "1.09500", "1.11000")

    assert isinstance(back, NothingToDo)
    assert (back.detail, known.links[COPY].reason) == ("the copy has these stops", "")


def test_c7_sl_when_a_sell_has_passed_it_then_the_old_one_stays() -> None:
    known = holding(SELLING)

    (decision,) = follow(known, "1.10010", "1.09000")

    assert isinstance(decision, Skipped)
    assert ordered(known) == said("1.10500", "1.09000")


def test_c7_sl_when_the_copy_had_none_then_the_alarm_says_so() -> None:
    (decision,) = follow(holding(LIVE), "1.10000", None)

    assert isinstance(decision, Skipped)
    assert "the old one (none) stays" in decision.detail


def test_c7_sl_when_passed_and_the_route_closes_then_the_copy_is_closed_for_good() -> None:
    known = holding(replace(PROTECTED, stops=CLOSING_AT))

    (decision,) = follow(known, "1.10000", "1.12000")

    assert isinstance(decision, Copied)
    (command,) = decision.commands
    assert isinstance(command, SetVolume)
    assert (command.volume, command.revision) == (ZERO, 2)
    link = decision.link
    assert (link.state, link.target) == (LinkState.CLOSING, ZERO)
    # What the master does with the position from now on is not followed any more.
    assert (link.accepted, link.exact) == (Fraction(0), Fraction(0))
    assert link.reason == (
        "the SL 1.10000 is not below the follower's bid 1.10000: the market has passed it"
    )
    assert decision.steps[-1].result == "0"
    assert known.followed_link("r1", "501") is None


def test_tp_when_the_price_has_passed_it_then_the_old_one_stays_and_the_sl_goes() -> None:
    known = holding(replace(PROTECTED, stops=CLOSING_AT))

    copied, skipped = follow(known, "1.09600", "1.09990")

    assert values(sent(copied)) == said("1.09600", "1.11000")
    assert isinstance(skipped, Skipped)
    assert known.links[COPY].reason == "not set yet: TP 1.09990"
    assert skipped.detail.endswith("the old one (1.11000) stays, and the new one is tried again")


def test_stops_when_no_price_is_known_then_are_sent_as_they_are() -> None:
    known = holding(replace(PROTECTED, stops=CLOSING_AT), at=None)

    assert values(sent(*follow(known, "1.20000", None))) == said("1.20000", None)


def test_sl_when_it_would_lie_below_zero_then_the_old_one_stays_and_the_trader_is_told() -> None:
    known = holding(replace(PROTECTED, stops=rules(fixed(200_000), PRICE)))

    (decision,) = follow(known, None, "1.11000")

    assert isinstance(decision, Skipped)
    # 1.10002 - 2.00000.
    assert decision.detail.startswith("an SL at -0.89998 is no price that the broker takes")


# Too near, and frozen


def test_stops_when_too_near_then_the_nearest_allowed_are_set() -> None:
    known = holding(instrument=FIFTY)

    decisions = follow(known, "1.09990", "1.10010")

    # 50 points from the bid 1.10000.
    assert values(sent(*decisions)) == said("1.09950", "1.10050")
    (copied,) = decisions
    assert isinstance(copied, Copied)
    assert [step.result for step in copied.steps] == ["1.09990", "1.09950", "1.10010", "1.10050"]


def test_sl_when_too_near_and_openings_would_be_skipped_then_the_nearest_is_set_too() -> None:
    known = holding(replace(PROTECTED, stops=StopRules(refused=SKIP)), instrument=FIFTY)

    assert values(sent(*follow(known, "1.09990", "1.11000"))) == said("1.09950", "1.11000")


def test_sl_when_too_near_and_wanted_exactly_then_is_sent_until_it_is_taken() -> None:
    known = holding(replace(PROTECTED, stops=StopRules(refused=AFTERWARDS)), instrument=FIFTY)

    assert values(sent(*follow(known, "1.09990", "1.11000"))) == said("1.09990", "1.11000")


def test_sl_when_the_nearest_would_be_farther_than_what_is_set_then_that_stays() -> None:
    # 1.09960 was the nearest when it was set; now that is 1.09950.
    known = holding(replace(PROTECTED, stop_loss=Decimal("1.09960")), instrument=FIFTY)

    (decision,) = follow(known, "1.09990", "1.11000")

    assert isinstance(decision, NothingToDo)
    assert decision.detail.endswith("1.09960 stays, which is nearer to it")


def test_sl_when_the_master_loosens_it_to_too_near_then_it_is_loosened() -> None:
    # 1.09995 is set, and too near by now itself; 1.09990 is due; 1.09950 is the nearest.
    known = holding(replace(PROTECTED, stop_loss=Decimal("1.09995")), instrument=FIFTY)

    assert values(sent(*follow(known, "1.09990", "1.11000"))) == said("1.09950", "1.11000")


def test_stops_when_the_broker_freezes_them_then_stay_and_are_tried_again() -> None:
    freezing = replace(EURUSD, freeze_level=20)
    known = holding(replace(PROTECTED, stop_loss=Decimal("1.09985")), instrument=freezing)

    (decision,) = follow(known, "1.09900", "1.12000")
    known.account(FOLLOWER).quotes["EURUSD"] = quote("1.10100", "1.10110")
    command = sent(*follow(known, "1.09900", "1.12000"))

    assert isinstance(decision, Skipped)
    assert (decision.reason, decision.alarming) == (SkipReason.STOP_REFUSED, True)
    assert decision.detail == (
        "the price is within 20 points of the copy's SL or TP, where the broker lets nothing be "
        "changed; the new stops are tried again"
    )
    assert decision.link is not None
    assert decision.link.reason == "not set yet: SL 1.09900, TP 1.12000"
    assert values(command) == said("1.09900", "1.12000")


def test_stops_when_the_broker_freezes_them_then_what_was_ordered_stays_ordered() -> None:
    freezing = replace(EURUSD, freeze_level=20)
    link = replace(PROTECTED, stop_loss=Decimal("1.09985"))

    due = due_stops(holding(link, instrument=freezing), link, position("1", sl="1.09900"), freezing)

    unchanged = Stops(stop_loss=Decimal("1.09985"), take_profit=Decimal("1.11000"))
    assert (due.ordered, due.sent, due.acts) == (unchanged, unchanged, False)


def test_sl_when_passed_and_frozen_and_the_route_closes_then_the_close_goes_on() -> None:
    freezing = replace(EURUSD, freeze_level=20)
    link = replace(PROTECTED, stop_loss=Decimal("1.09985"), stops=CLOSING_AT)

    (decision,) = follow(holding(link, instrument=freezing), "1.10000", "1.12000")

    assert isinstance(decision, Copied)
    assert isinstance(decision.commands[0], SetVolume)


def test_stops_when_frozen_and_nothing_changes_then_nothing_is_told() -> None:
    freezing = replace(EURUSD, freeze_level=20)
    known = holding(replace(PROTECTED, stop_loss=Decimal("1.09985")), instrument=freezing)

    (decision,) = follow(known, "1.09985", "1.11000")

    assert isinstance(decision, NothingToDo)

"""Fills of the master's pending order: the copy that waited becomes the position's (rule L1)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.link_samples import COPY, LIVE
from tests.unit.engine.pending_samples import (
    ADOPTED,
    AHEAD,
    CANCELLING,
    HALF,
    HALF_ADOPTED,
    PAIRED,
    UNPLACED,
    WAITING,
    book,
    route,
    signal,
)
from tests.unit.engine.samples import FOLLOWER, MASTER, position
from tradecopy_desktop.domain.commands import (
    CancelPending,
    Command,
    Opening,
    OpenPosition,
    SetStops,
    SetVolume,
)
from tradecopy_desktop.domain.decisions import Copied, NothingToDo, Skipped, SkipReason
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.instruments import TradeMode
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.order_rules import WhenSlipped
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.stop_rules import StopRule, StopRules, StopSource
from tradecopy_desktop.domain.values import ZERO, MarginMode, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.opening.signal import Signal
from tradecopy_desktop.engine.pendings.fills import Adoption, adopt_fill

# 4:open32:COPY13:501 at market1:0, hashed by another program.
AT_MARKET = "15ce6bbde1577e053f879086d5e09e81"
# The prefix 0x5443 above the first 47 bits of that.
AT_MARKETS_MAGIC = "3035860349470306475"
DEARER = Quote(symbol="EURUSD", bid=Decimal("1.10040"), ask=Decimal("1.10050"), at=0)


def adoption(
    link: Link, fill: Signal, *, known: Book | None = None, by: Route | None = None
) -> Adoption:
    by = by or route()
    found = adopt_fill(known or book(link, with_route=by), by, fill)
    assert found is not None
    return found


def adopted(link: Link, fill: Signal, *, by: Route | None = None) -> Copied:
    found = adoption(link, fill, by=by)
    assert isinstance(found.decision, Copied)
    assert not found.goes_on
    assert (found.decision.route, found.decision.settings_version) == ("r1", 1)
    return found.decision


def only(commands: tuple[Command, ...]) -> Command:
    (command,) = commands
    return command


def test_l1_fill_when_the_copys_order_waits_then_it_becomes_the_copy_of_the_position() -> None:
    decision = adopted(WAITING, signal())

    assert (decision.link, decision.commands) == (ADOPTED, ())
    assert decision.master_lots == Decimal(1)
    assert decision.steps[0].text == (
        "the master's order was filled; the copy's order goes on waiting"
    )


def test_fill_when_taken_in_then_later_events_of_the_position_find_the_copy() -> None:
    known = book(adopted(WAITING, signal()).link)

    assert known.followed_link("r1", "501") == ADOPTED
    assert known.ordered_net(FOLLOWER, "EURUSD") == Decimal(1)


def test_l1_fill_when_the_netting_master_has_an_older_identifier_then_the_copy_moves_to_it() -> (
    None
):
    fill = signal(position_id="400")
    known = book(WAITING, master=MarginMode.NETTING)

    found = adoption(WAITING, fill, known=known).decision

    assert found.link == replace(ADOPTED, position="400")
    assert found.link is not None
    known.put(found.link)
    assert known.followed_link("r1", "400") == found.link


def test_fill_when_told_again_then_is_taken_once() -> None:
    found = adoption(ADOPTED, signal())

    assert found == Adoption(decision=NothingToDo(route="r1", link=None, detail="taken before"))


@pytest.mark.parametrize("link", [LIVE, replace(WAITING, order="502", copy="d" * 32)])
def test_fill_when_no_order_was_placed_for_it_then_is_an_opening_like_any_other(
    link: Link,
) -> None:
    assert adopt_fill(book(link), route(), signal()) is None


def test_s2_fill_when_only_a_part_then_the_copy_waits_for_the_whole_and_accepts_the_part() -> None:
    first = adopted(WAITING, signal("0.3")).link
    second = adopted(first, signal("0.7", after="1", version="9502")).link

    assert (first.accepted, first.target, first.master_volume) == (
        Fraction(3, 10),
        Decimal(1),
        Decimal("0.3"),
    )
    assert (second.accepted, second.target) == (Fraction(1), Decimal(1))
    assert second.exact == Fraction(1)
    assert second.orders == ("501/placed", "501", "501/9501", "501/9502")


def test_s2_fill_when_more_comes_than_was_ordered_then_no_more_is_accepted() -> None:
    assert adopted(WAITING, signal("1.5", whole=None)).link.accepted == 1


def test_s3_fill_when_a_part_of_the_order_turned_the_old_side_then_only_the_rest_counts() -> None:
    # Of 1.00 the first 0.40 closed the other side: the copy keeps 1.00 x 0.60.
    link = adopted(WAITING, signal("0.6", whole="0.6")).link

    assert (link.accepted, link.target) == (Fraction(3, 5), Decimal("0.6"))


def test_s4_further_fill_when_the_waiting_copy_was_reduced_then_it_grows_again() -> None:
    # 0.30 came, 0.10 of them were closed, 0.70 come: the copy keeps 0.90 of its 1.00.
    reduced = replace(
        ADOPTED, accepted=Fraction(1, 5), master_volume=Decimal("0.2"), target=Decimal("0.2")
    )

    link = adopted(reduced, signal("0.7", after="0.9", version="9503")).link

    assert (link.accepted, link.target) == (Fraction(9, 10), Decimal("0.9"))


def test_s4_further_fill_when_the_filled_copy_was_reduced_then_is_opened_like_any_other() -> None:
    reduced = replace(
        PAIRED,
        accepted=Fraction(1, 5),
        master_volume=Decimal("0.2"),
        target=Decimal("0.2"),
        filled=Decimal("0.2"),
    )

    assert adopt_fill(book(reduced), route(), signal("0.7", after="0.9", version="9503")) is None


def test_fill_when_the_copys_came_first_then_both_are_paired() -> None:
    decision = adopted(AHEAD, signal())

    assert (decision.link, decision.commands) == (PAIRED, ())


def test_c8_fill_when_the_copys_came_first_then_stops_follow_the_masters_fill() -> None:
    # The master was filled at 1.10000 with its SL 200 points below; the copy at 1.09000.
    far = StopRules(stop_loss=StopRule(source=StopSource.DISTANCE))
    known = book(replace(AHEAD, stops=far))
    known.account(MASTER).positions["501"] = position("1", sl="1.09800")

    decision = adoption(AHEAD, signal(), known=known).decision

    assert isinstance(decision, Copied)
    command = only(decision.commands)
    assert isinstance(command, SetStops)
    assert command.stop_loss == Decimal("1.08800")


def test_s4_fill_when_the_copys_came_first_and_the_master_got_less_then_it_is_reduced() -> None:
    decision = adopted(AHEAD, signal("0.6", whole="0.6"))

    command = only(decision.commands)
    assert isinstance(command, SetVolume)
    assert (command.volume, decision.link.target) == (Decimal("0.6"), Decimal("0.6"))


def test_fill_when_the_copy_is_imagined_then_it_is_as_if_filled() -> None:
    decision = adopted(replace(WAITING, shadow=True), signal())

    assert decision.commands == ()
    assert (decision.link.state, decision.link.pending) == (LinkState.LIVE, None)
    assert decision.link.target == Decimal(1)


@pytest.mark.parametrize(
    ("link", "why"),
    [
        (CANCELLING, "the route was paused"),
        (replace(WAITING, state=LinkState.CANCELLED, pending=None, reason="paused"), "paused"),
        (replace(WAITING, state=LinkState.CANCELLED, pending=None), "cancelled"),
    ],
)
def test_c2_fill_when_the_copy_is_over_then_nothing_is_opened_and_the_trader_is_told(
    link: Link, why: str
) -> None:
    found = adoption(link, signal())

    assert isinstance(found.decision, Skipped)
    assert (found.decision.reason, found.decision.alarming) == (SkipReason.ENDED_EARLY, True)
    assert found.decision.detail == "the copy of this order in EURUSD ended before: " + why
    assert (found.decision.route, found.decision.settings_version) == ("r1", 1)
    assert not found.goes_on


def test_fill_when_the_copy_was_handed_over_then_nobody_is_alarmed() -> None:
    link = replace(WAITING, state=LinkState.HANDED_OVER, pending=None)

    assert isinstance(adoption(link, signal()).decision, NothingToDo)


def test_fill_when_the_trader_asks_for_it_then_an_ended_copy_does_not_hinder() -> None:
    link = replace(WAITING, state=LinkState.CANCELLED, pending=None)

    assert adopt_fill(book(link), route(), signal(chosen=True)) is None


def test_fill_when_the_position_has_another_copy_then_the_order_is_taken_back() -> None:
    # The netting master bought at market while its order waited; the order adds to that.
    other = replace(LIVE, copy="e" * 32, order="400", position="400", orders=("400", "400/9400"))
    known = book(WAITING, other, master=MarginMode.NETTING)

    found = adoption(WAITING, signal(position_id="400", after="2"), known=known)

    assert found.goes_on
    assert isinstance(found.decision, Copied)
    assert isinstance(only(found.decision.commands), CancelPending)
    assert found.decision.link.copy == COPY


def test_fill_when_the_order_makes_a_second_position_then_the_copy_stays_with_the_first() -> None:
    found = adoption(ADOPTED, signal("0.5", position_id="777", version="9502"))

    assert isinstance(found.decision, Skipped)
    assert (found.decision.reason, found.decision.alarming) == (SkipReason.FURTHER_ORDER, True)


def test_fill_when_no_order_could_be_placed_then_the_copy_is_opened_at_market() -> None:
    stopped = replace(UNPLACED, stop_loss=Decimal("1.08000"), take_profit=Decimal("1.12000"))

    decision = adopted(stopped, signal())

    (opening,) = decision.link.opens
    assert only(decision.commands) == OpenPosition(
        id=AT_MARKET,
        copy=COPY,
        revision=2,
        route="r1",
        master=MASTER,
        follower=FOLLOWER,
        source="501",
        symbol="EURUSD",
        side=Side.BUY,
        volume=Decimal(1),
        stop_loss=Decimal("1.08000"),
        take_profit=Decimal("1.12000"),
        magic=AT_MARKETS_MAGIC,
        life_ms=5_000,
        max_slippage=None,
        master_lots=Decimal(1),
        worst_price=None,
    )
    assert (decision.link.state, decision.link.target) == (LinkState.OPENING, Decimal(1))
    assert opening == Opening(id=AT_MARKET, magic=AT_MARKETS_MAGIC, volume=Decimal(1), since=None)


def test_c8_fill_when_the_price_may_come_back_then_the_opening_waits_for_it() -> None:
    waits = route(max_slippage=20, when_slipped=WhenSlipped.WAIT)

    command = only(adopted(UNPLACED, signal(), by=waits).commands)

    # 20 points above the 1.10000 of the master.
    assert isinstance(command, OpenPosition)
    assert (command.life_ms, command.worst_price) == (60_000, Decimal("1.10020"))


@pytest.mark.parametrize(
    ("by", "reason"),
    [
        (route(mode=RouteMode.CLOSE_ONLY), SkipReason.ROUTE_CLOSE_ONLY),
        (route(max_slippage=20), SkipReason.SLIPPED),
    ],
)
def test_fill_when_nothing_may_be_opened_at_market_then_the_copy_is_refused(
    by: Route, reason: SkipReason
) -> None:
    known = book(UNPLACED, with_route=by)
    known.account(FOLLOWER).quotes["EURUSD"] = DEARER

    decision = adoption(UNPLACED, signal(), known=known, by=by).decision

    assert isinstance(decision, Skipped)
    assert (decision.reason, decision.alarming) == (reason, True)
    assert decision.link is not None
    assert (decision.link.state, decision.link.target) == (LinkState.REFUSED, ZERO)
    assert decision.link.reason == decision.detail


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [("away", SkipReason.FOLLOWER_AWAY), ("unlisted", SkipReason.NO_SYMBOL)],
)
def test_fill_when_the_follower_cannot_trade_then_the_unplaced_copy_is_refused(
    spoil: str, reason: SkipReason
) -> None:
    known = book(UNPLACED)
    if spoil == "away":
        known.account(FOLLOWER).connected.clear()
    else:
        known.account(FOLLOWER).instruments.clear()

    decision = adoption(UNPLACED, signal(), known=known).decision

    assert isinstance(decision, Skipped)
    assert decision.reason is reason


def test_fill_when_the_followers_symbols_are_not_listed_then_the_order_keeps_its_lots() -> None:
    known = book(WAITING)
    known.account(FOLLOWER).instruments.clear()

    decision = adoption(WAITING, signal(), known=known).decision

    assert decision.link == ADOPTED


def test_s2_fill_when_the_route_halves_then_exact_lots_are_half() -> None:
    link = adopted(HALF, signal("1", whole="4")).link

    assert (link.accepted, link.exact, link.target) == (Fraction(1), Fraction(1, 2), Decimal(2))


def test_s3_fill_when_a_quarter_of_the_order_turned_the_old_side_then_the_rest_counts() -> None:
    # Of 4.00 the first 1.00 closed the other side: 2.00 x 3 / 4.
    assert adopted(HALF, signal("3", whole="3")).link.target == Decimal("1.5")


def test_s4_further_fill_when_nothing_was_reduced_then_the_filled_copy_accepts_it() -> None:
    part = replace(
        HALF_ADOPTED,
        accepted=Fraction(1),
        exact=Fraction(1, 2),
        pending=None,
        filled=Decimal(2),
        state=LinkState.LIVE,
    )

    link = adopted(part, signal("3", after="4", version="9502")).link

    assert (link.accepted, link.target, link.filled) == (Fraction(4), Decimal(2), Decimal(2))


def test_c8_fill_when_slippage_is_not_limited_then_the_price_may_be_any() -> None:
    waits = route(when_slipped=WhenSlipped.WAIT)

    command = only(adopted(UNPLACED, signal(), by=waits).commands)

    assert isinstance(command, OpenPosition)
    assert (command.life_ms, command.worst_price) == (5_000, None)


def test_fill_when_the_broker_allows_no_such_side_then_the_unplaced_copy_is_refused() -> None:
    known = book(UNPLACED)
    listed = known.account(FOLLOWER).instruments
    listed["EURUSD"] = replace(listed["EURUSD"], trade_mode=TradeMode.SHORT_ONLY)

    decision = adoption(UNPLACED, signal(), known=known).decision

    assert isinstance(decision, Skipped)
    assert decision.reason is SkipReason.SYMBOL_CLOSED_FOR_OPENINGS

"""What an account loses with all its stops hit. 1 lot of EURUSD loses 100 USD a 0.001."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.caps_samples import OIL, SHORT
from tests.unit.engine.guard.stake_samples import GUARD, floats, guarded, held, priced
from tests.unit.engine.link_samples import CLOSING, COPY, LIVE, MAGIC, OPENING
from tests.unit.engine.pending_samples import PARTIAL, WAITING, order, theirs
from tests.unit.engine.samples import (
    EURUSD,
    FOLLOWER,
    MASTER,
    OTHER_FOLLOWER,
    carried,
    position,
    profile,
)
from tradecopy_desktop.domain.guarding import AccountGuard, AssumedStop
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.trades import NetPosition, PendingOrder, Position
from tradecopy_desktop.domain.values import MarginMode, PendingKind, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.guard.stakes import stakes
from tradecopy_desktop.engine.guard.worst_case import Worst, worst_case, worst_of

ON_THE_WIRE = replace(OPENING, stop_loss=Decimal("1.0951"))
NETS = MarginMode.NETTING


def lost(known: Book, guard: AccountGuard = GUARD) -> Decimal | str:
    return worst_case(known, known.account(FOLLOWER), guard)


def test_account_when_nothing_is_open_then_nothing_is_lost() -> None:
    assert lost(guarded()) == Decimal("0.00")


@pytest.mark.parametrize(
    ("side", "sl", "most"),
    [
        # 0.005 and 0.004 from where they were opened, at which the account was told flat.
        (Side.BUY, "1.09500", "500.00"),
        (Side.SELL, "1.10400", "400.00"),
        # The market has passed the SL by 0.00005: what it gives is 0.0001 below the entry.
        (Side.BUY, "1.09995", "10.00"),
    ],
)
def test_g4_position_when_nobody_copied_it_then_is_lost_to_its_sl(
    side: Side, sl: str, most: str
) -> None:
    assert lost(guarded(held=(held("1", sl=sl, side=side),))) == Decimal(most)


def test_position_when_some_is_lost_already_then_only_the_rest_counts() -> None:
    known = guarded(held=(held("1", sl="1.09500"),))
    floats(known, "-10")

    assert lost(known) == Decimal("490.00")


def test_position_when_the_price_is_newer_than_the_money_then_the_greater_loss_counts() -> None:
    known = guarded(held=(held("1", sl="1.09500", swap="-3"),))
    floats(known, "-13")
    priced(known, "1.10200", "1.10220")

    # From the bid 0.007; by the money that was told it would be 490.
    assert lost(known) == Decimal("700.00")


def test_position_when_there_is_no_price_then_what_its_terminal_told_counts() -> None:
    ticket = replace(held("1", sl="1.09500", swap="-5"), profit=Decimal(200))
    known = guarded(held=(ticket,))
    del known.account(FOLLOWER).quotes["EURUSD"]

    # From +195 to -505.
    assert lost(known) == Decimal("700.00")


def test_position_when_it_is_gone_before_the_money_is_told_then_nothing_is_gained() -> None:
    known = guarded()
    floats(known, "-480")

    assert lost(known) == Decimal("0.00")


def test_position_when_its_sl_locks_a_profit_then_what_is_given_back_counts() -> None:
    known = guarded(held=(held("1", sl="1.10500"),))
    floats(known, "1000")
    priced(known, "1.11000", "1.11020")

    assert lost(known) == Decimal("500.00")


def test_closed_loss_when_one_sl_locks_a_profit_then_it_pays_for_no_other() -> None:
    known = guarded(held=(held("1", sl="1.10500"), held("1", sl="1.09000", id="8")))
    priced(known, "1.11000", "1.11020")
    account = known.account(FOLLOWER)

    worst = worst_of(known, account, GUARD, stakes(known, account))

    assert isinstance(worst, Worst)
    assert (worst.count, worst.of_balance) == (2, Fraction(1_000))


def test_loss_when_it_is_no_whole_cent_then_is_rounded_up() -> None:
    assert lost(guarded(held=(held("1", sl="1.09500", swap="-0.001"),))) == Decimal("500.01")


def test_gap_when_one_is_allowed_for_then_each_distance_grows_by_it() -> None:
    guard = replace(GUARD, no_stop=AssumedStop(gap_percent=Decimal(10)))

    assert lost(guarded(held=(held("1", sl="1.09500"),)), guard) == Decimal("550.00")


def test_position_when_it_has_no_sl_then_the_guard_refuses_to_count() -> None:
    text = "the position in EURUSD has no SL, and the guard assumes none"

    assert lost(guarded(held=(held("1", sl=None),))) == text


@pytest.mark.parametrize(
    ("bid", "most"),
    [
        # 200 points from the bid, which is 0.0001 below the entry.
        ("1.09990", "210.00"),
        # From the entry: the 0.002 that it may gain are given back first.
        ("1.10200", "400.00"),
    ],
)
def test_position_when_an_sl_is_assumed_then_lies_off_the_worse_of_entry_and_market(
    bid: str, most: str
) -> None:
    known = guarded(held=(held("1", sl=None),))
    priced(known, bid, "1.10210")

    assert lost(known, replace(GUARD, no_stop=AssumedStop(points=200))) == Decimal(most)


def test_sell_when_an_sl_is_assumed_then_lies_off_the_worse_of_entry_and_market() -> None:
    known = guarded(held=(held("1", sl=None, side=Side.SELL),))

    # 200 points above the ask, which is 0.0001 above the entry.
    assert lost(known, replace(GUARD, no_stop=AssumedStop(points=200))) == Decimal("210.00")


def test_position_when_an_sl_is_assumed_and_there_is_no_price_then_is_not_counted() -> None:
    known = guarded(held=(held("1", sl=None),))
    del known.account(FOLLOWER).quotes["EURUSD"]

    text = "the position in EURUSD cannot be valued: there is no price of EURUSD yet"
    assert lost(known, replace(GUARD, no_stop=AssumedStop(points=200))) == text


def test_position_when_it_has_an_sl_then_needs_no_price() -> None:
    known = guarded(held=(held("1", sl="1.09500"),))
    del known.account(FOLLOWER).quotes["EURUSD"]

    assert lost(known) == Decimal("500.00")


def test_copy_when_its_order_is_on_the_wire_then_is_lost_from_the_price_of_now() -> None:
    assert lost(guarded(ON_THE_WIRE)) == Decimal("500.00")


def test_copy_when_its_order_is_on_the_wire_and_there_is_no_price_then_is_not_counted() -> None:
    known = guarded(ON_THE_WIRE)
    del known.account(FOLLOWER).quotes["EURUSD"]

    text = "the order in EURUSD cannot be valued: there is no price of EURUSD yet"
    assert lost(known) == text


@pytest.mark.parametrize(
    "ticket",
    [
        position("1", id="7", sl="1.09500", magic=MAGIC),
        position("1", id="7", sl="1.09500", link=carried(COPY)),
    ],
)
def test_copy_when_its_position_is_seen_before_the_answer_then_counts_once(
    ticket: Position,
) -> None:
    known = guarded(ON_THE_WIRE)
    known.account(FOLLOWER).positions["7"] = ticket

    assert lost(known) == Decimal("500.00")


def test_copy_when_it_was_filled_and_is_not_seen_then_is_lost_from_its_fill() -> None:
    filled = replace(LIVE, stop_loss=Decimal("1.09502"))

    assert lost(guarded(filled)) == Decimal("500.00")


def test_sell_copy_when_a_part_is_filled_and_not_seen_then_is_lost_from_the_worse_price() -> None:
    part = replace(SHORT, filled=Decimal("0.5"), target=Decimal(1), entry=Decimal("1.1005"))

    # The rest is sold at the bid, 0.005 below the SL.
    assert lost(guarded(replace(part, stop_loss=Decimal("1.1049")))) == Decimal("500.00")


def test_copy_when_it_grows_then_what_is_held_and_what_comes_count_with_their_own_stops() -> None:
    grows = replace(LIVE, target=Decimal("1.5"), stop_loss=Decimal("1.0941"))
    known = guarded(grows, held=(position("1", id="7", sl="1.09500", link=carried(COPY)),))

    # 500 and half of 0.006 from the ask.
    assert lost(known) == Decimal("800.00")


def test_copy_when_its_close_is_on_the_wire_then_counts_until_it_is_gone() -> None:
    known = guarded(CLOSING, held=(position("1", id="7", sl="1.09500", link=carried(COPY)),))

    assert lost(known) == Decimal("500.00")


@pytest.mark.parametrize(("rehearsal", "most"), [("", "0.00"), ("r1", "500.00")])
def test_shadow_copy_when_its_route_rehearses_then_counts_for_that_route_alone(
    rehearsal: str, most: str
) -> None:
    known = guarded(replace(LIVE, shadow=True, entry=None, stop_loss=Decimal("1.0951")))
    account = known.account(FOLLOWER)

    worst = worst_of(known, account, GUARD, stakes(known, account, imagined=rehearsal))

    assert isinstance(worst, Worst)
    assert worst.of_equity == Decimal(most)


@pytest.mark.parametrize(
    ("waits", "most"),
    [
        (order(ticket="9", volume="2", at="1.09000", sl="1.08500"), "1000.00"),
        (order(ticket="9", side=Side.SELL, at="1.12000", sl="1.12300"), "300.00"),
        # It is triggered at 1.12 and filled at 1.115 or below; the trigger counts.
        (
            order(ticket="9", kind=PendingKind.STOP_LIMIT, at="1.12", limit="1.115", sl="1.11"),
            "1000.00",
        ),
        (
            replace(
                order(kind=PendingKind.STOP_LIMIT, at="1.08", limit="1.085", sl="1.09"),
                side=Side.SELL,
            ),
            "1000.00",
        ),
    ],
)
def test_g4_order_when_nobody_copied_it_then_counts_from_its_trigger(
    waits: PendingOrder, most: str
) -> None:
    known = guarded()
    known.account(FOLLOWER).pendings["9"] = waits

    assert lost(known) == Decimal(most)


def test_g4_order_when_it_has_no_sl_then_the_guard_refuses_to_count() -> None:
    text = "the order in EURUSD has no SL, and the guard assumes none"

    assert lost(guarded(waiting=(order(ticket="9"),))) == text
    # With one assumed it is 300 points from where the order waits.
    assumes = replace(GUARD, no_stop=AssumedStop(points=300))
    assert lost(guarded(waiting=(order(ticket="9"),)), assumes) == Decimal("300.00")


@pytest.mark.parametrize(
    ("shown", "most"),
    [
        ((), "500.00"),
        ((replace(theirs(), stop_loss=Decimal("1.085")),), "500.00"),
        ((replace(theirs(), stop_loss=Decimal("1.085"), link=None),), "500.00"),
        ((replace(theirs(), stop_loss=Decimal("1.085"), magic="0"),), "500.00"),
        # A change of its price is on its way; the order may be filled at either.
        ((replace(theirs(), price=Decimal("1.092"), stop_loss=Decimal("1.085")),), "700.00"),
    ],
)
def test_g4_copy_when_its_order_waits_then_counts_once_at_its_trigger(
    shown: tuple[PendingOrder, ...], most: str
) -> None:
    waits = replace(WAITING, stop_loss=Decimal("1.085"))

    assert lost(guarded(waits, waiting=shown)) == Decimal(most)


def test_g4_copy_when_its_order_is_being_taken_back_and_is_still_shown_then_counts() -> None:
    given_up = replace(WAITING, pending=None, opens=(), state=LinkState.CANCELLED)
    shown = replace(theirs(), stop_loss=Decimal("1.085"))

    assert lost(guarded(given_up, waiting=(shown,))) == Decimal("500.00")


def test_copy_when_a_part_of_its_order_is_filled_then_the_rest_counts_at_its_trigger() -> None:
    part = replace(PARTIAL, stop_loss=Decimal("1.085"))
    known = guarded(part, held=(position("0.4", id="7", sl="1.085", link=carried(COPY)),))

    # 0.4 lots lose 0.015 and 0.6 lots 0.005.
    assert lost(known) == Decimal("900.00")


def test_netting_account_when_a_copy_grows_then_the_rest_of_its_target_counts() -> None:
    grows = replace(LIVE, target=Decimal("1.5"), entry=None, stop_loss=Decimal("1.0941"))
    known = guarded(grows, mode=NETS, held=(held("1", sl="1.09500"),))
    known.account(FOLLOWER).net["EURUSD"] = NetPosition(side=Side.BUY, volume=Decimal(1))

    assert lost(known) == Decimal("800.00")


def test_netting_account_when_more_is_held_than_was_seen_then_the_farthest_sl_counts() -> None:
    one = replace(LIVE, entry=Decimal("1.10010"), stop_loss=Decimal("1.09510"))
    two = replace(one, copy="c" * 32, position="502", stop_loss=Decimal("1.09310"))
    known = guarded(one, two, mode=NETS, held=(held("1", sl="1.09500"),))
    known.account(FOLLOWER).net["EURUSD"] = NetPosition(side=Side.BUY, volume=Decimal(2))

    # The second lot is not seen: whose it is cannot be told, and 0.007 are lost at the worst.
    assert lost(known) == Decimal("1200.00")


def test_netting_account_when_a_copy_joins_what_nobody_copied_then_both_count() -> None:
    known = guarded(ON_THE_WIRE, mode=NETS, held=(held("1", sl="1.09700"),))
    known.account(FOLLOWER).net["EURUSD"] = NetPosition(side=Side.BUY, volume=Decimal(1))

    assert lost(known) == Decimal("800.00")


def test_netting_account_when_one_of_its_copies_has_no_sl_then_is_not_counted() -> None:
    bare = replace(ON_THE_WIRE, copy="c" * 32, position="502", stop_loss=None)
    known = guarded(ON_THE_WIRE, bare, mode=NETS)

    assert lost(known) == "the order in EURUSD has no SL, and the guard assumes none"


def test_netting_account_when_an_order_goes_the_other_way_then_it_reduces_nothing_yet() -> None:
    short = replace(SHORT, target=Decimal(1), filled=Decimal(0), entry=None)
    short = replace(short, stop_loss=Decimal("1.1049"), state=LinkState.OPENING)
    known = guarded(short, mode=NETS, held=(held("1", sl="1.09500"),))
    known.account(FOLLOWER).net["EURUSD"] = NetPosition(side=Side.BUY, volume=Decimal(1))

    assert lost(known) == Decimal("1000.00")


def test_account_when_it_is_in_another_currency_then_the_loss_is_converted() -> None:
    known = guarded(held=(held("1", sl="1.09450"),))
    account = known.account(FOLLOWER)
    account.profile = replace(profile(FOLLOWER), currency="EUR")
    euro = replace(EURUSD, base="EUR", profit="USD", tick_value=Decimal("0.90909"))
    account.instruments["EURUSD"] = euro

    # 550 USD at 1.1.
    assert lost(known) == Decimal("500.00")


def test_account_when_another_terminal_shows_the_rate_then_that_converts() -> None:
    oil = replace(held("1", sl="68.9"), symbol="WTI", price=Decimal(70))
    known = guarded(held=(oil,))
    account, other = known.account(FOLLOWER), known.account(MASTER)
    account.profile = replace(profile(FOLLOWER), currency="EUR")
    account.instruments["WTI"] = replace(OIL, tick_value=Decimal("9.0909"))
    other.instruments["EURUSD"] = replace(EURUSD, base="EUR", profit="USD")
    other.quotes["EURUSD"] = account.quotes.pop("EURUSD")

    # 1.1 of 1,000 barrels are 1,100 USD, at 1.1.
    assert lost(known) == Decimal("1000.00")


def test_account_when_no_rate_leads_to_its_currency_then_is_not_counted() -> None:
    known = guarded(held=(held("1", sl="1.09450"),))
    known.account(FOLLOWER).profile = replace(profile(FOLLOWER), currency="SEK")

    text = lost(known)

    assert isinstance(text, str)
    assert text.startswith("the position in EURUSD cannot be valued: no quote leads from USD to")


def test_position_when_its_symbol_is_not_listed_then_is_not_counted() -> None:
    known = guarded(held=(replace(held("1", sl="1"), symbol="XAUUSD"),))

    assert lost(known) == "the position in XAUUSD cannot be valued: it is not listed"


def test_account_when_others_hold_copies_then_they_are_theirs() -> None:
    known = guarded(replace(ON_THE_WIRE, follower=OTHER_FOLLOWER))

    assert lost(known) == Decimal("0.00")

"""Stops, prices and symbols that keep an opening back, or change how it is sent."""

from dataclasses import replace
from decimal import Decimal

from tests.unit.engine.deciding import decided, opening_of, skip_of, stops_of
from tests.unit.engine.link_samples import COPY
from tests.unit.engine.samples import (
    EURUSD,
    FOLLOWER,
    SETTINGS,
    book,
    deal,
    event,
    opened,
    position,
    route,
)
from tradecopy_desktop.domain.baseline import Baseline
from tradecopy_desktop.domain.decisions import SkipReason
from tradecopy_desktop.domain.facts import EventKind, Quote
from tradecopy_desktop.domain.order_rules import OrderRules, WhenSlipped
from tradecopy_desktop.domain.stop_rules import (
    RefusedStop,
    StopRule,
    StopRules,
    StopSource,
)

QUOTE = Quote(symbol="EURUSD", bid=Decimal("1.09990"), ask=Decimal("1.10000"), at=0)


def test_opening_when_the_broker_would_refuse_its_stop_and_the_trader_skips_then_is_skipped() -> (
    None
):
    rules = StopRules(refused=RefusedStop.SKIP)
    known = book(route(replace(SETTINGS, stops=rules)), instrument=replace(EURUSD, stops_level=100))
    known.account(FOLLOWER).quotes["EURUSD"] = QUOTE
    # 50 points below the bid of 1.09990, 100 are needed.
    told = event(EventKind.OPENED, position("1", sl="1.09940"), deal("9501", "501", "1"))

    skipped = skip_of(decided(known, told))

    assert skipped.reason is SkipReason.STOP_REFUSED
    assert skipped.steps[0].rule == "symbol"


def test_opening_when_a_symbol_was_not_found_a_moment_ago_then_is_not_searched_again() -> None:
    known = book()
    known.account(FOLLOWER).instruments.clear()
    first = skip_of(decided(known, opened("1")))

    # It is there now, but no new list was told: that would raise the listing.
    known.account(FOLLOWER).instruments["EURUSD"] = EURUSD
    second = skip_of(decided(known, opened("1", id="502")))
    known.account(FOLLOWER).listing += 1

    assert first.reason is second.reason is SkipReason.NO_SYMBOL
    assert opening_of(decided(known, opened("1", id="503"))).volume == 1


def test_addition_when_stops_hang_on_the_fill_then_the_copys_own_stay_until_it_is_known() -> None:
    rules = StopRules(stop_loss=StopRule(source=StopSource.DISTANCE))
    known = book(route(replace(SETTINGS, stops=rules)))
    decided(known, opened("1", sl="1.09000"))
    known.put(replace(known.links[COPY], stop_loss=Decimal("1.09002"), take_profit=None))
    told = event(
        EventKind.ADDED, position("2", sl="1.09000", tp="1.12000"), deal("9502", "502", "1")
    )

    moved = stops_of(decided(known, told))

    # The TP is a price and is set; the SL waits for the fill and stays what it is.
    assert (moved.stop_loss, moved.take_profit) == (Decimal("1.09002"), Decimal("1.12000"))


def test_c8_opening_when_it_may_wait_for_its_price_then_says_how_bad_it_may_be() -> None:
    waits = OrderRules(max_slippage=20, when_slipped=WhenSlipped.WAIT, wait_ms=9_000)
    known = book(route(replace(SETTINGS, orders=waits)))

    command = opening_of(decided(known, opened("1"), age_ms=1_000))

    assert (command.worst_price, command.life_ms) == (Decimal("1.10020"), 9_000)


def test_c8_opening_when_its_price_has_run_away_then_is_skipped() -> None:
    known = book(route(replace(SETTINGS, orders=OrderRules(max_slippage=20))))
    known.account(FOLLOWER).quotes["EURUSD"] = replace(QUOTE, ask=Decimal("1.10021"))

    assert skip_of(decided(known, opened("1"))).reason is SkipReason.SLIPPED


def test_c3_opening_when_it_was_there_before_the_route_then_is_skipped_quietly() -> None:
    known = book()
    known.baselines["r1"] = Baseline(route="r1", positions=frozenset({"501"}))

    skipped = skip_of(decided(known, opened("1")))

    assert (skipped.reason, skipped.alarming) == (SkipReason.BEFORE_ROUTE, False)

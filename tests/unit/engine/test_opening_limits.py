"""Stops, prices and symbols that keep an opening back, or change how it is sent."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.deciding import (
    commands_of,
    decided,
    moment,
    opening_of,
    skip_of,
    stops_of,
)
from tests.unit.engine.link_samples import COPY
from tests.unit.engine.samples import (
    EURUSD,
    FOLLOWER,
    SETTINGS,
    added,
    book,
    deal,
    event,
    opened,
    position,
    route,
    with_step,
)
from tradecopy_desktop.domain.baseline import Baseline
from tradecopy_desktop.domain.commands import OpenPosition
from tradecopy_desktop.domain.decisions import Decision, SkipReason
from tradecopy_desktop.domain.facts import EventKind, Quote
from tradecopy_desktop.domain.order_rules import OrderRules, WhenSlipped
from tradecopy_desktop.domain.sizing import AboveMaximum, VolumeRules
from tradecopy_desktop.domain.stop_rules import (
    RefusedStop,
    StopRule,
    StopRules,
    StopSource,
)
from tradecopy_desktop.domain.values import MarginMode, Platform
from tradecopy_desktop.engine.opening.decide import decide_opening
from tradecopy_desktop.engine.opening.signal import Signal

MINUTE_NS = 60_000_000_000
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


def _searched_after_ns(waited: int) -> list[Decision]:
    known = book()
    known.account(FOLLOWER).instruments.clear()
    first = Signal(
        position=position("1"),
        order="501",
        added=Decimal(1),
        version="9501",
        order_volume=Decimal(1),
        price=Decimal("1.10000"),
    )
    decide_opening(known, route(), first, moment(now_ns=MINUTE_NS))
    known.account(FOLLOWER).instruments["EURUSD"] = EURUSD
    return [*decide_opening(known, route(), first, moment(now_ns=MINUTE_NS + waited))]


def test_opening_when_a_symbol_was_not_found_a_minute_ago_then_is_searched_again() -> None:
    assert skip_of(_searched_after_ns(MINUTE_NS - 1)).reason is SkipReason.NO_SYMBOL
    assert opening_of(_searched_after_ns(MINUTE_NS)).volume == 1


def test_opening_when_it_has_stops_then_its_copy_remembers_each_of_them() -> None:
    told = event(
        EventKind.OPENED, position("1", sl="1.09000", tp="1.12000"), deal("9501", "501", "1")
    )

    (decision,) = decided(book(), told)

    assert decision.link is not None
    assert decision.link.stop_loss == Decimal("1.09000")
    assert decision.link.take_profit == Decimal("1.12000")


def test_addition_when_sent_without_its_stop_then_gets_it_though_the_copy_has_it_already() -> None:
    # 50 points below the bid of 1.09990, 100 are needed: it is set once the lots are there.
    known = book(
        route(replace(SETTINGS, stops=StopRules(refused=RefusedStop.AFTERWARDS))),
        master=MarginMode.NETTING,
        instrument=replace(EURUSD, stops_level=100),
    )
    known.account(FOLLOWER).quotes["EURUSD"] = QUOTE
    decided(known, event(EventKind.OPENED, position("1", sl="1.09940"), deal("9501", "501", "1")))
    more = event(EventKind.ADDED, position("2", sl="1.09940"), deal("9502", "502", "1"), seq=2)

    decisions = decided(known, more)

    assert opening_of(decisions).stop_loss is None
    assert stops_of(decisions).stop_loss == Decimal("1.09940")


def test_opening_when_split_on_metatrader_4_then_each_order_has_a_magic_of_its_own() -> None:
    splits = replace(SETTINGS, volume=VolumeRules(above_maximum=AboveMaximum.SPLIT))
    known = book(route(splits), platform=Platform.MT4, instrument=with_step("0.01", high="0.01"))

    commands = commands_of(decided(known, opened("0.03")))

    assert len({each.magic for each in commands if isinstance(each, OpenPosition)}) == 3


def test_opening_when_it_may_wait_and_nothing_limits_its_price_then_does_not_wait() -> None:
    waits = OrderRules(when_slipped=WhenSlipped.WAIT, wait_ms=60_000)
    known = book(route(replace(SETTINGS, orders=waits)))

    command = opening_of(decided(known, opened("1")))

    assert (command.life_ms, command.worst_price) == (5_000, None)


def test_s2_further_fill_when_too_old_for_an_opening_then_is_sent_to_be_executed_at_once() -> None:
    known = book(master=MarginMode.NETTING)
    decided(known, opened("1", whole="2"))

    # 6 s old where openings may be 5 s old: nothing of its life is left.
    rest = added("2", "1", order="501", made_by="9502", whole="2")

    assert opening_of(decided(known, rest, age_ms=6_000)).life_ms == 0


@pytest.mark.parametrize(("lots", "openings"), [("0.64", 64), ("0.65", None)])
def test_opening_when_split_then_is_made_of_64_orders_at_most(
    lots: str, openings: int | None
) -> None:
    splits = replace(SETTINGS, volume=VolumeRules(above_maximum=AboveMaximum.SPLIT))
    known = book(route(splits), instrument=with_step("0.01", high="0.01"))

    decisions = decided(known, opened(lots))

    if openings is None:
        skipped = skip_of(decisions)
        assert skipped.reason is SkipReason.TOO_MANY_OPENINGS
        assert skipped.detail == "a copy is made of at most 64 openings"
    else:
        assert len(commands_of(decisions)) == openings


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

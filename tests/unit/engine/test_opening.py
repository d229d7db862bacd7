"""Whether and how a route opens: refusals, the command, the link that freezes it (L1, L4, S2)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.deciding import commands_of, decided, link_of, opening_of, skip_of, stops_of
from tests.unit.engine.link_samples import COPY, LIVE, MAGIC, OPEN
from tests.unit.engine.samples import (
    EURUSD,
    FOLLOWER,
    MASTER,
    SETTINGS,
    added,
    book,
    deal,
    event,
    modified,
    opened,
    position,
    route,
)
from tradecopy_desktop.domain.commands import Opening, OpenPosition
from tradecopy_desktop.domain.decisions import NothingToDo, SkipReason
from tradecopy_desktop.domain.facts import EventKind, Quote
from tradecopy_desktop.domain.filters import Filters
from tradecopy_desktop.domain.instruments import TradeMode
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.order_rules import OrderRules
from tradecopy_desktop.domain.routes import RouteMode, RouteSettings
from tradecopy_desktop.domain.sizing import Multiplier, SameLots
from tradecopy_desktop.domain.stop_rules import (
    NO_STOPS,
)
from tradecopy_desktop.domain.values import ZERO, MarginMode, Side

QUOTE = Quote(symbol="EURUSD", bid=Decimal("1.09990"), ask=Decimal("1.10000"), at=0)
HALF = replace(SETTINGS, sizing=Multiplier(factor=Decimal("0.5")))


def test_opening_when_copied_then_the_command_says_all_that_the_executor_needs() -> None:
    known = book(route(replace(SETTINGS, orders=OrderRules(max_slippage=20))))
    known.account(FOLLOWER).quotes["EURUSD"] = QUOTE
    told = event(
        EventKind.OPENED, position("1", sl="1.09500", tp="1.20000"), deal("9501", "501", "1")
    )

    command = opening_of(decided(known, told, age_ms=1_200.9))

    assert command == OpenPosition(
        id=OPEN,
        copy=COPY,
        revision=1,
        route="r1",
        master=MASTER,
        follower=FOLLOWER,
        source="501",
        symbol="EURUSD",
        side=Side.BUY,
        volume=Decimal(1),
        stop_loss=Decimal("1.09500"),
        take_profit=Decimal("1.20000"),
        magic=MAGIC,
        # 5000 ms less the 1200.9 that have passed.
        life_ms=3_799,
        max_slippage=20,
        master_lots=Decimal(1),
    )


def test_l4_opening_when_copied_then_the_link_freezes_what_made_it() -> None:
    decisions = decided(book(route(replace(HALF, version=7))), opened("0.30"))

    # Half of 0.30.
    assert link_of(decisions[0]) == replace(
        LIVE,
        ratio=Fraction(1, 2),
        accepted=Fraction("0.3"),
        master_volume=Decimal("0.30"),
        base=Fraction("0.15"),
        original=Fraction("0.3"),
        target=Decimal("0.15"),
        filled=ZERO,
        exact=Fraction("0.15"),
        entry=None,
        opens=(Opening(id=OPEN, magic=MAGIC, volume=Decimal("0.15"), since=None),),
        settings_version=7,
        state=LinkState.OPENING,
    )


def test_opening_when_no_deal_is_told_then_the_position_names_the_order() -> None:
    told = event(EventKind.OPENED, position("1"), None)

    assert opening_of(decided(book(), told)).id == OPEN


def test_c5_opening_when_the_route_is_paused_then_is_skipped_quietly() -> None:
    skipped = skip_of(decided(book(route(mode=RouteMode.CLOSE_ONLY)), opened("1")))

    assert (skipped.reason, skipped.alarming) == (SkipReason.ROUTE_CLOSE_ONLY, False)
    assert skipped.link is None


def test_opening_when_the_route_is_off_then_nothing_is_said() -> None:
    assert decided(book(route(mode=RouteMode.OFF)), opened("1")) == []


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        (
            replace(SETTINGS, filters=Filters(sides=frozenset({Side.SELL}))),
            SkipReason.FILTERED_SIDE,
        ),
        (replace(SETTINGS, max_age_ms=99), SkipReason.TOO_OLD),
        (
            replace(SETTINGS, symbol_map=(("EURUSD", "EURUSD.x"),)),
            SkipReason.NO_SYMBOL,
        ),
        (
            replace(SETTINGS, sizing=Multiplier(factor=Decimal("0.001"))),
            SkipReason.BELOW_MINIMUM,
        ),
    ],
)
def test_opening_when_the_settings_are_against_it_then_is_skipped_with_an_alarm(
    settings: RouteSettings, reason: SkipReason
) -> None:
    skipped = skip_of(decided(book(route(settings)), opened("1"), age_ms=100))

    assert (skipped.reason, skipped.alarming, skipped.link) == (reason, True, None)


def test_opening_when_the_follower_is_away_then_is_skipped() -> None:
    known = book()
    known.account(FOLLOWER).connected.clear()

    assert skip_of(decided(known, opened("1"))).reason is SkipReason.FOLLOWER_AWAY


def test_opening_when_the_brokers_specification_holds_zeros_then_is_skipped() -> None:
    known = book(instrument=replace(EURUSD, tick_size=ZERO))

    assert skip_of(decided(known, opened("1"))).reason is SkipReason.SYMBOL_INCOMPLETE


def test_opening_when_the_broker_takes_only_sells_then_a_buy_is_skipped() -> None:
    known = book(instrument=replace(EURUSD, trade_mode=TradeMode.SHORT_ONLY))

    assert skip_of(decided(known, opened("1"))).reason is SkipReason.SYMBOL_CLOSED_FOR_OPENINGS


def test_s1_opening_when_a_lot_is_worth_something_else_then_waits_for_the_traders_word() -> None:
    known = book(instrument=replace(EURUSD, contract_size=Decimal(10_000)))
    known.put_route(route(id="r2", settings=replace(SETTINGS, literal_lots_confirmed=True)))

    refused, copied = decided(known, opened("1"))

    assert skip_of([refused]).reason is SkipReason.CONTRACT_SIZE_UNCONFIRMED
    assert skip_of([refused]).detail == (
        "1 lot is 100000 of EURUSD at the master and 10000 of EURUSD at the follower: "
        "confirm in the route what lots mean there"
    )
    assert opening_of([copied]).volume == 1


def test_s1_opening_when_the_masters_contract_is_not_known_then_waits_too() -> None:
    known = book()
    known.account(MASTER).instruments.clear()

    skipped = skip_of(decided(known, opened("1")))

    assert skipped.detail.startswith("the master's contract size of EURUSD is not known yet")


def test_s2_order_of_3_4_3_when_filled_in_parts_then_the_copy_ends_at_one_lot() -> None:
    known = book(route(replace(SETTINGS, sizing=Multiplier(factor=Decimal("0.1")))))

    parts = [
        opening_of(decided(known, opened("3"))),
        opening_of(decided(known, added("7", "4", order="501", made_by="9502"))),
        opening_of(decided(known, added("10", "3", order="501", made_by="9503", seq=3))),
    ]

    assert [part.volume for part in parts] == [Decimal("0.3"), Decimal("0.4"), Decimal("0.3")]
    assert [part.revision for part in parts] == [1, 2, 3]
    # 4:open32:COPY8:501/95021:0, hashed by another program; the first is named by its order.
    assert [part.id for part in parts[:2]] == [OPEN, "8fdbf49c4729453c8a07398bbe0b0234"]
    assert {part.copy for part in parts} == {COPY}
    assert known.links[COPY].target == 1


def test_l1_addition_when_by_a_further_order_then_grows_the_same_copy() -> None:
    known = book(master=MarginMode.NETTING)
    decided(known, opened("1"))

    command = opening_of(decided(known, added("1.5", "0.5", order="502", made_by="9502")))

    # 4:open32:COPY3:5021:0
    assert (command.id, command.copy) == ("5510ec1955b52709b8912d6d744aa94e", COPY)
    assert (command.source, command.volume) == ("501", Decimal("0.5"))
    assert known.links[COPY].orders == ("501", "501/9501", "502", "502/9502")
    assert (known.links[COPY].base, known.links[COPY].original) == (Fraction("1.5"),) * 2


def test_l1_event_when_decided_again_later_then_opens_nothing() -> None:
    known = book()
    first, second = opened("3"), added("7", "4", order="501", made_by="9502")
    decided(known, first)
    decided(known, second)

    again = [*decided(known, first), *decided(known, second)]

    assert [type(decision) for decision in again] == [NothingToDo, NothingToDo]
    assert known.links[COPY].target == 7


def test_c2_further_fill_when_the_copy_of_its_order_is_over_then_does_not_bring_it_back() -> None:
    known = book()
    decided(known, opened("3"))
    known.put(replace(known.links[COPY], state=LinkState.ENDED_EARLY))

    skipped = skip_of(decided(known, added("7", "4", order="501", made_by="9502")))

    assert (skipped.reason, skipped.link) == (SkipReason.ENDED_EARLY, None)


def test_c2_further_fill_of_an_addition_when_its_copy_is_over_then_is_skipped_too() -> None:
    known = book(master=MarginMode.NETTING)
    decided(known, opened("1"))
    decided(known, added("2", "1", order="502", made_by="9502"))
    known.put(replace(known.links[COPY], state=LinkState.ENDED_EARLY))

    skipped = skip_of(decided(known, added("3", "1", order="502", made_by="9503")))

    assert skipped.reason is SkipReason.ENDED_EARLY


def test_l4_addition_when_the_settings_changed_then_keeps_ratio_symbol_and_stop_policy() -> None:
    known = book()
    decided(known, opened("1"))
    changed = replace(
        HALF,
        version=2,
        stops=NO_STOPS,
        symbol_map=(("EURUSD", "EURUSD.x"),),
    )
    known.put_route(route(changed))
    told = event(EventKind.ADDED, position("2", sl="1.09500"), deal("9502", "502", "1"))

    command = opening_of(decided(known, told))

    assert (command.volume, command.symbol) == (Decimal(1), "EURUSD")
    assert command.stop_loss == Decimal("1.09500")
    assert known.links[COPY].settings_version == 1


def test_l4_new_copy_when_the_settings_changed_then_takes_the_new_ones() -> None:
    known = book()
    decided(known, opened("1"))
    known.put_route(route(replace(HALF, version=2)))

    assert opening_of(decided(known, opened("1", id="502"))).volume == Decimal("0.5")


def test_addition_when_it_came_with_other_stops_then_the_older_tickets_get_them_too() -> None:
    known = book()
    decided(known, opened("1"))
    told = event(EventKind.ADDED, position("2", sl="1.09500"), deal("9502", "502", "1"))

    decisions = decided(known, told)

    assert [type(c).__name__ for c in commands_of(decisions)] == ["OpenPosition", "SetStops"]
    moved = stops_of(decisions)
    assert (moved.revision, moved.stop_loss) == (3, Decimal("1.09500"))
    # 5:stops32:COPY5:1.0951:-
    assert moved.id == "e92368fe1cfbb28e99a6b8179b1f2049"
    assert known.links[COPY].stop_loss == Decimal("1.09500")


def test_s3_addition_when_refused_then_the_link_only_learns_the_masters_volume() -> None:
    known = book()
    decided(known, opened("1"))

    skipped = skip_of(decided(known, added("4", "3", order="502", made_by="9502"), age_ms=6_000))

    assert skipped.reason is SkipReason.TOO_OLD
    link = link_of(skipped)
    assert (link.master_volume, link.accepted, link.target) == (Decimal(4), Fraction(1), Decimal(1))


def test_s3_addition_when_the_route_is_off_then_the_open_copy_learns_it_all_the_same() -> None:
    known = book()
    decided(known, opened("1"))
    known.put_route(route(mode=RouteMode.OFF))

    skipped = skip_of(decided(known, added("4", "3", order="502", made_by="9502")))

    assert (skipped.reason, skipped.alarming) == (SkipReason.ROUTE_OFF, False)
    assert link_of(skipped).master_volume == 4


def test_s3_addition_after_a_refused_opening_when_fresh_then_is_a_copy_of_its_own() -> None:
    known = book(route(replace(SETTINGS, sizing=SameLots())), master=MarginMode.NETTING)
    decided(known, opened("3"), age_ms=6_000)

    command = opening_of(decided(known, added("4", "1", order="502", made_by="9502")))

    # The refused 3 lots stay away; they count in the master's volume alone.
    assert (command.volume, command.source) == (Decimal(1), "502")
    link = known.links[command.copy]
    assert (link.accepted, link.master_volume) == (Fraction(1), Decimal(4))


def test_stops_when_the_route_copies_none_then_are_never_sent() -> None:
    known = book(route(replace(SETTINGS, stops=NO_STOPS)))
    told = event(EventKind.OPENED, position("1", sl="1.09500"), deal("9501", "501", "1"))

    assert opening_of(decided(known, told)).stop_loss is None
    assert [type(d) for d in decided(known, modified("1", sl="1.09600"))] == [NothingToDo]


def test_addition_when_the_copy_holds_64_openings_then_is_skipped() -> None:
    known = book()
    many = tuple(
        Opening(id=f"{n:032x}", magic=str(n), volume=Decimal("0.01"), since=None) for n in range(64)
    )
    known.put(replace(LIVE, opens=many))

    skipped = skip_of(decided(known, added("2", "1", order="502", made_by="9502")))

    assert skipped.reason is SkipReason.TOO_MANY_OPENINGS


def test_opening_when_every_lot_is_covered_by_one_fewer_than_64_then_is_copied() -> None:
    known = book()
    many = tuple(
        Opening(id=f"{n:032x}", magic=str(n), volume=Decimal("0.01"), since=None) for n in range(63)
    )
    known.put(replace(LIVE, opens=many))

    assert opening_of(decided(known, added("2", "1", order="502", made_by="9502"))).volume == 1

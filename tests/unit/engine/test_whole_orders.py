"""Orders of the master sized as a whole and copied fill by fill (rules S2, S3, S6, C11)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from tests.unit.engine.deciding import commands_of, decided, link_of, opening_of, skip_of, volume_of
from tests.unit.engine.samples import (
    EURUSD,
    FOLLOWER,
    MASTER,
    SETTINGS,
    added,
    book,
    closed,
    deal,
    event,
    opened,
    partly_closed,
    position,
    ready,
    route,
    with_step,
)
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.commands import OpenPosition
from tradecopy_desktop.domain.decisions import Copied, NothingToDo, SkipReason
from tradecopy_desktop.domain.facts import EndedSide, EventKind, TradeEvent
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.sizing import (
    AboveMaximum,
    BelowMinimum,
    FixedLots,
    FurtherOrders,
    Multiplier,
    SameLots,
    SymbolOverride,
    VolumeRules,
)
from tradecopy_desktop.domain.symbol_table import ContractPair, SymbolTable
from tradecopy_desktop.domain.values import DealEntry, MarginMode, Side
from tradecopy_desktop.engine.book import Book

ONE_LOT = replace(SETTINGS, sizing=FixedLots(lots=Decimal(1)))


LEAST_3 = with_step("0.01", low="0.03")


def _netting(settings: RouteSettings, instrument: Instrument = EURUSD) -> Book:
    return book(route(settings), master=MarginMode.NETTING, instrument=instrument)


def _lots(known: Book, *events: TradeEvent) -> list[str]:
    commands = [c for told in events for c in commands_of(decided(known, told))]
    return [f"{c.volume:f}" for c in commands if isinstance(c, OpenPosition)]


THREE = opened("3", whole="10")
FOUR = added("7", "4", order="501", made_by="9502", whole="10")
LAST_THREE = added("10", "3", order="501", made_by="9503", whole="10", seq=3)


def test_s2_order_of_3_4_3_when_the_size_is_fixed_then_ends_at_the_fixed_lots() -> None:
    known = _netting(ONE_LOT)

    # Of 1.00 lot: 3/10, 4/10 and 3/10.
    assert _lots(known, THREE, FOUR, LAST_THREE) == ["0.3", "0.4", "0.3"]
    (link,) = known.links.values()
    assert (link.target, link.ratio, link.accepted) == (
        Decimal("1.0"),
        Fraction(1, 10),
        Fraction(10),
    )


def test_s2_order_when_its_terminal_does_not_tell_the_whole_then_the_first_fill_takes_it() -> None:
    known = _netting(ONE_LOT)

    sent = _lots(known, opened("3"), added("7", "4", order="501", made_by="9502"))

    assert sent == ["1"]
    (link,) = known.links.values()
    # All 7 lots of the master stand behind the one lot: closing 3.5 of them halves it.
    assert link.accepted == 7
    left = partly_closed("3.5", "3.5")
    assert volume_of(decided(known, left)).volume == Decimal("0.5")


def test_s2_first_fills_when_below_the_minimum_then_wait_for_the_rest_of_the_order() -> None:
    # 0.05 of 10: 0.015 and 0.035 after two fills, 0.05 after three; the least is 0.03.
    settings = replace(SETTINGS, sizing=FixedLots(lots=Decimal("0.05")))
    known = book(
        route(settings), master=MarginMode.NETTING, instrument=with_step("0.01", low="0.03")
    )

    (waiting,) = decided(known, THREE)

    assert isinstance(waiting, NothingToDo)
    assert (link_of(waiting).state, link_of(waiting).target) == (
        LinkState.GATHERING,
        Decimal(0),
    )
    assert _lots(known, FOUR) == ["0.03"]
    # 0.02 more is too little to be opened by itself.
    assert _lots(known, LAST_THREE) == []
    (link,) = known.links.values()
    assert (link.state, link.target, link.waiting) == (
        LinkState.OPENING,
        Decimal("0.03"),
        Fraction(15, 1_000),
    )


def test_s2_gathered_copy_when_the_master_closes_then_nothing_is_sent() -> None:
    settings = replace(SETTINGS, sizing=FixedLots(lots=Decimal("0.05")))
    known = book(
        route(settings), master=MarginMode.NETTING, instrument=with_step("0.01", low="0.03")
    )
    decided(known, THREE)

    decisions = decided(known, closed("3"))

    assert commands_of(decisions) == []
    (link,) = known.links.values()
    assert (link.state, known.active) == (LinkState.CLOSED, {})


def test_s2_order_when_its_whole_is_below_the_minimum_then_its_first_fill_is_refused() -> None:
    settings = replace(SETTINGS, sizing=FixedLots(lots=Decimal("0.02")))
    known = book(
        route(settings), master=MarginMode.NETTING, instrument=with_step("0.01", low="0.03")
    )

    skipped = skip_of(decided(known, THREE))

    assert skipped.reason is SkipReason.BELOW_MINIMUM
    assert skipped.detail == "0.02 is below the broker's minimum 0.03"
    assert skipped.settings_version == 1


def test_order_when_the_minimum_is_taken_then_its_fills_make_just_the_minimum() -> None:
    rules = VolumeRules(below_minimum=BelowMinimum.MINIMUM)
    settings = replace(SETTINGS, sizing=Multiplier(factor=Decimal("0.001")), volume=rules)
    known = _netting(settings)

    # A thousandth of 10 is the minimum of 0.01 already; of 3 + 4 it is raised to it.
    assert _lots(known, opened("3", whole="7"), added("7", "4", order="501", made_by="9502")) == [
        "0.01"
    ]


def test_s2_order_when_capped_by_the_route_then_all_its_fills_together_are() -> None:
    rules = VolumeRules(max_lots=Decimal(5))
    known = _netting(replace(SETTINGS, sizing=SameLots(), volume=rules))

    # 10 lots are cut to 5: half of each fill.
    assert _lots(known, THREE, FOUR, LAST_THREE) == ["1.5", "2.0", "1.5"]


def test_further_order_when_the_first_was_capped_then_is_sized_by_its_own_lots() -> None:
    rules = VolumeRules(max_lots=Decimal(5))
    known = _netting(replace(SETTINGS, sizing=SameLots(), volume=rules))
    decided(known, opened("10"))

    # The copy was opened with half a lot per lot; the next order keeps that ratio (rule L4).
    assert _lots(known, added("12", "2", order="502", made_by="9502")) == ["1"]


def test_s2_further_order_when_ignored_then_is_skipped_with_the_reason() -> None:
    rules = VolumeRules(further_orders=FurtherOrders.IGNORE)
    known = _netting(replace(SETTINGS, volume=rules))
    decided(known, THREE)

    # A further fill of the same order is no further order.
    assert _lots(known, FOUR) == ["4"]
    skipped = skip_of(decided(known, added("9", "2", order="502", made_by="9503", seq=3)))
    assert (skipped.reason, link_of(skipped).master_volume) == (
        SkipReason.FURTHER_ORDER,
        Decimal(9),
    )


def test_s2_further_order_when_sized_anew_then_gets_the_fixed_lots_again() -> None:
    rules = VolumeRules(further_orders=FurtherOrders.ANEW)
    known = _netting(replace(ONE_LOT, volume=rules))
    decided(known, opened("3"))

    sent = _lots(
        known,
        added("4", "1", order="502", made_by="9502", whole="2"),
        added("5", "1", order="502", made_by="9503", whole="2", seq=3),
    )

    # The first order is one lot for 3, the second one lot for 2: a half for each fill.
    assert sent == ["0.5", "0.5"]
    (link,) = known.links.values()
    assert [(one.order, one.ratio) for one in link.sized] == [("502", Fraction(1, 2))]
    # 2 lots for 5 of the master's: a fifth of it stays for one.
    left = volume_of(decided(known, partly_closed("1", "4", made_by="9601")))
    assert left.volume == Decimal("0.4")


def test_s2_further_order_when_by_ratio_then_scales_with_the_first() -> None:
    known = _netting(ONE_LOT)
    decided(known, opened("4"))

    # One lot for 4: a half for 2.
    assert _lots(known, added("6", "2", order="502", made_by="9502")) == ["0.5"]


def test_c11_order_when_split_then_is_several_openings_of_one_copy() -> None:
    rules = VolumeRules(above_maximum=AboveMaximum.SPLIT)
    known = book(route(replace(SETTINGS, volume=rules)), instrument=with_step("0.01", high="4"))

    decisions = decided(known, opened("10"))

    openings = [c for c in commands_of(decisions) if isinstance(c, OpenPosition)]
    assert [c.volume for c in openings] == [4, 4, 2]
    assert [c.revision for c in openings] == [1, 2, 3]
    assert len({c.id for c in openings}) == len({c.magic for c in openings}) == 3
    link = link_of(decisions[0])
    assert link.target == 10
    assert (link.revision, len(link.opens)) == (3, 3)


def test_override_when_there_is_one_for_the_symbol_then_goes_before_the_routes_size() -> None:
    own = SymbolOverride(
        symbol="EURUSD", sizing=FixedLots(lots=Decimal("0.5")), max_lots=Decimal("0.2")
    )
    other = SymbolOverride(symbol="GBPUSD", sizing=FixedLots(lots=Decimal(9)))
    known = book(route(replace(SETTINGS, overrides=(other, own))))

    assert opening_of(decided(known, opened("3"))).volume == Decimal("0.2")


def test_override_when_it_has_a_minimum_then_smaller_orders_are_not_copied() -> None:
    own = SymbolOverride(symbol="EURUSD", min_lots=Decimal(1))
    known = book(route(replace(SETTINGS, overrides=(own,))))

    assert skip_of(decided(known, opened("0.99"))).reason is SkipReason.BELOW_MINIMUM


def test_reverse_route_when_the_master_buys_then_the_copy_sells_with_mirrored_stops() -> None:
    known = book(route(replace(SETTINGS, reverse=True)))

    command = opening_of(decided(known, opened("1", sl="1.09500", tp="1.11000")))

    assert command.side is Side.SELL
    assert (command.stop_loss, command.take_profit) == (Decimal("1.11000"), Decimal("1.09500"))
    assert volume_of(decided(known, closed("1"))).side is Side.SELL


def _reversal(after: str, was: str, *, whole: str) -> TradeEvent:
    deal_volume = Decimal(after) + Decimal(was)
    return event(
        EventKind.REVERSED,
        position(after, order="801", side=Side.SELL),
        deal("9801", "801", str(deal_volume), entry=DealEntry.INOUT, side=Side.SELL, whole=whole),
        seq=5,
        was=EndedSide(order="501", side=Side.BUY, volume=Decimal(was)),
    )


def test_s3_reversal_when_the_size_is_fixed_then_its_new_side_is_one_order_of_that_size() -> None:
    known = _netting(ONE_LOT)
    decided(known, opened("2"))

    known.account(MASTER).closed_by["801"] = Decimal(2)

    # 5 lots turn 2 bought into 3 sold: the opening part is the whole of the new side.
    decisions = decided(known, _reversal("3", "2", whole="5"))

    assert opening_of(decisions).volume == 1
    assert [type(d) for d in decisions] == [Copied, Copied]


def test_s3_reversal_filled_in_parts_when_fixed_then_the_parts_make_the_fixed_lots() -> None:
    known = _netting(ONE_LOT)
    decided(known, opened("5"))
    sold = deal("9800", "801", "3", entry=DealEntry.OUT, side=Side.SELL, whole="10")
    first = event(EventKind.PARTLY_CLOSED, position("2"), sold, seq=4)

    decided(known, first)
    known.account(MASTER).closed_by["801"] = Decimal(5)
    turned = decided(known, _reversal("2", "2", whole="10"))
    rest = event(
        EventKind.ADDED,
        position("5", order="801", side=Side.SELL),
        deal("9802", "801", "3", side=Side.SELL, whole="10"),
        seq=6,
    )
    added_on = decided(known, rest)

    # 10 sold against 5 bought leave 5 sold: 2 and then 3 of them, at one lot for all 5.
    assert opening_of(turned).volume == Decimal("0.4")
    assert opening_of(added_on).volume == Decimal("0.6")


MICROS = SymbolTable(
    version="2026-01-01", pairs=(ContractPair(large="ES", small="MES", ratio=Fraction(10)),)
)


def _contracts(master: str, follower: str, *, sizing: SameLots | FixedLots | None = None) -> Book:
    settings = replace(SETTINGS, sizing=sizing or SameLots(), cross_contract=True)
    whole = with_step("1", high="1000")
    known = book(
        route(settings), master=MarginMode.NETTING, instrument=replace(whole, name=follower)
    )
    ready(known.account(MASTER), Role.MONITOR, replace(whole, name=master))
    known.table = MICROS
    return known


def _contract(told: TradeEvent, name: str) -> TradeEvent:
    assert told.position is not None
    return replace(told, position=replace(told.position, symbol=name))


def test_s6_mini_when_copied_to_micros_then_is_ten_of_them() -> None:
    known = _contracts("ESZ6", "MESZ6")

    assert _lots(known, _contract(opened("2"), "ESZ6")) == ["20"]


def test_s6_micros_when_copied_to_minis_then_only_whole_ones_are_opened() -> None:
    known = _contracts("MESZ6", "ESZ6")

    # 7 micros are no mini; 7 + 7 are one; 6 more make two.
    assert _lots(known, _contract(opened("7"), "MESZ6")) == []
    second = added("14", "7", order="502", made_by="9502")
    third = added("20", "6", order="503", made_by="9503", seq=3)
    assert _lots(known, _contract(second, "MESZ6"), _contract(third, "MESZ6")) == ["1", "1"]
    (link,) = known.links.values()
    assert link.converted
    assert known.account(FOLLOWER).instruments["ESZ6"].lot_step == 1


def test_s6_micros_when_the_minimum_may_be_taken_then_are_not_rounded_up_all_the_same() -> None:
    known = _contracts("MESZ6", "ESZ6")
    rules = VolumeRules(below_minimum=BelowMinimum.MINIMUM)
    changed = replace(known.routes["r1"].settings, volume=rules)
    known.put_route(route(changed))

    assert _lots(known, _contract(opened("9"), "MESZ6")) == []


def test_steps_when_an_opening_is_explained_then_each_has_its_rule_inputs_and_result() -> None:
    settings = replace(SETTINGS, sizing=Multiplier(factor=Decimal("0.3")))
    known = book(
        route(settings),
        instrument=replace(EURUSD, lot_step=Decimal("0.05"), lot_min=Decimal("0.05")),
    )

    (copied,) = decided(known, opened("1.00"))

    assert isinstance(copied, Copied)
    assert [(s.rule, s.inputs, s.result) for s in copied.steps if s.rule not in ("SL", "TP")] == [
        ("symbol", (), "EURUSD"),
        ("multiplier", (("master's lots", "1"), ("multiplier", "0.3")), "0.3"),
        ("round down", (("lots", "0.3"), ("step", "0.05")), "0.3"),
    ]

"""Further orders into a position that are sized anew: each by its own size (rules S2, S6)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.deciding import commands_of, decided
from tests.unit.engine.link_samples import LIVE
from tests.unit.engine.pending_samples import order
from tests.unit.engine.samples import (
    FOLLOWER,
    MASTER,
    SETTINGS,
    added,
    book,
    opened,
    ready,
    route,
    with_step,
)
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.commands import OpenPosition
from tradecopy_desktop.domain.decisions import NothingToDo
from tradecopy_desktop.domain.facts import TradeEvent
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.sizing import (
    BelowMinimum,
    FixedLots,
    FurtherOrders,
    SameLots,
    SymbolOverride,
    VolumeRules,
)
from tradecopy_desktop.domain.symbol_table import ContractPair, SymbolTable
from tradecopy_desktop.domain.values import MarginMode
from tradecopy_desktop.engine.book import Book

ANEW = replace(SETTINGS, volume=VolumeRules(further_orders=FurtherOrders.ANEW))
MICROS = SymbolTable(
    version="2026-01-01", pairs=(ContractPair(large="ES", small="MES", ratio=Fraction(10)),)
)


def _lots(known: Book, *events: TradeEvent) -> list[str]:
    commands = [c for told in events for c in commands_of(decided(known, told))]
    return [f"{c.volume:f}" for c in commands if isinstance(c, OpenPosition)]


def _netting(settings: RouteSettings) -> Book:
    return book(route(settings), master=MarginMode.NETTING)


def _es(told: TradeEvent) -> TradeEvent:
    assert told.position is not None
    return replace(told, position=replace(told.position, symbol="ESZ6"))


def test_s2_further_order_when_sized_anew_by_the_masters_lots_then_is_as_large_as_those() -> None:
    further = added("3", "2", order="502", made_by="9502")

    assert _lots(_netting(ANEW), opened("1"), further) == ["1", "2"]


def test_s2_fills_when_several_orders_have_sizes_of_their_own_then_each_gets_its_own() -> None:
    known = _netting(replace(ANEW, sizing=FixedLots(lots=Decimal(1))))

    sent = _lots(
        known,
        opened("1", whole="1"),
        added("3", "2", order="502", made_by="9502", whole="2"),
        added("5", "2", order="503", made_by="9503", seq=3, whole="4"),
        added("7", "2", order="503", made_by="9504", seq=4, whole="4"),
    )

    # One lot for each order: for 1, for 2, and for 4 in two halves.
    assert sent == ["1", "1", "0.5", "0.5"]


def test_s6_further_order_when_no_contract_is_converted_then_may_be_rounded_up() -> None:
    rules = VolumeRules(below_minimum=BelowMinimum.MINIMUM)
    known = _netting(replace(SETTINGS, volume=rules))

    further = added("1.004", "0.004", order="502", made_by="9502")

    assert _lots(known, opened("1"), further) == ["1", "0.01"]


def test_bounds_when_a_symbol_has_its_own_size_alone_then_those_of_the_route_stay() -> None:
    own = SymbolOverride(symbol="EURUSD", sizing=SameLots())
    rules = VolumeRules(min_lots=Decimal("0.5"), max_lots=Decimal(2))
    bounded = replace(SETTINGS, volume=rules, overrides=(own,))

    assert _lots(book(route(bounded)), opened("0.4")) == []
    assert _lots(book(route(bounded)), opened("3")) == ["2"]


def test_bounds_when_a_symbol_has_its_own_then_those_go_before_the_routes() -> None:
    own = SymbolOverride(symbol="EURUSD", min_lots=Decimal("0.3"), max_lots=Decimal(4))
    rules = VolumeRules(min_lots=Decimal("0.5"), max_lots=Decimal(2))
    bounded = replace(SETTINGS, volume=rules, overrides=(own,))

    assert _lots(book(route(bounded)), opened("0.4")) == ["0.4"]
    assert _lots(book(route(bounded)), opened("0.2")) == []
    assert _lots(book(route(bounded)), opened("3")) == ["3"]


def test_s6_further_order_when_sized_anew_then_its_contract_is_converted_as_the_first() -> None:
    whole = with_step("1", high="1000")
    known = book(
        route(replace(ANEW, cross_contract=True)),
        master=MarginMode.NETTING,
        instrument=replace(whole, name="MESZ6"),
    )
    ready(known.account(MASTER), Role.MONITOR, replace(whole, name="ESZ6"))
    known.table = MICROS

    further = added("3", "1", order="502", made_by="9502")

    # Ten micros are worth one mini.
    assert _lots(known, _es(opened("2")), _es(further)) == ["20", "10"]


@pytest.mark.parametrize(
    ("version", "after", "sent"),
    [
        # A list has shown all of it before its deal was told.
        ("late 501", "1", []),
        ("late 501", "0.4", []),
        ("late 501", "1.5", ["0.5"]),
        ("9501", "1", ["0.5"]),
    ],
)
def test_l1_addition_when_a_picture_showed_it_before_then_is_not_copied_again(
    version: str, after: str, sent: list[str]
) -> None:
    known = _netting(SETTINGS)
    known.put(replace(LIVE, version=version))

    assert _lots(known, added(after, "0.5", order="502", made_by="9502")) == sent


def test_opening_when_its_event_describes_the_order_too_then_is_still_an_opening() -> None:
    told = replace(opened("1"), pending=order())

    assert _lots(book(), told) == ["1"]


def test_l2_magic_when_an_order_of_the_trader_has_it_then_another_is_taken() -> None:
    known = book()
    (first,) = commands_of(decided(known, opened("1")))
    assert isinstance(first, OpenPosition)
    other = book()
    other.account(FOLLOWER).pendings["9"] = order(ticket="9", magic=first.magic)

    (second,) = commands_of(decided(other, opened("1")))

    assert isinstance(second, OpenPosition)
    assert (second.id, second.magic) == (first.id, str(int(first.magic) + 1))


def test_l1_opening_when_a_picture_showed_it_before_then_says_so() -> None:
    known = _netting(SETTINGS)
    known.put(replace(LIVE, version="late 501", orders=("501+late",)))

    (decision,) = decided(known, opened("1"))

    assert decision == NothingToDo(
        route="r1", link=None, detail="taken before, when a picture showed it"
    )

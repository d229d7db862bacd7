"""Copies that the ledger lost are found again by names that recompute, and by nothing else (L3)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.link_samples import COPY, LIVE, OPEN
from tests.unit.engine.lost_samples import (
    CLOSED,
    HELD,
    LOST,
    NOON,
    ORIGIN,
    REBUILT,
    link,
    showing,
)
from tests.unit.engine.samples import SETTINGS, position
from tradecopy_desktop.domain.commands import SetVolume
from tradecopy_desktop.domain.decisions import Copied, Step
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import ZERO, MarginMode, Side
from tradecopy_desktop.engine.reconciling.rebuilding import Lost
from tradecopy_desktop.engine.reconciling.relinking import (
    copy_names,
    has_lost_copies,
    held_by_copy,
    link_again,
    lost_copies,
)

# 4:copy2:r116:1001@Broker-Demo12:501+late.5011:0 and, netting, without .501; by another program.
LATE_COPY = "c252087c8b92b8abec7b1b6f4247eb6d"
LATE_NETTED = "2cd9010fa5944ccbf240dd26d77d58c2"
# 4:open32:COPY with 5:501#2, 5:501#0, 6:501#64, 6:501#65, 13:501 at market and 8:501+late, 1:0.
PIECE_2 = "de3bf06273865e0311d544e103c3362c"
PIECE_0 = "f53e642bb53a824c95a4b8a3c66eed93"
PIECE_64 = "6bd934ce7181cb806a0f6cadd7ef40d0"
PIECE_65 = "cc9deb18bebfa4f5afb1e03ea59741c8"
AT_MARKET = "15ce6bbde1577e053f879086d5e09e81"
LATE = "cf460bb7eeac19396b7cf4f5bea17a38"
# OPEN once, three times and four times repeated: 4:open32:COPY32:OPEN1:1 and so on.
AGAIN = "24278a329223130d1bbd6f0c280014fd"
THIRD = "4ede5c554e3b2217f2574e980e65b25e"
FOURTH = "fc18b68e6492d5dbe1cda0bb0f476b2d"
REVERSE = replace(SETTINGS, reverse=True)


def _proven(*held: Position, of: RouteSettings = SETTINGS) -> list[bool]:
    known, route = showing(*held, of=of)
    return [lost.is_proven for lost in lost_copies(known, route)]


def test_l3_ticket_when_its_names_recompute_then_is_a_lost_copy_of_the_masters_position() -> None:
    known, route = showing(HELD)

    assert list(lost_copies(known, route)) == [LOST]


def test_l3_ticket_when_its_master_has_closed_then_comes_from_that() -> None:
    known, route = showing(HELD, holds=(position("5", id="777"),), closed=(CLOSED,))

    assert list(lost_copies(known, route)) == [replace(LOST, origin=CLOSED)]


def test_l3_ticket_when_nothing_of_the_master_gives_its_name_then_comes_from_nowhere() -> None:
    known, route = showing(HELD, holds=(position("2", id="777"),))

    assert list(lost_copies(known, route)) == [replace(LOST, origin=None, is_proven=False)]


def test_l3_ticket_when_its_copy_is_known_then_is_not_lost() -> None:
    known, route = showing(HELD)
    known.put(LIVE)

    assert list(lost_copies(known, route)) == []


@pytest.mark.parametrize(
    ("id", "proven"),
    [
        (OPEN, True),
        (PIECE_2, True),
        (PIECE_64, True),
        (PIECE_65, False),
        (PIECE_0, False),
        (AT_MARKET, True),
        (LATE, True),
        (AGAIN, True),
        (THIRD, True),
        (FOURTH, False),
        ("f" * 32, False),
    ],
)
def test_l3_ticket_when_its_instruction_recomputes_then_is_proven(id: str, proven: bool) -> None:
    assert _proven(replace(HELD, link=link(id=id))) == [proven]


def test_l3_tickets_when_one_instruction_recomputes_then_all_of_the_copy_are_proven() -> None:
    other = replace(HELD, id="7702", ticket="7702", link=link(id="e" * 32))

    assert _proven(HELD, other) == [True]
    assert _proven(other, replace(HELD, id="7703")) == [True]


@pytest.mark.parametrize(
    "second", [replace(HELD, id="7702", side=Side.SELL), replace(HELD, id="7702", symbol="GBPUSD")]
)
def test_l3_tickets_when_side_or_symbol_are_not_one_then_are_not_proven(second: Position) -> None:
    assert _proven(HELD, second) == [False]


@pytest.mark.parametrize(
    ("of", "side", "proven"),
    [
        (SETTINGS, Side.BUY, True),
        (SETTINGS, Side.SELL, False),
        (REVERSE, Side.SELL, True),
        (REVERSE, Side.BUY, False),
    ],
)
def test_l3_ticket_when_its_side_is_not_what_the_route_makes_of_it_then_is_not_proven(
    of: RouteSettings, side: Side, proven: bool
) -> None:
    assert _proven(replace(HELD, side=side), of=of) == [proven]


@pytest.mark.parametrize(("mapped", "proven"), [("EURUSD", True), ("EURUSD.r", False)])
def test_c9_ticket_when_the_symbol_was_confirmed_before_then_must_be_in_it(
    mapped: str, proven: bool
) -> None:
    known, route = showing(HELD)
    known.mappings[("r1", "EURUSD")] = mapped

    assert [lost.is_proven for lost in lost_copies(known, route)] == [proven]


@pytest.mark.parametrize(("since", "proven"), [(0, True), (1, False)])
def test_c5_ticket_when_older_than_what_is_remembered_then_is_not_proven(
    since: int, proven: bool
) -> None:
    known, route = showing(HELD, replace(HELD, id="7702", opened_at=HELD.opened_at + 60_000))
    known.remembers_from = HELD.opened_at + since

    assert [lost.is_proven for lost in lost_copies(known, route)] == [proven]


def test_tickets_when_listed_by_copy_then_only_those_of_route_and_master_count() -> None:
    second = replace(HELD, id="7702")
    other = replace(HELD, id="7703", link=link(copy="c" * 32))
    known, route = showing(
        HELD,
        position("1", id="7704"),
        replace(HELD, id="7705", link=link(route="r9")),
        replace(HELD, id="7706", link=link(master="9009@Other")),
        other,
        second,
    )

    assert held_by_copy(known, route) == {COPY: (HELD, second), "c" * 32: (other,)}


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (HELD, True),
        (position("1", id="7704"), False),
        (replace(HELD, link=link(route="r9")), False),
        (replace(HELD, link=link(copy="c" * 32)), False),
    ],
)
def test_picture_when_a_copy_in_it_is_not_known_then_records_were_lost(
    shown: Position, expected: bool
) -> None:
    known, _ = showing()
    known.put(replace(LIVE, copy="c" * 32))

    assert has_lost_copies(known, (position("1", id="7"), shown)) is expected


def test_names_when_asked_for_then_are_those_of_the_opening_and_of_one_after_a_refusal() -> None:
    hedged, route = showing()
    netted, _ = showing(master=MarginMode.NETTING)

    assert [tuple(each) for each in copy_names(hedged, route, ORIGIN)] == [
        (COPY, "501", "501"),
        (LATE_COPY, "501+late.501", "501+late"),
    ]
    assert [tuple(each) for each in copy_names(netted, route, ORIGIN)] == [
        (COPY, "501", "501"),
        (LATE_NETTED, "501+late", "501+late"),
    ]


def test_l3_copy_when_opened_late_after_a_refusal_then_is_found_too() -> None:
    late = replace(HELD, link=link(copy=LATE_COPY))
    known, route = showing(late)

    (lost,) = lost_copies(known, route)

    assert (lost.copy, lost.origin) == (LATE_COPY, ORIGIN)


def test_l3_lost_copy_when_linked_again_then_follows_all_that_the_master_holds() -> None:
    # 1 lot is held for 2 of the master's.
    known, route = showing(HELD)

    decision = link_again(known, route, LOST, NOON)

    text = "found again without records: 1 lots of the master's 2"
    assert decision == Copied(
        route="r1",
        link=replace(
            REBUILT,
            master_volume=Decimal(2),
            accepted=Fraction(2),
            original=Fraction(2),
            exact=Fraction(1),
            ratio=Fraction(1, 2),
            master_entry=Decimal("1.09990"),
        ),
        commands=(),
        steps=(Step(rule="linked again", text=text, result="1"),),
        settings_version=1,
    )


def test_c7_lost_copy_when_linked_again_then_the_masters_stops_count_as_ordered() -> None:
    master = replace(ORIGIN, stop_loss=Decimal("1.09000"), take_profit=Decimal("1.12000"))
    moved = replace(HELD, stop_loss=Decimal("1.08000"))
    lost = replace(LOST, tickets=(moved,), origin=master)
    known, route = showing(moved, holds=(master,))

    decision = link_again(known, route, lost, NOON)

    assert decision is not None
    assert decision.link.stop_loss == Decimal("1.09000")
    assert decision.link.take_profit == Decimal("1.12000")


def test_e23_lost_netted_copy_when_linked_again_then_its_executor_is_asked_for_the_share() -> None:
    known, route = showing(HELD, follower=MarginMode.NETTING)

    decision = link_again(known, route, LOST, NOON)

    assert decision is not None
    (asked,) = decision.commands
    assert isinstance(asked, SetVolume)
    assert (asked.volume, asked.revision) == (Decimal(1), 1_772_625_601)
    assert (decision.link.ratio, decision.link.accepted) == (Fraction(0), Fraction(2))
    assert decision.link.revision == 1_772_625_601


def test_w2_lost_copy_when_its_master_is_proven_closed_then_is_closed() -> None:
    known, route = showing(HELD, holds=(), closed=(CLOSED,))

    decision = link_again(known, route, replace(LOST, origin=CLOSED), NOON)

    assert decision is not None
    (command,) = decision.commands
    assert isinstance(command, SetVolume)
    assert (command.volume, decision.link.reason) == (ZERO, "its master has closed meanwhile")


def test_l3_lost_copy_when_it_comes_from_nowhere_then_is_not_linked() -> None:
    known, route = showing(HELD, holds=())

    nowhere = Lost(copy=COPY, tickets=(HELD,), origin=None, is_proven=False)

    assert link_again(known, route, nowhere, NOON) is None

"""A copy of which nothing was stored, made again of what its follower holds (rule L3)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.link_samples import COPY, MAGIC
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
from tests.unit.engine.samples import EURUSD, FOLLOWER, MASTER, SETTINGS, position
from tradecopy_desktop.domain.commands import Opening, SetVolume
from tradecopy_desktop.domain.decisions import Step
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.sizing import PartialFill, Remainder, VolumeRules
from tradecopy_desktop.domain.stop_rules import NO_STOPS, MovedByHand, StopRules
from tradecopy_desktop.domain.values import ZERO, Side
from tradecopy_desktop.engine.reconciling.rebuilding import (
    Lost,
    close_lost,
    following,
    rebuilt,
    with_stops,
)

SMALLER = replace(EURUSD, contract_size=Decimal(10_000))


def test_lost_copy_when_rebuilt_then_has_the_lots_of_its_ticket_and_follows_nothing_yet() -> None:
    known, route = showing(HELD)

    assert rebuilt(known, route, LOST, NOON) == REBUILT


def test_lost_copy_when_its_master_has_closed_then_is_rebuilt_alike() -> None:
    known, route = showing(HELD)

    assert rebuilt(known, route, replace(LOST, origin=CLOSED), NOON) == REBUILT


def test_lost_copy_when_it_comes_from_nowhere_then_is_named_by_what_was_carried() -> None:
    ticket = replace(HELD, link=link(source="900"), symbol="GBPUSD", side=Side.SELL)
    known, route = showing(ticket)

    link_now = rebuilt(
        known, route, Lost(copy=COPY, tickets=(ticket,), origin=None, is_proven=False), NOON
    )

    assert (link_now.position, link_now.order, link_now.source) == ("900", "900", "900")
    assert link_now.orders == ("900", "900/linked again")
    assert (link_now.master_symbol, link_now.symbol) == ("GBPUSD", "GBPUSD")
    assert (link_now.master_side, link_now.side) == (Side.SELL, Side.SELL)


def test_lost_copy_when_the_master_has_other_names_then_those_are_its_own() -> None:
    origin = replace(ORIGIN, id="600", order="601", symbol="DAX", side=Side.SELL)
    known, route = showing(HELD)

    link_now = rebuilt(known, route, replace(LOST, origin=origin), NOON)

    assert (link_now.position, link_now.order, link_now.source) == ("600", "601", "501")
    assert (link_now.master_symbol, link_now.master_side) == ("DAX", Side.SELL)
    assert (link_now.symbol, link_now.side) == ("EURUSD", Side.BUY)


def test_lost_copy_when_it_has_several_tickets_then_all_their_lots_are_its_own() -> None:
    # 0.8 at 1.1 and 1.2 at 1.2: 0.88 + 1.44 for 2 lots.
    tickets = (
        replace(HELD, volume=Decimal("0.8"), stop_loss=Decimal("1.08"), take_profit=Decimal("1.3")),
        replace(
            HELD,
            id="7702",
            volume=Decimal("1.2"),
            price=Decimal("1.2"),
            link=link(id="e" * 32),
            magic="21",
        ),
    )
    known, route = showing(*tickets)

    link_now = rebuilt(known, route, replace(LOST, tickets=tickets), NOON)

    assert (link_now.filled, link_now.target) == (Decimal(2), Decimal(2))
    assert link_now.base == Fraction(2)
    assert link_now.entry == Decimal("1.16")
    assert (link_now.stop_loss, link_now.take_profit) == (Decimal("1.08"), Decimal("1.3"))
    assert [each.volume for each in link_now.opens] == [Decimal("0.8"), Decimal("1.2")]
    assert [each.magic for each in link_now.opens] == [MAGIC, "21"]


def test_lost_copy_when_it_has_more_tickets_than_a_copy_may_have_then_64_are_named() -> None:
    tickets = tuple(replace(HELD, id=str(7_701 + n), ticket=str(7_701 + n)) for n in range(65))
    known, route = showing(*tickets)

    link_now = rebuilt(known, route, replace(LOST, tickets=tickets), NOON)

    assert (link_now.filled, len(link_now.opens)) == (Decimal(65), 64)


def test_lost_copy_when_the_executor_carried_nothing_then_has_no_names() -> None:
    bare = replace(HELD, link=None)
    known, route = showing(bare)

    link_now = rebuilt(known, route, replace(LOST, tickets=(bare,), origin=None), NOON)

    assert (link_now.source, link_now.position) == ("", "")
    assert link_now.opens == (Opening(id="", magic=MAGIC, volume=Decimal(1), since=None),)


def test_lost_copy_when_rebuilt_then_is_ruled_by_what_the_route_says_now() -> None:
    now = replace(
        SETTINGS,
        version=7,
        stops=NO_STOPS,
        volume=VolumeRules(remainder=Remainder.CLOSE, partial_fill=PartialFill.COMPLETE),
    )
    known, route = showing(HELD, of=now)

    link_now = rebuilt(known, route, LOST, NOON)

    assert (link_now.settings_version, link_now.stops) == (7, NO_STOPS)
    assert link_now.remainder is Remainder.CLOSE
    assert link_now.partial_fill is PartialFill.COMPLETE


@pytest.mark.parametrize(
    ("crosses", "there", "here", "converted"),
    [
        (True, SMALLER, EURUSD, True),
        (True, EURUSD, EURUSD, False),
        (False, SMALLER, EURUSD, False),
        (True, None, EURUSD, False),
        (True, SMALLER, None, False),
    ],
)
def test_s6_lost_copy_when_contracts_differ_and_may_then_is_converted(
    crosses: bool, there: object, here: object, converted: bool
) -> None:
    known, route = showing(HELD, of=replace(SETTINGS, cross_contract=crosses))
    for key, instrument in ((MASTER, there), (FOLLOWER, here)):
        listed = known.account(key).instruments
        listed.clear()
        if instrument is not None:
            assert isinstance(instrument, type(EURUSD))
            listed["EURUSD"] = instrument

    assert rebuilt(known, route, LOST, NOON).converted is converted


def test_s6_lost_copy_when_it_comes_from_nowhere_then_is_not_converted() -> None:
    known, route = showing(HELD, of=replace(SETTINGS, cross_contract=True))
    known.account(MASTER).instruments["EURUSD"] = SMALLER

    assert rebuilt(known, route, replace(LOST, origin=None), NOON).converted is False


def test_rebuilt_copy_when_it_follows_then_knows_the_masters_lots_and_no_ratio() -> None:
    assert following(REBUILT, ORIGIN) == replace(
        REBUILT,
        master_volume=Decimal(2),
        accepted=Fraction(2),
        original=Fraction(2),
        ratio=Fraction(0),
        exact=Fraction(1),
        master_entry=Decimal("1.09990"),
    )


def test_c7_rebuilt_copy_when_its_symbol_is_not_listed_then_keeps_the_stops_of_its_ticket() -> None:
    known, _ = showing(HELD)
    known.account(FOLLOWER).instruments.clear()
    held = replace(REBUILT, stop_loss=Decimal("1.08"))

    assert with_stops(known, held, position("2", sl="1.09000")) == held


def test_c7_rebuilt_copy_when_its_symbol_is_listed_then_has_the_stops_of_the_master() -> None:
    known, _ = showing(replace(HELD, stop_loss=Decimal("1.08")))

    stopped = with_stops(known, REBUILT, position("2", sl="1.09000", tp="1.12000"))

    assert stopped.stop_loss == Decimal("1.09000")
    assert stopped.take_profit == Decimal("1.12000")


def test_c7_rebuilt_copy_when_hands_move_its_stops_for_good_then_the_masters_count_as_ordered() -> (
    None
):
    known, _ = showing(replace(HELD, stop_loss=Decimal("1.08")))
    link_now = replace(REBUILT, stops=StopRules(moved_by_hand=MovedByHand.ALWAYS))

    assert with_stops(known, link_now, position("2", sl="1.09000")).stop_loss == Decimal("1.09000")


def test_rebuilt_copy_when_closed_then_all_its_lots_go_and_the_reason_is_kept() -> None:
    decision = close_lost(REBUILT, "nobody knows it")

    (command,) = decision.commands
    assert isinstance(command, SetVolume)
    assert (command.volume, command.revision) == (ZERO, 1_772_625_601)
    assert (decision.link.state, decision.link.reason) == (LinkState.CLOSING, "nobody knows it")
    assert decision.steps == (Step(rule="close", text="nobody knows it", result="0"),)
    assert (decision.route, decision.settings_version) == ("r1", 1)

"""Closes, reductions and stops follow the master past every filter (rules C4, S3, S4)."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.deciding import commands_of, decided, link_of, skip_of, stops_of, volume_of
from tests.unit.engine.link_samples import COPY, LIVE, OPEN
from tests.unit.engine.samples import (
    FOLLOWER,
    MASTER,
    SETTINGS,
    added,
    book,
    closed,
    modified,
    opened,
    partly_closed,
    route,
    with_step,
)
from tradecopy_desktop.domain.commands import SetVolume
from tradecopy_desktop.domain.decisions import NothingToDo
from tradecopy_desktop.domain.facts import TradeEvent
from tradecopy_desktop.domain.filters import Filters
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.values import ZERO, MarginMode, Side
from tradecopy_desktop.engine.book import Book


def _holding(link: Link = LIVE, instrument: Instrument | None = None) -> Book:
    known = book(instrument=instrument or with_step("0.01"))
    known.put(link)
    return known


def test_close_when_the_master_closed_then_the_copy_is_ordered_to_zero() -> None:
    decisions = decided(_holding(), closed("1"))

    # 6:volume32:COPY4:97011:0
    assert volume_of(decisions) == SetVolume(
        id="0c7dc3646bc0202eaa4309ecbfbd0409",
        copy=COPY,
        revision=2,
        route="r1",
        follower=FOLLOWER,
        symbol="EURUSD",
        side=Side.BUY,
        volume=ZERO,
        opens=LIVE.opens,
    )
    link = link_of(decisions[0])
    assert (link.state, link.target, link.accepted) == (LinkState.CLOSING, ZERO, Fraction(0))
    assert link.version == "9701"


@pytest.mark.parametrize("mode", list(RouteMode))
def test_c4_close_when_the_route_is_in_any_mode_then_is_carried_out(mode: RouteMode) -> None:
    known = _holding()
    known.put_route(route(mode=mode))

    assert volume_of(decided(known, closed("1"))).volume == 0


def test_c4_close_when_it_is_old_filtered_and_the_follower_away_then_is_carried_out() -> None:
    known = _holding()
    nothing = Filters(symbols_denied=frozenset({"EURUSD"}), sides=frozenset())
    known.put_route(route(replace(SETTINGS, filters=nothing)))
    follower = known.account(FOLLOWER)
    follower.connected.clear()
    follower.permissions = None
    follower.instruments.clear()

    assert volume_of(decided(known, closed("1"), age_ms=10**9)).volume == 0


def test_close_when_told_again_then_does_nothing() -> None:
    known = _holding()
    decided(known, closed("1"))

    assert decided(known, closed("1")) == []


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (closed("1", id="999"), "close"),
        (modified("1", sl="1.09"), "stops"),
        (partly_closed("0.5", "0.5"), "reduction"),
    ],
)
def test_change_when_nothing_was_copied_then_means_nothing(told: TradeEvent, name: str) -> None:
    assert decided(book(), told) == [], name


def test_s4_partial_close_when_followed_then_the_copy_is_reduced_in_proportion() -> None:
    decisions = decided(_holding(), partly_closed("0.3", "0.7"))

    command = volume_of(decisions)
    # 6:volume32:COPY4:96011:0
    assert command.id == "cdd22098d1a0652a6ea6d702ecced406"
    assert (command.volume, command.revision) == (Decimal("0.3"), 2)
    link = link_of(decisions[0])
    assert (link.accepted, link.master_volume) == (Fraction("0.3"), Decimal("0.3"))
    # What made the copy stays the measure for the next partial close.
    assert (link.base, link.original, link.state) == (Fraction(1), Fraction(1), LinkState.LIVE)


def test_s4_partial_close_when_the_share_is_below_the_minimum_then_the_minimum_is_kept() -> None:
    # 1.00 with steps and minimum of 0.5: 0.9 -> 1.0, 0.6 -> 0.5, 0.1 -> 0.5, then nothing.
    known = _holding(instrument=with_step("0.5"))

    stays = decided(known, partly_closed("0.9", "0.1", made_by="9601"))
    half = decided(known, partly_closed("0.6", "0.3", made_by="9602"))
    kept = decided(known, partly_closed("0.1", "0.5", made_by="9603"))
    end = decided(known, closed("0.1"))

    assert [type(d) for d in (*stays, *kept)] == [NothingToDo, NothingToDo]
    assert [d.detail for d in stays if isinstance(d, NothingToDo)] == [
        "1 stays: it is the nearest the broker allows"
    ]
    assert volume_of(half).volume == Decimal("0.5")
    assert volume_of(end).volume == 0


def test_s4_partial_close_when_the_copy_was_halved_by_hand_then_the_rest_is_halved() -> None:
    known = _holding(replace(LIVE, base=Fraction(1, 2), target=Decimal("0.5")))

    # 0.5 x 0.5 / 1.
    assert volume_of(decided(known, partly_closed("0.5", "0.5"))).volume == Decimal("0.25")


def test_partial_close_when_told_again_or_out_of_date_then_nothing_is_done() -> None:
    known = _holding()
    decided(known, partly_closed("0.3", "0.7"))

    again = decided(known, partly_closed("0.3", "0.7"))

    assert [d.detail for d in again if isinstance(d, NothingToDo)] == ["applied before"]


def test_s3_reduction_when_a_part_was_refused_then_comes_off_both_in_proportion() -> None:
    # 1 accepted, 3 refused. The master goes from 4 to 2: half of the copy goes.
    known = _holding()
    skip_of(decided(known, added("4", "3", order="502", made_by="9502"), age_ms=6_000))

    command = volume_of(decided(known, partly_closed("2", "2")))

    assert command.volume == Decimal("0.5")
    assert known.links[COPY].accepted == Fraction(1, 2)


def test_s3_reduction_when_the_addition_came_while_the_route_was_off_then_is_the_same() -> None:
    known = _holding()
    known.put_route(route(mode=RouteMode.OFF))
    decided(known, added("4", "3", order="502", made_by="9502"))

    assert volume_of(decided(known, partly_closed("2", "2"))).volume == Decimal("0.5")


def test_s3_addition_after_a_reduction_when_copied_then_comes_on_top_of_what_is_left() -> None:
    known = book(master=MarginMode.NETTING)
    decided(known, opened("1"))
    decided(known, partly_closed("0.4", "0.6"))
    decided(known, added("1.0", "0.6", order="502", made_by="9502"))

    link = known.links[COPY]
    assert (link.target, link.base, link.original) == (Decimal(1), Fraction(1), Fraction(1))


def test_c4_reduction_when_the_followers_symbols_are_not_listed_yet_then_is_not_forgotten() -> None:
    known = _holding()
    specification = known.account(FOLLOWER).instruments.pop("EURUSD")

    early = decided(known, partly_closed("0.5", "0.5"))
    known.account(FOLLOWER).instruments["EURUSD"] = specification
    later = decided(known, partly_closed("0.5", "0.5"))

    assert [(type(d), d.link) for d in early] == [(NothingToDo, None)]
    assert volume_of(later).volume == Decimal("0.5")


def test_stops_when_the_master_moved_them_then_the_copy_follows() -> None:
    known = _holding()

    command = stops_of(decided(known, modified("1", sl="1.09500")))

    # 5:stops32:COPY5:1.0951:-
    assert command.id == "e92368fe1cfbb28e99a6b8179b1f2049"
    assert (command.stop_loss, command.take_profit) == (Decimal("1.09500"), None)
    assert (command.revision, command.opens[0].id) == (2, OPEN)
    assert known.links[COPY].stop_loss == Decimal("1.09500")


def test_c4_stops_when_the_route_is_off_and_the_follower_away_then_are_sent() -> None:
    known = _holding()
    known.put_route(route(mode=RouteMode.OFF))
    known.account(FOLLOWER).connected.clear()

    assert stops_of(decided(known, modified("1", tp="1.3"))).take_profit == Decimal("1.30000")


def test_stops_when_the_copy_has_them_then_nothing_is_sent() -> None:
    known = _holding(replace(LIVE, stop_loss=Decimal("1.095")))

    decisions = decided(known, modified("1", sl="1.09500"))

    assert [d.detail for d in decisions if isinstance(d, NothingToDo)] == [
        "the copy has these stops"
    ]


def test_stops_when_taken_away_then_the_copy_loses_them_too() -> None:
    known = _holding(replace(LIVE, stop_loss=Decimal("1.095")))

    assert stops_of(decided(known, modified("1"))).stop_loss is None


def test_stops_when_the_symbol_is_not_listed_yet_then_nothing_is_sent() -> None:
    known = _holding()
    known.account(FOLLOWER).instruments.clear()

    decisions = decided(known, modified("1", sl="1.09500"))

    assert [d.detail for d in decisions if isinstance(d, NothingToDo)] == ["EURUSD is unknown"]


def test_l4_change_when_the_route_now_maps_elsewhere_then_goes_to_the_copys_own_symbol() -> None:
    known = _holding()
    known.put_route(route(replace(SETTINGS, symbol_map=(("EURUSD", "GBPUSD"),))))

    commands = [
        *commands_of(decided(known, modified("1", sl="1.09"))),
        *commands_of(decided(known, partly_closed("0.5", "0.5"))),
        *commands_of(decided(known, closed("0.5"))),
    ]

    assert [getattr(c, "symbol", "") for c in commands] == ["EURUSD"] * 3
    assert {c.follower for c in commands} == {FOLLOWER}
    assert known.links[COPY].master == MASTER

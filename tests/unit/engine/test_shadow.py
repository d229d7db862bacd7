"""A shadow route decides as a live one does; its copies are imagined at once (rules C5, R7.4)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.deciding import commands_of, decided
from tests.unit.engine.samples import (
    FOLLOWER,
    SETTINGS,
    added,
    book,
    closed,
    modified,
    opened,
    partly_closed,
    reversed_to_sell,
    route,
)
from tradecopy_desktop.domain.facts import TradeEvent
from tradecopy_desktop.domain.filters import Filters
from tradecopy_desktop.domain.links import Link, LinkState
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.sizing import Multiplier
from tradecopy_desktop.domain.trades import NetPosition
from tradecopy_desktop.domain.values import MarginMode, Side
from tradecopy_desktop.engine.book import Book

EVENTS = (
    opened("1", sl="1.09000"),
    added("3", "2", order="502", made_by="9502"),
    modified("3", sl="1.09500"),
    partly_closed("1.5", "1.5"),
    reversed_to_sell("2", before="1.5"),
    closed("2", made_by="9702"),
)


def _carry_out(known: Book) -> None:
    # As an executor would: what was ordered is held.
    for link in tuple(known.active.values()):
        state = LinkState.LIVE if link.target else LinkState.CLOSED
        known.put(replace(link, filled=link.target, state=state))
        side = link.side if link.target else None
        held = NetPosition(side=side, volume=link.target)
        known.account(link.follower).net[link.symbol] = held


@pytest.mark.parametrize("follower", list(MarginMode))
def test_shadow_route_when_a_master_trades_then_decides_as_the_live_one(
    follower: MarginMode,
) -> None:
    settings = replace(
        SETTINGS, sizing=Multiplier(factor=Decimal("0.5")), filters=Filters(max_positions=1)
    )
    live = book(route(settings), master=MarginMode.NETTING, follower=follower)
    shadow = book(
        route(settings, mode=RouteMode.SHADOW), master=MarginMode.NETTING, follower=follower
    )

    for told in EVENTS:
        really, imagined = decided(live, told), decided(shadow, told)
        assert commands_of(imagined) == commands_of(really)
        assert [type(d) for d in imagined] == [type(d) for d in really]
        _carry_out(live)

    assert (live.active, shadow.active) == ({}, {})


def _only(known: Book) -> Link:
    (link,) = known.links.values()
    return link


def test_shadow_copy_when_opened_then_counts_as_held_and_is_marked() -> None:
    known = book(route(mode=RouteMode.SHADOW))

    decided(known, opened("1"))

    link = _only(known)
    assert (link.shadow, link.state, link.filled) == (True, LinkState.LIVE, Decimal(1))


def test_shadow_copy_when_the_master_closed_then_is_over() -> None:
    known = book(route(mode=RouteMode.SHADOW))
    decided(known, opened("1"))

    decided(known, closed("1"))

    assert (_only(known).state, _only(known).filled) == (LinkState.CLOSED, Decimal(0))


def test_shadow_copy_when_the_follower_nets_then_stands_in_no_other_routes_way() -> None:
    rehearsed = route(mode=RouteMode.SHADOW)
    other = route(replace(SETTINGS, shares_netting=True), id="r2")
    known = book(rehearsed, other, follower=MarginMode.NETTING)

    decided(known, opened("1", side=Side.BUY))
    later = decided(known, opened("1", id="777", side=Side.SELL))

    # The rehearsal imagines a buy, which stops its own sell; the live route holds a real one.
    assert known.ordered_net(FOLLOWER, "EURUSD") == 1
    assert known.ordered_net(FOLLOWER, "EURUSD", imagined="r1") == 2
    assert commands_of(later) == []


def test_shadow_copy_when_what_it_holds_is_asked_for_then_is_none_of_the_followers() -> None:
    known = book(route(mode=RouteMode.SHADOW))
    decided(known, opened("1"))

    assert list(known.live_on(FOLLOWER)) == []
    assert [link.shadow for link in known.copies_of("r1")] == [True]


def test_event_when_decided_again_by_a_shadow_route_then_is_imagined_once() -> None:
    known = book(route(mode=RouteMode.SHADOW))
    told: TradeEvent = opened("1")

    decided(known, told)

    assert commands_of(decided(known, told)) == []


def test_shadow_copy_when_an_addition_is_refused_then_only_learns_the_masters_volume() -> None:
    known = book(route(mode=RouteMode.SHADOW), master=MarginMode.NETTING)
    decided(known, opened("1"))

    decided(known, added("3", "2", order="502", made_by="9502"), age_ms=6_000)

    link = _only(known)
    assert (link.master_volume, link.filled, link.state) == (
        Decimal(3),
        Decimal(1),
        LinkState.LIVE,
    )

"""What is done about openings that were missed while an end was away (rule C3)."""

from dataclasses import replace
from decimal import Decimal

from tests.unit.engine.deciding import moment, opening_of, skip_of
from tests.unit.engine.link_samples import LIVE
from tests.unit.engine.reconciling_world import REFUSED
from tests.unit.engine.samples import FOLLOWER, MASTER, SETTINGS, book, position, route
from tests.unit.engine.stop_samples import quote
from tradecopy_desktop.domain.baseline import Baseline
from tradecopy_desktop.domain.decisions import Copied, NothingToDo, SkipReason
from tradecopy_desktop.domain.findings import Missed
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.sizing import FixedLots
from tradecopy_desktop.domain.trades import Position
from tradecopy_desktop.domain.values import ZERO, Side
from tradecopy_desktop.engine.book import Book
from tradecopy_desktop.engine.opening.signal import Signal
from tradecopy_desktop.engine.reconciling.late import (
    open_late,
    open_signal,
    skip_late,
)


def _armed(*positions: Position, of: Route | None = None) -> Book:
    known = book(of or route())
    known.baselines["r1"] = Baseline(route="r1")
    known.account(MASTER).positions.update((each.id, each) for each in positions)
    return known


def _priced(bid: str, ask: str, of: Route | None = None) -> Book:
    known = _armed(position("1"), of=of)
    known.account(FOLLOWER).quotes["EURUSD"] = quote(bid, ask)
    return known


def test_c3_late_signal_when_limited_then_its_own_price_counts() -> None:
    # An addition at 1.09990: 1.10020 is 30 points above, though the position stands at 1.10000.
    known = _priced("1.10010", "1.10020")
    signal = Signal(
        position=position("1"),
        order="501",
        added=Decimal(1),
        version="late 501",
        order_volume=Decimal(1),
        price=Decimal("1.09990"),
    )

    assert skip_of([*open_signal(known, route(), signal, moment(), points=29)]).reason is (
        SkipReason.SLIPPED
    )
    assert opening_of([*open_signal(known, route(), signal, moment(), points=30)]).volume == 1


def test_late_signal_when_not_limited_then_no_price_is_asked_for() -> None:
    signal = Signal(
        position=position("1"),
        order="501",
        added=Decimal(1),
        version="late 501",
        order_volume=Decimal(1),
        price=Decimal("1.09990"),
    )

    decisions = open_signal(_armed(position("1")), route(), signal, moment())

    assert opening_of([*decisions]).volume == 1


def test_c3_late_opening_when_taken_then_is_opened_at_market_with_the_whole_position() -> None:
    known = _armed(position("0.7"))

    (decision,) = open_late(known, route(), position("0.7"), moment())

    command = opening_of([decision])
    assert (command.volume, command.side, command.symbol) == (Decimal("0.7"), Side.BUY, "EURUSD")
    assert isinstance(decision, Copied)
    link = decision.link
    assert (link.state, link.order, link.version) == (LinkState.OPENING, "501", "late 501")
    assert (link.master_entry, link.master_volume) == (Decimal("1.10000"), Decimal("0.7"))
    assert link.accepted == Decimal("0.7")


def test_late_opening_when_it_was_taken_before_then_is_not_taken_again() -> None:
    known = _armed(position("1"))
    known.put(replace(LIVE, state=LinkState.CLOSED, filled=ZERO))

    decisions = open_late(known, route(), position("1"), moment())

    assert not any(isinstance(each, Copied) for each in decisions)


def test_c2_late_opening_when_its_copy_was_refused_then_counts_as_another_order() -> None:
    known = _armed(position("1"))
    known.put(REFUSED)

    (decision,) = open_late(known, route(), position("1"), moment(), refused_before=True)

    assert isinstance(decision, Copied)
    assert decision.link.order == "501+late"


def test_s2_late_positions_when_one_order_made_them_then_each_gets_its_share() -> None:
    # 3 lots by order 501: of the fixed 1.50 lots this position of 1 gets a third.
    of = route(replace(SETTINGS, sizing=FixedLots(lots=Decimal("1.5"))))
    first = position("1", id="501", order="501")
    known = _armed(
        first,
        position("2", id="502", order="501"),
        position("5", id="503", order="503"),
        position("5", id="504", order="501", symbol="GBPUSD"),
        of=of,
    )

    decisions = open_late(known, of, first, moment())

    assert opening_of([*decisions]).volume == Decimal("0.5")


def test_shadow_route_when_it_opens_late_then_the_copy_counts_as_held() -> None:
    of = route(mode=RouteMode.SHADOW)

    (decision,) = open_late(_armed(position("1"), of=of), of, position("1"), moment())

    assert isinstance(decision, Copied)
    link = decision.link
    assert (link.shadow, link.state, link.filled) == (True, LinkState.LIVE, Decimal(1))


def test_c3_late_opening_when_the_price_is_as_near_as_wanted_then_is_taken() -> None:
    # 1.10020 is 20 points above the master's 1.10000.
    decisions = open_late(
        _priced("1.10010", "1.10020"), route(), position("1"), moment(), points=20
    )

    assert opening_of([*decisions]).volume == Decimal(1)


def test_c3_late_opening_when_the_price_ran_away_then_is_told_and_not_taken() -> None:
    known = _priced("1.10010", "1.10020")

    skipped = skip_of([*open_late(known, route(), position("1"), moment(), points=19)])

    assert (skipped.reason, skipped.alarming) == (SkipReason.SLIPPED, True)
    assert (skipped.route, skipped.settings_version) == ("r1", 1)
    assert skipped.detail == (
        "opened while an end was away: the follower's ask 1.10020 is 20 points worse than the "
        "master's 1.10000; the route takes at most 19"
    )


def test_c3_late_opening_when_the_copy_is_turned_round_then_its_own_side_counts() -> None:
    # The copy sells at 1.09990, 10 points worse than the master bought at.
    of = route(replace(SETTINGS, reverse=True))
    known = _priced("1.09990", "1.10000", of)

    assert skip_of([*open_late(known, of, position("1"), moment(), points=9)]).reason is (
        SkipReason.SLIPPED
    )
    assert opening_of([*open_late(known, of, position("1"), moment(), points=10)]).side is Side.SELL


def test_c3_late_opening_when_the_price_is_not_known_then_is_not_taken() -> None:
    skipped = skip_of(
        [*open_late(_armed(position("1")), route(), position("1"), moment(), points=20)]
    )

    assert skipped.reason is SkipReason.NO_QUOTE


def test_c3_late_opening_when_the_price_is_limited_then_0_points_are_a_limit() -> None:
    known = _priced("1.10000", "1.10001")

    skipped = skip_of([*open_late(known, route(), position("1"), moment(), points=0)])

    assert skipped.reason is SkipReason.SLIPPED


def test_late_opening_when_refused_anyway_then_its_own_reason_is_told() -> None:
    of = route(mode=RouteMode.CLOSE_ONLY)
    known = _armed(position("1"), of=of)

    skipped = skip_of([*open_late(known, of, position("1"), moment(), points=20)])

    assert skipped.reason is SkipReason.ROUTE_CLOSE_ONLY


def test_late_opening_when_taken_before_then_has_nothing_to_do_with_prices() -> None:
    known = _armed(position("1"))
    known.orders.add(("r1", "501", "501/late 501"))

    (decision,) = open_late(known, route(), position("1"), moment(), points=20)

    assert isinstance(decision, NothingToDo)


def test_missed_opening_when_not_copied_then_the_trader_is_told_why() -> None:
    of = route(replace(SETTINGS, version=3))

    skipped = skip_late(of, position("0.30"), "the route does not copy late")

    assert skipped.detail == (
        "the master opened 0.30 EURUSD while an end was away; the route does not copy late"
    )
    assert (skipped.route, skipped.reason, skipped.alarming, skipped.settings_version) == (
        "r1",
        SkipReason.MISSED_WHILE_AWAY,
        True,
        3,
    )


def test_missed_opening_when_named_then_by_route_and_position() -> None:
    assert Missed(route="r1", position="501", proven=False).key == "late r1 501"

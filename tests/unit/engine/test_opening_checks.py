"""What an opening is asked last: the route's limits, what the account holds, and its caps."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.engine.deciding import commands_of, decided, moment, opening_of, skip_of
from tests.unit.engine.link_samples import LIVE
from tests.unit.engine.samples import (
    FOLLOWER,
    SETTINGS,
    added,
    book,
    deal,
    event,
    opened,
    position,
    profile,
    route,
)
from tradecopy_desktop.domain.baseline import Baseline
from tradecopy_desktop.domain.caps import AccountCaps
from tradecopy_desktop.domain.decisions import SkipReason
from tradecopy_desktop.domain.facts import EventKind
from tradecopy_desktop.domain.filters import Filters, OrderKind
from tradecopy_desktop.domain.order_rules import OrderRules, PendingPolicy
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.values import MarginMode, Side
from tradecopy_desktop.engine.opening.decide import decide_opening
from tradecopy_desktop.engine.opening.signal import Signal

ONE_LOT = replace(SETTINGS, filters=Filters(max_symbol_lots=Decimal(1)))
ONE_POSITION = replace(SETTINGS, filters=Filters(max_positions=1))


def test_shadow_route_when_it_imagines_one_side_then_a_netting_follower_takes_no_other() -> None:
    known = book(route(mode=RouteMode.SHADOW), follower=MarginMode.NETTING)
    decided(known, opened("1"))

    skipped = skip_of(decided(known, opened("1", id="502", side=Side.SELL)))

    assert skipped.reason is SkipReason.OTHER_SIDE_HELD


def test_live_route_when_a_rehearsal_left_copies_then_they_hold_nothing() -> None:
    known = book(follower=MarginMode.NETTING)
    known.put(replace(LIVE, copy="c" * 32, position="400", order="400", shadow=True))

    decisions = decided(known, opened("1", side=Side.SELL))

    assert opening_of(decisions).side is Side.SELL


def test_opening_when_the_followers_broker_closes_the_oldest_first_then_a_second_is_refused() -> (
    None
):
    known = book()
    known.account(FOLLOWER).profile = replace(profile(FOLLOWER), fifo=True)
    known.account(FOLLOWER).positions["7"] = position("1", id="7")

    assert skip_of(decided(known, opened("1"))).reason is SkipReason.FIFO


def test_opening_when_the_route_may_hold_no_more_lots_then_is_refused() -> None:
    known = book(route(ONE_LOT))
    decided(known, opened("1"))

    skipped = skip_of(decided(known, opened("0.01", id="502")))

    assert skipped.reason is SkipReason.TOO_MANY_LOTS


def test_s2_further_fill_when_the_order_was_taken_then_no_limit_stops_the_rest_of_it() -> None:
    known = book(route(ONE_LOT), master=MarginMode.NETTING)
    decided(known, opened("1", whole="2"))

    rest = decided(known, added("2", "1", order="501", made_by="9502", whole="2"))
    further = decided(known, added("3", "1", order="502", made_by="9503", seq=3))

    assert opening_of(rest).volume == Decimal(1)
    assert skip_of(further).reason is SkipReason.TOO_MANY_LOTS


def test_s2_further_fill_when_the_follower_is_away_then_is_refused() -> None:
    known = book(master=MarginMode.NETTING)
    decided(known, opened("1", whole="2"))
    known.account(FOLLOWER).connected.clear()

    skipped = skip_of(decided(known, added("2", "1", order="501", made_by="9502", whole="2")))

    assert skipped.reason is SkipReason.FOLLOWER_AWAY


def test_addition_when_the_route_has_all_its_positions_then_is_no_further_one() -> None:
    known = book(route(ONE_POSITION), master=MarginMode.NETTING)
    decided(known, opened("1"))

    adds = decided(known, added("2", "1", order="502", made_by="9502"))

    assert opening_of(adds).volume == Decimal(1)


def test_opening_when_the_route_has_all_its_positions_then_is_refused() -> None:
    known = book(route(ONE_POSITION))
    decided(known, opened("1"))

    skipped = skip_of(decided(known, opened("1", id="502")))

    assert skipped.reason is SkipReason.TOO_MANY_POSITIONS


@pytest.mark.parametrize(("most", "copied"), [("1", True), ("0.99", False)])
def test_c11_opening_when_the_account_has_a_cap_then_is_within_it_or_refused(
    most: str, copied: bool
) -> None:
    known = book()
    known.account(FOLLOWER).caps = AccountCaps(total_lots=Decimal(most))

    decisions = decided(known, opened("1"))

    if copied:
        assert opening_of(decisions).volume == Decimal(1)
    else:
        assert skip_of(decisions).reason is SkipReason.ACCOUNT_CAP


def test_c11_further_fill_when_the_account_has_a_cap_then_is_refused_all_the_same() -> None:
    known = book(master=MarginMode.NETTING)
    known.account(FOLLOWER).caps = AccountCaps(total_lots=Decimal("1.5"))
    decided(known, opened("1", whole="2"))

    skipped = skip_of(decided(known, added("2", "1", order="501", made_by="9502", whole="2")))

    assert skipped.reason is SkipReason.ACCOUNT_CAP


@pytest.mark.parametrize("chosen", [True, False])
def test_c3_position_when_it_was_there_before_the_route_then_is_copied_only_if_chosen(
    chosen: bool,
) -> None:
    known = book()
    known.baselines["r1"] = Baseline(route="r1", positions=frozenset({"501"}))
    signal = Signal(
        position=position("1"),
        order="501",
        added=Decimal(1),
        version="501",
        order_volume=Decimal(1),
        price=Decimal("1.10000"),
        chosen=chosen,
    )

    decisions = [*decide_opening(known, route(), signal, moment())]

    if chosen:
        assert opening_of(decisions).volume == Decimal(1)
    else:
        assert skip_of(decisions).reason is SkipReason.BEFORE_ROUTE


@pytest.mark.parametrize(
    ("kind", "copied"),
    [(OrderKind.MARKET, 1), (None, 1), (OrderKind.LIMIT, 0), (OrderKind.STOP, 0)],
)
def test_route_when_it_ignores_pending_orders_then_still_copies_market_orders(
    kind: OrderKind | None, copied: int
) -> None:
    ignores = replace(SETTINGS, orders=OrderRules(pendings=PendingPolicy.IGNORE))
    known = book(route(ignores))
    told = event(EventKind.OPENED, position("1"), deal("9501", "501", "1", kind=kind))

    assert len(commands_of(decided(known, told))) == copied

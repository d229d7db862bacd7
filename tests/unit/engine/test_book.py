"""What the book finds: routes of a master, copies of a side, nets that are ordered."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.unit.engine.link_samples import CLOSING, COPY, LIVE, MAGIC
from tests.unit.engine.samples import FOLLOWER, MASTER, OTHER_FOLLOWER, book, profile, route
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.trades import FLAT, NetPosition
from tradecopy_desktop.domain.values import MarginMode, Platform, Side
from tradecopy_desktop.engine.book import Book

OTHER = replace(LIVE, copy="c" * 32, order="502", source="502", orders=("502", "502/9502"))


def test_account_when_no_terminal_spoke_then_counts_as_hedging_mt5_and_flat() -> None:
    account = Book().account(MASTER)

    assert (account.margin_mode, account.platform) == (MarginMode.HEDGING, Platform.MT5)
    assert account.net_position("EURUSD") is FLAT


def test_account_when_no_terminal_spoke_then_nothing_of_it_is_listed_or_counted() -> None:
    account = Book().account(MASTER)

    assert (account.listing, account.listed, account.currency) == (0, False, "")
    assert (account.funds_ns, account.last_magic) == (0, 0)


def test_account_when_a_terminal_spoke_then_is_what_it_said() -> None:
    known = Book()
    known.account(MASTER).profile = profile(MASTER, MarginMode.NETTING, Platform.MT4)

    account = known.account(MASTER)

    assert (account.margin_mode, account.platform) == (MarginMode.NETTING, Platform.MT4)


def test_routes_when_put_again_then_are_replaced_and_not_doubled() -> None:
    known = book()
    paused = route(mode=RouteMode.CLOSE_ONLY)

    known.put_route(paused)

    assert known.routes_of(MASTER) == (paused,)
    assert known.routes_of(FOLLOWER) == ()


def test_route_when_it_gets_another_master_then_leaves_the_first() -> None:
    known = book()

    known.put_route(replace(route(), master=OTHER_FOLLOWER))

    assert known.routes_of(MASTER) == ()
    assert [each.id for each in known.routes_of(OTHER_FOLLOWER)] == ["r1"]


def test_copy_when_put_then_is_followed_active_and_remembered() -> None:
    known = book()

    known.put(LIVE)

    assert known.followed_link("r1", "501") == LIVE
    assert known.followed_link("r2", "501") is None
    assert list(known.active_on(FOLLOWER, "EURUSD")) == [LIVE]
    assert list(known.active_on(FOLLOWER, "GBPUSD")) == []
    assert list(known.active_on(MASTER, "EURUSD")) == []
    assert known.orders == {("r1", "501", "501"), ("r1", "501", "501/9501")}


def test_copy_when_it_is_closing_then_is_active_but_not_followed_any_more() -> None:
    known = book()
    known.put(LIVE)

    known.put(CLOSING)

    assert known.followed_link("r1", "501") is None
    assert list(known.active_on(FOLLOWER, "EURUSD")) == [CLOSING]


def test_copy_when_it_is_over_then_is_known_but_no_longer_active() -> None:
    known = book()
    known.put(LIVE)
    over = replace(LIVE, state=LinkState.ENDED_EARLY)

    known.put(over)

    assert known.followed_link("r1", "501") is None
    assert list(known.active_on(FOLLOWER, "EURUSD")) == []
    assert known.links == {COPY: over}


def test_s3_old_side_when_it_ends_after_the_reversal_then_leaves_the_new_one_followed() -> None:
    known = book()
    known.put(LIVE)
    known.put(CLOSING)
    known.put(OTHER)

    known.put(replace(CLOSING, state=LinkState.CLOSED))

    assert known.followed_link("r1", "501") == OTHER


def test_ordered_net_when_orders_are_under_way_then_counts_them_as_done() -> None:
    # 2 buy are held: 1 of LIVE, which is to be 0.4, and 1 of the trader's own.
    known = book()
    known.account(FOLLOWER).net["EURUSD"] = NetPosition(side=Side.BUY, volume=Decimal(2))
    known.put(replace(LIVE, target=Decimal("0.4")))
    assert known.ordered_net(FOLLOWER, "EURUSD") == Decimal("1.4")

    # A sell of 3 is on its way: 1.4 - 3.
    known.put(
        replace(
            OTHER,
            side=Side.SELL,
            target=Decimal(3),
            filled=Decimal(0),
            accepted=Fraction(3),
        )
    )
    assert known.ordered_net(FOLLOWER, "EURUSD") == Decimal("-1.6")


def test_ordered_net_when_a_sell_is_held_then_is_negative() -> None:
    known = book()
    known.account(FOLLOWER).net["EURUSD"] = NetPosition(side=Side.SELL, volume=Decimal(2))

    assert known.ordered_net(FOLLOWER, "EURUSD") == -2
    assert known.ordered_net(FOLLOWER, "GBPUSD") == 0


def test_ordered_net_when_a_route_rehearses_then_its_imagined_copies_in_the_symbol_count() -> None:
    # 1 is held for real and not counted twice; 0.3 are imagined here and 9 in another symbol.
    known = book()
    known.account(FOLLOWER).net["EURUSD"] = NetPosition(side=Side.BUY, volume=Decimal(1))
    known.put(LIVE)
    known.put(replace(OTHER, shadow=True, target=Decimal("0.3")))
    known.put(replace(OTHER, copy="d" * 32, shadow=True, target=Decimal(9), symbol="GBPUSD"))

    assert known.ordered_net(FOLLOWER, "EURUSD", imagined="r1") == Decimal("1.3")
    assert known.ordered_net(FOLLOWER, "EURUSD", imagined="r2") == Decimal(1)
    assert known.ordered_net(FOLLOWER, "EURUSD") == Decimal(1)


def test_ordered_net_when_an_imagined_copy_sells_then_it_counts_below_zero() -> None:
    known = book()
    known.put(replace(LIVE, shadow=True, side=Side.SELL, target=Decimal("0.3")))

    assert known.ordered_net(FOLLOWER, "EURUSD", imagined="r1") == Decimal("-0.3")


def test_magics_when_a_copy_gives_one_up_then_it_is_free_again() -> None:
    known = book()
    known.put(LIVE)

    known.put(replace(LIVE, opens=(replace(LIVE.opens[0], magic="78"),)))

    assert known.magics_of(FOLLOWER) == {"78"}


def test_magics_when_a_copy_is_over_then_are_free_again() -> None:
    known = book()
    known.put(LIVE)
    assert known.magics_of(FOLLOWER) == {MAGIC}
    assert known.magics_of(MASTER) == set()

    known.put(replace(LIVE, state=LinkState.CLOSED))

    assert known.magics_of(FOLLOWER) == set()


@pytest.mark.parametrize(
    ("orders", "placing"),
    [
        (("501/placed",), {"r1"}),
        (("501/placed", "501", "501/9501"), {"r1"}),
        (("501", "501/9501"), set()),
        ((), set()),
    ],
)
def test_route_when_a_copy_began_as_a_pending_order_then_is_remembered_for_that(
    orders: tuple[str, ...], placing: set[str]
) -> None:
    known = book()

    known.put(replace(LIVE, orders=orders))

    assert known.placing == placing


def test_copy_when_it_gets_further_orders_then_those_are_remembered_too() -> None:
    known = book()
    known.put(LIVE)

    known.put(replace(LIVE, orders=(*LIVE.orders, "502")))

    assert known.orders == {("r1", "501", "501"), ("r1", "501", "501/9501"), ("r1", "501", "502")}

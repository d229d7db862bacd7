"""What follows when a price reaches the master's pending order, its copy's, or both (rules L5, C6).

Every broker has its own price here, so that one side can be filled alone.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.order_scene import (
    HEDGING,
    IDS,
    KINDS,
    MT4,
    NETTING,
    ORDERS,
    by_orders,
    order_scene,
)
from tests.e2e.order_seat import BUY, SELL, Account
from tradecopy_desktop.domain.order_rules import OneSidedFill
from tradecopy_desktop.domain.values import PendingKind

LIMIT, STOP = PendingKind.LIMIT, PendingKind.STOP
# The pair is looked at four times a second.
SOON = replace(ORDERS, one_sided_after_ms=100)


async def test_orders_when_both_are_filled_then_each_follower_has_one_copy_that_ends_with_it(
    tmp_path: Path,
) -> None:
    three = (by_orders(HEDGING), by_orders(NETTING, times="2"), by_orders(MT4, times="0.5"))
    async with order_scene(tmp_path, *three) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000", sl="1.08000")
        await scene.quiet()

        scene.quote("1.08900")
        await scene.quiet()
        held = [(seat.held, seat.stops, seat.orders) for seat in scene.followers]
        scene.master.close(ticket, "0.20")
        await scene.quiet()

        assert held == [
            (["buy 0.2"], ["sl 1.08000 tp None"], []),
            (["buy 0.4"], ["sl 1.08000 tp None"], []),
            (["buy 0.1"], ["sl 1.08000 tp None"], []),
        ]
        assert [seat.deals for seat in scene.followers] == [
            ["in 0.2", "out 0.2"],
            ["in 0.4", "out 0.4"],
            ["in 0.1", "out 0.1"],
        ]
        assert scene.alerts == []


@pytest.mark.parametrize("account", KINDS, ids=IDS)
async def test_copy_when_both_orders_were_filled_then_follows_parts_and_stops(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, by_orders(account, times="2")) as scene:
        ticket = scene.master.place(SELL, STOP, "0.40", "1.09000")
        await scene.quiet()
        scene.quote("1.08900")
        await scene.quiet()

        scene.master.move_stops(ticket, sl="1.09500", tp="1.08000")
        scene.master.close(ticket, "0.10")
        await scene.quiet()

        # 0.80 of which a quarter is closed.
        assert scene.follower.held == ["sell 0.6"]
        assert scene.follower.stops == ["sl 1.09500 tp 1.08000"]


@pytest.mark.parametrize("account", KINDS, ids=IDS)
async def test_c7_copy_when_its_order_fills_before_new_stops_arrive_then_gets_them_at_once(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()

        scene.master.change(ticket, "1.09000", sl="1.08000", tp="1.12000")
        scene.quote("1.08900")
        await scene.quiet()

        assert scene.follower.held == ["buy 0.2"]
        assert scene.follower.stops == ["sl 1.08000 tp 1.12000"]


@pytest.mark.parametrize("account", KINDS, ids=IDS)
async def test_master_alone_when_the_route_goes_to_market_then_the_copys_order_becomes_a_position(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, by_orders(account, SOON)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000", sl="1.08000")
        await scene.quiet()

        scene.master.quote("1.08900")
        await scene.until(lambda: scene.follower.held == ["buy 0.2"])
        assert scene.follower.orders == []
        scene.follower.quote("1.08900")
        await scene.quiet()
        scene.master.close(ticket, "0.20")
        await scene.quiet()

        assert scene.follower.deals == ["in 0.2", "out 0.2"]


@pytest.mark.parametrize("account", KINDS, ids=IDS)
async def test_master_alone_when_the_copys_fills_while_it_is_taken_back_then_is_not_opened_twice(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, by_orders(account, SOON)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()
        scene.follower.slow_down(100)

        scene.master.quote("1.08900")
        await scene.until(lambda: scene.follower.is_trading)
        scene.follower.quote("1.08900")
        await scene.quiet()
        scene.master.close(ticket, "0.20")
        await scene.quiet()

        assert scene.follower.deals == ["in 0.2", "out 0.2"]


@pytest.mark.parametrize("account", KINDS, ids=IDS)
async def test_master_alone_when_the_route_cancels_then_nothing_is_opened(
    tmp_path: Path, account: Account
) -> None:
    cancels = replace(SOON, master_filled=OneSidedFill.CANCEL)
    async with order_scene(tmp_path, by_orders(account, cancels)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()

        scene.master.quote("1.08900")
        await scene.until(lambda: not scene.follower.orders)
        scene.follower.quote("1.08900")
        scene.master.close(ticket, "0.20")
        await scene.quiet()

        assert scene.follower.deals == []


@pytest.mark.parametrize("account", KINDS, ids=IDS)
async def test_master_alone_when_the_route_asks_then_tells_and_waits(
    tmp_path: Path, account: Account
) -> None:
    asks = replace(SOON, master_filled=OneSidedFill.ASK)
    async with order_scene(tmp_path, by_orders(account, asks)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()

        scene.master.quote("1.08900")
        await scene.until(scene.alerted("the master's order was filled, the copy's still waits"))
        assert scene.follower.orders == ["buy limit 0.2 at 1.09000 sl None tp None"]
        scene.follower.quote("1.08900")
        await scene.quiet()
        scene.master.close(ticket, "0.20")
        await scene.quiet()

        assert scene.follower.deals == ["in 0.2", "out 0.2"]


@pytest.mark.parametrize("account", KINDS, ids=IDS)
async def test_master_alone_when_it_closes_again_then_the_copys_order_is_taken_back(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()

        scene.master.quote("1.08900")
        await scene.quiet()
        scene.master.close(ticket, "0.20")
        await scene.quiet()

        assert scene.follower.orders == []
        assert scene.follower.deals == []


@pytest.mark.parametrize("account", KINDS, ids=IDS)
async def test_s4_master_alone_when_it_closes_a_part_then_the_copy_keeps_its_share_once_filled(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()

        scene.master.quote("1.08900")
        scene.master.close(ticket, "0.15")
        await scene.quiet()
        scene.follower.quote("1.08900")
        await scene.quiet()

        # The order's lots cannot be changed while it waits; 0.05 of 0.20 are kept.
        assert scene.follower.deals == ["in 0.2", "out 0.15"]
        assert scene.follower.held == ["buy 0.05"]


@pytest.mark.parametrize("account", KINDS, ids=IDS)
async def test_follower_alone_when_the_master_cancels_then_the_copy_is_closed_at_once_and_told(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()
        scene.follower.quote("1.08900")
        await scene.quiet()
        held = scene.follower.held

        scene.master.cancel(ticket)
        await scene.quiet()

        assert held == ["buy 0.2"]
        assert scene.follower.deals == ["in 0.2", "out 0.2"]
        assert scene.alerted("was filled: its 0.2 lots are closed")()


@pytest.mark.parametrize("account", KINDS, ids=IDS)
async def test_follower_alone_when_the_masters_is_filled_later_then_they_are_one_pair(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()
        scene.follower.quote("1.08900")
        await scene.quiet()

        scene.master.quote("1.08900")
        await scene.quiet()
        held = scene.follower.held
        scene.master.close(ticket, "0.20")
        await scene.quiet()

        assert held == ["buy 0.2"]
        assert scene.follower.deals == ["in 0.2", "out 0.2"]
        assert scene.alerts == []


@pytest.mark.parametrize("account", KINDS, ids=IDS)
async def test_follower_alone_when_the_route_cancels_then_the_copy_is_closed_and_stays_so(
    tmp_path: Path, account: Account
) -> None:
    cancels = replace(SOON, follower_filled=OneSidedFill.CANCEL)
    async with order_scene(tmp_path, by_orders(account, cancels)) as scene:
        scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()

        scene.follower.quote("1.08900")
        await scene.until(lambda: scene.follower.deals == ["in 0.2", "out 0.2"])
        scene.master.quote("1.08900")
        await scene.quiet()

        assert scene.follower.deals == ["in 0.2", "out 0.2"]


@pytest.mark.parametrize("account", KINDS, ids=IDS)
async def test_order_when_the_followers_price_is_past_it_then_is_opened_with_the_masters(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        # A limit to buy at 1.09 would be filled at once here, and the broker refuses it.
        scene.follower.quote("1.08900")
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()
        assert scene.alerted("it is opened at market with the master's")()

        scene.master.quote("1.08900")
        await scene.quiet()
        held = scene.follower.held
        scene.master.close(ticket, "0.20")
        await scene.quiet()

        assert held == ["buy 0.2"]
        assert scene.follower.deals == ["in 0.2", "out 0.2"]


@pytest.mark.parametrize("account", KINDS, ids=IDS)
async def test_c2_copy_when_its_own_stop_closes_it_before_the_master_is_filled_then_stays_closed(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        scene.master.place(BUY, LIMIT, "0.20", "1.09000", sl="1.08000")
        await scene.quiet()
        scene.follower.quote("1.08900")
        await scene.quiet()

        scene.follower.quote("1.07900")
        await scene.quiet()
        scene.follower.quote("1.10000")
        scene.master.quote("1.08900")
        await scene.quiet()

        assert scene.master.held == ["buy 0.2"]
        assert scene.follower.deals == ["in 0.2", "out 0.2"]

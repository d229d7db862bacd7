"""Copies of pending orders while they wait: placed, changed and taken back with the master's.

Followers are MT5 hedging, MT5 netting and MT4, with the master's lots times 1, 2 and 0.5.
"""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from tests.e2e.order_scene import (
    HEDGING,
    IDS,
    KINDS,
    MT4,
    NETTING,
    ORDERS,
    OrderScene,
    by_orders,
    order_scene,
)
from tests.e2e.order_seat import BUY, SELL, Account
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.values import PendingKind

LIMIT, STOP, STOP_LIMIT = PendingKind.LIMIT, PendingKind.STOP, PendingKind.STOP_LIMIT
NO_ORDERS: list[list[str]] = [[], [], []]


@pytest_asyncio.fixture
async def scene(tmp_path: Path) -> AsyncIterator[OrderScene]:
    """Return a scene with all three followers; EURUSD is at 1.10000."""
    three = (by_orders(HEDGING), by_orders(NETTING, times="2"), by_orders(MT4, times="0.5"))
    async with order_scene(tmp_path, *three) as ready:
        yield ready


async def test_limit_order_when_placed_then_every_follower_has_it_with_its_own_lots(
    scene: OrderScene,
) -> None:
    scene.master.place(BUY, LIMIT, "0.20", "1.09000", sl="1.08000", tp="1.12000", hours=3)
    await scene.quiet()

    # 0.20 times 1, 2 and 0.5.
    assert [seat.orders for seat in scene.followers] == [
        ["buy limit 0.2 at 1.09000 sl 1.08000 tp 1.12000"],
        ["buy limit 0.4 at 1.09000 sl 1.08000 tp 1.12000"],
        ["buy limit 0.1 at 1.09000 sl 1.08000 tp 1.12000"],
    ]
    # The same moment, though the servers' clocks are two hours, none and three ahead of UTC.
    due = scene.master.expiries()
    assert None not in due
    assert [seat.expiries() for seat in scene.followers] == [due, due, due]


async def test_stop_order_when_placed_then_every_follower_has_it_with_its_own_lots(
    scene: OrderScene,
) -> None:
    scene.master.place(SELL, STOP, "0.30", "1.09500", sl="1.10500", tp="1.07000")
    await scene.quiet()

    # 0.30 times 1, 2 and 0.5.
    assert [seat.orders for seat in scene.followers] == [
        ["sell stop 0.3 at 1.09500 sl 1.10500 tp 1.07000"],
        ["sell stop 0.6 at 1.09500 sl 1.10500 tp 1.07000"],
        ["sell stop 0.15 at 1.09500 sl 1.10500 tp 1.07000"],
    ]
    assert [seat.expiries() for seat in scene.followers] == [[None], [None], [None]]


async def test_order_when_the_master_moves_it_then_every_follower_has_the_new_terms(
    scene: OrderScene,
) -> None:
    ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000", sl="1.08000", tp="1.12000")
    await scene.quiet()

    scene.master.change(ticket, "1.08500", sl="1.07500")
    await scene.quiet()

    assert [seat.orders for seat in scene.followers] == [
        ["buy limit 0.2 at 1.08500 sl 1.07500 tp None"],
        ["buy limit 0.4 at 1.08500 sl 1.07500 tp None"],
        ["buy limit 0.1 at 1.08500 sl 1.07500 tp None"],
    ]
    assert [seat.placed for seat in scene.followers] == [1, 1, 1]


async def test_order_when_the_master_moves_it_ten_times_then_every_follower_has_the_last_terms(
    scene: OrderScene,
) -> None:
    ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
    for pips in range(10):
        scene.master.change(ticket, f"1.08{pips}00")
    await scene.quiet()

    assert [seat.orders for seat in scene.followers] == [
        ["buy limit 0.2 at 1.08900 sl None tp None"],
        ["buy limit 0.4 at 1.08900 sl None tp None"],
        ["buy limit 0.1 at 1.08900 sl None tp None"],
    ]


async def test_c4_order_when_the_master_cancels_it_then_no_follower_has_it(
    scene: OrderScene,
) -> None:
    ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
    other = scene.master.place(BUY, LIMIT, "0.20", "1.08000")
    scene.master.cancel(other)
    await scene.quiet()

    scene.master.cancel(ticket)
    await scene.quiet()

    assert [seat.orders for seat in scene.followers] == NO_ORDERS
    assert scene.alerts == []


async def test_c4_order_when_it_expires_at_the_master_then_no_follower_has_it(
    scene: OrderScene,
) -> None:
    scene.master.place(BUY, LIMIT, "0.20", "1.09000", hours=3)
    await scene.quiet()

    scene.master.clock.turn(hours=4)
    await scene.until(lambda: not scene.master.orders)
    await scene.quiet()

    assert [seat.orders for seat in scene.followers] == NO_ORDERS
    assert [seat.held for seat in scene.followers] == NO_ORDERS


@pytest.mark.parametrize("account", KINDS, ids=IDS)
async def test_c2_order_when_it_expires_at_the_follower_first_then_the_copy_stays_ended(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        scene.master.place(BUY, LIMIT, "0.20", "1.09000", hours=3)
        await scene.quiet()

        scene.follower.clock.turn(hours=4)
        await scene.until(lambda: not scene.follower.orders)
        await scene.quiet()
        scene.master.quote("1.08900")
        await scene.quiet()

        assert scene.master.held == ["buy 0.2"]
        assert scene.follower.held == []
        assert scene.alerted("the copy of this order in EURUSD ended before")()


@pytest.mark.parametrize("account", KINDS, ids=IDS)
async def test_c2_order_when_somebody_cancels_it_on_the_follower_then_is_not_placed_again(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()

        scene.follower.cancel(scene.follower.broker.pendings()[0].ticket)
        await scene.until(scene.alerted("ended early: it was taken back on the follower"))
        scene.master.change(ticket, "1.08500")
        await scene.quiet()

        assert scene.follower.orders == []
        assert scene.follower.placed == 1


async def test_stop_limit_order_when_the_follower_is_on_mt4_then_is_refused_with_the_reason(
    scene: OrderScene,
) -> None:
    scene.master.place(BUY, STOP_LIMIT, "0.20", "1.11000", limit="1.10500")
    await scene.quiet()

    assert [seat.orders for seat in scene.followers] == [
        ["buy stop_limit 0.2 at 1.11000 then 1.10500 sl None tp None"],
        ["buy stop_limit 0.4 at 1.11000 then 1.10500 sl None tp None"],
        [],
    ]
    assert scene.alerts == ["MT4 knows no stop-limit orders"]


async def test_c6_order_when_its_route_is_paused_then_is_taken_back_and_the_others_wait_on(
    scene: OrderScene,
) -> None:
    scene.master.place(BUY, LIMIT, "0.20", "1.09000")
    await scene.quiet()

    for seat in scene.followers[1:]:
        await scene.order(RouteMode.CLOSE_ONLY, seat=seat)
    await scene.quiet()
    scene.quote("1.08900")
    await scene.quiet()

    assert [seat.orders for seat in scene.followers] == NO_ORDERS
    assert [seat.held for seat in scene.followers] == [["buy 0.2"], [], []]


@pytest.mark.parametrize("account", KINDS, ids=IDS)
async def test_c6_order_when_it_fills_just_before_its_route_is_paused_then_is_closed_at_once(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()

        # The program decides before it can hear of the fill.
        scene.follower.quote("1.08900")
        await scene.order(RouteMode.CLOSE_ONLY)
        await scene.quiet()

        assert scene.follower.deals == ["in 0.2", "out 0.2"]
        assert scene.alerted("was filled while it was taken back")()


@pytest.mark.parametrize("account", KINDS, ids=IDS)
async def test_c6_order_when_it_fills_while_it_is_taken_back_then_is_closed_at_once(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()
        scene.follower.slow_down(100)

        await scene.order(RouteMode.CLOSE_ONLY)
        await scene.until(lambda: scene.follower.is_trading)
        scene.follower.quote("1.08900")
        await scene.quiet()

        assert scene.follower.deals == ["in 0.2", "out 0.2"]
        assert scene.alerted("was filled while it was taken back")()


@pytest.mark.parametrize("account", KINDS, ids=IDS)
async def test_c6_order_when_a_paused_route_keeps_pendings_then_waits_on_and_follows(
    tmp_path: Path, account: Account
) -> None:
    keeps = replace(ORDERS, keep_pendings=True)
    async with order_scene(tmp_path, by_orders(account, keeps)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()

        await scene.order(RouteMode.CLOSE_ONLY)
        scene.master.place(BUY, LIMIT, "0.20", "1.08000")
        scene.master.change(ticket, "1.08500")
        await scene.quiet()
        assert scene.follower.orders == ["buy limit 0.2 at 1.08500 sl None tp None"]
        scene.quote("1.08400")
        await scene.quiet()
        scene.master.close(ticket, "0.20")
        await scene.quiet()

        assert scene.follower.deals == ["in 0.2", "out 0.2"]

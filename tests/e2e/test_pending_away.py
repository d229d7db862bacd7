"""Pending orders that change while one of the two terminals is away.

It comes back by its old life, with what it has to tell, or as a new one that shows a picture alone.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.order_scene import IDS, KINDS, ORDERS, by_orders, order_scene
from tests.e2e.order_seat import BUY, Account, Seat
from tradecopy_desktop.domain.values import PendingKind

LIMIT = PendingKind.LIMIT
WAITS = ["buy limit 0.2 at 1.09000 sl None tp None"]
SOON = replace(ORDERS, one_sided_after_ms=100)

of_every_kind = pytest.mark.parametrize("account", KINDS, ids=IDS)
by_both_ways = pytest.mark.parametrize("life", ["old life", "new life"])


async def leave(seat: Seat) -> None:
    """Break a terminal's link for a while."""
    await seat.terminal.kill()


async def come_back(seat: Seat, life: str) -> None:
    """Let a terminal connect again, restarted or not."""
    if life == "new life":
        await seat.terminal.restart()
    else:
        seat.terminal.start()


@of_every_kind
@by_both_ways
async def test_c4_follower_away_when_the_master_cancels_then_its_order_is_taken_back_at_its_return(
    tmp_path: Path, account: Account, life: str
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()
        assert scene.follower.orders == WAITS
        await leave(scene.follower)

        scene.master.cancel(ticket)
        await scene.quiet()
        await come_back(scene.follower, life)
        await scene.until(lambda: not scene.follower.orders)
        await scene.quiet()

        assert scene.follower.deals == []


@of_every_kind
@by_both_ways
async def test_follower_away_when_its_order_fills_and_the_masters_is_gone_then_closed_at_its_return(
    tmp_path: Path, account: Account, life: str
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()
        await leave(scene.follower)

        scene.follower.quote("1.08900")
        scene.master.cancel(ticket)
        await scene.quiet()
        await come_back(scene.follower, life)
        await scene.until(lambda: not scene.follower.held)
        await scene.quiet()

        assert scene.follower.deals == ["in 0.2", "out 0.2"]
        assert scene.alerted("was filled")()


@of_every_kind
@by_both_ways
async def test_follower_away_when_both_orders_fill_then_they_are_one_pair_at_its_return(
    tmp_path: Path, account: Account, life: str
) -> None:
    async with order_scene(tmp_path, by_orders(account, SOON)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()
        await leave(scene.follower)

        scene.quote("1.08900")
        await scene.quiet()
        await come_back(scene.follower, life)
        await scene.until(lambda: scene.follower.is_idle)
        await scene.quiet()
        held = scene.follower.held
        scene.master.close(ticket, "0.20")
        await scene.quiet()

        assert held == ["buy 0.2"]
        assert scene.follower.deals == ["in 0.2", "out 0.2"]


@of_every_kind
@by_both_ways
async def test_follower_away_when_the_master_moves_its_order_then_is_moved_at_its_return(
    tmp_path: Path, account: Account, life: str
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()
        await leave(scene.follower)

        scene.master.change(ticket, "1.08000", sl="1.07000")
        scene.master.change(ticket, "1.08500", sl="1.07500")
        await scene.quiet()
        await come_back(scene.follower, life)
        await scene.until(lambda: scene.follower.orders != WAITS)
        await scene.quiet()

        assert scene.follower.orders == ["buy limit 0.2 at 1.08500 sl 1.07500 tp None"]


@of_every_kind
@by_both_ways
async def test_master_away_when_it_cancels_then_the_copys_order_is_taken_back_at_its_return(
    tmp_path: Path, account: Account, life: str
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()
        await leave(scene.master)

        scene.master.cancel(ticket)
        await scene.quiet()
        waits = scene.follower.orders
        await come_back(scene.master, life)
        await scene.until(lambda: not scene.follower.orders)

        assert waits == WAITS
        assert scene.follower.deals == []


@of_every_kind
@by_both_ways
async def test_master_away_when_both_orders_fill_then_they_are_one_pair_at_its_return(
    tmp_path: Path, account: Account, life: str
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()
        await leave(scene.master)

        scene.quote("1.08900")
        await scene.quiet()
        await come_back(scene.master, life)
        await scene.until(lambda: scene.master.is_idle)
        await scene.quiet()
        held = scene.follower.held
        scene.master.close(ticket, "0.20")
        await scene.quiet()

        assert held == ["buy 0.2"]
        assert scene.follower.deals == ["in 0.2", "out 0.2"]
        assert not scene.alerted("EURUSD")()


@of_every_kind
@by_both_ways
async def test_master_away_when_its_order_fills_alone_then_the_copy_goes_to_market_at_its_return(
    tmp_path: Path, account: Account, life: str
) -> None:
    async with order_scene(tmp_path, by_orders(account, SOON)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()
        await leave(scene.master)

        scene.master.quote("1.08900")
        await come_back(scene.master, life)
        await scene.until(lambda: scene.follower.held == ["buy 0.2"])
        orders = scene.follower.orders
        scene.master.close(ticket, "0.20")
        await scene.quiet()

        assert orders == []
        assert scene.follower.deals == ["in 0.2", "out 0.2"]


@of_every_kind
@by_both_ways
async def test_master_away_when_its_order_fills_and_closes_then_the_filled_copy_is_closed(
    tmp_path: Path, account: Account, life: str
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()
        await leave(scene.master)

        scene.quote("1.08900")
        scene.master.close(ticket, "0.20")
        await scene.quiet()
        held = scene.follower.held
        await come_back(scene.master, life)
        await scene.until(lambda: not scene.follower.held)
        await scene.quiet()

        assert held == ["buy 0.2"]
        assert scene.follower.deals == ["in 0.2", "out 0.2"]

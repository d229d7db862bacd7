"""Pending orders and a program that is killed while they are placed, changed or filled (L7 to L9).

Brokers and terminals live on; only the program and, where it says so, a terminal die.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.order_restart import RestartScene, restart_scene
from tests.e2e.order_scene import IDS, KINDS, ORDERS, by_orders
from tests.e2e.order_seat import BUY, Account
from tradecopy_desktop.domain.values import PendingKind

LIMIT = PendingKind.LIMIT
WAITS = ["buy limit 0.2 at 1.09000 sl None tp None"]
SOON = replace(ORDERS, one_sided_after_ms=100)


@contextmanager
def killed_by_the_followers_next_change(scene: RestartScene) -> Iterator[None]:
    """Kill the program the moment the follower's broker books something."""
    listeners = scene.follower.broker.history.listeners
    listeners.append(scene.program.kill)
    yield
    listeners.remove(scene.program.kill)


@pytest.mark.parametrize("account", KINDS, ids=IDS)
async def test_l7_order_when_the_program_dies_before_its_answer_then_waits_once_and_is_followed(
    tmp_path: Path, account: Account
) -> None:
    async with restart_scene(tmp_path, by_orders(account)) as scene:
        with closing(sqlite3.connect(tmp_path / "tradecopy.sqlite")) as lock:
            # While another writer holds the database only the journal can know of the order.
            lock.execute("BEGIN IMMEDIATE")
            with killed_by_the_followers_next_change(scene):
                ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
                await scene.until(lambda: scene.follower.placed == 1)
            await scene.gone()

        await scene.begin()
        await scene.quiet()
        waits = scene.follower.orders
        scene.master.cancel(ticket)
        await scene.quiet()

        assert waits == WAITS
        assert scene.follower.orders == []
        assert scene.follower.placed == 1


@pytest.mark.parametrize("account", KINDS, ids=IDS)
async def test_l9_orders_when_program_and_terminal_die_then_only_what_was_sent_waits(
    tmp_path: Path, account: Account
) -> None:
    async with restart_scene(tmp_path, by_orders(account)) as scene:
        copier = scene.follower
        copier.slow_down(600)
        first = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        scene.master.place(BUY, LIMIT, "0.30", "1.08000")
        await scene.until(lambda: copier.is_trading and scene.master.is_idle)
        # The first is on its way to the trade server, the second was not looked at yet.
        await copier.terminal.kill()
        await scene.gone()
        await scene.until(lambda: copier.placed == 1)

        await copier.terminal.restart()
        await scene.begin()
        await scene.quiet()
        waits, alerts = copier.orders, await scene.alerts()
        scene.master.cancel(first)
        await scene.quiet()

        assert waits == WAITS
        assert alerts == ["the pending order was refused: expired"]
        assert copier.orders == []
        assert copier.placed == 1


@pytest.mark.parametrize("account", KINDS, ids=IDS)
async def test_l9_order_when_it_reaches_the_broker_after_the_restart_then_is_found_and_followed(
    tmp_path: Path, account: Account
) -> None:
    async with restart_scene(tmp_path, by_orders(account)) as scene:
        copier = scene.follower
        copier.slow_down(1_500)
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.until(lambda: copier.is_trading)
        await copier.terminal.kill()
        await scene.gone()

        await copier.terminal.restart()
        await scene.begin()
        copier.slow_down(0)
        await scene.until(lambda: copier.placed == 1)
        scene.master.cancel(ticket)
        await scene.until(lambda: not copier.orders)
        await scene.quiet()

        assert copier.placed == 1
        assert copier.told.count("place") == 2


@pytest.mark.parametrize("account", KINDS, ids=IDS)
@pytest.mark.parametrize("by", ["event", "picture"])
async def test_cancel_when_the_program_was_down_then_the_copys_order_is_taken_back_afterwards(
    tmp_path: Path, account: Account, by: str
) -> None:
    async with restart_scene(tmp_path, by_orders(account)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()
        assert scene.follower.orders == WAITS
        scene.program.kill()
        await scene.gone()

        scene.master.cancel(ticket)
        if by == "picture":
            await scene.master.terminal.restart()
        await scene.begin()
        await scene.until(lambda: not scene.follower.orders)
        await scene.quiet()

        assert scene.follower.deals == []


@pytest.mark.parametrize("account", KINDS, ids=IDS)
async def test_cancel_when_the_program_dies_before_its_answer_then_nothing_is_left(
    tmp_path: Path, account: Account
) -> None:
    async with restart_scene(tmp_path, by_orders(account)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()
        with killed_by_the_followers_next_change(scene):
            scene.master.cancel(ticket)
            await scene.until(lambda: not scene.follower.orders)
        await scene.gone()

        await scene.begin()
        scene.quote("1.08900")
        await scene.quiet()

        assert scene.follower.deals == []
        assert await scene.alerts() == []


@pytest.mark.parametrize("account", KINDS, ids=IDS)
@pytest.mark.parametrize("by", ["event", "picture"])
async def test_orders_when_both_were_filled_while_the_program_was_down_then_are_one_pair(
    tmp_path: Path, account: Account, by: str
) -> None:
    async with restart_scene(tmp_path, by_orders(account)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()
        scene.program.kill()
        await scene.gone()

        scene.quote("1.08900")
        if by == "picture":
            for seat in scene.seats:
                await seat.terminal.restart()
        await scene.begin()
        await scene.quiet()
        held = scene.follower.held
        scene.master.close(ticket, "0.20")
        await scene.quiet()

        assert held == ["buy 0.2"]
        assert scene.follower.deals == ["in 0.2", "out 0.2"]


@pytest.mark.parametrize("account", KINDS, ids=IDS)
async def test_copy_when_filled_and_its_master_cancelled_while_the_program_was_down_then_is_closed(
    tmp_path: Path, account: Account
) -> None:
    async with restart_scene(tmp_path, by_orders(account)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()
        scene.program.kill()
        await scene.gone()

        scene.follower.quote("1.08900")
        scene.master.cancel(ticket)
        await scene.begin()
        await scene.until(lambda: not scene.follower.held)
        await scene.quiet()

        assert scene.follower.deals == ["in 0.2", "out 0.2"]


@pytest.mark.parametrize("account", KINDS, ids=IDS)
async def test_to_market_when_the_program_dies_in_between_then_the_copy_is_opened_once(
    tmp_path: Path, account: Account
) -> None:
    async with restart_scene(tmp_path, by_orders(account, SOON)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()
        with killed_by_the_followers_next_change(scene):
            scene.master.quote("1.08900")
            await scene.until(lambda: not scene.follower.orders)
        await scene.gone()
        held = scene.follower.held

        await scene.begin()
        await scene.until(lambda: scene.follower.held == ["buy 0.2"])
        scene.master.close(ticket, "0.20")
        await scene.quiet()

        assert held == []
        assert scene.follower.deals == ["in 0.2", "out 0.2"]

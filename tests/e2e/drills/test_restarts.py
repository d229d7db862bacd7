"""Drills in which programs and terminals die, and come back in any order (L7 to L9, W1, W2)."""

import itertools
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.e2e.drills.passing_time import PassingClock, PassingScene
from tests.e2e.killable_bridge import KillableBridge, killable_bridge
from tests.e2e.order_restart import RestartScene, restart_scene
from tests.e2e.order_scene import (
    KINDS,
    SETTINGS,
    Follows,
    OrderScene,
    order_scene,
    until,
)
from tests.e2e.order_seat import BUY
from tests.e2e.rig import MASTER, follower
from tests.e2e.scripted_follower import ScriptedFollower
from tests.e2e.scripted_master import ScriptedMaster
from tests.e2e.scripted_terminal import part
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.bootstrap import Setup, running
from tradecopy_desktop.domain.recovery_rules import Corrections, LatePolicy, RecoveryRules
from tradecopy_desktop.domain.sizing import FundsBase, Proportional

# A hedging, a netting and an MT4 account.
ALL = [Follows(account=account) for account in KINDS]
RULES = RecoveryRules(corrections=Corrections.AUTOMATIC, late=LatePolicy.MARKET)
EAGER = [replace(each, settings=replace(SETTINGS, recovery=RULES)) for each in ALL]


@contextmanager
def nothing_stored(folder: Path) -> Iterator[None]:
    """Keep the program from committing, as another writer of its database does."""
    with closing(sqlite3.connect(folder / "tradecopy.sqlite")) as lock:
        lock.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def killed_by_the_last_deal(scene: RestartScene) -> Iterator[None]:
    """Kill the program the moment the last follower's broker has booked something."""

    def kill_if_all_dealt() -> None:
        if all(seat.deals for seat in scene.followers):
            scene.program.kill()

    for seat in scene.followers:
        seat.broker.history.listeners.append(kill_if_all_dealt)
    yield
    for seat in scene.followers:
        seat.broker.history.listeners.remove(kill_if_all_dealt)


@pytest.mark.parametrize("by", ["event", "picture"])
async def test_killed_between_sending_and_committing_master_closes_before_the_restart_then_flat(
    tmp_path: Path, by: str
) -> None:
    async with restart_scene(tmp_path, *ALL) as scene:
        with nothing_stored(tmp_path), killed_by_the_last_deal(scene):
            ticket = scene.master.market(BUY, "0.20")
            await scene.until(lambda: all(seat.deals for seat in scene.followers))
            await scene.gone()

        scene.master.close(ticket, "0.20")
        if by == "picture":
            await scene.master.terminal.restart()
        await scene.begin()
        await scene.until(lambda: all(seat.lots == "0" for seat in scene.followers))
        await scene.quiet()

        assert [seat.deals for seat in scene.followers] == [["in 0.2", "out 0.2"]] * 3


async def test_killed_between_sending_and_committing_before_accounts_were_stored_then_flat(
    tmp_path: Path,
) -> None:
    async with restart_scene(tmp_path, *ALL) as scene:
        with nothing_stored(tmp_path), killed_by_the_last_deal(scene):
            ticket = scene.master.market(BUY, "0.20")
            await scene.until(lambda: all(seat.deals for seat in scene.followers))
            await scene.gone()
        _forget_what_accounts_are(tmp_path)

        # The master is back, and tells of its close, before it is known which followers net.
        for seat in scene.followers:
            await seat.terminal.kill()
        scene.master.close(ticket, "0.20")
        scene.find(await scene.program.start())
        await scene.until(lambda: scene.master.is_idle)
        for seat in scene.followers:
            await seat.terminal.restart()
        await scene.ready()
        await scene.until(lambda: all(seat.lots == "0" for seat in scene.followers))
        await scene.quiet()

        assert [seat.deals for seat in scene.followers] == [["in 0.2", "out 0.2"]] * 3


def _forget_what_accounts_are(folder: Path) -> None:
    """Lose what terminals said of their accounts, as if the kill had come before it was stored."""
    with closing(sqlite3.connect(folder / "tradecopy.sqlite")) as database:
        database.execute("DELETE FROM terminal_profiles")
        database.commit()


async def test_killed_between_sending_and_committing_equity_halved_meanwhile_then_lots_stay(
    tmp_path: Path,
) -> None:
    by_equity = replace(SETTINGS, recovery=RULES, sizing=Proportional(base=FundsBase.EQUITY))
    three = [replace(each, settings=by_equity) for each in ALL]
    async with restart_scene(tmp_path, *three) as scene:
        with nothing_stored(tmp_path), killed_by_the_last_deal(scene):
            ticket = scene.master.market(BUY, "0.20")
            await scene.until(lambda: all(seat.deals for seat in scene.followers))
            await scene.gone()

        # Decided anew, the copies would be half as large.
        for seat in scene.followers:
            seat.broker.deposit(Decimal(-49_000), "Withdrawal")
        await scene.begin()
        await scene.quiet()
        held = [seat.held for seat in scene.followers]
        scene.master.close(ticket, "0.10")
        await scene.until(lambda: all(seat.lots == "0.1" for seat in scene.followers))
        await scene.quiet()

        assert held == [["buy 0.2"]] * 3
        assert [seat.deals for seat in scene.followers] == [["in 0.2", "out 0.1"]] * 3


async def test_both_sides_killed_while_the_order_is_at_the_trade_server_then_copied_once(
    tmp_path: Path,
) -> None:
    async with restart_scene(tmp_path, *ALL) as scene:
        for seat in scene.followers:
            seat.slow_down(500)
        ticket = scene.master.market(BUY, "0.20")
        await scene.until(lambda: all(seat.is_trading for seat in scene.followers))
        for seat in scene.followers:
            await seat.terminal.kill()
        await scene.gone()
        await scene.until(lambda: all(seat.deals for seat in scene.followers))

        for seat in scene.followers:
            seat.slow_down(0)
            await seat.terminal.restart()
        await scene.begin()
        await scene.quiet()
        held = [seat.held for seat in scene.followers]
        scene.master.close(ticket, "0.20")
        await scene.until(lambda: all(seat.lots == "0" for seat in scene.followers))
        await scene.quiet()

        assert held == [["buy 0.2"]] * 3
        assert [seat.deals for seat in scene.followers] == [["in 0.2", "out 0.2"]] * 3


async def test_whole_vps_rebooted_parts_back_in_any_order_then_books_are_as_the_masters(
    tmp_path: Path,
) -> None:
    async with restart_scene(tmp_path, *EAGER) as scene:
        orders = list(itertools.permutations(("program", "master", "followers")))
        for order in orders:
            kept = scene.master.market(BUY, "0.40")
            gone = scene.master.market(BUY, "0.20")
            await scene.until(lambda: all(seat.lots == "0.6" for seat in scene.followers))
            await scene.quiet()
            for seat in scene.seats:
                await seat.terminal.kill()
            await scene.program.ended()
            # The brokers live on: the master closes from his phone.
            scene.master.close(gone, "0.20")
            scene.master.close(kept, "0.10")

            for one in order:
                await _bring_back(scene, one)
            await scene.ready()
            await scene.until(lambda: all(seat.lots == "0.3" for seat in scene.followers))
            await scene.quiet()
            scene.master.close(kept, "0.30")
            await scene.until(lambda: all(seat.lots == "0" for seat in scene.followers))
            await scene.quiet()

        for seat in scene.followers:
            # Each time 0.4 and 0.2 went in, and nothing else.
            ins = [deal for deal in seat.deals if deal.startswith("in")]
            assert ins == ["in 0.4", "in 0.2"] * 6


async def _bring_back(scene: RestartScene, part_of_it: str) -> None:
    if part_of_it == "program":
        scene.find(await scene.program.start())
        return
    seats = [scene.master] if part_of_it == "master" else scene.followers
    for seat in seats:
        await seat.terminal.restart()


async def test_followers_up_5_minutes_before_the_master_then_copies_wait_and_are_followed_on(
    tmp_path: Path,
) -> None:
    async with order_scene(tmp_path, *EAGER) as before:
        kept = before.master.market(BUY, "0.40")
        gone = before.master.market(BUY, "0.20")
        await before.until(lambda: all(seat.lots == "0.6" for seat in before.followers))
        await before.quiet()
        seats = before.seats
    master, *copiers = seats
    master.close(gone, "0.20")

    clock = PassingClock()
    setup = Setup(data_dir=tmp_path, port=0, vault=MemoryVault(), clock=clock)
    async with running(setup) as now:
        scene = OrderScene(now, master.account, EAGER, seats=seats)
        scene.find(now.program.port)
        for copier in copiers:
            await copier.terminal.restart()
        await until(lambda: all(copier.terminal.is_connected for copier in copiers))
        await PassingScene(scene, clock).pass_time(seconds=300)
        waiting = [copier.deals for copier in copiers]
        await master.terminal.restart()
        await until(lambda: all(copier.lots == "0.4" for copier in copiers))
        await scene.quiet()
        master.close(kept, "0.40")
        await until(lambda: all(copier.lots == "0" for copier in copiers))
        await scene.quiet()
        await scene.leave()

    assert waiting == [["in 0.4", "in 0.2"]] * 3
    for copier in copiers:
        assert [deal for deal in copier.deals if deal.startswith("in")] == ["in 0.4", "in 0.2"]


async def test_200_open_copies_the_program_restarts_then_all_are_reconciled(
    tmp_path: Path,
) -> None:
    async with killable_bridge(tmp_path, followers=1) as bridge:
        master, copier = ScriptedMaster(MASTER), ScriptedFollower(follower(1))
        try:
            await _connect(bridge, copier, master)
            positions = [await master.open("0.10") for _ in range(200)]
            await copier.until(lambda: len(copier.positions) == 200)
            await copier.settle()
            await bridge.ended()
            await part(master, copier)
            # Proven only by the new picture: half are closed, a quarter reduced meanwhile.
            for number, position in enumerate(positions):
                if number % 2:
                    await master.close(position)
                elif number % 4:
                    await master.reduce(position, "0.04")
            master.begin_new_life()
            copier.begin_new_life()

            await _connect(bridge, copier, master)
            await copier.until(lambda: sorted(copier.volumes) == ["0.06"] * 50 + ["0.10"] * 50)
            await copier.settle()
            assert sorted(copier.volumes) == ["0.06"] * 50 + ["0.10"] * 50
        finally:
            await part(master, copier)

    ways = [way for way, _, _ in copier.deals]
    assert (ways.count("in"), ways.count("out")) == (200, 150)


async def _connect(
    bridge: KillableBridge, copier: ScriptedFollower, master: ScriptedMaster
) -> None:
    port = await bridge.start()
    await copier.connect(port)
    await copier.settle()
    await master.connect(port)
    await master.settle()

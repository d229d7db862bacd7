"""Drills about knowing what is whose: magics, tickets, lists, lives of terminals (L1 to L6, W1)."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.e2e.drills.passing_time import passing_scene
from tests.e2e.order_restart import restart_scene
from tests.e2e.order_scene import (
    KINDS,
    MASTER,
    MT4,
    SETTINGS,
    Floor,
    Follows,
    order_scene,
)
from tests.e2e.order_seat import BUY, Seat
from tradecopy_desktop.domain.recovery_rules import Corrections, LatePolicy, RecoveryRules
from tradecopy_desktop.domain.values import Platform, Reason
from tradecopy_desktop.sim.broker import MarketRequest
from tradecopy_desktop.sim.broker.faults import Fault, Faults

EAGER = RecoveryRules(corrections=Corrections.AUTOMATIC, late=LatePolicy.MARKET)
AUTOMATIC = replace(SETTINGS, recovery=EAGER)
ALL = [Follows(account=account, settings=AUTOMATIC) for account in KINDS]
# What MT4 brokers do with the rest of a position that was closed in part.
REMAINDERS = {
    "kept": Faults(),
    "bare": Faults(magic_zeroed=True, comment_cut=True),
    "hidden": Faults(magic_zeroed=True, history_hidden=True),
}


# -- magics ----------------------------------------------------------------------------------------


async def test_two_ids_on_one_magic_the_program_lost_its_count_then_both_are_copied(
    tmp_path: Path,
) -> None:
    async with restart_scene(tmp_path, Follows(account=MT4)) as scene:
        first = scene.master.market(BUY, "0.10")
        await scene.quiet()
        scene.master.close(first, "0.10")
        await scene.quiet()
        await scene.gone()
        # Of the two that count magics the terminal alone remembers.
        _forget_magics(tmp_path)

        await scene.begin()
        second = scene.master.market(BUY, "0.30")
        await scene.until(lambda: scene.follower.lots == "0.3")
        scene.master.close(second, "0.30")
        await scene.quiet()

        assert scene.follower.deals == ["in 0.1", "out 0.1", "in 0.3", "out 0.3"]


async def test_two_ids_on_one_magic_the_traders_own_robot_uses_it_then_only_ours_is_closed(
    tmp_path: Path,
) -> None:
    magic = await _first_magic(tmp_path / "before")
    async with order_scene(tmp_path / "now", Follows(account=MT4, settings=AUTOMATIC)) as scene:
        _trade_as_a_robot(scene.follower, magic)
        await scene.quiet()

        ticket = scene.master.market(BUY, "0.30")
        await scene.quiet()
        held = scene.follower.held
        scene.master.close(ticket, "0.30")
        await scene.quiet()

        assert held == ["buy 0.7", "buy 0.3"]
        assert scene.follower.held == ["buy 0.7"]


def _forget_magics(folder: Path) -> None:
    for file in folder.glob("intents.journal.*"):
        file.unlink()
    with closing(sqlite3.connect(folder / "tradecopy.sqlite")) as database:
        database.execute("DELETE FROM magic_counters")
        database.commit()


async def _first_magic(folder: Path) -> str:
    async with order_scene(folder, Follows(account=MT4)) as scene:
        scene.master.market(BUY, "0.30")
        await scene.quiet()
        (copy,) = scene.follower.broker.holdings()
        return copy.magic


def _trade_as_a_robot(seat: Seat, magic: str) -> None:
    answer = seat.broker.send(
        MarketRequest(
            symbol="EURUSD", side=BUY, volume=Decimal("0.70"), magic=magic, reason=Reason.EXPERT
        )
    )
    assert answer.done


# -- MT4 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("remainder", REMAINDERS)
async def test_mt4_partial_close_then_repeated_instruction_then_reduced_once(
    tmp_path: Path, remainder: str
) -> None:
    async with restart_scene(tmp_path, Follows(account=MT4)) as scene:
        copier = scene.follower
        copier.broker.setup = replace(copier.broker.setup, faults=REMAINDERS[remainder])
        ticket = scene.master.market(BUY, "0.40")
        await scene.quiet()
        # The program dies as the broker books the reduction, and asks for it again.
        copier.broker.history.listeners.append(scene.program.kill)
        scene.master.close(ticket, "0.10")
        await scene.until(lambda: copier.lots == "0.3")
        copier.broker.history.listeners.remove(scene.program.kill)
        await scene.gone()

        await scene.begin()
        await scene.quiet()
        reduced = copier.lots
        scene.master.close(_only(scene.master), "0.30")
        await scene.until(lambda: copier.lots == "0")
        await scene.quiet()

        assert reduced == "0.3"
        assert copier.deals == ["in 0.4", "out 0.1", "out 0.3"]


def _only(seat: Seat) -> str:
    (holding,) = seat.broker.holdings()
    return holding.ticket


@pytest.mark.parametrize("remainder", REMAINDERS)
async def test_several_equal_orders_in_one_second_on_mt4_then_each_has_one_copy_of_its_own(
    tmp_path: Path, remainder: str
) -> None:
    account = replace(MT4, login="2003")
    master = replace(MASTER, platform=Platform.MT4)
    async with order_scene(
        tmp_path, Follows(account=account, settings=AUTOMATIC), master=master
    ) as scene:
        copier = scene.follower
        for seat in scene.seats:
            # Several orders of one second, whatever the machine does meanwhile.
            seat.clock.stand_still()
            seat.broker.setup = replace(seat.broker.setup, faults=REMAINDERS[remainder])
        copier.broker.script(None, Fault.TIMEOUT_EXECUTED, None, Fault.TIMEOUT_EXECUTED)
        tickets = [scene.master.market(BUY, "0.40") for _ in range(5)]
        await scene.until(lambda: len(copier.held) == 5)
        await scene.quiet()

        scene.master.close(tickets[1], "0.10")
        await scene.quiet()
        scene.master.close(tickets[3], "0.40")
        await scene.quiet()
        later = scene.master.market(BUY, "0.40")
        await scene.quiet()
        held = sorted(copier.held)
        for each in scene.master.broker.holdings():
            scene.master.close(each.ticket, str(each.volume))
        await scene.quiet()

        # Of five one was reduced by 0.1 and one closed; then came a sixth.
        assert later not in tickets
        assert held == ["buy 0.3", *["buy 0.4"] * 4]
        assert copier.lots == "0"
        assert copier.deals.count("in 0.4") == 6


# -- lists and lives -------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["master", "followers"])
async def test_empty_list_on_reconnect_then_nothing_is_closed_or_opened(
    tmp_path: Path, end: str
) -> None:
    async with passing_scene(tmp_path, *ALL) as passing:
        scene = passing.scene
        tickets = [scene.master.market(BUY, "0.10") for _ in range(4)]
        await scene.until(lambda: _lots(scene) == ["0.4"] * 3)
        await scene.quiet()
        before = _deals(scene)

        # For 90 seconds after its login a terminal shows a part of what there is, or nothing.
        for seat in _end(scene, end):
            seat.broker.setup = replace(seat.broker.setup, faults=Faults(lists_late_s=90))
            await seat.terminal.restart()
        await scene.until(lambda: all(seat.terminal.is_connected for seat in scene.seats))
        await passing.pass_time(seconds=60)
        meanwhile = _deals(scene)
        await passing.pass_time(seconds=60)
        await scene.until(scene.program.is_ready)
        await scene.quiet()
        after = _deals(scene)
        for ticket in tickets:
            scene.master.close(ticket, "0.10")
        await scene.until(lambda: _lots(scene) == ["0"] * 3)

        assert before == [["in 0.1"] * 4] * 3
        assert (meanwhile, after) == (before, before)


@pytest.mark.parametrize("end", ["master", "followers"])
async def test_terminal_restarted_by_its_own_update_then_copies_are_followed_on(
    tmp_path: Path, end: str
) -> None:
    async with order_scene(tmp_path, *ALL) as scene:
        closed, reduced, _ = (scene.master.market(BUY, lots) for lots in ("0.1", "0.4", "0.2"))
        await scene.until(lambda: _lots(scene) == ["0.7"] * 3)
        await scene.quiet()

        # It says goodbye, and comes back with new numbers for its events.
        for seat in _end(scene, end):
            await seat.terminal.stop()
        scene.master.close(closed, "0.10")
        scene.master.close(reduced, "0.10")
        for seat in _end(scene, end):
            await seat.terminal.restart()
        await scene.until(lambda: all(seat.terminal.is_connected for seat in scene.seats))
        await scene.until(scene.program.is_ready)
        # 0.4 - 0.1 and 0.2.
        await scene.until(lambda: _lots(scene) == ["0.5"] * 3)
        await scene.quiet()
        after = _lots(scene)
        for each in scene.master.broker.holdings():
            scene.master.close(each.ticket, str(each.volume))
        await scene.until(lambda: _lots(scene) == ["0"] * 3)
        await scene.quiet()

        assert after == ["0.5"] * 3
        ins = [[deal for deal in deals if deal.startswith("in")] for deals in _deals(scene)]
        assert [sorted(each) for each in ins] == [["in 0.1", "in 0.2", "in 0.4"]] * 3


def _end(scene: Floor, end: str) -> list[Seat]:
    return [scene.master] if end == "master" else scene.followers


def _lots(scene: Floor) -> list[str]:
    return [seat.lots for seat in scene.followers]


def _deals(scene: Floor) -> list[list[str]]:
    return [seat.deals for seat in scene.followers]

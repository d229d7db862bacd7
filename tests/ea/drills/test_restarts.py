"""Drills in which programs and terminals die, and come back in any order (L7 to L9, W1, W2)."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.order_scene import KINDS, SETTINGS, Follows
from tests.ea.conftest import Programs
from tests.ea.drills.ea_restarts import RestartEaScene, restart_ea_scene
from tests.ea.drills.ea_scene import MASTERS, MT4_MASTER, ea_scene
from tests.ea.drills.passing import passing_ea_scene
from tradecopy_desktop.domain.recovery_rules import Corrections, LatePolicy, RecoveryRules

# A hedging, a netting and an MT4 account.
ALL = [Follows(account=account) for account in KINDS]
RULES = RecoveryRules(corrections=Corrections.AUTOMATIC, late=LatePolicy.MARKET)
EAGER = [replace(each, settings=replace(SETTINGS, recovery=RULES)) for each in ALL]
IN_AND_OUT = ["in 0.20", "out 0.20"]
# Of the six orders those in which another part is the first each time.
ORDERS = (
    ("program", "master", "followers"),
    ("master", "followers", "program"),
    ("followers", "program", "master"),
)


async def test_both_sides_killed_while_the_order_is_at_the_trade_server_then_copied_once(
    programs: Programs, tmp_path: Path
) -> None:
    async with restart_ea_scene(programs, tmp_path, *EAGER) as scene:
        # It is carried out, and nobody hears of it.
        scene.order("die 1")
        scene.master.order("open EURUSD buy 0.20")
        await asyncio.gather(*(seat.gone() for seat in scene.followers))
        await scene.gone()

        await scene.restart(*scene.followers)
        await scene.begin()
        await scene.quiet()
        held = scene.lots
        scene.master.order("close last")
        await scene.until_lots("0.00")
        await scene.quiet()

        assert held == ["0.20"] * 3
        assert scene.deals == [IN_AND_OUT] * 3


@pytest.mark.parametrize(("fate", "master"), [("executed", "mt5"), ("lost", "mt4")])
async def test_terminal_killed_between_intent_and_done_then_copied_once_or_not_at_all(
    programs: Programs, tmp_path: Path, fate: str, master: str
) -> None:
    async with ea_scene(programs, tmp_path, *EAGER, master=MASTERS[master]) as scene:
        scene.order("die 1" if fate == "executed" else "race vanish")
        scene.master.order("open EURUSD buy 0.20")
        await asyncio.gather(*(seat.gone() for seat in scene.followers))

        await scene.restart(*scene.followers)
        await scene.ready()
        await scene.quiet()
        held = scene.lots
        scene.master.order("close last")
        await scene.until_lots("0.00")
        await scene.quiet()

        # An order that was begun and is not found may still be carried out: it is not repeated.
        done = fate == "executed"
        assert held == ["0.20" if done else "0.00"] * 3
        assert scene.deals == [IN_AND_OUT if done else []] * 3


@pytest.mark.parametrize(("what", "master"), [("report", "mt4"), ("report and its number", "mt5")])
async def test_report_lost_after_execution_then_already_done_and_the_copy_is_followed(
    programs: Programs, tmp_path: Path, what: str, master: str
) -> None:
    async with ea_scene(programs, tmp_path, *ALL, master=MASTERS[master]) as scene:
        for seat in scene.followers:
            seat.relay.loses_what_the_terminal_says = True
        scene.master.order("open EURUSD buy 0.20")
        await scene.until_lots("0.20")
        for seat in scene.followers:
            seat.relay.cut()
        if what != "report":
            for seat in scene.followers:
                await seat.kill()
                await asyncio.to_thread(seat.forget_reports)
            await scene.restart(*scene.followers)

        scene.mend(*scene.followers)
        await scene.ready()
        await scene.quiet()
        held = scene.lots
        scene.master.order("close last")
        await scene.until_lots("0.00")
        await scene.quiet()

        assert held == ["0.20"] * 3
        assert scene.deals == [IN_AND_OUT] * 3


async def test_whole_vps_rebooted_parts_back_in_any_order_then_books_are_as_the_masters(
    programs: Programs, tmp_path: Path
) -> None:
    async with restart_ea_scene(programs, tmp_path, *EAGER, master=MT4_MASTER) as scene:
        for number, order in enumerate(ORDERS, start=1):
            scene.master.order("open EURUSD buy 0.40")
            scene.master.order("open EURUSD buy 0.20")
            await scene.until_lots("0.60")
            await scene.quiet()
            await asyncio.gather(*(seat.kill() for seat in scene.seats))
            await scene.gone()
            # The brokers live on: the master closes from his phone.
            kept, gone = scene.master.tickets
            await scene.master.by_phone(f"close {gone}", f"close {kept} 0.10")

            for part in order:
                await _bring_back(scene, part, again=number < len(ORDERS))
            scene.hurry()
            await scene.ready()
            await scene.until_lots("0.30")
            await scene.quiet()
            scene.master.order("close last")
            await scene.until_lots("0.00")
            await scene.quiet()

        # Each time 0.4 and 0.2 went in, and nothing else.
        for seat in scene.followers:
            assert seat.ins == ["0.40", "0.20"] * 3


async def test_followers_up_5_minutes_before_the_master_then_copies_wait_and_are_followed_on(
    programs: Programs, tmp_path: Path
) -> None:
    async with passing_ea_scene(programs, tmp_path, *EAGER) as passing:
        scene = passing.scene
        scene.master.order("open EURUSD buy 0.40")
        scene.master.order("open EURUSD buy 0.20")
        await scene.until_lots("0.60")
        await scene.quiet()
        await asyncio.gather(*(seat.kill() for seat in scene.seats))
        await scene.stop()
        await scene.master.by_phone("close last")

        await scene.run()
        await scene.restart(*scene.followers)
        await scene.until_told(lambda told: len(told.connected) == 3)
        await passing.pass_time(seconds=300)
        await scene.quiet()
        waiting = scene.deals
        await scene.restart(scene.master)
        await scene.until_lots("0.40")
        await scene.quiet()
        scene.master.order("close last")
        await scene.until_lots("0.00")
        await scene.quiet()

        assert waiting == [["in 0.40", "in 0.20"]] * 3
        assert scene.ins == [["0.20", "0.40"]] * 3


async def _bring_back(scene: RestartEaScene, part: str, *, again: bool) -> None:
    if part == "program":
        scene.find(await scene.program.start(again=again))
    else:
        await scene.restart(*([scene.master] if part == "master" else scene.followers))

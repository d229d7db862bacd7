"""Drills about closes that meet trouble: none is lost, none closes what is not its own (C1, C4)."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.order_scene import KINDS, SETTINGS, Follows
from tests.ea.conftest import Programs
from tests.ea.drills.ea_scene import MASTERS, MT4_MASTER, ea_scene
from tests.ea.drills.faults import refuse, time_out
from tests.ea.drills.passing import passing_ea_scene
from tradecopy_desktop.domain.recovery_rules import Corrections, LatePolicy, RecoveryRules

# A hedging, a netting and an MT4 account.
ALL = [Follows(account=account) for account in KINDS]
# As eager as a route can be: it corrects by itself and makes up for what is late.
EAGER = RecoveryRules(corrections=Corrections.AUTOMATIC, late=LatePolicy.MARKET)
AUTOMATIC = [Follows(account=a, settings=replace(SETTINGS, recovery=EAGER)) for a in KINDS]
IN_AND_OUT = ["in 0.20", "out 0.20"]


@pytest.mark.parametrize(
    ("fate", "master"), [("executed", "mt5"), ("lost", "mt4"), ("late", "mt5")]
)
async def test_close_while_the_opening_timed_out_then_nothing_of_the_copy_is_left(
    programs: Programs, tmp_path: Path, fate: str, master: str
) -> None:
    filled = [] if fate == "lost" else IN_AND_OUT
    async with ea_scene(programs, tmp_path, *ALL, master=MASTERS[master]) as scene:
        scene.order("slow 30")
        for seat in scene.followers:
            time_out(seat, fate)
        scene.master.order("open EURUSD buy 0.20")
        await scene.until_told(lambda told: len(told.busy) == 3)

        scene.master.order("close last")
        await scene.until(lambda: scene.deals == [filled] * 3)
        await scene.quiet()

        assert scene.deals == [filled] * 3


@pytest.mark.parametrize(
    ("fault", "master"),
    [("busy", "mt5"), ("rejected", "mt4"), ("off quotes", "mt5"), ("timeout lost", "mt4")],
)
async def test_close_refused_once_then_repeated_until_it_is_done(
    programs: Programs, tmp_path: Path, fault: str, master: str
) -> None:
    async with ea_scene(programs, tmp_path, *ALL, master=MASTERS[master]) as scene:
        scene.master.order("open EURUSD buy 0.20")
        await scene.until_lots("0.20")
        await scene.quiet()
        for seat in scene.followers:
            refuse(seat, fault)

        scene.master.order("close last")
        await scene.until_lots("0.00")
        await scene.quiet()

        assert scene.deals == [IN_AND_OUT] * 3


async def test_index_closed_at_the_masters_exit_then_closed_once_its_market_opens(
    programs: Programs, tmp_path: Path
) -> None:
    async with passing_ea_scene(programs, tmp_path, *ALL) as passing:
        scene = passing.scene
        scene.master.order("open EURUSD buy 0.20")
        await scene.until_lots("0.20")
        await scene.quiet()
        scene.order("shut 1")
        scene.master.order("close last")
        await scene.quiet()
        await passing.pass_time(seconds=300)
        overnight = scene.lots

        scene.order("shut 0")
        # The next quote tells that the market is open.
        scene.order("quote EURUSD 1.09 1.0901")
        await scene.until_lots("0.00")
        await scene.quiet()

        assert overnight == ["0.20"] * 3
        assert scene.deals == [IN_AND_OUT] * 3


async def test_close_by_hand_then_the_copy_stays_closed(programs: Programs, tmp_path: Path) -> None:
    async with ea_scene(programs, tmp_path, *AUTOMATIC, master=MT4_MASTER) as scene:
        scene.master.order("open EURUSD buy 0.20")
        await scene.until_lots("0.20")
        await scene.quiet()

        scene.order("close last")
        await scene.quiet()
        for seats in (scene.followers, [scene.master], scene.followers):
            for seat in seats:
                await seat.leave()
            await scene.restart(*seats)
            await scene.ready()
        await scene.quiet()
        scene.master.order("close last")
        await scene.quiet()

        assert scene.deals == [IN_AND_OUT] * 3


@pytest.mark.parametrize(("by", "master"), [("events", "mt4"), ("picture", "mt5")])
async def test_30_real_closes_while_the_link_is_down_then_all_copies_are_closed(
    programs: Programs, tmp_path: Path, by: str, master: str
) -> None:
    async with ea_scene(programs, tmp_path, *ALL, master=MASTERS[master]) as scene:
        scene.master.order("open EURUSD buy 0.50")
        scene.master.order("repeat 30 open EURUSD buy 0.10")
        await scene.until_lots("3.50")
        await scene.quiet()
        scene.master.relay.cut()
        if by == "events":
            scene.master.order("repeat 30 close last")
            await scene.until(lambda: scene.master.lots == "0.50")
        else:
            # The terminal was not there, and comes back with new numbers.
            await scene.master.kill()
            await scene.master.by_phone("repeat 30 close last")
            await scene.restart(scene.master)

        scene.mend(scene.master)
        await scene.until_lots("0.50")
        await scene.quiet()

        # 0.50 and 30 times 0.10 went in, 30 times 0.10 came out; the rest follows on.
        assert scene.deals == [["in 0.50", *["in 0.10"] * 30, *["out 0.10"] * 30]] * 3
        scene.master.order("close last")
        await scene.until_lots("0.00")


async def test_follower_away_at_open_then_skipped_and_not_made_up_for(
    programs: Programs, tmp_path: Path
) -> None:
    async with ea_scene(programs, tmp_path, *ALL, master=MT4_MASTER) as scene:
        for seat in scene.followers:
            seat.relay.cut()
        await scene.until_told(lambda told: told.connected == {"1001"})
        scene.master.order("open EURUSD buy 0.20")
        await scene.quiet()
        scene.mend(*scene.followers)
        await scene.ready()
        await scene.quiet()
        meanwhile = scene.deals

        scene.master.order("open EURUSD buy 0.30")
        await scene.until_lots("0.30")
        scene.master.order("repeat 2 close last")
        await scene.until_lots("0.00")
        await scene.quiet()

        assert meanwhile == [[], [], []]
        assert scene.deals == [["in 0.30", "out 0.30"]] * 3


async def test_follower_away_at_close_then_closed_on_its_return(
    programs: Programs, tmp_path: Path
) -> None:
    async with ea_scene(programs, tmp_path, *ALL) as scene:
        scene.master.order("open EURUSD buy 0.20")
        await scene.until_lots("0.20")
        await scene.quiet()
        for seat in scene.followers:
            await seat.kill()
        await scene.until_told(lambda told: told.connected == {"1001"})
        scene.master.order("close last")
        await scene.quiet()
        meanwhile = scene.deals

        await scene.restart(*scene.followers)
        await scene.until_lots("0.00")
        await scene.quiet()

        assert meanwhile == [["in 0.20"]] * 3
        assert scene.deals == [IN_AND_OUT] * 3

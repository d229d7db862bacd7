"""Drills about many trades at once, and about requests that are short (C1, R4.4)."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.order_scene import KINDS, SETTINGS, Follows
from tests.ea.conftest import Programs
from tests.ea.drills.ea_scene import MASTERS, EaScene, ea_scene
from tradecopy_desktop.domain.pace import WIDE_PACE, Pace

# However slow the machine: what matters here is what is lost, not how old it is.
PATIENT = replace(SETTINGS, max_age_ms=600_000)
ALL = [Follows(account=account, settings=PATIENT) for account in KINDS]
ONE = Pace(per_minute=1, burst=1, reserve=0)
PAIRS = 550


async def _pace(scene: EaScene, pace: Pace) -> None:
    for seat in scene.followers:
        await scene.program.set_pace(seat.account.key, pace)


@pytest.mark.parametrize("master", MASTERS)
async def test_open_and_close_5_ms_apart_with_an_empty_bucket_then_nothing_is_ever_opened(
    programs: Programs, tmp_path: Path, master: str
) -> None:
    async with ea_scene(programs, tmp_path, *ALL, master=MASTERS[master]) as scene:
        await _pace(scene, ONE)
        scene.master.order("open EURUSD buy 0.10")
        await scene.until_lots("0.10")
        await scene.quiet()

        scene.master.order("open EURUSD buy 0.20")
        await scene.until(lambda: scene.master.lots == "0.30")
        scene.master.order("close last")
        scene.master.order("open EURUSD buy 0.40")
        await scene.quiet()
        waiting = scene.lots
        await _pace(scene, WIDE_PACE)
        await scene.until_lots("0.50")
        await scene.quiet()

        assert waiting == ["0.10"] * 3
        assert scene.deals == [["in 0.10", "in 0.40"]] * 3


@pytest.mark.parametrize("master", MASTERS)
async def test_1100_events_in_one_burst_then_all_is_closed_that_was_opened(
    programs: Programs, tmp_path: Path, master: str
) -> None:
    async with ea_scene(programs, tmp_path, *ALL, master=MASTERS[master]) as scene:
        await _pace(scene, ONE)
        scene.master.order(f"repeat {PAIRS} round EURUSD buy 0.10")
        await scene.until(lambda: len(scene.master.deals) == 2 * PAIRS)
        await scene.quiet()
        await _pace(scene, WIDE_PACE)
        await scene.until_lots("0.00")
        await scene.quiet()

        # What waited for a token was closed before it was sent: it was never opened. On netting a
        # few came while the line's first order was under way, and were opened and closed again.
        hedging, netting, mt4 = scene.deals
        assert [hedging, mt4] == [["in 0.10", "out 0.10"]] * 2
        assert netting[:1] == ["in 0.10"]
        # How many is a matter of the machine's pace; without the line it would be all of them.
        assert netting.count("in 0.10") == netting.count("out 0.10") < PAIRS


async def test_open_and_close_while_another_order_of_the_symbol_is_under_way_then_nothing_is_left(
    programs: Programs, tmp_path: Path
) -> None:
    async with ea_scene(programs, tmp_path, ALL[1]) as scene:
        scene.follower.order("slow 300")
        scene.master.order("open EURUSD buy 0.10")
        await scene.until_told(lambda told: len(told.busy) == 1)

        scene.master.order("open EURUSD buy 0.20")
        await scene.until(lambda: scene.master.lots == "0.30")
        scene.master.order("close last")
        await scene.until(lambda: len(scene.follower.deals) == 3)
        await scene.quiet()

        assert scene.deals == [["in 0.10", "in 0.20", "out 0.20"]]

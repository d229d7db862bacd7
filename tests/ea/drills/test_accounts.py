"""Drills about terminals that show another account than we know, or the same in another way."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.e2e.order_scene import KINDS, Follows
from tests.ea.conftest import Programs
from tests.ea.drills.ea_scene import MASTERS, MT4_MASTER, EaScene, ea_scene
from tests.ea.drills.ea_seat import EaSeat
from tests.ea.drills.passing import passing_ea_scene

# A hedging, a netting and an MT4 account.
ALL = [Follows(account=account) for account in KINDS]
MINE = ["in 0.30", "in 0.20"]
# Both platforms tell as masters; followers are of all kinds in any case.
ENDS = [("master", "mt5"), ("master", "mt4"), ("followers", "mt5")]


async def _two_copies(scene: EaScene) -> None:
    scene.master.order("open EURUSD buy 0.30")
    scene.master.order("open EURUSD buy 0.20")
    await scene.until_lots("0.50")
    await scene.quiet()


async def _follows_on(scene: EaScene) -> None:
    for _ in scene.master.tickets:
        scene.master.order("close last")
    await scene.until_lots("0.00")


def _ends(scene: EaScene, end: str) -> list[EaSeat]:
    return [scene.master] if end == "master" else scene.followers


@pytest.mark.parametrize(("end", "master"), ENDS)
async def test_equity_0_on_login_then_nothing_is_closed(
    programs: Programs, tmp_path: Path, end: str, master: str
) -> None:
    async with ea_scene(programs, tmp_path, *ALL, master=MASTERS[master]) as scene:
        await _two_copies(scene)
        seats = _ends(scene, end)

        # As terminals do: money comes a while after the login, the list was there.
        for seat in seats:
            await seat.kill()
            await seat.start(SIM_PENNILESS="1")
        logins = [seat.account.login for seat in seats]
        await scene.until_told(lambda told: all(told.equities[each] == 0 for each in logins))
        await scene.ready()
        at_first = scene.deals
        for seat in seats:
            seat.order("penniless 0")
        await scene.quiet()

        assert at_first == [MINE] * 3
        assert scene.deals == [MINE] * 3
        await _follows_on(scene)


@pytest.mark.parametrize(("end", "master"), ENDS)
async def test_account_switched_then_the_other_account_is_not_touched_and_copies_wait(
    programs: Programs, tmp_path: Path, end: str, master: str
) -> None:
    async with ea_scene(programs, tmp_path, *ALL, master=MASTERS[master]) as scene:
        await _two_copies(scene)
        seats = _ends(scene, end)

        # The trader logs the same terminal in to another account, which holds nothing.
        for seat in seats:
            seat.order("show 0")
            seat.order("account 7777 Sim-Demo")
        logins = {seat.account.login for seat in seats}
        await scene.until_told(lambda told: not logins & told.connected)
        for seat in seats:
            await seat.until_refused()
        if end == "followers":
            scene.master.order("close last")
        await scene.quiet()
        at_first = scene.deals
        for seat in seats:
            seat.order("show -1")
            seat.order(f"account {seat.account.login} Sim-Demo")
            # It was told to come back in half a minute, and its lists take a while.
            seat.order("pass 38000 3000")
        await scene.ready()
        left = "0.30" if end == "followers" else "0.50"
        await scene.until_lots(left)
        await scene.quiet()

        assert at_first == [MINE] * 3
        assert scene.lots == [left] * 3
        await _follows_on(scene)


@pytest.mark.parametrize(("end", "master"), ENDS)
async def test_bonus_removed_then_nothing_is_closed_and_copies_are_followed_on(
    programs: Programs, tmp_path: Path, end: str, master: str
) -> None:
    async with ea_scene(programs, tmp_path, *ALL, master=MASTERS[master]) as scene:
        for seat in _ends(scene, end):
            seat.order("credit 5000 Bonus")
        await _bonus_known(scene, end, 15_000)
        scene.master.order("open EURUSD buy 0.30")
        scene.master.order("open EURUSD buy 0.20")
        await scene.until_lots("0.50")

        for seat in _ends(scene, end):
            seat.order("credit -5000 Bonus removed")
            seat.order("deposit -2000 Correction")
        await _bonus_known(scene, end, 8_000)
        await scene.quiet()

        assert scene.deals == [MINE] * 3
        await _follows_on(scene)


async def _bonus_known(scene: EaScene, end: str, equity: int) -> None:
    logins = [seat.account.login for seat in _ends(scene, end)]
    # Besides what the open positions lose by the spread.
    await scene.until_told(
        lambda told: all(abs(told.equities[each] - Decimal(equity)) < 100 for each in logins)
    )


async def test_autotrading_off_for_10_minutes_then_closed_once_it_is_on(
    programs: Programs, tmp_path: Path
) -> None:
    async with passing_ea_scene(programs, tmp_path, *ALL, master=MT4_MASTER) as passing:
        scene = passing.scene
        scene.master.order("open EURUSD buy 0.20")
        await scene.until_lots("0.20")
        await scene.quiet()
        scene.order("allowed 0")
        scene.master.order("close last")
        scene.master.order("open EURUSD buy 0.70")
        await scene.quiet()
        await passing.pass_time(seconds=600)
        meanwhile = scene.lots

        scene.order("allowed 1")
        await scene.until_lots("0.00")
        await scene.quiet()

        assert meanwhile == ["0.20"] * 3
        # What the master opened while the follower could not trade is late, and late is skipped.
        assert scene.deals == [["in 0.20", "out 0.20"]] * 3

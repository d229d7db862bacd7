"""Drills about what a copy holds, and what somebody else does beside it (C2, S3 to S5)."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.e2e.order_scene import KINDS, NETTING, NETTING_MASTER, SETTINGS, Follows
from tests.ea.conftest import Programs
from tests.ea.drills.ea_scene import MASTERS, MT4_MASTER, ea_scene
from tests.ea.drills.faults import refuse
from tests.ea.drills.passing import passing_ea_scene
from tradecopy_desktop.domain.recovery_rules import Corrections, LatePolicy, RecoveryRules
from tradecopy_desktop.domain.sizing import FixedLots
from tradecopy_desktop.domain.values import MarginMode

EAGER = RecoveryRules(corrections=Corrections.AUTOMATIC, late=LatePolicy.MARKET)
AUTOMATIC = [Follows(account=a, settings=replace(SETTINGS, recovery=EAGER)) for a in KINDS]
# The looks come once a minute.
TEN_LOOKS_S = 600


async def test_follower_only_sl_hit_automatic_correction_ten_reconciliations_then_stays_closed(
    programs: Programs, tmp_path: Path
) -> None:
    async with passing_ea_scene(programs, tmp_path, *AUTOMATIC) as passing:
        scene = passing.scene
        scene.master.order("open EURUSD buy 0.40 1.09")
        await scene.until_lots("0.40")
        await scene.quiet()

        # The followers' feed alone touches the stop.
        scene.order("quote EURUSD 1.0899 1.09")
        scene.order("quote EURUSD 1.1 1.1001")
        await scene.until_lots("0.00")
        await scene.quiet()
        await passing.pass_time(seconds=TEN_LOOKS_S)
        await scene.quiet()
        after = scene.deals
        scene.master.order("stops last 1.08 0")
        scene.master.order("close last")
        await scene.quiet()

        assert after == [["in 0.40", "out 0.40"]] * 3
        assert scene.deals == after


async def test_refused_part_then_an_add_then_only_the_add_is_held_and_reduced_in_proportion(
    programs: Programs, tmp_path: Path
) -> None:
    async with ea_scene(programs, tmp_path, *AUTOMATIC, master=NETTING_MASTER) as scene:
        scene.master.order("open EURUSD buy 0.40")
        await scene.until_lots("0.40")
        await scene.quiet()
        for seat in scene.followers:
            refuse(seat, "no money")
        scene.master.order("open EURUSD buy 0.20")
        await scene.quiet()
        refused = scene.lots
        scene.master.order("open EURUSD buy 0.20")
        await scene.quiet()
        added = scene.lots

        # Accepted are 0.4 + 0.2 of 0.8: of every half that the master closes, the copy closes one.
        scene.master.order("open EURUSD sell 0.40")
        await scene.quiet()
        half = scene.lots
        scene.master.order("open EURUSD sell 0.40")
        await scene.until_lots("0.00")
        await scene.quiet()

        assert (refused, added, half) == (["0.40"] * 3, ["0.60"] * 3, ["0.30"] * 3)
        assert scene.ins == [["0.20", "0.40"]] * 3


async def test_the_trader_closed_half_added_his_own_then_only_the_copys_share_follows(
    programs: Programs, tmp_path: Path
) -> None:
    async with ea_scene(programs, tmp_path, *AUTOMATIC, master=MT4_MASTER) as scene:
        scene.master.order("open EURUSD buy 0.40")
        await scene.until_lots("0.40")
        await scene.quiet()

        for seat in scene.followers:
            netting = seat.account.margin_mode is MarginMode.NETTING
            seat.order("open EURUSD sell 0.20" if netting else "close last 0.20")
        await scene.quiet()
        scene.order("open EURUSD buy 0.50")
        await scene.quiet()
        before = scene.lots
        scene.master.order("close last 0.20")
        await scene.quiet()
        half = scene.lots
        scene.master.order("close last")
        await scene.until_lots("0.50")
        await scene.quiet()

        # 0.4 - 0.2 by hand + 0.5 of his own; half of the copy's 0.2; then only his own.
        assert (before, half) == (["0.70"] * 3, ["0.60"] * 3)
        assert [seat.held for seat in scene.followers] == [["buy 0.50"]] * 3


async def test_3_and_4_and_3_at_fixed_size_then_ends_at_the_whole(
    programs: Programs, tmp_path: Path
) -> None:
    settings = replace(SETTINGS, sizing=FixedLots(lots=Decimal("1.00")))
    three = [Follows(account=account, settings=settings) for account in KINDS]
    async with ea_scene(programs, tmp_path, *three) as scene:
        scene.master.order("parts 3 4 3")
        scene.master.order("open EURUSD buy 10")
        await scene.until_lots("1.00")
        await scene.quiet()

        # 3/10, 7/10 and 10/10 of 1.00 lots.
        assert scene.deals == [["in 0.30", "in 0.40", "in 0.30"]] * 3


@pytest.mark.parametrize(
    ("lots", "master"), [("0.10", "mt5"), ("0.40", "mt4")], ids=["reduction-mt5", "close-mt4"]
)
async def test_sl_fires_between_read_and_send_on_netting_then_the_account_ends_flat(
    programs: Programs, tmp_path: Path, lots: str, master: str
) -> None:
    follows = Follows(account=NETTING)
    async with ea_scene(programs, tmp_path, follows, master=MASTERS[master]) as scene:
        scene.master.order("open EURUSD buy 0.40 1.09")
        await scene.until_lots("0.40")
        await scene.quiet()

        # The executor has read the position, and its order is on the way.
        scene.follower.order("race quote EURUSD 1.0899 1.09")
        scene.master.order(f"close last {lots}")
        await scene.until(lambda: len(scene.follower.deals) == 4)
        await scene.quiet()
        if scene.master.held:
            scene.master.order("close last")
        await scene.quiet()

        # Bought; stopped; sold by the order that came too late; bought back at once.
        assert scene.follower.deals == ["in 0.40", "out 0.40", f"in {lots}", f"out {lots}"]
        assert scene.follower.held == []

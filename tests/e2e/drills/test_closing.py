"""Drills about closes that meet trouble: none is lost, none closes what is not its own (C1, C4)."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.drills.passing_time import passing_scene
from tests.e2e.live_scene import live_scene
from tests.e2e.order_scene import KINDS, SETTINGS, Follows, order_scene
from tests.e2e.order_seat import BUY, Account
from tests.unit.sim.market import eurusd
from tradecopy_desktop.domain.recovery_rules import Corrections, LatePolicy, RecoveryRules
from tradecopy_desktop.sim.broker.faults import Fault

# A hedging, a netting and an MT4 account.
ALL = [Follows(account=account) for account in KINDS]
# As eager as a route can be: it corrects by itself and makes up for what is late.
EAGER = RecoveryRules(corrections=Corrections.AUTOMATIC, late=LatePolicy.MARKET)
INDEX = eurusd("US500")
IN_AND_OUT = ["in 0.2", "out 0.2"]


@pytest.mark.parametrize("fault", [Fault.TIMEOUT_EXECUTED, Fault.TIMEOUT_LOST, Fault.TIMEOUT_LATE])
async def test_close_while_the_opening_timed_out_then_nothing_of_the_copy_is_left(
    tmp_path: Path, fault: Fault
) -> None:
    filled = [] if fault is Fault.TIMEOUT_LOST else IN_AND_OUT
    async with order_scene(tmp_path, *ALL) as scene:
        for seat in scene.followers:
            seat.slow_down(30)
            seat.broker.script(fault)
        ticket = scene.master.market(BUY, "0.20")
        await scene.until(lambda: all(seat.is_trading for seat in scene.followers))

        scene.master.close(ticket, "0.20")
        await scene.until(lambda: all(seat.deals == filled for seat in scene.followers))
        await scene.quiet()

        assert [seat.deals for seat in scene.followers] == [filled] * 3
        assert [seat.told.count("open") for seat in scene.followers] == [1] * 3


@pytest.mark.parametrize("fault", [Fault.BUSY, Fault.REJECT, Fault.OFF_QUOTES, Fault.TIMEOUT_LOST])
async def test_close_refused_once_then_repeated_until_it_is_done(
    tmp_path: Path, fault: Fault
) -> None:
    async with passing_scene(tmp_path, *ALL) as passing:
        scene = passing.scene
        ticket = scene.master.market(BUY, "0.20")
        await scene.until(lambda: all(seat.lots == "0.2" for seat in scene.followers))
        await scene.quiet()
        for seat in scene.followers:
            seat.broker.script(fault)

        scene.master.close(ticket, "0.20")
        await scene.quiet()
        await passing.pass_time(seconds=5)
        await scene.until(lambda: all(seat.lots == "0" for seat in scene.followers))
        await scene.quiet()

        assert [seat.deals for seat in scene.followers] == [IN_AND_OUT] * 3


async def test_index_closed_at_the_masters_exit_then_closed_once_its_market_opens(
    tmp_path: Path,
) -> None:
    trade_it = [Follows(account=replace(account, instruments=(INDEX,))) for account in KINDS]
    master = Account(login="1001", instruments=(INDEX,))
    async with passing_scene(tmp_path, *trade_it, master=master) as passing:
        scene = passing.scene
        ticket = scene.master.market(BUY, "0.20", symbol="US500")
        await scene.until(lambda: all(seat.lots == "0.2" for seat in scene.followers))
        await scene.quiet()
        for seat in scene.followers:
            seat.broker.closed_markets.add("US500")
        scene.master.close(ticket, "0.20")
        await scene.quiet()
        await passing.pass_time(seconds=900)
        overnight = [seat.lots for seat in scene.followers]

        for seat in scene.followers:
            seat.broker.closed_markets.clear()
            seat.quote("1.09000", symbol="US500")
        await scene.until(lambda: all(seat.lots == "0" for seat in scene.followers))
        await scene.quiet()

        assert overnight == ["0.2"] * 3
        assert [seat.deals for seat in scene.followers] == [IN_AND_OUT] * 3
        # Within the request budget: at most once a minute, and the ones of the first minute.
        assert max(seat.told.count("set_volume") for seat in scene.followers) <= 22


async def test_autotrading_off_for_10_minutes_then_closed_once_it_is_on(tmp_path: Path) -> None:
    async with passing_scene(tmp_path, *ALL) as passing:
        scene = passing.scene
        ticket = scene.master.market(BUY, "0.20")
        await scene.until(lambda: all(seat.lots == "0.2" for seat in scene.followers))
        await scene.quiet()
        for seat in scene.followers:
            seat.terminal.switch_algo_trading(on=False)
        scene.master.close(ticket, "0.20")
        scene.master.market(BUY, "0.70")
        await scene.quiet()
        await passing.pass_time(seconds=600)
        meanwhile = [seat.lots for seat in scene.followers]

        for seat in scene.followers:
            seat.terminal.switch_algo_trading(on=True)
        await scene.until(lambda: all(seat.lots == "0" for seat in scene.followers))
        await scene.quiet()

        assert meanwhile == ["0.2"] * 3
        # What the master opened while the follower could not trade is late, and late is skipped.
        assert [seat.deals for seat in scene.followers] == [IN_AND_OUT] * 3


async def test_close_by_hand_then_the_copy_stays_closed(tmp_path: Path) -> None:
    eager = replace(SETTINGS, recovery=EAGER)
    three = [Follows(account=account, settings=eager) for account in KINDS]
    async with order_scene(tmp_path, *three) as scene:
        ticket = scene.master.market(BUY, "0.20")
        await scene.until(lambda: all(seat.lots == "0.2" for seat in scene.followers))
        await scene.quiet()

        for seat in scene.followers:
            (copy,) = seat.broker.holdings()
            seat.close(copy.ticket, "0.20")
        await scene.quiet()
        for seat in (*scene.followers, scene.master, *scene.followers):
            await seat.terminal.restart()
            await scene.until(scene.program.is_ready)
        await scene.quiet()
        scene.master.close(ticket, "0.20")
        await scene.quiet()

        assert [seat.deals for seat in scene.followers] == [IN_AND_OUT] * 3
        assert [seat.told.count("open") for seat in scene.followers] == [1] * 3


@pytest.mark.parametrize("by", ["events", "picture"])
async def test_30_real_closes_while_the_link_is_down_then_all_copies_are_closed(
    tmp_path: Path, by: str
) -> None:
    async with live_scene(tmp_path) as scene:
        master, copier = scene.master, scene.follower
        kept = await master.open("0.50")
        positions = [await master.open("0.10") for _ in range(30)]
        await copier.until(lambda: len(copier.positions) == 31)
        await copier.settle()
        await master.drop()

        for position in positions:
            await master.close(position)
        if by == "picture":
            master.begin_new_life()
        await master.connect(scene.port)
        await copier.until(lambda: copier.volumes == ["0.50"])
        await master.settle()
        await copier.settle()

        # 0.50 and 30 times 0.10 went in, 30 times 0.10 came out; the rest follows on.
        assert [(way, lots) for way, _, lots in copier.deals] == [
            ("in", "0.50"),
            *[("in", "0.10")] * 30,
            *[("out", "0.10")] * 30,
        ]
        await master.close(kept)
        await copier.until(lambda: not copier.positions)

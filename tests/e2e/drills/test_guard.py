"""Drills about limits that are broken: all is closed, and nothing is opened after (G1 to G5)."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.e2e import terminal_frames as frames
from tests.e2e.drills.guard_scene import (
    BELOW,
    DAILY,
    ONLY_FLATTEN,
    audited,
    guard,
    guarded,
    is_locked,
    row,
)
from tests.e2e.live_scene import live_scene
from tests.e2e.order_scene import HEDGING, IDS, KINDS, Follows, by_orders, order_scene
from tests.e2e.order_seat import BUY, Account
from tests.e2e.storage_scene import held_by_another
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.guarding import Ladder, Rung, Scope
from tradecopy_desktop.domain.limits import Amount, Anchor, DrawdownLimit, LossLimit, Period, Trail
from tradecopy_desktop.domain.values import PendingKind
from tradecopy_desktop.sim.broker.faults import Fault

ALL = [Follows(account=account) for account in KINDS]
PENDINGS = [by_orders(account) for account in KINDS]
DRAWDOWN = DrawdownLimit(trail=Trail.EQUITY, amount=Amount(value=Decimal(1_000)))


async def test_breach_then_everything_is_closed_and_nothing_opened_until_it_is_unlocked(
    tmp_path: Path,
) -> None:
    async with order_scene(tmp_path, *PENDINGS) as scene:
        await guarded(scene, guard(DAILY))
        scene.master.market(BUY, "1")
        scene.master.place(BUY, PendingKind.LIMIT, "0.5", "1.05000")
        for seat in scene.followers:
            seat.market(BUY, "0.3")  # His own: it is closed with the rest (rule G2).
        await scene.until(lambda: all(seat.lots == "1.3" for seat in scene.followers))
        await scene.until(lambda: all(len(seat.orders) == 1 for seat in scene.followers))

        scene.quote(BELOW)
        await scene.until(lambda: is_locked(scene))
        scene.master.market(BUY, "0.2")
        await scene.quiet()

        assert [(seat.lots, seat.orders) for seat in scene.followers] == [("0", [])] * 3
        assert all("100" not in row(scene, seat).blind for seat in scene.followers)


@pytest.mark.parametrize("follows", ALL, ids=IDS)
async def test_breach_in_the_same_instant_as_an_opening_then_nothing_stays_open(
    tmp_path: Path, follows: Follows
) -> None:
    async with order_scene(tmp_path, follows) as scene:
        await guarded(scene, guard(DAILY))
        scene.master.market(BUY, "1")
        await scene.until(lambda: scene.follower.lots == "1")

        scene.follower.quote(BELOW)
        scene.master.market(BUY, "0.2")
        await scene.until(lambda: is_locked(scene))
        await scene.quiet()

        assert scene.follower.lots == "0"
        # Had it been opened in the race, it would have been closed with the rest.
        assert len(scene.follower.deals) in (2, 4)


async def test_breach_while_the_follower_is_away_then_closed_when_it_is_back(
    tmp_path: Path,
) -> None:
    async with order_scene(tmp_path, *ALL) as scene:
        await guarded(scene, guard(DAILY))
        scene.master.market(BUY, "1")
        await scene.until(lambda: all(seat.lots == "1" for seat in scene.followers))
        for seat in scene.followers:
            await seat.terminal.kill()

        scene.quote(BELOW)
        scene.master.market(BUY, "0.2")
        for seat in scene.followers:
            seat.terminal.start()
        await scene.until(lambda: is_locked(scene))

        assert [seat.deals for seat in scene.followers] == [["in 1", "out 1"]] * 3


async def test_breach_while_the_database_is_held_then_closed_all_the_same(tmp_path: Path) -> None:
    async with order_scene(tmp_path, *ALL) as scene:
        await guarded(scene, guard(DAILY))
        scene.master.market(BUY, "1")
        await scene.until(lambda: all(seat.lots == "1" for seat in scene.followers))
        with held_by_another(tmp_path / "tradecopy.sqlite"):
            scene.quote(BELOW)
            await scene.until(lambda: is_locked(scene))

            assert [seat.lots for seat in scene.followers] == ["0"] * 3


async def test_breach_while_closes_are_refused_then_tried_until_all_is_closed(
    tmp_path: Path,
) -> None:
    async with order_scene(tmp_path, *ALL) as scene:
        await guarded(scene, guard(DAILY))
        scene.master.market(BUY, "1")
        await scene.until(lambda: all(seat.lots == "1" for seat in scene.followers))
        for seat in scene.followers:
            # More than the terminal tries by itself.
            seat.broker.script(*[Fault.OFF_QUOTES] * 8)

        scene.quote(BELOW)
        await scene.until(lambda: is_locked(scene))

        assert [seat.deals for seat in scene.followers] == [["in 1", "out 1"]] * 3
        assert [seat.told.count("flatten") > 1 for seat in scene.followers] == [True] * 3


async def test_two_limits_at_once_then_closed_once_and_both_are_named(tmp_path: Path) -> None:
    async with order_scene(tmp_path, *ALL) as scene:
        await guarded(scene, guard(DAILY, DRAWDOWN))
        scene.master.market(BUY, "1")
        await scene.until(lambda: all(seat.lots == "1" for seat in scene.followers))

        scene.quote(BELOW)
        await scene.until(lambda: is_locked(scene))

        assert [seat.deals for seat in scene.followers] == [["in 1", "out 1"]] * 3
        assert all("limit 1" in row(scene, seat).locked for seat in scene.followers)
        assert all("limit 2" in row(scene, seat).locked for seat in scene.followers)


async def test_locked_account_when_something_is_opened_by_hand_then_closed_again(
    tmp_path: Path,
) -> None:
    async with order_scene(tmp_path, *ALL) as scene:
        for seat in scene.followers:
            await scene.program.flatten(seat.account.key)
        await scene.until(lambda: is_locked(scene))

        for seat in scene.followers:
            seat.market(BUY, "0.3")
        await scene.until(lambda: all(len(seat.deals) == 2 for seat in scene.followers))
        await scene.until(lambda: is_locked(scene))

        assert [seat.deals for seat in scene.followers] == [["in 0.3", "out 0.3"]] * 3


async def test_g3_unlocked_account_then_what_was_opened_meanwhile_is_not_copied(
    tmp_path: Path,
) -> None:
    async with order_scene(tmp_path, *ALL) as scene:
        assert await scene.program.flatten_all() == 3
        await scene.until(lambda: is_locked(scene))
        meanwhile = scene.master.market(BUY, "0.3")
        await scene.quiet()

        for seat in scene.followers:
            await scene.program.unlock(seat.account.key, "the news are over")
        scene.program.compare_now()
        scene.master.market(BUY, "0.2")
        await scene.until(lambda: all(seat.lots == "0.2" for seat in scene.followers))
        scene.master.close(meanwhile, "0.3")
        await scene.quiet()

        assert [seat.deals for seat in scene.followers] == [["in 0.2"]] * 3
        await audited(scene, "unlocked", "the news are over", times=3)


async def test_lock_when_its_limit_is_still_reached_then_stays(tmp_path: Path) -> None:
    async with order_scene(tmp_path, Follows(account=HEDGING)) as scene:
        await guarded(scene, guard(DAILY))
        scene.master.market(BUY, "1")
        await scene.until(lambda: scene.follower.lots == "1")
        scene.quote(BELOW)
        await scene.until(lambda: is_locked(scene))

        with pytest.raises(TradeCopyError, match="still reached"):
            await scene.program.unlock(scene.follower.account.key, "I want to trade on")
        with pytest.raises(TradeCopyError, match="write down why"):
            await scene.program.unlock(scene.follower.account.key, "  ")


async def test_breach_of_copies_alone_then_the_traders_own_stays_open(tmp_path: Path) -> None:
    hedging = [each for each in ALL if each.account is not KINDS[1]]
    async with order_scene(tmp_path, *hedging) as scene:
        await guarded(scene, guard(DAILY, scope=Scope.COPIES))
        scene.master.market(BUY, "1")
        for seat in scene.followers:
            seat.market(BUY, "0.3")
        await scene.until(lambda: all(seat.lots == "1.3" for seat in scene.followers))

        scene.quote(BELOW)
        await scene.until(lambda: is_locked(scene))

        assert [seat.lots for seat in scene.followers] == ["0.3"] * 2


@pytest.mark.parametrize(
    "shown",
    [
        dict.fromkeys(frames.FUNDS, "0.00"),
        # Half of it is missing, and nothing open explains that.
        frames.FUNDS | {"equity": "5000.00"},
    ],
    ids=["nothing", "too little"],
)
async def test_g1_equity_that_cannot_be_believed_then_opens_and_closes_nothing(
    tmp_path: Path, shown: dict[str, str]
) -> None:
    async with live_scene(tmp_path) as scene:
        seat = scene.follower
        await scene.program.set_guard(seat.who.key, guard(DAILY))
        await scene.master.open("0.30")
        await seat.until(lambda: seat.volumes == ["0.30"])
        money, seat.funds = seat.funds, dict(shown)
        await seat.show()
        await seat.settle()

        await scene.master.open("0.20")
        await scene.master.settle()
        await seat.settle()
        blind = [lots for _, _, lots in seat.deals]
        seat.funds = money
        await seat.show()
        await seat.settle()
        await scene.master.open("0.40")
        await seat.until(lambda: len(seat.deals) == 2)

        assert blind == ["0.30"]
        assert [(way, lots) for way, _, lots in seat.deals] == [("in", "0.30"), ("in", "0.40")]


async def test_c6_close_only_then_orders_are_taken_back_and_lots_stay(tmp_path: Path) -> None:
    async with order_scene(tmp_path, *PENDINGS) as scene:
        ladder = Ladder(warn=Decimal(50), close_only=Decimal(80), flatten=None)
        await guarded(scene, guard(DAILY, ladder=ladder))
        ticket = scene.master.market(BUY, "1")
        scene.master.place(BUY, PendingKind.LIMIT, "0.5", "1.05000")
        await scene.until(lambda: all(len(seat.orders) == 1 for seat in scene.followers))
        await scene.until(lambda: all(seat.lots == "1" for seat in scene.followers))

        scene.quote("1.09160")  # 850 USD of 1,000 are lost.
        await scene.until(lambda: all(not seat.orders for seat in scene.followers))
        scene.master.market(BUY, "0.2")
        await scene.quiet()
        held = [seat.lots for seat in scene.followers]
        rungs = [row(scene, seat).rung for seat in scene.followers]
        scene.master.close(ticket, "1")
        await scene.until(lambda: all(seat.lots == "0" for seat in scene.followers))

        assert held == ["1"] * 3
        assert rungs == [Rung.CLOSE_ONLY] * 3


async def test_limits_of_a_monitor_alone_then_may_warn_and_nothing_else(tmp_path: Path) -> None:
    async with order_scene(tmp_path, Follows(account=HEDGING)) as scene:
        master = scene.master.account.key

        with pytest.raises(TradeCopyError, match="monitor alone"):
            await scene.program.set_guard(master, guard(DAILY, ladder=ONLY_FLATTEN))
        warns = Ladder(close_only=None, flatten=None)
        await scene.program.set_guard(master, guard(DAILY, ladder=warns))

        assert scene.program.guard_of(master).limits[0].ladder == warns


async def test_withdrawal_then_is_no_loss(tmp_path: Path) -> None:
    total = LossLimit(
        period=Period.TOTAL, amount=Amount(value=Decimal(1_000)), anchor=Anchor.INITIAL
    )
    async with order_scene(tmp_path, *ALL) as scene:
        await guarded(scene, guard(DAILY, DRAWDOWN, total))
        scene.master.market(BUY, "1")
        await scene.until(lambda: all(seat.lots == "1" for seat in scene.followers))

        for seat in scene.followers:
            seat.broker.deposit(Decimal(-50_000))
        await scene.quiet()
        scene.quote("1.09500")  # 510 USD are lost.
        await scene.quiet()

        assert [seat.lots for seat in scene.followers] == ["1"] * 3


async def test_bonus_removed_then_is_no_loss(tmp_path: Path) -> None:
    async with order_scene(tmp_path, *ALL) as scene:
        for seat in scene.followers:
            seat.broker.credit = Decimal(5_000)
        await guarded(scene, guard(DAILY, DRAWDOWN))
        scene.master.market(BUY, "1")
        await scene.until(lambda: all(seat.lots == "1" for seat in scene.followers))
        scene.quote("1.10100")
        await scene.quiet()

        for seat in scene.followers:
            seat.broker.credit = Decimal(0)
        scene.quote("1.09500")  # Since the last look 600 USD are lost.
        await scene.quiet()
        held = [seat.lots for seat in scene.followers]
        scene.quote(BELOW)
        await scene.until(lambda: is_locked(scene))

        assert held == ["1"] * 3


async def test_g5_executor_then_knows_the_floor_of_its_account(tmp_path: Path) -> None:
    account = Account(login="2001")
    async with order_scene(tmp_path, Follows(account=account)) as scene:
        rules = replace(guard(DAILY), flattens_alone=True)
        await guarded(scene, rules)
        disk = scene.follower.terminal.disk

        await scene.until(lambda: disk.guard is not None)
        told = disk.guard

        assert told is not None
        assert (told.floor, told.flatten_at_floor) == (Decimal(99_000), True)
        assert told.block_after_ms == 30_000

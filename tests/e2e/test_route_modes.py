"""Routes that rehearse, begin and end, as the followers' own books show it (rules C3, C5, C6)."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.order_restart import restart_scene
from tests.e2e.order_scene import (
    IDS,
    KINDS,
    ORDERS,
    SETTINGS,
    Follows,
    OrderScene,
    order_scene,
)
from tests.e2e.order_seat import BUY, SELL, Account
from tradecopy_desktop.app.views import LogOutcome
from tradecopy_desktop.domain.preflight import Wishes
from tradecopy_desktop.domain.routes import OpenCopies, RouteMode
from tradecopy_desktop.domain.values import PendingKind

LIMIT = PendingKind.LIMIT
of_every_kind = pytest.mark.parametrize("account", KINDS, ids=IDS)
YES = Wishes(confirmed=True)


def follows(account: Account, mode: RouteMode) -> Follows:
    """Return a follower whose route copies pending orders and is in this mode."""
    return Follows(account=account, settings=replace(SETTINGS, orders=ORDERS), mode=mode)


# -- rehearsing ------------------------------------------------------------------------------------


def lines(scene: OrderScene, follower: Account) -> list[str]:
    """Return what the trade log says about a follower, in short."""
    rows = [row for row in scene.program.log() if row.follower_name == follower.login]
    return [f"{row.action} {row.side} {row.symbol}" for row in rows]


async def trade_everything(scene: OrderScene) -> None:
    """Let the master open, change, reduce and close, at the market and by an order that waits."""
    first = scene.master.market(BUY, "0.40", sl="1.08000")
    await scene.quiet()
    scene.master.move_stops(first, sl="1.08500", tp="1.13000")
    await scene.quiet()
    scene.master.close(first, "0.10")
    await scene.quiet()
    scene.master.close(first, "0.30")
    await scene.quiet()
    gone = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
    second = scene.master.place(BUY, LIMIT, "0.20", "1.08000")
    await scene.quiet()
    scene.master.change(gone, "1.07000")
    scene.master.change(second, "1.08500")
    await scene.quiet()
    scene.master.cancel(gone)
    await scene.quiet()
    scene.quote("1.08400")
    await scene.quiet()
    scene.master.close(second, "0.20")
    await scene.quiet()


@of_every_kind
async def test_shadow_when_the_master_trades_then_decides_as_a_live_route_and_touches_nothing(
    tmp_path: Path, account: Account
) -> None:
    live = Account(login="2009")
    two = (follows(account, RouteMode.SHADOW), follows(live, RouteMode.LIVE))
    async with order_scene(tmp_path, *two) as scene:
        rehearsing, copying = scene.followers

        await trade_everything(scene)
        await scene.until(lambda: len(lines(scene, account)) == 10)

        assert lines(scene, account) == lines(scene, live)
        outcomes = {r.outcome for r in scene.program.log() if r.follower_name == account.login}
        assert outcomes == {LogOutcome.IMAGINED}
        assert copying.deals == ["in 0.4", "out 0.1", "out 0.3", "in 0.2", "out 0.2"]
        assert (rehearsing.deals, rehearsing.placed, rehearsing.told) == ([], 0, [])


@of_every_kind
async def test_shadow_when_the_program_is_killed_then_nothing_is_sent_afterwards_either(
    tmp_path: Path, account: Account
) -> None:
    async with restart_scene(tmp_path, follows(account, RouteMode.SHADOW)) as scene:
        first = scene.master.market(BUY, "0.40", sl="1.08000")
        scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()
        scene.program.kill()
        await scene.gone()

        await scene.begin()
        scene.master.close(first, "0.10")
        scene.quote("1.08900")
        await scene.quiet()

        assert (scene.follower.deals, scene.follower.placed, scene.follower.told) == ([], 0, [])


@of_every_kind
async def test_shadow_when_armed_for_real_then_what_was_rehearsed_is_not_copied(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, follows(account, RouteMode.SHADOW)) as scene:
        first = scene.master.market(BUY, "0.40")
        scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()

        await scene.order(RouteMode.LIVE, YES)
        scene.master.close(first, "0.10")
        scene.quote("1.08900")
        scene.master.market(BUY, "0.50")
        await scene.quiet()

        assert scene.follower.deals == ["in 0.5"]


# -- beginning -------------------------------------------------------------------------------------


@of_every_kind
async def test_c3_arming_when_the_master_holds_something_then_only_what_comes_later_is_copied(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, follows(account, RouteMode.OFF)) as scene:
        old = scene.master.market(BUY, "0.40")
        waits = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()

        await scene.order(RouteMode.LIVE, YES)
        scene.master.move_stops(old, sl="1.08000", tp=None)
        scene.master.change(waits, "1.09500")
        scene.quote("1.09400")
        await scene.quiet()
        before = (scene.follower.deals, scene.follower.placed)
        scene.master.close(old, "0.40")
        new = scene.master.market(BUY, "0.30")
        await scene.quiet()
        scene.master.close(new, "0.10")
        await scene.quiet()

        assert before == ([], 0)
        assert scene.follower.deals == ["in 0.3", "out 0.1"]


@of_every_kind
async def test_c3_arming_when_one_position_is_to_be_copied_now_then_it_is_and_no_other(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, follows(account, RouteMode.OFF)) as scene:
        scene.master.market(BUY, "0.40")
        chosen = scene.master.market(BUY, "0.30")
        await scene.quiet()

        await scene.order(RouteMode.LIVE, Wishes(confirmed=True, copy_now=(chosen,)))
        await scene.quiet()
        held = scene.follower.held
        scene.master.close(chosen, "0.30")
        await scene.quiet()

        assert held == ["buy 0.3"]
        assert scene.follower.deals == ["in 0.3", "out 0.3"]


@of_every_kind
async def test_c3_pause_when_it_ends_then_what_was_opened_meanwhile_is_not_copied(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, follows(account, RouteMode.LIVE)) as scene:
        kept = scene.master.market(BUY, "0.40")
        await scene.quiet()
        await scene.order(RouteMode.CLOSE_ONLY)
        missed = scene.master.market(BUY, "0.20")
        scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()

        await scene.order(RouteMode.LIVE, YES)
        scene.quote("1.08900")
        scene.master.close(missed, "0.20")
        scene.master.close(kept, "0.10")
        await scene.quiet()

        assert scene.follower.deals == ["in 0.4", "out 0.1"]


# -- ending ----------------------------------------------------------------------------------------


@of_every_kind
async def test_c5_off_when_copies_are_to_be_closed_then_lots_and_orders_are_gone(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, follows(account, RouteMode.LIVE)) as scene:
        scene.master.market(BUY, "0.40")
        scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()

        await scene.order(RouteMode.OFF, Wishes(copies=OpenCopies.CLOSE))
        await scene.quiet()
        scene.quote("1.08900")
        scene.master.market(SELL, "0.10")
        await scene.quiet()

        assert scene.follower.deals == ["in 0.4", "out 0.4"]
        assert scene.follower.orders == []


@of_every_kind
async def test_c5_off_when_copies_are_handed_over_then_the_trader_keeps_them(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, follows(account, RouteMode.LIVE)) as scene:
        first = scene.master.market(BUY, "0.40")
        await scene.quiet()

        await scene.order(RouteMode.OFF, Wishes(copies=OpenCopies.HAND_OVER))
        scene.master.close(first, "0.40")
        await scene.quiet()
        await scene.order(RouteMode.LIVE, YES)
        second = scene.master.market(BUY, "0.30")
        await scene.quiet()
        scene.master.close(second, "0.30")
        await scene.quiet()

        assert scene.follower.deals == ["in 0.4", "in 0.3", "out 0.3"]
        assert scene.follower.lots == "0.4"


@of_every_kind
async def test_c5_off_when_copies_are_to_follow_then_they_do_until_flat(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, follows(account, RouteMode.LIVE)) as scene:
        first = scene.master.market(BUY, "0.40")
        await scene.quiet()

        await scene.order(RouteMode.OFF)
        scene.master.market(BUY, "0.30")
        scene.master.close(first, "0.10")
        scene.master.close(first, "0.30")
        await scene.quiet()

        assert scene.follower.deals == ["in 0.4", "out 0.1", "out 0.3"]

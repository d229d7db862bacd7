"""Drills about servers' clocks, and about orders that wait while something changes (W5, C6)."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.order_scene import KINDS, ORDERS, SETTINGS, Follows
from tests.ea.conftest import Programs
from tests.ea.drills.ea_scene import MASTERS, EaScene, ea_scene
from tests.ea.drills.ea_seat import EaSeat
from tradecopy_desktop.domain.recovery_rules import Corrections, LatePolicy, RecoveryRules
from tradecopy_desktop.domain.routes import RouteMode

EAGER = RecoveryRules(corrections=Corrections.AUTOMATIC, late=LatePolicy.MARKET)
HOUR_S = 3_600


@pytest.mark.parametrize("master", MASTERS)
async def test_pending_filled_while_the_route_was_being_paused_then_is_closed_at_once(
    programs: Programs, tmp_path: Path, master: str
) -> None:
    settings = replace(SETTINGS, orders=ORDERS)
    three = [Follows(account=account, settings=settings) for account in KINDS]
    async with ea_scene(programs, tmp_path, *three, master=MASTERS[master]) as scene:
        scene.master.order("place buy_limit EURUSD 0.20 1.09")
        await scene.until(lambda: all(seat.orders for seat in scene.followers))
        await scene.quiet()

        # It is filled while the cancellation is on its way.
        scene.order("race quote EURUSD 1.0889 1.089")
        for seat in scene.followers:
            await scene.set_mode(RouteMode.CLOSE_ONLY, seat)
        await scene.until(lambda: all(seat.deals for seat in scene.followers))
        scene.master.order("quote EURUSD 1.0889 1.089")
        await scene.until_lots("0.00")
        await scene.quiet()

        assert scene.deals == [["in 0.20", "out 0.20"]] * 3
        assert [seat.orders for seat in scene.followers] == [[]] * 3


@pytest.mark.parametrize(
    ("restarts", "master"), [(True, "mt4"), (False, "mt5")], ids=["restarted-mt4", "running-mt5"]
)
async def test_clock_changes_of_two_regions_in_different_weeks_then_copies_are_followed_as_before(
    programs: Programs, tmp_path: Path, restarts: bool, master: str
) -> None:
    settings = replace(SETTINGS, recovery=EAGER, orders=ORDERS)
    three = [Follows(account=account, settings=settings) for account in KINDS]
    async with ea_scene(programs, tmp_path, *three, master=MASTERS[master]) as scene:
        scene.master.order("open EURUSD buy 0.40")
        await scene.until_lots("0.40")
        await scene.quiet()

        # First one server goes back an hour, a week later the others.
        await _turn_back(scene, [scene.master], restarts=restarts)
        scene.master.order("close last 0.10")
        await scene.until_lots("0.30")
        scene.master.order("open EURUSD buy 0.20")
        await scene.until_lots("0.50")
        first = await _ends_of_a_placed_order(scene)
        await _turn_back(scene, scene.followers, restarts=restarts)
        scene.master.order("open EURUSD buy 0.50")
        await scene.until_lots("1.00")
        second = await _ends_of_a_placed_order(scene)
        for ticket in scene.master.tickets:
            scene.master.order(f"close {ticket}")
        await scene.until_lots("0.00")
        await scene.quiet()

        # 0.4 - 0.1 + 0.2 were held after the first change, and 0.5 more after the second.
        assert scene.ins == [["0.20", "0.40", "0.50"]] * 3
        # In UTC each copied order expires when the master's does.
        assert [len(set(first)), len(set(second))] == [1, 1]
        assert [seat.orders for seat in scene.followers] == [[]] * 3


async def _turn_back(scene: EaScene, seats: list[EaSeat], *, restarts: bool) -> None:
    for seat in seats:
        offset = seat.account.utc_offset_s - HOUR_S
        seat.account = replace(seat.account, utc_offset_s=offset)
        if restarts:
            await seat.leave()
        else:
            seat.order(f"ahead {offset}")
            # Ticks have to show it for ten seconds.
            seat.order("pass 9500 500")
    if restarts:
        await scene.restart(*seats)
    # Markets are closed when a clock changes: the next trade comes after the bridge was told.
    offsets = {seat.account.login: seat.account.utc_offset_s for seat in seats}
    await scene.until(lambda: all(_offset(scene, each) == at for each, at in offsets.items()))
    await scene.ready()
    await scene.quiet()


def _offset(scene: EaScene, login: str) -> int | None:
    (account,) = (a for a in scene.program._book.accounts.values() if a.key.login == login)
    return None if account.profile is None else account.profile.utc_offset_s


async def _ends_of_a_placed_order(scene: EaScene) -> list[int]:
    """Return in seconds of UTC when an order of the master and its copies expire."""
    scene.master.order("place buy_limit EURUSD 0.30 1.09")
    await scene.until(lambda: all(seat.orders for seat in scene.seats))
    (order,) = scene.master.book.pendings
    scene.master.order(f"change {order.ticket} 1.09 0 0 0 +7200")
    await scene.until(lambda: all(_end_s(seat) for seat in scene.seats))
    await scene.quiet()
    ends = [_end_s(seat) - seat.account.utc_offset_s for seat in scene.seats]
    scene.master.order(f"cancel {order.ticket}")
    await scene.until(lambda: not any(seat.orders for seat in scene.seats))
    return ends


def _end_s(seat: EaSeat) -> int:
    (order,) = seat.book.pendings
    return order.expires // 1_000

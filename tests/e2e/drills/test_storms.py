"""Drills in which one thing goes wrong beside others that must go on (W5, W6)."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.e2e.order_scene import (
    KINDS,
    ORDERS,
    SETTINGS,
    Follows,
    OrderScene,
    order_scene,
)
from tests.e2e.order_seat import BUY, Seat
from tradecopy_desktop.domain.filters import Filters
from tradecopy_desktop.domain.recovery_rules import Corrections, LatePolicy, RecoveryRules
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.values import PendingKind

LIMIT = PendingKind.LIMIT
EAGER = RecoveryRules(corrections=Corrections.AUTOMATIC, late=LatePolicy.MARKET)
HOUR_S = 3_600


@pytest.mark.logs_trouble
async def test_poison_event_with_open_copies_on_other_routes_then_they_go_on(
    tmp_path: Path,
) -> None:
    # A number that cannot be compared stands for whatever a route meets that nobody foresaw.
    poisoned = Filters(max_master_lots=Decimal("sNaN"))
    three = [Follows(account=account) for account in KINDS]
    async with order_scene(tmp_path, *three) as scene:
        first = scene.master.market(BUY, "0.40")
        await scene.quiet()
        (route, *_) = scene.program.routes()
        await scene.program.set_settings(route.id, replace(SETTINGS, filters=poisoned))

        second = scene.master.market(BUY, "0.20")
        await scene.quiet()
        held = [seat.lots for seat in scene.followers]
        scene.master.close(first, "0.10")
        await scene.quiet()
        reduced = [seat.lots for seat in scene.followers]
        scene.master.close(first, "0.30")
        scene.master.close(second, "0.20")
        await scene.quiet()

        assert held == ["0.4", "0.6", "0.6"]
        assert reduced == ["0.3", "0.5", "0.5"]
        assert [seat.lots for seat in scene.followers] == ["0", "0", "0"]


@pytest.mark.parametrize("restarts", [True, False], ids=["restarted", "running"])
async def test_clock_changes_of_two_regions_in_different_weeks_then_copies_are_followed_as_before(
    tmp_path: Path, restarts: bool
) -> None:
    settings = replace(SETTINGS, recovery=EAGER, orders=ORDERS)
    three = [Follows(account=account, settings=settings) for account in KINDS]
    async with order_scene(tmp_path, *three) as scene:
        old = scene.master.market(BUY, "0.40")
        await scene.quiet()

        # First one server goes back an hour, a week later the other.
        await _turn_back(scene, scene.master, restarts=restarts)
        scene.master.close(old, "0.10")
        between = scene.master.market(BUY, "0.20")
        first = scene.master.place(BUY, LIMIT, "0.30", "1.09000", hours=2)
        await scene.until(lambda: all(seat.lots == "0.5" for seat in scene.followers))
        await scene.quiet()
        expiries = [_ends_ms(seat) for seat in scene.seats]
        scene.master.cancel(first)
        for seat in scene.followers:
            await _turn_back(scene, seat, restarts=restarts)
        new = scene.master.market(BUY, "0.50")
        waits = scene.master.place(BUY, LIMIT, "0.30", "1.09000", hours=2)
        await scene.until(lambda: all(seat.lots == "1" for seat in scene.followers))
        await scene.quiet()
        expiries_later = [_ends_ms(seat) for seat in scene.seats]
        scene.master.cancel(waits)
        for ticket, lots in ((old, "0.30"), (between, "0.20"), (new, "0.50")):
            scene.master.close(ticket, lots)
        await scene.until(lambda: all(seat.lots == "0" for seat in scene.followers))
        await scene.quiet()

        # 0.4 - 0.1 + 0.2 were held after the first change, and 0.5 more after the second.
        for seat in scene.followers:
            assert [d for d in seat.deals if d.startswith("in")] == ["in 0.4", "in 0.2", "in 0.5"]
        # In UTC each copied order expires when the master's does.
        assert [*expiries, *expiries_later] == [expiries[0]] * 4 + [expiries_later[0]] * 4
        assert [len(each) for each in (*expiries, *expiries_later)] == [1] * 8
        assert [seat.orders for seat in scene.followers] == [[]] * 3


async def _turn_back(scene: OrderScene, seat: Seat, *, restarts: bool) -> None:
    offset = seat.broker.setup.utc_offset_s - HOUR_S
    told = _greetings(seat)
    seat.broker.setup = replace(seat.broker.setup, utc_offset_s=offset)
    if restarts:
        await seat.terminal.restart()
    # Markets are closed when a clock changes: the next trade comes after the bridge was told.
    await scene.until(
        lambda: all(now > then for now, then in zip(_greetings(seat), told, strict=True))
    )
    await scene.until(lambda: seat.terminal.is_connected)
    await scene.until(scene.program.is_ready)
    await scene.quiet()


def _greetings(seat: Seat) -> list[int]:
    return [measure.seen["welcomes"] for measure in seat.terminal.measures.values()]


def _ends_ms(seat: Seat) -> list[int]:
    offset_ms = seat.broker.setup.utc_offset_s * 1_000
    ends = (order.expires_at for order in seat.broker.pendings())
    return [end - offset_ms for end in ends if end is not None]


async def test_pending_filled_while_the_route_was_being_paused_then_is_closed_at_once(
    tmp_path: Path,
) -> None:
    three = [
        Follows(account=account, settings=replace(SETTINGS, orders=ORDERS)) for account in KINDS
    ]
    async with order_scene(tmp_path, *three) as scene:
        scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.until(lambda: all(seat.orders for seat in scene.followers))
        await scene.quiet()
        for seat in scene.followers:
            seat.slow_down(100)

        for seat in scene.followers:
            await scene.order(RouteMode.CLOSE_ONLY, seat=seat)
            await scene.until(lambda here=seat: here.is_trading)  # type: ignore[misc]
            # It is filled while the cancellation is on its way.
            seat.quote("1.08900")
        scene.master.quote("1.08900")
        await scene.until(lambda: all(len(seat.deals) == 2 for seat in scene.followers))
        await scene.quiet()

        assert [seat.deals for seat in scene.followers] == [["in 0.2", "out 0.2"]] * 3
        assert [seat.orders for seat in scene.followers] == [[]] * 3

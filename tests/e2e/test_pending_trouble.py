"""Pending orders at a trade server that is slow, refuses or does not answer (C1, C4, L9)."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.order_scene import IDS, KINDS, ORDERS, by_orders, order_scene
from tests.e2e.order_seat import BUY, Account
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.values import PendingKind
from tradecopy_desktop.sim.broker.faults import Fault

LIMIT = PendingKind.LIMIT
WAITS = ["buy limit 0.2 at 1.09000 sl None tp None"]
SOON = replace(ORDERS, one_sided_after_ms=100)
of_every_kind = pytest.mark.parametrize("account", KINDS, ids=IDS)
LOST = [Fault.TIMEOUT_EXECUTED, Fault.TIMEOUT_LOST, Fault.TIMEOUT_LATE]


@of_every_kind
async def test_c1_cancel_when_the_order_is_on_its_way_then_comes_after_it_and_nothing_is_left(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        scene.follower.slow_down(100)
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.until(lambda: scene.follower.is_trading)

        scene.master.change(ticket, "1.08500")
        scene.master.cancel(ticket)
        await scene.quiet()

        assert scene.follower.orders == []
        assert scene.follower.told == ["place", "cancel_pending"]


@of_every_kind
async def test_c1_change_when_the_order_is_on_its_way_then_comes_after_it(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        scene.follower.slow_down(100)
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.until(lambda: scene.follower.is_trading)

        scene.master.change(ticket, "1.08600")
        scene.master.change(ticket, "1.08500")
        await scene.quiet()

        assert scene.follower.orders == ["buy limit 0.2 at 1.08500 sl None tp None"]


@of_every_kind
async def test_c1_fill_when_the_order_is_on_its_way_then_the_copy_is_one_and_follows(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, by_orders(account, SOON)) as scene:
        scene.follower.slow_down(100)
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.until(lambda: scene.follower.is_trading)

        scene.quote("1.08900")
        await scene.until(lambda: scene.follower.held == ["buy 0.2"])
        await scene.quiet()
        scene.master.close(ticket, "0.20")
        await scene.quiet()

        assert scene.follower.deals == ["in 0.2", "out 0.2"]
        assert scene.follower.orders == []


@of_every_kind
async def test_c1_close_when_the_order_is_on_its_way_then_nothing_of_the_copy_is_left(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        scene.follower.slow_down(100)
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.until(lambda: scene.follower.is_trading)

        scene.master.quote("1.08900")
        scene.master.close(ticket, "0.20")
        await scene.quiet()

        assert (scene.follower.orders, scene.follower.held) == ([], [])


@of_every_kind
@pytest.mark.parametrize("fault", LOST)
async def test_l9_placing_when_its_answer_is_lost_then_one_order_waits_at_most_and_is_followed(
    tmp_path: Path, account: Account, fault: Fault
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        scene.follower.broker.script(fault)
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        placed = 0 if fault is Fault.TIMEOUT_LOST else 1
        await scene.until(lambda: scene.follower.placed == placed)
        await scene.quiet()

        scene.master.cancel(ticket)
        await scene.until(lambda: not scene.follower.orders)
        await scene.quiet()

        assert scene.follower.placed == placed
        assert scene.follower.deals == []


@of_every_kind
@pytest.mark.parametrize("fault", LOST)
async def test_c4_cancel_when_its_answer_is_lost_then_the_order_is_gone_in_the_end(
    tmp_path: Path, account: Account, fault: Fault
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()
        scene.follower.broker.script(fault)

        scene.master.cancel(ticket)
        await scene.until(lambda: not scene.follower.orders)
        await scene.quiet()
        scene.quote("1.08900")
        await scene.quiet()

        assert scene.follower.deals == []


@of_every_kind
@pytest.mark.parametrize("fault", [Fault.TIMEOUT_LOST, Fault.TIMEOUT_LATE])
async def test_c4_cancel_when_its_answer_is_lost_and_the_order_fills_then_the_copy_is_closed(
    tmp_path: Path, account: Account, fault: Fault
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()
        scene.follower.broker.script(fault)

        scene.master.cancel(ticket)
        await scene.until(scene.alerted("the pending order was not cancelled"))
        scene.follower.quote("1.08900")
        await scene.until(lambda: scene.follower.deals == ["in 0.2", "out 0.2"])


@of_every_kind
@pytest.mark.parametrize("fault", LOST)
async def test_change_when_its_answer_is_lost_then_the_order_is_changed_in_the_end(
    tmp_path: Path, account: Account, fault: Fault
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()
        scene.follower.broker.script(fault)

        scene.master.change(ticket, "1.08500", sl="1.07000")
        wanted = ["buy limit 0.2 at 1.08500 sl 1.07000 tp None"]
        await scene.until(lambda: scene.follower.orders == wanted)
        scene.master.cancel(ticket)
        await scene.until(lambda: not scene.follower.orders)


@of_every_kind
@pytest.mark.parametrize(
    ("fault", "deals"),
    [
        (Fault.TIMEOUT_EXECUTED, ["in 0.2", "out 0.2"]),
        (Fault.TIMEOUT_LOST, []),
        (Fault.TIMEOUT_LATE, ["in 0.2", "out 0.2"]),
    ],
)
async def test_l9_to_market_when_the_answer_is_lost_then_the_copy_is_not_opened_again(
    tmp_path: Path, account: Account, fault: Fault, deals: list[str]
) -> None:
    async with order_scene(tmp_path, by_orders(account, SOON)) as scene:
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()
        # The cancel is answered, the opening at the market is not.
        scene.follower.broker.script(None, fault)

        scene.master.quote("1.08900")
        await scene.until(lambda: "open" in scene.follower.told)
        scene.master.close(ticket, "0.20")
        await scene.until(lambda: scene.follower.deals == deals)
        await scene.quiet()

        assert scene.follower.deals == deals
        assert scene.follower.told.count("open") == 1


@of_every_kind
async def test_placing_when_the_server_is_busy_then_is_tried_again_under_another_id(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        scene.follower.broker.script(Fault.BUSY)
        ticket = scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.until(lambda: scene.follower.orders == WAITS)

        scene.master.cancel(ticket)
        await scene.quiet()

        assert scene.follower.orders == []
        assert scene.follower.placed == 1


@of_every_kind
async def test_c4_pause_when_the_follower_may_not_trade_then_the_order_goes_once_it_may(
    tmp_path: Path, account: Account
) -> None:
    async with order_scene(tmp_path, by_orders(account)) as scene:
        scene.master.place(BUY, LIMIT, "0.20", "1.09000")
        await scene.quiet()
        scene.follower.terminal.switch_algo_trading(on=False)

        await scene.order(RouteMode.CLOSE_ONLY)
        await scene.until(scene.alerted("the pending order was not cancelled"))
        waits = scene.follower.orders
        scene.follower.terminal.switch_algo_trading(on=True)
        await scene.until(lambda: not scene.follower.orders)

        assert waits == WAITS

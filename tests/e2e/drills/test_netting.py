"""Drills on a netting account, where a close that comes too late would open the other side (S5)."""

from pathlib import Path

import pytest

from tests.e2e.order_scene import NETTING, Follows, order_scene
from tests.e2e.order_seat import BUY


@pytest.mark.parametrize("lots", ["0.10", "0.40"], ids=["reduction", "close"])
async def test_sl_fires_between_read_and_send_on_netting_then_the_account_ends_flat(
    tmp_path: Path, lots: str
) -> None:
    async with order_scene(tmp_path, Follows(account=NETTING)) as scene:
        ticket = scene.master.market(BUY, "0.40", sl="1.09000")
        await scene.quiet()
        scene.follower.slow_down(50)
        scene.master.close(ticket, lots)
        await scene.until(lambda: scene.follower.is_trading)

        # The executor has read the position, and its order is on the way.
        scene.follower.quote("1.08990")
        await scene.until(lambda: scene.follower.is_trading and len(scene.follower.deals) > 2)
        await scene.until(lambda: scene.follower.lots == "0")
        await scene.quiet()
        if scene.master.held:
            scene.master.close(ticket, "0.30")
        await scene.quiet()

        sold = lots.rstrip("0")
        # Bought; stopped; sold by the order that came too late; bought back at once.
        assert scene.follower.deals == ["in 0.4", "out 0.4", f"in {sold}", f"out {sold}"]
        assert scene.follower.held == []


async def test_sl_fires_before_the_order_is_read_on_netting_then_nothing_is_sold(
    tmp_path: Path,
) -> None:
    async with order_scene(tmp_path, Follows(account=NETTING)) as scene:
        ticket = scene.master.market(BUY, "0.40", sl="1.09000")
        await scene.quiet()

        scene.follower.quote("1.08990")
        scene.master.close(ticket, "0.40")
        await scene.quiet()

        assert scene.follower.deals == ["in 0.4", "out 0.4"]

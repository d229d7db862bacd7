"""Two sequences that a guard must get right, too rare to be left to the dice (rules G1 and G4)."""

from collections.abc import Coroutine
from decimal import Decimal
from typing import Any

import pytest

from tests.rig.guarded_scene import GuardedScene
from tests.rig.virtual_time import VirtualLoop, played
from tradecopy_desktop.domain.values import Side


def _play(act: Any) -> None:
    loop = VirtualLoop()
    try:
        scene = GuardedScene(loop, 1, ["daily"] * 3, spread=10, slippage=0)
        played(loop, _ended(scene, act(scene)))
    finally:
        loop.close()


async def _ended(scene: GuardedScene, act: Coroutine[Any, Any, None]) -> None:
    try:
        await scene.begin()
        await act
    finally:
        await scene.end()


@pytest.mark.parametrize("share", ["0", "0.5", "0.97"])
def test_equity_that_cannot_be_believed_when_a_heartbeat_repeats_it_then_closes_nothing(
    share: str,
) -> None:
    async def act(scene: GuardedScene) -> None:
        scene.open(Side.BUY, Decimal("0.40"))
        await scene.pass_time(5)

        for watch in scene.watches:
            scene.lie(watch, Decimal(share))
        # Heartbeats go every 5 s.
        await scene.pass_time(12)

        assert scene.wrong == []
        assert [scene.row(watch).locked for watch in scene.watches] == ["", "", ""]

    _play(act)


def test_opening_lost_with_its_link_when_the_account_is_locked_meanwhile_then_never_fills() -> None:
    async def act(scene: GuardedScene) -> None:
        watch = scene.watches[0]
        scene.open(Side.BUY, Decimal("0.40"))
        while not watch.was_asked_to_open:
            await scene.pass_time(0.00002)
        for cable in scene.network.of(watch.seat.secret):
            cable.abort()

        await scene.flatten(watch)
        await scene.pass_time(20)

        assert list(watch.seat.broker.history.deals()) == []
        assert scene.row(watch).locked == "you closed everything by hand"

    _play(act)

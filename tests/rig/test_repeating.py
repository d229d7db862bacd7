"""A scene without sockets is the same every time: only so can a failure be looked at again."""

from decimal import Decimal

from tests.rig.scene import Scene
from tests.rig.virtual_time import VirtualLoop, played
from tradecopy_desktop.domain.values import Side


def _deals(seed: int) -> list[tuple[str, Decimal, int]]:
    loop = VirtualLoop()
    try:
        return played(loop, _traded(Scene(loop, seed)))
    finally:
        loop.close()


async def _traded(scene: Scene) -> list[tuple[str, Decimal, int]]:
    try:
        await _trade(scene)
        return [
            (seat.login, record.deal.volume, record.when.at)
            for seat in scene.seats
            for record in seat.broker.history.deals()
        ]
    finally:
        await scene.end()


async def _trade(scene: Scene) -> None:
    await scene.begin()
    scene.open(Side.BUY, Decimal("0.80"))
    await scene.pass_time(1)
    for number in range(5):
        scene.open(Side.BUY, Decimal("0.40"))
        await scene.pass_time(0.01 * number)
        for cable in scene.network.of(scene.followers[number % 3].secret):
            cable.abort()
    await scene.copier.kill()
    scene.close(scene.open_tickets[0], Decimal("0.40"))
    await scene.copier.start()
    await scene.pass_time(30)


def test_scene_when_played_twice_then_every_deal_has_the_same_lots_and_time() -> None:
    first, second = _deals(seed=4), _deals(seed=4)

    # Seven deals of the master, and at least one of each follower.
    assert len(first) >= 10
    assert {login for login, _, _ in first} == {"1001", "2001", "2002", "2003"}
    assert first == second

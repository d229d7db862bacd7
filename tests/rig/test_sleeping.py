"""After the machine slept, nothing is opened before terminals have shown their whole accounts."""

from decimal import Decimal

import pytest

from tests.rig.scene import Scene
from tests.rig.virtual_time import VirtualLoop, played
from tradecopy_desktop.domain.facts import SnapshotTaken, TerminalConnected
from tradecopy_desktop.domain.values import Side

_Result = tuple[list[str], dict[str, Decimal]]


@pytest.mark.parametrize(
    ("slept_s", "connections"),
    # Every terminal of the four comes again; after a short pause none needs to.
    [(3_600, ["1001", "2001", "2002", "2003"]), (10, [])],
)
def test_machine_when_it_slept_then_terminals_show_all_before_anything_is_opened(
    slept_s: float, connections: list[str]
) -> None:
    loop = VirtualLoop()
    try:
        came, held = played(loop, _slept(Scene(loop, seed=7), slept_s))
    finally:
        loop.close()

    # 0.40 and then 0.20 lots, at factor 1: each copied once.
    assert sorted(held.values()) == [Decimal("0.20"), Decimal("0.40")]
    assert came == connections


async def _slept(scene: Scene, slept_s: float) -> _Result:
    try:
        await scene.begin()
        scene.open(Side.BUY, Decimal("0.40"))
        await scene.pass_time(5)
        facts = _told(scene)
        scene.clock.sleep_machine(slept_s)
        await scene.pass_time(20)
        came = sorted(key for key, kind in facts if kind is TerminalConnected)
        # Each shows its account after it came.
        for key in came:
            mine = [kind for account, kind in facts if account == key]
            assert mine[:2] == [TerminalConnected, SnapshotTaken]
        scene.open(Side.BUY, Decimal("0.20"))
        await scene.pass_time(5)
        return came, scene.followers[0].held_for_masters()
    finally:
        await scene.end()


def _told(scene: Scene) -> list[tuple[str, type]]:
    """Return a list that grows by what the program is told of connections and accounts."""
    assert scene.copier.now is not None
    program, facts = scene.copier.now.program, list[tuple[str, type]]()
    take = program._copying.handle

    def note(fact: object) -> None:
        if isinstance(fact, TerminalConnected):
            facts.append((fact.profile.key.login, TerminalConnected))
        if isinstance(fact, SnapshotTaken):
            facts.append((fact.account.login, SnapshotTaken))
        take(fact)  # type: ignore[arg-type]

    program._copying.handle = note  # type: ignore[method-assign]
    return facts

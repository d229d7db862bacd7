"""Each layer against copying twice holds by itself in the running program, over real sockets."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.rig import MASTER, bridge, follower, same_lots
from tests.e2e.scripted_follower import ScriptedFollower
from tests.e2e.scripted_master import ScriptedMaster
from tradecopy_desktop.app.deduplication import Layer
from tradecopy_desktop.bootstrap import Running, Setup, running


class Scene:
    """A master whose EA forgets what it told, and a follower."""

    def __init__(self, folder: Path, layers: frozenset[Layer]) -> None:
        self._folder = folder
        self._layers = layers
        self.master = ScriptedMaster(MASTER)
        self.follower = ScriptedFollower(follower(1))

    @asynccontextmanager
    async def program(self) -> AsyncIterator[Running]:
        terminals = (self.follower, self.master)
        who = [terminal.who for terminal in terminals]
        route = same_lots(MASTER, follower(1))
        async with bridge(self._folder, who, [route], run=self._run) as now:
            try:
                for terminal in terminals:
                    await terminal.connect(now.program.port)
                    await terminal.settle()
                yield now
            finally:
                for terminal in terminals:
                    await terminal.drop()

    @asynccontextmanager
    async def _run(self, setup: Setup) -> AsyncIterator[Running]:
        async with running(replace(setup, layers=self._layers)) as now:
            yield now

    async def tell_again(self, now: Running) -> None:
        """Restart the master's EA, which tells of its position as of something new."""
        await self.master.drop()
        self.master.begin_new_life()
        await self.master.connect(now.program.port)
        (position,) = self.master.positions
        await self.master.tell_again(position=position)
        await self.master.settle()
        await self.follower.settle()


@pytest.mark.parametrize("layer", list(Layer))
async def test_r4_2_opening_when_told_again_and_again_then_one_layer_alone_finds_it(
    tmp_path: Path, layer: Layer
) -> None:
    scene = Scene(tmp_path, frozenset({layer}))
    async with scene.program() as now:
        await scene.master.open("0.10")
        await scene.follower.until(lambda: scene.follower.volumes == ["0.10"])
        await scene.tell_again(now)
    async with scene.program() as now:
        await scene.tell_again(now)

    assert [(way, lots) for way, _, lots in scene.follower.deals] == [("in", "0.10")]


async def test_r4_2_opening_when_told_again_and_no_layer_looks_then_is_copied_twice(
    tmp_path: Path,
) -> None:
    scene = Scene(tmp_path, frozenset())
    async with scene.program() as now:
        await scene.master.open("0.10")
        await scene.follower.until(lambda: scene.follower.volumes == ["0.10"])

        await scene.tell_again(now)
        await scene.follower.until(lambda: len(scene.follower.deals) == 2)

    assert [(way, lots) for way, _, lots in scene.follower.deals] == [
        ("in", "0.10"),
        ("in", "0.10"),
    ]

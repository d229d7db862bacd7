"""The bridge is killed and started again on its files; what follows must be as if it never was."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest_asyncio

from tests.e2e.killable_bridge import KillableBridge, killable_bridge
from tests.e2e.rig import MASTER, follower
from tests.e2e.scripted_follower import ScriptedFollower
from tests.e2e.scripted_master import ScriptedMaster
from tests.e2e.scripted_terminal import part


class Scene:
    """A bridge that can be killed, a master and one follower."""

    def __init__(self, bridge: KillableBridge) -> None:
        self.bridge = bridge
        self.master = ScriptedMaster(MASTER)
        self.follower = ScriptedFollower(follower(1))

    async def begin(self) -> None:
        """Start the bridge and connect everybody, the follower first."""
        port = await self.bridge.start()
        await self.follower.connect(port)
        await self.follower.settle()
        await self.master.connect(port)
        await self.master.settle()

    async def kill(self) -> None:
        """Kill the bridge; the terminals notice."""
        await self.bridge.ended()
        await part(self.master, self.follower)


@pytest_asyncio.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    """Return a scene in which everybody is connected."""
    async with killable_bridge(tmp_path, followers=1) as bridge:
        scene = Scene(bridge)
        await scene.begin()
        yield scene
        await part(scene.master, scene.follower)


async def test_instruction_when_bridge_killed_before_storing_then_same_id_again_and_nothing_doubled(
    scene: Scene, tmp_path: Path
) -> None:
    master, copier = scene.master, scene.follower
    with closing(sqlite3.connect(tmp_path / "tradecopy.sqlite")) as lock:
        # While another writer holds the database only the journal can know of the opening.
        lock.execute("BEGIN IMMEDIATE")
        copier.at["open"] = scene.bridge.kill
        position = await master.open("0.10")
        await copier.until(lambda: copier.deals != [] and not copier.is_connected)
    copier.at.clear()

    await scene.kill()
    await scene.begin()
    await copier.until(lambda: len(copier.answers) == 2)
    await master.close(position)
    await copier.until(lambda: not copier.positions)

    first, again, close = copier.instructions
    assert (first["id"], first["revision"]) == (again["id"], again["revision"])
    assert close["type"] == "set_volume"
    assert [answer["outcome"] for answer in copier.answers] == ["filled", "already_done", "filled"]
    assert [(way, lots) for way, _, lots in copier.deals] == [("in", "0.10"), ("out", "0.10")]


async def test_instruction_when_bridge_killed_after_storing_then_same_id_again_and_nothing_doubled(
    scene: Scene,
) -> None:
    master, copier = scene.master, scene.follower
    copier.is_stuck = True
    position = await master.open("0.10")
    await copier.until(lambda: len(copier.instructions) == 1)
    await master.acknowledgement()

    await scene.kill()
    await copier.unstick()
    await scene.begin()
    await copier.until(lambda: len(copier.answers) == 2)
    await master.close(position)
    await copier.until(lambda: not copier.positions)

    first, again, _ = copier.instructions
    assert first["id"] == again["id"]
    assert [answer["outcome"] for answer in copier.answers] == ["filled", "already_done", "filled"]
    assert [(way, lots) for way, _, lots in copier.deals] == [("in", "0.10"), ("out", "0.10")]


async def test_close_when_bridge_killed_after_storing_it_then_carried_out_after_the_restart(
    scene: Scene,
) -> None:
    master, copier = scene.master, scene.follower
    position = await master.open("0.10")
    await copier.until(lambda: copier.volumes == ["0.10"])
    await copier.settle()
    # The terminal got the close and dies with its computer before it could carry it out.
    copier.at["set_volume"] = copier.break_off
    copier.is_stuck = True
    await master.close(position)
    await master.acknowledgement()

    await scene.kill()
    copier.at.clear()
    copier.is_stuck = False
    copier.forget_waiting()
    await scene.begin()

    await copier.until(lambda: not copier.positions)
    assert [(way, lots) for way, _, lots in copier.deals] == [("in", "0.10"), ("out", "0.10")]


async def test_master_close_when_bridge_was_down_then_its_event_is_resent_and_the_copy_closed(
    scene: Scene,
) -> None:
    master, copier = scene.master, scene.follower
    position = await master.open("0.10")
    await copier.until(lambda: copier.volumes == ["0.10"])
    await master.acknowledgement()

    await scene.kill()
    await master.close(position)
    await scene.begin()

    await copier.until(lambda: not copier.positions)
    await master.acknowledgement()
    # The deposit that settled the scene and the opening were stored, the close was not.
    assert master.welcome["resume_after"] == "2"
    assert [(way, lots) for way, _, lots in copier.deals] == [("in", "0.10"), ("out", "0.10")]


async def test_master_close_when_its_ea_restarted_too_then_the_snapshot_alone_closes_the_copy(
    scene: Scene,
) -> None:
    master, copier = scene.master, scene.follower
    kept = await master.open("0.20")
    position = await master.open("0.10")
    await copier.until(lambda: copier.volumes == ["0.20", "0.10"])
    await master.acknowledgement()

    await scene.kill()
    await master.close(position)
    master.begin_new_life()
    await scene.begin()

    await copier.until(lambda: copier.volumes == ["0.20"])
    assert master.welcome["resume_after"] == "0"
    await master.close(kept)
    await copier.until(lambda: not copier.positions)


async def test_master_partial_close_when_its_ea_restarted_too_then_the_snapshot_reduces_the_copy(
    scene: Scene,
) -> None:
    master, copier = scene.master, scene.follower
    position = await master.open("0.30")
    await copier.until(lambda: copier.volumes == ["0.30"])

    await scene.kill()
    await master.reduce(position, "0.10")
    master.begin_new_life()
    await scene.begin()

    await copier.until(lambda: copier.volumes == ["0.20"])


async def test_report_when_bridge_died_before_reading_it_then_resent_and_the_copy_followed(
    scene: Scene,
) -> None:
    master, copier = scene.master, scene.follower
    copier.at["executed"] = scene.bridge.kill
    position = await master.open("0.10")
    await copier.until(lambda: copier.deals != [] and not copier.is_connected)
    copier.at.clear()

    await scene.kill()
    await scene.begin()
    await master.close(position)
    await copier.until(lambda: not copier.positions)

    assert [(way, lots) for way, _, lots in copier.deals] == [("in", "0.10"), ("out", "0.10")]
    assert {answer["outcome"] for answer in copier.answers} <= {"filled", "already_done"}


async def test_opening_when_bridge_was_down_too_long_then_not_copied_and_the_trader_told(
    scene: Scene,
) -> None:
    master, copier = scene.master, scene.follower
    await scene.kill()
    await master.open("0.10")
    master.age_by(seconds=60)

    await scene.begin()
    await master.acknowledgement()
    await copier.settle()

    assert copier.instructions == []
    assert await scene.bridge.skipped() == {"too_old": 1}


async def test_both_ends_when_killed_together_then_no_position_is_lost_or_doubled(
    scene: Scene,
) -> None:
    master, copier = scene.master, scene.follower
    positions = [await master.open(lots) for lots in ("0.10", "0.20", "0.30")]
    await copier.until(lambda: len(copier.deals) == 3)

    await scene.kill()
    copier.begin_new_life()
    master.begin_new_life()
    await scene.begin()
    await asyncio.gather(master.settle(), copier.settle())
    for position in positions:
        await master.close(position)
    await copier.until(lambda: not copier.positions)

    assert sorted(lots for way, _, lots in copier.deals if way == "in") == ["0.10", "0.20", "0.30"]
    assert sorted(lots for way, _, lots in copier.deals if way == "out") == ["0.10", "0.20", "0.30"]

"""Drills about terminals that show another account than we know, or the same in another way."""

import json
from pathlib import Path

import pytest

from tests.e2e import terminal_frames as frames
from tests.e2e.bridge_forms import read_bridge_frame
from tests.e2e.dialing import dial
from tests.e2e.live_scene import LiveScene, live_scene
from tests.e2e.scripted_terminal import ScriptedTerminal
from tests.e2e.terminal_frames import Json

NO_MONEY = dict.fromkeys(frames.FUNDS, "0.00")
MINE = [("in", "0.30"), ("in", "0.20")]


def _ends(scene: LiveScene, end: str) -> ScriptedTerminal:
    return scene.master if end == "master" else scene.follower


def _deals(scene: LiveScene) -> list[tuple[str, str]]:
    return [(way, lots) for way, _, lots in scene.follower.deals]


async def _two_copies(scene: LiveScene) -> list[str]:
    positions = [await scene.master.open(lots) for lots in ("0.30", "0.20")]
    await scene.follower.until(lambda: scene.follower.volumes == ["0.30", "0.20"])
    await scene.follower.settle()
    return positions


async def _follows_on(scene: LiveScene, positions: list[str]) -> None:
    for position in positions:
        await scene.master.close(position)
    await scene.follower.until(lambda: not scene.follower.positions)


@pytest.mark.parametrize("end", ["master", "follower"])
async def test_equity_0_on_login_then_nothing_is_closed(tmp_path: Path, end: str) -> None:
    async with live_scene(tmp_path) as scene:
        positions = await _two_copies(scene)
        seat = _ends(scene, end)
        money = seat.funds

        # As terminals do: money and history come a while after the login, the list was there.
        await seat.drop()
        seat.funds = dict(NO_MONEY)
        await seat.connect(scene.port)
        await seat.beat()
        await scene.master.settle()
        await scene.follower.settle()
        at_first = _deals(scene)
        seat.funds = money
        await seat.show()
        await seat.beat()
        await scene.master.settle()
        await scene.follower.settle()

        assert at_first == MINE
        assert _deals(scene) == MINE
        await _follows_on(scene, positions)


@pytest.mark.parametrize("end", ["master", "follower"])
async def test_empty_whole_list_without_closing_deals_then_nothing_is_closed_or_opened(
    tmp_path: Path, end: str
) -> None:
    async with live_scene(tmp_path) as scene:
        positions = await _two_copies(scene)
        seat = _ends(scene, end)

        await seat.drop()
        hidden, seat.positions = seat.positions, {}
        await seat.connect(scene.port)
        await scene.master.settle()
        await scene.follower.settle()
        at_first = _deals(scene)
        seat.positions = hidden
        await seat.drop()
        await seat.connect(scene.port)
        await scene.master.settle()
        await scene.follower.settle()

        assert at_first == MINE
        assert _deals(scene) == MINE
        if end == "master":
            await _follows_on(scene, positions)


@pytest.mark.parametrize("end", ["master", "follower"])
async def test_account_switched_then_the_other_account_is_not_touched_and_copies_wait(
    tmp_path: Path, end: str
) -> None:
    async with live_scene(tmp_path) as scene:
        positions = await _two_copies(scene)
        seat = _ends(scene, end)
        await seat.drop()

        # The trader logs the same terminal in to another account, which holds nothing.
        answer = await _say_hello(scene.port, seat, login="7777")
        other = _ends(scene, "follower" if end == "master" else "master")
        await other.settle()
        at_first = _deals(scene)
        if end == "follower":
            await scene.master.close(positions.pop())
            await scene.master.settle()
        await seat.connect(scene.port)
        await scene.follower.until(lambda: len(scene.follower.positions) == len(positions))
        await scene.follower.settle()

        assert (answer["type"], answer["code"]) == ("error", "wrong_account")
        assert at_first == MINE
        await _follows_on(scene, positions)


async def _say_hello(port: int, seat: ScriptedTerminal, *, login: str) -> Json:
    link = await dial(port, seat.who.secret)
    hello = frames.hello(login=login, server=seat.who.key.server, role=seat.role, stream="9001")
    await link.send(json.dumps(hello))
    answer = read_bridge_frame(await link.recv())
    await link.wait_closed()
    return answer

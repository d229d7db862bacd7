"""Terminals that cannot be believed, by real sockets: nothing opens, only proof closes (W2)."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e import terminal_frames as frames
from tests.e2e.dialing import dial
from tests.e2e.drills.passing_time import passing_scene
from tests.e2e.live_scene import LiveScene, live_scene
from tests.e2e.order_scene import IDS, KINDS, Follows, until
from tests.e2e.order_seat import BUY, Account, Seat
from tests.e2e.rig import MASTER, Terminal, follower
from tests.e2e.scripted_terminal import ScriptedTerminal
from tests.e2e.terminal_frames import Json
from tradecopy_desktop.domain.findings import FindingKind

of_every_kind = pytest.mark.parametrize("account", KINDS, ids=IDS)
SHOWS_NONE = "its terminal shows none of the"


async def _two_copies(scene: LiveScene) -> list[str]:
    positions = [await scene.master.open(lots) for lots in ("0.10", "0.20")]
    await scene.follower.until(lambda: scene.follower.volumes == ["0.10", "0.20"])
    await scene.follower.settle()
    await scene.master.settle()
    return positions


async def _shows_nothing(scene: LiveScene, terminal: ScriptedTerminal) -> dict[str, Json]:
    """Let a terminal show an empty list without a deal, and return what it really holds."""
    held, terminal.positions = terminal.positions, {}
    await terminal.show()
    await until(scene.alerted(SHOWS_NONE))
    return held


async def _try_to_enter(port: int, who: Terminal, *, login: str, server: str) -> Json:
    """Return what the bridge says to a terminal with this key and another account."""
    link = await dial(port, who.secret)
    role = "monitor" if who is MASTER else "executor"
    hello = frames.hello(login=login, server=server, role=role, stream="55555")
    await link.send(json.dumps(hello))
    answer: Json = json.loads(await link.recv())
    await link.wait_closed()
    return answer


def _status(scene: LiveScene) -> str:
    return scene.program.routes()[0].status


async def test_w2_master_list_when_empty_without_deals_then_copies_stay_and_its_return_thaws(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        first, second = await _two_copies(scene)

        held = await _shows_nothing(scene, scene.master)
        await scene.master.open("0.30")
        await scene.master.settle()
        status, volumes = _status(scene), scene.follower.volumes
        findings = [row.kind for row in scene.program.findings()]
        scene.master.positions |= held
        await scene.master.show()
        await scene.master.settle()
        thawed = _status(scene)
        await scene.master.close(first)
        await scene.master.close(second)
        await scene.follower.until(lambda: not scene.follower.positions)

        assert volumes == ["0.10", "0.20"]
        assert status.startswith("frozen: the master's terminal shows none of the 2 positions")
        assert findings == [FindingKind.WAITING, FindingKind.UNPROVEN, FindingKind.UNPROVEN]
        # Late trades are skipped by default, so what was opened meanwhile stays uncopied.
        assert (thawed, len(scene.follower.deals)) == ("copying", 4)


async def test_w2_proven_close_when_the_rest_of_the_list_is_unproven_then_goes_at_once(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        first, _ = await _two_copies(scene)

        proof = {name: scene.master.positions[first][name] for name in ("id", "order", "symbol")}
        scene.master.closed.append(
            proof
            | {
                "deal": "99001",
                "side": "buy",
                "volume": "0.10",
                "closed_at": frames.SERVER_TIME,
                "reason": "client",
                "link": None,
            }
        )
        await _shows_nothing(scene, scene.master)
        await scene.follower.until(lambda: scene.follower.volumes == ["0.20"])

        assert _status(scene).startswith("frozen:")


async def test_w2_unproven_copy_when_the_trader_closes_it_by_a_click_then_the_route_thaws(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        await scene.master.open("0.10")
        await scene.follower.until(lambda: scene.follower.volumes == ["0.10"])
        await scene.follower.settle()
        await _shows_nothing(scene, scene.master)
        (row,) = (r for r in scene.program.findings() if r.kind is FindingKind.UNPROVEN)

        await scene.program.correct(row.key)
        await scene.follower.until(lambda: not scene.follower.positions)
        await scene.follower.settle()
        await scene.master.show()
        await scene.master.settle()

        assert _status(scene) == "copying"


async def test_w2_follower_list_when_empty_without_deals_then_its_copies_are_still_followed(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        first, second = await _two_copies(scene)

        held = await _shows_nothing(scene, scene.follower)
        open_copies = scene.program.state().open_copies
        scene.follower.positions = held
        await scene.follower.show()
        await scene.follower.settle()
        await scene.master.close(first)
        await scene.master.close(second)
        await scene.follower.until(lambda: not scene.follower.positions)

        assert open_copies == 2


@pytest.mark.parametrize(
    ("login", "server", "text"),
    [
        ("9009", "Other-Live", "the master's terminal is logged in to 9009@Other-Live instead"),
        ("1001", "Master-Demo2", "the master's terminal names its server 'Master-Demo2' now"),
    ],
)
async def test_p4_master_terminal_when_on_another_account_then_the_route_stands_still_and_says_so(
    tmp_path: Path, login: str, server: str, text: str
) -> None:
    async with live_scene(tmp_path) as scene:
        first, _ = await _two_copies(scene)
        await scene.master.leave()

        answer = await _try_to_enter(scene.port, MASTER, login=login, server=server)
        await until(lambda: _status(scene).startswith("frozen"))
        frozen = _status(scene)
        await scene.master.connect(scene.port)
        await scene.master.settle()
        await scene.master.close(first)
        await scene.follower.until(lambda: scene.follower.volumes == ["0.20"])

        assert (answer["type"], answer["code"]) == ("error", "wrong_account")
        assert frozen.startswith(f"frozen: {text}")
        assert _status(scene) == "copying"


async def test_p4_second_terminal_when_on_another_account_then_the_right_one_goes_on(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        for who in (MASTER, follower(1)):
            await _try_to_enter(scene.port, who, login="9009", server="Other-Live")

        await scene.master.open("0.10")
        await scene.follower.until(lambda: scene.follower.volumes == ["0.10"])

        assert _status(scene) == "copying"


def _is_up(seat: Seat, *, up: bool) -> None:
    seat.terminal.permit(replace(seat.terminal.permissions, connected=up))


def _statuses(rows: Sequence[object]) -> list[str]:
    return [getattr(row, "status") for row in rows]  # noqa: B009


@of_every_kind
async def test_w1_master_when_it_lost_its_broker_then_what_it_opened_meanwhile_comes_late(
    tmp_path: Path, account: Account
) -> None:
    async with passing_scene(tmp_path, Follows(account=account)) as passing:
        scene = passing.scene
        ticket = scene.master.market(BUY, "0.40")
        await scene.quiet()

        _is_up(scene.master, up=False)
        await passing.pass_time(seconds=30)
        frozen = _statuses(scene.program.routes())
        scene.master.market(BUY, "0.10")
        scene.master.close(ticket, "0.40")
        await passing.pass_time(seconds=60)
        _is_up(scene.master, up=True)
        await until(lambda: _statuses(scene.program.routes()) == ["copying"])
        await scene.quiet()

        assert frozen == ["frozen: the master's terminal has lost its connection to the broker"]
        # Its close is proven and copied; what is late is skipped by default, and told.
        assert scene.follower.deals == ["in 0.4", "out 0.4"]
        assert any("while an end was away" in text or "lost its" in text for text in scene.alerts)


@of_every_kind
async def test_w1_follower_when_it_lost_its_broker_then_its_close_is_repeated_until_it_is_back(
    tmp_path: Path, account: Account
) -> None:
    lost = "the follower's terminal has lost its connection to the broker"
    async with passing_scene(tmp_path, Follows(account=account)) as passing:
        scene = passing.scene
        ticket = scene.master.market(BUY, "0.40")
        await scene.quiet()

        _is_up(scene.follower, up=False)
        await passing.pass_time(seconds=10)
        frozen = _statuses(scene.program.routes())
        scene.master.close(ticket, "0.40")
        scene.master.market(BUY, "0.10")
        # It must not grow old on its way: that would be another reason.
        await scene.until(lambda: lost in scene.alerts)
        await passing.pass_time(seconds=90)
        told = [text for text in scene.alerts if "stand still" in text]
        _is_up(scene.follower, up=True)
        await passing.pass_time(seconds=120)
        await scene.quiet()

        assert frozen == [f"frozen: {lost}"]
        assert told == [
            f"{account.login}: its terminal has lost its connection to the broker; "
            "1 copies stand still until it shows them or their closing deals"
        ]
        # The close went through; what was opened meanwhile is late, and skipped by default.
        assert scene.follower.deals == ["in 0.4", "out 0.4"]

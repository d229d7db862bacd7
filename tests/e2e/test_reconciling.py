"""What differs, or was missed, through real sockets: found, told, and put right as wished."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from tests.e2e.live_scene import LiveScene, live_scene
from tests.e2e.rig import MASTER, follower, same_lots
from tradecopy_desktop.app.views import FindingRow, LateRow
from tradecopy_desktop.domain.findings import FindingKind
from tradecopy_desktop.domain.recovery_rules import Corrections, LatePolicy, RecoveryRules

ROUTE = same_lots(MASTER, follower(1))


async def _recover(scene: LiveScene, recovery: RecoveryRules) -> None:
    settings = replace(ROUTE.settings, recovery=recovery)
    await scene.program.set_settings(ROUTE.id, settings)


async def _opened(scene: LiveScene) -> None:
    await scene.master.open("0.10")
    await scene.follower.until(lambda: scene.follower.volumes == ["0.10"])
    await scene.follower.settle()


async def _grow(scene: LiveScene, lots: str) -> None:
    (held,) = scene.follower.positions.values()
    held["volume"] = lots
    await scene.follower.show()
    await scene.follower.settle()


async def test_c3_opening_when_follower_was_away_and_late_trades_are_taken_then_made_up_for(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        await _recover(scene, RecoveryRules(late=LatePolicy.MARKET))
        await scene.follower.leave()
        await scene.master.settle()
        position = await scene.master.open("0.10")
        await scene.master.settle()

        await scene.follower.connect(scene.port)
        await scene.follower.until(lambda: scene.follower.volumes == ["0.10"])
        await scene.follower.settle()
        await scene.master.close(position)
        await scene.follower.until(lambda: not scene.follower.positions)

        assert [(way, lots) for way, _, lots in scene.follower.deals] == [
            ("in", "0.10"),
            ("out", "0.10"),
        ]


async def test_c3_opening_when_follower_was_away_and_the_route_asks_then_a_yes_opens_it(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        asked: list[LateRow] = []
        scene.program.bus.subscribe(LateRow, asked.append)
        await _recover(scene, RecoveryRules(late=LatePolicy.ASK))
        await scene.follower.leave()
        await scene.master.settle()
        await scene.master.open("0.10")
        await scene.master.settle()
        await scene.follower.connect(scene.port)
        await scene.follower.until(lambda: len(asked) == 1)
        assert scene.follower.volumes == []

        await scene.program.answer_late(asked[0].key, opens=True)
        await scene.follower.until(lambda: scene.follower.volumes == ["0.10"])

        assert asked[0].lots == Decimal("0.10")
        assert scene.program.late_openings() == []


async def test_l5_copy_when_it_holds_more_then_a_click_reduces_it(tmp_path: Path) -> None:
    async with live_scene(tmp_path) as scene:
        rows: list[FindingRow] = []
        scene.program.bus.subscribe(FindingRow, rows.append)
        await _opened(scene)
        await _grow(scene, "0.15")
        await scene.follower.until(lambda: len(rows) == 1)
        assert scene.follower.volumes == ["0.15"]

        await scene.program.correct(rows[0].key)
        await scene.follower.until(lambda: scene.follower.volumes == ["0.10"])
        await scene.follower.settle()

        assert rows[0].kind is FindingKind.WRONG_SIZE
        assert scene.program.findings() == []


async def test_l5_copy_when_it_holds_more_and_the_route_corrects_then_it_is_reduced(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        await _recover(scene, RecoveryRules(corrections=Corrections.AUTOMATIC))
        await _opened(scene)

        await _grow(scene, "0.15")

        await scene.follower.until(lambda: scene.follower.volumes == ["0.10"])
        assert scene.alerted("0.1 are due; corrected: reduce it to 0.1 lots")()

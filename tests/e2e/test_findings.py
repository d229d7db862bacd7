"""Each way in which a copy can differ, through real sockets: found, told, and its remedy (R5.4)."""

from dataclasses import replace
from pathlib import Path

from tests.e2e.live_scene import LiveScene, live_scene
from tests.e2e.order_scene import until
from tests.e2e.rig import MASTER, follower, same_lots
from tests.e2e.terminal_frames import Json
from tradecopy_desktop.app.views import FindingRow
from tradecopy_desktop.domain.findings import FindingKind
from tradecopy_desktop.domain.recovery_rules import Corrections, RecoveryRules

ROUTE = same_lots(MASTER, follower(1))


async def _corrects_by_itself(scene: LiveScene) -> None:
    rules = RecoveryRules(corrections=Corrections.AUTOMATIC)
    settings = replace(ROUTE.settings, recovery=rules)
    await scene.program.set_settings(ROUTE.id, settings)


async def _opened(scene: LiveScene, *, sl: str | None = None) -> tuple[str, Json]:
    """Return the master's position and the follower's."""
    position = await scene.master.open("0.10")
    await scene.follower.until(lambda: scene.follower.volumes == ["0.10"])
    (held,) = scene.follower.positions.values()
    if sl is not None:
        await scene.master.set_stops(position, sl=sl, tp=None)
        await scene.follower.until(lambda: held["sl"] is not None)
    await scene.follower.settle()
    return position, held


async def _found(scene: LiveScene, kind: FindingKind) -> FindingRow:
    await scene.follower.show()
    await scene.follower.settle()
    await until(lambda: any(row.kind is kind for row in scene.program.findings()))
    return next(row for row in scene.program.findings() if row.kind is kind)


async def test_c2_missing_copy_when_its_opening_was_refused_then_a_click_opens_it(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        # Not enough money, which is final.
        scene.follower.refusals["open"].append("10019")
        await scene.master.open("0.10")
        await scene.follower.until(lambda: scene.follower.outcomes == ["refused"])
        await scene.follower.settle()

        row = await _found(scene, FindingKind.MISSING)
        before = scene.follower.volumes
        await scene.program.correct(row.key)
        await scene.follower.until(lambda: scene.follower.volumes == ["0.10"])

        assert (before, row.remedy) == ([], "open it at market")


async def test_w2_copy_when_its_master_is_flat_then_closes_whatever_its_size(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        position, held = await _opened(scene)
        held["volume"] = "0.15"
        row = await _found(scene, FindingKind.WRONG_SIZE)

        await scene.master.close(position)
        await scene.follower.until(lambda: not scene.follower.positions)

        assert row.remedy == "reduce it to 0.1 lots"
        assert scene.follower.deals[-1][2] == "0.15"


async def test_w2_extra_ticket_when_its_copy_is_over_and_the_master_flat_then_is_closed(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        position, held = await _opened(scene)
        await scene.master.close(position)
        await scene.follower.until(lambda: not scene.follower.positions)
        await scene.follower.settle()

        # An order that was given up comes through after all.
        scene.follower.positions[held["id"]] = held | {"volume": "0.10"}
        await scene.follower.show()
        await scene.follower.until(lambda: not scene.follower.positions)

        assert scene.alerted("belongs to a position that the master has closed")()


async def test_wrong_side_when_found_then_is_told_and_nothing_is_done(tmp_path: Path) -> None:
    async with live_scene(tmp_path) as scene:
        await _corrects_by_itself(scene)
        _, held = await _opened(scene)

        held["side"] = "sell"
        row = await _found(scene, FindingKind.WRONG_SIDE)

        assert row.text == "the copy in EURUSD should be a buy, and holds the other side"
        assert (row.remedy, len(scene.follower.instructions)) == ("", 1)


async def test_c7_sl_when_taken_away_by_hand_then_is_alarmed_and_comes_back_by_a_click_alone(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        await _corrects_by_itself(scene)
        _, held = await _opened(scene, sl="1.08000")

        held["sl"] = None
        row = await _found(scene, FindingKind.UNPROTECTED)
        left = held["sl"]
        await scene.program.correct(row.key)
        await scene.follower.until(lambda: held["sl"] is not None)

        assert (left, held["sl"]) == (None, "1.08000")
        assert row.remedy == "set the SL to 1.08000"
        assert scene.alerted("the copy in EURUSD has no SL; 1.08000 was ordered")()


async def test_c7_sl_when_moved_by_hand_then_stays_until_a_click(tmp_path: Path) -> None:
    async with live_scene(tmp_path) as scene:
        await _corrects_by_itself(scene)
        _, held = await _opened(scene, sl="1.08000")

        held["sl"] = "1.07000"
        row = await _found(scene, FindingKind.STOP_DIFFERS)
        left = held["sl"]
        await scene.program.correct(row.key)
        await scene.follower.until(lambda: held["sl"] == "1.08000")

        assert (left, row.remedy) == ("1.07000", "set the SL to 1.08000")


async def test_l3_unlinked_position_when_found_then_a_click_closes_it(tmp_path: Path) -> None:
    async with live_scene(tmp_path) as scene:
        await _corrects_by_itself(scene)
        _, held = await _opened(scene)

        strange = held | {"id": "77001", "ticket": "77001", "magic": "4711"}
        strange["link"] = held["link"] | {"copy": "c" * 32, "id": "d" * 32}
        scene.follower.positions["77001"] = strange
        row = await _found(scene, FindingKind.UNLINKED)
        before = scene.follower.volumes
        await scene.program.correct(row.key)
        await scene.follower.until(lambda: len(scene.follower.instructions) == 2)

        assert (before, row.remedy) == (["0.10", "0.10"], "close it")
        order = scene.follower.instructions[-1]
        assert (order["type"], order["copy"], order["volume"]) == ("set_volume", "c" * 32, "0")
        assert [opening["magic"] for opening in order["opens"]] == ["4711"]

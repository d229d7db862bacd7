"""What was found is tied to the copy that it is about, or has a row of its own (real sockets)."""

from decimal import Decimal
from pathlib import Path

from tests.e2e.live_scene import LiveScene, live_scene
from tests.e2e.order_scene import until
from tests.e2e.terminal_frames import Json
from tradecopy_desktop.app.follower_views import FollowerState
from tradecopy_desktop.app.views import CopyState, FindingRow, Health
from tradecopy_desktop.domain.findings import FindingKind


async def _opened(scene: LiveScene) -> Json:
    await scene.master.open("0.10")
    await scene.follower.until(lambda: scene.follower.volumes == ["0.10"])
    (held,) = scene.follower.positions.values()
    await scene.follower.settle()
    return held


async def _found(scene: LiveScene, kind: FindingKind) -> FindingRow:
    await scene.follower.show()
    await scene.follower.settle()
    await until(lambda: any(row.kind is kind for row in scene.program.findings()))
    return next(row for row in scene.program.findings() if row.kind is kind)


async def test_copy_when_it_holds_too_much_then_its_row_and_its_follower_say_so(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        held = await _opened(scene)
        (before,) = scene.program.copies()
        held["volume"] = "0.15"

        found = await _found(scene, FindingKind.WRONG_SIZE)

        (copy,) = scene.program.copies()
        follower = scene.program.followers()[0]
        assert before.state is CopyState.IN_STEP
        assert (copy.state, copy.held_lots, copy.prescribed_lots) == (
            CopyState.DRIFT,
            Decimal("0.15"),
            Decimal("0.10"),
        )
        # The finding names the copy; a row of its own would show it twice.
        assert (found.copy, found.beside) == (copy.copy, None)
        assert (follower.state, follower.health) == (FollowerState.OUT_OF_STEP, Health.WARNING)
        assert follower.status == "the copy in EURUSD holds 0.15 lots; 0.1 are due"
        assert follower.drift_lots == Decimal("0.05")


async def test_position_when_it_belongs_to_no_copy_then_it_has_a_row_of_its_own(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        held = await _opened(scene)
        strange = held | {"id": "77001", "ticket": "77001", "magic": "4711", "profit": "-3.20"}
        strange["link"] = held["link"] | {"copy": "c" * 32, "id": "d" * 32}
        scene.follower.positions["77001"] = strange

        found = await _found(scene, FindingKind.UNLINKED)

        row = found.beside
        assert row is not None
        assert (row.copy, row.state, row.symbol) == ("c" * 32, CopyState.UNLINKED, "EURUSD")
        assert (row.held_lots, row.prescribed_lots) == (Decimal("0.10"), Decimal(0))
        assert (row.master_lots, row.master_price, row.profit) == (None, None, Decimal("-3.20"))
        assert [copy.state for copy in scene.program.copies()] == [CopyState.IN_STEP]

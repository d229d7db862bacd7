"""What the window is told of differences, questions and settings, through real sockets."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.e2e.live_scene import LiveScene, live_scene
from tests.e2e.rig import MASTER, bridge, follower, same_lots
from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.places import Place
from tradecopy_desktop.app.views import ComparisonRow, FindingRow, Health
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.recovery_rules import LatePolicy, RecoveryRules
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.sizing import SameLots

ROUTE = same_lots(MASTER, follower(1))


async def _missed(scene: LiveScene) -> None:
    settings = replace(
        scene.program.settings_of(ROUTE.id), recovery=RecoveryRules(late=LatePolicy.ASK, ask_s=120)
    )
    await scene.program.set_settings(ROUTE.id, settings)
    await scene.follower.leave()
    await scene.master.settle()
    await scene.master.open("0.10")
    await scene.master.settle()
    await scene.follower.connect(scene.port)
    await scene.follower.until(lambda: len(scene.program.late_openings()) == 1)


async def test_question_when_it_comes_then_an_alert_says_so_and_the_row_has_its_names(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        desk: Desk = scene.program
        name = desk.followers()[0].name

        await _missed(scene)

        asked = desk.late_openings()[0]
        alert = next(each for each in scene.alerts if each.key == asked.key)
        assert (asked.route_name, asked.follower_name) == ("to 2001", name)
        assert 0 < asked.left_s <= 120
        assert alert.health is Health.WARNING
        assert alert.title == "to 2001: copy a late opening?"
        assert alert.place is Place.RECONCILIATION
        assert alert.text.endswith("answer within 2 min, or it is skipped")


async def test_question_when_the_trader_skips_then_nothing_is_opened_and_it_is_settled(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        desk: Desk = scene.program
        await _missed(scene)
        key = desk.late_openings()[0].key

        await desk.answer_late(key, opens=False)
        await scene.follower.settle()

        assert desk.late_openings() == []
        assert scene.follower.volumes == []
        with pytest.raises(TradeCopyError, match="settled already"):
            await desk.answer_late(key, opens=True)


async def test_finding_when_it_is_corrected_then_the_comparison_says_that_both_ends_agree(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        desk: Desk = scene.program
        rows: list[FindingRow] = []
        desk.bus.subscribe(FindingRow, rows.append)
        compared: list[ComparisonRow] = []
        desk.bus.subscribe(ComparisonRow, compared.append)
        await scene.master.open("0.10")
        await scene.follower.until(lambda: scene.follower.volumes == ["0.10"])
        await scene.follower.settle()
        (held,) = scene.follower.positions.values()
        held["volume"] = "0.15"
        await scene.follower.show()
        await scene.follower.until(lambda: len(rows) == 1)
        differs = compared[-1].found

        await desk.correct(rows[0].key)
        await scene.follower.until(lambda: scene.follower.volumes == ["0.10"])
        await scene.follower.until(lambda: compared[-1].found == 0)

        assert differs == 1
        assert rows[0].follower_name == desk.followers()[0].name
        assert (compared[-1].route_name, compared[-1].waits_for) == ("to 2001", None)
        with pytest.raises(TradeCopyError, match="this is settled already"):
            await desk.correct(rows[0].key)


async def test_settings_when_recovery_is_set_then_they_rise_by_a_version_and_outlast_a_restart(
    tmp_path: Path,
) -> None:
    asks = RecoveryRules(late=LatePolicy.ASK, ask_s=60)
    async with bridge(tmp_path, [MASTER, follower(1)], [ROUTE]) as running:
        before = running.program.settings_of(ROUTE.id)
        await running.program.set_settings(ROUTE.id, replace(before, recovery=asks))
    async with bridge(tmp_path, [], []) as running:
        after = running.program.settings_of(ROUTE.id)

    assert after == replace(before, recovery=asks, version=before.version + 1)


async def test_route_when_added_with_settings_then_it_is_off_and_has_them(tmp_path: Path) -> None:
    asks = RecoveryRules(late=LatePolicy.ASK, ask_s=60)
    async with bridge(tmp_path, [MASTER, follower(1)], []) as running:
        desk: Desk = running.program

        settings = RouteSettings(version=7, sizing=SameLots(), recovery=asks)
        id = await desk.add_route("Gold", MASTER.key, follower(1).key, settings)

        # A new route begins with the first version of its settings.
        assert desk.settings_of(id) == replace(settings, version=1)
        assert desk.routes()[0].mode.value == "off"
        with pytest.raises(TradeCopyError, match="no longer there"):
            desk.settings_of("another")

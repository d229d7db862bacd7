"""A program on the database of any earlier version follows the copies that are in it."""

from pathlib import Path

import pytest

from tests.e2e import terminal_frames as frames
from tests.e2e.scripted_follower import ScriptedFollower
from tests.e2e.scripted_master import ScriptedMaster
from tests.e2e.storage_scene import StorageScene
from tests.golden_databases import VERSIONS, restore_database

COPY = "c633a887e391aa072b713663031b8eb9"
OPENED_BY = "6075e636cd0836db840643d9feee7cae"


def hold_as_dumped(master: ScriptedMaster, copier: ScriptedFollower, route: str) -> None:
    """Give both accounts what they held when the databases were dumped: 0.10 lots, copied."""
    master.positions["10001"] = frames.position(id="10001", order="10001", volume="0.10")
    master._ticket = 10_005
    # Their EAs were started again since, under names that the dumps do not know.
    master.stream, copier.stream = "990001", "990002"
    copier.positions["50001"] = frames.position(
        id="50001",
        order="50003",
        volume="0.10",
        magic="3035901391057675908",
        comment="TradeCopy",
        link={
            "copy": COPY,
            "id": OPENED_BY,
            "route": route,
            "master": "1001@Master-Demo",
            "source": "10001",
        },
    )
    copier._tickets_of[COPY] = ["50001"]
    copier._copy_of[OPENED_BY] = COPY
    copier._revisions[COPY] = 1
    # Three reports were written and stored.
    copier._number = 3
    copier._ticket = 50_008


@pytest.mark.parametrize("version", VERSIONS)
async def test_copy_when_stored_by_an_earlier_version_then_is_followed_to_its_end(
    tmp_path: Path, version: str
) -> None:
    restore_database(version, tmp_path / "tradecopy.sqlite")
    scene = StorageScene(tmp_path)
    master, copier = scene.master, scene.follower
    hold_as_dumped(master, copier, scene.route.id)

    async with scene.program():
        await copier.settle()
        assert copier.deals == []
        await master.reduce("10001", "0.04")
        await copier.until(lambda: copier.volumes == ["0.06"])
        await master.close("10001")
        await copier.until(lambda: not copier.positions)
        await master.open("0.20")
        await copier.until(lambda: copier.volumes == ["0.20"])
        await master.acknowledgement()

    assert copier.deals[:2] == [("out", COPY, "0.04"), ("out", COPY, "0.06")]
    assert copier.welcome["report_after"] == "3"

"""What the bridge acknowledges is on its disk; what it is told twice harms nobody."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.e2e.live_scene import live_scene


@contextmanager
def disk_held_up(folder: Path) -> Iterator[None]:
    """Keep the bridge from storing anything, as another program does that writes its database."""
    with closing(sqlite3.connect(folder / "tradecopy.sqlite")) as lock:
        lock.execute("BEGIN IMMEDIATE")
        yield


async def test_events_and_reports_when_disk_is_held_up_then_copied_but_not_acknowledged(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        master, copier = scene.master, scene.follower
        stored = master.acknowledged
        with disk_held_up(tmp_path):
            await master.open("0.10")
            await copier.until(lambda: copier.volumes == ["0.10"])
            await copier.exchange()
            await master.exchange()

            assert master.acknowledged == stored == 1
            assert copier.of_type("report_ack") == []

        await master.until(lambda: master.acknowledged == 2)
        await copier.until(lambda: [ack["n"] for ack in copier.of_type("report_ack")] == ["1"])


async def test_welcome_when_disk_is_held_up_then_resume_names_the_last_stored_event(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        master, copier = scene.master, scene.follower
        with disk_held_up(tmp_path):
            await master.open("0.10")
            await copier.until(lambda: copier.volumes == ["0.10"])

            await master.drop()
            await master.connect(scene.port)

            # Number 1 is the deposit of the scene; the opening, number 2, is on no disk yet.
            assert master.welcome["resume_after"] == "1"
        await master.acknowledgement()
        await copier.settle()
        assert copier.volumes == ["0.10"]


async def test_welcome_when_disk_is_held_up_then_report_after_names_the_last_stored_report(
    tmp_path: Path,
) -> None:
    async with live_scene(tmp_path) as scene:
        master, copier = scene.master, scene.follower
        with disk_held_up(tmp_path):
            await master.open("0.10")
            await copier.until(lambda: copier.volumes == ["0.10"])
            await copier.exchange()

            await copier.drop()
            await copier.connect(scene.port)

            assert copier.welcome["report_after"] == "0"
        await copier.until(lambda: [ack["n"] for ack in copier.of_type("report_ack")][-1:] == ["1"])
        await copier.settle()
        assert copier.volumes == ["0.10"]


async def test_event_when_told_twice_in_another_stream_then_copied_once(tmp_path: Path) -> None:
    async with live_scene(tmp_path) as scene:
        master, copier = scene.master, scene.follower
        await master.open("0.10")
        await copier.until(lambda: copier.volumes == ["0.10"])
        await master.acknowledgement()

        await master.drop()
        master.begin_new_life()
        await master.connect(scene.port)
        await master.tell_again(position=next(iter(master.positions)))
        await master.settle()
        await copier.settle()

        assert [(way, lots) for way, _, lots in copier.deals] == [("in", "0.10")]


async def test_copying_when_profile_cannot_be_stored_then_goes_on(tmp_path: Path) -> None:
    async with live_scene(tmp_path) as scene:
        master, copier = scene.master, scene.follower
        with disk_held_up(tmp_path):
            # What a terminal says of its account is to be stored, and the disk does not let us.
            await master.connect(scene.port)
            await master.exchange()

            await master.open("0.10")
            await copier.until(lambda: copier.volumes == ["0.10"])

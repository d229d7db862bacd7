"""The disk is full, held by another program, or damaged: closes go on, and nothing is lost."""

import asyncio
import json
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest

from tests.e2e.storage_scene import StorageScene, alerts, held_by_another, mode_of, told
from tradecopy_desktop.domain.routes import RouteMode

ROOT = Path(__file__).parents[2]
LOCKED = "another program holds it: close that program"
WELL = "everything that waited was written"
COPIES = "SELECT position, state FROM links ORDER BY position"
EVENTS = "SELECT kind FROM events WHERE role = 'monitor' AND kind <> 'balance' ORDER BY ordinal"


@pytest.fixture
def scene(tmp_path: Path) -> StorageScene:
    """Return a master and a follower, and no program yet."""
    return StorageScene(tmp_path)


# Held by another program


async def test_r5_3_database_when_held_by_another_program_then_copying_goes_on_and_all_is_stored(
    scene: StorageScene,
) -> None:
    master, copier = scene.master, scene.follower
    async with scene.program() as program:
        first = await master.open("0.10")
        await copier.until(lambda: copier.volumes == ["0.10"])
        await master.acknowledgement()
        stored = master.acknowledged
        with held_by_another(scene.database):
            second = await master.open("0.20")
            await copier.until(lambda: copier.volumes == ["0.10", "0.20"])
            await master.close(first)
            await master.reduce(second, "0.05")
            await copier.until(lambda: copier.volumes == ["0.15"])
            await told(program, "storage", LOCKED)
            # All of it was copied, and nothing of it is acknowledged.
            assert (master.acknowledged, master.seq) == (stored, stored + 3)
        await master.acknowledgement()
        await told(program, "storage", WELL)
        assert alerts(program, "storage") == [LOCKED, WELL]
        await copier.settle()
    done = list(copier.deals)

    assert scene.stored(COPIES) == [("10001", "closed"), ("10003", "live")]
    assert scene.stored(EVENTS) == [("opened",), ("opened",), ("closed",), ("partly_closed",)]

    async with scene.program():
        # The next program knows the same copies: it does nothing, and then closes the right one.
        await copier.settle()
        assert copier.deals == done
        await master.close(second)
        await copier.until(lambda: not copier.positions)
    assert [lots for way, _, lots in copier.deals if way == "out"] == ["0.10", "0.05", "0.15"]


# Full


class SmallDisk:
    """A program in a process of its own, of which no file can be written when told so."""

    def __init__(self, folder: Path) -> None:
        arguments = [sys.executable, "-m", "tests.e2e.small_disk_process", str(folder)]
        self.process = subprocess.Popen(
            arguments, cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True, encoding="utf-8"
        )

    async def port(self) -> int:
        return int(await self._answer())

    async def ask(self, line: str) -> Any:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        return await self._answer()

    async def told(self, text: str) -> list[str]:
        """Ask again and again what the trader was told, until `text` is in it."""
        async with asyncio.timeout(60):
            while True:
                found: list[str] = await self.ask("alerts")
                if any(text in line for line in found):
                    return found

    async def _answer(self) -> Any:
        assert self.process.stdout is not None
        line = await asyncio.to_thread(self.process.stdout.readline)
        assert line, "the program ended instead of answering"
        return json.loads(line)


@asynccontextmanager
async def small_disk(scene: StorageScene) -> AsyncIterator[SmallDisk]:
    disk = SmallDisk(scene.folder)
    try:
        port = await disk.port()
        for terminal in (scene.follower, scene.master):
            await terminal.connect(port)
            await terminal.settle()
        yield disk
    finally:
        disk.process.kill()
        await asyncio.to_thread(disk.process.communicate)
        for terminal in (scene.follower, scene.master):
            await terminal.part()


@pytest.mark.skipif(sys.platform == "win32", reason="file sizes are limited on POSIX systems only")
async def test_r5_3_disk_when_full_then_closes_go_on_openings_wait_and_all_is_stored_later(
    scene: StorageScene,
) -> None:
    master, copier = scene.master, scene.follower
    async with small_disk(scene) as disk:
        first = await master.open("0.10")
        await copier.until(lambda: copier.volumes == ["0.10"])
        await master.acknowledgement()
        stored = master.acknowledged
        await disk.ask("full")

        await master.close(first)
        await copier.until(lambda: not copier.positions)
        await master.open("0.30")
        await disk.told("could not be written down before sending")
        assert copier.volumes == []
        assert (master.acknowledged, master.seq) == (stored, stored + 2)

        await disk.ask("room")
        await master.acknowledgement()
        last = await master.open("0.40")
        await copier.until(lambda: copier.volumes == ["0.40"])
        heard = await disk.told(WELL)
        await master.acknowledgement()
        await copier.settle()
    assert sum("the journal of intents cannot be written" in line for line in heard) == 1
    assert scene.stored(EVENTS) == [("opened",), ("closed",), ("opened",), ("opened",)]
    # What could not be written down was refused, and stays so.
    assert scene.stored(COPIES) == [("10001", "closed"), ("10005", "refused"), ("10007", "live")]

    async with scene.program():
        await copier.settle()
        await master.close(last)
        await copier.until(lambda: not copier.positions)
    assert [(way, lots) for way, _, lots in copier.deals] == [
        ("in", "0.10"),
        ("out", "0.10"),
        ("in", "0.40"),
        ("out", "0.40"),
    ]


# Damaged


async def copied_once(scene: StorageScene) -> str:
    """Copy one position and end the program; return the position."""
    async with scene.program():
        position = await scene.master.open("0.10")
        await scene.follower.until(lambda: scene.follower.volumes == ["0.10"])
        await scene.master.settle()
        await scene.follower.settle()
    return position


def forget_the_database(scene: StorageScene) -> bytes:
    """Write over the file's beginning; nothing of it can be read any more."""
    content = b"\0" * 100 + scene.database.read_bytes()[100:]
    scene.database.write_bytes(content)
    return content


def spoil_a_row(scene: StorageScene) -> bytes:
    """Spoil what a terminal said of its account, and lose the journal besides."""
    with closing(sqlite3.connect(scene.database)) as connection:
        connection.execute("UPDATE terminal_profiles SET body = 'x' WHERE account LIKE '2001@%'")
        connection.commit()
    for file in scene.folder.glob("intents.journal.*"):
        file.unlink()
    return scene.database.read_bytes()


@pytest.mark.parametrize("damage", [forget_the_database, spoil_a_row])
async def test_e24_database_when_damaged_then_is_set_aside_copies_are_followed_and_routes_paused(
    scene: StorageScene, damage: Callable[[StorageScene], bytes]
) -> None:
    master, copier = scene.master, scene.follower
    position = await copied_once(scene)
    content = damage(scene)

    async with scene.program() as program:
        assert mode_of(program) is RouteMode.CLOSE_ONLY
        (aside,) = scene.folder.glob("tradecopy.sqlite.damaged-*Z")
        (alarm,) = (a.text for a in program.alerts() if "damaged" in a.title)
        await master.open("0.50")
        await master.close(position)
        await copier.until(lambda: not copier.positions)
        await master.acknowledgement()
        await copier.settle()

    assert aside.read_bytes() == content
    assert f"is set aside as {aside.name}" in alarm
    assert "every route is paused: compare the open positions of all accounts" in alarm
    assert [(way, lots) for way, _, lots in copier.deals] == [("in", "0.10"), ("out", "0.10")]


async def test_e24_journal_when_damaged_then_is_set_aside_and_routes_are_paused(
    scene: StorageScene,
) -> None:
    position = await copied_once(scene)
    journal = max(scene.folder.glob("intents.journal.?"), key=lambda file: file.stat().st_size)
    content = bytearray(journal.read_bytes())
    content[30:40] = b"\xff" * 10
    journal.write_bytes(bytes(content))

    async with scene.program() as program:
        assert mode_of(program) is RouteMode.CLOSE_ONLY
        (alarm,) = (a.text for a in program.alerts() if "damaged" in a.title)
        await scene.master.close(position)
        await scene.follower.until(lambda: not scene.follower.positions)

    (aside,) = scene.folder.glob("intents.journal.*.damaged-1")
    assert aside.read_bytes() == bytes(content)
    assert f"the file was set aside as {aside.name}; every route is paused" in alarm


async def test_e24_database_when_whole_then_nothing_is_set_aside_and_no_route_paused(
    scene: StorageScene,
) -> None:
    await copied_once(scene)

    async with scene.program() as program:
        assert mode_of(program) is RouteMode.LIVE
        assert not any("damaged" in alert.title for alert in program.alerts())

    assert list(scene.folder.glob("*damaged*")) == []

"""One program per data folder, and what a second start can ask of it."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tradecopy_desktop.adapters.instance.calling import call, wait_until_ended
from tradecopy_desktop.adapters.instance.door import OpenDoor
from tradecopy_desktop.adapters.instance.lock_file import Door, InstanceLock, is_held, read_door
from tradecopy_desktop.domain.errors import TradeCopyError

_HOLDER = """
import sys
from pathlib import Path
from tradecopy_desktop.adapters.instance.lock_file import Door, InstanceLock
lock = InstanceLock(Path(sys.argv[1]))
print(lock.acquire(), flush=True)
lock.tell(Door(process=1, port=2, token="t"))
sys.stdin.read()
"""


def test_folder_when_one_program_has_it_then_no_other_gets_it(tmp_path: Path) -> None:
    first, second = InstanceLock(tmp_path), InstanceLock(tmp_path)

    got = first.acquire(), second.acquire(), is_held(tmp_path)
    first.release()
    after = is_held(tmp_path), second.acquire()
    second.release()

    assert got == (True, False, True)
    assert after == (False, True)


def test_folders_when_two_then_each_has_its_own_program(tmp_path: Path) -> None:
    one, other = InstanceLock(tmp_path / "a"), InstanceLock(tmp_path / "b")

    assert (one.acquire(), other.acquire()) == (True, True)

    one.release()
    other.release()


def test_folder_when_its_program_is_killed_then_the_next_one_gets_it(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="ascii",
        cwd=Path(__file__).parents[4],
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        lock = InstanceLock(tmp_path)
        before = lock.acquire()
        holder.kill()
        holder.wait()

    after = lock.acquire()
    lock.release()

    assert (before, after) == (False, True)


def test_lock_when_it_is_held_then_says_how_to_reach_its_program(tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path)
    lock.acquire()
    door = Door(process=7, port=8, token="secret")

    lock.tell(door)
    told = read_door(tmp_path)
    lock.release()

    assert told == door
    # What is over is not to be called.
    assert read_door(tmp_path) is None


async def test_program_when_called_then_answers(tmp_path: Path) -> None:
    heard = []

    async def answer(command: str) -> str:
        heard.append(command)
        return f"did {command}"

    lock = InstanceLock(tmp_path)
    lock.acquire()
    door = OpenDoor(answer)
    lock.tell(await door.open())

    told = await asyncio.to_thread(call, tmp_path, "show")

    await door.close()
    lock.release()
    assert told == "did show"
    assert heard == ["show"]


async def test_program_when_called_by_a_stranger_then_says_nothing(tmp_path: Path) -> None:
    heard = []

    async def answer(command: str) -> str:
        heard.append(command)
        return "did it"

    lock = InstanceLock(tmp_path)
    lock.acquire()
    door = OpenDoor(answer)
    real = await door.open()
    lock.tell(Door(process=real.process, port=real.port, token="guessed"))

    with pytest.raises(TradeCopyError, match="does not answer"):
        await asyncio.to_thread(call, tmp_path, "quit", within_s=0.2)

    await door.close()
    lock.release()
    assert heard == []


def test_program_when_it_does_not_answer_then_says_what_to_do(tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path)
    lock.acquire()

    with pytest.raises(TradeCopyError, match="end it in the Task Manager"):
        call(tmp_path, "show", within_s=0.2)

    lock.release()


def test_wait_when_the_program_stays_then_gives_up(tmp_path: Path) -> None:
    lock = InstanceLock(tmp_path)
    lock.acquire()

    stayed = wait_until_ended(tmp_path, 0.1)
    lock.release()

    assert stayed is False
    assert wait_until_ended(tmp_path, 0.1) is True


@pytest.mark.skipif(os.name == "nt", reason="folders are closed otherwise there")
def test_folder_when_it_cannot_be_made_then_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(TradeCopyError, match="could not be opened"):
        InstanceLock(tmp_path / "file").acquire()

"""Real processes on one data folder: the second start, the end by request, the kill, the doctor."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.windows.on_wine import skip_on_wine
from tradecopy_desktop.adapters.instance.lock_file import read_door

ROOT = Path(__file__).parents[2]
_WITHIN_S = 60


def begin(folder: Path, *more: str) -> subprocess.Popen[str]:
    """Start the program on a folder."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.window_process", "--data-dir", str(folder), *more],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


@contextmanager
def program(folder: Path, *more: str) -> Iterator[subprocess.Popen[str]]:
    """Run the program until it can be spoken to; it is killed at the end if it still lives."""
    first = begin(folder, "--port", "0", *more)
    try:
        ends = time.monotonic() + _WITHIN_S
        while (door := read_door(folder)) is None or door.process != first.pid:
            assert first.poll() is None, first.communicate()[0]
            assert time.monotonic() < ends
            time.sleep(0.05)
        yield first
    finally:
        if first.poll() is None:
            first.kill()
        first.communicate()


def said(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Return the exit status of a process and what it printed."""
    text, _ = process.communicate(timeout=_WITHIN_S)
    return process.returncode, text


def test_program_when_started_twice_then_the_first_comes_forward_and_the_second_ends(
    tmp_path: Path,
) -> None:
    with program(tmp_path) as first:
        status, text = said(begin(tmp_path))
        alive = first.poll() is None

    assert (status, text) == (
        0,
        "TradeCopy Desktop runs already: its window was brought to the front\n",
    )
    assert alive


def test_program_when_it_went_on_as_the_demo_then_a_second_start_finds_its_window(
    tmp_path: Path,
) -> None:
    with program(tmp_path, "--wish-demo") as first:
        assert first.stdout is not None
        # A Qt without fonts of its own says so before.
        shown = next((line for line in first.stdout if line == "demo\n"), "")

        status, text = said(begin(tmp_path))
        asked = said(begin(tmp_path, "--quit-running"))

    assert shown == "demo\n"
    assert (status, text) == (
        0,
        "TradeCopy Desktop runs already: its window was brought to the front\n",
    )
    assert asked == (0, "")


def test_program_when_asked_to_end_then_has_ended_when_the_asker_returns(tmp_path: Path) -> None:
    with program(tmp_path) as first:
        asked = said(begin(tmp_path, "--quit-running"))
        status = first.wait(timeout=5)

    assert asked == (0, "")
    assert status == 0


def test_program_when_none_runs_then_asking_it_to_end_is_done_at_once(tmp_path: Path) -> None:
    assert said(begin(tmp_path, "--quit-running")) == (0, "TradeCopy Desktop is not running\n")


@pytest.mark.skipif(sys.platform == "win32", reason="a killed Qt program leaves a dump there")
def test_program_when_killed_then_the_next_start_is_not_held_up(tmp_path: Path) -> None:
    with program(tmp_path) as first:
        first.kill()
        first.wait()
        # What it wrote about itself is still there.
        left = read_door(tmp_path)

    with program(tmp_path) as second:
        alive = second.poll() is None

    assert left is not None
    assert alive


@skip_on_wine("names no port's owner")
def test_doctor_when_the_program_runs_then_asks_it(tmp_path: Path) -> None:
    with program(tmp_path):
        _, text = said(begin(tmp_path, "doctor"))

    lines = text.splitlines()
    assert any("port: TradeCopy Desktop listens on port" in line for line in lines), text
    assert any(line.startswith("fine     Database: ") for line in lines)

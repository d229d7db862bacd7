"""What the program's start costs those it serves already: python -m tests.benchmarks.starting.

The program is started with its window, 1 master and 20 followers set up. A stranger asks the bridge
from the beginning; from its first answer on copies may be on their way. Counted is the longest turn
of the loop in the 2 s after that, in ms of the processor's time, so that other programs do not
count, and beside it the longest before.
"""

import argparse
import asyncio
import subprocess
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter, sleep, thread_time_ns

from tests.benchmarks.bridge import install
from tests.stranger import free_port, is_answered
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.bootstrap import Running, Setup, run_window
from tradecopy_desktop.bootstrap.window import has_display
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.ports import SecretVault, Settings

_FOLLOWERS = 20
_ROUNDS = 5
_AIM_MS = 5.0
_AFTER_S = 2.0
_EVERY_S = 0.002


class Turns:
    """Notes how long each turn of the loop took, and when it ended."""

    def __init__(self) -> None:
        self.turns: list[tuple[float, float]] = []
        self.ended = False
        self._began_ns = thread_time_ns()

    def watch(self) -> None:
        """Look once a turn, from now on; called on the loop."""
        now_ns = thread_time_ns()
        self.turns.append((perf_counter(), (now_ns - self._began_ns) / 1e6))
        if not self.ended:
            asyncio.get_running_loop().call_soon(self.watch)
        self._began_ns = thread_time_ns()


class Stranger(Thread):
    """Asks a port again and again until somebody answers; notes when that was."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self.answered_at: float | None = None
        self._port = port

    def run(self) -> None:
        """Ask until there is an answer."""
        while self.answered_at is None:
            if is_answered(self._port, within_s=10):
                self.answered_at = perf_counter()
            else:
                sleep(_EVERY_S)


def main() -> int:
    """Print a line a start; return 1 where even the best had a turn that was too long."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--once", action="store_true", help="one start, in this process")
    if parser.parse_args().once:
        with TemporaryDirectory(prefix="tradecopy-bench-") as folder:
            return _start(Path(folder))
    print("one line a start: longest turn before the bridge answers and in the 2 s after, ms;")
    print("seconds from the start of the process to the answer")
    lines = [_round() for _ in range(_ROUNDS)]
    best = min(float(line.split()[1]) for line in lines)
    print(f"longest once it answers, best of {_ROUNDS}: {best:.1f} ms, the aim is {_AIM_MS:.0f}")
    return 0 if best <= _AIM_MS else 1


def _round() -> str:
    command = [sys.executable, "-m", "tests.benchmarks.starting", "--once"]
    begun = perf_counter()
    process = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    before, after, left_s = map(float, process.stdout.split())
    line = f"{before:8.1f} {after:8.1f} {perf_counter() - begun - left_s:8.2f}"
    print(line, flush=True)
    return line


def _start(folder: Path) -> int:
    port = free_port()
    turns, stranger = Turns(), Stranger(port)

    def begin(settings: Settings, _: SecretVault) -> None:
        install(settings, _FOLLOWERS)
        stranger.start()
        turns.watch()

    # As in the program, where terminals are told the port by a file.
    common = folder / "common"
    common.mkdir()
    setup = Setup(
        data_dir=folder, port=port, vault=MemoryVault(), install=begin, common_files=common
    )
    return run_window(setup, partial(_report, turns, stranger), seen=has_display())


async def _report(turns: Turns, stranger: Stranger, _now: Running, _window: MainWindow) -> int:
    await asyncio.to_thread(stranger.join)
    await asyncio.sleep(_AFTER_S)
    turns.ended = True
    answered = stranger.answered_at or 0.0
    before = max(ms for at, ms in turns.turns if at < answered)
    after = max(ms for at, ms in turns.turns if at >= answered)
    print(f"{before:.1f} {after:.1f} {perf_counter() - answered:.2f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

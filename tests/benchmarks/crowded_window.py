"""The program with its window and many followers, in a process of its own.

Prints its port, and `ready` once all terminals are there. For each page that it is told by a
number it shows that page (-1: hidden), and prints how late its loop came while the one before was
shown, as JSON: milliseconds, one for each look.
"""

import argparse
import asyncio
import json
import os
import sys
from pathlib import Path
from time import perf_counter_ns, process_time

import psutil

from tests.benchmarks.bridge import install
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.bootstrap import Running, Setup, run_window
from tradecopy_desktop.domain.pace import WIDE_PACE
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.ports import SecretVault, Settings

_EVERY_S = 0.005


class LoopWatch:
    """Wakes every 5 ms and notes how late that came."""

    def __init__(self) -> None:
        self.late_ms: list[float] = []
        self._cpu_s = process_time()
        self._began_ns = perf_counter_ns()

    async def run(self) -> None:
        """Look for ever."""
        while True:
            before = perf_counter_ns()
            await asyncio.sleep(_EVERY_S)
            self.late_ms.append((perf_counter_ns() - before) / 1e6 - _EVERY_S * 1_000)

    def take(self) -> dict[str, object]:
        """Return what was noted since the last time, with the processor time used, in percent."""
        cpu_s, now_ns = process_time(), perf_counter_ns()
        used = 100 * (cpu_s - self._cpu_s) / ((now_ns - self._began_ns) / 1e9)
        taken = {
            "late_ms": self.late_ms,
            "cpu_percent": used,
            "memory_mb": psutil.Process().memory_info().rss / 2**20,
        }
        self.late_ms, self._cpu_s, self._began_ns = [], cpu_s, now_ns
        return taken


async def show_what_is_told(now: Running, window: MainWindow) -> int:
    """Serve until the standard input ends."""
    print(now.program.port, flush=True)
    while not now.program.is_ready():  # noqa: ASYNC110 - nothing tells, and no figure counts yet
        await asyncio.sleep(0.05)
    print("ready", flush=True)
    watch = LoopWatch()
    watching = asyncio.ensure_future(watch.run())
    while line := await asyncio.to_thread(sys.stdin.readline):
        page = int(line)
        if page < 0:
            window.hide()
        else:
            window.show()
            window.show_page(page)
        print(json.dumps(watch.take()), flush=True)
    watching.cancel()
    return 0


def main() -> int:
    """Run the program with its window."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--followers", type=int, required=True)
    parser.add_argument("--data", type=Path, required=True)
    choice = parser.parse_args()

    def set_up(settings: Settings, _vault: SecretVault) -> None:
        install(settings, choice.followers)

    setup = Setup(data_dir=choice.data, port=0, vault=MemoryVault(), install=set_up, pace=WIDE_PACE)
    seen = sys.platform != "linux" or bool(os.environ.get("DISPLAY"))
    return run_window(setup, show_what_is_told, seen=seen)


if __name__ == "__main__":
    sys.exit(main())

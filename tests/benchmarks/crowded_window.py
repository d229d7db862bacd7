"""The program with its window and many followers, in a process of its own.

Prints its port, and `ready` once all terminals are there. For each page that it is told by a
number it shows that page (-1: hidden), and prints how late its loop came while the one before was
shown, as JSON: milliseconds, one for each look.
"""

import asyncio
import json
import sys
from time import perf_counter_ns, process_time

import psutil

from tests.benchmarks.bridge import arguments, setup_of, until_all_are_there
from tradecopy_desktop.bootstrap import Running, run_window
from tradecopy_desktop.bootstrap.window import has_display
from tradecopy_desktop.domain.pace import WIDE_PACE
from tradecopy_desktop.gui.main_window import MainWindow

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
    await until_all_are_there(now)
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


if __name__ == "__main__":
    chosen = setup_of(arguments().parse_args(), WIDE_PACE)
    sys.exit(run_window(chosen, show_what_is_told, seen=has_display()))

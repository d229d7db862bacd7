"""How late the loop comes with a full window: `python3 -m tests.benchmarks.crowded`.

1 master and 50 followers with 500 open positions; 100 signs of life with money come a second, and
the master trades twice a second besides, which is 100 copies. One line a page: how late a timer of
5 ms came, the processor's share, memory. The machine's clock times it, so it should be quiet.
"""

import argparse
import asyncio
import json
import sys
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from tests.benchmarks import course
from tests.benchmarks.machine import this_machine
from tests.benchmarks.rounds import Subprocess, process_of
from tests.benchmarks.table import machine_lines
from tests.benchmarks.tally import Tally
from tests.benchmarks.terminals import Follower, Master
from tradecopy_desktop.gui.pages import COCKPIT, GUARD, LATENCY, LOG, PROOF, ROUTES

FOLLOWERS = 50
HELD = 10
EVENTS_A_SECOND = 100
TRADES_A_SECOND = 2
_LIMIT_MS = 10.0
_PAGES = {
    "cockpit": COCKPIT,
    "routes": ROUTES,
    "guard": GUARD,
    "latency": LATENCY,
    "trade log": LOG,
    "proof": PROOF,
    "hidden": -1,
}


def main() -> int:
    """Measure and print; return 1 where the loop was late by more than it may be."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=6.0, help="of each page (6)")
    parser.add_argument("--quiet", action="store_true", help="the master holds and does not trade")
    choice = parser.parse_args()
    seconds = choice.seconds
    print(*machine_lines(this_machine("")), sep="\n")
    course.HELD = HELD
    print(f"{FOLLOWERS} followers, {FOLLOWERS * HELD} positions, {EVENTS_A_SECOND} events a second")
    command = [sys.executable, "-m", "tests.benchmarks.crowded_window"]
    with TemporaryDirectory(prefix="tradecopy-bench-") as folder:
        begun = perf_counter()
        command += ["--followers", str(FOLLOWERS), "--data", folder]
        with process_of(command, "the program") as running:
            port = int(running.line())
            print(f"from its start to a bridge behind a window: {perf_counter() - begun:.2f} s")
            late = asyncio.run(_measure(running, port, seconds, trades=not choice.quiet))
    return int(late > _LIMIT_MS)


async def _measure(running: Subprocess, port: int, seconds: float, *, trades: bool) -> float:
    tally = Tally(FOLLOWERS)
    master = Master(tally)
    followers = [Follower(place, tally) for place in range(FOLLOWERS)]
    for end in (*followers, master):
        await end.connect(port)
    await asyncio.to_thread(running.line)
    for _ in range(HELD):
        master.send_next()
        await asyncio.sleep(0.3)
    load = [asyncio.create_task(_beat(followers))]
    if trades:
        load.append(asyncio.create_task(_trade(master)))
    worst = 0.0
    print("page           p50 ms   p95 ms   p99 ms   max ms   processor   memory MB")
    await asyncio.to_thread(_tell, running, COCKPIT)
    for name, after in zip(_PAGES, [*list(_PAGES.values())[1:], -1], strict=True):
        await asyncio.sleep(seconds)
        told = await asyncio.to_thread(_tell, running, after)
        late = sorted(told["late_ms"])
        cuts = quantiles(late, n=100)
        worst = max(worst, cuts[98])
        print(
            f"{name:12} {cuts[49]:8.2f} {cuts[94]:8.2f} {cuts[98]:8.2f} {late[-1]:8.2f}"
            f" {told['cpu_percent']:9.1f} % {told['memory_mb']:10.0f}",
            flush=True,
        )
    for task in load:
        task.cancel()
    await asyncio.gather(*load, return_exceptions=True)
    for end in (*followers, master):
        end.close()
    return worst


def _tell(running: Subprocess, page: int) -> dict[str, Any]:
    running.tell(f"{page}\n")
    told: dict[str, Any] = json.loads(running.line())
    return told


async def _beat(followers: list[Follower]) -> None:
    start, number = perf_counter(), 0
    while True:
        number += 1
        await asyncio.sleep(max(0.0, start + number / EVENTS_A_SECOND - perf_counter()))
        followers[number % FOLLOWERS].beat()


async def _trade(master: Master) -> None:
    while True:
        await asyncio.sleep(1 / TRADES_A_SECOND)
        master.send_next()


if __name__ == "__main__":
    sys.exit(main())

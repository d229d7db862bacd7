"""How fast the EAs are, measured at their sockets: `python -m tests.benchmarks.experts`.

A trade by hand at a monitor's terminal until its event has come; an instruction to an executor
until its report has come. Terminals are simulated, brokers fill at once. No part of the tests.
"""

import argparse
import asyncio
import itertools
import os
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.benchmarks.figures import Spread, spread
from tests.benchmarks.machine import this_machine
from tests.benchmarks.table import machine_lines
from tests.e2e.rig import MASTER, Terminal, follower
from tests.ea.instructions import opening, target
from tests.ea.mql.build import MQL4, MQL5, build, compiler, expert
from tests.ea.raw_server import Call, raw_server, text

PLATFORMS = {"mt4": MQL4, "mt5": MQL5}
COPIER = follower(1)
# An Expert Advisor expects more trades for two seconds after one: the next comes later than that.
IDLE_GAP_S = (2.1, 2.4)
BUSY_GAP_S = (0.005, 0.03)
# A simulated broker prints its whole book with every trade, so that a long one would be measured.
PAIRS_OF_A_LIFE = 25


class Trades:
    """Makes a trade of one EA after another, and says how long each took."""

    def __init__(self, name: str, call: Call, orders: asyncio.StreamWriter) -> None:
        self._call = call
        self._orders = orders
        self._numbers = itertools.count(1)
        self.one = self._event if name == "Monitor" else self._report

    async def _event(self) -> Iterator[float]:
        begun = time.perf_counter_ns()
        self._orders.write(b"open EURUSD buy 0.10\n")
        opened = await self._call.message("event")
        opened_ms = _ms_since(begun)
        position = opened["position"]
        assert isinstance(position, dict)
        begun = time.perf_counter_ns()
        self._orders.write(f"close {position['ticket']}\n".encode())
        closed = await self._call.message("event")
        closed_ms = _ms_since(begun)
        self._call.send(text(type="ack", seq=closed["seq"]))
        return iter((opened_ms, closed_ms))

    async def _report(self) -> Iterator[float]:
        number = next(self._numbers)
        named = {"copy": f"c{number:031x}", "id": f"a{number:031x}", "magic": str(7_000 + number)}
        opened_ms, report = await self._told(opening(**named))
        assert report["outcome"] == "filled", report
        opens = [{"id": named["id"], "magic": named["magic"], "volume": "1.00", "since": None}]
        change = {"id": f"b{number:031x}", "copy": named["copy"], "opens": opens}
        closed_ms, report = await self._told(target(2, "0", **change))
        assert report["outcome"] == "filled", report
        self._call.send(text(type="report_ack", n=report["n"]))
        return iter((opened_ms, closed_ms))

    async def _told(self, instruction: dict[str, object]) -> tuple[float, dict[str, object]]:
        frame = text(**instruction)
        begun = time.perf_counter_ns()
        self._call.send(frame)
        report = await self._call.message("report")
        return _ms_since(begun), report


def _ms_since(begun: int) -> float:
    return (time.perf_counter_ns() - begun) / 1e6


@asynccontextmanager
async def trading(name: str, program: Path, folder: Path, timer_ms: int) -> AsyncIterator[Trades]:
    """Run an EA until the end of the block; it has shown its account."""
    async with raw_server() as server:
        account = MASTER if name == "Monitor" else COPIER
        process = await asyncio.create_subprocess_exec(
            str(program),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            env={**os.environ, **_settings(account, server.port, folder, timer_ms)},
        )
        assert process.stdin is not None
        call = await server.call()
        snapshot = await call.greet()
        while not snapshot["whole"]:
            snapshot = await call.message("snapshot")
        beating = asyncio.create_task(_beat(call), name="heartbeats")
        try:
            yield Trades(name, call, process.stdin)
        finally:
            beating.cancel()
            process.stdin.close()
            await process.wait()


def _settings(account: Terminal, port: int, folder: Path, timer_ms: int) -> dict[str, str]:
    return {
        "SIM_LOGIN": account.key.login,
        "SIM_SERVER": account.key.server,
        "SIM_FILES": str(folder / "files"),
        "SIM_JUMPS_MS": "0",
        "SIM_FIRST_JUMP_MS": "2500",
        "SIM_TIMER_MS": str(timer_ms),
        "SIM_INPUT_InpPort": str(port),
        "SIM_INPUT_InpKey": account.secret,
    }


async def _beat(call: Call) -> None:
    while True:
        await asyncio.sleep(5)
        call.send(text(type="heartbeat", ticks=time.perf_counter_ns() // 1_000, echo=None))


async def _took(
    trades: Trades, count: int, gap_s: tuple[float, float], *, first_only: bool
) -> list[float]:
    took: list[float] = []
    # The first of a life opens files, and is no sample.
    await trades.one()
    for _ in range(count):
        await asyncio.sleep(random.uniform(*gap_s))
        pair = await trades.one()
        took += list(pair)[:1] if first_only else pair
    return took


async def run(builds: Path, scratch: Path, timer_ms: int, idle: int, busy: int) -> None:
    """Measure all four and print a line for each; `idle` and `busy` say how many trades."""
    for name, platform in itertools.product(("Monitor", "Executor"), PLATFORMS):
        dialect = PLATFORMS[platform]
        source = expert(f"TradeCopy_{name}", dialect)
        program = await asyncio.to_thread(build, source, dialect, builds, optimized=True)
        still: list[float] = []
        lively: list[float] = []
        for life in itertools.count():
            folder = scratch / f"{name}-{platform}-{timer_ms}-{life}"
            async with trading(name, program, folder, timer_ms) as trades:
                if len(still) < idle:
                    still += await _took(trades, 10, IDLE_GAP_S, first_only=True)
                else:
                    lively += await _took(trades, PAIRS_OF_A_LIFE, BUSY_GAP_S, first_only=False)
            if len(lively) >= 2 * busy:
                break
        _print_line(name, platform, timer_ms, spread(still), spread(lively))


def _print_line(name: str, platform: str, timer_ms: int, still: Spread, lively: Spread) -> None:
    print(
        f"{name:9}{platform:5}{timer_ms:>6}"
        f"{still.p50:>10.2f}{still.p99:>9.2f}{lively.p50:>10.2f}{lively.p99:>9.2f}",
        flush=True,
    )


def main() -> int:
    """Measure and print; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.experts", description=__doc__)
    parser.add_argument("--idle", type=int, default=40, help="trades after a pause (40)")
    parser.add_argument("--busy", type=int, default=300, help="pairs of trades in a row (300)")
    parser.add_argument("--timers", default="10,16", help="ms between a timer's events (10,16)")
    choice = parser.parse_args()
    if compiler() is None:
        print("experts: there is no g++ with C++20 and 64-bit longs here", file=sys.stderr)
        return 1
    about = [line for line in machine_lines(this_machine("")) if not line.startswith("node")]
    print(*about, sep="\n")
    print(f"\n{'':20}{'idle, ms':>19}{'busy, ms':>19}")
    print(f"{'EA':9}{'':5}{'timer':>6}{'p50':>10}{'p99':>9}{'p50':>10}{'p99':>9}", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        builds = Path(scratch) / "builds"
        builds.mkdir()
        for timer in choice.timers.split(","):
            asyncio.run(run(builds, Path(scratch), int(timer), choice.idle, choice.busy))
    return 0


if __name__ == "__main__":
    sys.exit(main())

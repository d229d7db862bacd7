"""Feeds the EAs whatever a server may say, with sanitizers watching: `python -m tests.ea.fuzzing`.

It judges no answer: what it looks for is a program that ends by itself.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.e2e.rig import Terminal, follower
from tests.ea.feeding import Feed, messages
from tests.ea.mql.build import MQL4, MQL5, build, expert
from tests.ea.raw_server import WELCOME, Call, RawServer, raw_server, text
from tests.ea.terminal_process import TerminalProcess, start_terminal

SOURCES = {
    f"{name} mt{dialect.number}": (expert(f"TradeCopy_{name}", dialect), dialect)
    for name in ("Executor", "Monitor")
    for dialect in (MQL4, MQL5)
}
# A terminal whose book has grown is slow: a new one takes its place.
_CALLS_OF_A_LIFE = 150
_CALL_WITHIN_S = 0.5
_END_WITHIN_S = 10
_LONG_WAIT = "pass 31000"


@dataclass(slots=True)
class Fed:
    """How much one program was fed, and what came of it."""

    name: str
    calls: int = 0
    frames: int = 0
    bytes: int = 0
    finding: str = ""


def build_all(folder: Path, names: list[str]) -> dict[str, Path]:
    """Return the programs of these names, built with sanitizers."""
    with ThreadPoolExecutor(2) as pool:
        made = {name: pool.submit(build, *SOURCES[name], folder, sanitized=True) for name in names}
    return {name: one.result() for name, one in made.items()}


async def feed(
    program: Path, name: str, folder: Path, *, seed: int, seconds: float = 1e9, calls: int = 10**9
) -> Fed:
    """Feed one program for so long or so many connections, until it ends by itself."""
    fed = Fed(name)
    known = messages()
    until = time.monotonic() + seconds
    account: Terminal = follower(1)
    async with raw_server() as server:
        while time.monotonic() < until and fed.calls < calls and not fed.finding:
            life = folder / f"{name.replace(' ', '-')}-{fed.calls}"
            now = await start_terminal(program, account, server.port, life)
            last = min(calls, fed.calls + _CALLS_OF_A_LIFE)
            while time.monotonic() < until and fed.calls < last and now.process.returncode is None:
                fed.calls += 1
                chance = Random(f"{seed}/{name}/{fed.calls}")
                await _feed_call(server, now, Feed(chance, known), fed)
            status = await now.leave()
            if status != 0:
                fed.finding = f"ended with {status} at seed {seed}, connection {fed.calls}"
    return fed


async def _feed_call(server: RawServer, now: TerminalProcess, what: Feed, fed: Fed) -> None:
    call = await _next_call(server, now)
    if call is None:
        return
    with suppress(OSError, EOFError, TimeoutError, AssertionError):
        call.send(what.handshake(await call.request()))
        hello = await asyncio.wait_for(call.message("hello"), 2)
        assert hello["type"] == "hello"
        call.send(text(**WELCOME))
        for packet in what.packets():
            fed.bytes += len(packet)
            call.send(packet)
            await asyncio.wait_for(call.sent(), 2)
        call.end()
    fed.frames += what.frames
    with suppress(TimeoutError):
        await asyncio.wait_for(call.ended(), _END_WITHIN_S)
    call.close()


async def _next_call(server: RawServer, now: TerminalProcess) -> Call | None:
    while now.process.returncode is None:
        with suppress(TimeoutError):
            return await asyncio.wait_for(server.call(), _CALL_WITHIN_S)
        # It was told to stay away for half a minute.
        now.order(_LONG_WAIT)
    return None


async def _feed_all(
    programs: dict[str, Path], folder: Path, seed: int, seconds: float
) -> list[Fed]:
    async with asyncio.TaskGroup() as tasks:
        running = [
            tasks.create_task(feed(program, name, folder, seed=seed, seconds=seconds), name=name)
            for name, program in programs.items()
        ]
    return [one.result() for one in running]


def main() -> int:
    """Feed all four and print how much; return 1 if one of them ended by itself."""
    parser = argparse.ArgumentParser(prog="python -m tests.ea.fuzzing", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="how long (10)")
    parser.add_argument("--seed", type=int, default=1, help="what is said (1)")
    parser.add_argument("--builds", type=Path, help="where programs are kept, to build them once")
    choice = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        builds = choice.builds or Path(scratch) / "builds"
        builds.mkdir(parents=True, exist_ok=True)
        programs = build_all(builds, list(SOURCES))
        all_fed = asyncio.run(_feed_all(programs, Path(scratch), choice.seed, choice.minutes * 60))
    lines = [f"seed {choice.seed}, {choice.minutes:g} minutes, AddressSanitizer and UBSan"]
    lines += [
        f"{fed.name:14} {fed.calls:>8,} connections {fed.frames:>10,} frames "
        f"{fed.bytes:>13,} bytes  {fed.finding or 'no finding'}"
        for fed in all_fed
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if any(fed.finding for fed in all_fed) else 0


if __name__ == "__main__":
    sys.exit(main())

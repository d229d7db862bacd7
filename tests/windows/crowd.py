"""A thousand terminals on the Windows event loop: `python3 -m tests.windows.crowd`.

The program with its window runs as a Windows program, the terminals as one process beside it. They
connect and answer heartbeats for a while; then one trade is copied from the first to twenty others,
and the rest idles on.
"""

import argparse
import asyncio
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.tally import Tally
from tests.benchmarks.terminals import Follower, Master, Terminal
from tests.windows.machine import why_no_wine, wine
from tests.windows.python import ROOT, windows_python

_FOLDER = ROOT / ".wine"
_MEMORY = Path("/dev/shm")
_AT_ONCE = 10
_FOLLOWERS = 20
_PATIENCE_S = 300.0


@contextmanager
def bridge(terminals: int) -> Iterator["subprocess.Popen[str]"]:
    """Run the program as a Windows program, for so many terminals."""
    arguments = ["-m", "tests.windows.crowd_bridge", "--terminals", str(terminals)]
    arguments += ["--followers", str(_FOLLOWERS)]
    # In memory where that can be had: a thousand accounts are stored first, and not measured.
    place = _MEMORY if _MEMORY.is_dir() else None
    with TemporaryDirectory(dir=place, ignore_cleanup_errors=True) as data:
        if sys.platform == "win32":
            command = [sys.executable, *arguments, "--data", data]
            with subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                cwd=ROOT,
            ) as process:
                yield process
            return
        python = windows_python(_FOLDER)
        with wine(_FOLDER / "crowd", keep=True) as machine:
            folder = machine.name(Path(data))
            with machine.start([machine.name(python), *arguments, "--data", folder]) as process:
                yield process


async def visit(process: "subprocess.Popen[str]", count: int, seconds: float) -> str:
    """Let all terminals come, beat and be served; return the figures in one line."""
    port = int(await _line(process, str.isdigit))
    tally = Tally(_FOLLOWERS)
    master = Master(tally)
    terminals: list[Terminal] = [master, *(Follower(n, tally) for n in range(count - 1))]
    beats = _count_beats(terminals)
    started = time.perf_counter()
    for first in range(0, len(terminals), _AT_ONCE):
        await asyncio.gather(*(t.connect(port) for t in terminals[first : first + _AT_ONCE]))
    connected = time.perf_counter() - started
    await _line(process, lambda line: line == "ready")
    ready = time.perf_counter() - started
    before = sum(beats.values())
    await asyncio.sleep(seconds)
    beaten = sum(beats.values()) - before
    silent = sum(1 for count in beats.values() if not count)
    sent = time.perf_counter()
    master.send_next()
    async with asyncio.timeout(_PATIENCE_S):
        while tally.received < _FOLLOWERS:  # noqa: ASYNC110 - counted, not told
            await asyncio.sleep(0.01)
    served = time.perf_counter() - sent
    dropped = sum(1 for t in terminals if t.end.ended.done())
    for terminal in terminals:
        terminal.close()
    return (
        f"{len(terminals)} terminals connected in {connected:.1f} s, in step after {ready:.1f} s; "
        f"{beaten} heartbeats answered in {seconds:.0f} s, {silent} terminals without any; "
        f"one trade reached {tally.received} followers in {served * 1_000:.0f} ms; "
        f"{dropped} connections lost"
    )


def _count_beats(terminals: list[Terminal]) -> dict[int, int]:
    beats = dict.fromkeys(range(len(terminals)), 0)
    for number, terminal in enumerate(terminals):
        beat = terminal.beat

        def counted(number: int = number, beat: Callable[[], None] = beat) -> None:
            beats[number] += 1
            beat()

        terminal.beat = counted  # type: ignore[method-assign]  # counts what the bench sends anyway
    return beats


async def _line(process: "subprocess.Popen[str]", wanted: Callable[[str], bool]) -> str:
    """Return the next line that is `wanted`; wine and Qt say other things in between."""
    said = []
    while process.stdout is not None:
        line = await asyncio.to_thread(process.stdout.readline)
        said.append(line)
        if not line:
            break
        if wanted(line.strip()):
            return line.strip()
    raise RuntimeError("the bridge ended: " + "".join(said[-20:]))


def main() -> int:
    """Print the figures and return 0, or say why there is no Windows here."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.windows.crowd")
    parser.add_argument("--terminals", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=20.0, help="of heartbeats")
    given = parser.parse_args()
    missing = None if sys.platform == "win32" else why_no_wine()
    if missing:
        print(f"crowd: skipped: {missing}")
        return 77
    with bridge(given.terminals) as process:
        try:
            print(asyncio.run(visit(process, given.terminals, given.seconds)))
            assert process.stdin is not None
            process.stdin.close()
            assert process.stdout is not None
            print("the loop was late at worst, ms in each second:", process.stdout.read().strip())
        finally:
            process.kill()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How long the link keeps a terminal's thread at most: never 50 ms, whatever the server does.

The terminal measures it; the time in which its thread waited for a processor does not count.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.e2e.rig import follower
from tests.ea.conftest import Programs
from tests.ea.mql.build import SANITIZE
from tests.ea.raw_server import PING, Call, answer, frame, raw_server, text
from tests.ea.scripted_bridge import scripted_bridge
from tests.ea.terminal_process import TerminalProcess, terminal

# What watches every index takes more time than any terminal.
pytestmark = pytest.mark.skipif(os.environ.get(SANITIZE) == "1", reason="the build is a slow one")

COPIER = follower(1)
PLATFORMS = ["mt4", "mt5"]
MOST_US = 50_000
# Real waits: a clock that jumps would hide them.
REAL = {"SIM_JUMPS_MS": "0", "SIM_FIRST_JUMP_MS": "2500", "SIM_WATCH": "1"}
NARROW = {**REAL, "SIM_SEND_BUFFER": "4096"}
NO_PORT = 9


def longest_us(now: TerminalProcess) -> int:
    """Return how long an event kept the thread of a terminal that has ended, at most."""
    return int(next(line for line in reversed(now.log) if line.isdigit()))


@contextmanager
def full_door() -> Iterator[int]:
    """Listen on a port that lets nobody in: whoever comes waits for an answer for ever."""
    with closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))
        door.listen(0)
        port = door.getsockname()[1]
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
        try:
            yield port
        finally:
            for one in waiting:
                one.close()


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_terminal_when_nothing_listens_then_is_not_kept(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    async with terminal(programs("Executor", platform), COPIER, NO_PORT, tmp_path, **REAL) as now:
        await now.until_chart("not found on port 9")

    assert longest_us(now) < MOST_US


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_terminal_when_a_connect_gets_no_answer_then_is_not_kept(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    with full_door() as port:
        async with terminal(programs("Executor", platform), COPIER, port, tmp_path, **REAL) as now:
            # MetaTrader 4 gives it five seconds, MetaTrader 5 thirty milliseconds.
            now.order("pass 6000")
            await now.until_chart("not found on port")

    assert longest_us(now) < MOST_US


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_terminal_when_the_server_says_nothing_or_little_then_is_not_kept(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    program = programs("Executor", platform)

    async with (
        raw_server() as server,
        terminal(program, COPIER, server.port, tmp_path, **REAL) as now,
    ):
        mute = await server.call()
        await mute.request()
        now.order("pass 6000")
        await now.until_chart("does not answer")
        now.order("pass 1000")
        slow = await server.call()
        for byte in answer(await slow.request())[:60]:
            slow.send(bytes([byte]))
            await slow.sent()
        now.order("pass 6000")
        await slow.ended()

    assert longest_us(now) < MOST_US


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_terminal_when_the_server_never_reads_then_is_not_kept_and_gives_up(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    program = programs("Executor", platform)

    async with (
        raw_server(buffer=4_096) as server,
        terminal(program, COPIER, server.port, tmp_path, **NARROW) as now,
    ):
        call = await server.call()
        await call.greet()
        # The answers are more than the two systems keep.
        call.send(frame(PING, b"x" * 125) * 500)
        now.order("pass 60000")
        await now.until_chart("does not read")

    assert longest_us(now) < MOST_US


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_terminal_when_flooded_then_is_not_kept_and_answers_all(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    program = programs("Executor", platform)
    flood = (text(type="ack", seq="1") * 50 + frame(PING, b"x" * 125) * 50) * 20

    async with (
        raw_server() as server,
        terminal(program, COPIER, server.port, tmp_path, **REAL) as now,
    ):
        call = await server.call()
        await call.greet()
        call.send(flood)
        pongs = [await call.control() for _ in range(1_000)]
        call.send(text(type="heartbeat", ticks=7, echo=None))
        await call.message("heartbeat")

    assert len(pongs) == 1_000
    assert longest_us(now) < MOST_US


async def test_mt5_when_a_wait_in_vain_ends_the_connection_then_a_later_one_lasts(
    programs: Programs, tmp_path: Path
) -> None:
    program = programs("Executor", "mt5")
    breaks = {"SIM_JUMPS_MS": "6000", "SIM_WATCH": "1", "SIM_WAITS_BREAK": "1"}
    lost = 0

    async with (
        raw_server() as server,
        terminal(program, COPIER, server.port, tmp_path, **breaks) as now,
    ):
        # An answer that takes its time on a busy machine is waited for in vain as well.
        while not await _lasts(await server.call()):
            lost += 1

    assert lost >= 1
    assert longest_us(now) < MOST_US


async def _lasts(call: Call) -> bool:
    try:
        await call.greet()
        # Five seconds of the terminal's clock later, with many waits in vain until then.
        await call.message("heartbeat")
    except (EOFError, ConnectionError):
        return False
    return True


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_terminal_when_every_symbol_is_asked_for_again_and_again_then_is_not_kept(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    async with scripted_bridge(COPIER) as bridge:
        program = programs("Executor", platform)
        async with terminal(program, COPIER, bridge.port, tmp_path, **REAL) as now:
            visit = await bridge.visit()
            await visit.welcome()
            for request in ("1", "2", "3"):
                await visit.send(type="get_symbols", request=request, names=[])
            pages = [await visit.expect("symbols") for _ in range(6)]

    # 160 symbols each time, on two pages.
    assert [page["request"] for page in pages] == ["1", "1", "2", "2", "3", "3"]
    assert sum(len(page["symbols"]) for page in pages) == 480
    assert longest_us(now) < MOST_US

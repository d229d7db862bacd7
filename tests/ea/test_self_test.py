"""The self-test for a terminal, run as a Linux program: each check is told, nothing is hidden."""

import asyncio
import os
import re
from pathlib import Path

import pytest

from tests.e2e.rig import MASTER, Terminal
from tests.ea.conftest import Programs
from tests.ea.scripted_bridge import scripted_bridge
from tradecopy_desktop.bundled import bundled

PATIENCE_S = 60


@pytest.fixture(params=["mt4", "mt5"])
def script(request: pytest.FixtureRequest, programs: Programs) -> Path:
    """Return the self-test of each platform as a program."""
    return programs("SelfTest", request.param)


async def run(program: Path, folder: Path, account: Terminal, **settings: str) -> list[str]:
    """Return the lines that the self-test printed."""
    process = await asyncio.create_subprocess_exec(
        str(program),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        env={
            **os.environ,
            "SIM_LOGIN": account.key.login,
            "SIM_SERVER": account.key.server,
            "SIM_FILES": str(folder),
            **settings,
        },
    )
    async with asyncio.timeout(PATIENCE_S):
        printed, _ = await process.communicate()
    assert process.returncode == 0
    return [line.removeprefix("LOG ") for line in printed.decode().splitlines()]


def told(lines: list[str], word: str) -> list[str]:
    """Return what stands behind a word at the beginning of lines."""
    return [line.removeprefix(f"{word}: ") for line in lines if line.startswith(f"{word}: ")]


async def test_self_test_when_all_works_then_each_line_is_ok(script: Path, tmp_path: Path) -> None:
    vectors = tmp_path / "TradeCopy" / "vectors.jsonl"
    vectors.parent.mkdir()
    vectors.write_bytes(bundled("ea/vectors.jsonl").read_bytes())
    async with scripted_bridge(MASTER) as bridge, asyncio.TaskGroup() as tasks:
        running = tasks.create_task(
            run(
                script,
                tmp_path,
                MASTER,
                SIM_ANSWER="yes",
                SIM_INPUT_InpPort=str(bridge.port),
                SIM_INPUT_InpKey=MASTER.secret,
            ),
            name="self-test",
        )
        visit = await bridge.visit()
        await visit.expect("hello")
        await visit.send(
            type="welcome",
            minor=0,
            program="test",
            resume_after="0",
            heartbeat_ms=5_000,
            dead_after_ms=15_000,
            report_after="0",
            ticks=1,
        )
        await visit.expect("bye")
        await visit.closed()
    lines = running.result()

    assert told(lines, "failed") == []
    assert told(lines, "skipped") == []
    assert told(lines, "end") == ["all that was checked is ok"]
    # Half of the smallest lots twice over: opened, and closed in two parts.
    assert {
        "the bridge welcomes this monitor",
        "open 0.02 lots of EURUSD",
        "close 0.01 of 0.02 lots",
        "close 0.01 of 0.01 lots",
    } <= set(told(lines, "ok"))
    report = (tmp_path / "TradeCopy" / "self-test-report.txt").read_text(encoding="utf-8")
    assert report.splitlines()[-1] == "end: all that was checked is ok"


async def test_self_test_when_the_trader_says_no_then_trades_nothing(
    script: Path, tmp_path: Path
) -> None:
    lines = await run(script, tmp_path, MASTER)

    assert told(lines, "skipped")[-1] == "trading: you said no"
    assert not [line for line in told(lines, "ok") if line.startswith("open ")]
    # No key was given, and no vectors were copied.
    assert len(told(lines, "skipped")) == 3
    assert told(lines, "failed") == []


async def test_self_test_when_there_is_no_bridge_then_says_what_to_do(
    script: Path, tmp_path: Path
) -> None:
    # Port 1 is nobody's on a machine that runs tests.
    lines = await run(
        script, tmp_path, MASTER, SIM_INPUT_InpPort="1", SIM_INPUT_InpKey=MASTER.secret
    )

    failed = told(lines, "failed")
    assert len(failed) == 1
    assert failed[0].startswith("connection: TradeCopy Desktop was not found on port 1 ")
    assert "Start TradeCopy Desktop" in failed[0]
    assert told(lines, "end") == ["1 failed"]


async def test_self_test_when_the_key_is_refused_then_says_so(script: Path, tmp_path: Path) -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(refuse, "127.0.0.1", 0)
    async with server:
        port = str(server.sockets[0].getsockname()[1])
        lines = await run(
            script, tmp_path, MASTER, SIM_INPUT_InpPort=port, SIM_INPUT_InpKey=MASTER.secret
        )

    assert told(lines, "failed") == [
        "handshake: TradeCopy Desktop does not know the key. Copy the key of this account from "
        "TradeCopy Desktop, press F7 here and paste it under Inputs."
    ]


def test_guide_when_held_against_the_sources_then_explains_every_state() -> None:
    guide = bundled("ea/INSTALL.md").read_text(encoding="utf-8").lower()
    sources = "".join(
        file.read_text(encoding="utf-8") for file in sorted(bundled("ea").rglob("*.mqh"))
    )
    # What stands whole in the source, and the words that TcRefusalWords and its like return.
    states = re.findall(r'm_status\.Say\("((?:Not c|C)onnected[^"]+?)(?: \()?\.?"', sources)
    states += re.findall(r"string Tc(?:Status|Refusal)Words\(.*?\n  }", sources, re.DOTALL)
    words = [part for state in states for part in _told_by(state)]

    assert len(words) > 12
    assert [word for word in words if word.lower() not in guide] == []


def _told_by(state: str) -> list[str]:
    if not state.startswith("string "):
        parts = [part for part in re.split(r"[:.,] ", state) if part]
        return [parts[-1].removesuffix(": ").removeprefix("but ")]
    returned = re.findall(r'return\("([^"]+?)"', state)
    return [words.split(",")[0].rstrip() for words in returned]

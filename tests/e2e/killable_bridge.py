"""Starts bridges in processes of their own and kills them; one lives at a time on one folder."""

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from subprocess import PIPE
from typing import Any

_ROOT = Path(__file__).parents[2]
_Process = subprocess.Popen[str]


class KillableBridge:
    """A bridge that can be killed at any moment and started again on the same files."""

    def __init__(self, folder: Path, followers: int, *wishes: str) -> None:
        """Use the files in a folder; `wishes` are further arguments of the bridge."""
        self._folder = folder
        self._followers = followers
        self._wishes = wishes
        self._running: _Process | None = None
        self._next: _Process | None = None

    async def start(self, *, again: bool = True) -> int:
        """Start on the files that are there and return the port; say if it is the last time."""
        await self.ended()
        ready, self._next = self._next, None
        self._running = ready or self._prepare()
        port = await self._ask(self._running, "go")
        if again:
            # Imports take longer than anything else; the next one does them meanwhile.
            self._next = self._prepare()
        return int(port)

    def kill(self) -> None:
        """End the process at once, wherever it is."""
        if self._running is not None:
            self._running.kill()

    async def ended(self) -> None:
        """Kill the process and wait until it is gone."""
        self.kill()
        if self._running is not None:
            await asyncio.to_thread(self._running.communicate)
            self._running = None

    async def arm(self) -> None:
        """Let it die at its named point from now on."""
        assert self._running is not None
        await self._ask(self._running, "arm")

    async def skipped(self) -> dict[str, int]:
        """Return the reasons for which openings were skipped since the start, and how often."""
        assert self._running is not None
        return dict(await self._ask(self._running, "skipped"))

    async def close(self) -> None:
        """End everything that was started."""
        await self.ended()
        if self._next is not None:
            self._next.kill()
            await asyncio.to_thread(self._next.communicate)

    def _prepare(self) -> _Process:
        module = ["-m", "tests.e2e.bridge_process"]
        arguments = [str(self._folder), str(self._followers), *self._wishes]
        return subprocess.Popen(
            [sys.executable, *module, *arguments],
            cwd=_ROOT,
            stdin=PIPE,
            stdout=PIPE,
            text=True,
            encoding="utf-8",
        )

    async def _ask(self, process: _Process, line: str) -> Any:
        answer = await asyncio.to_thread(_ask, process, line)
        assert answer, "the bridge ended instead of answering"
        return json.loads(answer)


def _ask(process: _Process, line: str) -> str:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()
    return process.stdout.readline()


@asynccontextmanager
async def killable_bridge(
    folder: Path, followers: int, *wishes: str
) -> AsyncIterator[KillableBridge]:
    """Yield a bridge that is not started yet, and end its processes afterwards."""
    killable = KillableBridge(folder, followers, *wishes)
    try:
        yield killable
    finally:
        await killable.close()

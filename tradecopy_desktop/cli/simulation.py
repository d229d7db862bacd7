"""The child process in which the simulated terminals live, and the lines spoken with it."""

import asyncio
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from tradecopy_desktop.domain.errors import TradeCopyError

_GROUP = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)


class Simulation(Protocol):
    """Simulated terminals, wherever they live."""

    @property
    def state(self) -> str:
        """Return how far it is."""
        ...

    @property
    def has_ended(self) -> bool:
        """Tell whether it is over."""
        ...

    def begin(self) -> None:
        """Let the master trade."""
        ...

    def stop(self) -> None:
        """Let the master stop trading; the followers settle and the result is written."""
        ...

    async def result(self) -> Mapping[str, object]:
        """Return the result once it has ended; raise TradeCopyError without one."""
        ...

    def kill(self) -> None:
        """End it at once, if it still runs."""
        ...


class FarSimulation:
    """Starts the simulation, tells it when to trade, and takes its result.

    Plain threads and pipes: the event loop of a window has no subprocesses on every system.
    """

    def __init__(self, scenario: Path, result: Path, loop: asyncio.AbstractEventLoop) -> None:
        self._result = result
        self._loop = loop
        self._ended = asyncio.Event()
        self._said: list[str] = []
        self.state = "starting"
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tradecopy_desktop.sim",
                "--scenario",
                str(scenario),
                "--out",
                str(result),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            creationflags=_GROUP,
        )
        self._collecting = self._start(self._collect, "simulation's complaints")
        self._start(self._listen, "simulation's progress")

    def begin(self) -> None:
        """Let the master trade."""
        self._tell("start")

    def stop(self) -> None:
        """Let the master stop trading; the followers settle and the result is written."""
        self._tell("stop")

    def hold(self) -> None:
        """Keep the terminals connected after the last trade until `release`."""
        self._tell("hold")

    def release(self) -> None:
        """Let the terminals settle and go once nothing is traded any more."""
        self._tell("release")

    def make_trouble(self) -> None:
        """Let a follower's stop and terminal go wrong, for pictures of the window."""
        self._tell("trouble")

    async def result(self) -> Mapping[str, object]:
        """Return the result once the simulation has ended; raise TradeCopyError without one."""
        await self._ended.wait()
        try:
            text = await asyncio.to_thread(self._result.read_text, encoding="utf-8")
            result = json.loads(text)
        except (OSError, ValueError) as error:
            why = self._said[-1] if self._said else f"exit status {self._process.returncode}"
            raise TradeCopyError(
                f"the simulated terminals ended without a result: {why}"
            ) from error
        if not isinstance(result, dict):
            raise TradeCopyError("the simulated terminals wrote something that is not a result")
        return result

    @property
    def has_ended(self) -> bool:
        """Tell whether the process is gone."""
        return self._ended.is_set()

    def kill(self) -> None:
        """End the process at once, if it still runs."""
        if self._process.poll() is None:
            self._process.kill()

    async def end(self) -> None:
        """End the process at once and wait until nothing of it is left."""
        self.kill()
        await self._ended.wait()

    def _tell(self, word: str) -> None:
        pipe = self._process.stdin
        if pipe is None:
            return
        try:
            pipe.write(word + "\n")
            pipe.flush()
        except (OSError, ValueError):
            # It is gone; its result, or the lack of one, says the rest.
            return

    def _start(self, work: Callable[[], None], name: str) -> threading.Thread:
        thread = threading.Thread(target=work, name=name, daemon=True)
        thread.start()
        return thread

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            try:
                said = json.loads(line)
            except ValueError:
                continue
            if isinstance(said, dict) and isinstance(said.get("state"), str):
                self.state = said["state"]
        self._process.wait()
        self._collecting.join()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                # What could not be told any more is of no interest.
                with suppress(OSError):
                    pipe.close()
        # The loop may be gone by now; then nobody waits.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._ended.set)

    def _collect(self) -> None:
        for line in self._process.stderr or ():
            if line.strip():
                self._said.append(line.strip())

"""A program that can be killed, beside simulated brokers and terminals that live on."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from subprocess import PIPE

from tests.e2e.killable_bridge import KillableBridge
from tests.e2e.order_scene import LOOK_EVERY_S, MASTER, WITHIN_S, Floor, Follows, install, until
from tests.e2e.order_seat import Account
from tradecopy_desktop.adapters.storage.open_database import open_database
from tradecopy_desktop.adapters.storage.settings_store import SqlSettings

_ROOT = Path(__file__).parents[2]


class KillableProgram(KillableBridge):
    """The program on the files that are in a folder."""

    async def tells(self) -> dict[str, object]:
        """Return what it knows."""
        assert self._running is not None
        return dict(await self._ask(self._running, "tell"))

    def _prepare(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.order_process", str(self._folder)],
            cwd=_ROOT,
            stdin=PIPE,
            stdout=PIPE,
            text=True,
            encoding="utf-8",
        )


class RestartScene(Floor):
    """A killable program, and the terminals of one master and its followers."""

    def __init__(
        self, program: KillableProgram, master: Account, follows: Sequence[Follows]
    ) -> None:
        super().__init__(master, follows)
        self.program = program
        self._is_new = True

    async def begin(self) -> None:
        """Start the program and wait until every terminal is connected and whole."""
        port = await self.program.start()
        if self._is_new:
            self._is_new = False
            self.start(port)
        else:
            self.find(port)
        await self.ready()

    async def ready(self) -> None:
        """Wait until the program finds both ends of every route whole."""
        await until(lambda: all(seat.terminal.is_connected for seat in self.seats))
        async with asyncio.timeout(WITHIN_S):
            while not (await self.program.tells())["ready"]:  # noqa: ASYNC110 - it only answers
                await asyncio.sleep(LOOK_EVERY_S)

    async def gone(self) -> None:
        """Wait until the program is dead and every terminal has noticed."""
        await self.program.ended()
        await until(lambda: not any(seat.terminal.is_connected for seat in self.seats))

    async def alerts(self) -> list[str]:
        """Return what the trader was told since the start."""
        told = (await self.program.tells())["alerts"]
        assert isinstance(told, list)
        return told


@asynccontextmanager
async def restart_scene(
    folder: Path, *follows: Follows, master: Account = MASTER
) -> AsyncIterator[RestartScene]:
    """Yield a scene in which everybody is connected, and end all of it afterwards."""
    engine = open_database(folder / "tradecopy.sqlite")
    install(SqlSettings(engine), master, follows)
    engine.dispose()
    program = KillableProgram(folder, followers=len(follows))
    scene = RestartScene(program, master, follows)
    try:
        await scene.begin()
        yield scene
    finally:
        await scene.leave()
        await program.close()

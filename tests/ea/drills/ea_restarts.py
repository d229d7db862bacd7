"""A program that can be killed, beside compiled Expert Advisors that live on."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path
from subprocess import PIPE
from typing import Any

from tests.e2e.killable_bridge import KillableBridge
from tests.e2e.order_scene import MASTER, Follows, install
from tests.e2e.order_seat import Account
from tests.ea.conftest import Programs
from tests.ea.drills.ea_scene import EaFloor, Told
from tradecopy_desktop.adapters.storage.open_database import open_database
from tradecopy_desktop.adapters.storage.settings_store import SqlSettings

_ROOT = Path(__file__).parents[3]


class KillableProgram(KillableBridge):
    """The program on the files that are in a folder."""

    async def tells(self) -> Told:
        """Return what it says of itself."""
        assert self._running is not None
        told: dict[str, Any] = await self._ask(self._running, "tell")
        return Told(
            ready=told["ready"],
            connected=frozenset(told["connected"]),
            busy=frozenset(told["busy"]),
            unread=told["unread"],
            credits=_money(told["credits"]),
            equities=_money(told["equities"]),
            alerts=tuple(told["alerts"]),
        )

    def _prepare(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.ea.drills.program_process", str(self._folder)],
            cwd=_ROOT,
            stdin=PIPE,
            stdout=PIPE,
            text=True,
            encoding="utf-8",
        )


def _money(told: dict[str, str]) -> dict[str, Decimal]:
    return {login: Decimal(text) for login, text in told.items()}


class RestartEaScene(EaFloor):
    """A killable program, and the terminals of one master and its followers."""

    def __init__(
        self, programs: Programs, folder: Path, master: Account, follows: Sequence[Follows]
    ) -> None:
        super().__init__(programs, folder, master, follows)
        self.program = KillableProgram(folder, len(follows))

    async def tells(self) -> Told:
        """Return what the program says of itself."""
        return await self.program.tells()

    async def begin(self) -> None:
        """Start the program for the last time and wait until everybody is back."""
        self.find(await self.program.start(again=False))
        self.hurry()
        await self.ready()

    async def gone(self) -> None:
        """Wait until the program is dead; terminals notice by themselves."""
        await self.program.ended()


@asynccontextmanager
async def restart_ea_scene(
    programs: Programs, folder: Path, *follows: Follows, master: Account = MASTER
) -> AsyncIterator[RestartEaScene]:
    """Yield a scene in which everybody is connected, and end all of it afterwards."""
    engine = open_database(folder / "tradecopy.sqlite")
    install(SqlSettings(engine), master, follows)
    engine.dispose()
    scene = await asyncio.to_thread(RestartEaScene, programs, folder, master, follows)
    try:
        scene.find(await scene.program.start())
        await scene.restart(*scene.seats)
        await scene.ready()
        yield scene
    finally:
        await scene.leave()
        await scene.program.close()

"""Terminals that outlive the program, and the program on one folder, started again and again."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path

from tests.e2e.rig import MASTER, bridge, follower, same_lots
from tests.e2e.scripted_follower import ScriptedFollower
from tests.e2e.scripted_master import ScriptedMaster
from tradecopy_desktop.app.program import Program
from tradecopy_desktop.app.views import AlertRaised
from tradecopy_desktop.domain.routes import Route, RouteMode


class StorageScene:
    """A master and a follower who meet one program after the other on the files in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.master = ScriptedMaster(MASTER)
        self.follower = ScriptedFollower(follower(1))
        self.route = same_lots(MASTER, follower(1))

    @property
    def database(self) -> Path:
        """Return the database's file."""
        return self.folder / "tradecopy.sqlite"

    @asynccontextmanager
    async def program(self, *routes: Route) -> AsyncIterator[Program]:
        """Run a program to which both are connected."""
        terminals = (self.follower, self.master)
        who = [terminal.who for terminal in terminals]
        async with bridge(self.folder, who, routes or [self.route]) as now:
            try:
                for terminal in terminals:
                    await terminal.connect(now.program.port)
                    await terminal.settle()
                yield now.program
            finally:
                for terminal in terminals:
                    await terminal.drop()

    def stored(self, query: str) -> list[tuple[object, ...]]:
        """Return what a query finds in the database."""
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query).fetchall()


@contextmanager
def held_by_another(database: Path) -> Iterator[None]:
    """Let another program hold a database for itself, as a backup tool does."""
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


async def told(program: Program, key: str, text: str) -> None:
    """Wait until the trader was told `text` about the matter that `key` names."""
    heard = asyncio.Event()
    end = program.bus.subscribe(AlertRaised, lambda _: heard.set())
    try:
        async with asyncio.timeout(60):
            while text not in alerts(program, key):
                heard.clear()
                await heard.wait()
    finally:
        end()


def alerts(program: Program, key: str) -> list[str]:
    """Return what the trader was told about a matter."""
    return [alert.text for alert in program.alerts() if alert.key == key]


def mode_of(program: Program) -> RouteMode:
    """Return the mode of the only route."""
    (row,) = program.routes()
    return row.mode

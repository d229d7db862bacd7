"""A bridge whose door opens to the keys that a test gives it, and remembers who knocked."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response

from tests.ea.scripted_bridge import Visit
from tests.ea.terminal_process import PATIENCE_S

# The wait of 30 s after a refused key, and what may pass before the refusal has come.
LONG_WAIT = "pass 35000"
LONG_MS = 10_000_000


@dataclass(slots=True)
class Door:
    """A bridge that lets in whoever has one of its keys."""

    keys: set[str]
    port: int = 0
    tried: list[str] = field(default_factory=list)
    visits: asyncio.Queue[Visit] = field(default_factory=asyncio.Queue)
    refused: asyncio.Queue[str] = field(default_factory=asyncio.Queue)

    def look(self, socket: ServerConnection, request: Request) -> Response | None:
        """Refuse a key that is not known."""
        key = request.headers["Authorization"].removeprefix("Bearer ")
        self.tried.append(key)
        if key in self.keys:
            return None
        self.refused.put_nowait(key)
        return socket.respond(HTTPStatus.UNAUTHORIZED, "unknown key\n")

    async def receive(self, socket: ServerConnection) -> None:
        """Keep a connection until it ends."""
        self.visits.put_nowait(Visit(socket))
        await socket.wait_closed()

    async def refusal(self) -> str:
        """Return the key with which the next terminal was sent away."""
        async with asyncio.timeout(PATIENCE_S):
            return await self.refused.get()

    async def greeting(self) -> Visit:
        """Return the next terminal that was let in and said hello; it was not welcomed."""
        async with asyncio.timeout(PATIENCE_S):
            visit = await self.visits.get()
        await visit.expect("hello")
        return visit

    async def visit(self) -> Visit:
        """Return the next terminal that was let in, welcomed."""
        async with asyncio.timeout(PATIENCE_S):
            visit = await self.visits.get()
        await visit.welcome(dead_after_ms=LONG_MS)
        return visit


@asynccontextmanager
async def door(*keys: str) -> AsyncIterator[Door]:
    """Listen for terminals with these keys."""
    now = Door(set(keys))
    async with serve(
        now.receive,
        "127.0.0.1",
        0,
        process_request=now.look,
        subprotocols=["tradecopy.v1"],  # type: ignore[list-item]
        compression=None,
        ping_interval=None,
        close_timeout=1,
    ) as server:
        now.port = server.sockets[0].getsockname()[1]
        yield now


def key_file(folder: Path) -> Path:
    """Return the terminal's own file with port and key."""
    return folder / "files/TradeCopy/bridge.txt"


def port_file(folder: Path) -> Path:
    """Return the file with the port in the folder that all terminals share."""
    return folder / "common/TradeCopy/bridge.txt"


def put(file: Path, text: str) -> None:
    """Write a file as another program, or a person, would."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())


def kept(file: Path) -> str:
    """Return what a file holds."""
    return file.read_bytes().decode()

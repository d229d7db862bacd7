"""A bridge that says what a test tells it to. It remembers nothing and decides nothing.

Frames of the terminal are checked as the real bridge checks them.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from websockets.asyncio.server import ServerConnection, serve

from tests.e2e.rig import Terminal
from tests.ea.terminal_process import PATIENCE_S
from tradecopy_desktop.adapters.mt.wire.reading import decode_from_ea

Frame = dict[str, Any]


class Visit:
    """One connection of a terminal."""

    def __init__(self, socket: ServerConnection) -> None:
        self._socket = socket
        self._minor = 0
        self._asked = 0
        self._first: Frame | None = None
        self.texts: list[str] = []

    async def expect(self, kind: str) -> Frame:
        """Return the next frame of this type; others are passed over."""
        async with asyncio.timeout(PATIENCE_S):
            while True:
                text = await self._socket.recv()
                assert isinstance(text, str)
                decode_from_ea(text, minor=self._minor)
                self.texts.append(text)
                frame: Frame = json.loads(text)
                if frame["type"] == kind:
                    return frame

    async def send(self, **frame: object) -> None:
        """Send a frame."""
        await self._socket.send(json.dumps(frame))

    async def send_in_parts(self, **frame: object) -> None:
        """Send a frame in three fragments, with a ping before it."""
        text = json.dumps(frame, ensure_ascii=False)
        third = len(text) // 3
        async with asyncio.timeout(PATIENCE_S):
            await (await self._socket.ping())
        await self._socket.send([text[:third], text[third : 2 * third], text[2 * third :]])

    async def welcome(
        self,
        *,
        resume_after: str = "0",
        report_after: str = "0",
        minor: int = 0,
        dead_after_ms: int = 15_000,
    ) -> Frame:
        """Greet the terminal and return its hello; its first snapshot has come then."""
        hello = await self.expect("hello")
        self._minor = minor
        await self.send(
            type="welcome",
            minor=minor,
            program="test",
            resume_after=resume_after,
            heartbeat_ms=5_000,
            dead_after_ms=dead_after_ms,
            report_after=report_after,
            ticks=1,
        )
        self._first = await self.expect("snapshot")
        return hello

    async def until_whole(self) -> Frame:
        """Return the first snapshot that is whole."""
        snapshot, self._first = self._first, None
        while snapshot is None or not snapshot["whole"]:
            snapshot = await self.expect("snapshot")
        return snapshot

    async def events(self, count: int) -> list[Frame]:
        """Return the next events, so many."""
        return [await self.expect("event") for _ in range(count)]

    async def snapshot(self) -> Frame:
        """Ask for a snapshot of one page and return it."""
        self._asked += 1
        await self.send(type="get_snapshot", request=str(self._asked))
        while (page := await self.expect("snapshot"))["request"] != str(self._asked):
            pass
        return page

    def told(self) -> list[Frame]:
        """Return all events that have been read so far, also those passed over."""
        return [f for f in map(json.loads, self.texts) if f["type"] == "event"]

    def cut(self) -> None:
        """End the connection without a word."""
        self._socket.transport.abort()

    async def closed(self) -> int | None:
        """Wait until the terminal closed and return its code."""
        async with asyncio.timeout(PATIENCE_S):
            await self._socket.wait_closed()
        return self._socket.close_code


class ScriptedBridge:
    """Receives one terminal again and again."""

    def __init__(self, account: Terminal) -> None:
        self._key = f"Bearer {account.secret}"
        self._visits: asyncio.Queue[Visit] = asyncio.Queue()
        self.port = 0

    async def visit(self) -> Visit:
        """Return the next connection."""
        async with asyncio.timeout(PATIENCE_S):
            return await self._visits.get()

    async def receive(self, socket: ServerConnection) -> None:
        """Keep a connection until it ends."""
        assert socket.request is not None
        assert socket.request.path == "/ea"
        assert socket.request.headers["Authorization"] == self._key
        assert "Origin" not in socket.request.headers
        self._visits.put_nowait(Visit(socket))
        await socket.wait_closed()


@asynccontextmanager
async def scripted_bridge(account: Terminal) -> AsyncIterator[ScriptedBridge]:
    """Listen for the terminal of an account."""
    bridge = ScriptedBridge(account)
    async with serve(
        bridge.receive,
        "127.0.0.1",
        0,
        subprotocols=["tradecopy.v1"],  # type: ignore[list-item]
        compression=None,
        ping_interval=None,
        close_timeout=1,
    ) as server:
        bridge.port = server.sockets[0].getsockname()[1]
        yield bridge

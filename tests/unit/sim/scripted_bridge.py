"""A bridge for tests: checks every frame it gets, says what it is told to, and decides nothing."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from tradecopy_desktop.sim.codec import MINOR, Message, Sender, decode, encode

# Patience, not a pace: under wine a process takes seconds until it dials.
WAIT_S = 30.0
Session = tuple[str, str]  # login and role


class ScriptedBridge:
    """Welcomes terminals, keeps what they send by kind, and acknowledges unless told not to."""

    def __init__(self) -> None:
        self.port = 0
        self.acknowledges = True
        self.minor = 1
        self.heartbeat_ms = 5_000
        self.dead_after_ms = 15_000
        self.resume_after = "0"
        self.report_after = "0"
        self.refuse_with: int | None = None
        self.keys: list[str] = []
        self.hellos: list[Message] = []
        self.everything: list[Message] = []
        self.broken: list[str] = []
        self._queues: dict[str, asyncio.Queue[Message]] = defaultdict(asyncio.Queue)
        self._sockets: dict[Session, ServerConnection] = {}
        self._requests = count(1)

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/ea"

    async def next(self, kind: str) -> Message:
        """Return the next message of a kind that was not taken yet."""
        async with asyncio.timeout(WAIT_S):
            return await self._queues[kind].get()

    def waiting(self, kind: str) -> int:
        """Return how many messages of a kind were not taken yet."""
        return self._queues[kind].qsize()

    async def send(self, login: str, role: str, message: dict[str, Any]) -> None:
        """Send a message to one terminal."""
        await self._sockets[login, role].send(encode(message))

    async def ask_snapshot(self, login: str, role: str) -> Message:
        """Ask for a snapshot and return its only page."""
        request = str(next(self._requests))
        await self.send(login, role, {"type": "get_snapshot", "request": request})
        while True:
            page = await self.next("snapshot")
            if page["request"] == request:
                return page

    def cut(self, login: str, role: str) -> None:
        """Cut a terminal's connection."""
        self._sockets[login, role].transport.abort()

    def check(self, connection: ServerConnection, request: Request) -> Response | None:
        """Look at a handshake."""
        if self.refuse_with is not None:
            self._queues["refusal"].put_nowait({"status": self.refuse_with})
            return Response(self.refuse_with, "refused", Headers(), b"")
        self.keys.append(request.headers["Authorization"])
        if "Origin" in request.headers or "Sec-WebSocket-Extensions" in request.headers:
            self.broken.append("the handshake offers what it must not")
        return None

    async def serve(self, socket: ServerConnection) -> None:
        """Serve one terminal until it goes."""
        hello = decode(await socket.recv(), Sender.EA)
        session = (hello["login"], hello["role"])
        self.hellos.append(hello)
        self._sockets[session] = socket
        await socket.send(
            encode(
                {
                    "type": "welcome",
                    "minor": self.minor,
                    "program": "1.0.0",
                    "resume_after": self.resume_after,
                    "heartbeat_ms": self.heartbeat_ms,
                    "dead_after_ms": self.dead_after_ms,
                    "report_after": self.report_after if hello["role"] == "executor" else "0",
                    "ticks": 100,
                }
            )
        )
        await self._queues["hello"].put(hello)
        try:
            async for frame in socket:
                await self._take(socket, decode(frame, Sender.EA, minor=min(self.minor, MINOR)))
        except ConnectionClosed:
            return

    async def _take(self, socket: ServerConnection, message: Message) -> None:
        self.everything.append(message)
        await self._queues[message["type"]].put(message)
        if not self.acknowledges:
            return
        if message["type"] == "event":
            await socket.send(encode({"type": "ack", "seq": message["seq"]}))
        if message["type"] == "report":
            await socket.send(encode({"type": "report_ack", "n": message["n"]}))


@asynccontextmanager
async def scripted_bridge() -> AsyncIterator[ScriptedBridge]:
    """Run a bridge on a free port."""
    bridge = ScriptedBridge()
    server: Server
    async with serve(
        bridge.serve,
        "127.0.0.1",
        0,
        process_request=bridge.check,
        subprotocols=[Subprotocol("tradecopy.v1")],
        compression=None,
        max_size=1_048_576,
        ping_interval=None,
        close_timeout=1,
    ) as server:
        bridge.port = next(iter(server.sockets)).getsockname()[1]
        yield bridge

"""A server that says on a socket what a test tells it to, byte by byte. It knows no frames of ours.

It can build any WebSocket frame, also one that there must not be.
"""

import asyncio
import base64
import hashlib
import json
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import NamedTuple

from tests.ea.terminal_process import PATIENCE_S

GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
WELCOME = {
    "type": "welcome",
    "minor": 0,
    "program": "test",
    "resume_after": "0",
    "heartbeat_ms": 5_000,
    "dead_after_ms": 600_000,
    "report_after": "0",
    "ticks": 1,
}


def frame(opcode: int, payload: bytes = b"", *, first: int = 0x80, form: int = 0) -> bytes:
    """Return a frame as servers send it; `first` is the rest of its first byte.

    `form` is the number of bytes of the length, 0 for the one that fits.
    """
    size = len(payload)
    form = form or (1 if size < 126 else 3 if size < 65_536 else 9)
    if form == 1:
        length = struct.pack("!B", size)
    elif form == 3:
        length = b"\x7e" + struct.pack("!H", size)
    else:
        length = b"\x7f" + struct.pack("!Q", size)
    return bytes([first | opcode]) + length + payload


def text(**fields: object) -> bytes:
    """Return a message of the bridge as one frame."""
    return frame(TEXT, json.dumps(fields).encode())


class Came(NamedTuple):
    """A frame of the client, unmasked."""

    opcode: int
    payload: bytes

    @property
    def code(self) -> int:
        """Return the code of a close."""
        return int.from_bytes(self.payload[:2], "big")


class Call:
    """One connection of a client."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self.head = ""

    async def request(self) -> str:
        """Read the request and return the proof that the client expects."""
        async with asyncio.timeout(PATIENCE_S):
            self.head = (await self._reader.readuntil(b"\r\n\r\n")).decode()
        lines = [line.partition(": ") for line in self.head.split("\r\n")]
        key = next(value for name, _, value in lines if name == "Sec-WebSocket-Key")
        # Sixteen bytes, as RFC 6455 wants.
        assert len(base64.b64decode(key)) == 16
        return base64.b64encode(hashlib.sha1((key + GUID).encode()).digest()).decode()

    async def accept(self) -> None:
        """Answer the request as a bridge does."""
        self.send(answer(await self.request()))

    async def greet(self) -> dict[str, object]:
        """Answer the request and the hello as a bridge does, and return the first snapshot."""
        await self.accept()
        await self.message("hello")
        self.send(text(**WELCOME))
        return await self.message("snapshot")

    def send(self, data: bytes) -> None:
        """Send bytes at once."""
        self._writer.write(data)

    async def sent(self) -> None:
        """Wait until the system has taken what was sent."""
        async with asyncio.timeout(PATIENCE_S):
            await self._writer.drain()

    async def came(self) -> Came:
        """Return the next frame; fail where it is not masked or not whole."""
        async with asyncio.timeout(PATIENCE_S):
            first, second = await self._reader.readexactly(2)
            assert first & 0xF0 == 0x80, f"a fragment or a reserved bit: {first:#x}"
            assert second & 0x80, "a client's frame without a mask"
            size = second & 0x7F
            if size > 125:
                size = int.from_bytes(
                    await self._reader.readexactly(2 if size == 126 else 8), "big"
                )
            mask = await self._reader.readexactly(4)
            masked = await self._reader.readexactly(size)
        clear = bytes(byte ^ mask[place % 4] for place, byte in enumerate(masked))
        return Came(first & 0x0F, clear)

    async def message(self, kind: str) -> dict[str, object]:
        """Return the next message of a type; others are passed over."""
        while True:
            came = await self.came()
            if came.opcode == TEXT:
                message: dict[str, object] = json.loads(came.payload)
                if message["type"] == kind:
                    return message

    async def control(self) -> Came:
        """Return the next frame that is no text."""
        while (came := await self.came()).opcode == TEXT:
            pass
        return came

    async def ended(self) -> bytes:
        """Wait until the client has closed the connection and return what it still sent."""
        rest = b""
        with suppress(ConnectionError):
            async with asyncio.timeout(PATIENCE_S):
                while part := await self._reader.read(65_536):
                    rest += part
        return rest

    def end(self) -> None:
        """Say that nothing more comes, and go on listening."""
        self._writer.write_eof()

    def close(self) -> None:
        """Close the connection in order."""
        self._writer.close()


def answer(
    proof: str, *more: str, status: str = "101 Switching Protocols", **headers: str
) -> bytes:
    """Return the answer to a request; `headers` replace those of a bridge, empty ones go."""
    all_headers = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Accept": proof,
        "Sec-WebSocket-Protocol": "tradecopy.v1",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = [f"{name}: {value}" for name, value in all_headers.items() if value]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, *more, "", ""]).encode()


class RawServer:
    """Receives one client again and again."""

    def __init__(self) -> None:
        self._calls: asyncio.Queue[Call] = asyncio.Queue()
        self.port = 0
        self._writers: list[asyncio.StreamWriter] = []

    async def call(self) -> Call:
        """Return the next connection."""
        async with asyncio.timeout(PATIENCE_S):
            return await self._calls.get()

    def receive(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Keep a connection for the test."""
        self._writers.append(writer)
        self._calls.put_nowait(Call(reader, writer))

    def abort_all(self) -> None:
        """End every connection that is left."""
        for writer in self._writers:
            writer.transport.abort()


@asynccontextmanager
async def raw_server(*, buffer: int = 0) -> AsyncIterator[RawServer]:
    """Listen on a port of this machine; `buffer` bounds what a connection takes in unread."""
    server = RawServer()
    # Only a socket that says TCP sends small frames at once.
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if buffer:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    door.bind(("127.0.0.1", 0))
    server.port = door.getsockname()[1]
    listening = await asyncio.start_server(server.receive, sock=door, limit=buffer or 2**21)
    try:
        yield server
    finally:
        server.abort_all()
        listening.close()
        await listening.wait_closed()

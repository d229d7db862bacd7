"""A lean WebSocket client end that stamps what arrives before it looks at it. For loopback only."""

import asyncio
import base64
import os
import struct
import time
from collections.abc import Callable
from typing import Final

Hear = Callable[[int, bytes], None]

_TEXT: Final = 1
_CLOSE: Final = 8
_PING: Final = 9
_PONG: Final = 10
# A client must mask; with a key of zeros the bytes stay as they are, and cost nothing here.
_MASK: Final = bytes(4)


class SocketEnd(asyncio.Protocol):
    """One connection. `hear` gets each text frame with the steady nanoseconds of its arrival.

    Frames are taken apart one turn of the loop after their arrival, so that sockets which become
    readable together are all stamped before work on any of them begins.
    """

    def __init__(self, request: bytes, hear: Hear) -> None:
        self._request = request
        self._hear = hear
        self._chunks: list[tuple[int, bytes]] = []
        self._buffer = bytearray()
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._opened: asyncio.Future[None] = self._loop.create_future()
        self.ended: asyncio.Future[None] = self._loop.create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the WebSocket."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        """Stamp what arrived and look at it later."""
        self._chunks.append((time.perf_counter_ns(), data))
        if len(self._chunks) == 1:
            self._loop.call_soon(self._take_apart)

    def connection_lost(self, exc: Exception | None) -> None:
        """Note the end; whoever waits for anything hears of it."""
        why = ConnectionError(f"the connection ended: {exc or 'closed by the other side'}")
        for waiting in (self._opened, self.ended):
            if not waiting.done():
                waiting.set_exception(why)
                # Read by nobody where the benchmark itself closes.
                waiting.exception()

    async def wait_open(self) -> None:
        """Wait for the handshake's end; raise ConnectionError if it was refused."""
        await self._opened

    def send(self, content: bytes) -> None:
        """Send a text frame."""
        self._write(_TEXT, content)

    def close(self) -> None:
        """Drop the connection."""
        if self._transport is not None:
            self._transport.abort()

    def _write(self, kind: int, content: bytes) -> None:
        assert self._transport is not None
        size = len(content)
        if size < 126:
            head = struct.pack("!BB", 0x80 | kind, 0x80 | size)
        elif size < 65_536:
            head = struct.pack("!BBH", 0x80 | kind, 0x80 | 126, size)
        else:
            raise ValueError(f"a frame must be below 65,536 bytes, was {size}")
        self._transport.write(head + _MASK + content)

    def _take_apart(self) -> None:
        chunks, self._chunks = self._chunks, []
        for stamp, data in chunks:
            self._buffer += data
            if not self._opened.done() and not self._shake_hands():
                continue
            while (frame := self._next_frame()) is not None:
                self._take(stamp, *frame)

    def _shake_hands(self) -> bool:
        head, end, rest = bytes(self._buffer).partition(b"\r\n\r\n")
        if not end:
            return False
        status = head.split(b"\r\n", 1)[0].decode("latin-1")
        if " 101 " not in f"{status} ":
            self._opened.set_exception(ConnectionError(f"the handshake was refused: {status}"))
            self.close()
            return False
        self._buffer = bytearray(rest)
        self._opened.set_result(None)
        return True

    def _next_frame(self) -> tuple[int, bytes] | None:
        buffer = self._buffer
        if len(buffer) < 2:
            return None
        start, size = 2, buffer[1]
        if size == 126:
            start, size = 4, int.from_bytes(buffer[2:4], "big")
        elif size == 127:
            start, size = 10, int.from_bytes(buffer[2:10], "big")
        if len(buffer) < start + size:
            return None
        kind, content = buffer[0], bytes(buffer[start : start + size])
        del buffer[: start + size]
        if not kind & 0x80:
            raise ConnectionError("a fragmented frame came, which nobody here should send")
        return kind & 0x0F, content

    def _take(self, stamp: int, kind: int, content: bytes) -> None:
        if kind == _TEXT:
            self._hear(stamp, content)
        elif kind == _PING:
            self._write(_PONG, content)
        elif kind == _CLOSE:
            self.close()


async def connect(port: int, path: str, headers: dict[str, str], hear: Hear) -> SocketEnd:
    """Return an open connection to `port` on this machine."""
    lines = {
        "Host": f"127.0.0.1:{port}",
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
        **headers,
    }
    text = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    request = f"GET {path} HTTP/1.1\r\n{text}\r\n".encode()
    loop = asyncio.get_running_loop()
    _, end = await loop.create_connection(lambda: SocketEnd(request, hear), "127.0.0.1", port)
    await end.wait_open()
    return end

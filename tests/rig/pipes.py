"""Connections in memory: frames take a while, keep their order, and are lost with a cut cable."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosedError, ConnectionClosedOK
from websockets.http11 import Request

_Frame = str | None
_APART_S = 1e-7


class Ear:
    """Overhears connections: whose key, which frame, and when it was put on the wire."""

    def put(self, key: str, frame: str) -> None:
        """The program lets a frame go."""

    def arrived(self, key: str, frame: str, put_s: float) -> None:
        """A frame comes out at the terminal."""

    def told(self, key: str, frame: str) -> None:
        """A frame comes out at the program."""


@dataclass(eq=False)
class Cable:
    """Both ends of a connection. While `silent` it carries nothing, and nobody notices.

    The terminal's end is the first.
    """

    key: str
    delay_s: float
    ear: Ear
    cut: bool = False
    silent: bool = False
    ends: "list[End]" = field(default_factory=list)

    def abort(self) -> None:
        """Cut it: what is on its way is lost, and both ends know unless it is silent."""
        self.cut = True
        for end in self.ends:
            if not self.silent or end.aborted:
                end.hear_end()


class End:
    """One end, with as much of a websocket's manners as bridge and terminals use."""

    def __init__(self, cable: Cable) -> None:
        cable.ends.append(self)
        self._cable = cable
        self._came: asyncio.Queue[_Frame] = asyncio.Queue()
        self._last_s = 0.0
        self._ended = False
        self.aborted = False
        self.subprotocol = "tradecopy.v1"
        headers = Headers({"Authorization": f"Bearer {cable.key}"})
        self.request = Request("/ea", headers)

    @property
    def transport(self) -> "End":
        """Return this end: it is its own transport."""
        return self

    def abort(self) -> None:
        """Cut the connection without a word."""
        self.aborted = True
        self._cable.abort()

    def pause_reading(self) -> None:
        """Hear nothing more, and let the other end hear nothing either."""
        self._cable.silent = True

    def is_closing(self) -> bool:
        """Tell whether nothing can be sent any more."""
        return self._ended or self._cable.cut

    def get_write_buffer_size(self) -> int:
        """Return 0: nothing waits at an end."""
        return 0

    def put(self, frame: _Frame) -> None:
        """Let a frame go; it comes to the other end after the frames before it."""
        loop = asyncio.get_running_loop()
        other = next(end for end in self._cable.ends if end is not self)
        if frame is not None and not self._is_terminal:
            self._cable.ear.put(self._cable.key, frame)
        # Timers of one moment have no order of their own.
        other._last_s = max(other._last_s + _APART_S, loop.time() + self._cable.delay_s)
        loop.call_at(other._last_s, self._carry, other, frame, loop.time())

    def _carry(self, other: "End", frame: _Frame, put_s: float) -> None:
        if self._cable.cut or self._cable.silent:
            return
        if frame is not None and other._is_terminal:
            self._cable.ear.arrived(self._cable.key, frame, put_s)
        elif frame is not None:
            self._cable.ear.told(self._cable.key, frame)
        other._came.put_nowait(frame)

    @property
    def _is_terminal(self) -> bool:
        return self is self._cable.ends[0]

    def hear_end(self) -> None:
        """Notice that the connection was cut."""
        self._ended = True
        while not self._came.empty():
            self._came.get_nowait()
        self._came.put_nowait(None)

    async def send(self, frame: str) -> None:
        """Send a frame; raise ConnectionClosedError where the connection has ended."""
        if self.is_closing():
            raise ConnectionClosedError(None, None)
        self.put(frame)

    async def recv(self) -> str:
        """Return the next frame; raise ConnectionClosed where the connection has ended."""
        if self._ended and self._came.empty():
            raise ConnectionClosedError(None, None)
        frame = await self._came.get()
        if frame is None:
            was_cut, self._ended = self._ended, True
            raise ConnectionClosedError(None, None) if was_cut else ConnectionClosedOK(None, None)
        return frame

    def __aiter__(self) -> AsyncIterator[str]:
        return self._frames()

    async def _frames(self) -> AsyncIterator[str]:
        try:
            while True:
                yield await self.recv()
        except ConnectionClosedOK:
            return

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Close in order: the other end hears it after everything that was sent."""
        if not self.is_closing():
            self._ended = True
            self.put(None)

    async def __aenter__(self) -> "End":
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()


Dialed = Any

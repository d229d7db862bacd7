"""The line between a terminal and the program. It can be cut and can lose what is on it.

It has a port of its own, so that a terminal finds a program that was started again elsewhere. It
reads nothing and keeps nothing.
"""

import asyncio
from dataclasses import dataclass, field

HOST = "127.0.0.1"


class _End(asyncio.Protocol):
    """One end of a line; what comes before the other end is there waits for it."""

    def __init__(self, relay: "Relay", *, upward: bool) -> None:
        self._relay = relay
        self._upward = upward
        self._early: list[bytes] = []
        self.other: _End | None = None
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take the connection; a terminal's asks for the program's."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        if self._upward:
            self._relay.terminal_came(self)

    def data_received(self, data: bytes) -> None:
        """Hand on, or lose."""
        if self._upward and self._relay.loses_what_the_terminal_says:
            return
        if self.other is None:
            self._early.append(data)
        else:
            self.other.write(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """End the other end, too."""
        self._relay.ended(self)
        if self.other is not None:
            self.other.end()

    def join(self, other: "_End") -> None:
        """Know the other end, and hand on what came early."""
        self.other = other
        for data in self._early:
            other.write(data)

    def write(self, data: bytes) -> None:
        """Write, if there is still somebody."""
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(data)

    def end(self) -> None:
        """Close once everything is written."""
        if self.transport is not None:
            self.transport.close()

    def abort(self) -> None:
        """Close at once."""
        if self.transport is not None:
            self.transport.abort()


@dataclass(slots=True)
class Relay:
    """One terminal's line. `to` is the program's port."""

    to: int = 0
    port: int = 0
    is_down: bool = False
    loses_what_the_terminal_says: bool = False
    _server: asyncio.Server | None = None
    _ends: set[_End] = field(default_factory=set)
    _connecting: set[asyncio.Task[None]] = field(default_factory=set)

    async def open(self) -> None:
        """Listen for the terminal."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _End(self, upward=True), HOST, 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """End everything."""
        self.cut()
        if self._server is not None:
            self._server.close()
        await asyncio.gather(*self._connecting, return_exceptions=True)

    def cut(self) -> None:
        """Break the line and let nobody in until it is mended."""
        self.is_down = True
        for end in tuple(self._ends):
            end.abort()

    def mend(self) -> None:
        """Let the terminal in again, and hear it."""
        self.is_down = False
        self.loses_what_the_terminal_says = False

    def terminal_came(self, end: _End) -> None:
        """Connect a terminal to the program."""
        if self.is_down:
            end.abort()
            return
        self._ends.add(end)
        connecting = asyncio.create_task(self._connect(end), name="a relay connects")
        self._connecting.add(connecting)
        connecting.add_done_callback(self._connecting.discard)

    def ended(self, end: _End) -> None:
        """Forget an end."""
        self._ends.discard(end)

    async def _connect(self, end: _End) -> None:
        loop = asyncio.get_running_loop()
        try:
            _, other = await loop.create_connection(lambda: _End(self, upward=False), HOST, self.to)
        except OSError:
            end.abort()
            return
        self._ends.add(other)
        other.join(end)
        end.join(other)
        if self.is_down or end not in self._ends:
            other.abort()
            end.abort()

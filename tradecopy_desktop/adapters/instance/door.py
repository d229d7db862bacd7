"""Answers a second start of the program, on this machine alone. Knows no command itself."""

import asyncio
import os
import secrets
from collections.abc import Awaitable, Callable
from typing import Final

from tradecopy_desktop.adapters.instance.lock_file import Door
from tradecopy_desktop.adapters.system_clock import wait_within

HERE: Final = "127.0.0.1"
_LONGEST: Final = 256
_WITHIN_S: Final = 5.0

Answer = Callable[[str], Awaitable[str]]


class OpenDoor:
    """Waits for those who know the password in the lock file."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._token = secrets.token_urlsafe(24)
        self._server: asyncio.Server | None = None
        self._guests: set[asyncio.Task[None]] = set()

    async def open(self) -> Door:
        """Begin to answer, and return how this program is spoken to."""
        self._server = await asyncio.start_server(self._greet, HERE, 0, limit=_LONGEST)
        port = int(self._server.sockets[0].getsockname()[1])
        return Door(process=os.getpid(), port=port, token=self._token)

    async def close(self) -> None:
        """Stop answering; who was being answered still hears the end."""
        if self._server is not None:
            self._server.close()
            await asyncio.gather(*self._guests, return_exceptions=True)
            await self._server.wait_closed()

    async def _greet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._guests.add(task)
            task.add_done_callback(self._guests.discard)
        try:
            line = await wait_within(reader.readline(), _WITHIN_S)
            token, _, command = line.decode("utf-8", "replace").strip().partition(" ")
            if secrets.compare_digest(token.encode(), self._token.encode()):
                writer.write((await self._answer(command)).encode())
                await writer.drain()
        except (OSError, ValueError, TimeoutError):
            # Whoever it was has gone, or is no start of this program.
            pass
        finally:
            writer.close()

"""A new key opens the door before the old one is forgotten (P4), whatever dies in between."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

import pytest
from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response

from tests.ea.conftest import Programs
from tests.ea.executing import COPIER, HEDGING
from tests.ea.scripted_bridge import Visit
from tests.ea.terminal_process import PATIENCE_S, terminal

NEW_KEY = "a-new-key-of-24-letters-"
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
    refused: asyncio.Event = field(default_factory=asyncio.Event)

    def look(self, socket: ServerConnection, request: Request) -> Response | None:
        """Refuse a key that is not known."""
        key = request.headers["Authorization"].removeprefix("Bearer ")
        self.tried.append(key)
        if key in self.keys:
            return None
        self.refused.set()
        return socket.respond(HTTPStatus.UNAUTHORIZED, "unknown key\n")

    async def receive(self, socket: ServerConnection) -> None:
        """Keep a connection until it ends."""
        self.visits.put_nowait(Visit(socket))
        await socket.wait_closed()

    async def refusal(self) -> None:
        """Wait until a terminal was sent away."""
        async with asyncio.timeout(PATIENCE_S):
            await self.refused.wait()

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


async def rotate(visit: Visit) -> None:
    """Give a terminal its new key."""
    await visit.send(type="new_key", key=NEW_KEY)
    await visit.expect("key_accepted")
    assert (await visit.expect("bye"))["reason"] == "restarting"


@pytest.mark.parametrize("platform", HEDGING)
async def test_key_when_the_new_one_works_then_the_old_one_is_forgotten(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    program = programs("Executor", platform)
    async with (
        door(COPIER.secret, NEW_KEY) as now,
        terminal(program, COPIER, now.port, tmp_path),
    ):
        await rotate(await now.visit())
        during = key_file(tmp_path).read_text(encoding="utf-8")
        await now.visit()
        after = key_file(tmp_path).read_text(encoding="utf-8")

    assert now.tried == [COPIER.secret, NEW_KEY]
    assert COPIER.secret in during
    assert after == f"port={now.port}\nkey={NEW_KEY}\n"


@pytest.mark.parametrize("platform", HEDGING)
@pytest.mark.parametrize("died", [False, True], ids=["same life", "died between"])
async def test_key_when_the_new_one_is_refused_then_the_old_one_opens(
    programs: Programs, tmp_path: Path, platform: str, died: bool
) -> None:
    program = programs("Executor", platform)
    async with door(COPIER.secret) as now:
        if died:
            # What a terminal leaves that stored the new key and died before it tried it.
            key_file(tmp_path).parent.mkdir(parents=True)
            lines = f"port={now.port}\nkey={NEW_KEY}\nold={COPIER.secret}\n"
            key_file(tmp_path).write_text(lines, encoding="utf-8")
        async with terminal(program, COPIER, now.port, tmp_path) as copier:
            if not died:
                await rotate(await now.visit())
            await now.refusal()
            copier.order(LONG_WAIT)
            await now.visit()

    assert now.tried[-2:] == [NEW_KEY, COPIER.secret]
    kept = key_file(tmp_path).read_text(encoding="utf-8")
    assert kept == f"port={now.port}\nkey={COPIER.secret}\n"


@pytest.mark.parametrize("platform", HEDGING)
async def test_key_when_the_terminals_other_ea_was_given_it_then_is_read_from_the_file(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    program = programs("Executor", platform)
    async with (
        door(COPIER.secret) as now,
        terminal(program, COPIER, now.port, tmp_path) as copier,
    ):
        visit = await now.visit()
        key_file(tmp_path).parent.mkdir(parents=True, exist_ok=True)
        key_file(tmp_path).write_text(f"port={now.port}\nkey={NEW_KEY}\n", encoding="utf-8")
        now.keys = {NEW_KEY}
        visit.cut()
        await now.refusal()
        copier.order(LONG_WAIT)
        await now.visit()

    assert now.tried == [COPIER.secret, COPIER.secret, NEW_KEY]

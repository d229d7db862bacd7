"""A bridge without a program: a host that remembers what it was told, and a clock set by hand."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from tests.e2e import terminal_frames as frames
from tests.e2e.bridge_forms import read_bridge_frame
from tests.e2e.dialing import dial
from tests.e2e.rig import MASTER, Terminal, follower
from tests.e2e.terminal_frames import Json
from tradecopy_desktop.adapters.keys import hash_key
from tradecopy_desktop.adapters.mt.server import MtServer
from tradecopy_desktop.app.inbox import Inbox
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.facts import Fact
from tradecopy_desktop.ports import AccountRecord, Latest

FOLLOWER = follower(1)
BOTH = Terminal(
    key=AccountKey(login="3001", server="Both-Demo"),
    roles=frozenset({Role.MONITOR, Role.EXECUTOR}),
    secret="both-roles-key-0123456789",
)
_NS = 1_000_000_000


class HandClock:
    """Time that stands still until a test moves it; who waits for it is woken then."""

    def __init__(self) -> None:
        self._ns = 50 * _NS
        self._sleepers: list[tuple[int, asyncio.Future[None]]] = []
        self._asleep = asyncio.Event()

    def now(self) -> datetime:
        """Return the time in UTC, aware."""
        return datetime(2025, 1, 1, tzinfo=UTC) + timedelta(microseconds=self._ns // 1_000)

    def monotonic_ns(self) -> int:
        """Return steady nanoseconds."""
        return self._ns

    def set_forward(self, seconds: float) -> None:
        """Move the time where nobody sleeps."""
        self._ns += round(seconds * _NS)

    async def sleep(self, seconds: float) -> None:
        """Wait until the test has moved the time this far."""
        woken = asyncio.get_running_loop().create_future()
        self._sleepers.append((self._ns + int(seconds * _NS), woken))
        self._asleep.set()
        await woken

    async def pass_seconds(self, seconds: int) -> None:
        """Move the time second by second; who is woken goes back to sleep before the next."""
        for _ in range(seconds):
            await self._asleep.wait()
            self._asleep.clear()
            self._ns += _NS
            due = [woken for at, woken in self._sleepers if at <= self._ns]
            self._sleepers = [(at, woken) for at, woken in self._sleepers if at > self._ns]
            for woken in due:
                if not woken.done():
                    woken.set_result(None)
        await self._asleep.wait()


class MemoryHost:
    """A host that remembers. Its queue is the real one; a test reads it, or lets it fill."""

    def __init__(self, *, limit: int = 4_096) -> None:
        self.inbox = Inbox(limit)
        self.facts: list[Fact] = []
        self.welcomed: list[tuple[AccountKey, Role]] = []
        self.shown: list[tuple[AccountKey, Role, Latest]] = []
        self.resume_points: dict[tuple[AccountKey, Role, str], tuple[int, int]] = {}
        self._happened = asyncio.Event()
        self._records = {
            hash_key(terminal.secret): AccountRecord(
                key=terminal.key,
                name=terminal.key.login,
                roles=terminal.roles,
                key_hash="",
                secret_name="",
            )
            for terminal in (MASTER, BOTH, *(follower(n) for n in range(1, 4)))
        }

    def admit(self, key: str) -> AccountRecord | None:
        """Return the account of a registered key."""
        return self._records.get(hash_key(key))

    def entered(self, record: AccountRecord, role: Role) -> None:
        """Remember who was welcomed."""
        self.welcomed.append((record.key, role))

    def resume_point(self, account: AccountKey, role: Role, stream: str) -> tuple[int, int]:
        """Return what the test set, nothing known otherwise."""
        return self.resume_points.get((account, role, stream), (0, 0))

    def deliver(self, fact: Fact) -> None:
        """Remember a fact and queue it."""
        self.facts.append(fact)
        self.inbox.put(fact)
        self._happened.set()

    async def wait_for_room(self) -> None:
        """Wait while the queue is full."""
        await self.inbox.wait_for_room()

    def show(self, account: AccountKey, role: Role, latest: Latest) -> None:
        """Remember a newest value."""
        self.shown.append((account, role, latest))
        self._happened.set()

    async def read(self, facts: int) -> None:
        """Take facts out of the queue, as their owner does, waiting for each."""
        async with asyncio.timeout(60):
            for _ in range(facts):
                await self.inbox.get()

    def told(self, kind: type[Fact], account: AccountKey) -> list[Fact]:
        """Return the facts of a kind about an account, oldest first."""
        return [
            f for f in self.facts if isinstance(f, kind) and getattr(f, "account", None) == account
        ]

    async def until_told(self, kind: type[Fact], account: AccountKey, count: int = 1) -> None:
        """Wait until this many facts of a kind came about an account."""
        async with asyncio.timeout(60):
            while len(self.told(kind, account)) < count:
                self._happened.clear()
                await self._happened.wait()

    async def until_shown(self, kind: type) -> None:
        """Wait until a newest value of a kind came."""
        async with asyncio.timeout(60):
            while not any(isinstance(latest, kind) for _, _, latest in self.shown):
                self._happened.clear()
                await self._happened.wait()


class Stand:
    """A running bridge, its host, its clock, and the clients of a test."""

    def __init__(self, host: MemoryHost) -> None:
        self.host = host
        self.clock = HandClock()
        self.server = MtServer(self.clock, program="test")
        self.port = 0
        self._open: list[ClientConnection] = []

    async def dial(self, key: str | None, **changes: object) -> ClientConnection:
        """Return an open connection that has not said hello; it is closed at the end."""
        link = await dial(self.port, key, **changes)
        self._open.append(link)
        return link

    async def greet(
        self, who: Terminal, role: str, *, stream: str = "7", **changes: object
    ) -> ClientConnection:
        """Return a connection that was welcomed; welcome, get_symbols, heartbeat were read."""
        link = await self.dial(who.secret, **changes)
        await say(link, hello_of(who, role, stream=stream))
        opening = [await hear(link) for _ in range(3)]
        assert [one["type"] for one in opening] == ["welcome", "get_symbols", "heartbeat"]
        return link

    def unsent(self, who: Terminal) -> int:
        """Return how many bytes wait in the bridge for an executor that does not read."""
        _, connection = self.server._sessions[who.key, Role.EXECUTOR]
        return connection.transport.get_write_buffer_size()

    async def close(self) -> None:
        """Drop the clients and stop the bridge."""
        for link in self._open:
            link.transport.abort()
            await link.wait_closed()
        # The bridge ends its sessions only while somebody makes room in the queue.
        reader = asyncio.create_task(self._read_on(), name="reader of the queue")
        await self.server.stop()
        reader.cancel()
        await asyncio.gather(reader, return_exceptions=True)

    async def _read_on(self) -> None:
        while True:
            await self.host.inbox.get()


@asynccontextmanager
async def bridge_stand(*, limit: int = 4_096) -> AsyncIterator[Stand]:
    """Run a bridge on a free port; `limit` is from how many facts on masters must wait."""
    stand = Stand(MemoryHost(limit=limit))
    stand.port = await stand.server.start(stand.host, "127.0.0.1", 0)
    try:
        yield stand
    finally:
        await stand.close()


def hello_of(who: Terminal, role: str, *, stream: str = "7", **changes: object) -> Json:
    """Return a terminal's hello."""
    return frames.hello(
        login=who.key.login, server=who.key.server, role=role, stream=stream, **changes
    )


async def say(link: ClientConnection, message: Json) -> None:
    """Send a message."""
    await link.send(json.dumps(message))


async def hear(link: ClientConnection) -> Json:
    """Return the next message of the bridge, which must be as the protocol says."""
    async with asyncio.timeout(60):
        return read_bridge_frame(await link.recv())


async def hear_type(link: ClientConnection, name: str) -> Json:
    """Return the next message of a type; others are passed over."""
    while True:
        message = await hear(link)
        if message["type"] == name:
            return message


async def hear_the_end(link: ClientConnection) -> tuple[Json | None, int | None]:
    """Return the last message before the connection ended, and the code that it ended with."""
    last = None
    while True:
        try:
            last = await hear(link)
        except ConnectionClosed:
            return last, link.close_code


async def exchange(link: ClientConnection) -> None:
    """Wait until the bridge has read everything that was sent to it."""
    await say(link, {"type": "symbols_changed", "names": ["EURUSD"]})
    await hear_type(link, "get_symbols")

"""The program's real parts, each able to end the process at a named point. They decide nothing.

`received`, `written`, `committed` and `acknowledged` count what the master traded, `sending` and
`sent` the instructions, from 1 on and from the moment at which the fuse was armed.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import NoReturn

from tradecopy_desktop import __version__
from tradecopy_desktop.adapters.mt.server import MtServer
from tradecopy_desktop.adapters.storage.intents_file import IntentsFile
from tradecopy_desktop.adapters.storage.retention import Retention
from tradecopy_desktop.bootstrap import Running, Setup
from tradecopy_desktop.bootstrap.assembly import LOOPBACK, Stores, assemble
from tradecopy_desktop.bootstrap.storage import open_storage
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.commands import Command
from tradecopy_desktop.domain.facts import EventKind, Fact, TradeEvent
from tradecopy_desktop.domain.trades import NetPosition
from tradecopy_desktop.ports import (
    AccountRecord,
    EventRecord,
    Latest,
    Record,
    TerminalHost,
)

POINTS = ("received", "written", "sending", "sent", "committed", "acknowledged")


class Fuse:
    """Counts what passes its point, and ends the process with the n-th."""

    def __init__(self, die_at: str) -> None:
        """Take POINT:N."""
        self._point, _, number = die_at.partition(":")
        if self._point not in POINTS:
            raise ValueError(f"a point must be one of {', '.join(POINTS)}, was {self._point!r}")
        self._left = int(number)
        self._is_armed = False
        self._wanted: dict[str, list[int]] = {"committed": [], "acknowledged": []}

    def arm(self) -> None:
        """Count from now on."""
        self._is_armed = True

    def expects(self, point: str, number: int) -> None:
        """Note that a trade is to reach a point under this number."""
        if self._is_armed:
            self._wanted[point].append(number)

    def passes(self, point: str) -> None:
        """Note that something passes a point; it may be the last thing that happens."""
        if self._is_armed and point == self._point:
            self._left -= 1
            if not self._left:
                _die()

    def reaches(self, point: str, reached: int) -> None:
        """Note how far a point has come; its n-th is the n-th that it expects."""
        passed = sum(number <= reached for number in self._wanted[point])
        if point == self._point and passed >= self._left:
            _die()


def _die() -> NoReturn:
    # As the task manager does it: nothing is flushed, nobody is told.
    os._exit(1)


def _is_trade(event: TradeEvent) -> bool:
    # What the recorder writes without an event of a terminal has the number 0.
    is_masters = event.role is Role.MONITOR and event.seq > 0
    return is_masters and event.kind is not EventKind.BALANCE


class FusedHost:
    """What terminals talk to, up to the moment at which a trade is received."""

    def __init__(self, host: TerminalHost, fuse: Fuse) -> None:
        self._host = host
        self._fuse = fuse

    def deliver(self, fact: Fact) -> None:
        """Hand a fact on."""
        if isinstance(fact, TradeEvent) and _is_trade(fact):
            self._fuse.expects("acknowledged", fact.seq)
            self._fuse.passes("received")
        self._host.deliver(fact)

    def admit(self, key: str) -> AccountRecord | None:
        """Return the account that a key belongs to."""
        return self._host.admit(key)

    def entered(self, record: AccountRecord, role: Role) -> None:
        """Take note that a terminal was welcomed."""
        self._host.entered(record, role)

    def resume_point(self, account: AccountKey, role: Role, stream: str) -> tuple[int, int]:
        """Return where a terminal goes on."""
        return self._host.resume_point(account, role, stream)

    async def wait_for_room(self) -> None:
        """Wait while the queue is full."""
        await self._host.wait_for_room()

    def show(self, account: AccountKey, role: Role, latest: Latest) -> None:
        """Take over newest values."""
        self._host.show(account, role, latest)


class FusedIntents(IntentsFile):
    """The journal, up to the moment at which a trade's decisions are written."""

    def __init__(self, path: Path, fuse: Fuse) -> None:
        super().__init__(path)
        self._fuse = fuse

    def write(self, record: Record) -> None:
        """Append a record."""
        super().write(record)
        if isinstance(record, EventRecord) and _is_trade(record.event):
            self._fuse.expects("committed", record.ordinal)
            self._fuse.passes("written")


class FusedServer(MtServer):
    """The wire, up to the moment at which an instruction or an acknowledgement is on it."""

    def __init__(self, setup: Setup, fuse: Fuse) -> None:
        super().__init__(setup.clock, program=__version__)
        self._fuse = fuse

    def send(self, command: Command, *, expected: NetPosition | None) -> bool:
        """Put a command on the wire."""
        self._fuse.passes("sending")
        is_sent = super().send(command, expected=expected)
        self._fuse.passes("sent")
        return is_sent

    def acknowledge_event(self, account: AccountKey, role: Role, stream: str, seq: int) -> None:
        """Tell a terminal that its events up to `seq` are stored."""
        super().acknowledge_event(account, role, stream, seq)
        if role is Role.MONITOR:
            self._fuse.reaches("acknowledged", seq)


@asynccontextmanager
async def dying(setup: Setup, fuse: Fuse) -> AsyncIterator[Running]:
    """Run the program on the present loop until it dies by a fuse."""
    loop = asyncio.get_running_loop()
    storage = open_storage(
        setup.data_dir,
        setup.clock,
        loop.call_soon_threadsafe,
        keep=Retention(),
        install=setup.install_into,
    )
    storage.intents.close()
    intents = FusedIntents(setup.data_dir / "intents.journal", fuse)
    # Before anybody can acknowledge what was committed.
    storage.ledger.on_committed(partial(fuse.reaches, "committed"))
    stores = Stores(storage.settings, storage.memory, storage.caps, storage.poisons)
    server = FusedServer(setup, fuse)
    now = assemble(setup, stores, storage.ledger, intents, server)
    try:
        now.program.load()
        now.program.port = await server.start(FusedHost(now.program, fuse), LOOPBACK, setup.port)
        now.program.start()
        yield now
    finally:
        await server.stop()
        await now.program.stop()
        intents.close()
        await storage.close()

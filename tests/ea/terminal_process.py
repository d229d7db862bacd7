"""A terminal as a Linux process: an Expert Advisor, its simulated broker, a test's orders to both.

It judges nothing: a test reads the broker's own book, which the process prints at every change.
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from tests.e2e.rig import Terminal

# More than any step takes, and less than a test run's patience.
PATIENCE_S = 20
# While nothing happens a terminal's clocks jump so far ahead at most: less than any patience with
# the bridge, and more than the two seconds after which a list counts as whole.
JUMPS_MS = "3000"
# Beside the real bridge clocks may not jump once the two have met.
REAL_TIME = {"SIM_JUMPS_MS": "0", "SIM_FIRST_JUMP_MS": "2500"}


# A book of many positions is one line.
LONGEST_LINE = 1 << 24


class Held(NamedTuple):
    """A position of the broker's book; lots as the broker counts them."""

    ticket: int
    symbol: str
    side: str
    lots: str
    sl: float
    tp: float


class Waiting(NamedTuple):
    """An order of the broker's book that waits for its price; 0 where a value is not there.

    `kind` such as "buy limit"; `limit` is a stop-limit's second price, `expires` in server time.
    """

    ticket: int
    symbol: str
    kind: str
    lots: str
    price: float
    limit: float
    sl: float
    tp: float
    expires: int


class Deal(NamedTuple):
    """A deal of the broker's book; `entry` is in, out, inout or out_by."""

    entry: str
    side: str
    lots: str
    symbol: str = "EURUSD"


@dataclass(frozen=True, slots=True)
class Book:
    """What a broker holds and did; `magics` are those of its positions, in their order."""

    positions: tuple[Held, ...]
    deals: tuple[Deal, ...]
    pendings: tuple[Waiting, ...] = ()
    magics: tuple[int, ...] = ()

    @property
    def lots(self) -> list[str]:
        """Return the lots of each position, oldest ticket first."""
        return [held.lots for held in sorted(self.positions)]


@dataclass(slots=True)
class TerminalProcess:
    """One Expert Advisor at one broker."""

    process: asyncio.subprocess.Process
    book: Book = Book((), ())
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    log: list[str] = field(default_factory=list)
    charts: list[str] = field(default_factory=list)
    pushed: list[str] = field(default_factory=list)
    reading: asyncio.Task[None] | None = None

    def order(self, words: str) -> None:
        """Do something by hand at this broker, or give it a fault: see runtime/control.hpp."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{words}\n".encode())

    async def until(self, reached: Callable[[Book], bool]) -> Book:
        """Return the first book that is as wanted; fail with the present one after a while."""
        try:
            async with asyncio.timeout(PATIENCE_S), self._changed:
                await self._changed.wait_for(lambda: reached(self.book))
        except TimeoutError:
            raise AssertionError(f"the book stayed {self.book}; {self.log[-5:]}") from None
        return self.book

    async def until_lots(self, *lots: str) -> Book:
        """Wait until the broker holds positions of just these lots."""
        return await self.until(lambda book: book.lots == list(lots))

    async def until_chart(self, part: str) -> str:
        """Return the first status on the chart that has these words; lines are apart by " | "."""
        try:
            async with asyncio.timeout(PATIENCE_S), self._changed:
                await self._changed.wait_for(lambda: any(part in text for text in self.charts))
        except TimeoutError:
            raise AssertionError(f"the chart never said {part!r}: {self.charts}") from None
        return next(text for text in self.charts if part in text)

    async def until_pushed(self, count: int) -> list[str]:
        """Wait until so many messages went to the owner's phone."""
        async with asyncio.timeout(PATIENCE_S), self._changed:
            await self._changed.wait_for(lambda: len(self.pushed) >= count)
        return self.pushed

    async def ended(self) -> int:
        """Wait until the process died of itself and return its exit status."""
        async with asyncio.timeout(PATIENCE_S):
            return await self.process.wait()

    async def leave(self) -> int:
        """Close the terminal as its owner does, and return the exit status."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self.process.wait()
        except TimeoutError:
            self.process.kill()
        return await self._gone()

    async def kill(self) -> int:
        """End the process at once, wherever it is."""
        if self.process.returncode is None:
            self.process.kill()
        return await self._gone()

    async def _gone(self) -> int:
        status = await self.process.wait()
        if self.reading is not None:
            await self.reading
        return status

    async def read(self) -> None:
        """Follow what the process prints until it ends."""
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            word, _, rest = line.decode().rstrip("\n").partition(" ")
            if word == "BOOK":
                async with self._changed:
                    self.book = _book(self.book, json.loads(rest))
                    self._changed.notify_all()
            elif word == "CHART":
                async with self._changed:
                    self.charts.append(rest)
                    self._changed.notify_all()
            elif word == "NOTIFY":
                async with self._changed:
                    self.pushed.append(rest)
                    self._changed.notify_all()
            else:
                self.log.append(rest)


def _book(before: Book, printed: dict[str, Any]) -> Book:
    new = tuple(
        Deal(entry=deal["entry"], side=deal["side"], lots=deal["lots"], symbol=deal["symbol"])
        for deal in printed["deals"]
    )
    return Book(
        tuple(
            Held(
                ticket=int(str(p["ticket"])),
                symbol=str(p["symbol"]),
                side=str(p["side"]),
                lots=str(p["lots"]),
                sl=float(str(p["sl"])),
                tp=float(str(p["tp"])),
            )
            for p in printed["positions"]
        ),
        # Only new deals are printed.
        before.deals[: printed["since"]] + new,
        tuple(
            Waiting(
                ticket=int(str(p["ticket"])),
                symbol=str(p["symbol"]),
                kind=str(p["kind"]),
                lots=str(p["lots"]),
                price=float(str(p["price"])),
                limit=float(str(p["limit"])),
                sl=float(str(p["sl"])),
                tp=float(str(p["tp"])),
                expires=int(str(p["expires"])),
            )
            for p in printed["pendings"]
        ),
        tuple(int(p["magic"]) for p in printed["positions"]),
    )


async def start_terminal(
    program: Path, account: Terminal, port: int, folder: Path, **settings: str
) -> TerminalProcess:
    """Start a terminal whose files and broker's book in `folder` outlive it."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    process = await asyncio.create_subprocess_exec(
        str(program),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=LONGEST_LINE,
        env={
            **os.environ,
            "SIM_LOGIN": account.key.login,
            "SIM_SERVER": account.key.server,
            "SIM_FILES": str(folder / "files"),
            "SIM_BOOK": str(folder / "book"),
            "SIM_JUMPS_MS": JUMPS_MS,
            "SIM_INPUT_InpPort": str(port),
            "SIM_INPUT_InpKey": account.secret,
            **settings,
        },
    )
    now = TerminalProcess(process)
    now.reading = asyncio.create_task(now.read(), name=f"reading {program.stem}")
    return now


@asynccontextmanager
async def terminal(
    program: Path, account: Terminal, port: int, folder: Path, **settings: str
) -> AsyncIterator[TerminalProcess]:
    """Run a terminal whose files and broker's book in `folder` outlive it."""
    now = await start_terminal(program, account, port, folder, **settings)
    try:
        yield now
    finally:
        status = await now.leave()
    # A negative status is a signal: the Expert Advisor did what a terminal would have stopped.
    assert status >= 0, now.log[-5:]

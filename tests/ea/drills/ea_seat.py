"""An account at a simulated broker behind a compiled Expert Advisor: the hand on it, and its books.

Everything that is asserted comes from the broker's own book.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.order_seat import Account
from tests.e2e.rig import Terminal
from tests.ea.conftest import Programs
from tests.ea.drills.relay import Relay
from tests.ea.terminal_process import REAL_TIME, Book, TerminalProcess, start_terminal
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.values import MarginMode, Platform

NAMES = {Role.MONITOR: "Monitor", Role.EXECUTOR: "Executor"}


@dataclass(slots=True)
class EaSeat:
    """One account, its broker, and its terminal in a process of its own."""

    account: Account
    role: Role
    program: Path
    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    relay: Relay = field(default_factory=Relay)
    process: TerminalProcess | None = None
    credited: int = 0
    _last: Book = field(default_factory=lambda: Book((), ()))

    async def start(self, **settings: str) -> None:
        """Start the terminal on the files and the book that are there."""
        if not self.relay.port:
            await self.relay.open()
        who = Terminal(
            key=self.account.key, roles=frozenset({self.role}), secret=self.account.secret
        )
        wished = {"SIM_SYMBOLS": "2", **REAL_TIME, **self.settings, **settings}
        self.process = await start_terminal(
            self.program, who, self.relay.port, self.folder, **wished
        )

    async def leave(self) -> None:
        """Close the terminal as its owner does."""
        if self.process is not None:
            process, self.process = self.process, None
            status = await process.leave()
            self._last = process.book
            # A negative status is a signal: a terminal would have stopped the Expert Advisor.
            assert status >= 0, process.log[-5:]

    async def kill(self) -> None:
        """End the terminal at once, wherever it is; its broker's book stays."""
        if self.process is not None:
            process, self.process = self.process, None
            await process.kill()
            self._last = process.book

    async def gone(self) -> None:
        """Wait until the terminal died of itself."""
        assert self.process is not None
        await self.process.ended()
        await self.kill()

    async def close(self) -> None:
        """End everything."""
        try:
            await self.leave()
        finally:
            await self.relay.close()

    async def by_phone(self, *orders: str) -> None:
        """Trade at the broker while the terminal is closed."""
        await self.start(SIM_ALONE="1")
        for words in orders:
            self.order(words)
        await self.leave()

    def forget_reports(self) -> None:
        """Lose the reports that the closed terminal kept for the program, and their numbers."""
        (journal,) = (self.folder / "files").rglob("journal-*")
        lines = journal.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(("REPORT", "NUMBER"))]
        journal.write_text("".join(kept), encoding="utf-8")

    def order(self, words: str) -> None:
        """Do something at this broker: see runtime/control.hpp."""
        assert self.process is not None, f"the terminal of {self.account.login} is closed"
        self.process.order(words)

    async def until_refused(self) -> None:
        """Wait until the chart says that the program does not know the account."""
        assert self.process is not None
        await self.process.until_chart("belongs to another account")

    def mark(self) -> None:
        """Book a credit: the program hears of it behind everything that came before."""
        self.credited += 1
        self.order("credit 1 a mark")

    @property
    def book(self) -> Book:
        """Return what the broker holds and did."""
        return self._last if self.process is None else self.process.book

    @property
    def deals(self) -> list[str]:
        """Return entry and lots of all deals, in their order."""
        return [f"{deal.entry} {deal.lots}" for deal in self.book.deals]

    @property
    def ins(self) -> list[str]:
        """Return the lots of the deals that opened or added, in their order."""
        return [deal.lots for deal in self.book.deals if deal.entry == "in"]

    @property
    def held(self) -> list[str]:
        """Return side and lots of the open positions, oldest ticket first."""
        return [f"{held.side} {held.lots}" for held in sorted(self.book.positions)]

    @property
    def lots(self) -> str:
        """Return the lots of all open positions together."""
        cents = sum(round(float(held.lots) * 100) for held in self.book.positions)
        return f"{cents / 100:.2f}"

    @property
    def orders(self) -> list[str]:
        """Return the orders that wait."""
        return [f"{each.kind} {each.lots} at {each.price:g}" for each in self.book.pendings]

    @property
    def tickets(self) -> list[int]:
        """Return the tickets of the open positions, oldest first."""
        return sorted(held.ticket for held in self.book.positions)

    @property
    def ticket(self) -> int:
        """Return the ticket of the only position."""
        (ticket,) = self.tickets
        return ticket


def seat_of(programs: Programs, account: Account, role: Role, folder: Path) -> EaSeat:
    """Return a seat that is not started yet."""
    platform = "mt4" if account.platform is Platform.MT4 else "mt5"
    netting = account.margin_mode is MarginMode.NETTING
    return EaSeat(
        account,
        role,
        programs(NAMES[role], platform),
        folder / f"terminal-{account.login}",
        {"SIM_MARGIN_MODE": "netting"} if netting else {},
    )


def each_lots(seats: Iterable[EaSeat]) -> list[str]:
    """Return the lots that each seat holds."""
    return [seat.lots for seat in seats]


def each_deals(seats: Iterable[EaSeat]) -> list[list[str]]:
    """Return the deals of each seat."""
    return [seat.deals for seat in seats]

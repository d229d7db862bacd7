"""The real program beside compiled Expert Advisors, each at a simulated broker of its own."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from tests.e2e.order_scene import LOOK_EVERY_S, MASTER, Follows, install, until
from tests.e2e.order_seat import Account
from tests.ea.conftest import Programs
from tests.ea.drills.ea_seat import EaSeat, each_deals, each_lots, seat_of
from tests.ea.terminal_process import PATIENCE_S
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.adapters.system_clock import SystemClock
from tradecopy_desktop.app.program import Program
from tradecopy_desktop.bootstrap import Running, Setup, running
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.preflight import Wishes
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.values import Platform
from tradecopy_desktop.ports import Clock

MT4_MASTER = replace(MASTER, platform=Platform.MT4)
MASTERS = {"mt5": MASTER, "mt4": MT4_MASTER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the program says of itself: who is connected, and who carries out an instruction.

    `unread`: how much it received and did not take in yet. `credits` are as terminals told them.
    """

    ready: bool
    connected: frozenset[str]
    busy: frozenset[str]
    unread: int
    credits: Mapping[str, Decimal]
    equities: Mapping[str, Decimal]
    alerts: tuple[str, ...]


def told_by(program: Program) -> Told:
    """Return what a program says of itself; logins stand for accounts."""
    accounts = program._book.accounts.values()
    funds = {each.key.login: each.funds for each in accounts}
    lines = program._copying.dispatcher.lines.all()
    return Told(
        ready=program.is_ready(),
        connected=frozenset(each.key.login for each in accounts if each.connected),
        busy=frozenset(line.follower.login for line in lines if line.under_way),
        unread=len(program._inbox),
        credits={login: each.credit for login, each in funds.items() if each is not None},
        equities={login: each.equity for login, each in funds.items() if each is not None},
        alerts=tuple(alert.text for alert in program.alerts()),
    )


class EaFloor(ABC):
    """The accounts of a scene and their terminals, whatever program they are connected to."""

    def __init__(
        self, programs: Programs, folder: Path, master: Account, follows: Sequence[Follows]
    ) -> None:
        """Open the accounts; their terminals are not started yet."""
        self.folder = folder
        self.master = seat_of(programs, master, Role.MONITOR, folder)
        self.followers = [
            seat_of(programs, each.account, Role.EXECUTOR, folder) for each in follows
        ]

    @property
    def seats(self) -> list[EaSeat]:
        """Return the master and its followers."""
        return [self.master, *self.followers]

    @property
    def follower(self) -> EaSeat:
        """Return the first follower."""
        return self.followers[0]

    @property
    def lots(self) -> list[str]:
        """Return the lots that each follower holds."""
        return each_lots(self.followers)

    @property
    def deals(self) -> list[list[str]]:
        """Return the deals of each follower."""
        return each_deals(self.followers)

    @property
    def ins(self) -> list[list[str]]:
        """Return the lots that went into each follower, smallest first."""
        return [sorted(seat.ins) for seat in self.followers]

    @abstractmethod
    async def tells(self) -> Told:
        """Return what the program says of itself."""

    async def restart(self, *seats: EaSeat) -> None:
        """Start terminals that are not running."""
        await asyncio.gather(*(seat.start(**_ahead(seat)) for seat in seats))

    def find(self, port: int) -> None:
        """Let every line lead to this port from now on."""
        for seat in self.seats:
            seat.relay.to = port

    def hurry(self, *seats: EaSeat) -> None:
        """Let no terminal wait before it connects again: for each of them five seconds pass."""
        for seat in seats or self.seats:
            if seat.process is not None:
                # In one turn: once the two have met their clocks must not come apart.
                seat.order("pass 5000 5000")

    def mend(self, *seats: EaSeat) -> None:
        """Let terminals in whose lines were cut."""
        for seat in seats:
            seat.relay.mend()
        self.hurry(*seats)

    async def leave(self) -> None:
        """Close all terminals."""
        await asyncio.gather(*(seat.close() for seat in self.seats))

    def order(self, words: str) -> None:
        """Do the same at every follower's broker."""
        for seat in self.followers:
            seat.order(words)

    def quote(self, bid: str, ask: str) -> None:
        """Show all brokers a price, the master's first."""
        for seat in self.seats:
            seat.order(f"quote EURUSD {bid} {ask}")

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until a condition holds; fail with what the books show if it never does."""
        try:
            await until(condition, within_s=PATIENCE_S)
        except TimeoutError:
            held = "; ".join(
                f"{seat.account.login}: {seat.held} {seat.deals}" for seat in self.seats
            )
            told = await self.tells()
            raise AssertionError(f"{held}; {told}") from None

    async def until_lots(self, lots: str) -> None:
        """Wait until every follower holds so many lots."""
        await self.until(lambda: self.lots == [lots] * len(self.followers))

    async def until_told(self, condition: Callable[[Told], bool]) -> None:
        """Wait until the program says what is wanted."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not condition(await self.tells()):  # noqa: ASYNC110
                    # Nobody tells when the program has taken something in.
                    await asyncio.sleep(LOOK_EVERY_S)
        except TimeoutError:
            raise AssertionError(f"it went on saying {await self.tells()}") from None

    async def ready(self) -> None:
        """Wait until everybody is connected and both ends of every route are whole."""
        logins = {seat.account.login for seat in self.seats if seat.process is not None}
        await self.until_told(lambda told: told.ready and logins <= told.connected)

    async def quiet(self) -> None:
        """Wait until the program took in all that happened, and all that it ordered is done."""
        await self.followed()
        await self._heard(self.followers)
        await self.until_told(_is_idle)

    async def followed(self) -> None:
        """Wait until the program took in what the master did, and all that it ordered is done."""
        await self._heard([self.master])
        await self.until_told(_is_idle)

    async def _heard(self, seats: Iterable[EaSeat]) -> None:
        connected = (await self.tells()).connected
        there = [seat for seat in seats if seat.process and seat.account.login in connected]
        for seat in there:
            seat.mark()
        await self.until_told(
            lambda told: (
                not told.unread
                and all(told.credits[seat.account.login] == seat.credited for seat in there)
            )
        )


def _is_idle(told: Told) -> bool:
    # What hangs on a broken link waits for the next one.
    return not told.unread and not told.busy & told.connected


def _ahead(seat: EaSeat) -> dict[str, str]:
    return {"SIM_AHEAD_S": str(seat.account.utc_offset_s)}


class EaScene(EaFloor):
    """The program in the test's own process; it can be stopped and begun again."""

    def __init__(
        self,
        programs: Programs,
        folder: Path,
        master: Account,
        follows: Sequence[Follows],
        clock: Clock,
    ) -> None:
        super().__init__(programs, folder, master, follows)
        self._setup = Setup(
            data_dir=folder,
            port=0,
            vault=MemoryVault(),
            install=lambda settings, _: install(settings, master, follows),
            clock=clock,
        )
        self._running = AsyncExitStack()
        self._now: Running | None = None

    @property
    def program(self) -> Program:
        """Return the program that runs."""
        assert self._now is not None
        return self._now.program

    async def run(self) -> None:
        """Run the program; every line leads to it."""
        self._now = await self._running.enter_async_context(running(self._setup))
        self.find(self.program.port)

    async def stop(self) -> None:
        """Stop the program; terminals notice by themselves."""
        await self._running.aclose()

    async def begin(self) -> None:
        """Run the program again and wait until everybody is back."""
        await self.run()
        self.hurry()
        await self.ready()

    async def tells(self) -> Told:
        """Return what the program says of itself."""
        return told_by(self.program)

    async def set_mode(self, mode: RouteMode, seat: EaSeat, wishes: Wishes | None = None) -> None:
        """Change the mode of the route to a seat."""
        (route,) = (r for r in self.program.routes() if r.follower == seat.account.key)
        await self.program.set_route_mode(route.id, mode, wishes)


@asynccontextmanager
async def ea_scene(
    programs: Programs,
    folder: Path,
    *follows: Follows,
    master: Account = MASTER,
    clock: Clock | None = None,
    **settings: str,
) -> AsyncIterator[EaScene]:
    """Yield a scene in which everybody is connected, and take it down afterwards.

    `settings` are those of every simulated terminal.
    """
    clock = clock or SystemClock()
    scene = await asyncio.to_thread(EaScene, programs, folder, master, follows, clock)
    for seat in scene.seats:
        seat.settings.update(settings)
    try:
        await scene.run()
        await scene.restart(*scene.seats)
        await scene.ready()
        yield scene
    finally:
        await scene.leave()
        await scene.stop()

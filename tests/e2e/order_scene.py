"""The real program beside simulated brokers, for everything a route can be told about orders."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from tests.e2e.order_seat import Account, Seat
from tradecopy_desktop.adapters.keys import hash_key
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.adapters.system_clock import SystemClock
from tradecopy_desktop.bootstrap import Running, Setup, running
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.order_rules import OrderRules, PendingPolicy
from tradecopy_desktop.domain.preflight import Wishes
from tradecopy_desktop.domain.routes import Route, RouteMode, RouteSettings
from tradecopy_desktop.domain.sizing import Multiplier, SameLots
from tradecopy_desktop.domain.values import MarginMode, Platform
from tradecopy_desktop.ports import AccountRecord, Clock, Settings

# Much longer than anything takes: a machine under load must not look like a fault.
WITHIN_S = 60.0
LOOK_EVERY_S = 0.002

MASTER = Account(login="1001")
NETTING_MASTER = replace(MASTER, margin_mode=MarginMode.NETTING)
HEDGING = Account(login="2001", utc_offset_s=10_800)
NETTING = Account(login="2002", margin_mode=MarginMode.NETTING, utc_offset_s=0)
MT4 = Account(login="2003", platform=Platform.MT4)
KINDS = (HEDGING, NETTING, MT4)
IDS = ("hedging", "netting", "mt4")
SETTINGS = RouteSettings(version=1, sizing=SameLots(), literal_lots_confirmed=True)
ORDERS = OrderRules(pendings=PendingPolicy.AS_PENDINGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Follows:
    """A follower and the route to it."""

    account: Account
    settings: RouteSettings = SETTINGS
    mode: RouteMode = RouteMode.LIVE

    def route_from(self, master: Account) -> Route:
        """Return the route."""
        return Route(
            id=f"00000000-0000-4000-8000-{int(self.account.login):012d}",
            name=f"to {self.account.login}",
            master=master.key,
            follower=self.account.key,
            mode=self.mode,
            settings=self.settings,
        )


def by_orders(account: Account, rules: OrderRules = ORDERS, *, times: str = "1") -> Follows:
    """Return a follower of so many times the master's lots whose route has these rules."""
    sizing = Multiplier(factor=Decimal(times))
    return Follows(account=account, settings=replace(SETTINGS, sizing=sizing, orders=rules))


def install(settings: Settings, master: Account, follows: Iterable[Follows]) -> None:
    """Register the accounts and their routes."""
    for account, role in _seats(master, follows):
        record = AccountRecord(
            key=account.key,
            name=account.login,
            roles=frozenset({role}),
            key_hash=hash_key(account.secret),
            secret_name=f"terminal {account.key}",
        )
        settings.save_account(record)
    for each in follows:
        settings.save_route(each.route_from(master))


def _seats(master: Account, follows: Iterable[Follows]) -> list[tuple[Account, Role]]:
    return [(master, Role.MONITOR), *((each.account, Role.EXECUTOR) for each in follows)]


class Floor:
    """The accounts of a scene and their terminals, whatever program they are connected to."""

    def __init__(
        self, master: Account, follows: Sequence[Follows], seats: Sequence[Seat] = ()
    ) -> None:
        """Open the accounts anew, unless their `seats` are there from before."""
        new = (Seat(account, role) for account, role in _seats(master, follows))
        self.seats = list(seats or new)
        self.master, *self.followers = self.seats

    @property
    def follower(self) -> Seat:
        """Return the first follower."""
        return self.followers[0]

    def start(self, port: int) -> None:
        """Start every terminal; it looks for the program at this port."""
        self.find(port)
        for seat in self.seats:
            seat.terminal.start()

    def find(self, port: int) -> None:
        """Let every terminal look for the program at this port from now on."""
        for seat in self.seats:
            terminal = seat.terminal
            terminal.setup = replace(terminal.setup, url=f"ws://127.0.0.1:{port}/ea")
            for ea in terminal.eas.values():
                ea.setup = terminal.setup

    async def leave(self) -> None:
        """Close all terminals."""
        for seat in self.seats:
            await seat.terminal.kill()

    def quote(self, bid: str) -> None:
        """Show all brokers a price, the master's first."""
        for seat in self.seats:
            seat.quote(bid)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until a condition holds."""
        await until(condition)

    async def quiet(self) -> None:
        """Wait until the program took in all that happened, and all that it ordered is done."""
        for seats in ([self.master], self.followers):
            there = [seat for seat in seats if seat.terminal.is_connected]
            for seat in there:
                # Acknowledged behind everything that came before it.
                seat.broker.deposit(Decimal(1))
            await until(partial(_are_idle, there))


class OrderScene(Floor):
    """The program in the test's own process, with the terminals of one master's followers."""

    def __init__(
        self,
        now: Running,
        master: Account,
        follows: Sequence[Follows],
        seats: Sequence[Seat] = (),
    ) -> None:
        super().__init__(master, follows, seats)
        self.program = now.program
        self.board = now.board

    @property
    def alerts(self) -> list[str]:
        """Return what the trader was told."""
        return [alert.text for alert in self.program.alerts()]

    def alerted(self, text: str) -> Callable[[], bool]:
        """Return a condition: the trader was told something with `text` in it."""
        return lambda: any(text in told for told in self.alerts)

    async def prices_known(self) -> None:
        """Wait until the program knows the newest prices of every terminal that it asked for."""
        await until(lambda: all(self._knows_prices(seat) for seat in self.seats))

    def _knows_prices(self, seat: Seat) -> bool:
        known = self.program._book.account(seat.account.key).quotes
        return all(seat.broker.quotes[symbol] == quote for symbol, quote in known.items())

    async def order(
        self, mode: RouteMode, wishes: Wishes | None = None, *, seat: Seat | None = None
    ) -> None:
        """Change the mode of the route to a seat, the first follower's unless given."""
        account = (seat or self.follower).account
        (route,) = (r for r in self.program.routes() if r.follower == account.key)
        await self.program.set_route_mode(route.id, mode, wishes)


def _are_idle(seats: Iterable[Seat]) -> bool:
    return all(seat.is_idle for seat in seats)


async def until(condition: Callable[[], bool], *, within_s: float = WITHIN_S) -> None:
    """Look again and again until a condition holds; raise TimeoutError if it never does."""
    async with asyncio.timeout(within_s):
        while not condition():  # noqa: ASYNC110 - nobody tells when a terminal is idle
            await asyncio.sleep(LOOK_EVERY_S)


@asynccontextmanager
async def order_scene(
    folder: Path, *follows: Follows, master: Account = MASTER, clock: Clock | None = None
) -> AsyncIterator[OrderScene]:
    """Yield a scene in which everybody is connected, and take it down afterwards."""
    setup = Setup(
        data_dir=folder,
        port=0,
        vault=MemoryVault(),
        install=lambda settings, _: install(settings, master, follows),
        clock=clock or SystemClock(),
    )
    async with running(setup) as now:
        scene = OrderScene(now, master, follows)
        scene.start(now.program.port)
        try:
            await until(now.program.is_ready)
            yield scene
        finally:
            await scene.leave()

"""One master, three followers, the program, and everything that can happen to them."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from random import Random

from tests.rig.network import Network
from tests.rig.program import Copier
from tests.rig.seat import RigSeat
from tests.rig.virtual_time import VirtualClock, VirtualLoop
from tradecopy_desktop.adapters.keys import hash_key
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.recovery_rules import Corrections, RecoveryRules
from tradecopy_desktop.domain.routes import Route, RouteMode, RouteSettings
from tradecopy_desktop.domain.sizing import Multiplier
from tradecopy_desktop.domain.values import ZERO, MarginMode, Platform, Side
from tradecopy_desktop.ports import AccountRecord
from tradecopy_desktop.sim.broker import CloseRequest, MarketRequest, StopsRequest

FACTORS = {"2001": Decimal(1), "2002": Decimal(2), "2003": Decimal("0.5")}


@dataclass(slots=True)
class Opened:
    """A position that the master opened: the most lots that it ever had, and how many it has."""

    most: Decimal
    lots: Decimal


class Scene:
    """Everything on one loop."""

    def __init__(self, loop: VirtualLoop, seed: int, *, slippage_points: int = 0) -> None:
        self.loop = loop
        self.clock = VirtualClock(loop)
        self.network = Network(Random(f"{seed}/network"))
        self.copier = Copier(loop, self.clock, self.network)
        dial = self.network.dial
        seat = partial(
            RigSeat, clock=self.clock, dial=dial, seed=seed, slippage_points=slippage_points
        )
        self.master = seat("1001", Role.MONITOR)
        self.followers = [
            seat("2001", Role.EXECUTOR),
            seat("2002", Role.EXECUTOR, platform=Platform.MT4),
            seat("2003", Role.EXECUTOR, mode=MarginMode.NETTING),
        ]
        self.opened: dict[str, Opened] = {}
        self.price = Decimal("1.10000")
        self.spread = Decimal("0.00010")
        self._install()

    @property
    def seats(self) -> list[RigSeat]:
        """Return all accounts, the master's first."""
        return [self.master, *self.followers]

    def _install(self) -> None:
        self.copier.install(
            [
                AccountRecord(
                    key=seat.key,
                    name=seat.login,
                    roles=frozenset({seat.role}),
                    key_hash=hash_key(seat.secret),
                    secret_name=f"terminal {seat.key}",
                )
                for seat in self.seats
            ],
            [self._route(follower) for follower in self.followers],
        )

    def _route(self, follower: RigSeat) -> Route:
        return Route(
            id=f"00000000-0000-4000-8000-{int(follower.login):012d}",
            name=f"to {follower.login}",
            master=self.master.key,
            follower=follower.key,
            mode=RouteMode.LIVE,
            settings=self._settings(follower),
        )

    def _settings(self, follower: RigSeat) -> RouteSettings:
        return RouteSettings(
            version=1,
            sizing=Multiplier(factor=FACTORS[follower.login]),
            literal_lots_confirmed=True,
            max_age_ms=10_000,
            recovery=RecoveryRules(corrections=Corrections.AUTOMATIC),
        )

    # What time does

    async def begin(self) -> None:
        """Start the program and every terminal, and let them find each other."""
        self.quote(self.price)
        await self.copier.start()
        for seat in self.seats:
            seat.terminal.start()
        await self.pass_time(5)

    async def pass_time(self, seconds: float) -> None:
        """Let time pass; a program that dies meanwhile is buried."""
        await asyncio.sleep(seconds)
        await self.bury()

    async def bury(self) -> None:
        """Take a program away that died by itself."""
        if self.copier.now is not None and self.copier.life.is_over:
            await self.copier.kill()

    async def settle(self) -> None:
        """Mend everything, let five minutes pass: after them nothing may be left to do."""
        for seat in self.seats:
            seat.terminal.thaw()
            seat.terminal.switch_algo_trading(on=True)
        self.copier.life.live_on()
        await self.bury()
        if not self.copier.is_running:
            await self.copier.start()
        for _ in range(30):
            await self.pass_time(10)
            self.quote(self.price)

    async def end(self) -> None:
        """Stop everything."""
        for seat in self.seats:
            await seat.terminal.kill()
        await self.copier.kill()

    # What the market and the master do

    def quote(self, price: Decimal) -> None:
        """Show all brokers a price."""
        self.price = price
        for seat in self.seats:
            seat.broker.quote("EURUSD", price, price + self.spread)

    def open(self, side: Side, lots: Decimal) -> None:
        """Let the master open a position."""
        answer = self.master.broker.send(MarketRequest(symbol="EURUSD", side=side, volume=lots))
        assert answer.done
        self.opened[answer.ticket] = Opened(most=lots, lots=lots)

    def close(self, ticket: str, lots: Decimal) -> None:
        """Let the master close a position, or a part of it."""
        assert self.master.broker.send(CloseRequest(ticket=ticket, volume=lots)).done
        self.opened[ticket].lots -= lots

    def set_stops(self, ticket: str, stop_loss: Decimal) -> None:
        """Let the master set an SL."""
        request = StopsRequest(ticket=ticket, stop_loss=stop_loss, take_profit=None)
        assert self.master.broker.send(request).done

    @property
    def open_tickets(self) -> list[str]:
        """Return the master's open positions, oldest first."""
        return [holding.ticket for holding in self.master.broker.holdings()]

    # What the books say

    def shares(self) -> dict[str, Decimal]:
        """Return the netting follower's lots by the master's ticket, as the ledger has them."""
        netting = next(follower for follower in self.followers if follower.nets)
        return {
            link.position: link.filled * link.side.sign
            for link in self.copier.dumped().links
            if link.follower == netting.key and link.is_live and link.filled
        }

    def doubled(self) -> Iterator[str]:
        """Yield each copy that holds more than its share of the most that its master ever had."""
        for follower in self.followers:
            factor = FACTORS[follower.login]
            for ticket, lots in follower.held_for_masters().items():
                most = self.opened[ticket].most * factor if ticket in self.opened else ZERO
                if lots > most:
                    yield f"{follower.login} holds {lots} for {ticket}, {most} at most"

    def left_over(self) -> Iterator[str]:
        """Yield each copy that does not hold what its master's present lots prescribe.

        A copy that was never opened, or ended early, holds nothing; that is no fault of a close.
        """
        for follower in self.followers:
            factor = FACTORS[follower.login]
            for ticket, lots in follower.held_for_masters().items():
                due = self.opened[ticket].lots * factor if ticket in self.opened else ZERO
                # What somebody took off by hand never comes back (rule S4).
                wrong = lots > due if ticket in follower.reduced else lots != due
                if wrong:
                    yield f"{follower.login} holds {lots} for {ticket}, {due} are due"
            if follower.nets:
                yield from self._left_over_on(follower)
                continue
            strangers = follower.strangers()
            if strangers:
                yield f"{follower.login} holds {strangers} that belong to no copy"

    def _left_over_on(self, netting: RigSeat) -> Iterator[str]:
        shares = self.shares()
        if sum(shares.values(), ZERO) != netting.net():
            yield f"{netting.login} holds {netting.net()} in all, its copies are {shares}"
        for ticket, lots in shares.items():
            due = self.opened[ticket].lots * FACTORS[netting.login]
            if abs(lots) != due:
                yield f"{netting.login} holds {lots} for {ticket}, {due} are due"

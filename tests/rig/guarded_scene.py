"""A scene whose followers have limits, each watched by a referee of its own. Judges nothing."""

from dataclasses import replace
from decimal import Decimal

from tests.rig.guard_referee import TICK_S, Watch
from tests.rig.limit_floor import LimitFloor
from tests.rig.pipes import Ear
from tests.rig.scene import Scene
from tests.rig.seat import RigSeat
from tests.rig.virtual_time import VirtualLoop
from tradecopy_desktop.app.guard_views import GuardRow
from tradecopy_desktop.app.program import Program
from tradecopy_desktop.domain.accounts import Funds
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.order_rules import OrderRules, PendingPolicy
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.values import ZERO, PendingKind, Side
from tradecopy_desktop.sim.broker import CancelRequest, CloseRequest, MarketRequest, PlaceRequest

LIMIT = Decimal(200)
"""With 0.80 lots of EURUSD that is 250 points, or 25 pips."""
POINT = Decimal("0.00001")


class _Tap(Ear):
    """Hands what is overheard to the referee of its account."""

    def __init__(self, watches: dict[str, Watch]) -> None:
        self._watches = watches

    def put(self, key: str, frame: str) -> None:
        """The program lets a frame go."""
        if key in self._watches:
            self._watches[key].put(frame)

    def arrived(self, key: str, frame: str, put_s: float) -> None:
        """A frame comes out at the terminal."""
        if key in self._watches:
            self._watches[key].arrived(frame, put_s)

    def told(self, key: str, frame: str) -> None:
        """A frame comes out at the program."""
        if key in self._watches:
            self._watches[key].told(frame)


class GuardedScene(Scene):
    """Everything on one loop, with a limit of one kind for each follower."""

    def __init__(
        self, loop: VirtualLoop, seed: int, kinds: list[str], *, spread: int, slippage: int
    ) -> None:
        super().__init__(loop, seed, slippage_points=slippage)
        self.spread = spread * POINT
        self.watches = [
            Watch(
                seat,
                LimitFloor(kind, LIMIT),
                loop.time,
                lambda: self.copier.is_running,
                slippage,
            )
            for seat, kind in zip(self.followers, kinds, strict=True)
        ]
        self.network.ear = _Tap({watch.seat.secret: watch for watch in self.watches})

    def _settings(self, follower: RigSeat) -> RouteSettings:
        orders = OrderRules(pendings=PendingPolicy.AS_PENDINGS)
        return replace(super()._settings(follower), orders=orders)

    @property
    def program(self) -> Program:
        """Return the program, which must live."""
        assert self.copier.now is not None
        return self.copier.now.program

    @property
    def wrong(self) -> list[str]:
        """Return what must not have happened."""
        return [text for watch in self.watches for text in watch.wrong]

    # What time does

    async def begin(self) -> None:
        """Start everything and set the limits."""
        await super().begin()
        for watch in self.watches:
            await self.program.set_guard(watch.seat.key, watch.limit.guard())
        await self.pass_time(1)

    async def pass_time(self, seconds: float) -> None:
        """Let time pass; the referees look at what is overdue."""
        await super().pass_time(seconds)
        for watch in self.watches:
            watch.check()

    async def bury(self) -> None:
        """Take a program away that died by itself."""
        if self.copier.now is not None and self.copier.life.is_over:
            self._tell_death(self.copier.life.over_s)
        await super().bury()

    async def kill(self) -> None:
        """Kill the program."""
        self._tell_death(self.loop.time())
        await self.copier.kill()

    def _tell_death(self, at_s: float | None) -> None:
        for watch in self.watches:
            watch.program_died(self.loop.time() if at_s is None else at_s)

    async def mend(self, seconds: int) -> None:
        """Mend everything, and let the price stand for a while."""
        for watch in self.watches:
            self.believe(watch)
            watch.seat.terminal.thaw()
            watch.seat.terminal.switch_algo_trading(on=True)
        self.master.terminal.thaw()
        self.copier.life.live_on()
        await self.bury()
        if not self.copier.is_running:
            await self.copier.start()
        for _ in range(seconds // 5):
            await self.pass_time(5)
            self.quote(self.price)

    # What the market and the traders do

    def quote(self, price: Decimal) -> None:
        """Show all brokers a price, and let the referees look at it."""
        super().quote(price)
        for watch in self.watches:
            watch.look()

    async def move(self, points: list[int]) -> None:
        """Let ticks come, each so many points from the one before."""
        for each in points:
            self.quote(self.price + each * POINT)
            await self.pass_time(TICK_S)

    def place(self, side: Side, away: int) -> None:
        """Let the master place an order that waits so many points away from the market."""
        kind = PendingKind.LIMIT if away > 0 else PendingKind.STOP
        price = self.price - side.sign * away * POINT
        lots = Decimal("0.40")
        request = PlaceRequest(symbol="EURUSD", side=side, kind=kind, volume=lots, price=price)
        assert self.master.broker.send(request).done

    def reduce(self, ticket: str, lots: Decimal) -> None:
        """Let the master close a position, or a part of it, whoever opened it."""
        assert self.master.broker.send(CloseRequest(ticket=ticket, volume=lots)).done

    def take_back(self) -> None:
        """Let the master cancel his oldest order, if there is one."""
        for order in self.master.broker.pendings()[:1]:
            assert self.master.broker.send(CancelRequest(ticket=order.ticket)).done

    def trade_by_hand(self, watch: Watch, side: Side, lots: Decimal) -> None:
        """Let the trader open something on a follower himself."""
        watch.seat.broker.send(MarketRequest(symbol="EURUSD", side=side, volume=lots))

    def lie(self, watch: Watch, share: Decimal) -> None:
        """Let an account look as if so much of its equity was there; 0: as if nothing was."""
        true = watch.seat.broker.funds()
        watch.disturb()
        watch.seat.broker.shown = (
            replace(true, equity=true.equity * share)
            if share
            else Funds(
                balance=ZERO,
                equity=ZERO,
                margin=ZERO,
                free_margin=ZERO,
                credit=ZERO,
                floating=ZERO,
            )
        )

    def believe(self, watch: Watch) -> None:
        """Let an account look as it is."""
        if watch.seat.broker.shown is not None:
            watch.seat.broker.shown = None
            watch.disturb()

    # What the trader asks of the program

    async def allow_more(self, watch: Watch, more: Decimal) -> None:
        """Let so much more be lost; a lock stays."""
        watch.limit.allow_more(more)
        try:
            await self.program.set_guard(watch.seat.key, watch.limit.guard())
        except TradeCopyError:
            # Its terminal may not trade now, so that a limit could not be kept (rule G3).
            watch.limit.allow_more(-more)
        watch.look()

    async def flatten(self, watch: Watch) -> None:
        """Let the trader close and lock an account himself."""
        watch.shut_by_hand()
        await self.program.flatten(watch.seat.key)

    async def unlock(self, watch: Watch) -> None:
        """Lift a lock, if its limit lets one."""
        try:
            await self.program.unlock(watch.seat.key, "go on")
        except TradeCopyError:
            return
        watch.unlocked()

    def row(self, watch: Watch) -> GuardRow:
        """Return what the trader is shown of an account's guard."""
        (found,) = (row for row in self.program.guards() if row.account == watch.seat.key)
        return found

    def unguarded(self) -> list[str]:
        """Return which accounts are not closed and locked though they should be."""
        found = []
        for watch in self.watches:
            row, login = self.row(watch), watch.seat.login
            if not (watch.is_shut or watch.is_broken):
                continue
            if watch.seat.broker.holdings() or watch.seat.broker.pendings():
                found.append(f"{login} is broken, and not flat")
            if not row.locked or row.closing:
                found.append(f"{login} is broken, and not locked: {row}")
        return found

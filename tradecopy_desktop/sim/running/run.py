"""The course of a run: connect, trade, settle. It waits and watches; judging is done elsewhere."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable

from tradecopy_desktop.sim.faults import Trouble, Troublemaker
from tradecopy_desktop.sim.faults.shown import make_trouble_to_show
from tradecopy_desktop.sim.market import TickSource
from tradecopy_desktop.sim.running.attaching import attach
from tradecopy_desktop.sim.running.outages import Outages
from tradecopy_desktop.sim.running.world import World
from tradecopy_desktop.sim.seat import Seat
from tradecopy_desktop.sim.terminal.ea import SimEa
from tradecopy_desktop.sim.traders import RandomTrader, Trader

MOST_UNACKNOWLEDGED = 64
_LOOK_EVERY_S = 0.02
# Nights and weekends of a recording.
_LONGEST_GAP_S = 1.0
_SETTLE_WITHIN_S = 60.0
# All is closed, and yet an order of a moment ago may still be carried out.
_FLAT_FOR_S = 3.0


class Run:
    """Runs a world that was built. `state` tells how far it is."""

    def __init__(self, world: World) -> None:
        """Run this world once."""
        self.world = world
        self.state = "starting"
        self.settled = False
        self._stop = asyncio.Event()
        self._feeding: list[asyncio.Task[None]] = []
        scenario = world.scenario
        self.troubles = Troublemaker(
            world.seats, level=scenario.chaos, trades=scenario.trades, seed=scenario.seed
        )
        self.troubles.on_reduced = self._reduce_too
        self.outages = Outages(world.seats)

    @property
    def events(self) -> int:
        """Return how many events the masters' monitors have sent."""
        return sum(len(ea.measure.events) for ea in self._monitors())

    async def connect(self) -> None:
        """Start the terminals and the market, and wait until every terminal is welcomed.

        Terminals that wait for their settings are not waited for.
        """
        for source in self.world.ticks:
            name = f"market {type(source).__name__}"
            self._feeding.append(asyncio.create_task(self._feed(source), name=name))
        ready = [seat for seat in self.world.seats if not seat.account.key_file]
        for seat in self.world.seats:
            if seat in ready:
                seat.terminal.start()
            else:
                name = f"settings of {seat.account.key}"
                self._feeding.append(asyncio.create_task(attach(seat), name=name))
        await _until(lambda: all(seat.terminal.is_connected for seat in ready))
        self._feeding.append(asyncio.create_task(self.outages.watch(), name="outages"))
        self._feeding.append(asyncio.create_task(self._advance(), name="trade servers"))
        self.state = "connected"

    async def trade(self) -> None:
        """Let all masters trade until they are done, were told to stop, or time is over."""
        self.state = "trading"
        seconds = self.world.scenario.seconds
        traders = [
            self._drive(seat, self.world.traders[seat.account.key])
            for seat in self.world.seats
            if seat.account.key in self.world.traders
        ]
        timer = asyncio.get_running_loop().call_later(seconds, self.stop) if seconds else None
        try:
            await _all_of(traders)
        finally:
            if timer is not None:
                timer.cancel()

    def make_trouble_to_show(self) -> None:
        """Let a follower's stop and terminal go wrong now, for pictures of a window."""
        self.troubles.note(Trouble.RESTART)
        work = make_trouble_to_show(self.world.seats, self._stop.is_set)
        self._feeding.append(asyncio.create_task(work, name="trouble to show"))

    def stop(self) -> None:
        """Let trading end after the step that is being made."""
        self._stop.set()

    async def settle(self) -> None:
        """Wait until nothing is under way and nothing changes any more, a minute at most."""
        self.state = "settling"
        await self.troubles.end()
        try:
            async with asyncio.timeout(max(_SETTLE_WITHIN_S, 4 * self.world.scenario.quiet_s)):
                await self._until_quiet()
                self.settled = True
        except TimeoutError:
            self.settled = False

    async def close(self) -> None:
        """Close the terminals and the market in order."""
        tasks, self._feeding = self._feeding, []
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.gather(*(seat.terminal.stop() for seat in self.world.seats))
        self.state = "done"

    async def _drive(self, seat: Seat, trader: Trader) -> None:
        if seat.account.key_file:
            # Whoever is made a master trades; which one that is, the trader decides.
            await _until(lambda: seat.terminal.monitor.session is not None or self._stop.is_set())
        monitor = seat.terminal.monitor
        while not self._stop.is_set() and (gap_s := trader.gap_s()) is not None:
            await self._wait(gap_s, monitor)
            if not self._stop.is_set():
                trader.step()
                self.troubles.traded(self._trades())
        trader.wind_up()

    def _reduce_too(self, position: str) -> None:
        for trader in self.world.traders.values():
            if isinstance(trader, RandomTrader):
                trader.close_part_next(position)

    def _trades(self) -> int:
        return sum(len(seat.broker.history.changes) for seat in self.world.masters)

    async def _wait(self, gap_s: float, monitor: SimEa) -> None:
        speed = self.world.scenario.speed
        if speed is None:
            await _until(lambda: _unacknowledged(monitor) < MOST_UNACKNOWLEDGED, every_s=0)
            return
        try:
            longest_s = max(_LONGEST_GAP_S, self.world.scenario.gap_s[1] / speed)
            async with asyncio.timeout(min(gap_s / speed, longest_s)):
                await self._stop.wait()
        except TimeoutError:
            return

    async def _feed(self, source: TickSource) -> None:
        while (tick := source.next()) is not None:
            await asyncio.sleep(tick.wait_s)
            self.world.feed.show(tick.symbol, tick.bid, tick.ask)

    async def _advance(self) -> None:
        # A trade server goes on whether or not a terminal looks at it.
        while True:
            await asyncio.sleep(_LOOK_EVERY_S)
            for seat in self.world.seats:
                seat.broker.advance()

    async def _until_quiet(self) -> None:
        loop = asyncio.get_running_loop()
        seen, since = self._changes(), loop.time()
        while loop.time() - since < self._quiet_s():
            await asyncio.sleep(_LOOK_EVERY_S)
            now = self._changes()
            idle = all(seat.terminal.is_idle for seat in self.world.seats)
            if now != seen or not idle:
                seen, since = now, loop.time()

    def _quiet_s(self) -> float:
        """Return how long nothing must happen: not long once all that has to be closed is."""
        wanted = self.world.scenario.quiet_s
        held = any(seat.broker.holdings() or seat.broker.pendings() for seat in self.world.seats)
        return wanted if held else min(wanted, _FLAT_FOR_S)

    def _changes(self) -> tuple[int, ...]:
        return tuple(len(seat.broker.history.changes) for seat in self.world.seats) + tuple(
            # What is not known of an opening is asked again as long as there is a bridge.
            sum(received.kind != "void" for received in measure.instructions)
            for seat in self.world.seats
            for measure in seat.terminal.measures.values()
        )

    def _monitors(self) -> list[SimEa]:
        return [seat.terminal.monitor for seat in self.world.masters]


def _unacknowledged(monitor: SimEa) -> int:
    return len(monitor.events) + monitor.detector.behind


async def _until(is_so: Callable[[], bool], *, every_s: float = _LOOK_EVERY_S) -> None:
    # At least one turn of the loop, so that a trader without pauses lets others run.
    await asyncio.sleep(0)
    while not is_so():  # noqa: ASYNC110  # what is watched has no event of its own
        await asyncio.sleep(every_s)


async def _all_of(works: Iterable[Coroutine[None, None, None]]) -> None:
    # A group ends the others when one fails.
    async with asyncio.TaskGroup() as group:
        for work in works:
            group.create_task(work)

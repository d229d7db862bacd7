"""Minutes that pass in milliseconds, for the program and its terminals alike. Trades nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from tests.e2e.order_scene import MASTER, Follows, OrderScene, order_scene, until
from tests.e2e.order_seat import Account, Seat
from tradecopy_desktop.adapters.system_clock import SystemClock

# A terminal that says nothing for 15 s is dead, and each says something every 5 s.
_STEP_S = 10
_NS = 1_000_000_000


class PassingClock(SystemClock):
    """The machine's time, and what was let pass besides; who sleeps wakes when it is over."""

    def __init__(self) -> None:
        self._ahead_s = 0
        self._sleepers: set[asyncio.Future[None]] = set()

    def now(self) -> datetime:
        """Return the time in UTC, aware."""
        return super().now() + timedelta(seconds=self._ahead_s)

    def monotonic_ns(self) -> int:
        """Return steady nanoseconds for durations."""
        return super().monotonic_ns() + self._ahead_s * _NS

    async def sleep(self, seconds: float) -> None:
        """Wait this long, or until so much was let pass."""
        loop = asyncio.get_running_loop()
        due = self.monotonic_ns() + round(seconds * _NS)
        while True:
            left_s = (due - self.monotonic_ns()) / _NS
            woken = loop.create_future()
            self._sleepers.add(woken)
            alarm = loop.call_later(max(0.0, left_s), _wake, woken)
            try:
                await woken
            finally:
                alarm.cancel()
                self._sleepers.discard(woken)
            if self.monotonic_ns() >= due:
                return

    def let_pass(self, seconds: int) -> None:
        """Go ahead by so many seconds."""
        self._ahead_s += seconds
        for sleeper in tuple(self._sleepers):
            _wake(sleeper)


class PassingScene:
    """A scene in which time passes when it is told to."""

    def __init__(self, scene: OrderScene, clock: PassingClock) -> None:
        self.scene = scene
        self._clock = clock

    async def pass_time(self, *, seconds: int) -> None:
        """Let so many seconds pass, in steps in which every terminal gives a sign of life."""
        for _ in range(seconds // _STEP_S):
            for seat in self.scene.seats:
                seat.clock.let_pass(seconds=_STEP_S)
            self._clock.let_pass(_STEP_S)
            before = self._clock.monotonic_ns() - _NS
            await until(lambda since=before: self._all_heard(since))  # type: ignore[misc]

    def _all_heard(self, since_ns: int) -> bool:
        return all(self._is_heard(seat, since_ns) for seat in self.scene.seats)

    def _is_heard(self, seat: Seat, since_ns: int) -> bool:
        # Each sign of life repeats the money, and so renews its age.
        account = self.scene.program._book.account(seat.account.key)
        return not seat.terminal.is_connected or account.funds_ns >= since_ns


@asynccontextmanager
async def passing_scene(
    folder: Path, *follows: Follows, master: Account = MASTER
) -> AsyncIterator[PassingScene]:
    """Yield a scene in which everybody is connected, and take it down afterwards."""
    clock = PassingClock()
    async with order_scene(folder, *follows, master=master, clock=clock) as scene:
        yield PassingScene(scene, clock)


def _wake(sleeper: asyncio.Future[None]) -> None:
    if not sleeper.done():
        sleeper.set_result(None)

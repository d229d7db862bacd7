"""A clock on which every wait ends when the test says so."""

import asyncio
from datetime import datetime, timedelta

from tests.unit.app.manual_clock import NOON

_TURNS = 30


class WaitingClock:
    """Stands at noon until a wait is ended; it then goes on by as much."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self._passed_s = 0.0
        self._asleep: list[tuple[float, asyncio.Event]] = []
        self._changed = asyncio.Event()

    def now(self) -> datetime:
        """Return the time in UTC."""
        return NOON + timedelta(seconds=self._passed_s)

    def monotonic_ns(self) -> int:
        """Return how far the clock went."""
        return int(self._passed_s * 1e9)

    async def sleep(self, seconds: float) -> None:
        """Wait until the test ends it."""
        self.waits.append(seconds)
        over = asyncio.Event()
        place = (seconds, over)
        self._asleep.append(place)
        self._changed.set()
        try:
            await over.wait()
        finally:
            self._asleep.remove(place)

    def advance(self, seconds: float) -> None:
        """Let time pass while nobody waits for it."""
        self._passed_s += seconds

    async def until_asleep(self) -> float:
        """Wait until somebody waits; return for how long."""
        async with asyncio.timeout(10):
            while not self._asleep:
                self._changed.clear()
                await self._changed.wait()
        return self._asleep[0][0]

    async def wake(self) -> float:
        """End the wait of whoever waits first; return how long it was to be."""
        await self.until_asleep()
        seconds, over = self._asleep[0]
        self._passed_s += seconds
        over.set()
        await settle()
        return seconds


async def settle() -> None:
    """Let everything happen that needs no time."""
    for _ in range(_TURNS):
        await asyncio.sleep(0)

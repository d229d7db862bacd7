"""Time and waiting, from the operating system. The only place that reads a clock or waits."""

import asyncio
import time
from collections.abc import Awaitable
from datetime import UTC, datetime
from typing import TypeVar

_Result = TypeVar("_Result")


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """Return the time in UTC, aware."""
        return datetime.now(UTC)

    def monotonic_ns(self) -> int:
        """Return steady nanoseconds for durations."""
        # time.monotonic moves in steps of 15.6 ms on Windows.
        return time.perf_counter_ns()

    async def sleep(self, seconds: float) -> None:
        """Wait this long."""
        await asyncio.sleep(seconds)


async def wait_within(awaitable: Awaitable[_Result], seconds: float) -> _Result:
    """Return what `awaitable` gives; cancel it and raise TimeoutError after `seconds`."""
    async with asyncio.timeout(seconds):
        return await awaitable

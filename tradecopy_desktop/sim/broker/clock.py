"""The clock that brokers and terminals are given. It tells the time and never waits."""

import time
from typing import Protocol


class SimClock(Protocol):
    """Time of day for tickets, steady time for durations."""

    def utc_ms(self) -> int:
        """Return milliseconds since 1970 in UTC."""
        ...

    def steady_ns(self) -> int:
        """Return steady nanoseconds."""
        ...


class WallClock:
    """The machine's clocks."""

    def utc_ms(self) -> int:
        """Return milliseconds since 1970 in UTC."""
        return time.time_ns() // 1_000_000

    def steady_ns(self) -> int:
        """Return steady nanoseconds; the same clock in every process of a machine."""
        return time.perf_counter_ns()

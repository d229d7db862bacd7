"""A clock that skips pauses, and the event loop that lives by it. It changes no order of things.

While anything is worked on, time passes as this process uses it; what would only be waited for
passes `TIMES` as fast. A busy machine therefore makes a run longer, not the terminals slower.
"""

import asyncio
import os
import selectors
import time
from datetime import UTC, datetime, timedelta

TIMES = 50
"""How much faster a pause passes. Not at once: a thread may still be writing to the disk."""

# What others do with the processors is not ours. Windows counts a process's time in steps of 15 ms.
_worked_ns = time.perf_counter_ns if os.name == "nt" else time.process_time_ns

_Ready = list[tuple[selectors.SelectorKey, int]]


class HurriedClock:
    """Both the program's clock and that of brokers and terminals."""

    def __init__(self) -> None:
        """Begin at the machine's time."""
        self._began_ns = _worked_ns()
        self._began = datetime.now(UTC)
        self._skipped_ns = 0

    def now(self) -> datetime:
        """Return the time in UTC, aware."""
        return self._began + timedelta(microseconds=self._passed_ns() // 1_000)

    def utc_ms(self) -> int:
        """Return milliseconds since 1970 in UTC."""
        return int(self.now().timestamp() * 1_000)

    def monotonic_ns(self) -> int:
        """Return steady nanoseconds."""
        return self._began_ns + self._passed_ns()

    def steady_ns(self) -> int:
        """Return steady nanoseconds."""
        return self.monotonic_ns()

    async def sleep(self, seconds: float) -> None:
        """Wait this long, by this clock; needs a `HurriedLoop`."""
        await asyncio.sleep(seconds)

    def skip(self, nanoseconds: int) -> None:
        """Let so much pass at once."""
        self._skipped_ns += nanoseconds

    def _passed_ns(self) -> int:
        return _worked_ns() - self._began_ns + self._skipped_ns


class _HurriedSelector(selectors.SelectSelector):
    """Waits shorter than it is asked to, and lets the clock make up for it."""

    def __init__(self, clock: HurriedClock) -> None:
        super().__init__()
        self._clock = clock

    def select(self, timeout: float | None = None) -> _Ready:
        ready = super().select(0)
        if ready or timeout is None or timeout <= 0:
            return ready or (super().select() if timeout is None else [])
        short_ns = int(timeout * 1e9 / TIMES)
        began, worked = time.perf_counter_ns(), _worked_ns()
        ready = super().select(timeout / TIMES)
        waited = min(time.perf_counter_ns() - began, short_ns)
        # What our threads worked meanwhile has passed already.
        self._clock.skip(max(0, waited * TIMES - (_worked_ns() - worked)))
        return ready


class HurriedLoop(asyncio.SelectorEventLoop):
    """An event loop whose timers go by the hurried clock."""

    def __init__(self, clock: HurriedClock) -> None:
        """Run by this clock."""
        super().__init__(_HurriedSelector(clock))
        self._hurried = clock

    def time(self) -> float:
        """Return the clock's steady seconds."""
        return self._hurried.monotonic_ns() / 1e9

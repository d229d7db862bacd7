"""A clock that goes only when told to."""

from datetime import UTC, datetime, timedelta

NOON = datetime(2025, 3, 14, 12, 0, 0, tzinfo=UTC)


class ManualClock:
    """Stands at noon until it is advanced."""

    def __init__(self) -> None:
        self._passed_ns = 0

    def now(self) -> datetime:
        """Return the time in UTC."""
        return NOON + timedelta(microseconds=self._passed_ns // 1_000)

    def monotonic_ns(self) -> int:
        """Return how far the clock was advanced."""
        return self._passed_ns

    async def sleep(self, seconds: float) -> None:
        """Refuse: what waits here would wait for ever."""
        raise AssertionError(f"somebody waited {seconds} s on a clock that stands still")

    def advance_ms(self, ms: int) -> None:
        """Let time pass."""
        self._passed_ns += ms * 1_000_000

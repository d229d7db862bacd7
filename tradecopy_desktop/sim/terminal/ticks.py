"""An EA's own steady clock in microseconds. It starts anywhere and knows no time of day."""

from tradecopy_desktop.sim.broker.clock import SimClock


class Ticks:
    """Reads like the platform's microsecond counter."""

    def __init__(self, clock: SimClock, start_us: int) -> None:
        """Let the present moment read `start_us`."""
        self._clock = clock
        self._zero_ns = clock.steady_ns() - start_us * 1_000

    def now(self) -> int:
        """Return microseconds of this counter."""
        return (self._clock.steady_ns() - self._zero_ns) // 1_000

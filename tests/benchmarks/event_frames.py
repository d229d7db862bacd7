"""The master's event frames, prepared before the clock runs; only the ticks are put in later."""

from tests.benchmarks import frames
from tests.benchmarks.course import step_of


class EventFrames:
    """Frames of events from number 0 on, kept in two parts around their ticks."""

    def __init__(self) -> None:
        self._parts: list[tuple[bytes, bytes]] = []

    def prepare(self, events: int) -> None:
        """Have the frames of the first `events` events ready."""
        self._parts += [frames.event(n, step_of(n)) for n in range(len(self._parts), events)]

    def frame(self, number: int, ticks: int) -> bytes:
        """Return the frame of an event, sent at `ticks` microseconds."""
        self.prepare(number + 1)
        before, behind = self._parts[number]
        return before + str(ticks).encode() + behind

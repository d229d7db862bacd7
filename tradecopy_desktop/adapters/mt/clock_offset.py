"""How an EA's steady clock relates to ours, from heartbeats there and back. No I/O."""

from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """One exchange: EA clock minus ours, and how wrong that can be at most, in microseconds."""

    offset_us: float
    error_us: float


class ClockOffset:
    """The best of the last readings; before the first heartbeat the hello gives a rough one."""

    def __init__(self) -> None:
        self._readings: deque[Reading] = deque(maxlen=8)
        self._rough: float | None = None

    def note_hello(self, *, ea_us: int, received_us: int) -> None:
        """Take the hello's ticks as a first guess: the way here is not known yet."""
        self._rough = float(ea_us - received_us)

    def note_echo(self, *, sent_us: int, held_us: int, ea_us: int, received_us: int) -> float:
        """Take in an answered heartbeat and return the round trip in microseconds."""
        round_trip = max(0, received_us - sent_us - held_us)
        offset = ea_us - held_us / 2 - (sent_us + received_us) / 2
        self._readings.append(Reading(offset, round_trip / 2))
        return round_trip

    @property
    def best(self) -> Reading | None:
        """Return the reading with the smallest possible error, None before the first."""
        return min(self._readings, key=lambda reading: reading.error_us, default=None)

    def transit_us(self, *, ea_us: int, received_us: int) -> int | None:
        """Return how long a frame sent at `ea_us` took; None while the offset is not known."""
        best = self.best
        if best is None:
            return None
        return max(0, round(received_us - (ea_us - best.offset_us)))

    def ea_time(self, our_us: int) -> int | None:
        """Return the EA's reading at our time; None before its hello."""
        best = self.best
        offset = best.offset_us if best else self._rough
        return None if offset is None else max(0, round(our_us + offset))

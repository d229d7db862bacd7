"""Notices that the machine slept: the time of day went on while nothing was looked at."""

from datetime import timedelta
from typing import Final

from tradecopy_desktop.ports import Clock

# As long as a terminal may be silent, by a clock that stands still while the machine sleeps.
LONGEST_GAP: Final = timedelta(seconds=15)


class LongGap:
    """Compares the time of day from look to look."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen = clock.now()

    def was_long(self) -> bool:
        """Tell whether more time went by since the last look than a terminal may be silent.

        Also a clock that was set forward looks like this; terminals then come again for nothing.
        """
        now = self._clock.now()
        gap, self._seen = now - self._seen, now
        return gap > LONGEST_GAP

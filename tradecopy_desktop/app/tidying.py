"""Keeps the search for unreachable objects out of the way of copies. Frees nothing by itself.

Python searches everything that it made, again and again; with the records of a busy hour in memory
one such search stops the program for 100 ms. What copying makes has no cycles and is freed without
a search, so the long one can wait until nothing is traded.
"""

import gc
from typing import Final

from tradecopy_desktop.ports import Clock

_QUIET_NS: Final = 3_000_000_000
_AT_MOST_EVERY_NS: Final = 60_000_000_000
_AT_LEAST_EVERY_NS: Final = 1_800_000_000_000
# Short searches look at what is young: 1,000 objects take about 0.4 ms, five times as many 2 ms.
_YOUNG: Final = 1_000
_ROUNDS: Final = 5
_NEVER: Final = 1_000_000_000
_USUAL: Final = gc.get_threshold()


def settle() -> None:
    """Search once, leave out what is there now from all later searches, and make those short."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _ROUNDS, _NEVER)


def unsettle() -> None:
    """Search everything again, as before `settle`."""
    gc.unfreeze()
    gc.set_threshold(*_USUAL)


class Tidying:
    """Runs the long search while nothing has come for 3 s, at most once a minute.

    Where it is never quiet it is run every half hour all the same.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._busy_ns = self._searched_ns = clock.monotonic_ns()
        self._before = _short_searches()

    def note(self) -> None:
        """Take note that a terminal told something."""
        self._busy_ns = self._clock.monotonic_ns()

    def sweep(self) -> bool:
        """Search if this is the moment for it; return whether it was."""
        now = self._clock.monotonic_ns()
        since = now - self._searched_ns
        is_quiet = now - self._busy_ns >= _QUIET_NS and since >= _AT_MOST_EVERY_NS
        has_grown = _short_searches() > self._before
        if not has_grown or not (is_quiet or since >= _AT_LEAST_EVERY_NS):
            return False
        gc.collect()
        self._searched_ns = self._clock.monotonic_ns()
        self._before = _short_searches()
        return True


def _short_searches() -> int:
    return int(gc.get_stats()[1]["collections"])

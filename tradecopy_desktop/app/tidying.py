"""Keeps the search for unreachable objects out of the way of copies, and on the loop's own thread.

Python searches everything that it made, again and again, on whatever thread makes something. With
the records of a busy hour in memory one such search stops the program for 100 ms, and a part of the
window that is found by the ledger's thread would be destroyed there, which Qt does not survive.
What copying makes has no cycles and is freed without a search, so the long one can wait until
nothing is traded.
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


def settle() -> None:
    """Search once, leave out what is there now from all later searches, and run those by hand."""
    gc.collect()
    gc.freeze()
    gc.disable()


def unsettle() -> None:
    """Let Python search by itself again, and everything."""
    gc.unfreeze()
    gc.enable()


class Tidying:
    """Runs the searches: short ones between facts, the long one while nothing has come for 3 s.

    The long one comes at most once a minute; where it is never quiet, every half hour all the same.
    Searches run only after `settle`; before, Python sees to them.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._busy_ns = self._searched_ns = clock.monotonic_ns()
        self._short = 0
        self._has_grown = False

    def note(self) -> None:
        """Take note that a terminal told something."""
        self._busy_ns = self._clock.monotonic_ns()
        self.look_at_young()

    def look_at_young(self) -> None:
        """Search what was made lately, if it is much by now."""
        if gc.isenabled() or gc.get_count()[0] < _YOUNG:
            return
        self._short += 1
        self._has_grown = True
        gc.collect(1 if self._short % _ROUNDS == 0 else 0)

    def sweep(self) -> bool:
        """Search if this is the moment for it; return whether everything was searched."""
        self.look_at_young()
        now = self._clock.monotonic_ns()
        since = now - self._searched_ns
        is_quiet = now - self._busy_ns >= _QUIET_NS and since >= _AT_MOST_EVERY_NS
        if not self._has_grown or not (is_quiet or since >= _AT_LEAST_EVERY_NS):
            return False
        gc.collect()
        self._searched_ns = self._clock.monotonic_ns()
        self._has_grown = False
        return True

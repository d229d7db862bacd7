"""Remembers what the comparisons of each route came to, a quarter of an hour in one entry.

Written once a minute at most, and never waited for.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from tradecopy_desktop.history_ports import Compared
from tradecopy_desktop.ports import Clock

EVERY_S: Final = 60
_QUARTER: Final = timedelta(minutes=15)


class ComparisonLog:
    """The entries that are still open. `keep` is handed those that changed."""

    def __init__(self, clock: Clock, keep: Callable[[Sequence[Compared]], None]) -> None:
        self._clock = clock
        self._keep = keep
        self._open: dict[str, Compared] = {}
        self._changed: dict[tuple[str, datetime], Compared] = {}
        self._kept_ns = clock.monotonic_ns()

    def note(self, route: str, found: int, drift: Decimal) -> None:
        """Take over that a route was compared, how much was found, and the largest drift."""
        at = self._clock.now()
        entry = self._open.get(route)
        if entry is None or _quarter_of(entry.begun) != _quarter_of(at):
            # Not at the quarter itself, where one of before a restart may have begun.
            self._open[route] = Compared(
                route=route, begun=at, at=at, times=1, found=found, drift=drift
            )
        else:
            self._open[route] = replace(
                entry,
                at=at,
                times=entry.times + 1,
                found=max(entry.found, found),
                drift=max(entry.drift, drift),
            )
        entry = self._open[route]
        self._changed[route, entry.begun] = entry
        self._keep_if_due()

    def latest(self) -> tuple[Compared, ...]:
        """Return the entries that may not be kept yet, or not as they are by now."""
        open_now = {(entry.route, entry.begun): entry for entry in self._open.values()}
        return tuple((self._changed | open_now).values())

    def flush(self) -> None:
        """Hand over what changed."""
        if self._changed:
            changed, self._changed = tuple(self._changed.values()), {}
            self._keep(changed)

    def _keep_if_due(self) -> None:
        now = self._clock.monotonic_ns()
        if now - self._kept_ns >= EVERY_S * 1_000_000_000:
            self._kept_ns = now
            self.flush()


def _quarter_of(at: datetime) -> datetime:
    # Local days begin at a quarter of an hour everywhere.
    return at.replace(minute=at.minute - at.minute % 15, second=0, microsecond=0)

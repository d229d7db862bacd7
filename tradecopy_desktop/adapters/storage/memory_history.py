"""A past that lasts as long as the process. For fast tests and the demo; never on a disk."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np

from tradecopy_desktop.adapters.storage.history_rows import words_of
from tradecopy_desktop.adapters.storage.rows import microseconds
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.evidence import Evidence
from tradecopy_desktop.history_ports import (
    MOST_LINES_A_TIME,
    Compared,
    Delays,
    LogLine,
    LogWanted,
)

_CARRIED_OUT = frozenset({"done", "part"})


class MemoryHistory:
    """The trade log of one life."""

    def __init__(self) -> None:
        self._lines: dict[str, LogLine] = {}

    def keep(self, lines: Sequence[LogLine]) -> None:
        """Keep lines."""
        if len(lines) > MOST_LINES_A_TIME:
            raise ValueError(f"lines must be <= {MOST_LINES_A_TIME}, were {len(lines)}")
        for line in lines:
            known = self._lines.get(line.key)
            number = known.number if known is not None else len(self._lines) + 1
            self._lines[line.key] = replace(line, number=number)

    def extent(self, wanted: LogWanted) -> tuple[int, int]:
        """Return how many lines are there, and the highest of their numbers, 0 for none."""
        numbers = [line.number for line in self._lines.values() if _is_wanted(line, wanted)]
        return len(numbers), max(numbers, default=0)

    def page(
        self, wanted: LogWanted, *, newest: int, first: int, count: int
    ) -> tuple[LogLine, ...]:
        """Return `count` lines from the `first` on, by falling number, none above `newest`."""
        found = (
            line
            for line in self._lines.values()
            if line.number <= newest and _is_wanted(line, wanted)
        )
        ordered = sorted(found, key=lambda line: line.number, reverse=True)
        return tuple(ordered[first : first + count])

    def delays(self, since: datetime, *, route: str, follower: AccountKey | None) -> Delays:
        """Return how long the copies took that were made since."""
        wanted = LogWanted(since=since, route=route, follower=follower, outcomes=_CARRIED_OUT)
        found = sorted(
            (line for line in self._lines.values() if _is_wanted(line, wanted) and line.stages),
            key=lambda line: line.at,
        )
        stages = [[np.nan if s is None else s for s in line.stages or ()] for line in found]
        return Delays(
            at_us=np.array([microseconds(line.at) for line in found], dtype=np.int64),
            stages=np.array(stages, dtype=np.float64).reshape(len(found), 6),
            total=np.array([line.total_ms for line in found], dtype=np.float64),
        )


def _is_wanted(line: LogLine, wanted: LogWanted) -> bool:
    return (
        (wanted.since is None or line.at >= wanted.since)
        and (wanted.until is None or line.at < wanted.until)
        and (not wanted.outcomes or line.outcome in wanted.outcomes)
        and (not wanted.route or line.route == wanted.route)
        and (wanted.follower is None or line.follower == wanted.follower)
        and wanted.text.strip().casefold() in words_of(line)
    )


class MemoryComparisons:
    """What the comparisons of one life came to."""

    def __init__(self) -> None:
        self._entries: dict[tuple[datetime, str], Compared] = {}

    def keep_compared(self, compared: Sequence[Compared]) -> None:
        """Add what was compared; what is there of the same route and beginning is replaced."""
        self._entries |= {(each.begun, each.route): each for each in compared}

    def compared_since(self, since: datetime) -> tuple[Compared, ...]:
        """Return what was compared since, by beginning."""
        return tuple(each for _, each in sorted(self._entries.items()) if each.at >= since)

    def last_compared(self) -> datetime | None:
        """Return when a route was compared last, None for never."""
        return max((each.at for each in self._entries.values()), default=None)


class NoLedgerReader:
    """Reads nothing: a ledger in memory has no tables to be counted anew."""

    def evidence(self, since: datetime, until: datetime) -> Evidence:
        """Return an empty time."""
        return Evidence(
            since=since, until=until, told=(), decided=(), sent=(), answered=(), copies=()
        )

    def route_names(self) -> dict[str, str]:
        """Return no names."""
        return {}

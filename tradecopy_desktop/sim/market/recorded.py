"""Ticks from files of one symbol each: time_utc, bid, ask. It never makes a price up."""

import csv
import heapq
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from tradecopy_desktop.sim.market.ticks import Tick

_LONGEST_WAIT_S = 1.0
_HEADER = ["time_utc", "bid", "ask"]


class RecordedTicks:
    """Plays files side by side by their times, `speed` times as fast; idle times are cut short."""

    def __init__(self, files: Mapping[str, Path], *, speed: float = 1.0) -> None:
        """Open the files, one for each of the master's symbols."""
        self._speed = speed
        self._rows = heapq.merge(
            *(_rows(symbol, path) for symbol, path in files.items()), key=lambda row: row[0]
        )
        self._last: datetime | None = None

    def next(self) -> Tick | None:
        """Return the next tick; ValueError names a row that cannot be read."""
        row = next(self._rows, None)
        if row is None:
            return None
        at, symbol, bid, ask = row
        passed = (at - self._last).total_seconds() if self._last is not None else 0.0
        self._last = at
        wait_s = min(passed / self._speed, _LONGEST_WAIT_S)
        return Tick(wait_s=wait_s, symbol=symbol, bid=bid, ask=ask)


def _rows(symbol: str, path: Path) -> Iterator[tuple[datetime, str, Decimal, Decimal]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        if next(rows, None) != _HEADER:
            raise ValueError(f"{path}: the first row must be {','.join(_HEADER)}")
        for number, row in enumerate(rows, start=2):
            try:
                time, bid, ask = row
                at = datetime.fromisoformat(time)
                # In real feeds bid and ask cross for a moment now and then.
                low, high = sorted((Decimal(bid), Decimal(ask)))
            except (ValueError, InvalidOperation) as e:
                raise ValueError(f"{path}: row {number} is no tick: {row}") from e
            yield at, symbol, low, high

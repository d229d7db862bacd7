"""Recorded ticks, and the moments in them at which an account that bought would be broken."""

import csv
import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Final, NamedTuple

MARKET: Final = "TRADECOPY_MARKET"
"""Names the folder of recordings: CSV files with the columns time_utc, bid and ask."""
BEFORE_S: Final = 1.0
"""So much of the recording goes before each breaching tick."""
PUSH_S: Final = 0.1
"""Expert Advisors tell prices and money at most so often."""


class Tick(NamedTuple):
    """A price at so many seconds after the first of its day."""

    at_s: float
    bid: Decimal
    ask: Decimal


class Fall(NamedTuple):
    """Ticks that are told, the last of which is the lowest of its second."""

    ticks: tuple[Tick, ...]
    ticks_per_s: float

    @property
    def lowest_before(self) -> Decimal:
        """Return the lowest bid before the last."""
        return min(tick.bid for tick in self.ticks[:-1])


def find_recording(given: Path | None) -> Path:
    """Return the file to read; raise FileNotFoundError where there is none."""
    if given is not None:
        return given
    folder = os.environ.get(MARKET)
    found = sorted(Path(folder).glob("eurusd*.csv")) if folder else []
    if not found:
        raise FileNotFoundError(
            f"no recording: give a CSV file, or name a folder of eurusd*.csv in {MARKET}"
        )
    return found[0]


def read_ticks(path: Path, begins: str, seconds: float) -> list[Tick]:
    """Return the ticks of so many seconds from a time of the day on, HH:MM:SS in UTC."""
    ticks: list[Tick] = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            at = datetime.fromisoformat(row["time_utc"].replace("Z", "+00:00"))
            first = at.replace(hour=0, minute=0, second=0, microsecond=0)
            ticks.append(
                Tick((at - first).total_seconds(), Decimal(row["bid"]), Decimal(row["ask"]))
            )
    hours, minutes, whole = map(int, begins.split(":"))
    first_s = hours * 3_600 + minutes * 60 + whole
    return [tick for tick in ticks if first_s <= tick.at_s < first_s + seconds]


def falls(ticks: Sequence[Tick]) -> Iterator[Fall]:
    """Yield every tick that is the lowest of its second, after what is told before it."""
    for number, tick in enumerate(ticks):
        second = [each for each in ticks[:number] if each.at_s >= tick.at_s - BEFORE_S]
        told = list(_told(second, tick.at_s))
        if len(told) > 1 and tick.bid < min(each.bid for each in second):
            yield Fall(ticks=(*told, tick), ticks_per_s=len(second) / BEFORE_S)


def _told(second: Sequence[Tick], until_s: float) -> Iterator[Tick]:
    last_s = 0.0
    for tick in second:
        if last_s + PUSH_S <= tick.at_s <= until_s - PUSH_S:
            last_s = tick.at_s
            yield tick

"""What the program needs to remember the past, in our words. Protocols only; does nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.decisions import Step
from tradecopy_desktop.domain.evidence import Evidence
from tradecopy_desktop.domain.stage_times import StageTimes
from tradecopy_desktop.domain.values import Side

MOST_LINES_A_TIME = 500
"""How many lines may be kept with one call: each is a transaction that the ledger waits for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One line of the trade log. A later one with the same `key` replaces the earlier one.

    `number` rises with each new key and is 0 until the line is kept; `total_ms` is the sum of the
    stages that were measured, None where none was.
    """

    key: str
    at: datetime
    route: str
    route_name: str
    follower: AccountKey | None
    follower_name: str
    action: str
    side: Side | None
    master_symbol: str
    symbol: str
    master_lots: Decimal | None
    lots: Decimal | None
    master_price: Decimal | None
    price: Decimal | None
    slippage_points: Decimal | None
    slippage_money: Decimal | None
    currency: str
    outcome: str
    reason: str
    stages: StageTimes | None
    total_ms: float | None
    steps: tuple[Step, ...]
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LogWanted:
    """Which lines are wanted. None and empty mean all; `text` in any case, `until` left out."""

    since: datetime | None = None
    until: datetime | None = None
    text: str = ""
    outcomes: frozenset[str] = frozenset()
    route: str = ""
    follower: AccountKey | None = None


@dataclass(frozen=True, slots=True)
class Delays:
    """How long copies took: when each was made (microseconds since 1970, UTC, rising), and how.

    `stages` has a row a copy and a column a stage, in ms; NaN where it was not measured.
    """

    at_us: NDArray[np.int64]
    stages: NDArray[np.float64]
    total: NDArray[np.float64]


class History(Protocol):
    """The trade log over all starts. Every call reads or writes the disk: not for the loop.

    Each raises TradeCopyError with a sentence.
    """

    def keep(self, lines: Sequence[LogLine]) -> None:
        """Keep lines, at most MOST_LINES_A_TIME, all or none."""
        ...

    def extent(self, wanted: LogWanted) -> tuple[int, int]:
        """Return how many lines are there, and the highest of their numbers, 0 for none."""
        ...

    def page(
        self, wanted: LogWanted, *, newest: int, first: int, count: int
    ) -> tuple[LogLine, ...]:
        """Return `count` lines from the `first` on, by falling number, none above `newest`."""
        ...

    def delays(self, since: datetime, *, route: str, follower: AccountKey | None) -> Delays:
        """Return how long the copies took that were made since; "" and None mean all."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What the comparisons of one route came to, within a quarter of an hour from `begun` on.

    `times` is how many there were, `at` the last. `found` and `drift` (lots) are the most that one
    of them found.
    """

    route: str
    begun: datetime
    at: datetime
    times: int
    found: int
    drift: Decimal


class Comparisons(Protocol):
    """What came of comparing routes, over all starts. Not for the loop; raises TradeCopyError."""

    def keep_compared(self, compared: Sequence[Compared]) -> None:
        """Add what was compared; what is there of the same route and beginning is replaced."""
        ...

    def compared_since(self, since: datetime) -> tuple[Compared, ...]:
        """Return what was compared since, by beginning."""
        ...

    def last_compared(self) -> datetime | None:
        """Return when a route was compared last, None for never."""
        ...


class LedgerReader(Protocol):
    """What the ledger has of a time, to be counted anew. Not for the loop."""

    def evidence(self, since: datetime, until: datetime) -> Evidence:
        """Return all that was decided from `since` until before `until`, and what came of it.

        Raise TradeCopyError with a sentence.
        """
        ...

    def route_names(self) -> dict[str, str]:
        """Return how each route is or was called, removed ones too; raise TradeCopyError."""
        ...


class LogFiles(Protocol):
    """Files that a trader opens in another program."""

    def write(
        self, file: Path, lines: Iterable[LogLine], is_wanted: Callable[[int], bool]
    ) -> int | None:
        """Write lines to `file`, CSV or XLSX by its ending, and return how many they were.

        A file that is there is replaced whole, at the end. `is_wanted` hears now and then how many
        are written; where it answers False nothing is left behind, and None returned. Raise
        TradeCopyError with a sentence.
        """
        ...

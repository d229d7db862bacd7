"""What a trader is shown of the past, as frozen rows, and how it is asked for. Formats no text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from tradecopy_desktop.app.views import LogOutcome
from tradecopy_desktop.domain.accounts import AccountKey

Progress = Callable[[int, int], bool]
"""Told how many of how many rows are done; its answer False ends the work, and leaves nothing.

It is called on the thread that writes.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogQuery:
    """Which lines of the trade log are wanted, newest first. None and empty mean all.

    `text` is looked for, in any case, in symbols, names of route and follower, action and reason.
    `since` is included, `until` is not.
    """

    since: datetime | None = None
    until: datetime | None = None
    text: str = ""
    outcomes: frozenset[LogOutcome] = frozenset()
    route: str = ""
    follower: AccountKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogExtent:
    """How many lines match, and the newest of them: pages are counted from it, whatever comes."""

    lines: int
    newest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOrder:
    """Where the lines of a query are written: CSV or XLSX, by the ending of `file`."""

    query: LogQuery
    file: Path
    progress: Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class LatencyQuery:
    """Which copies are measured: those of the last `span`, of one route or follower, or all."""

    span: timedelta
    route: str = ""
    follower: AccountKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFigures:
    """What one stage took, in ms. `stage` is a field of StageTimes, or "total"."""

    stage: str
    count: int
    mean: float
    median: float
    p95: float
    p99: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LatencyBucket:
    """A stretch of time: how many copies, the median of each stage in order, p95 of the total."""

    begins: datetime
    count: int
    stages: tuple[float, ...]
    median: float
    p95: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HistogramBar:
    """How many copies took from `low` (included) to `high` ms in total."""

    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LatencyHistory:
    """Latency over a span: at most 300 buckets, figures of each stage and the total, bars."""

    bucket: timedelta
    buckets: tuple[LatencyBucket, ...]
    figures: tuple[StageFigures, ...]
    bars: tuple[HistogramBar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofRow:
    """One route over the days asked for; `route_name` of the sum is "".

    `prescribed` are copies that the route had to make, `copies` those that were made, `skipped` the
    refusals with a reason. `missed`, `duplicated` and `wrong` are faults. `drift_lots` is the
    largest difference between held and prescribed that a comparison found.
    """

    route: str
    route_name: str
    events: int
    prescribed: int
    copies: int
    skipped: int
    missed: int
    duplicated: int
    wrong: int
    drift_lots: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofFault:
    """One fault that was counted, in words: what, where and when."""

    at: datetime
    route_name: str
    follower_name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How correct copying was over the days asked for, from the ledger. `compared` None: never."""

    since: datetime
    until: datetime
    whole: ProofRow
    routes: tuple[ProofRow, ...]
    faults: tuple[ProofFault, ...]
    comparisons: int
    compared: datetime | None

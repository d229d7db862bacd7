"""The last copies' stages and what they come to. Measures nothing itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradecopy_desktop.app.history_views import LatencyHistory
from tradecopy_desktop.domain.stage_times import StageTimes
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.models.columns import Column, Look, number
from tradecopy_desktop.gui.theme import Tone

STAGES = StageTimes._fields
EXECUTE = STAGES.index("execute")
TOTAL = len(STAGES)
KEEP = 2_000

Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFigures:
    """One stage's milliseconds in numbers; `stage` counts from detect, the total comes last."""

    stage: int
    last: float | None
    mean: float | None
    median: float | None
    p95: float | None
    p99: float | None
    longest: float | None
    count: int


class LatencyWindow:
    """A ring of the newest samples: seven columns in ms, NaN where nothing was measured."""

    def __init__(self, keep: int = KEEP) -> None:
        self._ring: Table = np.full((keep, TOTAL + 1), np.nan)
        self._whose = [("", "")] * keep
        self._taken = 0
        self._route = ""
        self._follower = ""

    @property
    def taken(self) -> int:
        """How many samples came since the start."""
        return self._taken

    def add(self, stages: StageTimes, route: str = "", follower: str = "") -> None:
        """Take a sample in place of the oldest; `follower` is a name."""
        times: list[float | None] = [*stages]
        known = [time for time in times if time is not None]
        times.append(sum(known) if known else None)
        place = self._taken % len(self._ring)
        self._ring[place] = [np.nan if time is None else time for time in times]
        self._whose[place] = (route, follower)
        self._taken += 1

    def choose(self, route: str, follower: str) -> None:
        """Look only at the samples of a route and a follower's name; "" stands for all."""
        self._route, self._follower = route, follower

    def newest(self, number: int) -> Table:
        """Return the newest samples' six stages, oldest first, 0 where nothing was measured."""
        return np.nan_to_num(self._held()[-number:, :TOTAL])

    def totals(self) -> Table:
        """Return how long each copy took in total, oldest first."""
        totals = self._held()[:, TOTAL]
        return totals[~np.isnan(totals)]

    def figures(self) -> list[StageFigures]:
        """Return the numbers of every stage and of the total, by nearest rank."""
        held = self._held()
        ordered = np.sort(held, axis=0)
        counts = np.count_nonzero(~np.isnan(ordered), axis=0)
        last = held[-1] if len(held) else np.full(TOTAL + 1, np.nan)
        return [
            _figures_of(stage, ordered[: counts[stage], stage], float(last[stage]))
            for stage in range(TOTAL + 1)
        ]

    def _held(self) -> Table:
        """Return the samples that are looked at, oldest first."""
        number = min(self._taken, len(self._ring))
        places = np.arange(self._taken - number, self._taken) % len(self._ring)
        if self._route or self._follower:
            places = places[[self._is_chosen(int(n)) for n in places]]
        return self._ring[places]

    def _is_chosen(self, place: int) -> bool:
        route, follower = self._whose[place]
        return self._route in {"", route} and self._follower in {"", follower}


def past_figures(history: LatencyHistory, latest: Sequence[StageFigures]) -> list[StageFigures]:
    """Return the numbers of a stretch of the past; the last copy's own are the `latest` ones'."""
    found = {each.stage: each for each in history.figures}
    lines = []
    for stage, name in enumerate((*STAGES, "total")):
        past = found.get(name)
        known = past is not None and past.count > 0
        lines.append(
            StageFigures(
                stage=stage,
                last=latest[stage].last,
                mean=past.mean if past and known else None,
                median=past.median if past and known else None,
                p95=past.p95 if past and known else None,
                p99=past.p99 if past and known else None,
                longest=past.most if past and known else None,
                count=past.count if past else 0,
            )
        )
    return lines


def _figures_of(stage: int, ordered: Table, last: float) -> StageFigures:
    return StageFigures(
        stage=stage,
        last=None if np.isnan(last) else last,
        mean=float(ordered.mean()) if len(ordered) else None,
        median=_rank(ordered, 50),
        p95=_rank(ordered, 95),
        p99=_rank(ordered, 99),
        longest=_rank(ordered, 100),
        count=len(ordered),
    )


def stage_columns(formats: Formats) -> tuple[Column[StageFigures], ...]:
    """Return the columns of the numbers beside the chart."""
    return (
        Column(
            title=words.STAGE,
            look=_stage,
            order=lambda row: (0, float(row.stage), ""),
            chars=9,
            stretch=True,
            tip=_stage_tip,
        ),
        number(words.LAST, lambda row: row.last, formats.ms, 5),
        number(words.MEAN, lambda row: row.mean, formats.ms, 5, title_tip=words.MEAN_TIP),
        number(words.MEDIAN, lambda row: row.median, formats.ms, 5, title_tip=words.MEDIAN_TIP),
        number(words.P95, lambda row: row.p95, formats.ms, 5, title_tip=words.P95_TIP),
        number(words.P99, lambda row: row.p99, formats.ms, 5, title_tip=words.P99_TIP),
        number(words.MAX, lambda row: row.longest, formats.ms, 6),
        number(words.COUNT, lambda row: row.count, formats.count, 4),
    )


def stage_band(row: StageFigures) -> Tone | None:
    """Return the tint of the total, which sums up the rows above it."""
    return Tone.ACCENT if row.stage == TOTAL else None


def _rank(ordered: Table, percent: int) -> float | None:
    if not len(ordered):
        return None
    # Nearest rank: the smallest value that `percent` of all do not exceed.
    return float(ordered[max(0, -(-len(ordered) * percent // 100) - 1)])


def _stage(row: StageFigures) -> Look:
    if row.stage == TOTAL:
        return Look(words.TOTAL)
    return Look(words.STAGES[row.stage], mark=f"stage-{row.stage}")


def _stage_tip(row: StageFigures) -> str:
    return words.TOTAL_TIP if row.stage == TOTAL else words.STAGE_TIPS[row.stage]

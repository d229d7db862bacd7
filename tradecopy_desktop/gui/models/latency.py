"""The last copies' stages and what they come to. Measures nothing itself."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tradecopy_desktop.app.views import StageTimes
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.models.columns import Column, Look, number
from tradecopy_desktop.gui.theme import Tone

STAGES = ("detect", "transit", "decide", "send", "execute", "confirm")
EXECUTE = STAGES.index("execute")
TOTAL = len(STAGES)
KEEP = 2_000

Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFigures:
    """One stage's milliseconds in numbers; `stage` counts from detect, the total comes last."""

    stage: int
    last: float | None
    median: float | None
    p95: float | None
    p99: float | None
    longest: float | None
    count: int


class LatencyWindow:
    """A ring of the newest samples: seven columns in ms, NaN where nothing was measured."""

    def __init__(self, keep: int = KEEP) -> None:
        self._ring: Table = np.full((keep, TOTAL + 1), np.nan)
        self._taken = 0

    @property
    def taken(self) -> int:
        """How many samples came since the start."""
        return self._taken

    def add(self, stages: StageTimes) -> None:
        """Take a sample in place of the oldest."""
        times = [getattr(stages, stage) for stage in STAGES]
        known = [time for time in times if time is not None]
        times.append(sum(known) if known else None)
        self._ring[self._taken % len(self._ring)] = [
            np.nan if time is None else time for time in times
        ]
        self._taken += 1

    def newest(self, number: int) -> Table:
        """Return the newest samples' six stages, oldest first, 0 where nothing was measured."""
        number = min(number, self._taken, len(self._ring))
        places = np.arange(self._taken - number, self._taken) % len(self._ring)
        return np.nan_to_num(self._ring[places, :TOTAL])

    def figures(self) -> list[StageFigures]:
        """Return the numbers of every stage and of the total, by nearest rank."""
        held = self._ring[: min(self._taken, len(self._ring))]
        ordered = np.sort(held, axis=0)
        counts = np.count_nonzero(~np.isnan(ordered), axis=0)
        return [
            self._figures_of(stage, ordered[: counts[stage], stage]) for stage in range(TOTAL + 1)
        ]

    def _figures_of(self, stage: int, ordered: Table) -> StageFigures:
        last = self._ring[(self._taken - 1) % len(self._ring), stage] if self._taken else np.nan
        return StageFigures(
            stage=stage,
            last=None if np.isnan(last) else float(last),
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
        number(words.MEDIAN, lambda row: row.median, formats.ms, 5),
        number(words.P95, lambda row: row.p95, formats.ms, 5),
        number(words.P99, lambda row: row.p99, formats.ms, 5),
        number(words.MAX, lambda row: row.longest, formats.ms, 5),
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

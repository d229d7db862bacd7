"""The chart of stages: the last copies one by one, or medians over a stretch of time."""

from datetime import datetime, timedelta

import numpy as np
from PySide6.QtWidgets import QWidget

from tradecopy_desktop.app.history_views import LatencyHistory
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.models.chart_scale import time_ticks
from tradecopy_desktop.gui.models.latency import EXECUTE, TOTAL, Table
from tradecopy_desktop.gui.panels.stage_plot import StagePlot

COPIES = 300
# A young chart begins narrow, so that its first copies can be seen.
_SPANS = (40, 100, 200, COPIES)
# Room for a tick's name, and air around it.
_TICK = 80
_TWO_DAYS = timedelta(days=2)


class LatencyChart:
    """Decides what stands where; the plot draws it."""

    def __init__(self, appearance: Appearance) -> None:
        self._formats = appearance.formats
        self._whole_way = True
        self.shown = 0
        self.span = 0
        self.plot = StagePlot(appearance, words.LATENCY_CHART)

    @property
    def widget(self) -> QWidget:
        """The chart as it is laid out."""
        return self.plot.widget

    @property
    def canvas(self) -> QWidget:
        """The widget that is drawn on."""
        return self.plot.canvas

    @property
    def top_ms(self) -> float:
        """Where the scale ends."""
        return self.plot.top_ms

    @property
    def is_whole_way(self) -> bool:
        """Tell whether all stages are drawn."""
        return self._whole_way

    def set_whole_way(self, whole_way: bool) -> None:
        """Draw all stages, or leave out the broker's."""
        self._whole_way = whole_way

    def draw(self, samples: Table) -> None:
        """Draw samples, one a row, the newest on the right."""
        self.shown = len(samples)
        self.span = next(span for span in _SPANS if self.shown <= span)
        places = (-self.span, -self.span // 2, 0)
        ticks = [(float(n), words.copies_ago(-n)) for n in places]
        self.plot.show_axis(-float(self.span), 0.0, words.COPIES_AXIS, ticks)
        self.plot.draw(np.arange(-len(samples), 0, dtype=float), 1.0, self._wanted(samples))

    def draw_past(self, history: LatencyHistory, until: datetime, span: timedelta) -> None:
        """Draw the medians of a stretch of time that ends at `until`, and above them p95."""
        since = until - span
        buckets = [each for each in history.buckets if each.count and each.begins < until]
        self.shown = len(buckets)
        stages: Table = np.array([each.stages for each in buckets], dtype=float)
        stages = np.nan_to_num(stages.reshape(len(buckets), TOTAL))
        left = np.array([(each.begins - since).total_seconds() for each in buckets])
        whole = np.array([each.p95 for each in buckets])
        ticks = [
            ((tick - since).total_seconds(), self._named(tick, span))
            for tick in time_ticks(since, until, max(2, self.widget.width() // _TICK))
        ]
        self.plot.show_axis(0.0, span.total_seconds(), words.TIME_AXIS, ticks)
        width = history.bucket.total_seconds()
        # The line tells of the whole way, which would mislead above a part of it.
        line = whole if self._whole_way else None
        self.plot.draw(left, width, self._wanted(stages), line)

    def _wanted(self, stages: Table) -> Table:
        if self._whole_way:
            return stages
        part = stages.copy()
        part[:, EXECUTE] = 0.0
        return part

    def _named(self, tick: datetime, span: timedelta) -> str:
        if span > _TWO_DAYS:
            return self._formats.day_of_month(tick)
        return self._formats.minute(tick)

"""The chart over time and the histogram below it, or one of them where there is little room."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tradecopy_desktop.app.history_views import HistogramBar, LatencyHistory
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.models.latency import Table
from tradecopy_desktop.gui.panels.latency_chart import LatencyChart
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.widgets.elided_label import ElidedLabel
from tradecopy_desktop.gui.widgets.empty_state import EmptyState
from tradecopy_desktop.gui.widgets.histogram import Histogram
from tradecopy_desktop.gui.widgets.segments import Segments

_SHARES = (5, 2)


class LatencyCard(QWidget):
    """Draws what it is given. `way_chosen` asks for it again, with or without the broker's part."""

    way_chosen = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._formats = appearance.formats
        self._is_low = False
        self.chart = LatencyChart(appearance)
        self.histogram = Histogram(appearance)
        self.heading = ElidedLabel("heading")
        self.remark = ElidedLabel("hint")
        self.histogram_heading = label(words.HISTOGRAM, "heading")
        self.ways = Segments(
            ((words.WHOLE_WAY, words.WHOLE_WAY_TIP), (words.OUR_PART, words.OUR_PART_TIP)),
            appearance,
        )
        self.ways.choose(0)
        self.ways.chosen.connect(self._on_way_chosen)
        self.kinds = Segments(((words.OVER_TIME, ""), (words.DISTRIBUTION, "")), appearance)
        self.kinds.choose(0)
        self.kinds.chosen.connect(self._show_kind)
        self._kind = 0
        self._empty = EmptyState(
            "latency", words.NO_SAMPLES, words.NO_SAMPLES_HINT, appearance, None
        )
        self._lay_out()
        self.set_low(False)

    def draw_live(self, samples: Table, bars: Sequence[HistogramBar]) -> None:
        """Draw the last copies, and how they are distributed."""
        self._pages.setCurrentIndex(1)
        self.chart.draw(samples)
        self.heading.setText(words.latest_copies(self.chart.span))
        self.histogram.show_bars(bars)
        self._remark(is_past=False)

    def draw_past(
        self, history: LatencyHistory, until: datetime, span: timedelta, name: str
    ) -> None:
        """Draw the medians of a stretch of time, and how its copies are distributed."""
        self._pages.setCurrentIndex(1)
        self.chart.draw_past(history, until, span)
        self.heading.setText(words.medians_of(name))
        self.histogram.show_bars(history.bars)
        self._remark(is_past=True)

    def say_empty(self, title: str, hint: str) -> None:
        """Show a sentence instead."""
        if (self._empty.title, self._empty.hint) != (title, hint):
            self._empty.say(title, hint)
        self._pages.setCurrentIndex(0)
        self.heading.setText("")
        self.remark.setText("")

    def set_low(self, is_low: bool) -> None:
        """Show one at a time where there is little height, with a choice between them."""
        self._is_low = is_low
        self.kinds.setVisible(is_low)
        self.remark.setVisible(not is_low)
        self._show_kind(self._kind)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.heading)
        top.addWidget(self.remark, 1)
        top.addWidget(self.kinds)
        charts = QWidget()
        inner = QVBoxLayout(charts)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(6)
        inner.addWidget(self.chart.widget, _SHARES[0])
        inner.addWidget(self.histogram_heading)
        inner.addWidget(self.histogram, _SHARES[1])
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(charts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self._pages, 1)

    def _show_kind(self, number: int) -> None:
        self._kind = number
        self.chart.widget.setVisible(not self._is_low or number == 0)
        self.histogram.setVisible(not self._is_low or number == 1)
        self.histogram_heading.setVisible(not self._is_low)

    def _on_way_chosen(self, number: int) -> None:
        self.chart.set_whole_way(number == 0)
        self.way_chosen.emit()

    def _remark(self, *, is_past: bool) -> None:
        number, most = self.chart.plot.beyond
        parts = [words.P95_LINE] if is_past and self.chart.is_whole_way else []
        if number:
            parts.append(words.beyond(number, self._formats.ms(most)))
        self.remark.setText(words.listed(parts))
        self.remark.setToolTip(words.listed(parts))
        self.chart.widget.setToolTip(words.listed(parts))

"""Shows how long copies take, stage by stage, and how late the program itself is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tradecopy_desktop.app.views import LatencySample
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.bridge import Bridge
from tradecopy_desktop.gui.models.latency import TOTAL, LatencyWindow, stage_band, stage_columns
from tradecopy_desktop.gui.models.rows_model import RowsModel
from tradecopy_desktop.gui.panels.lags import Lags
from tradecopy_desktop.gui.panels.latency_chart import COPIES, LatencyChart
from tradecopy_desktop.gui.panels.panel import Panel
from tradecopy_desktop.gui.widgets.card import card, label
from tradecopy_desktop.gui.widgets.empty_state import EmptyState
from tradecopy_desktop.gui.widgets.segments import Segments
from tradecopy_desktop.gui.widgets.table_view import ROW, TableView

_NUMBERS_WIDTH = 456
_FEW_NUMBERS_WIDTH = 280
# Sizes of 1280 x 720 pixels at 150 % lie below these.
_LOW = 520
_NARROW = 800


class LatencyPanel(Panel):
    """A live chart, and beside it the numbers of each stage."""

    def __init__(self, bridge: Bridge, appearance: Appearance) -> None:
        super().__init__(words.LATENCY)
        self._window = LatencyWindow()
        self.chart = LatencyChart(appearance)
        self.model = RowsModel(
            stage_columns(appearance.formats), lambda row: row.stage, band=stage_band, parent=self
        )
        self.table = TableView(self.model, words.LATENCY_NUMBERS, appearance)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.ways = Segments(
            ((words.WHOLE_WAY, words.WHOLE_WAY_TIP), (words.OUR_PART, words.OUR_PART_TIP)),
            appearance,
        )
        self.ways.choose(0)
        self.ways.chosen.connect(self._on_way_chosen)
        self.heading = label("", "heading")
        self.lags = Lags(bridge, appearance.formats)
        self._chart_or_empty = QStackedWidget()
        self._chart_or_empty.addWidget(
            EmptyState("latency", words.NO_SAMPLES, words.NO_SAMPLES_HINT, appearance, None)
        )
        self._chart_or_empty.addWidget(self.chart.widget)
        self._lay_out()
        # Samples are only written down as they come; they are counted and drawn by the feed.
        bridge.listen(LatencySample, self._on_sample)
        self._feed = bridge.feed(self._on_samples, (LatencySample,), lambda _: "newest")
        self.shown.connect(self._feed.set_wanted)
        self.shown.connect(self.lags.set_looked_at)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what only explains where there is little room; numbers scroll."""
        super().resizeEvent(event)
        self._stages.setVisible(event.size().height() >= _LOW)
        is_narrow = event.size().width() < _NARROW
        self.table.setMinimumWidth(_FEW_NUMBERS_WIDTH if is_narrow else _NUMBERS_WIDTH)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.heading)
        top.addStretch()
        top.addWidget(self.ways)
        holder = QWidget()
        left = QVBoxLayout(holder)
        left.setContentsMargins(0, 0, 0, 0)
        left.addLayout(top)
        left.addWidget(self._chart_or_empty, 1)
        self.table.setFixedHeight(TOTAL * ROW + 2 * ROW + 2)
        right = QVBoxLayout()
        right.setSpacing(10)
        numbers = card(self.table)
        right.addWidget(label(words.LATENCY_NUMBERS, "heading"))
        right.addWidget(numbers)
        self._stages = self._stages_card()
        right.addWidget(self._stages)
        right.addWidget(card(self.lags, margin=10))
        right.addStretch()
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(card(holder, margin=12), 1)
        line.addLayout(right)
        self.body.addLayout(line)

    def _stages_card(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for number, (name, meaning) in enumerate(zip(words.STAGES, words.STAGE_TIPS, strict=True)):
            grid.addWidget(label(name), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(meaning, "hint"), number, 1)
        return card(holder, margin=10)

    def _on_sample(self, sample: LatencySample) -> None:
        self._window.add(sample.stages)

    def _on_samples(self, _: Sequence[LatencySample]) -> None:
        self._draw()

    def _on_way_chosen(self, number: int) -> None:
        self.chart.set_whole_way(number == 0)
        self._draw()

    def _draw(self) -> None:
        self.model.apply(self._window.figures())
        taken = self._window.taken
        self._chart_or_empty.setCurrentIndex(1 if taken else 0)
        if taken:
            self.chart.draw(self._window.newest(COPIES))
        self.heading.setText(words.latest_copies(self.chart.span))

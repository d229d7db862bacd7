"""Shows how long copies take, stage by stage, now and in the past, and how late the program is."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.history_views import LatencyHistory
from tradecopy_desktop.app.latency_history import latency_bars
from tradecopy_desktop.app.views import LatencySample
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.bridge import Bridge
from tradecopy_desktop.gui.models.latency import (
    TOTAL,
    LatencyWindow,
    past_figures,
    stage_band,
    stage_columns,
)
from tradecopy_desktop.gui.models.rows_model import RowsModel
from tradecopy_desktop.gui.panels.lags import Lags
from tradecopy_desktop.gui.panels.latency_card import LatencyCard
from tradecopy_desktop.gui.panels.latency_chart import COPIES
from tradecopy_desktop.gui.panels.latency_choice import LatencyChoice
from tradecopy_desktop.gui.panels.latency_reading import LatencyReading
from tradecopy_desktop.gui.panels.panel import Panel
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.card import card, label
from tradecopy_desktop.gui.widgets.table_view import ROW, TableView

_NUMBERS_WIDTH = 500
_FEW_NUMBERS_WIDTH = 292
# What only explains needs more height than this; 1280 x 720 pixels at 150 % have less than both.
_ROOMY = 660
_LOW = 520
_NARROW = 800


class LatencyPanel(Panel):
    """A chart and a histogram, and beside them the numbers of each stage."""

    def __init__(self, desk: Desk, bridge: Bridge, tasks: Tasks, appearance: Appearance) -> None:
        super().__init__(words.LATENCY)
        self._desk = desk
        self._formats = appearance.formats
        self._window = LatencyWindow()
        self.reading = LatencyReading(desk, tasks, self)
        self.choice = LatencyChoice(appearance)
        self.card = LatencyCard(appearance)
        self.chart = self.card.chart
        self.model = RowsModel(
            stage_columns(appearance.formats), lambda row: row.stage, band=stage_band, parent=self
        )
        self.table = TableView(self.model, words.LATENCY_NUMBERS, appearance)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.numbers = label(words.LATENCY_NUMBERS, "heading")
        self.lags = Lags(bridge, appearance)
        self._lay_out()
        # Samples are only written down as they come; they are counted and drawn by the feed.
        bridge.listen(LatencySample, self._on_sample)
        self._feed = bridge.feed(self._on_samples, (LatencySample,), lambda _: "newest")
        self._connect_signals()
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what only explains where there is little room; numbers scroll."""
        super().resizeEvent(event)
        height = event.size().height()
        self._stages.setVisible(height >= _ROOMY)
        is_low = height < _LOW
        self.card.set_low(is_low)
        self.lags.set_low(is_low)
        self.numbers.setVisible(not is_low)
        is_narrow = event.size().width() < _NARROW
        self.table.setMinimumWidth(_FEW_NUMBERS_WIDTH if is_narrow else _NUMBERS_WIDTH)

    def _lay_out(self) -> None:
        self.title_line.addWidget(self.choice.route)
        self.title_line.addWidget(self.choice.follower)
        top = QHBoxLayout()
        top.addWidget(self.choice, 1)
        top.addWidget(self.card.ways)
        self.table.setFixedHeight(TOTAL * ROW + 2 * ROW + 2)
        right = QVBoxLayout()
        right.setSpacing(10)
        numbers = card(self.table)
        numbers.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        right.addWidget(self.numbers)
        right.addWidget(numbers)
        self._stages = _meanings()
        right.addWidget(self._stages)
        right.addWidget(card(self.lags, margin=10))
        right.addStretch()
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(card(self.card, margin=12), 1)
        line.addLayout(right)
        self.body.addLayout(top)
        self.body.addLayout(line, 1)

    def _connect_signals(self) -> None:
        self.shown.connect(self._on_shown)
        self.shown.connect(self.lags.set_looked_at)
        self.shown.connect(self.reading.set_looked_at)
        self.reading.read.connect(self._draw)
        self.choice.changed.connect(self._on_choice_changed)
        self.card.way_chosen.connect(self._draw)

    def _on_shown(self, there: bool) -> None:
        if not there:
            self._feed.set_wanted(False)
            return
        self.choice.show_names(self._desk.routes(), self._desk.followers())
        # Counting and drawing 2,000 copies is a turn of its own.
        self.turns.add((partial(self._feed.set_wanted, True),))

    def _on_sample(self, sample: LatencySample) -> None:
        self._window.add(sample.stages, sample.route, sample.follower_name)

    def _on_samples(self, _: Sequence[LatencySample]) -> None:
        if self.choice.is_live:
            self._draw()

    def _on_choice_changed(self) -> None:
        follower = self.choice.follower
        self._window.choose(
            self.choice.route.value, follower.currentText() if follower.value else ""
        )
        self.reading.ask(self.choice.query)
        self._draw()

    def _draw(self) -> None:
        if self.choice.is_live:
            self._draw_live()
        elif self.reading.shown is not None:
            self._draw_past(self.reading.shown)
        elif self.reading.fault:
            self._say(words.HISTORY_UNREAD, self.reading.fault)
        else:
            self._say(words.LATENCY_READING, words.LATENCY_READING_HINT)

    def _draw_live(self) -> None:
        self.model.apply(self._window.figures())
        self.numbers.setText(words.LATENCY_NUMBERS)
        samples = self._window.newest(COPIES)
        if len(samples):
            self.card.draw_live(samples, latency_bars(self._window.totals()))
        else:
            self.card.say_empty(words.NO_SAMPLES, words.NO_SAMPLES_HINT)

    def _draw_past(self, history: LatencyHistory) -> None:
        lines = past_figures(history, self._window.figures())
        self.model.apply(lines)
        count = lines[TOTAL].count
        copies = words.measured(count, self._formats.count(count))
        self.numbers.setText(words.numbers_of(self.choice.name, copies))
        query = self.choice.query
        if query is not None and history.buckets:
            self.card.draw_past(history, datetime.now(UTC), query.span, self.choice.name)
        else:
            self.card.say_empty(words.NO_HISTORY, words.NO_HISTORY_HINT)

    def _say(self, title: str, hint: str) -> None:
        self.numbers.setText(words.LATENCY_NUMBERS)
        self.card.say_empty(title, hint)


def _meanings() -> QWidget:
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

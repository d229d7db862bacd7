"""How many copies took how long, as bars between round bounds. Counts nothing itself."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from tradecopy_desktop.app.history_views import HistogramBar
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.theme import Tone

_GAP = 3
_EDGE = 8
_LEAST = 2
_HEIGHT = 84


class Histogram(QWidget):
    """Bars side by side, each bound below and each count above it."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._theme = appearance.theme
        self._formats = appearance.formats
        self.bars: tuple[HistogramBar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(words.HISTOGRAM)
        appearance.theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return room for bars with a line above and one below."""
        return QSize(260, _HEIGHT + 2 * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """Return room for low bars."""
        return QSize(160, 32 + 2 * self.fontMetrics().height())

    def show_bars(self, bars: Sequence[HistogramBar]) -> None:
        """Draw these bars, from the fastest copies on."""
        if tuple(bars) != self.bars:
            self.bars = tuple(bars)
            self.setAccessibleDescription(", ".join(self._spoken(bar) for bar in self.bars))
            self.update()

    def place_of(self, number: int) -> QRect:
        """Return where a bar stands, from the top of the room for bars to its foot."""
        line = self.fontMetrics().height()
        room = self.width() - 2 * _EDGE
        left = _EDGE + room * number // len(self.bars)
        right = _EDGE + room * (number + 1) // len(self.bars)
        return QRect(left, line, right - left - _GAP, self.height() - 2 * line - 4)

    def event(self, event: QEvent) -> bool:
        """Say what the bar under the pointer counts."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            bar = self._bar_at(event.pos())
            QToolTip.showText(event.globalPos(), self._spoken(bar) if bar else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bars, counts and bounds."""
        if not self.bars:
            return
        painter = QPainter(self)
        colors = self._theme.colors
        most = max(bar.count for bar in self.bars) or 1
        fill = QColor(colors.accent)
        self._paint_texts(painter)
        for number, bar in enumerate(self.bars):
            place = self.place_of(number)
            if bar.count:
                # A single slow copy among thousands must still be seen.
                place.setTop(place.bottom() + 1 - max(_LEAST, bar.count * place.height() // most))
                painter.fillRect(place, fill)
        foot = self.place_of(0).bottom() + 1
        painter.setPen(QColor(colors.line))
        painter.drawLine(_EDGE, foot, self.width() - _EDGE, foot)
        painter.end()

    def _paint_texts(self, painter: QPainter) -> None:
        metrics, colors = self.fontMetrics(), self._theme.colors
        most = max(bar.count for bar in self.bars) or 1
        top = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter
        below = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        said = 0
        for number, bar in enumerate(self.bars):
            place = self.place_of(number)
            count = self._formats.count(bar.count)
            if metrics.horizontalAdvance(count) <= place.width() and bar.count:
                height = max(_LEAST, bar.count * place.height() // most)
                head = QRect(place.left(), place.bottom() + 1 - height - 40, place.width(), 39)
                painter.setPen(colors.of(Tone.TEXT))
                painter.drawText(head, top, count)
            bound = self._formats.bound(bar.low)
            name = bound if number else words.milliseconds(bound)
            room = metrics.horizontalAdvance(name)
            if said <= place.left() <= self.width() - room:
                painter.setPen(colors.of(Tone.MUTED))
                foot = QRect(place.left(), place.bottom() + 4, room + 1, metrics.height())
                painter.drawText(foot, below, name)
                said = place.left() + room + 10

    def _bar_at(self, point: QPoint) -> HistogramBar | None:
        for number, bar in enumerate(self.bars):
            if self.place_of(number).left() <= point.x() <= self.place_of(number).right() + _GAP:
                return bar
        return None

    def _spoken(self, bar: HistogramBar) -> str:
        between = words.between_ms(self._formats.bound(bar.low), self._formats.bound(bar.high))
        return words.bar_counts(between, words.measured(bar.count, self._formats.count(bar.count)))

"""A small line of the last values, without axes. Keeps what it is given and measures nothing."""

from collections import deque

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygon
from PySide6.QtWidgets import QSizePolicy, QWidget

from tradecopy_desktop.gui.appearance import Appearance

_HEIGHT = 26


class Sparkline(QWidget):
    """The newest value stands on the right; the highest one reaches the top."""

    def __init__(self, appearance: Appearance, name: str, *, keep: int, least_top: float) -> None:
        super().__init__()
        self._theme = appearance.theme
        self._least_top = least_top
        self.values: deque[float] = deque(maxlen=keep)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self.setToolTip(name)
        appearance.theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return room for one low line."""
        return QSize(120, _HEIGHT)

    def add(self, value: float) -> None:
        """Keep a value; it is drawn with the next `update`."""
        self.values.append(value)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a foot and the line above it."""
        painter = QPainter(self)
        colors = self._theme.colors
        foot = self.height() - 2
        painter.setPen(QColor(colors.line))
        painter.drawLine(0, foot, self.width(), foot)
        if self.values:
            # Quiet values stay low: only what is worth a look rises.
            top = max(self._least_top, *self.values)
            step = (self.width() - 1) / max(1, (self.values.maxlen or 2) - 1)
            start = self.width() - 1 - step * (len(self.values) - 1)
            points = [
                QPoint(round(start + n * step), foot - round(value / top * (foot - 2)))
                for n, value in enumerate(self.values)
            ]
            painter.setPen(QColor(colors.accent))
            painter.drawPolyline(QPolygon(points))
        painter.end()

"""Texts of a table that are laid out once and drawn often. Knows nothing of cells and rows."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QFontMetricsF, QPainter, QStaticText, QTransform

_REMEMBERED = 2_000

Place = tuple[int, int, int, int]
"""Left, top, width and height."""

_Ready = tuple[QStaticText, float, float]


class CellTexts:
    """Draws single lines of text: one that was drawn before costs a quarter of a new one."""

    def __init__(self) -> None:
        self._font = QFont()
        self._ready: dict[str, _Ready] = {}
        self._short: dict[tuple[str, int], str] = {}

    def begin(self, painter: QPainter) -> None:
        """Take the font of a painter, before texts are drawn with it."""
        font = painter.font()
        if font != self._font:
            self._font = QFont(font)
            self._ready.clear()
            self._short.clear()

    def draw(
        self,
        painter: QPainter,
        text: str,
        place: Place,
        share: float,
        *,
        whole: bool = False,
    ) -> None:
        """Draw a text into `place`, in the middle of its height.

        `share` of the room that is left, 0 to 1, stays free before it. One that is too long is
        shortened, or cut at the edge where it must stay `whole`.
        """
        left, top, room, height = place
        laid_out, width, line = self._ready.get(text) or self._lay_out(text)
        if width > room:
            if whole:
                align = Qt.AlignmentFlag.AlignRight if share else Qt.AlignmentFlag.AlignLeft
                painter.drawText(*place, int(align | Qt.AlignmentFlag.AlignVCenter), text)
                return
            short = self._shortened(text, room, painter)
            laid_out, width, line = self._ready.get(short) or self._lay_out(short)
        x = left + share * (room - width)
        painter.drawStaticText(QPointF(x, top + (height - line) / 2), laid_out)

    def _lay_out(self, text: str) -> _Ready:
        if len(self._ready) >= _REMEMBERED:
            self._ready.clear()
        laid_out = QStaticText(text)
        laid_out.setTextFormat(Qt.TextFormat.PlainText)
        laid_out.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        laid_out.prepare(QTransform(), self._font)
        metrics = QFontMetricsF(self._font)
        ready = laid_out, metrics.horizontalAdvance(text), metrics.height()
        self._ready[text] = ready
        return ready

    def _shortened(self, text: str, room: int, painter: QPainter) -> str:
        key = (text, room)
        short = self._short.get(key)
        if short is None:
            if len(self._short) >= _REMEMBERED:
                self._short.clear()
            metrics: QFontMetrics = painter.fontMetrics()
            short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            self._short[key] = short
        return short

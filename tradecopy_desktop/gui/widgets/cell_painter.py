"""Draws table cells straight from a model's looks: about 150 cells a millisecond.

Delegates and style sheets cost several times as much, and every millisecond of drawing is one by
which a copy can be late.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap

from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.models.columns import WAITING, Look
from tradecopy_desktop.gui.theme import Tone

PAD = 8
_MARK = 10
_GAP = 7
MARK_ROOM = _MARK + _GAP
_BAR = 72
_BAR_HEIGHT = 6
BAR_ROOM = _BAR + _GAP
_FULL = 100
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_CENTER = int(Qt.AlignmentFlag.AlignCenter)
_ROUND = 5
_REMEMBERED = 2_000


class Looks(Protocol):
    """What is asked of a model."""

    def looks(self, row: int) -> Sequence[Look]: ...
    def band(self, row: int) -> Tone | None: ...


class Span(NamedTuple):
    """Where a column stands."""

    column: int
    left: int
    width: int
    numeric: bool


class CellPainter:
    """Keeps pens, marks and shortened texts, so that a cell is two or three calls to Qt."""

    def __init__(self, model: Looks, appearance: Appearance) -> None:
        self._model = model
        self._appearance = appearance
        self._pens: dict[Tone, QPen] = {}
        self._tints: dict[Tone, QColor | None] = {}
        self._selection = QColor()
        self._track = QColor()
        self._surface = QColor()
        self._frame = QPen()
        self._marks: dict[tuple[str, Tone, float], QPixmap] = {}
        self._short: dict[tuple[str, int], str] = {}
        self.refresh()

    def refresh(self) -> None:
        """Take the theme's colors anew."""
        colors = self._appearance.theme.colors
        self._pens = {tone: QPen(colors.of(tone)) for tone in Tone}
        self._tints = {tone: colors.tint(tone) for tone in Tone}
        self._selection = QColor(colors.selection)
        self._track = QColor(colors.line)
        self._surface = QColor(colors.surface)
        self._frame = QPen(QColor(colors.edge))
        self._marks.clear()

    def ground(self, row: int, *, selected: bool) -> QColor | None:
        """Return the row's background where it is not the table's."""
        if selected:
            return self._selection
        band = self._model.band(row)
        return None if band is None else self._tints[band]

    def paint_row(
        self, painter: QPainter, row: int, spans: Sequence[Span], top: int, height: int
    ) -> None:
        """Draw the cells of one row that stand in `spans`."""
        looks = self._model.looks(row)
        for column, left, width, numeric in spans:
            self._paint_cell(painter, looks[column], QRect(left, top, width, height), numeric)

    def _paint_cell(self, painter: QPainter, look: Look, cell: QRect, numeric: bool) -> None:
        if look.button:
            self._paint_frame(painter, cell)
        room = cell.adjusted(PAD, 0, -PAD, 0)
        if look.mark == WAITING:
            middle = room.y() + (room.height() - _BAR_HEIGHT) // 2
            painter.fillRect(room.x(), middle, room.width(), _BAR_HEIGHT, self._track)
        elif look.mark:
            mark = self._mark(look, painter.deviceTransform().m11())
            painter.drawPixmap(room.x(), room.y() + (room.height() - _MARK) // 2, mark)
            room.setLeft(room.x() + MARK_ROOM)
        if look.bar >= 0 and not look.below:
            middle = room.y() + (room.height() - _BAR_HEIGHT) // 2
            self._paint_bar(painter, look, QRect(room.x(), middle, _BAR, 0))
            room.setLeft(room.x() + BAR_ROOM)
        if look.text:
            self._paint_texts(painter, look, room, numeric)

    def _paint_texts(self, painter: QPainter, look: Look, room: QRect, numeric: bool) -> None:
        x, top, width, line = room.x(), room.y(), room.width(), room.height()
        align = _RIGHT if numeric else _LEFT
        if look.second or look.below:
            line, top = line // 2 - 4, top + 4
        if look.below:
            self._paint_bar(painter, look, QRect(x, top + line + 5, width, 0))
        elif look.second:
            painter.setPen(self._pens[Tone.MUTED])
            short = self._shortened(look.second, width, painter)
            painter.drawText(x, top + line, width, line, align, short)
        painter.setPen(self._pens[look.tone])
        # A number is never cut: half of it would be another one.
        text = look.text if numeric else self._shortened(look.text, width, painter)
        painter.drawText(x, top, width, line, _CENTER if look.button else align, text)

    def _paint_frame(self, painter: QPainter, cell: QRect) -> None:
        painter.setPen(self._frame)
        painter.setBrush(self._surface)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawRoundedRect(cell.adjusted(4, 3, -4, -4), _ROUND, _ROUND)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_bar(self, painter: QPainter, look: Look, place: QRect) -> None:
        x, y, width = place.x(), place.y(), place.width()
        painter.fillRect(x, y, width, _BAR_HEIGHT, self._track)
        filled = min(look.bar, _FULL) * width // _FULL
        painter.fillRect(x, y, filled, _BAR_HEIGHT, self._pens[look.mark_tone].color())

    def _shortened(self, text: str, room: int, painter: QPainter) -> str:
        # Measuring a text costs more than drawing it, and most texts are drawn often.
        key = (text, room)
        short = self._short.get(key)
        if short is None:
            if len(self._short) >= _REMEMBERED:
                self._short.clear()
            metrics: QFontMetrics = painter.fontMetrics()
            short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            self._short[key] = short
        return short

    def _mark(self, look: Look, ratio: float) -> QPixmap:
        key = (look.mark, look.mark_tone, ratio)
        mark = self._marks.get(key)
        if mark is None:
            mark = self._marks[key] = self._drawn(look, ratio)
        return mark

    def _drawn(self, look: Look, ratio: float) -> QPixmap:
        icons = self._appearance.icons
        if look.mark.startswith("stage-"):
            stage = int(look.mark.removeprefix("stage-"))
            color = self._appearance.theme.colors.stages[stage]
            return icons.painted("swatch", color, _MARK, ratio)
        return icons.pixmap(look.mark, look.mark_tone, _MARK, ratio)

"""Draws table cells straight from a model's looks: about 190 cells a millisecond.

Delegates and style sheets cost several times as much, and every millisecond of drawing is one by
which a copy can be late.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.models.columns import WAITING, Look
from tradecopy_desktop.gui.theme import Tone
from tradecopy_desktop.gui.widgets.cell_texts import CellTexts, Place

PAD = 8
_MARK = 10
_GAP = 7
MARK_ROOM = _MARK + _GAP
_BAR = 72
_BAR_HEIGHT = 6
BAR_ROOM = _BAR + _GAP
_FULL = 100
# The share of the free room that lies before a text.
_RIGHT = 1.0
_LEFT = 0.0
_CENTER = 0.5
_ROUND = 5


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
    """Keeps pens, marks and texts, so that a cell is two or three calls to Qt."""

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
        self._texts = CellTexts()
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
        self._texts.begin(painter)
        drawn: Tone | None = None
        for column, left, width, numeric in spans:
            look = looks[column]
            room = (left + PAD, top, width - 2 * PAD, height)
            if look.mark or look.second or look.bar >= 0 or look.button:
                self._paint_cell(painter, look, room, numeric=numeric)
                drawn = None
            elif look.text:
                # Most cells: nothing but a text, often in the color of the one before.
                if look.tone is not drawn:
                    drawn = look.tone
                    painter.setPen(self._pens[drawn])
                share = _RIGHT if numeric else _LEFT
                self._texts.draw(painter, look.text, room, share, whole=numeric)

    def _paint_cell(self, painter: QPainter, look: Look, room: Place, *, numeric: bool) -> None:
        left, top, width, height = room
        if look.button:
            self._paint_frame(painter, QRect(left - PAD, top, width + 2 * PAD, height))
        if look.mark == WAITING:
            middle = top + (height - _BAR_HEIGHT) // 2
            painter.fillRect(left, middle, width, _BAR_HEIGHT, self._track)
        elif look.mark:
            mark = self._mark(look, painter.deviceTransform().m11())
            painter.drawPixmap(left, top + (height - _MARK) // 2, mark)
            left, width = left + MARK_ROOM, width - MARK_ROOM
        if look.bar >= 0 and not look.below:
            self._paint_bar(painter, look, left, top + (height - _BAR_HEIGHT) // 2, _BAR)
            left, width = left + BAR_ROOM, width - BAR_ROOM
        if look.text:
            self._paint_texts(painter, look, (left, top, width, height), numeric=numeric)

    def _paint_texts(self, painter: QPainter, look: Look, room: Place, *, numeric: bool) -> None:
        left, top, width, line = room
        share = _RIGHT if numeric else _LEFT
        if look.second or look.below:
            line, top = line // 2 - 4, top + 4
        if look.below:
            self._paint_bar(painter, look, left, top + line + 5, width)
        elif look.second:
            painter.setPen(self._pens[Tone.MUTED])
            self._texts.draw(painter, look.second, (left, top + line, width, line), share)
        painter.setPen(self._pens[look.tone])
        share = _CENTER if look.button else share
        # A number is never shortened: half of it would be another one.
        self._texts.draw(painter, look.text, (left, top, width, line), share, whole=numeric)

    def _paint_frame(self, painter: QPainter, cell: QRect) -> None:
        painter.setPen(self._frame)
        painter.setBrush(self._surface)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawRoundedRect(cell.adjusted(4, 3, -4, -4), _ROUND, _ROUND)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_bar(self, painter: QPainter, look: Look, x: int, y: int, width: int) -> None:
        painter.fillRect(x, y, width, _BAR_HEIGHT, self._track)
        filled = min(look.bar, _FULL) * width // _FULL
        painter.fillRect(x, y, filled, _BAR_HEIGHT, self._pens[look.mark_tone].color())

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

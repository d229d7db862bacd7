"""A table's header, with a line above that names groups of columns. Sorts nothing itself."""

from collections.abc import Iterator
from itertools import groupby

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QPolygon
from PySide6.QtWidgets import QHeaderView, QWidget

from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.theme import Tone
from tradecopy_desktop.gui.widgets.cell_painter import PAD
from tradecopy_desktop.gui.widgets.cell_texts import CellTexts

_LINE = 30
_GROUP_LINE = 22
_ARROW = 9
_RIGHT = Qt.AlignmentFlag.AlignRight


class TableHeader(QHeaderView):
    """Draws titles like cells, so that they stand exactly above their numbers."""

    def __init__(self, groups: tuple[str, ...], appearance: Appearance, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._groups = groups
        self._top = _GROUP_LINE if any(groups) else 0
        self._height = max(_LINE, self.fontMetrics().height() + 12) + self._top
        self._theme = appearance.theme
        self._texts = CellTexts()
        self._drawn: QPixmap | None = None
        self._drawn_look: tuple[object, ...] = ()
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(28)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        appearance.theme.changed.connect(self.viewport().update)

    def sizeHint(self) -> QSize:
        """Return the height of one line of titles, or of two with groups."""
        return QSize(0, self._height)

    def width_of(self, title: str) -> int:
        """Return the width that a title needs with its sort arrow."""
        arrow = _ARROW if self.isSortIndicatorShown() else 0
        return self.fontMetrics().horizontalAdvance(title) + 2 * PAD + arrow

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw titles, groups and arrow; from the second time on as a picture of them.

        Rows that change places have the whole header drawn again, four times a second.
        """
        painter = QPainter(self.viewport())
        ratio = painter.deviceTransform().m11()
        look = self._look(ratio)
        if look != self._drawn_look:
            # While it is made wider, each picture would be looked at once.
            self._drawn_look, self._drawn = look, None
            self._draw(painter)
        else:
            self._drawn = self._drawn or self._picture(ratio)
            painter.drawPixmap(0, 0, self._drawn)
        painter.end()

    def _look(self, ratio: float) -> tuple[object, ...]:
        """Return all that the picture depends on."""
        columns = range(self.count())
        title = Qt.ItemDataRole.DisplayRole
        titles = tuple(self.model().headerData(n, self.orientation(), title) for n in columns)
        places = tuple((self.sectionViewportPosition(n), self.sectionSize(n)) for n in columns)
        arrow = self.isSortIndicatorShown(), self.sortIndicatorSection(), self.sortIndicatorOrder()
        size = self.viewport().width(), self.viewport().height(), ratio
        return titles, places, arrow, size, self._theme.colors, self.font().key()

    def _picture(self, ratio: float) -> QPixmap:
        picture = QPixmap(self.viewport().size() * ratio)
        picture.setDevicePixelRatio(ratio)
        painter = QPainter(picture)
        self._draw(painter)
        painter.end()
        return picture

    def _draw(self, painter: QPainter) -> None:
        colors = self._theme.colors
        painter.setFont(self.font())
        painter.fillRect(0, 0, self.width(), self.height(), QColor(colors.raised))
        painter.setPen(QColor(colors.line))
        painter.drawLine(0, self.height() - 1, self.width() - 1, self.height() - 1)
        self._texts.begin(painter)
        for n in range(self.count()):
            if not self.isSectionHidden(n):
                self._paint_title(painter, n)
        if self._top:
            self._paint_groups(painter)

    def _paint_title(self, painter: QPainter, number: int) -> None:
        """Draw one title and, where the table is sorted by it, an arrow."""
        left, width = self.sectionViewportPosition(number), self.sectionSize(number)
        model, role = self.model(), Qt.ItemDataRole.TextAlignmentRole
        title = str(model.headerData(number, self.orientation()))
        right = bool(model.headerData(number, self.orientation(), role) & _RIGHT)
        place = (left + PAD, self._top, width - 2 * PAD, self.height() - self._top)
        painter.setPen(self._theme.colors.of(Tone.MUTED))
        self._texts.draw(painter, title, place, float(right), whole=True)
        if self.isSortIndicatorShown() and self.sortIndicatorSection() == number:
            self._paint_arrow(painter, QRect(*place), title=title, right=right)

    def _paint_groups(self, painter: QPainter) -> None:
        colors = self._theme.colors
        for name, first, last in self._spans():
            left = self.sectionViewportPosition(first)
            right = self.sectionViewportPosition(last) + self.sectionSize(last)
            if right <= left:
                continue
            painter.setPen(QColor(colors.line))
            painter.drawLine(left, 0, left, self.height())
            painter.drawLine(left + PAD, _GROUP_LINE, right - PAD, _GROUP_LINE)
            painter.setPen(colors.of(Tone.TEXT))
            box = QRect(left + PAD, 0, right - left - PAD, _GROUP_LINE)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)

    def _spans(self) -> Iterator[tuple[str, int, int]]:
        for name, members in groupby(range(len(self._groups)), key=lambda n: self._groups[n]):
            columns = list(members)
            if name:
                yield name, columns[0], columns[-1]

    def _paint_arrow(self, painter: QPainter, inner: QRect, *, title: str, right: bool) -> None:
        width = painter.fontMetrics().horizontalAdvance(title)
        center = inner.right() - width - 8 if right else inner.left() + width + 8
        middle = inner.center().y() + 1
        down = self.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        reach = 2 if down else -2
        painter.setBrush(self._theme.colors.of(Tone.MUTED))
        painter.setPen(Qt.PenStyle.NoPen)
        arrow = QPolygon()
        arrow.append(QRect(center - 4, middle - reach, 1, 1).topLeft())
        arrow.append(QRect(center + 4, middle - reach, 1, 1).topLeft())
        arrow.append(QRect(center, middle + reach, 1, 1).topLeft())
        painter.drawPolygon(arrow)

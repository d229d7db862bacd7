"""A table as all panels show it: whole rows, hairlines, columns that fit. Knows no trade."""

import math
from typing import TypeVar

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.models.table_model import TableModel
from tradecopy_desktop.gui.widgets.cell_painter import BAR_ROOM, MARK_ROOM, PAD, CellPainter, Span
from tradecopy_desktop.gui.widgets.table_header import TableHeader

R = TypeVar("R")

ROW = 30
# Columns of up to so many letters hold words that must stay whole.
_SHORT = 12
_LETTER = 0.92
_MEASURED = 40


class TableView(QTableView):
    """Shows a model's rows. Columns share the width; the one that stretches takes what is left."""

    def __init__(
        self, model: TableModel[R], name: str, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._table = model
        self._columns = model.columns
        self._theme = appearance.theme
        self._cells = CellPainter(model, appearance)
        self._line = QPen(QColor(appearance.theme.colors.line))
        self._group_starts = {
            n
            for n, column in enumerate(model.columns)
            if column.group and (n == 0 or model.columns[n - 1].group != column.group)
        }
        self._header = TableHeader(
            tuple(column.group for column in model.columns), appearance, self
        )
        self.setProperty("place", "table")
        self.setAccessibleName(name)
        self.setFont(_with_even_digits(self.font()))
        self.setHorizontalHeader(self._header)
        self.setModel(model)
        self._set_manners()
        self._chosen: dict[int, int] = {}
        self._is_fitting = False
        self._fit()
        self._header.sectionResized.connect(self._on_resized_by_hand)
        # Rows that come together are measured once.
        self._fitting = QTimer(self, singleShot=True, interval=300)
        self._fitting.timeout.connect(self._fit)
        model.rowsInserted.connect(self._on_rows_came)
        model.modelReset.connect(self._fit)
        appearance.theme.changed.connect(self._on_theme_changed)

    def set_sorted(self, column: int, order: Qt.SortOrder) -> None:
        """Let the trader sort by any column, and begin with this one."""
        self.setSortingEnabled(True)
        self.sortByColumn(column, order)

    def fit_again(self) -> None:
        """Measure the columns anew: what they hold has become longer."""
        self._fit()

    @property
    def chosen_widths(self) -> dict[int, int]:
        """Return the widths that the trader gave to columns, by their numbers."""
        return dict(self._chosen)

    def choose_widths(self, widths: dict[int, int]) -> None:
        """Give columns these widths, and the others what fits."""
        taker = self._taker()
        self._chosen = {n: width for n, width in widths.items() if n != taker}
        self._fit()

    def set_two_lines(self) -> None:
        """Make rows high enough for a second line."""
        height = 2 * self.fontMetrics().height() + 20
        self.verticalHeader().setDefaultSectionSize(height)

    def selected_rows(self) -> list[int]:
        """Return the numbers of the selected rows, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells that lie in the changed region, each once."""
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        height = self.verticalHeader().defaultSectionSize()
        start = self.rowViewportPosition(0)
        for row, columns in self._cells_in(event.region()).items():
            top = start + row * height
            self._paint_row(painter, row, columns, QRect(0, top, self.viewport().width(), height))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width between the columns."""
        super().resizeEvent(event)
        self._fit()

    def _set_manners(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        rows.setDefaultSectionSize(max(ROW, self.fontMetrics().height() + 12))

    def _fit(self) -> None:
        widths = [self._chosen.get(n) or self._natural_width(n) for n in range(len(self._columns))]
        self._share(widths, self.viewport().width() - sum(widths))
        self._is_fitting = True
        for n, width in enumerate(widths):
            self.setColumnWidth(n, width)
        self._is_fitting = False

    def _taker(self) -> int:
        return next(n for n, column in enumerate(self._columns) if column.stretch)

    def _on_resized_by_hand(self, column: int, _: int, width: int) -> None:
        if self._is_fitting:
            return
        # The column that stretches has what the others leave.
        if column != self._taker():
            self._chosen[column] = width
        self._fitting.start()

    def _natural_width(self, number: int) -> int:
        column = self._columns[number]
        metrics = QFontMetrics(self.font())
        room = column.chars * metrics.horizontalAdvance("0")
        if not column.numeric:
            room = round(room * _LETTER)
            # Names are as long as they are; a sentence at the end takes what is left.
            if not column.stretch and self._rows():
                widest = min(self._widest(number, metrics), 2 * room)
                room = widest if column.chars > _SHORT else max(widest, room)
        return max(room + 2 * PAD, self._header.width_of(column.title))

    def _widest(self, column: int, metrics: QFontMetrics) -> int:
        looks = [self._table.look(row, column) for row in range(min(self._rows(), _MEASURED))]
        marked = MARK_ROOM if any(look.mark for look in looks) else 0
        marked += BAR_ROOM if any(look.bar >= 0 for look in looks) else 0
        texts = (text for look in looks for text in (look.text, look.second))
        return max(metrics.horizontalAdvance(text) for text in texts) + marked + 1

    def _rows(self) -> int:
        return self._table.rowCount()

    def _on_rows_came(self) -> None:
        # Later rows seldom have longer names, and measuring takes time.
        if self._rows() <= _MEASURED and not self._fitting.isActive():
            self._fitting.start()

    def _share(self, widths: list[int], spare: int) -> None:
        """Give spare width to columns that stretch; take missing width from texts, not numbers."""
        taker = self._taker()
        if spare >= 0:
            widths[taker] += spare
            return
        givers = [
            n
            for n, column in enumerate(self._columns)
            if not (column.numeric or n == taker or n in self._chosen) and column.chars > _SHORT
        ]
        room = {n: max(0, widths[n] - self._narrowest(n, widths[n])) for n in givers}
        total = sum(room.values())
        if total:
            part = min(1.0, -spare / total)
            for n in givers:
                widths[n] -= math.ceil(room[n] * part)
            # Rounding took a little too much; a gap at the edge would show.
            widths[taker] += max(0, self.viewport().width() - sum(widths))

    def _narrowest(self, column: int, width: int) -> int:
        return max(self._header.width_of(self._columns[column].title), round(0.7 * width))

    def _cells_in(self, region: QRegion) -> dict[int, set[int]]:
        """Return the columns to draw by row; drawing a text twice would make it bolder."""
        cells: dict[int, set[int]] = {}
        for part in region:  # type: ignore[attr-defined]
            first, last = self.rowAt(part.top()), self.rowAt(part.bottom())
            if first < 0:
                continue
            last = self.model().rowCount() - 1 if last < 0 else last
            left, right = self.columnAt(part.left()), self.columnAt(part.right())
            columns = range(max(left, 0), len(self._columns) if right < 0 else right + 1)
            for row in range(first, last + 1):
                cells.setdefault(row, set()).update(columns)
        return cells

    def _paint_row(self, painter: QPainter, row: int, columns: set[int], place: QRect) -> None:
        index = self.model().index(row, 0)
        ground = self._cells.ground(row, selected=self.selectionModel().isSelected(index))
        if ground is not None:
            painter.fillRect(place, ground)
        spans = [self._span(column) for column in sorted(columns)]
        painter.setPen(self._line)
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        for column in self._group_starts & columns:
            left = self.columnViewportPosition(column)
            painter.drawLine(left, place.top(), left, place.bottom())
        self._cells.paint_row(painter, row, spans, place.top(), place.height())

    def _span(self, column: int) -> Span:
        left, width = self.columnViewportPosition(column), self.columnWidth(column)
        return Span(column, left, width, self._columns[column].numeric)

    def _on_theme_changed(self) -> None:
        self._line = QPen(QColor(self._theme.colors.line))
        self._cells.refresh()
        self.viewport().update()


def _with_even_digits(font: QFont) -> QFont:
    even = QFont(font)
    # Digits of one width: numbers then stand below each other in any font.
    even.setFeature(QFont.Tag("tnum"), 1)
    return even

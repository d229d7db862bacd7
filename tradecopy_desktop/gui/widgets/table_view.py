"""A table as all panels show it: whole rows, hairlines, columns that fit. Knows no trade."""

import math
from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import QItemSelectionModel, QRect, QSignalBlocker, Qt, QTimer
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
from tradecopy_desktop.gui.resize_rest import ResizeRest
from tradecopy_desktop.gui.widgets.cell_painter import BAR_ROOM, MARK_ROOM, PAD, CellPainter, Span
from tradecopy_desktop.gui.widgets.table_header import TableHeader

R = TypeVar("R")

ROW = 30
# Columns of up to so many letters hold words that must stay whole.
_SHORT = 12
_LETTER = 0.92
_READABLE = 0.85
_NARROWEST = 0.6
_MEASURED = 40
_REMEMBERED = 2_000


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
        self._ground = QColor(appearance.theme.colors.surface)
        self._kept_out: frozenset[int] = frozenset()
        # Measuring a text takes longer than all else about fitting columns.
        self._widths: dict[str, int] = {}
        self._natural: list[int] = []
        self._group_starts: set[int] = set()
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
        # What was measured so lately holds, though the window is dragged larger and larger.
        self._fresh = QTimer(self, singleShot=True, interval=1_000)
        self._growing = QTimer(self, singleShot=True, interval=3_000)
        self._growing.timeout.connect(self._grow)
        self._fit()
        self._header.sectionResized.connect(self._on_resized_by_hand)
        # Rows that come together are measured once.
        self._fitting = QTimer(self, singleShot=True, interval=300)
        self._fitting.timeout.connect(self._fit)
        model.rowsInserted.connect(self._on_rows_came)
        model.modelReset.connect(self._fit)
        model.dataChanged.connect(self._on_texts_changed)
        appearance.theme.changed.connect(self._on_theme_changed)
        ResizeRest(self, jumps=True)

    def set_sorted(self, column: int, order: Qt.SortOrder) -> None:
        """Let the trader sort by any column, and begin with this one."""
        self.setSortingEnabled(True)
        self.sortByColumn(column, order)

    def fit_again(self) -> None:
        """Measure the columns anew: what they hold has become longer."""
        self._fit()

    def keep_out(self, columns: Iterable[int]) -> None:
        """Show all columns but these from the next time rows are replaced: it is said elsewhere."""
        self._kept_out = frozenset(columns)

    def height_of_rows(self, number: int) -> int:
        """Return the height at which so many rows and the titles are seen."""
        rows = self.verticalHeader().defaultSectionSize() * number
        return self._header.sizeHint().height() + rows

    @property
    def chosen_widths(self) -> dict[int, int]:
        """Return the widths that the trader gave to columns, by their numbers."""
        return dict(self._chosen)

    def choose_widths(self, widths: dict[int, int]) -> None:
        """Give columns these widths, and the others what fits."""
        self._chosen = {n: width for n, width in widths.items() if not self._columns[n].stretch}
        self._fit()

    def set_two_lines(self) -> None:
        """Make rows high enough for a second line."""
        height = 2 * self.fontMetrics().height() + 20
        self.verticalHeader().setDefaultSectionSize(height)

    def selectRow(self, row: int) -> None:
        """Select this row alone, whatever keys are held down: with Ctrl, Qt would take it away."""
        how = QItemSelectionModel.SelectionFlag
        place = self._table.index(row, 0)
        self.selectionModel().setCurrentIndex(place, how.ClearAndSelect | how.Rows)

    def selected_rows(self) -> list[int]:
        """Return the numbers of the selected rows, from the top."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells that lie in the changed region, each once."""
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        height = self.verticalHeader().defaultSectionSize()
        start, width = self.rowViewportPosition(0), self.viewport().width()
        below = max(0, start + height * self._rows())
        painter.fillRect(0, below, width, self.viewport().height() - below, self._ground)
        spans: dict[frozenset[int], list[Span]] = {}
        for row, columns in self._cells_in(event.region()).items():
            if columns not in spans:
                spans[columns] = [self._span(column) for column in sorted(columns)]
            place = QRect(0, start + row * height, width, height)
            self._paint_row(painter, row, spans[columns], place)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width between the columns; texts are measured anew when it stays."""
        super().resizeEvent(event)
        if self._fresh.isActive():
            self._share_out()
            self._fitting.start()
        else:
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
        # Else all that lies below is drawn first, up to the window itself: a third of the time.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(rows.ResizeMode.Fixed)
        rows.setDefaultSectionSize(max(ROW, self.fontMetrics().height() + 12))

    def _fit(self) -> None:
        """Measure the columns and share the width between them."""
        if self.isVisible():
            self._fresh.start()
        self._natural = [self._natural_width(n) for n in range(len(self._columns))]
        self._share_out()

    def _share_out(self) -> None:
        widths = [self._chosen.get(n) or width for n, width in enumerate(self._natural)]
        there = self._with_room(widths)
        for n in range(len(self._columns)):
            widths[n] = widths[n] if n in there else 0
        self._share(widths, self.viewport().width() - sum(widths))
        if widths != [self.columnWidth(n) for n in range(len(widths))]:
            self._take_widths(widths)
        groups = [self._columns[n].group for n in there]
        starts = zip(there, groups, ("", *groups), strict=False)
        self._group_starts = {n for n, group, before in starts if group and group != before}

    def _take_widths(self, widths: list[int]) -> None:
        # Told of each width, Qt would draw all once more in a later turn.
        with QSignalBlocker(self._header):
            for n, width in enumerate(widths):
                if self.isColumnHidden(n) is bool(width):
                    self.setColumnHidden(n, not width)
                if width:
                    self.setColumnWidth(n, width)
        self.updateGeometries()
        self.viewport().update()

    def _with_room(self, widths: list[int]) -> list[int]:
        """Return the columns that are shown: those that yield only where there is room."""
        there = [n for n in range(len(self._columns)) if n not in self._kept_out]
        least = {n: self._least(n, widths[n]) for n in there}
        yielding = sorted((n for n in there if self._columns[n].yields), key=self._by_yields)
        while yielding and sum(least[n] for n in there) > self.viewport().width():
            there.remove(yielding.pop())
        return there

    def _by_yields(self, column: int) -> int:
        return self._columns[column].yields

    def _gives(self, column: int) -> bool:
        of = self._columns[column]
        is_free = not (of.numeric or of.stretch or column in self._chosen)
        return is_free and of.chars > _SHORT

    def _least(self, column: int, width: int) -> int:
        # A column that yields goes before names are cut to what nobody can read.
        return round(_READABLE * width) if self._gives(column) else width

    def _on_resized_by_hand(self, column: int, _: int, width: int) -> None:
        if self.isColumnHidden(column):
            return
        # The column that stretches has what the others leave.
        if not self._columns[column].stretch:
            self._chosen[column] = width
        self._fitting.start()

    def _natural_width(self, number: int) -> int:
        column = self._columns[number]
        metrics = QFontMetrics(self.font())
        room = column.chars * metrics.horizontalAdvance("0")
        if not column.numeric:
            room = round(room * _LETTER)
            if self._rows():
                room = self._needed(number, room, self._widest(number, metrics))
        least = self._header.minimumSectionSize()
        return max(room + 2 * PAD, self._header.width_of(column.title), least)

    def _needed(self, number: int, room: int, widest: int) -> int:
        column = self._columns[number]
        if column.stretch:
            # A sentence at the end takes what is left; names are not cut for what it may say once.
            return min(room, max(widest, round(_NARROWEST * room)))
        # Names are as long as they are.
        widest = min(widest, 2 * room)
        return widest if column.chars > _SHORT else max(widest, room)

    def _widest(self, column: int, metrics: QFontMetrics) -> int:
        looks = [self._table.look(row, column) for row in range(min(self._rows(), _MEASURED))]
        marked = MARK_ROOM if any(look.mark for look in looks) else 0
        marked += BAR_ROOM if any(look.bar >= 0 and not look.below for look in looks) else 0
        texts = {text for look in looks for text in (look.text, look.second)}
        for text in texts - self._widths.keys():
            if len(self._widths) >= _REMEMBERED:
                self._widths.clear()
            self._widths[text] = metrics.horizontalAdvance(text)
        return max(self._widths.get(text, 0) for text in texts) + marked + 1

    def _rows(self) -> int:
        return self._table.rowCount()

    def _on_rows_came(self) -> None:
        # Later rows seldom have longer names, and measuring takes time.
        if self._rows() <= _MEASURED and not self._fitting.isActive():
            self._fitting.start()

    def _on_texts_changed(self) -> None:
        if not self._growing.isActive():
            self._growing.start()

    def _grow(self) -> None:
        """Make columns wider whose texts have become longer; narrower ones would make them jump."""
        if not self.isVisible():
            return
        now = [self._natural_width(n) for n in range(len(self._columns))]
        wider = [max(pair) for pair in zip(self._natural, now, strict=True)]
        if wider != self._natural:
            self._natural = wider
            self._share_out()

    def _share(self, widths: list[int], spare: int) -> None:
        """Give spare width to columns that stretch; take missing width from texts, not numbers."""
        taker = self._taker(widths)
        if spare >= 0:
            widths[taker] += spare
            return
        givers = [n for n in range(len(widths)) if widths[n] and self._gives(n)]
        # The first says whose row it is: it is cut last.
        missing = self._take(widths, [n for n in givers if n], -spare)
        self._take(widths, [n for n in givers if not n], missing)
        # Rounding took a little too much; a gap at the edge would show.
        widths[taker] += max(0, self.viewport().width() - sum(widths))

    def _take(self, widths: list[int], givers: list[int], missing: int) -> int:
        """Take missing width from columns, each as much as it can spare; return what is left."""
        room = {n: max(0, widths[n] - self._narrowest(n, widths[n])) for n in givers}
        total = sum(room.values())
        taken = min(missing, total)
        for n in givers if taken > 0 else ():
            widths[n] -= math.ceil(room[n] * taken / total)
        return missing - taken

    def _taker(self, widths: list[int]) -> int:
        """Return which column takes what is left: another where the one that does is left out."""
        there = [n for n in range(len(widths)) if widths[n]]
        stretching = [n for n in there if self._columns[n].stretch]
        texts = [n for n in there if not self._columns[n].numeric]
        return (stretching or texts or there)[0]

    def _narrowest(self, column: int, width: int) -> int:
        return max(self._header.width_of(self._columns[column].title), round(_NARROWEST * width))

    def _cells_in(self, region: QRegion) -> dict[int, frozenset[int]]:
        """Return the columns to draw by row; drawing a text twice would make it bolder."""
        cells: dict[int, frozenset[int]] = {}
        for part in region:  # type: ignore[attr-defined]
            first, last = self.rowAt(part.top()), self.rowAt(part.bottom())
            if first < 0:
                continue
            last = self.model().rowCount() - 1 if last < 0 else last
            left, right = self.columnAt(part.left()), self.columnAt(part.right())
            columns = range(max(left, 0), len(self._columns) if right < 0 else right + 1)
            there = frozenset(column for column in columns if not self.isColumnHidden(column))
            for row in range(first, last + 1):
                cells[row] = cells[row] | there if row in cells else there
        return cells

    def _paint_row(self, painter: QPainter, row: int, spans: list[Span], place: QRect) -> None:
        index = self.model().index(row, 0)
        ground = self._cells.ground(row, selected=self.selectionModel().isSelected(index))
        painter.fillRect(place, self._ground if ground is None else ground)
        painter.setPen(self._line)
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        for span in spans:
            if span.column in self._group_starts:
                painter.drawLine(span.left, place.top(), span.left, place.bottom())
        self._cells.paint_row(painter, row, spans, place.top(), place.height())

    def _span(self, column: int) -> Span:
        left, width = self.columnViewportPosition(column), self.columnWidth(column)
        return Span(column, left, width, self._columns[column].numeric)

    def _on_theme_changed(self) -> None:
        self._line = QPen(QColor(self._theme.colors.line))
        self._ground = QColor(self._theme.colors.surface)
        self._cells.refresh()
        self.viewport().update()


def _with_even_digits(font: QFont) -> QFont:
    even = QFont(font)
    # Digits of one width: numbers then stand below each other in any font.
    even.setFeature(QFont.Tag("tnum"), 1)
    return even

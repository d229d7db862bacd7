"""A table of rows with keys: a changed row is changed in place, its neighbors are not touched."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QObject, Qt

from tradecopy_desktop.gui.models.columns import Column, Look, SortKey
from tradecopy_desktop.gui.models.table_model import Index, TableModel
from tradecopy_desktop.gui.theme import Tone

R = TypeVar("R")


class _Line(Generic[R]):
    """A shown row with its cells, so that only those that differ are drawn again."""

    __slots__ = ("band", "key", "looks", "row")

    def __init__(self, key: Hashable, row: R, looks: list[Look], band: Tone | None) -> None:
        self.key = key
        self.row = row
        self.looks = looks
        self.band = band


class RowsModel(TableModel[R]):
    """Keeps rows sorted by one column and, if asked, only those that pass a filter."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        key: Callable[[R], Hashable],
        *,
        band: Callable[[R], Tone | None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, band=band, parent=parent)
        self._key = key
        self._all: dict[Hashable, R] = {}
        self._lines: list[_Line[R]] = []
        self._at: dict[Hashable, int] = {}
        self._accepts: Callable[[R], bool] | None = None
        self._sorted_by = 0
        self._falling = False

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._lines)

    def row_at(self, row: int) -> R:
        """Return the row that is shown at `row`."""
        return self._lines[row].row

    def looks(self, row: int) -> Sequence[Look]:
        """Return the cells of a row as they are drawn."""
        return self._lines[row].looks

    def band(self, row: int) -> Tone | None:
        """Return the tone that the whole row is tinted with, or None."""
        return self._lines[row].band

    def rows(self) -> Sequence[R]:
        """Return all rows, shown or not."""
        return tuple(self._all.values())

    def place_of(self, key: Hashable) -> int | None:
        """Return where the row with `key` is shown, or None."""
        return self._at.get(key)

    def replace(self, rows: Iterable[R]) -> None:
        """Show these rows instead of all earlier ones."""
        self._all = {self._key(row): row for row in rows}
        self._reset()

    def set_filter(self, accepts: Callable[[R], bool] | None) -> None:
        """Show only rows that `accepts` is true for; all with None."""
        self._accepts = accepts
        self._reset()

    def apply(self, changed: Iterable[R], gone: Iterable[Hashable] = ()) -> None:
        """Take over new and changed rows and drop the rows whose keys are `gone`."""
        for key in gone:
            if self._all.pop(key, None) is not None:
                self._hide(key)
        moved = False
        for row in changed:
            key = self._key(row)
            self._all[key] = row
            place = self._at.get(key)
            if self._accepts is not None and not self._accepts(row):
                self._hide(key)
            elif place is None:
                self._insert(self._line(row))
            else:
                moved |= self._change(place, row)
        if moved:
            self._sort_again()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, now and for rows that come."""
        self._sorted_by = max(0, column)
        self._falling = order is Qt.SortOrder.DescendingOrder
        self._sort_again()

    def _line(self, row: R) -> _Line[R]:
        looks = [column.look(row) for column in self.columns]
        return _Line(self._key(row), row, looks, self._band(row) if self._band else None)

    def _sort_key(self, line: _Line[R]) -> SortKey:
        return self.columns[self._sorted_by].sort_key(line.row)

    def _count(self, first: int = 0) -> None:
        for place in range(first, len(self._lines)):
            self._at[self._lines[place].key] = place

    def _reset(self) -> None:
        self.beginResetModel()
        shown = (row for row in self._all.values() if self._accepts is None or self._accepts(row))
        self._lines = [self._line(row) for row in shown]
        self._lines.sort(key=self._sort_key, reverse=self._falling)
        self._at = {}
        self._count()
        self.endResetModel()

    def _hide(self, key: Hashable) -> None:
        place = self._at.get(key)
        if place is None:
            return
        self.beginRemoveRows(QModelIndex(), place, place)
        del self._at[key]
        del self._lines[place]
        self._count(place)
        self.endRemoveRows()

    def _insert(self, line: _Line[R]) -> None:
        place = self._place_for(self._sort_key(line))
        self.beginInsertRows(QModelIndex(), place, place)
        self._lines.insert(place, line)
        self._count(place)
        self.endInsertRows()

    def _place_for(self, new: SortKey) -> int:
        for place, line in enumerate(self._lines):
            there = self._sort_key(line)
            if (there < new) if self._falling else (there > new):
                return place
        return len(self._lines)

    def _change(self, place: int, row: R) -> bool:
        old, new = self._lines[place], self._line(row)
        self._lines[place] = new
        if old.band is not new.band:
            self._tell(place, 0, len(self.columns) - 1)
        else:
            self._tell_cells(place, old.looks, new.looks)
        return self._sort_key(old) != self._sort_key(new)

    def _tell_cells(self, place: int, old: list[Look], new: list[Look]) -> None:
        first = None
        for column in range(len(new) + 1):
            differs = column < len(new) and old[column] != new[column]
            if differs and first is None:
                first = column
            elif not differs and first is not None:
                self._tell(place, first, column - 1)
                first = None

    def _tell(self, place: int, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(place, first), self.index(place, last))

    def _sort_again(self) -> None:
        lines = sorted(self._lines, key=self._sort_key, reverse=self._falling)
        if lines == self._lines:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        keys = [self._lines[index.row()].key for index in before]
        self._lines = lines
        self._count()
        after = [
            self.index(self._at[key], index.column())
            for key, index in zip(keys, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

"""A table of rows with keys: a changed row is changed in place, its neighbors are not touched."""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Sequence
from operator import attrgetter
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QObject, Qt

from tradecopy_desktop.gui.models.columns import Column, Look, SortKey
from tradecopy_desktop.gui.models.table_model import Index, TableModel
from tradecopy_desktop.gui.theme import Tone

R = TypeVar("R")

# By what a line is sorted and, where that is alike, when it came: no two are the same.
_Rank = tuple[SortKey, int]


class _Line(Generic[R]):
    """A row. Its cells are made when they are wanted; rows out of sight have none.

    `is_fresh`: somebody looked at the cells since they changed last.
    """

    __slots__ = ("band", "is_fresh", "is_shown", "key", "looks", "rank", "row")

    def __init__(self, key: Hashable, row: R, rank: _Rank) -> None:
        self.key = key
        self.row = row
        self.rank = rank
        self.looks: list[Look] | None = None
        self.band: Tone | None = None
        self.is_fresh = False
        self.is_shown = False


class RowsModel(TableModel[R]):
    """Keeps rows sorted by one column and, if asked, only those that pass a filter.

    The lines are kept in rising order, so that each is found by halving; where the trader sorts
    them falling, they are counted from the end.
    """

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
        self._all: dict[Hashable, _Line[R]] = {}
        self._lines: list[_Line[R]] = []
        self._came = 0
        self._accepts: Callable[[R], bool] | None = None
        self._sorted_by = 0
        self._falling = False

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._lines)

    def row_at(self, row: int) -> R:
        """Return the row that is shown at `row`."""
        return self._line_at(row).row

    def looks(self, row: int) -> Sequence[Look]:
        """Return the cells of a row as they are drawn."""
        line = self._line_at(row)
        line.is_fresh = True
        return self._drawn(line)

    def look(self, row: int, column: int) -> Look:
        """Return a cell as it is drawn; its neighbors are not made for it."""
        line = self._line_at(row)
        return self.columns[column].look(line.row) if line.looks is None else line.looks[column]

    def band(self, row: int) -> Tone | None:
        """Return the tone that the whole row is tinted with, or None."""
        line = self._line_at(row)
        self._drawn(line)
        return line.band

    def rows(self) -> Sequence[R]:
        """Return all rows, shown or not."""
        return tuple(line.row for line in self._all.values())

    def row_of(self, key: Hashable) -> R | None:
        """Return the row with `key`, shown or not, or None."""
        line = self._all.get(key)
        return None if line is None else line.row

    def place_of(self, key: Hashable) -> int | None:
        """Return where the row with `key` is shown, or None."""
        line = self._all.get(key)
        return self._place(line) if line is not None and line.is_shown else None

    def replace(self, rows: Iterable[R]) -> None:
        """Show these rows instead of all earlier ones."""
        self._all = {self._key(row): self._line(row) for row in rows}
        self._reset()

    def set_filter(self, accepts: Callable[[R], bool] | None) -> None:
        """Show only rows that `accepts` is true for; all with None."""
        self._accepts = accepts
        self._reset()

    def apply(self, changed: Iterable[R], gone: Iterable[Hashable] = ()) -> None:
        """Take over new and changed rows and drop the rows whose keys are `gone`."""
        dropped = (self._all.pop(key, None) for key in gone)
        self._hide([line for line in dropped if line is not None])
        # What a row is sorted by, and whether it is shown, is settled once all cells are told.
        moved: list[tuple[_Line[R], _Rank]] = []
        turned: dict[Hashable, _Line[R]] = {}
        for row in changed:
            line = self._all.get(self._key(row))
            if line is None:
                line = self._line(row)
                self._all[line.key] = line
            else:
                self._change(line, row)
                rank = self._rank(row, line.rank[1])
                if rank != line.rank:
                    moved.append((line, rank))
            if line.is_shown is not self._is_accepted(row):
                turned[line.key] = line
        self._hide([line for line in turned.values() if not self._is_accepted(line.row)])
        self._move(moved)
        self._insert([line for line in turned.values() if self._is_accepted(line.row)])

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, now and for rows that come."""
        self._sorted_by = max(0, column)
        for line in self._all.values():
            line.rank = self._rank(line.row, line.rank[1])
        ordered = sorted(self._lines, key=attrgetter("rank"))
        self._arrange(ordered, falling=order is Qt.SortOrder.DescendingOrder)

    def _is_accepted(self, row: R) -> bool:
        return self._accepts is None or self._accepts(row)

    def _line_at(self, row: int) -> _Line[R]:
        return self._lines[len(self._lines) - 1 - row if self._falling else row]

    def _index_of(self, line: _Line[R]) -> int:
        return bisect_left(self._lines, line.rank, key=attrgetter("rank"))

    def _place(self, line: _Line[R]) -> int:
        index = self._index_of(line)
        return len(self._lines) - 1 - index if self._falling else index

    def _rank(self, row: R, came: int) -> _Rank:
        return self.columns[self._sorted_by].sort_key(row), came

    def _line(self, row: R) -> _Line[R]:
        self._came += 1
        return _Line(self._key(row), row, self._rank(row, self._came))

    def _drawn(self, line: _Line[R]) -> list[Look]:
        if line.looks is None:
            line.looks = [column.look(line.row) for column in self.columns]
            line.band = self._band(line.row) if self._band else None
        return line.looks

    def _reset(self) -> None:
        self.beginResetModel()
        for line in self._all.values():
            line.is_shown = self._is_accepted(line.row)
        shown = (line for line in self._all.values() if line.is_shown)
        self._lines = sorted(shown, key=attrgetter("rank"))
        self.endResetModel()

    def _hide(self, lines: Iterable[_Line[R]]) -> None:
        shown = [line for line in lines if line.is_shown]
        indexes = sorted((self._index_of(line) for line in shown), reverse=True)
        for line in shown:
            line.is_shown = False
        # Neighbors go together: each removal costs the view more than the row.
        while indexes:
            last = first = indexes.pop(0)
            while indexes and indexes[0] == first - 1:
                first = indexes.pop(0)
            top = len(self._lines) - 1 - last if self._falling else first
            self.beginRemoveRows(QModelIndex(), top, top + last - first)
            del self._lines[first : last + 1]
            self.endRemoveRows()

    def _insert(self, lines: Iterable[_Line[R]]) -> None:
        groups: dict[int, list[_Line[R]]] = {}
        for line in sorted(lines, key=attrgetter("rank")):
            groups.setdefault(self._index_of(line), []).append(line)
        # From the end, so that the places before stay what they are.
        for index, group in reversed(groups.items()):
            top = len(self._lines) - index if self._falling else index
            self.beginInsertRows(QModelIndex(), top, top + len(group) - 1)
            self._lines[index:index] = group
            for line in group:
                line.is_shown = True
            self.endInsertRows()

    def _change(self, line: _Line[R], row: R) -> None:
        before, band, was_seen = line.looks, line.band, line.is_fresh
        line.row, line.looks, line.is_fresh = row, None, False
        if not line.is_shown:
            return
        place, last = self._place(line), len(self.columns) - 1
        if before is None or not was_seen:
            # Nobody looked since the last change: it is out of sight, and nothing is compared.
            self._tell(place, 0, last)
            return
        now = self._drawn(line)
        if line.band is not band:
            self._tell(place, 0, last)
        else:
            self._tell_cells(place, before, now)

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
        # Not index(), which asks for the number of rows and columns each time.
        self.dataChanged.emit(self.createIndex(place, first), self.createIndex(place, last))

    def _move(self, moved: Sequence[tuple[_Line[R], _Rank]]) -> None:
        for line, rank in moved:
            line.rank = rank
        if not any(line.is_shown for line, _ in moved):
            return
        ordered = sorted(self._lines, key=attrgetter("rank"))
        if ordered != self._lines:
            self._arrange(ordered, falling=self._falling)

    def _arrange(self, ordered: list[_Line[R]], *, falling: bool) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        lines = [self._line_at(index.row()) for index in before]
        self._lines, self._falling = ordered, falling
        after = [
            self.createIndex(self._place(line), index.column())
            for line, index in zip(lines, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

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
    """A shown row. Its cells are made when they are wanted; rows out of sight have none."""

    __slots__ = ("band", "key", "looks", "rank", "row")

    def __init__(self, key: Hashable, row: R, rank: _Rank) -> None:
        self.key = key
        self.row = row
        self.rank = rank
        self.looks: list[Look] | None = None
        self.band: Tone | None = None


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
        self._all: dict[Hashable, R] = {}
        self._lines: list[_Line[R]] = []
        self._shown: dict[Hashable, _Line[R]] = {}
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
        return self._drawn(self._line_at(row))

    def band(self, row: int) -> Tone | None:
        """Return the tone that the whole row is tinted with, or None."""
        line = self._line_at(row)
        self._drawn(line)
        return line.band

    def rows(self) -> Sequence[R]:
        """Return all rows, shown or not."""
        return tuple(self._all.values())

    def row_of(self, key: Hashable) -> R | None:
        """Return the row with `key`, shown or not, or None."""
        return self._all.get(key)

    def place_of(self, key: Hashable) -> int | None:
        """Return where the row with `key` is shown, or None."""
        line = self._shown.get(key)
        return None if line is None else self._place(line)

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
        self._hide([key for key in gone if self._all.pop(key, None) is not None])
        new: dict[Hashable, _Line[R]] = {}
        refused: list[Hashable] = []
        moved: dict[Hashable, _Rank] = {}
        for row in changed:
            key = self._key(row)
            self._all[key] = row
            line = self._shown.get(key)
            if self._accepts is not None and not self._accepts(row):
                refused.append(key)
                new.pop(key, None)
            elif line is None:
                new[key] = self._line(row)
            else:
                self._change(line, row)
                rank = (self.columns[self._sorted_by].sort_key(row), line.rank[1])
                if rank != line.rank:
                    moved[key] = rank
        self._move(moved)
        self._hide(refused)
        self._insert(list(new.values()))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, now and for rows that come."""
        self._sorted_by = max(0, column)
        for line in self._lines:
            line.rank = self._rank(line.row, line.rank[1])
        ordered = sorted(self._lines, key=attrgetter("rank"))
        self._arrange(ordered, falling=order is Qt.SortOrder.DescendingOrder)

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
        shown = (row for row in self._all.values() if self._accepts is None or self._accepts(row))
        self._lines = sorted((self._line(row) for row in shown), key=attrgetter("rank"))
        self._shown = {line.key: line for line in self._lines}
        self.endResetModel()

    def _hide(self, keys: Sequence[Hashable]) -> None:
        lines = [line for key in keys if (line := self._shown.pop(key, None)) is not None]
        indexes = sorted((self._index_of(line) for line in lines), reverse=True)
        # Neighbors go together: each removal costs the view more than the row.
        while indexes:
            last = first = indexes.pop(0)
            while indexes and indexes[0] == first - 1:
                first = indexes.pop(0)
            top = len(self._lines) - 1 - last if self._falling else first
            self.beginRemoveRows(QModelIndex(), top, top + last - first)
            del self._lines[first : last + 1]
            self.endRemoveRows()

    def _insert(self, lines: list[_Line[R]]) -> None:
        groups: dict[int, list[_Line[R]]] = {}
        for line in sorted(lines, key=attrgetter("rank")):
            groups.setdefault(self._index_of(line), []).append(line)
        # From the end, so that the places before stay what they are.
        for index, group in reversed(groups.items()):
            top = len(self._lines) - index if self._falling else index
            self.beginInsertRows(QModelIndex(), top, top + len(group) - 1)
            self._lines[index:index] = group
            self._shown.update((line.key, line) for line in group)
            self.endInsertRows()

    def _change(self, line: _Line[R], row: R) -> None:
        before, band = line.looks, line.band
        line.row, line.looks = row, None
        place, last = self._place(line), len(self.columns) - 1
        if before is None:
            # It was never seen: nobody compares what nobody drew.
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
        self.dataChanged.emit(self.index(place, first), self.index(place, last))

    def _move(self, moved: dict[Hashable, _Rank]) -> None:
        if not moved:
            return
        # The old ranks find every line until all is told; only then the new ones hold.
        for key, rank in moved.items():
            self._shown[key].rank = rank
        ordered = sorted(self._lines, key=attrgetter("rank"))
        if ordered != self._lines:
            self._arrange(ordered, falling=self._falling)

    def _arrange(self, ordered: list[_Line[R]], *, falling: bool) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        lines = [self._line_at(index.row()) for index in before]
        self._lines, self._falling = ordered, falling
        after = [
            self.index(self._place(line), index.column())
            for line, index in zip(lines, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

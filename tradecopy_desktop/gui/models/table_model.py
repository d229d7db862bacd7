"""What all tables share: cells from columns, for the view and for a screen reader."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from tradecopy_desktop.gui.models.columns import Column, Look
from tradecopy_desktop.gui.theme import Tone

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class TableModel(QAbstractTableModel, Generic[R]):
    """Cells of rows that a subclass keeps in `_rows`, in the order in which they are shown."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        *,
        band: Callable[[R], Tone | None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._band = band

    def row_at(self, row: int) -> R:
        """Return the row that is shown at `row`."""
        raise NotImplementedError

    def looks(self, row: int) -> Sequence[Look]:
        """Return the cells of a row as they are drawn."""
        raise NotImplementedError

    def look(self, row: int, column: int) -> Look:
        """Return a cell as it is drawn."""
        return self.looks(row)[column]

    def band(self, row: int) -> Tone | None:
        """Return the tone that the whole row is tinted with, or None."""
        return self._band(self.row_at(row)) if self._band else None

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the cell's text, alignment, tip or what a screen reader says."""
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.look(index.row(), index.column()).text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.numeric else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(self.row_at(index.row())) if column.tip else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index.row(), index.column())
        return None

    def _spoken(self, row: int, number: int) -> str:
        column = self.columns[number]
        if column.spoken is not None:
            return column.spoken(self.row_at(row))
        look = self.look(row, number)
        return f"{column.title}: {look.text} {look.second}".rstrip()

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return a column's title or what explains it."""
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.title_tip or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.numeric else _LEFT
        return None

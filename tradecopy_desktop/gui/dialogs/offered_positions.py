"""The master's positions from before a route, each with a box to tick. Orders nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tradecopy_desktop.domain.preflight import WasThere
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.models.rows_model import RowsModel
from tradecopy_desktop.gui.models.was_there import TICK, OfferedPosition, was_there_columns
from tradecopy_desktop.gui.widgets.card import card, label
from tradecopy_desktop.gui.widgets.table_view import TableView

# More than these scroll.
_SEEN = 6
# The frame's own lines, and the room inside them.
_LINES = 4


class OfferedPositions(QWidget):
    """A table in which nothing is ticked at first. `ticks_changed` tells of every tick."""

    ticks_changed = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.heading = label(words.ALREADY_OPEN, "heading")
        self.hint = label("", "hint")
        self.hint.setWordWrap(True)
        self.model = RowsModel(
            was_there_columns(appearance.formats), lambda row: row.id, parent=self
        )
        self.table = TableView(self.model, words.ALREADY_OPEN, appearance)
        self._frame = card(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        for part in (self.heading, self.hint, self._frame):
            layout.addWidget(part)
        self.table.clicked.connect(self._on_clicked)
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), self.table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(self._on_space)
        self.show_positions(())

    def show_positions(self, positions: Sequence[WasThere]) -> None:
        """Show these, with the ticks that were set; a position that is gone loses its tick."""
        ticked = set(self.ticked())
        rows = [
            OfferedPosition(place=n, there=each, ticked=each.position.id in ticked)
            for n, each in enumerate(positions)
        ]
        gone = {row.id for row in self.model.rows()} - {row.id for row in rows}
        self.model.apply(rows, gone)
        self.hint.setText(words.ALREADY_OPEN_HINT if rows else words.NOTHING_OPEN)
        self._frame.setVisible(bool(rows))
        height = self.table.verticalHeader().defaultSectionSize() * min(len(rows), _SEEN)
        titles = self.table.horizontalHeader().sizeHint().height()
        self._frame.setFixedHeight(height + titles + _LINES)
        if ticked - {row.id for row in rows}:
            self.ticks_changed.emit()

    def ticked(self) -> tuple[str, ...]:
        """Return the ticked positions, the oldest first."""
        rows = sorted(self.model.rows(), key=lambda row: row.place)
        return tuple(row.id for row in rows if row.ticked)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == TICK:
            self._turn([self.model.row_at(index.row())])

    def _on_space(self) -> None:
        self._turn([self.model.row_at(row) for row in self.table.selected_rows()])

    def _turn(self, rows: Iterable[OfferedPosition]) -> None:
        chosen = list(rows)
        ticked = not all(row.ticked for row in chosen)
        self.model.apply([replace(row, ticked=ticked) for row in chosen])
        self.ticks_changed.emit()

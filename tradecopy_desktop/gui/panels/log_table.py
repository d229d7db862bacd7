"""The trade log's table: it says which rows are seen and keeps them in place. Reads none itself."""

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QResizeEvent

from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.models.log import LogModel
from tradecopy_desktop.gui.panels.log_reading import LogReading
from tradecopy_desktop.gui.widgets.table_view import TableView


class LogTable(TableView):
    """What is being read stays before the eyes, whatever comes on top of it."""

    def __init__(self, model: LogModel, reading: LogReading, appearance: Appearance) -> None:
        super().__init__(model, words.LOG, appearance)
        self._log = model
        self._reading = reading
        self._kept: tuple[int, int, str | None, int | None] = (0, 0, None, None)
        self.verticalScrollBar().valueChanged.connect(self._tell_seen)
        model.modelReset.connect(self._on_reset)
        model.rowsInserted.connect(self._on_rows_inserted)
        model.forgetting.connect(self._on_forgetting)
        reading.about_to_freshen.connect(self._keep)
        reading.freshened.connect(self._restore)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell which rows are seen now."""
        super().resizeEvent(event)
        self._tell_seen()

    def _tell_seen(self) -> None:
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        self._reading.look_at(first, last if last >= 0 else self._log.rowCount() - 1)

    def _on_reset(self) -> None:
        self.scrollToTop()
        self._tell_seen()

    def _keep(self) -> None:
        rows = self.selected_rows()
        line = self._log.line_at(rows[0]) if rows else None
        self._kept = (
            self.verticalScrollBar().value(),
            self._log.rowCount(),
            line.key if line else None,
            rows[0] if rows else None,
        )

    def _restore(self) -> None:
        value, rows, key, selected = self._kept
        added = self._log.rowCount() - rows
        if value > 0:
            self._scroll_to(value + added * self._row_height())
        row = self._log.row_of(key) if key else None
        if row is None and selected is not None:
            row = selected + added
        if row is not None and 0 <= row < self._log.rowCount():
            self._select(row)

    def _select(self, row: int) -> None:
        # Choosing a row scrolls to it, which nobody asked for.
        value = self.verticalScrollBar().value()
        self.selectRow(row)
        self.verticalScrollBar().setValue(value)

    def _row_height(self) -> int:
        return self.verticalHeader().defaultSectionSize()

    def _scroll_to(self, value: int) -> None:
        # The bar learns of rows only when it is laid out next.
        bar = self.verticalScrollBar()
        bar.setMaximum(max(bar.maximum(), value))
        bar.setValue(value)

    def _on_rows_inserted(self, _: QModelIndex, first: int, last: int) -> None:
        value = self.verticalScrollBar().value()
        # Whoever reads older lines keeps them before the eyes while new ones come above.
        if value > 0:
            self._scroll_to(value + (last - first + 1) * self._row_height())

    def _on_forgetting(self, first: int, last: int) -> None:
        if first <= self.currentIndex().row() <= last:
            # Left alone, the table would go to a neighbor and scroll down to it each time.
            self.setCurrentIndex(QModelIndex())

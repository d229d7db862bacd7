"""What was done to accounts, the newest first. Reads it when asked to, and changes nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tradecopy_desktop.app.desk import DeskRuleSets
from tradecopy_desktop.app.guard_views import AuditRow
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.models.guard import audit_columns
from tradecopy_desktop.gui.models.rows_model import RowsModel
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.card import card
from tradecopy_desktop.gui.widgets.empty_state import EmptyState, TableOrEmpty
from tradecopy_desktop.gui.widgets.table_view import TableView

# What was just done is written down a moment after.
_SOON_MS = 500


class AuditTrail(QWidget):
    """A table of the newest entries. It is read again a moment after something was done."""

    def __init__(self, desk: DeskRuleSets, tasks: Tasks, appearance: Appearance) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = tasks
        self._shown: tuple[AuditRow, ...] = ()
        self.model: RowsModel[AuditRow] = RowsModel(
            audit_columns(appearance.formats), lambda row: row, parent=self
        )
        self.table = TableView(self.model, words.AUDIT_TAB, appearance)
        self.table.set_sorted(0, Qt.SortOrder.DescendingOrder)
        empty = EmptyState("log", words.NO_AUDIT, words.NO_AUDIT_HINT, appearance, None)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card(TableOrEmpty(self.table, self.model, empty)))
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.read)
        self.setFocusProxy(self.table)

    def read(self) -> None:
        """Read the trail anew; before the program runs there is none."""
        if self._tasks.can_start:
            self._tasks.start(self._desk.audit(), name=words.AUDIT_TAB, done=self._show)

    def read_soon(self) -> None:
        """Read the trail when what was just done is in it."""
        self._soon.start()

    def _show(self, rows: Sequence[AuditRow]) -> None:
        # An unchanged table keeps what is selected in it.
        if tuple(rows) != self._shown:
            self._shown = tuple(rows)
            self.model.replace(rows)

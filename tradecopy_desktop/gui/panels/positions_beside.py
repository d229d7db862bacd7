"""Followers' positions beside the master's, each with what puts it right. Decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.views import CopyRemoved, CopyRow, FindingRemoved, FindingRow, LateRow
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.models.besides import Besides, Changes
from tradecopy_desktop.gui.models.copies import (
    BY_STATE,
    FOLLOWER,
    Beside,
    action_column,
    copy_band,
    copy_columns,
)
from tradecopy_desktop.gui.models.followers import Followed
from tradecopy_desktop.gui.models.rows_model import RowsModel
from tradecopy_desktop.gui.panels.row_corrections import RowCorrections
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.actions import make_action, on_keys, set_keys
from tradecopy_desktop.gui.widgets.card import card, label
from tradecopy_desktop.gui.widgets.empty_state import EmptyState, TableOrEmpty
from tradecopy_desktop.gui.widgets.limit_strip import LimitStrip
from tradecopy_desktop.gui.widgets.notices import Notices
from tradecopy_desktop.gui.widgets.table_menu import open_menu
from tradecopy_desktop.gui.widgets.table_view import TableView


class PositionsBeside(QWidget):
    """The positions of all followers or of one, with that one's limits above them."""

    def __init__(self, desk: Desk, tasks: Tasks, notices: Notices, appearance: Appearance) -> None:
        super().__init__()
        columns = copy_columns(appearance.formats)
        self._action = action_column(columns)
        self._of: Followed | None = None
        self._has_room = True
        self._besides = Besides()
        self.model: RowsModel[Beside] = RowsModel(
            columns, lambda each: each.key, band=copy_band, parent=self
        )
        self.table = TableView(self.model, words.POSITIONS_OF_ALL, appearance)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.set_sorted(BY_STATE, Qt.SortOrder.AscendingOrder)
        self.table.setMouseTracking(True)
        self.corrections = RowCorrections(desk, tasks, notices, appearance, self)
        self.heading = label(words.POSITIONS_OF_ALL, "heading")
        self.limits = LimitStrip(appearance)
        self.empty = EmptyState("routes", words.NO_COPIES, words.NO_COPIES_HINT, appearance, None)
        self.correct = make_action(self, words.CORRECT_ROW, "check", appearance, self._on_correct)
        set_keys(self.correct, "Ctrl+Return", words.CORRECT_ROW_TIP)
        self.leave = make_action(self, words.SKIP_ROW, "close", appearance, self._on_leave)
        set_keys(self.leave, "Ctrl+K", words.SKIP_LATE_TIP)
        self._lay_out()
        self._connect_signals()
        self.model.replace(
            self._besides.begin(desk.copies(), desk.findings(), desk.late_openings())
        )
        self._weigh()

    def selected(self) -> Beside | None:
        """Return the row that is selected, or None."""
        rows = self.table.selected_rows()
        return self.model.row_at(rows[0]) if rows else None

    def show_of(self, each: Followed | None) -> None:
        """Show one follower's positions and limits, or with None those of all."""
        before, self._of = self._of, each
        now = each.key if each is not None else None
        if now != (before.key if before is not None else None):
            self._filter(now)
        self._show_limits()
        self._count()

    def set_room(self, has_room: bool) -> None:
        """Show limits only where they leave the positions their room."""
        self._has_room = has_room
        self._show_limits()

    def enter(self) -> None:
        """Take the keys, on the first row where none is selected."""
        if not self.table.selected_rows() and self.model.rowCount():
            self.table.selectRow(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_copies(self, changes: Sequence[CopyRow | CopyRemoved]) -> None:
        """Show copies that changed or are over."""
        self._apply(self._besides.take_copies(changes))

    def take_findings(self, changes: Sequence[FindingRow | FindingRemoved]) -> None:
        """Show what was found and what is settled."""
        self._apply(self._besides.take_findings(changes))

    def take_late(self, rows: Sequence[LateRow]) -> None:
        """Show questions about late openings, and their ends."""
        self._apply(self._besides.take_late(rows))

    def _lay_out(self) -> None:
        self.title = QHBoxLayout()
        self.title.setSpacing(8)
        self.title.addWidget(self.heading)
        self.title.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self.title)
        layout.addWidget(self.limits)
        layout.addWidget(card(TableOrEmpty(self.table, self.model, self.empty)), 1)

    def _connect_signals(self) -> None:
        self.corrections.said.connect(self._on_said)
        self.table.selectionModel().selectionChanged.connect(self._weigh)
        self.table.clicked.connect(self._on_clicked)
        self.table.entered.connect(self._on_entered)
        self.table.viewportEntered.connect(lambda: self.table.viewport().unsetCursor())
        on_keys(self.table, ("Return", "Enter"), self._on_correct)
        for signal in (self.model.rowsInserted, self.model.rowsRemoved, self.model.modelReset):
            signal.connect(self._count)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_menu_asked)

    def _apply(self, changes: Changes) -> None:
        rows, gone = changes
        self.model.apply(rows, gone)
        self._weigh()

    def _filter(self, key: AccountKey | None) -> None:
        self.table.keep_out(() if key is None else (FOLLOWER,))
        if key is None:
            self.model.set_filter(None)
            self.empty.say(words.NO_COPIES, words.NO_COPIES_HINT)
        else:
            self.model.set_filter(lambda each: each.row.follower == key)
            self.empty.say(words.NO_COPIES, words.NO_COPIES_OF_ONE_HINT)

    def _show_limits(self) -> None:
        guard = self._of.guard if self._of is not None else None
        stands = guard.stands if guard is not None else ()
        self.limits.setVisible(bool(stands) and self._has_room)
        self.limits.show_stands(stands)

    def _count(self) -> None:
        of = self._of
        title = words.POSITIONS_OF_ALL if of is None else words.positions_of(of.row.name)
        self.table.setAccessibleName(title)
        self.heading.setText(words.positions_counted(title, self.model.rowCount()))

    def _weigh(self) -> None:
        each = self.selected()
        self.correct.setEnabled(each is not None and bool(each.action))
        self.leave.setEnabled(each is not None and bool(each.late and each.action))

    def _on_said(self, key: str, answer: str, goes_on: bool) -> None:
        self._apply(self._besides.say(key, answer, is_correcting=goes_on))

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == self._action:
            self.corrections.ask(self.model.row_at(index.row()))

    def _on_entered(self, index: QModelIndex) -> None:
        is_button = self.model.look(index.row(), index.column()).button
        viewport = self.table.viewport()
        if is_button:
            viewport.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            viewport.unsetCursor()

    def _on_correct(self) -> None:
        each = self.selected()
        if each is not None:
            self.corrections.ask(each)

    def _on_leave(self) -> None:
        each = self.selected()
        if each is not None:
            self.corrections.leave(each)

    def _on_menu_asked(self, place: QPoint) -> None:
        actions: list[QAction] = [self.correct]
        each = self.selected()
        if each is not None and each.late:
            actions.append(self.leave)
        open_menu(self.table, place, actions)

"""Shows how every account stands to its limits, and forwards what the trader orders."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.guard_views import GuardRow, StandRow
from tradecopy_desktop.app.views import AccountRemoved, AlertRaised
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.bridge import Bridge
from tradecopy_desktop.gui.models.guard import guard_band, guard_columns, stand_columns
from tradecopy_desktop.gui.models.rows_model import RowsModel
from tradecopy_desktop.gui.panels.audit_trail import AuditTrail
from tradecopy_desktop.gui.panels.guard_orders import GuardOrders
from tradecopy_desktop.gui.panels.panel import Panel
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.actions import button_for, make_action, set_keys
from tradecopy_desktop.gui.widgets.card import card
from tradecopy_desktop.gui.widgets.empty_state import EmptyState, TableOrEmpty
from tradecopy_desktop.gui.widgets.notices import Notices
from tradecopy_desktop.gui.widgets.segments import Segments
from tradecopy_desktop.gui.widgets.table_menu import open_menu
from tradecopy_desktop.gui.widgets.table_view import TableView

_BY_STATE = 1
_BY_USED = 1


class GuardPanel(Panel):
    """A row an account; below it all limits of the selected one, or the audit trail of all."""

    def __init__(
        self, desk: Desk, bridge: Bridge, tasks: Tasks, notices: Notices, appearance: Appearance
    ) -> None:
        super().__init__(words.GUARD)
        self.orders = GuardOrders(desk, tasks, notices, appearance, self)
        self.trail = AuditTrail(desk, tasks, appearance)
        formats = appearance.formats
        self.accounts: RowsModel[GuardRow] = RowsModel(
            guard_columns(formats), lambda row: row.account, band=guard_band, parent=self
        )
        self.limits: RowsModel[StandRow] = RowsModel(
            stand_columns(formats), lambda row: row.limit, parent=self
        )
        self.account_table = TableView(self.accounts, words.GUARD, appearance)
        self.account_table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.account_table.set_two_lines()
        self.account_table.set_sorted(_BY_STATE, Qt.SortOrder.AscendingOrder)
        self.limit_table = TableView(self.limits, words.LIMITS_TAB, appearance)
        self.limit_table.set_sorted(_BY_USED, Qt.SortOrder.AscendingOrder)
        self._of: AccountKey | None = None
        self._marks: dict[AccountKey, object] = {}
        self._add_actions(appearance)
        self._lay_out(appearance)
        kinds: tuple[type[GuardRow | AccountRemoved], ...] = (GuardRow, AccountRemoved)
        self._feed = bridge.feed(self._on_changed, kinds, _account_of)
        # What was said is seen on every page.
        self._alerts = bridge.feed(
            self.orders.note_alerts, (AlertRaised,), lambda alert: alert.key, sleeps=False
        )
        self._alerts.set_wanted(True)
        self._connect_signals()
        self.accounts.replace(desk.guards())
        self._note_marks(desk.guards())
        self._on_selection_changed()
        self.trail.read()

    def selected(self) -> GuardRow | None:
        """Return the account that is selected, or None."""
        rows = self.account_table.selected_rows()
        return self.accounts.row_at(rows[0]) if rows else None

    def select(self, account: AccountKey) -> None:
        """Select an account, if it is there."""
        place = self.accounts.place_of(account)
        if place is not None:
            self.account_table.selectRow(place)

    def select_worst(self) -> None:
        """Select the account that needs the trader most."""
        if self.accounts.rowCount():
            self.account_table.selectRow(0)

    def _add_actions(self, appearance: Appearance) -> None:
        self.ask_limits = make_action(
            self, words.GUARD_LIMITS, "guard", appearance, self._with(self.orders.begin_limits)
        )
        set_keys(self.ask_limits, "Ctrl+L", words.GUARD_LIMITS_TIP)
        self.unlock = make_action(
            self, words.UNLOCK, "unlock", appearance, self._with(self.orders.ask_to_unlock)
        )
        set_keys(self.unlock, "Ctrl+U", words.UNLOCK_TIP)
        self.flatten = make_action(
            self, words.FLATTEN, "flatten", appearance, self._with(self.orders.ask_to_flatten)
        )
        set_keys(self.flatten, "Ctrl+Shift+F", words.FLATTEN_TIP)
        self.reload = make_action(self, words.RELOAD, "refresh", appearance, self.trail.read)
        set_keys(self.reload, "F5", words.RELOAD)
        self.limits_button = button_for(self.ask_limits, "guard", appearance, style="primary")
        self.unlock_button = button_for(self.unlock, "unlock", appearance)
        self.flatten_button = button_for(self.flatten, "flatten", appearance)
        for button in (self.unlock_button, self.flatten_button, self.limits_button):
            self.title_line.addWidget(button)

    def _with(self, do: Callable[[GuardRow], object]) -> Callable[[], None]:
        def act() -> None:
            row = self.selected()
            if row is not None:
                do(row)

        return act

    def _lay_out(self, appearance: Appearance) -> None:
        none = EmptyState("guard", words.NO_GUARDS, words.NO_GUARDS_HINT, appearance, None)
        self.no_limits = EmptyState("guard", "", "", appearance, None)
        self.tabs = Segments([(words.LIMITS_TAB, ""), (words.AUDIT_TAB, "")], appearance)
        self.tabs.choose(0)
        self.below = QStackedWidget()
        self.below.addWidget(card(TableOrEmpty(self.limit_table, self.limits, self.no_limits)))
        self.below.addWidget(self.trail)
        under = QWidget()
        layout = QVBoxLayout(under)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.tabs, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.below, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(8)
        splitter.addWidget(card(TableOrEmpty(self.account_table, self.accounts, none)))
        splitter.addWidget(under)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([330, 240])
        self.body.addWidget(splitter, 1)
        self.setFocusProxy(self.account_table)

    def _connect_signals(self) -> None:
        self.shown.connect(self._feed.set_wanted)
        self.shown.connect(self._on_shown)
        self.orders.done.connect(self.trail.read_soon)
        self.tabs.chosen.connect(self.below.setCurrentIndex)
        self.account_table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.account_table.activated.connect(lambda _: self.ask_limits.trigger())
        self.account_table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.account_table.customContextMenuRequested.connect(self._on_menu_asked)

    def _on_shown(self, there: bool) -> None:
        if not there:
            return
        self.trail.read()
        if self.selected() is None:
            self.select_worst()

    def _on_selection_changed(self) -> None:
        row = self.selected()
        can_unlock = row is not None and bool(row.locked or row.closing)
        self.ask_limits.setEnabled(row is not None)
        self.unlock.setEnabled(can_unlock)
        self.flatten.setEnabled(row is not None and row.can_act)
        self._show_limits(row)

    def _show_limits(self, row: GuardRow | None) -> None:
        stands = row.stands if row is not None else ()
        account = row.account if row is not None else None
        there = {each.limit for each in self.limits.rows()}
        if account != self._of:
            self._of = account
            self.limits.replace(stands)
        else:
            self.limits.apply(stands, gone=there - {each.limit for each in stands})
        name = words.limits_of(row.name) if row is not None else words.LIMITS_TAB
        if self.tabs.button(0).text() != name:
            self.tabs.button(0).setText(name)
            self.tabs.button(0).setAccessibleName(name)
            self.limit_table.setAccessibleName(name)
        if row is None:
            self.no_limits.say(words.SELECT_ACCOUNT, words.SELECT_ACCOUNT_HINT)
        else:
            self.no_limits.say(words.NO_STANDS, words.NO_STANDS_HINT)

    def _on_changed(self, changes: Sequence[GuardRow | AccountRemoved]) -> None:
        guarded = {row.account for row in self.accounts.rows() if row.stands}
        rows = [change for change in changes if isinstance(change, GuardRow)]
        gone = [change.key for change in changes if isinstance(change, AccountRemoved)]
        self.accounts.apply(rows, gone)
        if any(row.stands and row.account not in guarded for row in rows):
            # Where a dash stood is a bar with a number now.
            self.account_table.fit_again()
        self._on_selection_changed()
        if self._note_marks(rows):
            self.trail.read_soon()

    def _note_marks(self, rows: Sequence[GuardRow]) -> bool:
        """Tell whether an account came to another state, which the trail has then a line about."""
        marks = {row.account: (row.rung, row.locked, row.closing) for row in rows}
        changed = any(self._marks.get(key) != mark for key, mark in marks.items())
        self._marks.update(marks)
        return changed

    def _on_menu_asked(self, place: QPoint) -> None:
        open_menu(self.account_table, place, (self.ask_limits, self.unlock, self.flatten))


def _account_of(change: GuardRow | AccountRemoved) -> AccountKey:
    return change.account if isinstance(change, GuardRow) else change.key

"""Shows accounts and their terminals, and opens what is asked about them. Decides nothing."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.views import AccountRow
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.bridge import Bridge
from tradecopy_desktop.gui.models.accounts import account_columns
from tradecopy_desktop.gui.models.rows_model import RowsModel
from tradecopy_desktop.gui.panels.account_key import AccountKeyOrder
from tradecopy_desktop.gui.panels.account_limits import AccountLimits
from tradecopy_desktop.gui.panels.panel import Panel
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.actions import button_for, make_action, set_keys, with_keys
from tradecopy_desktop.gui.widgets.card import card
from tradecopy_desktop.gui.widgets.empty_state import EmptyState, TableOrEmpty
from tradecopy_desktop.gui.widgets.notices import Notices
from tradecopy_desktop.gui.widgets.table_view import TableView


class AccountsPanel(Panel):
    """A table of accounts, the way to add one, and the request limits of the selected ones."""

    add_asked = Signal()
    set_up_asked = Signal()

    def __init__(
        self, desk: Desk, bridge: Bridge, tasks: Tasks, notices: Notices, appearance: Appearance
    ) -> None:
        super().__init__(words.ACCOUNTS)
        self.limits = AccountLimits(desk, tasks, notices, appearance.formats, self)
        self.key_order = AccountKeyOrder(desk, tasks, notices, self)
        self.model = RowsModel(
            account_columns(appearance.formats), lambda row: row.key, parent=self
        )
        self.model.replace(desk.accounts())
        self.table = TableView(self.model, words.ACCOUNTS, appearance)
        self.table.set_sorted(0, Qt.SortOrder.AscendingOrder)
        self._add_actions(appearance)
        empty = EmptyState(
            "accounts",
            words.NO_ACCOUNTS,
            words.NO_ACCOUNTS_HINT,
            appearance,
            self.set_up,
            self.add_account,
        )
        self.body.addWidget(card(TableOrEmpty(self.table, self.model, empty)))
        self.setFocusProxy(self.table)
        self._feed = bridge.feed(self.model.apply, (AccountRow,), lambda row: row.key)
        self._connect_signals()
        self._on_selection_changed()

    def selected_followers(self) -> list[AccountRow]:
        """Return the selected accounts that requests are sent to, from the top."""
        return [row for row in self._selected() if Role.EXECUTOR in row.roles]

    def _selected(self) -> list[AccountRow]:
        return [self.model.row_at(row) for row in self.table.selected_rows()]

    def _add_actions(self, appearance: Appearance) -> None:
        self.ask_limits = make_action(
            self, words.ASK_LIMITS, "limits", appearance, self._on_limits_asked
        )
        set_keys(self.ask_limits, "Ctrl+L", words.LIMITS_TIP)
        self.renew_key = make_action(
            self, words.RENEW_KEY, "key", appearance, self._on_new_key_asked
        )
        self.add_account = make_action(
            self, words.ADD_ACCOUNT, "add", appearance, self.add_asked.emit
        )
        set_keys(self.add_account, "Ctrl+N", words.ADD_ACCOUNT)
        self.set_up = make_action(self, words.SET_UP, "ticked", appearance, self.set_up_asked.emit)
        self.set_up.setToolTip(with_keys(words.SET_UP_TIP, words.SET_UP_KEYS))
        self.limits_button = button_for(self.ask_limits, "limits", appearance)
        self.add_button = button_for(self.add_account, "add", appearance, style="primary")
        self.title_line.addWidget(self.limits_button)
        self.title_line.addSpacing(8)
        self.title_line.addWidget(self.add_button)

    def _connect_signals(self) -> None:
        self.shown.connect(self._feed.set_wanted)
        self.table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.model.dataChanged.connect(self._on_selection_changed)
        self.model.modelReset.connect(self._on_selection_changed)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_menu_asked)

    def _on_selection_changed(self) -> None:
        self.ask_limits.setEnabled(bool(self.selected_followers()))
        self.renew_key.setEnabled(len(self._selected()) == 1)

    def _on_limits_asked(self) -> None:
        self.limits.ask(self.selected_followers())

    def _on_new_key_asked(self) -> None:
        (account,) = self._selected()
        self.key_order.ask(account)

    def _on_menu_asked(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.ask_limits)
        menu.addAction(self.renew_key)
        menu.popup(self.table.viewport().mapToGlobal(place))

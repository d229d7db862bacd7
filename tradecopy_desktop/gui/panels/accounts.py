"""Shows accounts and their terminals, and opens what is asked about them. Decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.views import AccountRemoved, AccountRow
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.bridge import Bridge
from tradecopy_desktop.gui.models.accounts import account_columns
from tradecopy_desktop.gui.models.rows_model import RowsModel
from tradecopy_desktop.gui.panels.account_changes import AccountChanges, AccountTerminals
from tradecopy_desktop.gui.panels.account_key import AccountKeyOrder
from tradecopy_desktop.gui.panels.account_limits import AccountLimits
from tradecopy_desktop.gui.panels.panel import Panel
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.actions import button_for, make_action, set_keys, with_keys
from tradecopy_desktop.gui.widgets.card import card
from tradecopy_desktop.gui.widgets.empty_state import EmptyState, TableOrEmpty
from tradecopy_desktop.gui.widgets.notices import Notices
from tradecopy_desktop.gui.widgets.table_menu import open_menu
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
        self.changes = AccountChanges(desk, tasks, notices, self)
        self.terminals = AccountTerminals(desk, tasks, appearance, self)
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
        kinds: tuple[type[AccountRow | AccountRemoved], ...] = (AccountRow, AccountRemoved)
        self._feed = bridge.feed(self._on_changed, kinds, lambda row: row.key)
        self._connect_signals()
        self._on_selection_changed()

    def selected_followers(self) -> list[AccountRow]:
        """Return the selected accounts that requests are sent to, from the top."""
        return [row for row in self._selected() if Role.EXECUTOR in row.roles]

    def select(self, account: AccountKey) -> None:
        """Select an account, if it is there."""
        place = self.model.place_of(account)
        if place is not None:
            self.table.selectRow(place)

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
        self.rename = make_action(
            self, words.RENAME_ACCOUNT, "edit", appearance, self._on_rename_asked
        )
        set_keys(self.rename, "F2", words.RENAME_ACCOUNT_YES)
        self.remove = make_action(
            self, words.REMOVE_ACCOUNT, "remove", appearance, self._on_remove_asked
        )
        set_keys(self.remove, "Del", words.REMOVE_ACCOUNT_YES)
        self.ask_terminals = make_action(
            self, words.ASK_TERMINALS, "terminal", appearance, self._on_terminals_asked
        )
        set_keys(self.ask_terminals, "Ctrl+T", words.ASK_TERMINALS_TIP)
        self.add_account = make_action(
            self, words.ADD_ACCOUNT, "add", appearance, self.add_asked.emit
        )
        set_keys(self.add_account, "Ctrl+N", words.ADD_ACCOUNT)
        self.set_up = make_action(self, words.SET_UP, "ticked", appearance, self.set_up_asked.emit)
        self.set_up.setToolTip(with_keys(words.SET_UP_TIP, words.SET_UP_KEYS))
        self.limits_button = button_for(self.ask_limits, "limits", appearance)
        self.add_button = button_for(self.add_account, "add", appearance, style="primary")
        self.terminals_button = button_for(self.ask_terminals, "terminal", appearance)
        self.title_line.addWidget(self.terminals_button)
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
        for action in (self.renew_key, self.rename, self.remove):
            action.setEnabled(len(self._selected()) == 1)

    def _on_changed(self, changes: Sequence[AccountRow | AccountRemoved]) -> None:
        self.model.apply(
            [change for change in changes if isinstance(change, AccountRow)],
            gone=[change.key for change in changes if isinstance(change, AccountRemoved)],
        )

    def _on_rename_asked(self) -> None:
        (account,) = self._selected()
        self.changes.ask_to_rename(account)

    def _on_remove_asked(self) -> None:
        (account,) = self._selected()
        self.changes.ask_to_remove(account)

    def _on_terminals_asked(self) -> None:
        chosen = self._selected()
        self.terminals.open(chosen[0].key if chosen else None)

    def _on_limits_asked(self) -> None:
        self.limits.ask(self.selected_followers())

    def _on_new_key_asked(self) -> None:
        (account,) = self._selected()
        self.key_order.ask(account)

    def _on_menu_asked(self, place: QPoint) -> None:
        first = (self.ask_limits, self.renew_key, self.ask_terminals)
        open_menu(self.table, place, first, (self.rename, self.remove))

"""Shows accounts and their terminals. Decides nothing."""

from PySide6.QtCore import Qt, Signal

from tradecopy_desktop.app.desk import DeskView
from tradecopy_desktop.app.views import AccountRow
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.bridge import Bridge
from tradecopy_desktop.gui.models.accounts import account_columns
from tradecopy_desktop.gui.models.rows_model import RowsModel
from tradecopy_desktop.gui.panels.panel import Panel
from tradecopy_desktop.gui.widgets.actions import button_for, make_action, set_keys
from tradecopy_desktop.gui.widgets.card import card
from tradecopy_desktop.gui.widgets.empty_state import EmptyState, TableOrEmpty
from tradecopy_desktop.gui.widgets.table_view import TableView


class AccountsPanel(Panel):
    """A table of accounts and the way to add one."""

    add_asked = Signal()

    def __init__(self, desk: DeskView, bridge: Bridge, appearance: Appearance) -> None:
        super().__init__(words.ACCOUNTS)
        self.model = RowsModel(
            account_columns(appearance.formats), lambda row: row.key, parent=self
        )
        self.model.replace(desk.accounts())
        self.table = TableView(self.model, words.ACCOUNTS, appearance)
        self.table.set_sorted(0, Qt.SortOrder.AscendingOrder)
        self.add_account = make_action(
            self, words.ADD_ACCOUNT, "add", appearance, self.add_asked.emit
        )
        set_keys(self.add_account, "Ctrl+N", words.ADD_ACCOUNT)
        self.add_button = button_for(self.add_account, "add", appearance, style="primary")
        self.title_line.addWidget(self.add_button)
        empty = EmptyState(
            "accounts", words.NO_ACCOUNTS, words.NO_ACCOUNTS_HINT, appearance, self.add_account
        )
        self.body.addWidget(card(TableOrEmpty(self.table, self.model, empty)))
        self.setFocusProxy(self.table)
        self._feed = bridge.feed(self.model.apply, (AccountRow,), lambda row: row.key)
        self.shown.connect(self._feed.set_wanted)

"""Shows what needed the trader's attention, newest first. Decides nothing."""

from PySide6.QtCore import Qt

from tradecopy_desktop.app.desk import DeskHistory
from tradecopy_desktop.app.views import AlertRaised
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.bridge import Bridge
from tradecopy_desktop.gui.models.alerts import alert_columns
from tradecopy_desktop.gui.models.rows_model import RowsModel
from tradecopy_desktop.gui.panels.panel import Panel
from tradecopy_desktop.gui.widgets.card import card
from tradecopy_desktop.gui.widgets.empty_state import EmptyState, TableOrEmpty
from tradecopy_desktop.gui.widgets.table_view import TableView


class AlertsPanel(Panel):
    """A list of alerts; one that is raised again takes the place of its earlier line."""

    def __init__(self, desk: DeskHistory, bridge: Bridge, appearance: Appearance) -> None:
        super().__init__(words.ALERTS)
        self.model = RowsModel(alert_columns(appearance.formats), lambda row: row.key, parent=self)
        self.model.replace(desk.alerts())
        self.table = TableView(self.model, words.ALERTS, appearance)
        self.table.set_two_lines()
        self.table.set_sorted(0, Qt.SortOrder.DescendingOrder)
        empty = EmptyState("alerts", words.NO_ALERTS, words.NO_ALERTS_HINT, appearance, None)
        self.body.addWidget(card(TableOrEmpty(self.table, self.model, empty)))
        self.setFocusProxy(self.table)
        self._feed = bridge.feed(self.model.apply, (AlertRaised,), lambda row: row.key)
        self.shown.connect(self._feed.set_wanted)

"""Shows what needed the trader's attention, newest first, until it is acknowledged."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.views import AlertRaised
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.alarm import Alarm
from tradecopy_desktop.gui.alert_manners import AlertManners, Manners
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.bridge import Bridge
from tradecopy_desktop.gui.dialogs.alert_manners import AlertMannersDialog
from tradecopy_desktop.gui.dialogs.notices import NoticesDialog
from tradecopy_desktop.gui.models.alerts import Alert, alert_columns
from tradecopy_desktop.gui.models.rows_model import RowsModel
from tradecopy_desktop.gui.panels.panel import Panel
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.actions import button_for, make_action, set_keys
from tradecopy_desktop.gui.widgets.card import card
from tradecopy_desktop.gui.widgets.empty_state import EmptyState, TableOrEmpty
from tradecopy_desktop.gui.widgets.table_menu import open_menu
from tradecopy_desktop.gui.widgets.table_view import TableView


class AlertsPanel(Panel):
    """A list of alerts; one that is raised again takes the place of its earlier line.

    `counted` carries how many wait to be acknowledged, `opened` one whose place is to be shown.
    """

    counted = Signal(int)
    opened = Signal(object)

    def __init__(
        self,
        desk: Desk,
        bridge: Bridge,
        tasks: Tasks,
        manners: AlertManners,
        alarm: Alarm,
        appearance: Appearance,
    ) -> None:
        super().__init__(words.ALERTS)
        self._desk = desk
        self._tasks = tasks
        self._appearance = appearance
        self._manners = manners
        self._alarm = alarm
        self.dialog: AlertMannersDialog | NoticesDialog | None = None
        self.model: RowsModel[Alert] = RowsModel(
            alert_columns(appearance.formats), lambda each: each.key, parent=self
        )
        self.model.replace(Alert(row=row) for row in desk.alerts())
        self.table = TableView(self.model, words.ALERTS, appearance)
        self.table.set_two_lines()
        self.table.set_sorted(0, Qt.SortOrder.DescendingOrder)
        self._add_actions(appearance)
        empty = EmptyState("alerts", words.NO_ALERTS, words.NO_ALERTS_HINT, appearance, None)
        self.body.addWidget(card(TableOrEmpty(self.table, self.model, empty)))
        self.setFocusProxy(self.table)
        self._feed = bridge.feed(self._on_raised, (AlertRaised,), lambda row: row.key)
        # The number beside the page's name has to be right while another page is looked at.
        self._feed.set_wanted(True)
        self.table.selectionModel().selectionChanged.connect(self._weigh)
        self.table.activated.connect(self._on_activated)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_menu_asked)
        self._weigh()

    @property
    def number(self) -> int:
        """How many alerts wait to be acknowledged; notes do not."""
        return sum(each.waits for each in self.model.rows())

    def ask_for_manners(self) -> AlertMannersDialog:
        """Ask how alerts are told, and return the window that asks."""
        if self.dialog is not None:
            self.dialog.reject()
        dialog = AlertMannersDialog(self._manners.now, self._alarm.sound, self.window())
        dialog.chosen.connect(self._on_manners_chosen)
        dialog.finished.connect(self._on_dialog_ended)
        self.dialog = dialog
        dialog.show()
        return dialog

    def ask_for_notices(self) -> NoticesDialog:
        """Ask where alarms go besides the window, and return the window that asks."""
        if isinstance(self.dialog, NoticesDialog):
            # An order may be under way there.
            self.dialog.activateWindow()
            return self.dialog
        if self.dialog is not None:
            self.dialog.reject()
        dialog = NoticesDialog(self._desk, self._tasks, self._appearance, self.window())
        dialog.finished.connect(self._on_dialog_ended)
        self.dialog = dialog
        dialog.show()
        return dialog

    def _add_actions(self, appearance: Appearance) -> None:
        self.manners = make_action(
            self, words.ALERT_MANNERS, "sound", appearance, self._on_manners_asked
        )
        set_keys(self.manners, "Ctrl+E", words.ALERT_MANNERS_TIP)
        self.notices = make_action(
            self, words.NOTICES, "alerts", appearance, self._on_notices_asked
        )
        set_keys(self.notices, "Ctrl+Shift+E", words.NOTICES_TIP)
        self.all = make_action(self, words.ACKNOWLEDGE_ALL, "check", appearance, self._on_all)
        set_keys(self.all, "Ctrl+Shift+Return", words.ACKNOWLEDGE_ALL_TIP)
        self.acknowledge = make_action(
            self, words.ACKNOWLEDGE, "check", appearance, self._on_acknowledge
        )
        set_keys(self.acknowledge, "Ctrl+Return", words.ACKNOWLEDGE_TIP)
        # Enter and a double click on a row do the same.
        self.show_place = make_action(
            self, words.SHOW_PLACE, "search", appearance, self._on_place_asked
        )
        self.manners_button = button_for(self.manners, "sound", appearance)
        self.notices_button = button_for(self.notices, "alerts", appearance)
        self.all_button = button_for(self.all, "check", appearance)
        self.acknowledge_button = button_for(self.acknowledge, "check", appearance, style="primary")
        for button in (
            self.notices_button,
            self.manners_button,
            self.all_button,
            self.acknowledge_button,
        ):
            self.title_line.addWidget(button)

    def _selected(self) -> list[Alert]:
        return [self.model.row_at(row) for row in self.table.selected_rows()]

    def _weigh(self) -> None:
        self.acknowledge.setEnabled(any(each.waits for each in self._selected()))
        self.all.setEnabled(self.number > 0)
        self.show_place.setEnabled(len(self._selected()) == 1)

    def _on_raised(self, rows: Sequence[AlertRaised]) -> None:
        # Raised again it is another one, which nobody has seen yet.
        self._take(Alert(row=row) for row in rows)

    def _on_acknowledge(self) -> None:
        self._take(_acknowledged(self._selected()))
        self.table.fit_again()

    def _on_all(self) -> None:
        self._take(_acknowledged(self.model.rows()))
        self.table.fit_again()

    def _take(self, alerts: Iterable[Alert]) -> None:
        self.model.apply(alerts)
        self._weigh()
        self.counted.emit(self.number)

    def _on_manners_asked(self) -> None:
        self.ask_for_manners()

    def _on_notices_asked(self) -> None:
        self.ask_for_notices()

    def _on_manners_chosen(self, manners: Manners) -> None:
        self._manners.change(manners)

    def _on_dialog_ended(self) -> None:
        if self.sender() is self.dialog:
            self.dialog = None

    def _on_place_asked(self) -> None:
        (chosen,) = self._selected()
        self.opened.emit(chosen.row)

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(self.model.row_at(index.row()).row)

    def _on_menu_asked(self, place: QPoint) -> None:
        open_menu(self.table, place, (self.show_place, self.acknowledge, self.all))


def _acknowledged(alerts: Sequence[Alert]) -> list[Alert]:
    return [replace(each, acknowledged=True) for each in alerts if each.waits]

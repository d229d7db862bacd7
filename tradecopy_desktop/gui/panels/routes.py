"""Shows routes and forwards what the trader orders for the selected ones. Decides nothing."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.views import Health, RouteRow
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.bridge import Bridge
from tradecopy_desktop.gui.models.routes import route_columns
from tradecopy_desktop.gui.models.rows_model import RowsModel
from tradecopy_desktop.gui.panels.panel import Panel
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.actions import button_for, make_action, set_keys
from tradecopy_desktop.gui.widgets.card import card
from tradecopy_desktop.gui.widgets.empty_state import EmptyState, TableOrEmpty
from tradecopy_desktop.gui.widgets.notices import Notices
from tradecopy_desktop.gui.widgets.table_view import TableView


class RoutesPanel(Panel):
    """A table of routes; arm, pause and switch off act on the selected rows."""

    add_asked = Signal()

    def __init__(
        self, desk: Desk, bridge: Bridge, tasks: Tasks, notices: Notices, appearance: Appearance
    ) -> None:
        super().__init__(words.ROUTES)
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self.model = RowsModel(route_columns(appearance.formats), lambda row: row.id, parent=self)
        self.model.replace(desk.routes())
        self.table = TableView(self.model, words.ROUTES, appearance)
        self.table.set_sorted(0, Qt.SortOrder.AscendingOrder)
        self._add_actions(appearance)
        empty = EmptyState(
            "routes", words.NO_ROUTES, words.NO_ROUTES_HINT, appearance, self.add_route
        )
        self.body.addWidget(card(TableOrEmpty(self.table, self.model, empty)))
        self.setFocusProxy(self.table)
        self._feed = bridge.feed(self.model.apply, (RouteRow,), lambda row: row.id)
        self._connect_signals()
        self._on_selection_changed()

    def selected(self) -> list[RouteRow]:
        """Return the selected routes, from the top."""
        return [self.model.row_at(row) for row in self.table.selected_rows()]

    def _add_actions(self, appearance: Appearance) -> None:
        self.arm = make_action(self, words.ARM, "arm", appearance, self._on_arm)
        set_keys(self.arm, "Ctrl+R", words.ARM_TIP)
        self.pause = make_action(self, words.PAUSE, "pause", appearance, self._on_pause)
        set_keys(self.pause, "Ctrl+Shift+P", words.PAUSE_TIP)
        self.switch_off = make_action(
            self, words.SWITCH_OFF, "off", appearance, self._on_switch_off
        )
        set_keys(self.switch_off, "Ctrl+Shift+O", words.SWITCH_OFF_TIP)
        self.add_route = make_action(self, words.ADD_ROUTE, "add", appearance, self.add_asked.emit)
        set_keys(self.add_route, "Ctrl+N", words.ADD_ROUTE)
        self.arm_button = button_for(self.arm, "arm", appearance)
        self.pause_button = button_for(self.pause, "pause", appearance)
        self.off_button = button_for(self.switch_off, "off", appearance)
        self.add_button = button_for(self.add_route, "add", appearance, style="primary")
        for button in (self.arm_button, self.pause_button, self.off_button):
            self.title_line.addWidget(button)
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
        modes = {row.mode for row in self.selected()}
        self.arm.setEnabled(bool(modes - {RouteMode.LIVE}))
        self.pause.setEnabled(bool(modes & {RouteMode.LIVE, RouteMode.SHADOW}))
        self.switch_off.setEnabled(bool(modes - {RouteMode.OFF}))

    def _on_menu_asked(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.arm, self.pause, self.switch_off])
        menu.popup(self.table.viewport().mapToGlobal(place))

    def _on_arm(self) -> None:
        routes = [row for row in self.selected() if row.mode is not RouteMode.LIVE]
        if all(row.mode is RouteMode.CLOSE_ONLY for row in routes):
            self._set_mode(routes, RouteMode.LIVE)
            return
        # What was off has let the master's trades pass: arming it is worth a second look.
        self._notices.ask(
            words.ask_for_routes(words.ARM, [row.name for row in routes]),
            words.ARM_DETAIL,
            yes=(words.ARM, lambda: self._set_mode(routes, RouteMode.LIVE)),
        )

    def _on_pause(self) -> None:
        modes = {RouteMode.LIVE, RouteMode.SHADOW}
        routes = [row for row in self.selected() if row.mode in modes]
        self._set_mode(routes, RouteMode.CLOSE_ONLY)

    def _on_switch_off(self) -> None:
        routes = [row for row in self.selected() if row.mode is not RouteMode.OFF]
        self._notices.ask(
            words.ask_for_routes(words.SWITCH_OFF, [row.name for row in routes]),
            words.switch_off_detail(sum(row.open_copies for row in routes)),
            yes=(words.SWITCH_OFF, lambda: self._set_mode(routes, RouteMode.OFF)),
            danger=True,
        )

    def _set_mode(self, routes: list[RouteRow], mode: RouteMode) -> None:
        for row in routes:
            self._tasks.start(
                self._desk.set_route_mode(row.id, mode),
                name=f"{words.MODES[mode]}: {row.name}",
                refused=lambda why, name=row.name: self._on_refused(name, why),  # type: ignore[misc]
            )

    def _on_refused(self, name: str, why: str) -> None:
        self._notices.say(f"{name}: {why}", Health.BAD)

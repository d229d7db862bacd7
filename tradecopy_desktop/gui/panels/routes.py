"""Shows routes and forwards what the trader orders for the selected ones. Decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.views import Health, RouteRemoved, RouteRow
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.bridge import Bridge
from tradecopy_desktop.gui.formats import begun
from tradecopy_desktop.gui.models.routes import route_columns
from tradecopy_desktop.gui.models.rows_model import RowsModel
from tradecopy_desktop.gui.panels.map_and_list import MapAndList
from tradecopy_desktop.gui.panels.panel import Panel
from tradecopy_desktop.gui.panels.route_editing import RouteEditing
from tradecopy_desktop.gui.panels.route_map_card import RouteMapCard
from tradecopy_desktop.gui.panels.route_modes import RouteModes
from tradecopy_desktop.gui.panels.route_recovery import RouteRecovery
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.actions import button_for, make_action, set_keys, with_keys
from tradecopy_desktop.gui.widgets.card import card, label
from tradecopy_desktop.gui.widgets.empty_state import EmptyState, TableOrEmpty
from tradecopy_desktop.gui.widgets.notices import Notices
from tradecopy_desktop.gui.widgets.table_menu import open_menu
from tradecopy_desktop.gui.widgets.table_view import TableView

# What a title and six buttons need.
_ROOM = 760
_TROUBLE = frozenset({Health.WARNING, Health.BAD})


class RoutesPanel(Panel):
    """A table of routes; arm, rehearse, pause and switch off act on the selected rows."""

    add_asked = Signal()
    set_up_asked = Signal()

    def __init__(
        self, desk: Desk, bridge: Bridge, tasks: Tasks, notices: Notices, appearance: Appearance
    ) -> None:
        super().__init__(words.ROUTES)
        self.modes = RouteModes(desk, tasks, notices, appearance, self)
        self.recoveries = RouteRecovery(desk, tasks, notices, self)
        self.editing = RouteEditing(desk, tasks, notices, appearance, self)
        self.model = RowsModel(route_columns(appearance.formats), lambda row: row.id, parent=self)
        self.model.replace(desk.routes())
        self.table = TableView(self.model, words.ROUTES, appearance)
        self.table.set_sorted(0, Qt.SortOrder.AscendingOrder)
        self._add_actions(appearance)
        empty = EmptyState(
            "routes", words.NO_ROUTES, words.NO_ROUTES_HINT, appearance, self.set_up, self.add_route
        )
        self.detail = label("", "hint")
        self.detail.setWordWrap(True)
        self.map = RouteMapCard(desk, bridge, notices, appearance)
        listed = card(TableOrEmpty(self.table, self.model, empty))
        self.views = MapAndList(self.map, listed, appearance)
        self.body.addWidget(self.views, 1)
        self.body.addWidget(self.detail)
        self.setFocusProxy(self.table)
        kinds: tuple[type[RouteRow | RouteRemoved], ...] = (RouteRow, RouteRemoved)
        self._feed = bridge.feed(self._on_changed, kinds, _id_of)
        self._connect_signals()
        self._on_selection_changed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave rehearsing to its keys and the menu where the buttons would not fit."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= _ROOM
        self.rehearse_button.setVisible(is_wide)
        self.title_line.setSpacing(8 if is_wide else 5)

    def selected(self) -> list[RouteRow]:
        """Return the selected routes, from the top."""
        return [self.model.row_at(row) for row in self.table.selected_rows()]

    def _add_actions(self, appearance: Appearance) -> None:
        self.arm = make_action(self, words.ARM, "arm", appearance, self._on_arm)
        set_keys(self.arm, "Ctrl+R", words.ARM_TIP)
        self.rehearse = make_action(self, words.REHEARSE, "rehearse", appearance, self._on_rehearse)
        set_keys(self.rehearse, "Ctrl+Shift+R", words.REHEARSE_TIP)
        self.pause = make_action(self, words.PAUSE, "pause", appearance, self._on_pause)
        set_keys(self.pause, "Ctrl+Shift+P", words.PAUSE_TIP)
        self.switch_off = make_action(
            self, words.SWITCH_OFF, "off", appearance, self._on_switch_off
        )
        set_keys(self.switch_off, "Ctrl+Shift+O", words.SWITCH_OFF_TIP)
        self.recovery = make_action(self, words.RECOVERY, "recovery", appearance, self._on_recovery)
        set_keys(self.recovery, "Ctrl+E", words.RECOVERY_TIP)
        self._add_editing(appearance)
        self.add_route = make_action(self, words.ADD_ROUTE, "add", appearance, self.add_asked.emit)
        set_keys(self.add_route, "Ctrl+N", words.ADD_ROUTE)
        self.set_up = make_action(self, words.SET_UP, "ticked", appearance, self.set_up_asked.emit)
        self.set_up.setToolTip(with_keys(words.SET_UP_TIP, words.SET_UP_KEYS))
        self.arm_button = button_for(self.arm, "arm", appearance)
        self.rehearse_button = button_for(self.rehearse, "rehearse", appearance)
        self.pause_button = button_for(self.pause, "pause", appearance)
        self.off_button = button_for(self.switch_off, "off", appearance)
        self.edit_button = button_for(self.edit, "edit", appearance)
        self.more_button = QPushButton(words.MORE_ABOUT_ROUTE)
        self.more_button.setToolTip(words.MORE_ABOUT_ROUTE_TIP)
        more = QMenu(self.more_button)
        more.addActions([self.explain, self.recovery, self.copy_settings, self.remove])
        self.more_button.setMenu(more)
        self.add_button = button_for(self.add_route, "add", appearance, style="primary")
        for button in (
            self.arm_button,
            self.rehearse_button,
            self.pause_button,
            self.off_button,
            self.edit_button,
            self.more_button,
        ):
            self.title_line.addWidget(button)
        self.title_line.addSpacing(8)
        self.title_line.addWidget(self.add_button)

    def _add_editing(self, appearance: Appearance) -> None:
        self.edit = make_action(self, words.EDIT_ROUTE, "edit", appearance, self._on_edit)
        set_keys(self.edit, "F2", words.EDIT_ROUTE_TIP)
        self.explain = make_action(self, words.EXPLAIN, "question", appearance, self._on_explain)
        set_keys(self.explain, "Ctrl+I", words.EXPLAIN_TIP)
        self.copy_settings = make_action(
            self, words.COPY_SETTINGS, "copy", appearance, self._on_copy_settings
        )
        set_keys(self.copy_settings, "Ctrl+Shift+C", words.COPY_SETTINGS_TIP)
        self.remove = make_action(self, words.REMOVE_ROUTE, "remove", appearance, self._on_remove)
        set_keys(self.remove, "Del", words.REMOVE_ROUTE_TIP)

    def _on_changed(self, changes: Sequence[RouteRow | RouteRemoved]) -> None:
        self.model.apply(
            [row for row in changes if isinstance(row, RouteRow)],
            gone=[gone.route for gone in changes if isinstance(gone, RouteRemoved)],
        )
        if self.map.isVisible() and any(isinstance(each, RouteRemoved) for each in changes):
            self.map.show_rows()

    def _connect_signals(self) -> None:
        self.shown.connect(self._feed.set_wanted)
        self.shown.connect(lambda _: self._follow_map())
        self.views.map_shown.connect(lambda _: self._follow_map())
        self.map.chosen.connect(self.select)
        self.map.edit_asked.connect(self.editing.edit)
        self.map.new_asked.connect(self.editing.open_new)
        self.table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.model.dataChanged.connect(self._on_selection_changed)
        self.model.modelReset.connect(self._on_selection_changed)
        self.model.rowsRemoved.connect(self._on_selection_changed)
        self.table.activated.connect(lambda _: self.edit.trigger())
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_menu_asked)

    def select(self, route: str) -> None:
        """Select a route alone."""
        place = self.model.place_of(route)
        if place is not None:
            self.table.selectRow(place)

    def _follow_map(self) -> None:
        self.map.set_looked_at(self.map.isVisible())

    def _on_selection_changed(self) -> None:
        chosen = self.selected()
        self.map.choose(chosen)
        self.more_button.setEnabled(bool(chosen))
        modes = {row.mode for row in chosen}
        # A reason may be longer than its column: it is read in full below the table.
        why = begun(chosen[0].status) if len(chosen) == 1 and chosen[0].health in _TROUBLE else ""
        self.detail.setText(why)
        self.detail.setVisible(bool(why))
        self.arm.setEnabled(bool(modes - {RouteMode.LIVE}))
        self.rehearse.setEnabled(bool(modes - {RouteMode.SHADOW}))
        self.pause.setEnabled(bool(modes & {RouteMode.LIVE, RouteMode.SHADOW}))
        self.switch_off.setEnabled(bool(modes - {RouteMode.OFF}))
        self.recovery.setEnabled(bool(modes))
        for action in (self.edit, self.explain, self.copy_settings, self.remove):
            action.setEnabled(len(chosen) == 1)

    def _on_menu_asked(self, place: QPoint) -> None:
        modes = (self.arm, self.rehearse, self.pause, self.switch_off)
        settings = (self.edit, self.explain, self.recovery, self.copy_settings)
        open_menu(self.table, place, modes, settings, (self.remove,))

    def _on_arm(self) -> None:
        self.modes.begin(self._selected_outside(RouteMode.LIVE), RouteMode.LIVE)

    def _on_rehearse(self) -> None:
        self.modes.begin(self._selected_outside(RouteMode.SHADOW), RouteMode.SHADOW)

    def _on_pause(self) -> None:
        modes = {RouteMode.LIVE, RouteMode.SHADOW}
        self.modes.pause([row for row in self.selected() if row.mode in modes])

    def _on_recovery(self) -> None:
        self.recoveries.begin(self.selected())

    def _on_edit(self) -> None:
        for row in self.selected()[:1]:
            self.editing.edit(row.id)

    def _on_explain(self) -> None:
        for row in self.selected()[:1]:
            self.editing.explain(row)

    def _on_copy_settings(self) -> None:
        for row in self.selected()[:1]:
            self.editing.copy_settings(row)

    def _on_remove(self) -> None:
        for row in self.selected()[:1]:
            self.editing.ask_to_remove(row)

    def _on_switch_off(self) -> None:
        self.modes.switch_off(self._selected_outside(RouteMode.OFF))

    def _selected_outside(self, mode: RouteMode) -> list[RouteRow]:
        return [row for row in self.selected() if row.mode is not mode]


def _id_of(change: RouteRow | RouteRemoved) -> str:
    return change.id if isinstance(change, RouteRow) else change.route

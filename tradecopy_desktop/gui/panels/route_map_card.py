"""The map of routes in its frame, with its hint and what it shows kept up to date."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.views import AccountRow, Health, RouteRow
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.bridge import Bridge
from tradecopy_desktop.gui.map.route_map import RouteMap
from tradecopy_desktop.gui.resize_rest import ResizeRest
from tradecopy_desktop.gui.widgets.card import card
from tradecopy_desktop.gui.widgets.notices import Notices


class RouteMapCard(QWidget):
    """Tells which route was chosen, is to be edited, or shall be made between two accounts."""

    chosen = Signal(str)
    edit_asked = Signal(str)
    new_asked = Signal(object, object)

    def __init__(
        self, desk: Desk, bridge: Bridge, notices: Notices, appearance: Appearance
    ) -> None:
        super().__init__()
        self._desk = desk
        self._notices = notices
        self.map = RouteMap(appearance)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.map)
        self.area.viewport().setAutoFillBackground(False)
        self.map.setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card(self.area))
        ResizeRest(self.area)
        self.map.show_rows(desk.accounts(), desk.routes())
        self.map.chosen.connect(self._on_chosen)
        self.map.edit_asked.connect(self.edit_asked)
        self.map.drawn.connect(self._on_drawn)
        self._accounts = bridge.feed(self.map.take_accounts, (AccountRow,), lambda row: row.key)
        self._routes = bridge.feed(self.map.take_routes, (RouteRow,), lambda row: row.id)

    def set_looked_at(self, looked_at: bool) -> None:
        """Follow the desk while somebody looks."""
        if looked_at:
            # Whatever was removed meanwhile sends no row.
            self.show_rows()
        self._accounts.set_wanted(looked_at)
        self._routes.set_wanted(looked_at)

    def show_rows(self) -> None:
        """Show what the desk has now."""
        self.map.show_rows(self._desk.accounts(), self._desk.routes())

    def choose(self, rows: Sequence[RouteRow]) -> None:
        """Mark the only route that is selected elsewhere, and bring it into sight."""
        self.map.choose(rows[0].id if len(rows) == 1 else "")
        self._bring_into_sight()

    def _on_chosen(self, route: str) -> None:
        self._bring_into_sight()
        self.chosen.emit(route)

    def _bring_into_sight(self) -> None:
        wire = self.map.placed.wire(self.map.chosen_route)
        if wire is not None:
            middle: QPoint = wire.chip.center().toPoint()
            self.area.ensureVisible(middle.x(), middle.y(), 60, 40)

    def _on_drawn(self, master: AccountKey, follower: AccountKey) -> None:
        if master == follower:
            self._notices.say(words.NEED_TWO_ACCOUNTS, Health.WARNING)
            return
        routes = self._desk.routes()
        there = [row for row in routes if (row.master, row.follower) == (master, follower)]
        if there:
            self.map.choose(there[0].id)
            self._on_chosen(there[0].id)
            self._notices.say(words.ALREADY_A_ROUTE)
        else:
            self.new_asked.emit(master, follower)

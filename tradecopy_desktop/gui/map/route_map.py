"""A map of routes that is read at a glance and drawn upon with the mouse. Orders nothing itself."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from tradecopy_desktop.app.views import AccountRow, Health, RouteRow
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.formats import begun
from tradecopy_desktop.gui.map.drawing import MapPainter
from tradecopy_desktop.gui.map.placing import Node, Placed, Wire, place

_LEAST_WIDTH = 580
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class RouteMap(QWidget):
    """Masters left, followers right, a route an arrow between them.

    `chosen` tells the route that was clicked, `edit_asked` the one that was double-clicked,
    `drawn` the master and the follower between which an arrow was pulled.
    """

    chosen = Signal(str)
    edit_asked = Signal(str)
    drawn = Signal(object, object)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._painter = MapPainter(appearance)
        self._accounts: dict[AccountKey, AccountRow] = {}
        self._routes: dict[str, RouteRow] = {}
        self._placed = Placed((), (), 0)
        self._chosen = ""
        self._pulled_from: Node | None = None
        self._pressed_at = QPointF()
        self._pulled_to: QPointF | None = None
        self.setAccessibleName(words.MAP)
        self.setAccessibleDescription(f"{words.MAP_HINT} {words.MAP_KEYS}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumWidth(_LEAST_WIDTH)
        appearance.theme.changed.connect(self.update)

    @property
    def placed(self) -> Placed:
        """Where everything stands now."""
        return self._placed

    @property
    def chosen_route(self) -> str:
        """The route that is marked, "" for none."""
        return self._chosen

    def drawn_health(self, route: str) -> Health | None:
        """Return the state that a route is drawn in, None where it is not drawn."""
        row = self._routes.get(route)
        return row.health if row else None

    def show_rows(self, accounts: Iterable[AccountRow], routes: Iterable[RouteRow]) -> None:
        """Show these accounts and routes instead of all earlier ones."""
        self._accounts = {row.key: row for row in accounts}
        self._routes = {row.id: row for row in routes}
        self._place_again()

    def take_accounts(self, rows: Iterable[AccountRow]) -> None:
        """Take over new and changed accounts; what only changed its state is drawn alone."""
        changed = list(rows)
        before = {row.key: self._accounts.get(row.key) for row in changed}
        self._accounts.update((row.key, row) for row in changed)
        if any(_stands_elsewhere(before[row.key], row) for row in changed):
            self._place_again()
            return
        keys = {row.key for row in changed if _looks_different(before[row.key], row)}
        for node in self._placed.nodes:
            if node.key in keys:
                self.update(node.rect.toAlignedRect().adjusted(-6, -2, 6, 2))

    def take_routes(self, rows: Iterable[RouteRow]) -> None:
        """Take over new and changed routes."""
        changed = list(rows)
        is_new = any(row.id not in self._routes for row in changed)
        differs = any(_drawn_of(self._routes.get(row.id)) != _drawn_of(row) for row in changed)
        self._routes.update((row.id, row) for row in changed)
        if is_new:
            self._place_again()
        elif differs:
            self.update()

    def choose(self, route: str) -> None:
        """Mark a route, "" none, without telling anybody."""
        if route != self._chosen:
            self._chosen = route if route in self._routes else ""
            self._say()
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size that everything needs."""
        return QSize(_LEAST_WIDTH, int(self._placed.height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what stands in the region that is to be drawn."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rest = [wire for wire in self._placed.wires if wire.route != self._chosen]
        last = [wire for wire in self._placed.wires if wire.route == self._chosen]
        for wire in (*rest, *last):
            self._painter.wire(
                painter, wire, self._routes[wire.route], chosen=wire.route == self._chosen
            )
        target = self._target()
        for node in self._placed.nodes:
            if node.rect.adjusted(-6, -2, 6, 2).toAlignedRect().intersects(event.rect()):
                lit = self._pulled_to is not None and node in (target, self._pulled_from)
                self._painter.node(painter, node, self._accounts[node.key], lit=lit)
        if self._pulled_from is not None and self._pulled_to is not None:
            start = QPointF(self._pulled_from.rect.right(), self._pulled_from.rect.center().y())
            self._painter.pulled(painter, start, self._pulled_to, lands=target is not None)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(self._appearance.theme.colors.accent))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 7, 7)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything in the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place_again()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a route, or begin to pull an arrow."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        wire, node = self._placed.wire_at(event.position()), self._placed.node_at(event.position())
        if wire is not None:
            self._choose_aloud(wire.route)
        elif node is not None and node.leads:
            self._pulled_from, self._pressed_at = node, event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pull the arrow along, or show what can be taken hold of."""
        if self._pulled_from is None:
            self._show_cursor(event.position())
            return
        moved = (event.position() - self._pressed_at).manhattanLength()
        if self._pulled_to is not None or moved >= QApplication.startDragDistance():
            self._pulled_to = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the arrow on a follower, or let go of it."""
        start, target = self._pulled_from, self._target()
        self._let_go()
        if event.button() is Qt.MouseButton.LeftButton and start and target:
            self.drawn.emit(start.key, target.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for a route's settings."""
        wire = self._placed.wire_at(event.position())
        if wire is not None:
            self.edit_asked.emit(wire.route)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the routes by the keyboard; Escape lets go of an arrow."""
        key = Qt.Key(event.key())
        if key in _STEPS and self._placed.wires:
            self._choose_aloud(self._next(_STEPS[key]).route)
        elif key in _ENTER and self._chosen:
            self.edit_asked.emit(self._chosen)
        elif key == Qt.Key.Key_Escape and self._pulled_from is not None:
            self._let_go()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that keys arrive here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that keys go elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def _tip(self, place: QPointF) -> str:
        wire, node = self._placed.wire_at(place), self._placed.node_at(place)
        count = self._appearance.formats.count
        if wire is not None:
            row = self._routes[wire.route]
            copied, still_open = count(row.copied), count(row.open_copies)
            return words.map_tip(row.name, begun(row.status), copied, still_open)
        if node is not None:
            account = self._accounts[node.key]
            said = begun(account.status)
            return words.map_account_tip(account.name, str(account.key), said)
        return ""

    def _show_cursor(self, place: QPointF) -> None:
        tip = self._tip(place)
        if tip != self.toolTip():
            self.setToolTip(tip)
        node = self._placed.node_at(place)
        if node is not None and node.leads:
            self.setCursor(Qt.CursorShape.CrossCursor)
        elif self._placed.wire_at(place) is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()

    def _target(self) -> Node | None:
        if self._pulled_from is None or self._pulled_to is None:
            return None
        node = self._placed.node_at(self._pulled_to)
        return node if node is not None and not node.leads else None

    def _let_go(self) -> None:
        self._pulled_from = self._pulled_to = None
        self.update()

    def _next(self, step: int) -> Wire:
        wires = self._placed.wires
        routes = [wire.route for wire in wires]
        if self._chosen not in routes:
            return wires[0 if step > 0 else -1]
        place = routes.index(self._chosen) + step
        return wires[max(0, min(place, len(wires) - 1))]

    def _choose_aloud(self, route: str) -> None:
        self.choose(route)
        self.chosen.emit(route)

    def _say(self) -> None:
        row = self._routes.get(self._chosen)
        said = f"{words.MAP_HINT} {words.MAP_KEYS}"
        if row is not None:
            mode = words.MODES[row.mode]
            names = (row.name, row.master_name, row.follower_name)
            said = words.map_said(*names, mode, begun(row.status))
        self.setAccessibleDescription(said)
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )

    def _place_again(self) -> None:
        width = max(self.width(), _LEAST_WIDTH)
        self._placed = place(list(self._accounts.values()), list(self._routes.values()), width)
        if self._chosen and self._placed.wire(self._chosen) is None:
            self.choose("")
        self.setMinimumHeight(int(self._placed.height))
        self.update()


def _stands_elsewhere(before: AccountRow | None, row: AccountRow) -> bool:
    return before is None or (before.name, before.roles) != (row.name, row.roles)


def _looks_different(before: AccountRow | None, row: AccountRow) -> bool:
    return before is None or (before.health, before.status) != (row.health, row.status)


def _drawn_of(row: RouteRow | None) -> object:
    return row and (row.mode, row.sizing, row.health, row.master, row.follower)

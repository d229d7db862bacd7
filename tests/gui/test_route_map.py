"""The map of routes: where things stand, what the mouse and the keys do to it."""

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.sample_desk import SampleDesk
from tests.gui.sample_rows import ACCOUNTS, ROUTES
from tradecopy_desktop.app.views import Health
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.gui.main_window import ROUTES as ROUTES_PAGE
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.map.placing import place
from tradecopy_desktop.gui.map.route_map import RouteMap
from tradecopy_desktop.gui.panels.map_and_list import BOTH, LIST, MAP

LEFT = Qt.MouseButton.LeftButton


def _map(window: MainWindow) -> RouteMap:
    window.resize(1280, 900)
    window.show_page(ROUTES_PAGE)
    return window.routes.map.map


def _middle(rect: QRectF) -> QPoint:
    return rect.center().toPoint()


def _chip(shown: RouteMap, route: str) -> QPoint:
    wire = shown.placed.wire(route)
    assert wire is not None
    return _middle(wire.chip)


def _drag(shown: RouteMap, master: AccountKey, follower: AccountKey) -> None:
    start = shown.placed.node(master, leads=True)
    end = shown.placed.node(follower, leads=False)
    assert start is not None
    assert end is not None
    QTest.mousePress(shown, LEFT, pos=_middle(start.rect))
    QTest.mouseMove(shown, _middle(start.rect) + QPoint(40, 0))
    QTest.mouseMove(shown, _middle(end.rect))
    QTest.mouseRelease(shown, LEFT, pos=_middle(end.rect))


def test_place_when_routes_share_a_master_then_followers_stand_in_its_order() -> None:
    placed = place(ACCOUNTS, ROUTES, 1_000)

    order = sorted(placed.wires, key=lambda wire: wire.chip.top())

    # Gold's three followers by name, then the two of Index.
    assert [wire.route for wire in order] == ["route-2", "route-1", "route-3", "route-4", "route-5"]


def test_place_when_drawn_then_nothing_overlaps_and_arrows_run_to_the_right() -> None:
    placed = place(ACCOUNTS, ROUTES, 620)

    rects = [node.rect for node in placed.nodes] + [wire.chip for wire in placed.wires]
    assert not any(
        rect.intersects(other) for n, rect in enumerate(rects) for other in rects[n + 1 :]
    )
    assert all(w.start.x() < w.chip.left() < w.chip.right() < w.end.x() for w in placed.wires)
    assert all(rect.right() <= 620 and rect.bottom() <= placed.height for rect in rects)


def test_click_when_on_a_label_then_the_route_is_selected_in_the_list(window: MainWindow) -> None:
    shown = _map(window)

    QTest.mouseClick(shown, LEFT, pos=_chip(shown, "route-3"))

    assert [row.name for row in window.routes.selected()] == ["Gold to Vistamere"]


def test_select_when_in_the_list_then_the_map_marks_it(window: MainWindow) -> None:
    shown = _map(window)

    window.routes.table.selectRow(1)

    assert shown.chosen_route == "route-1"
    assert "Gold to Nordpeak" in shown.accessibleDescription()


def test_keys_when_pressed_then_routes_are_gone_through_and_edited(
    window: MainWindow, qtbot: QtBot
) -> None:
    shown = _map(window)
    asked: list[str] = []
    shown.edit_asked.connect(asked.append)

    QTest.keyClick(shown, Qt.Key.Key_Down)
    QTest.keyClick(shown, Qt.Key.Key_Down)
    QTest.keyClick(shown, Qt.Key.Key_Return)

    assert asked == ["route-1"]


def test_drag_when_from_master_to_follower_then_a_route_between_them_is_asked_for(
    window: MainWindow,
) -> None:
    shown = _map(window)
    pairs: list[tuple[AccountKey, AccountKey]] = []
    window.routes.map.new_asked.connect(lambda *pair: pairs.append(pair))

    # The master of gold and a follower of the other master.
    _drag(shown, ACCOUNTS[0].key, ACCOUNTS[5].key)

    assert pairs == [(ACCOUNTS[0].key, ACCOUNTS[5].key)]


def test_drag_when_there_is_a_route_then_it_is_selected_instead(window: MainWindow) -> None:
    shown = _map(window)
    pairs: list[object] = []
    window.routes.map.new_asked.connect(lambda *pair: pairs.append(pair))

    _drag(shown, ACCOUNTS[0].key, ACCOUNTS[3].key)

    assert pairs == []
    assert [row.name for row in window.routes.selected()] == ["Gold to Calder"]


def test_drag_when_let_go_beside_a_follower_then_nothing_is_asked_for(window: MainWindow) -> None:
    shown = _map(window)
    asked: list[object] = []
    shown.drawn.connect(lambda *pair: asked.append(pair))
    start = shown.placed.node(ACCOUNTS[0].key, leads=True)
    assert start is not None

    QTest.mousePress(shown, LEFT, pos=_middle(start.rect))
    QTest.mouseMove(shown, _middle(start.rect) + QPoint(60, 4))
    QTest.mouseRelease(shown, LEFT, pos=_middle(start.rect) + QPoint(60, 4))

    assert asked == []


def test_tip_when_the_mouse_rests_on_a_label_then_it_tells_of_the_route(
    window: MainWindow, qtbot: QtBot
) -> None:
    shown = _map(window)

    QTest.mouseMove(shown, _chip(shown, "route-5"))

    # Windows moves the pointer itself, and tells of it later.
    qtbot.waitUntil(lambda: bool(shown.toolTip()))
    assert shown.toolTip() == "Index to Tarnwell\nFollower away\nCopied: 57, open: 3"


def test_view_when_list_alone_then_the_map_draws_nothing_until_it_is_shown_again(
    window: MainWindow, desk: SampleDesk
) -> None:
    shown = _map(window)
    window.routes.views.show_view(LIST)
    drawn = shown.drawn_health("route-1")

    desk.change_route("route-1", health=Health.BAD, status="Follower away")
    window.refresh()
    hidden = shown.isVisible()
    window.routes.views.show_view(BOTH)

    assert not hidden
    assert drawn is Health.GOOD
    assert shown.drawn_health("route-1") is Health.BAD


def test_view_when_map_alone_then_the_list_is_hidden(window: MainWindow) -> None:
    shown = _map(window)

    QTest.mouseClick(window.routes.views.views.button(MAP), LEFT)

    assert shown.isVisible()
    assert not window.routes.table.isVisible()


def test_state_when_it_changes_then_the_arrow_is_drawn_in_its_color(
    window: MainWindow, desk: SampleDesk
) -> None:
    shown = _map(window)
    wire = shown.placed.wire("route-1")
    assert wire is not None
    # Within the arrow's head.
    spot = (wire.end - QPointF(8, 0)).toPoint()
    bad = window.appearance.theme.colors.bad

    before = shown.grab().toImage().pixelColor(spot).name()
    desk.change_route("route-1", health=Health.BAD, status="Follower away")
    window.refresh()

    assert before == window.appearance.theme.colors.good
    assert shown.grab().toImage().pixelColor(spot).name() == bad

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.conftest import Run
from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.app.views import Health
from tradecopy_desktop.domain.preflight import Wishes
from tradecopy_desktop.domain.routes import OpenCopies
from tradecopy_desktop.gui.main_window import ROUTES, MainWindow
from tradecopy_desktop.gui.panels.routes import RoutesPanel

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def _click_row(panel: RoutesPanel, name: str, keys: Qt.KeyboardModifier | None = None) -> None:
    names = [panel.model.row_at(row).name for row in range(panel.model.rowCount())]
    place = panel.table.visualRect(panel.model.index(names.index(name), 0)).center()
    held = keys or Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(panel.table.viewport(), LEFT, held, place)


def _modes(panel: RoutesPanel) -> dict[str, str]:
    column = [column.title for column in panel.model.columns].index("Mode")
    rows = range(panel.model.rowCount())
    return {panel.model.row_at(row).name: panel.model.look(row, column).text for row in rows}


def test_pause_when_clicked_then_the_selected_routes_are_paused(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    window.show_page(ROUTES)
    panel = window.routes

    async def scenario() -> None:
        _click_row(panel, "Gold to Nordpeak")
        _click_row(panel, "Gold to Vistamere", CTRL)
        QTest.mouseClick(panel.pause_button, LEFT)
        await window.tasks.settled()

    run(scenario())
    window.refresh()

    assert desk.orders == ["route-1 close_only", "route-3 close_only"]
    assert _modes(panel)["Gold to Nordpeak"] == "Paused"
    assert _modes(panel)["Gold to Calder"] == "Armed"


def test_more_when_no_route_is_selected_then_it_rests(window: MainWindow) -> None:
    window.show_page(ROUTES)
    before = window.routes.more_button.isEnabled()

    _click_row(window.routes, "Gold to Nordpeak")

    assert not before
    assert window.routes.more_button.isEnabled()


def test_arm_when_paused_then_it_is_armed_at_once_by_its_keys(
    window: MainWindow, desk: SampleDesk, run: Run, qtbot: QtBot
) -> None:
    window.show_page(ROUTES)

    async def scenario() -> None:
        _click_row(window.routes, "Index to Oakridge")
        QTest.keyClick(window.routes.table, Qt.Key.Key_R, CTRL)
        await window.tasks.settled()

    run(scenario())

    assert desk.orders == ["route-4 live"]


def test_rehearse_when_all_is_fine_then_it_begins_at_once_by_its_keys(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    window.show_page(ROUTES)

    async def scenario() -> None:
        _click_row(window.routes, "Index to Oakridge")
        QTest.keyClick(window.routes.table, Qt.Key.Key_R, CTRL | SHIFT)
        await window.tasks.settled()

    run(scenario())
    window.refresh()

    assert desk.orders == ["route-4 shadow"]
    assert _modes(window.routes)["Index to Oakridge"] == "Rehearsal"
    assert window.routes.rehearse.toolTip() == (
        "Decide and show what would be copied, and send nothing (Ctrl+Shift+R)"
    )


def test_switch_off_when_nothing_is_open_then_the_window_asks_in_one_line(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.change_route("route-1", open_copies=0)
    window.refresh()
    window.show_page(ROUTES)
    notices = window.notices

    async def scenario() -> None:
        _click_row(window.routes, "Gold to Nordpeak")
        QTest.mouseClick(window.routes.off_button, LEFT)
        assert desk.orders == []
        assert notices.accessibleName() == (
            "Switch off Gold to Nordpeak? New trades are no longer copied."
        )
        QTest.mouseClick(notices.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    assert desk.orders == ["route-1 off"]
    assert desk.wishes == [Wishes(copies=OpenCopies.FOLLOW)]
    assert not notices.isVisible()


def test_pause_when_refused_then_the_window_says_why_and_stays_usable(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    window.show_page(ROUTES)
    desk.refusal = "the book is being read, try again in a moment"

    async def scenario() -> None:
        _click_row(window.routes, "Gold to Nordpeak")
        QTest.keyClick(window.routes.table, Qt.Key.Key_P, CTRL | SHIFT)
        await window.tasks.settled()

    run(scenario())

    assert window.notices.accessibleName() == (
        "Gold to Nordpeak: the book is being read, try again in a moment"
    )


def test_buttons_when_nothing_is_selected_then_only_adding_is_offered(window: MainWindow) -> None:
    window.show_page(ROUTES)
    panel = window.routes

    buttons = (
        panel.arm_button,
        panel.rehearse_button,
        panel.pause_button,
        panel.off_button,
        panel.add_button,
    )

    assert [each.isEnabled() for each in buttons] == [False, False, False, False, True]


def test_buttons_when_a_paused_route_is_selected_then_all_but_pausing_is_offered(
    window: MainWindow,
) -> None:
    window.show_page(ROUTES)
    panel = window.routes

    _click_row(panel, "Index to Oakridge")

    buttons = (panel.arm_button, panel.rehearse_button, panel.pause_button, panel.off_button)
    assert [each.isEnabled() for each in buttons] == [True, True, False, True]


def test_route_when_it_is_frozen_and_selected_then_its_whole_reason_is_read_below(
    window: MainWindow, desk: SampleDesk
) -> None:
    window.show_page(ROUTES)
    panel = window.routes
    why = "frozen: the terminal is logged in to 9900112@Other-Live; log in to 880142@Calder-Real"
    desk.change_route("route-2", health=Health.BAD, status=why)
    window.refresh()
    before = panel.detail.isVisible()

    _click_row(panel, "Gold to Calder")
    shown = panel.detail.text()
    _click_row(panel, "Gold to Vistamere")

    assert not before
    assert shown == f"F{why[1:]}"
    assert not panel.detail.isVisible()

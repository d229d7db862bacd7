import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.conftest import Run, is_in_front
from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.domain.preflight import Wishes
from tradecopy_desktop.domain.routes import OpenCopies
from tradecopy_desktop.gui.dialogs.switch_off import SwitchOffDialog
from tradecopy_desktop.gui.main_window import ROUTES, MainWindow

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def _switch_off(window: MainWindow, *names: str) -> SwitchOffDialog:
    window.show_page(ROUTES)
    panel = window.routes
    shown = [panel.model.row_at(row).name for row in range(panel.model.rowCount())]
    panel.table.clearSelection()
    for n, name in enumerate(names):
        place = panel.table.visualRect(panel.model.index(shown.index(name), 0)).center()
        held = CTRL if n else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(panel.table.viewport(), LEFT, held, place)
    QTest.keyClick(panel.table, Qt.Key.Key_O, CTRL | SHIFT)
    dialog = panel.modes.dialog
    assert isinstance(dialog, SwitchOffDialog)
    return dialog


def test_switch_off_when_copies_are_open_then_three_ways_are_offered_with_their_meaning(
    window: MainWindow, desk: SampleDesk
) -> None:
    dialog = _switch_off(window, "Gold to Nordpeak")

    ways = dialog.ways
    assert not dialog.isModal()
    assert dialog.windowTitle() == "Switch off Gold to Nordpeak"
    assert [each.text() for each in ways.values()] == [
        "Follow the master until they are closed",
        "Close them now",
        "Hand them over to me",
    ]
    assert [each.isChecked() for each in ways.values()] == [True, False, False]
    assert ways[OpenCopies.HAND_OVER].accessibleDescription() == (
        "They stay open and are never touched again: you close them yourself. "
        "This cannot be undone."
    )
    assert desk.orders == []
    dialog.close()


@pytest.mark.parametrize(
    ("downs", "copies"),
    [(0, OpenCopies.FOLLOW), (1, OpenCopies.CLOSE), (2, OpenCopies.HAND_OVER)],
)
def test_switch_off_when_answered_by_keys_then_the_copies_go_that_way(
    window: MainWindow,
    desk: SampleDesk,
    run: Run,
    qtbot: QtBot,
    downs: int,
    copies: OpenCopies,
) -> None:
    dialog = _switch_off(window, "Gold to Nordpeak")
    qtbot.waitUntil(lambda: is_in_front(dialog))

    async def scenario() -> None:
        for _ in range(downs):
            QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Down)
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        await window.tasks.settled()

    run(scenario())

    assert desk.orders == ["route-1 off"]
    assert desk.wishes == [Wishes(copies=copies)]
    assert window.routes.modes.dialog is None


def test_switch_off_when_several_are_chosen_then_one_answer_is_for_all(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        dialog = _switch_off(window, "Gold to Nordpeak", "Gold to Calder")
        assert dialog.windowTitle() == "Switch off 2 routes"
        dialog.ways[OpenCopies.CLOSE].click()
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    assert desk.orders == ["route-2 off", "route-1 off"]
    assert desk.wishes == [Wishes(copies=OpenCopies.CLOSE)] * 2


def test_switch_off_when_escape_is_pressed_then_nothing_is_ordered(
    window: MainWindow, desk: SampleDesk, qtbot: QtBot
) -> None:
    dialog = _switch_off(window, "Gold to Nordpeak")
    qtbot.waitUntil(lambda: is_in_front(dialog))

    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    assert window.routes.modes.dialog is None
    assert desk.orders == []

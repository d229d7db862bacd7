from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.conftest import BuildWindow, Run, is_in_front
from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.gui.dialogs.quit import QuitDialog
from tradecopy_desktop.gui.main_window import MainWindow

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def _quits(window: MainWindow) -> list[int]:
    quits: list[int] = []
    window.quit_requested.connect(lambda: quits.append(1))
    return quits


def _asked(window: MainWindow) -> QuitDialog:
    QTest.keyClick(window, Qt.Key.Key_Q, CTRL)
    assert window.quitting.dialog is not None
    return window.quitting.dialog


def test_quitting_when_copies_are_open_then_three_ways_are_offered_and_enter_keeps_running(
    window: MainWindow, qapp: QApplication, qtbot: QtBot
) -> None:
    quits = _quits(window)

    dialog = _asked(window)
    qtbot.waitUntil(lambda: is_in_front(dialog))
    said = dialog.introduction.text()
    ways = [each.text() for each in (dialog.leave, dialog.close_first, dialog.cancel_button)]
    focused = dialog.focusWidget()
    QTest.keyClick(dialog, Qt.Key.Key_Return)

    assert said == (
        "20 open copies follow their masters only while TradeCopy runs. What shall become of them?"
    )
    assert ways == [
        "Quit and leave the copies open",
        "Close the copies first, then quit",
        "Keep running",
    ]
    assert focused is dialog.cancel_button
    assert window.quitting.dialog is None
    assert quits == []
    assert not qapp.quitOnLastWindowClosed()


def test_quitting_when_escape_is_pressed_then_the_program_keeps_running(
    window: MainWindow, qtbot: QtBot
) -> None:
    quits = _quits(window)
    dialog = _asked(window)
    qtbot.waitUntil(lambda: is_in_front(dialog))

    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    assert quits == []
    assert window.quitting.dialog is None


def test_quitting_when_the_copies_stay_open_then_it_quits_at_once_and_orders_nothing(
    window: MainWindow, desk: SampleDesk
) -> None:
    quits = _quits(window)

    QTest.mouseClick(_asked(window).leave, LEFT)

    assert quits == [1]
    assert desk.orders == []


def test_quitting_when_the_copies_are_closed_first_then_it_waits_for_the_last_one(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    quits = _quits(window)
    seen: list[str] = []
    first, second = (row.copy for row in desk.copies()[:2])
    desk.stuck = {first: "its terminal is not connected"}

    async def scenario() -> None:
        dialog = _asked(window)
        QTest.mouseClick(dialog.close_first, LEFT)
        await window.tasks.settled()
        desk.end_copies(*(row.copy for row in desk.copies() if row.copy not in {first, second}))
        window.quitting._look()
        seen.append(dialog.counted.text())
        seen.append(dialog.left.text())
        seen.append(dialog.introduction.text())
        before = list(quits)
        desk.end_copies(first, second)
        window.quitting._look()
        assert before == []

    run(scenario())

    assert desk.orders == ["close copies"]
    # What cannot be closed comes first.
    assert seen == [
        "18 of 20 closed",
        "Nordpeak 50k, XAUUSD.r: its terminal is not connected\n"
        "Nordpeak 50k, EURUSD: its close is under way",
        "Quitting now leaves 2 open copies at the broker, with their stops.",
    ]
    assert quits == [1]


def test_quitting_when_closing_is_given_up_then_it_keeps_running_and_says_what_was_done(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    quits = _quits(window)

    async def scenario() -> None:
        dialog = _asked(window)
        QTest.mouseClick(dialog.close_first, LEFT)
        await window.tasks.settled()
        QTest.mouseClick(dialog.cancel_button, LEFT)
        desk.end_copies()
        window.quitting._look()

    run(scenario())

    assert quits == []
    assert window.notices.accessibleName().startswith("TradeCopy keeps running. Closes that are")


def test_quitting_when_not_all_can_be_closed_then_it_can_still_quit_now(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    quits = _quits(window)

    async def scenario() -> None:
        dialog = _asked(window)
        hidden = dialog.accept_button.isHidden()
        QTest.mouseClick(dialog.close_first, LEFT)
        await window.tasks.settled()
        assert hidden
        QTest.mouseClick(dialog.accept_button, LEFT)

    run(scenario())

    assert quits == [1]


def test_quitting_when_closing_is_refused_then_it_is_said_and_nothing_ends(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    quits = _quits(window)
    desk.refusal = "the route could not be saved, the disk is full: make room"
    faults: list[str] = []

    async def scenario() -> None:
        dialog = _asked(window)
        QTest.mouseClick(dialog.close_first, LEFT)
        await window.tasks.settled()
        faults.append(dialog.fault.text())
        dialog.reject()

    run(scenario())

    assert faults == ["the route could not be saved, the disk is full: make room"]
    assert quits == []


def test_quitting_when_routes_are_armed_without_copies_then_a_short_question_is_asked(
    window: MainWindow, desk: SampleDesk
) -> None:
    quits = _quits(window)
    desk.end_copies()

    QTest.keyClick(window, Qt.Key.Key_Q, CTRL)
    asked = window.notices.accessibleName()
    before = list(quits)
    QTest.keyClick(window.notices.accept_button, Qt.Key.Key_Return)

    assert window.quitting.dialog is None
    assert asked == (
        "Quit TradeCopy Desktop? Routes are armed, and nothing is copied until you start it again."
    )
    assert before == []
    assert quits == [1]


def test_quitting_when_nothing_is_armed_then_it_quits_without_a_question(
    window: MainWindow, desk: SampleDesk
) -> None:
    quits = _quits(window)
    desk.end_copies()
    for row in desk.routes():
        desk.change_route(row.id, mode=RouteMode.OFF)

    QTest.keyClick(window, Qt.Key.Key_Q, CTRL)

    assert quits == [1]
    assert not window.notices.is_asking


def test_session_when_it_ends_then_the_program_quits_without_a_question(
    new_window: BuildWindow, desk: SampleDesk
) -> None:
    window = new_window(desk)
    quits = _quits(window)

    window.quitting.end_session()

    assert quits == [1]
    assert window.quitting.dialog is None

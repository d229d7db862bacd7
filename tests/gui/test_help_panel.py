import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.conftest import Run
from tests.gui.sample_desk import SampleDesk
from tests.gui.sample_own import PARTS
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.pages import COCKPIT, HELP, titles
from tradecopy_desktop.gui.shortcuts import Shortcut, shortcuts_of

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_help_when_shown_by_its_key_then_it_says_which_program_this_is(
    window: MainWindow, run: Run
) -> None:
    async def scenario() -> None:
        QTest.keyClick(window, Qt.Key.Key_F1)
        await window.tasks.settled()

    run(scenario())

    assert window.pages.currentIndex() == HELP
    assert window.help.about.texts()[:8] == [
        "Version",
        "TradeCopy Desktop 0.4.0",
        "Protocol",
        "1.1",
        "Database",
        "0006",
        "Python",
        "3.13.1",
    ]
    assert window.help.libraries.texts()[-3:] == ["websockets", "17.4", "BSD-3-Clause"]


def test_help_when_left_at_once_then_the_rest_of_it_comes_when_it_is_turned_to_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.show_page(HELP)
    window.show_page(COCKPIT)
    for _ in range(20):
        QApplication.processEvents()
    made_unseen = window.help.keys._rows.count()

    window.show_page(HELP)
    qtbot.waitUntil(lambda: not window.help.turns.is_waiting)

    assert made_unseen == 0
    assert window.help.keys._rows.count() > 10


def test_keyboard_sheet_when_made_then_it_has_every_key_of_the_window(window: MainWindow) -> None:
    everywhere = Qt.ShortcutContext.WindowShortcut
    keys = {
        each.key().toString()
        for each in window.findChildren(QShortcut)
        if each.context() is everywhere
    } | {each.shortcut().toString() for each in window.findChildren(QAction)}

    found = shortcuts_of(window, window.pages, titles())

    assert {each.keys for each in found} == keys - {""}
    assert Shortcut("", "Quit", "Ctrl+Q") in found
    assert Shortcut("Guard", "Limits", "Ctrl+L") in found
    assert [each for each in found if not each.text] == []


def test_keyboard_sheet_when_shown_then_pages_with_keys_have_their_title(
    window: MainWindow,
) -> None:
    window.show_page(HELP)

    texts = window.help.keys.texts()

    assert texts[0] == "Everywhere"
    assert {"Cockpit", "Accounts", "Routes", "Guard", "Alerts", "Settings", "Help"} <= set(texts)


def test_tips_when_an_action_has_keys_then_its_tip_shows_them(window: MainWindow) -> None:
    without = [
        each.text()
        for each in window.findChildren(QAction)
        if not each.shortcut().isEmpty() and not re.search(r"\(.+\)$", each.toolTip())
    ]

    assert without == []


def test_diagnostics_when_asked_for_then_all_of_it_is_shown_before_it_is_saved(
    window: MainWindow, desk: SampleDesk, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "diagnostics.zip"
    seen: list[object] = []

    async def scenario() -> None:
        window.show_page(HELP)
        QTest.keyClick(window.help, Qt.Key.Key_D, CTRL | SHIFT)
        dialog = window.help.dialog
        assert dialog is not None
        early = dialog.accept_button.isEnabled()
        await window.tasks.settled()
        seen.append((early, dialog.accept_button.isEnabled()))
        seen.append([dialog.names.item(n).text() for n in range(dialog.names.count())])
        QTest.keyClick(dialog.names, Qt.Key.Key_Down)
        seen.append(dialog.text.toPlainText())
        dialog.file.setText(str(file))
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    assert seen == [
        (False, True),
        ["about.txt 1 kB", "accounts.txt 1 kB", "program-log.txt 1 kB"],
        "Gold master: …733@Master-Demo\n",
    ]
    assert desk.saved == (file, PARTS)
    assert window.help.dialog is None
    assert window.notices.accessibleName() == f"Saved as {file}"


def test_diagnostics_when_it_cannot_be_saved_then_the_reason_stands_in_the_form(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    seen = []

    async def scenario() -> None:
        dialog = window.help.ask_for_support_file()
        await window.tasks.settled()
        desk.refusal = "the file could not be written: no such folder"
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()
        seen.append(dialog.fault.text())
        dialog.file.setText(" ")
        QTest.mouseClick(dialog.accept_button, LEFT)
        seen.append(dialog.file_field.fault)
        dialog.reject()

    run(scenario())

    assert seen == [
        "the file could not be written: no such folder",
        "Enter where to save it.",
    ]
    assert desk.saved is None

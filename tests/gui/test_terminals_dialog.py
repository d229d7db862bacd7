"""The window about terminals, by real clicks and keys, with the sample machine behind it."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest

from tests.gui.conftest import Run
from tests.gui.sample_desk import SampleDesk
from tests.gui.sample_terminals import STEPS, WITH_EXPERTS
from tradecopy_desktop import __version__
from tradecopy_desktop.domain.terminals import Installed
from tradecopy_desktop.gui.dialogs.terminals import TerminalsDialog
from tradecopy_desktop.gui.main_window import ACCOUNTS, MainWindow

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


async def opened(window: MainWindow) -> TerminalsDialog:
    """Open the window by its keys and wait until the machine was looked at."""
    window.show_page(ACCOUNTS)
    QTest.keyClick(window, Qt.Key.Key_T, CTRL)
    dialog = window.accounts.terminals.dialog
    assert dialog is not None
    dialog.complete()
    await window.tasks.settled()
    return dialog


def rows(dialog: TerminalsDialog) -> list[list[str]]:
    """Return the texts of the table."""
    model = dialog.model
    return [[look.text for look in model.looks(row)] for row in range(model.rowCount())]


def test_terminals_when_opened_then_each_is_listed_with_its_state(
    window: MainWindow, run: Run
) -> None:
    async def scenario() -> None:
        dialog = await opened(window)

        assert rows(dialog) == [
            [
                "Fairmont MetaTrader 5",
                "MT5",
                "Running",
                "0.3.0, update",
                "5012345@Fairmont-Demo",
            ],
            ["Northgate MetaTrader 4", "MT4", "Not running", "None", "\u2013"],
        ]
        assert dialog.terminal == WITH_EXPERTS
        assert dialog.install_button.text() == "Update"
        dialog.reject()

    run(scenario())


def test_terminals_when_closed_while_it_looks_and_opened_again_then_nothing_fails(
    window: MainWindow, run: Run
) -> None:
    failed: list[str] = []
    window.tasks.failed.connect(failed.append)

    async def scenario() -> None:
        first = window.accounts.terminals.open(None)
        first.complete()
        first.reject()
        second = window.accounts.terminals.open(None)
        second.complete()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        await window.tasks.settled()

        assert len(rows(second)) == 2
        second.reject()

    run(scenario())

    assert failed == []


def test_terminals_when_closed_while_the_window_comes_then_it_is_not_shown(
    window: MainWindow,
) -> None:
    first = window.accounts.terminals.open(None)
    again = window.accounts.terminals.open(None)
    first.turns.take()

    first.reject()
    first.complete()

    # Asked for twice it is one window.
    assert again is first
    assert not first.isVisible()
    other = window.accounts.terminals.open(None)
    other.complete()
    assert other is not first
    assert other.isVisible()
    other.reject()


def test_experts_when_installed_then_log_and_version_are_shown(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        dialog = await opened(window)
        dialog.account.setCurrentText("Gold master")
        key = dialog.account_key
        QTest.mouseClick(dialog.install_button, LEFT)
        assert not dialog.install_button.isEnabled()
        await window.tasks.settled()

        assert desk.orders == [f"install Fairmont MetaTrader 5 {key}"]
        assert rows(dialog)[0][3] == __version__
        assert dialog.log.toPlainText().split("\n")[1] == (
            "Result: 0 errors, 0 warnings, 1204 ms elapsed"
        )
        assert dialog.log.isVisible()
        assert dialog.notices.accessibleName() == (
            "Fairmont MetaTrader 5 has the Expert Advisors now."
        )
        assert dialog.install_button.isEnabled()
        dialog.reject()

    run(scenario())


def test_experts_when_something_is_left_to_do_then_says_so(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.installed = Installed(compiled=False, log=(), to_do="press F7 in MetaEditor")

    async def scenario() -> None:
        dialog = await opened(window)
        QTest.keyClick(dialog, Qt.Key.Key_I, CTRL)
        await window.tasks.settled()

        assert dialog.notices.accessibleName() == "press F7 in MetaEditor"
        assert not dialog.log.isVisible()
        dialog.reject()

    run(scenario())


def test_experts_when_refused_then_the_trader_reads_why_and_may_go_on(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        dialog = await opened(window)
        desk.refusal = "its folder is gone"
        QTest.mouseClick(dialog.install_button, LEFT)
        await window.tasks.settled()

        assert dialog.notices.accessibleName() == "its folder is gone"
        assert dialog.install_button.isEnabled()
        dialog.reject()

    run(scenario())


def test_experts_when_removed_then_are_gone_from_the_list(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        dialog = await opened(window)
        dialog.remove.trigger()
        await window.tasks.settled()

        assert desk.orders == ["remove Fairmont MetaTrader 5"]
        assert rows(dialog)[0][3] == "None"
        assert dialog.install_button.text() == "Install"
        dialog.reject()

    run(scenario())


def test_window_when_a_compiler_works_then_is_not_closed(window: MainWindow, run: Run) -> None:
    async def scenario() -> None:
        dialog = await opened(window)
        QTest.mouseClick(dialog.install_button, LEFT)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        stayed = dialog.isVisible()
        await window.tasks.settled()
        QTest.mouseClick(dialog.done_button, LEFT)

        assert stayed
        assert not dialog.isVisible()

    run(scenario())


def test_steps_when_done_meanwhile_then_are_ticked_off_live(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        dialog = await opened(window)
        before = [step.accessibleName() for step in dialog.steps.steps]
        desk.steps = tuple(replace(step, done=True) for step in STEPS)
        dialog._live.timeout.emit()
        after = [step.accessibleName().partition(":")[0] for step in dialog.steps.steps]
        lives = dialog._live.isActive()
        dialog.reject()

        assert before[0] == "Log in, done: File > Login to Trade Account"
        assert before[1].startswith("Allow the address 127.0.0.1, not known yet: Tools > Options")
        assert before[2].startswith("Switch algo trading on, to do: ")
        assert after == [
            "Log in, done",
            "Allow the address 127.0.0.1, done",
            "Switch algo trading on, done",
            "Put it on a chart, done",
        ]
        assert lives
        # Nobody looks any more.
        assert not dialog._live.isActive()

    run(scenario())


def test_steps_when_fewer_are_left_then_the_others_go(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        dialog = await opened(window)
        desk.steps = STEPS[:1]
        dialog.refresh()

        assert [step.isVisible() for step in dialog.steps.steps] == [True, False, False, False]
        dialog.reject()

    run(scenario())


def test_folder_when_added_then_its_terminal_is_chosen(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        dialog = await opened(window)
        dialog.add(Path("D:/stick/Portable MT4"))
        await window.tasks.settled()

        assert rows(dialog)[2][:3] == ["Portable MT4", "MT4", "Not running, portable"]
        assert dialog.terminal is not None
        assert dialog.terminal.title == "Portable MT4"
        dialog.again.trigger()
        await window.tasks.settled()
        assert dialog.terminal.title == "Portable MT4"
        assert len(rows(dialog)) == 3
        desk.refusal = "that is no terminal's folder"
        dialog.add(Path("D:/music"))
        await window.tasks.settled()
        assert dialog.notices.accessibleName() == "that is no terminal's folder"
        dialog.reject()

    run(scenario())


@pytest.mark.parametrize("keys", [Qt.Key.Key_T])
def test_terminals_when_there_is_none_then_says_what_to_do(
    window: MainWindow, desk: SampleDesk, run: Run, keys: Qt.Key
) -> None:
    desk.found = []

    async def scenario() -> None:
        dialog = await opened(window)
        QTest.keyClick(window, keys, CTRL)

        assert dialog._empty.title == "No MetaTrader was found"
        assert not dialog.install_button.isEnabled()
        # The same window came to the front.
        assert window.accounts.terminals.dialog is dialog
        dialog.reject()

    run(scenario())

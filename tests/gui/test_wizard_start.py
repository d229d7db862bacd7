"""The first page, and how the program goes on as the demo."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.e2e.order_scene import until
from tests.gui.conftest import BuildWindow, is_in_front
from tests.gui.sample_desk import SampleDesk
from tests.gui.wizard_scene import click, new_desk, page_of, wizard_of
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.bootstrap import Running, Setup
from tradecopy_desktop.bootstrap.first_run import FirstRun, first_run_choice
from tradecopy_desktop.bootstrap.window import DEMO_WISHED, run_window
from tradecopy_desktop.cli.arguments import Common
from tradecopy_desktop.gui.main_window import ACCOUNTS, COCKPIT, ROUTES, MainWindow
from tradecopy_desktop.gui.wizard.entrance import START, TERMINALS
from tradecopy_desktop.gui.wizard.start_page import StartPage

FINE = 0


def test_start_when_nothing_is_there_then_both_ways_are_offered(new_window: BuildWindow) -> None:
    _, wizard = wizard_of(new_window, new_desk())
    page = page_of(wizard, StartPage)

    assert page.simulated.isEnabled()
    assert page.real.isChecked()
    assert wizard.steps.state_of(START) == "Begin: now"
    assert wizard.steps.state_of(TERMINALS) == "Terminals: still to do"
    assert not wizard.back_button.isEnabled()


def test_start_when_there_are_accounts_then_the_demo_would_end_copying_and_is_not_offered(
    new_window: BuildWindow, qtbot: QtBot
) -> None:
    _, wizard = wizard_of(new_window, SampleDesk(demo=False))
    assert wizard.step == TERMINALS
    qtbot.waitUntil(lambda: is_in_front(wizard))

    QTest.keyClick(wizard, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)

    page = page_of(wizard, StartPage)
    assert not page.simulated.isEnabled()
    assert page.demo_note.text().endswith("tradecopy-desktop demo --first-run")


def test_start_when_the_demo_is_chosen_then_it_is_asked_for(new_window: BuildWindow) -> None:
    window, wizard = wizard_of(new_window, new_desk())
    asked: list[bool] = []
    window.demo_requested.connect(lambda: asked.append(True))
    QTest.keyClick(page_of(wizard, StartPage).simulated, Qt.Key.Key_Space)

    click(wizard.next_button)

    assert asked == [True]


@pytest.mark.parametrize("number", [COCKPIT, ACCOUNTS, ROUTES])
def test_empty_page_when_set_up_is_clicked_then_the_first_steps_open(
    new_window: BuildWindow, number: int
) -> None:
    window = new_window(new_desk())
    window.show_page(number)
    page = window.pages.currentWidget()
    assert page is not None
    button = next(
        each
        for each in page.findChildren(QPushButton)
        if each.text() == "Set up…" and each.isVisible()
    )
    assert "Ctrl+Shift+S" in button.toolTip()

    click(button)

    wizard = window.wizard.window
    assert wizard is not None
    wizard.complete()
    assert wizard.isVisible()


def test_program_when_the_demo_is_wished_then_it_goes_on_as_the_demo_in_the_same_process(
    qapp: QApplication, tmp_path: Path
) -> None:
    real = Setup(data_dir=tmp_path / "real", port=0, vault=MemoryVault())
    common = Common(data_dir=None, port=0, log_level="warning")
    first = FirstRun.planned(first_run_choice(common), tmp_path / "scratch")
    seen: list[tuple[bool, int]] = []

    async def wish(now: Running, window: MainWindow) -> int:
        seen.append((window._desk.state().demo, len(await now.program.find_terminals())))
        wizard = window.wizard.window
        assert wizard is not None
        QTest.keyClick(page_of(wizard, StartPage).simulated, Qt.Key.Key_Space)
        click(wizard.next_button)
        await asyncio.get_running_loop().create_future()
        return FINE

    async def look(now: Running, window: MainWindow) -> int:
        await until(lambda: window.wizard.window is not None)
        seen.append((window._desk.state().demo, len(await now.program.find_terminals())))
        return FINE

    wished = run_window(real, wish, seen=False)
    ended = run_window(first.setup(), look, seen=False)

    assert (wished, ended) == (DEMO_WISHED, FINE)
    # First the program itself, which knows of no terminal here; then the demo with its three.
    assert seen == [(False, 0), (True, 3)]
    assert not list((tmp_path / "real").rglob("*terminals*"))
    assert QApplication.instance() is qapp

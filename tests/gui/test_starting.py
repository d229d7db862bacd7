"""What the program does first when it starts: its window is drawn before anybody is served."""

import asyncio
from pathlib import Path
from threading import Thread

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.conftest import Run
from tests.gui.sample_desk import SampleDesk
from tests.stranger import free_port, is_answered
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.bootstrap import Running, Setup
from tradecopy_desktop.bootstrap.window import run_window
from tradecopy_desktop.bundled import bundled
from tradecopy_desktop.gui.app_window import build_window
from tradecopy_desktop.gui.first_sight import first_seen
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.turns import Turns
from tradecopy_desktop.ports import SecretVault, Settings


class Course(QObject):
    """Notes in which order the window was drawn and a stranger on the bridge was answered."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.happened: list[str] = []
        self.stranger = Thread(target=self._ask)
        self._port = port

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Take note of the window's first drawing."""
        if event.type() is QEvent.Type.Paint and isinstance(watched, MainWindow):
            self._note("drawn")
        return False

    def _ask(self) -> None:
        while "answered" not in self.happened:
            if is_answered(self._port, within_s=60):
                self._note("answered")

    def _note(self, what: str) -> None:
        if what not in self.happened:
            self.happened.append(what)


def test_program_when_it_starts_then_its_window_is_drawn_before_anybody_is_answered(
    qapp: QApplication, tmp_path: Path
) -> None:
    course = Course(free_port())
    qapp.installEventFilter(course)

    def begin(_settings: Settings, _vault: SecretVault) -> None:
        course.stranger.start()

    async def look(_now: Running, _window: MainWindow) -> int:
        await asyncio.to_thread(course.stranger.join, 60)
        return 0

    setup = Setup(data_dir=tmp_path, port=course._port, vault=MemoryVault(), install=begin)
    try:
        run_window(setup, look, seen=False)
    finally:
        qapp.removeEventFilter(course)

    assert course.happened == ["drawn", "answered"]


def test_window_when_it_was_seen_first_then_nothing_of_it_waits_to_be_made_or_drawn(
    qapp: QApplication, qtbot: QtBot, run: Run
) -> None:
    window = build_window(qapp, SampleDesk(), bundled("resources"), with_tray=True)
    qtbot.addWidget(window, before_close_func=lambda each: each.dismantle())

    run(first_seen(window))

    assert window.windowHandle().isExposed()
    assert not [each for each in window.findChildren(Turns) if each.is_waiting]


def test_window_when_nobody_is_there_to_see_it_then_the_program_goes_on(
    qapp: QApplication, qtbot: QtBot, run: Run
) -> None:
    window = build_window(qapp, SampleDesk(), bundled("resources"), with_tray=True)
    qtbot.addWidget(window, before_close_func=lambda each: each.dismantle())
    # As on a server to which no desktop is connected.
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)

    run(first_seen(window))

    assert window.isVisible()
    assert not window.windowHandle().isExposed()


@pytest.mark.logs_trouble
def test_window_when_a_part_of_it_cannot_be_made_then_the_program_goes_on(
    qapp: QApplication, qtbot: QtBot, run: Run
) -> None:
    window = build_window(qapp, SampleDesk(), bundled("resources"), with_tray=True)
    qtbot.addWidget(window, before_close_func=lambda each: each.dismantle())
    made: list[str] = []
    turns = Turns(window)
    turns.rest(True)
    turns.add([lambda: 1 / 0, lambda: made.append("the next one")])

    run(first_seen(window))
    turns.rest(False)

    assert window.isVisible()
    qtbot.waitUntil(lambda: made == ["the next one"])

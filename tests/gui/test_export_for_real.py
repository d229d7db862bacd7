"""The real program behind the window: what was copied is shown, exported, measured and proven."""

import csv
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.e2e.storage_scene import StorageScene
from tests.gui.conftest import Run
from tradecopy_desktop.bundled import bundled
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.app_window import build_window
from tradecopy_desktop.gui.main_window import LATENCY, LOG, PROOF, MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier
DAY = 3


class RealWindow:
    """A window over the real program, on files in a folder."""

    def __init__(self, folder: Path, qapp: QApplication, qtbot: QtBot) -> None:
        self._scene = StorageScene(folder / "data")
        self._qapp = qapp
        self._qtbot = qtbot

    async def trade(self) -> None:
        """Let the master open 0.10, close 0.04 of it, and the rest; then the program ends."""
        scene = self._scene
        async with scene.program():
            position = await scene.master.open("0.10")
            await scene.follower.until(lambda: scene.follower.volumes == ["0.10"])
            await scene.master.reduce(position, "0.04")
            await scene.follower.until(lambda: scene.follower.volumes == ["0.06"])
            await scene.master.close(position)
            await scene.follower.until(lambda: not scene.follower.positions)
            await scene.master.acknowledgement()
            await scene.follower.settle()

    @asynccontextmanager
    async def shown(self) -> AsyncIterator[MainWindow]:
        """Start the program again and show its window."""
        async with self._scene.program() as program:
            window = build_window(self._qapp, program, bundled("resources"), with_tray=False)
            self._qtbot.addWidget(window)
            window.show()
            try:
                yield window
            finally:
                window.dismantle()
                await window.tasks.end()


@pytest.fixture
def real(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> RealWindow:
    return RealWindow(tmp_path, qapp, qtbot)


async def _export(window: MainWindow, file: Path, kind: str) -> None:
    QTest.keyClick(window, Qt.Key.Key_E, CTRL)
    dialog = window.log.export.dialog
    assert dialog is not None
    dialog.selectNameFilter(kind)
    dialog.setDirectory(str(file.parent))
    dialog.selectFile(str(file))
    dialog.accept()
    # First the question whether the file is there, then the file.
    await window.tasks.settled()
    await window.tasks.settled()


def test_export_when_filtered_then_both_files_hold_what_the_table_shows(
    real: RealWindow, run: Run, tmp_path: Path
) -> None:
    shown: list[list[str]] = []
    said: list[str] = []

    async def scenario() -> None:
        await real.trade()
        async with real.shown() as window:
            window.show_page(LOG)
            await window.tasks.settled()
            window.log.search.setText("CLOSE")
            QTest.keyClick(window.log.search, Qt.Key.Key_Return)
            await window.tasks.settled()
            model = window.log.model
            rows = [model.row_at(row) for row in range(model.rowCount())]
            shown.extend([row.action, str(row.lots), row.outcome.value] for row in rows)
            said.append(window.log.shown_count.text())
            for name, kind in (("log.csv", words.EXPORT_CSV), ("log.xlsx", words.EXPORT_XLSX)):
                await _export(window, tmp_path / name, kind)
                said.append(window.notices.accessibleName())

    run(scenario())

    with (tmp_path / "log.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = [[row["Action"], row["Lots"], row["Outcome"]] for row in csv.DictReader(file)]
    sheet = openpyxl.load_workbook(tmp_path / "log.xlsx").worksheets[0]
    actions = [str(row[4]) for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert shown == [["close", "0.06", "done"], ["close part", "0.04", "done"]]
    assert lines == shown
    assert actions == ["close", "close part"]
    assert said == [
        "2 of 3 lines",
        f"2 lines exported to {tmp_path / 'log.csv'}",
        f"2 lines exported to {tmp_path / 'log.xlsx'}",
    ]


def test_latency_and_proof_when_three_copies_were_made_then_they_are_counted(
    real: RealWindow, run: Run
) -> None:
    said: list[str] = []

    async def scenario() -> None:
        await real.trade()
        async with real.shown() as window:
            window.show_page(LATENCY)
            window.latency.choice.choose(DAY)
            await window.tasks.settled()
            said.append(window.latency.numbers.text())
            window.show_page(PROOF)
            await window.tasks.settled()
            said.append(window.proof.verdict.accessibleName())
            said.extend(tile.figure.text() for tile in window.proof.tiles.values())

    run(scenario())

    assert said[0] == "Milliseconds, 24 h: 3 copies"
    assert said[1] == "Nothing missed, nothing doubled, no wrong lot in 3 copies."
    assert said[2:] == ["3", "3", "3", "0", "0", "0", "0", "0.00 lots"]

import asyncio
import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from tests.gui.conftest import BuildWindow, Run
from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.main_window import LOG, MainWindow
from tradecopy_desktop.gui.panels.log_export import LogExport, Progress

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


async def _open(window: MainWindow, text: str = "") -> None:
    window.show_page(LOG)
    await window.tasks.settled()
    window.log.search.setText(text)
    QTest.keyClick(window.log.search, Qt.Key.Key_Return)
    await window.tasks.settled()


def _ask(window: MainWindow) -> QFileDialog:
    QTest.keyClick(window, Qt.Key.Key_E, CTRL)
    dialog = window.log.export.dialog
    assert dialog is not None
    assert dialog.isVisible()
    return dialog


def _choose(window: MainWindow, file: Path) -> None:
    dialog = _ask(window)
    kind = words.EXPORT_CSV if file.suffix == ".csv" else words.EXPORT_XLSX
    dialog.selectNameFilter(kind)
    dialog.setDirectory(str(file.parent))
    dialog.selectFile(str(file))
    dialog.accept()


async def _until_written(export: LogExport) -> None:
    """Wait for the question about the file, then for the file."""
    await export._tasks.settled()
    await export._tasks.settled()


def test_export_when_a_file_is_chosen_then_it_holds_what_the_table_shows(
    window: MainWindow, desk: SampleDesk, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "gold.csv"
    panel = window.log

    async def scenario() -> None:
        await _open(window, "vistamere")
        _choose(window, file)
        await _until_written(panel.export)

    run(scenario())

    with file.open(encoding="utf-8", newline="") as written:
        lines = list(csv.reader(written))[1:]
    rows = [panel.model.row_at(row) for row in range(panel.model.rowCount())]
    # Every fifth of 200 lines is about the third route.
    assert len(rows) == 40
    assert [(line[1], line[2], line[3]) for line in lines] == [
        (row.follower_name, row.symbol, row.outcome.value) for row in rows
    ]
    assert window.notices.accessibleName() == f"40 lines exported to {file}"
    assert not panel.export.isVisible()


def test_export_when_asked_then_the_name_has_the_day_and_the_kind_decides_its_ending(
    window: MainWindow, run: Run
) -> None:
    names: list[str] = []

    async def scenario() -> None:
        await _open(window)
        dialog = _ask(window)
        names.append(Path(dialog.selectedFiles()[0]).name)
        dialog.selectNameFilter(words.EXPORT_CSV)
        dialog.filterSelected.emit(words.EXPORT_CSV)
        names.append(Path(dialog.selectedFiles()[0]).name)
        dialog.reject()

    run(scenario())

    assert names[0].startswith("TradeCopy trade log 20")
    assert names[0].endswith(".xlsx")
    assert names[1] == names[0].replace(".xlsx", ".csv")


def test_export_when_the_name_has_no_ending_then_the_kind_gives_it_one(
    window: MainWindow, run: Run, tmp_path: Path
) -> None:
    async def scenario() -> None:
        await _open(window)
        dialog = _ask(window)
        dialog.selectNameFilter(words.EXPORT_CSV)
        dialog.filterSelected.emit(words.EXPORT_CSV)
        dialog.fileSelected.emit(str(tmp_path / "gold 14.03"))
        dialog.reject()
        await _until_written(window.log.export)

    run(scenario())

    assert [file.name for file in tmp_path.iterdir()] == ["gold 14.03.csv"]


def test_export_when_the_file_is_there_then_it_is_replaced_only_after_a_yes(
    window: MainWindow, desk: SampleDesk, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "log.csv"
    file.write_text("mine", encoding="utf-8")
    kept: list[str] = []

    async def scenario() -> None:
        await _open(window)
        _choose(window, file)
        await _until_written(window.log.export)
        kept.append(file.read_text(encoding="utf-8"))
        QTest.mouseClick(window.notices.accept_button, LEFT)
        await _until_written(window.log.export)

    run(scenario())

    assert kept == ["mine"]
    assert len(file.read_text(encoding="utf-8").splitlines()) == 201


def test_export_when_it_takes_long_then_a_bar_shows_it_and_cancel_ends_it(
    window: MainWindow, desk: SampleDesk, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "log.csv"
    export = window.log.export

    async def scenario() -> None:
        await _open(window)
        desk.held = asyncio.Event()
        _choose(window, file)
        await asyncio.wait(list(window.tasks._running), return_when=asyncio.FIRST_COMPLETED)
        assert export.is_busy
        assert not export.isVisible()
        export._long.timeout.emit()
        assert export.isVisible()
        QTest.mouseClick(export.cancel_button, LEFT)
        desk.held.set()
        await _until_written(export)

    run(scenario())

    assert not file.exists()
    assert window.notices.accessibleName() == "The export was canceled."
    assert not export.isVisible()
    assert not export.is_busy


def test_export_when_the_program_ends_then_the_writing_thread_is_told(
    window: MainWindow, desk: SampleDesk, run: Run, tmp_path: Path
) -> None:
    export = window.log.export

    async def scenario() -> None:
        await _open(window)
        desk.held = asyncio.Event()
        _choose(window, tmp_path / "log.csv")
        await asyncio.wait(list(window.tasks._running), return_when=asyncio.FIRST_COMPLETED)
        progress = export._progress
        assert progress is not None
        await window.tasks.end()
        await asyncio.sleep(0)
        assert not progress.tell(1, 2)

    run(scenario())


def test_export_when_another_is_being_written_then_it_waits_for_it(
    window: MainWindow, desk: SampleDesk, run: Run, tmp_path: Path
) -> None:
    async def scenario() -> None:
        await _open(window)
        desk.held = asyncio.Event()
        _choose(window, tmp_path / "log.csv")
        await asyncio.wait(list(window.tasks._running), return_when=asyncio.FIRST_COMPLETED)
        QTest.mouseClick(window.log.export_button, LEFT)
        desk.held.set()
        said = window.notices.accessibleName()
        await _until_written(window.log.export)
        assert said == "Another export is still being written."

    run(scenario())


def test_export_when_it_is_refused_then_the_sentence_is_told(
    window: MainWindow, desk: SampleDesk, run: Run, tmp_path: Path
) -> None:
    async def scenario() -> None:
        await _open(window)
        desk.past_refusal = "there is no room on the disk"
        _choose(window, tmp_path / "log.csv")
        await _until_written(window.log.export)

    run(scenario())

    assert window.notices.accessibleName() == ("Nothing was exported: there is no room on the disk")


def test_export_when_no_line_is_shown_then_no_file_is_asked_for(
    new_window: BuildWindow, run: Run
) -> None:
    window = new_window(SampleDesk(empty=True))

    async def scenario() -> None:
        await _open(window)
        QTest.mouseClick(window.log.export_button, LEFT)

    run(scenario())

    assert window.log.export.dialog is None
    assert window.notices.accessibleName() == (
        "There is no line to export. Change or clear the filter first."
    )


@pytest.mark.usefixtures("qapp")
def test_progress_when_told_from_another_thread_then_the_window_learns_it_in_its_own(
    window: MainWindow, run: Run
) -> None:
    progress = Progress(window)
    told: list[tuple[int, int]] = []
    # A method of an object of the window's thread: Qt carries the call over.
    progress.told.connect(window.log.export._on_told)
    progress.told.connect(lambda done, total: told.append((done, total)))
    answers: list[bool] = []

    async def scenario() -> None:
        answers.append(await asyncio.to_thread(progress.tell, 1, 3))
        answers.append(await asyncio.to_thread(progress.tell, 2, 3))
        progress.end()
        answers.append(await asyncio.to_thread(progress.tell, 3, 3))

    run(scenario())

    assert answers == [True, True, False]
    # The second one came at once after the first, and the last one is always told.
    assert told == [(1, 3), (3, 3)]

"""The check-up page, by what a trader does with it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.gui.conftest import Run
from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.domain.checkup import fine
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.main_window import DOCTOR, MainWindow

LEFT = Qt.MouseButton.LeftButton


def shown(window: MainWindow) -> list[tuple[str, str]]:
    """Return verdict and subject of every line, from the top."""
    model = window.doctor.model
    return [(model.look(row, 0).text, model.look(row, 1).text) for row in range(model.rowCount())]


def test_page_when_first_opened_then_everything_is_checked_once(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        QTest.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
        await window.tasks.settled()
        window.show_page(0)
        window.show_page(DOCTOR)
        await window.tasks.settled()

    run(scenario())

    assert desk.orders == ["check up"]
    assert shown(window) == [
        ("Problem", "Fairmont: permissions"),
        ("Hint", "Northgate MetaTrader 4: Expert Advisors"),
        ("Not known", "Sleep"),
        ("Fine", "Bridge's port"),
        ("Fine", "Keyring"),
        ("Fine", "Program and system"),
    ]
    assert window.doctor.summary.text().startswith("1 problem, 1 hint, 1 not known, checked at ")


def test_button_when_pressed_then_everything_is_checked_anew(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        window.show_page(DOCTOR)
        await window.tasks.settled()
        desk.lines = (fine("Keyring", "it works"),)
        QTest.mouseClick(window.doctor.check_button, LEFT)
        assert not window.doctor.check_button.isEnabled()
        await window.tasks.settled()

    run(scenario())

    assert shown(window) == [("Fine", "Keyring")]
    assert window.doctor.summary.text().startswith("Everything is fine, checked at ")
    assert window.doctor.check_button.isEnabled()


def test_line_when_selected_then_is_shown_as_a_whole(window: MainWindow, run: Run) -> None:
    async def scenario() -> None:
        window.show_page(DOCTOR)
        await window.tasks.settled()

    run(scenario())
    before = window.doctor.detail.text()
    place = window.doctor.table.visualRect(window.doctor.model.index(0, 1)).center()
    QTest.mouseClick(window.doctor.table.viewport(), LEFT, pos=place)

    assert before == words.CHECK_DETAIL_NONE
    assert window.doctor.detail.text() == (
        "No copies can be made: algo trading is off in the terminal.\n"
        "To do: Accounts > Terminals shows where."
    )


def test_report_when_copied_then_holds_every_line(window: MainWindow, run: Run) -> None:
    async def scenario() -> None:
        window.show_page(DOCTOR)
        await window.tasks.settled()

    run(scenario())
    window.doctor.copy.trigger()

    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 6
    assert lines[0] == (
        "WRONG    Fairmont: permissions: no copies can be made: algo trading is off in the "
        "terminal -> Accounts > Terminals shows where"
    )


def test_check_when_it_fails_then_the_trader_reads_why_and_may_try_again(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.refusal = "the machine is out of memory"

    async def scenario() -> None:
        window.show_page(DOCTOR)
        await window.tasks.settled()

    run(scenario())

    assert window.notices.accessibleName() == "the machine is out of memory"
    assert window.doctor.check_button.isEnabled()
    assert shown(window) == []


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ((0, 0, 0), "Everything is fine, checked at 12:00"),
        ((2, 0, 0), "2 problems, checked at 12:00"),
        ((0, 3, 1), "No problem, 3 hints, 1 not known, checked at 12:00"),
    ],
)
def test_summary_when_told_then_counts_each_kind(counts: tuple[int, int, int], text: str) -> None:
    assert words.checks_summary(*counts, "12:00") == text

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter

from tests.gui.conftest import BuildWindow
from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.pages import ACCOUNTS, COCKPIT, GUARD


def _splitter(window: MainWindow) -> QSplitter:
    return window.guard.findChildren(QSplitter)[0]


def test_layout_when_the_window_is_hidden_then_the_next_start_has_it(
    new_window: BuildWindow, desk: SampleDesk, tmp_path: Path
) -> None:
    file = tmp_path / "window.ini"
    first = new_window(desk, settings_file=file)
    first.show_page(GUARD)
    _splitter(first).setSizes([150, 400])
    sizes = _splitter(first).sizes()
    table = first.accounts.table
    table.setColumnWidth(2, 177)
    table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    first.close()

    second = new_window(desk, settings_file=file)
    header = second.accounts.table.horizontalHeader()

    assert second.pages.currentIndex() == GUARD
    assert _splitter(second).sizes() == sizes
    assert second.accounts.table.columnWidth(2) == 177
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (
        3,
        Qt.SortOrder.DescendingOrder,
    )


def test_column_when_its_width_was_chosen_then_it_stays_while_the_window_changes(
    window: MainWindow,
) -> None:
    window.show_page(ACCOUNTS)
    table = window.accounts.table
    table.setColumnWidth(1, 222)

    window.resize(900, 500)
    table.fit_again()

    assert table.columnWidth(1) == 222
    assert table.chosen_widths == {1: 222}


@pytest.mark.parametrize(
    "lines",
    [
        "page=99\n[layout]\ntable_1_0=nonsense\nsplitter_3_0=[0, -5]\n",
        'page=x\n[layout]\ntable_1_0="{\\"columns\\": 3, \\"widths\\": {\\"0\\": 9}}"\n',
        'page=-1\n[layout]\ntable_1_0="{\\"columns\\": [], \\"widths\\": 5, \\"sorted\\": 7}"\n',
        'page=1e9\n[layout]\ntable_1_0="{\\"columns\\": 11, \\"sorted\\": [0, []]}"\n',
        'page=\n[layout]\nsplitter_3_0="[\\"a\\", null]"\n',
    ],
)
def test_layout_when_the_file_is_damaged_then_the_window_opens_as_new(
    new_window: BuildWindow, desk: SampleDesk, tmp_path: Path, lines: str
) -> None:
    file = tmp_path / "window.ini"
    file.write_text(f"[window]\n{lines}", encoding="utf-8")

    window = new_window(desk, settings_file=file)

    assert window.pages.currentIndex() == COCKPIT
    assert window.accounts.table.chosen_widths == {}
    assert all(_splitter(window).sizes()) or window.guard.isHidden()


def test_widths_when_some_are_impossible_then_only_the_others_come_back(
    new_window: BuildWindow, desk: SampleDesk, tmp_path: Path
) -> None:
    file = tmp_path / "window.ini"
    first = new_window(desk, settings_file=file)
    count = first.accounts.model.columnCount()
    first.remember()
    kept = QSettings(str(file), QSettings.Format.IniFormat)
    widths = '{"0": 100, "1": 9000, "2": -4, "77": 50, "x": 50}'
    kept.setValue("layout/table_1_0", f'{{"columns": {count}, "widths": {widths}}}')
    kept.sync()

    second = new_window(desk, settings_file=file)

    assert second.accounts.table.chosen_widths == {0: 100}


def test_window_when_its_screen_is_gone_then_it_is_brought_to_one_that_is_there(
    new_window: BuildWindow, desk: SampleDesk, tmp_path: Path
) -> None:
    screen = QGuiApplication.primaryScreen().availableGeometry()
    window = new_window(desk)
    window.hide()
    window.setGeometry(QRect(screen.right() + 3_000, screen.bottom() + 2_000, 900, 500))

    window.show()

    assert screen.contains(window.frameGeometry().topLeft())

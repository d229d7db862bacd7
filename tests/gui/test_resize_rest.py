"""Large drawings rest while the window changes in size. A table is drawn once for each size."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.sample_desk import SampleDesk
from tests.gui.test_drawing import Painted
from tradecopy_desktop.gui.main_window import COCKPIT, HELP, LATENCY, ROUTES, MainWindow
from tradecopy_desktop.gui.resize_rest import ResizeRest
from tradecopy_desktop.gui.turns import finish_all
from tradecopy_desktop.gui.widgets.table_view import TableView

LARGER = QSize(1340, 760)
LARGEST = QSize(1400, 800)
SCREEN = QSize(1920, 1080)


def resting_on(window: MainWindow, page: int, qtbot: QtBot) -> tuple[ResizeRest, Painted]:
    """Turn to a page, and return what rests there until it is told, and what of it is drawn."""
    desk = window._desk
    assert isinstance(desk, SampleDesk)
    desk.measure(40)
    window.show_page(page)
    finish_all(window)
    current = window.pages.currentWidget()
    assert current is not None
    rest = next(
        each for each in current.findChildren(ResizeRest) if not isinstance(each._part, TableView)
    )
    # A busy machine must not bring the calm before the test has looked.
    rest._calm.setInterval(1_000_000)
    area = rest._part
    assert isinstance(area, QAbstractScrollArea)
    drawn = area.widget() if isinstance(area, QScrollArea) else area.viewport()
    assert drawn is not None
    qtbot.waitUntil(rest._part.isVisible)
    settle(window)
    return rest, Painted(drawn)


def settle(window: QWidget) -> None:
    """Let the loop do all that it has to do at once."""
    for _ in range(5):
        QApplication.processEvents()
    assert window.isVisible()


@pytest.mark.parametrize("page", [ROUTES, LATENCY, HELP])
def test_part_when_the_window_is_made_larger_then_it_is_drawn_when_that_has_ended(
    window: MainWindow, page: int, qtbot: QtBot
) -> None:
    rest, painted = resting_on(window, page, qtbot)

    for size in (LARGER, LARGEST):
        window.resize(size)
        settle(window)
    while_resized = list(painted.parts)
    rest._on_calm()
    qtbot.waitUntil(lambda: painted.parts != [])

    assert while_resized == []
    assert rest._part.updatesEnabled()


def test_part_when_it_alone_is_made_larger_then_it_is_drawn_at_once(
    window: MainWindow, qtbot: QtBot
) -> None:
    rest, painted = resting_on(window, ROUTES, qtbot)

    rest._part.resize(rest._part.size() - QSize(0, 20))

    assert rest._part.updatesEnabled()
    qtbot.waitUntil(lambda: painted.parts != [])


def test_part_when_the_window_was_resized_elsewhere_then_it_is_drawn_when_turned_to(
    window: MainWindow, qtbot: QtBot
) -> None:
    rest, painted = resting_on(window, ROUTES, qtbot)
    window.show_page(COCKPIT)
    window.resize(LARGER)
    settle(window)
    painted.parts.clear()

    window.show_page(ROUTES)

    qtbot.waitUntil(lambda: painted.parts != [])
    assert rest._part.updatesEnabled()


def test_tables_when_the_window_is_made_larger_then_each_is_drawn_once(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.show_page(COCKPIT)
    finish_all(window)
    tables = window.cockpit.findChildren(TableView)
    assert len(tables) == 2
    for table in tables:
        table.fit_again()
    settle(window)
    painted = [Painted(table.viewport()) for table in tables]

    window.resize(LARGER)
    settle(window)

    assert [len(each.parts) for each in painted] == [1, 1]


def test_tables_when_the_window_fills_the_screen_then_they_are_drawn_when_that_has_ended(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.show_page(COCKPIT)
    finish_all(window)
    table = window.cockpit.positions.table
    (rest,) = table.findChildren(ResizeRest)
    rest._calm.setInterval(1_000_000)
    settle(window)
    painted = Painted(table.viewport())

    window.resize(SCREEN)
    settle(window)
    while_resized = list(painted.parts)
    rest._on_calm()
    qtbot.waitUntil(lambda: painted.parts != [])

    assert while_resized == []
    assert table.updatesEnabled()


def test_columns_when_a_name_becomes_longer_then_they_grow_and_do_not_shrink_again(
    window: MainWindow, desk: SampleDesk, qtbot: QtBot
) -> None:
    window.show_page(COCKPIT)
    finish_all(window)
    table = window.cockpit.positions.table
    row = window.cockpit.positions.model.row_at(0).row
    table._growing.setInterval(0)
    table.fit_again()
    before = table.columnWidth(0)

    desk.bus.publish(replace(row, follower_name=row.follower_name + " with a longer name"))
    qtbot.waitUntil(lambda: table.columnWidth(0) > before)
    grown = table.columnWidth(0)
    desk.bus.publish(row)
    window.refresh()
    settle(window)

    assert table.columnWidth(0) == grown

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QTableView, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.gui.main_window import ACCOUNTS, LATENCY, LOG, MainWindow
from tradecopy_desktop.gui.turns import finish_all


class Painted(QObject):
    """Notes which parts of a widget are drawn."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.parts: list[QRect] = []
        widget.installEventFilter(self)

    def eventFilter(  # noqa: N802 - Qt names it.
        self, watched: QObject, event: QEvent
    ) -> bool:
        if isinstance(event, QPaintEvent):
            self.parts.append(event.region().boundingRect())
        return super().eventFilter(watched, event)


def test_drawing_when_one_cell_changes_then_only_that_cell_is_drawn(
    window: MainWindow, desk: SampleDesk, qtbot: QtBot
) -> None:
    table = window.cockpit.positions.table
    qtbot.waitUntil(
        lambda: not table.visualRect(window.cockpit.positions.model.index(0, 0)).isEmpty()
    )
    painted = Painted(table.viewport())
    row = window.cockpit.positions.model.row_at(4).row

    desk.bus.publish(replace(row, profit=Decimal("1234.56")))
    qtbot.waitUntil(lambda: painted.parts != [])

    column = [each.title for each in window.cockpit.positions.model.columns].index("Profit")
    assert painted.parts == [table.visualRect(window.cockpit.positions.model.index(4, column))]


def test_drawing_when_a_table_is_shown_then_every_cell_with_a_text_has_ink(
    window: MainWindow,
) -> None:
    table, model = window.cockpit.positions.table, window.cockpit.positions.model
    picture = table.viewport().grab().toImage()

    blank = [
        (row, column)
        for row in range(4)
        for column in range(model.columnCount())
        if model.look(row, column).text and _is_flat(picture, table, row, column)
    ]

    assert blank == []


def _is_flat(picture: QImage, table: QTableView, row: int, column: int) -> bool:
    cell = table.visualRect(table.model().index(row, column)).adjusted(4, 4, -4, -4)
    part = picture.copy(cell)
    colors = {part.pixel(x, y) for x in range(part.width()) for y in range(part.height())}
    return len(colors) == 1


def test_drawing_when_panels_are_hidden_then_nothing_is_drawn_or_delivered(
    window: MainWindow, desk: SampleDesk, qtbot: QtBot
) -> None:
    window.show_page(LOG)
    shown = Painted(window.accounts.table.viewport())
    window.show_page(ACCOUNTS)
    qtbot.waitUntil(lambda: shown.parts != [])
    shown.parts.clear()
    hidden = [
        Painted(widget)
        for widget in (
            window.cockpit.positions.table.viewport(),
            window.log.table.viewport(),
            window.latency.chart.canvas,
            window.alerts.table.viewport(),
        )
    ]
    before = window.log.model.row_at(0).key

    desk.measure(10)
    desk.trade(10)
    desk.move_prices()
    account = desk.accounts()[0]
    desk.bus.publish(replace(account, equity=Decimal(1)))
    feeds = (window.log._feed, window.cockpit.feeds[-1], window.latency._feed)
    resting = [feed.is_resting for feed in feeds]
    qtbot.waitUntil(lambda: shown.parts != [])

    assert resting == [True, True, True]
    assert [each.parts for each in hidden] == [[], [], [], []]
    assert window.log.model.row_at(0).key == before


def test_drawing_when_a_panel_comes_back_then_it_shows_the_newest_at_once(
    window: MainWindow, desk: SampleDesk
) -> None:
    window.show_page(ACCOUNTS)
    desk.measure(25)

    window.show_page(LATENCY)
    finish_all(window)

    assert window.latency.chart.shown == 25


def test_drawing_when_the_window_is_minimized_then_nothing_is_delivered(
    window: MainWindow, desk: SampleDesk
) -> None:
    window.show_page(LATENCY)
    finish_all(window)
    window.showMinimized()

    desk.measure(25)
    asleep = window.latency.chart.shown
    window.come_forward()
    finish_all(window)

    assert asleep == 0
    assert window.latency.chart.shown == 25

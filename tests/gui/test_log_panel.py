from html import unescape

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.gui.main_window import LOG, MainWindow

LEFT = Qt.MouseButton.LeftButton


def test_line_when_clicked_then_its_way_and_its_reasons_are_shown(window: MainWindow) -> None:
    window.show_page(LOG)
    panel = window.log

    QTest.mouseClick(
        panel.table.viewport(), LEFT, pos=panel.table.visualRect(panel.model.index(0, 0)).center()
    )

    assert "Index to Tarnwell" in panel.detail.trade.text()
    # The newest sample line slipped by 2 points, half a dollar each.
    assert "+2 points, +1.00 USD" in panel.detail.trade.text()
    assert "SL and TP copied at the master's prices" in unescape(panel.detail.why.text())
    assert panel.detail.bars.accessibleName().startswith("Detect ")


def test_lines_when_new_ones_come_then_the_selected_one_stays_selected(
    window: MainWindow, desk: SampleDesk
) -> None:
    window.show_page(LOG)
    panel = window.log
    panel.table.selectRow(3)
    selected = panel.model.row_at(3)

    desk.trade(10)
    window.refresh()

    assert panel.table.selected_rows() == [13]
    assert panel.model.row_at(13) is selected


def test_lines_when_reading_older_ones_then_new_ones_do_not_push_them_away(
    window: MainWindow, desk: SampleDesk, qtbot: QtBot
) -> None:
    window.show_page(LOG)
    panel = window.log
    panel.table.scrollTo(panel.model.index(100, 0), panel.table.ScrollHint.PositionAtTop)
    before = panel.model.row_at(panel.table.rowAt(5)).key

    desk.trade(7)
    window.refresh()
    qtbot.waitUntil(lambda: panel.table.verticalScrollBar().value() > 0)

    assert panel.model.row_at(panel.table.rowAt(5)).key == before


def test_columns_when_shown_then_both_prices_and_what_the_slippage_cost_stand_there(
    window: MainWindow,
) -> None:
    model = window.log.model

    titles = [column.title for column in model.columns]
    cells = dict(zip(titles, (look.text for look in model.looks(0)), strict=True))

    assert titles[7:12] == ["Master at", "Filled at", "Slip pts", "Slip cost", "Total ms"]
    assert [cells[title] for title in titles[7:11]] == ["2984.12", "2984.14", "+2", "+1.00"]
    assert model.index(0, 10).data(Qt.ItemDataRole.ToolTipRole) == "+1.00 USD"

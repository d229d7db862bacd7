from dataclasses import replace
from html import unescape

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.app.views import LogOutcome
from tradecopy_desktop.gui.main_window import LATENCY, LOG, MainWindow

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def test_line_when_clicked_then_its_way_and_its_reasons_are_shown(window: MainWindow) -> None:
    window.show_page(LOG)
    panel = window.log

    QTest.mouseClick(
        panel.table.viewport(), LEFT, pos=panel.table.visualRect(panel.model.index(0, 0)).center()
    )

    assert "Index to Tarnwell" in panel.detail.trade.text()
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


def test_lines_when_the_selected_one_falls_out_then_the_table_stays_at_the_top(
    window: MainWindow, desk: SampleDesk
) -> None:
    window.show_page(LOG)
    panel = window.log
    panel.table.selectRow(0)

    for seed in range(10, 22):
        desk.trade(450, seed)
        window.refresh()

    # 200 lines at first and 12 x 450 more: the ring keeps 5,000.
    assert panel.model.rowCount() == 5_000
    assert panel.table.selected_rows() == []
    assert panel.model.row_at(panel.table.rowAt(5)).key == "new-21-449"


def test_search_when_typed_then_other_lines_leave_and_the_emptiness_has_its_own_words(
    window: MainWindow,
) -> None:
    window.show_page(LOG)
    panel = window.log

    QTest.keyClick(panel.table, Qt.Key.Key_F, CTRL)
    QTest.keyClicks(panel.search, "vistamere")
    found = {panel.model.row_at(row).follower_name for row in range(panel.model.rowCount())}
    QTest.keyClicks(panel.search, "xyz")

    assert panel.search.hasFocus()
    assert found == {"Vistamere small"}
    assert panel.model.rowCount() == 0
    assert not panel.table.isVisible()
    assert panel.emptiness.title == "No line matches"


def test_outcome_when_not_sent_is_chosen_then_rehearsed_copies_are_shown(
    window: MainWindow, desk: SampleDesk
) -> None:
    window.show_page(LOG)
    panel = window.log
    row = desk.trade(1)[0]
    rehearsed = replace(row, key="imagined", outcome=LogOutcome.IMAGINED, reason="not sent")
    desk.bus.publish(rehearsed)
    window.refresh()

    QTest.keyClicks(panel.outcome, "Not sent")

    assert panel.model.rowCount() == 1
    shown = [panel.model.look(0, n).text for n in range(panel.model.columnCount())]
    assert "Not sent" in shown


def test_latency_when_copies_are_measured_then_numbers_and_chart_follow(
    window: MainWindow, desk: SampleDesk
) -> None:
    window.show_page(LATENCY)
    panel = window.latency

    desk.measure(400)
    window.refresh()

    rows = [panel.model.row_at(row) for row in range(panel.model.rowCount())]
    assert [row.stage for row in rows] == [0, 1, 2, 3, 4, 5, 6]
    assert {row.count for row in rows} == {400}
    assert panel.chart.shown == 300
    assert panel.chart.widget.isVisible()
    # The sample desk's lags: thirty seconds between 0.2 and 2.4 ms.
    assert panel.lags.loop_worst.text() == "2.3 ms"


def test_latency_when_the_broker_is_left_out_then_the_scale_comes_down(
    window: MainWindow, desk: SampleDesk
) -> None:
    window.show_page(LATENCY)
    panel = window.latency
    desk.measure(300)
    window.refresh()
    whole = panel.chart.top_ms

    QTest.mouseClick(panel.ways.button(1), LEFT)

    # Execute takes 38 ms at least; all other stages of a copy come to 5.6 ms at most.
    assert whole > 38
    assert panel.chart.top_ms <= 6

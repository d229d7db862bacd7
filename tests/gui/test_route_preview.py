from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from tests.gui.coming import come
from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.domain.sizing import Multiplier, VolumeRules
from tradecopy_desktop.gui.dialogs.route_editor import RouteEditor
from tradecopy_desktop.gui.main_window import ROUTES, MainWindow

D = Decimal
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def editor(window: MainWindow) -> RouteEditor:
    # From Gold master to Calder prop 100k, whose broker puts .r behind its names.
    opened = window.open_route_editor("route-2")
    assert opened is not None
    come(opened)
    # What follows must not come of asking every second.
    opened.preview._again.stop()
    return opened


def _choose(box: QComboBox, text: str) -> None:
    box.setCurrentIndex(box.findText(text))
    assert box.currentText() == text


def _type(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def _gets(editor: RouteEditor) -> str:
    return editor.preview.answer.gets.text()


def test_preview_when_the_editor_opens_then_it_says_what_the_follower_gets(
    editor: RouteEditor,
) -> None:
    _choose(editor.preview.trade.symbol, "XAUUSD")
    editor.preview.ask()

    assert editor.preview.asked.text() == "Master buys 1.00 XAUUSD:"
    assert _gets(editor) == "Calder prop 100k buys 1.00 XAUUSD.r"
    assert not editor.preview.missing.isVisible()


def test_preview_when_a_field_changes_then_the_answer_follows_by_itself(
    editor: RouteEditor, qtbot: QtBot
) -> None:
    _choose(editor.sizing.kinds, "Multiplier of lots")
    _type(editor.sizing.number, "0.37")

    qtbot.waitUntil(lambda: _gets(editor) == "Calder prop 100k buys 0.37 EURUSD.r")
    editor.tabs.orders.reverse.box.click()
    qtbot.waitUntil(lambda: _gets(editor) == "Calder prop 100k sells 0.37 EURUSD.r")


def test_preview_when_fields_change_quickly_then_the_desk_is_asked_once(
    editor: RouteEditor, desk: SampleDesk, qtbot: QtBot
) -> None:
    editor.preview._again.stop()
    editor.preview._soon.stop()
    desk.imagined.clear()

    _type(editor.preview.trade.lots.line, "12.5")
    qtbot.waitUntil(lambda: bool(desk.imagined))

    assert [trade.lots for trade in desk.imagined] == [D("12.5")]


def test_preview_when_the_trade_is_imagined_otherwise_then_it_is_asked_about(
    editor: RouteEditor, qtbot: QtBot
) -> None:
    trade = editor.preview.trade
    QTest.mouseClick(trade.side.button(1), LEFT)
    _type(trade.lots.line, "2.5")
    _type(trade.stop_loss.line, "1.1")
    _type(trade.take_profit.line, "1.05")

    qtbot.waitUntil(lambda: _gets(editor) == "Calder prop 100k sells 2.50 EURUSD.r")

    assert editor.preview.asked.text() == "Master sells 2.50 EURUSD:"
    assert editor.preview.answer.why.text() == "SL 1.10000, TP 1.05000"


def test_preview_when_nothing_is_copied_then_it_says_why(editor: RouteEditor, qtbot: QtBot) -> None:
    _choose(editor.sizing.kinds, "Multiplier of lots")
    _type(editor.sizing.number, "0.001")

    qtbot.waitUntil(lambda: _gets(editor) == "Calder prop 100k gets nothing")

    assert "minimum" in editor.preview.answer.why.text()


def test_preview_when_unfolded_then_every_step_is_told(editor: RouteEditor) -> None:
    answer = editor.preview.answer
    QTest.mouseClick(answer.unfold, LEFT)

    assert answer.steps.isVisible()
    assert "EURUSD.r is EURUSD as this broker writes it" in answer.steps.text()


def test_preview_when_something_is_wrong_then_it_says_where(
    editor: RouteEditor, qtbot: QtBot
) -> None:
    _type(editor.tabs.filters.spread.line, "wide")

    qtbot.waitUntil(editor.preview.missing.isVisible)

    assert editor.preview.missing.text() == (
        "What is copied: Enter whole points of 0 or more, or leave it empty."
    )
    assert not editor.preview.answer.isVisible()


def test_preview_when_no_accounts_are_chosen_then_it_says_what_to_do(
    window: MainWindow, desk: SampleDesk, qtbot: QtBot
) -> None:
    opened = come(window.open_add_route())
    before = opened.preview.missing.text()

    opened.size_part.choose(desk.accounts()[0].key, desk.accounts()[2].key)

    qtbot.waitUntil(lambda: _gets(opened) == "Nordpeak 50k buys 1.00 EURUSD")
    assert before == "Choose a master and a follower to see what would be copied."


def test_preview_when_the_editor_is_hidden_then_nobody_is_asked(editor: RouteEditor) -> None:
    editor.preview._again.start()

    editor.hide()

    assert not editor.preview._again.isActive()
    assert not editor.preview._soon.isActive()


def test_explain_when_asked_by_keys_then_every_follower_of_the_master_is_told_about(
    window: MainWindow, desk: SampleDesk, qtbot: QtBot
) -> None:
    usual = desk._settings["route-3"]
    desk._settings["route-3"] = replace(usual, volume=VolumeRules(min_lots=D(1)))
    window.show_page(ROUTES)
    window.routes.table.selectRow(0)

    QTest.keyClick(window.routes.table, Qt.Key.Key_I, CTRL)
    dialog = window.routes.editing.explaining

    assert dialog is not None
    come(dialog)
    assert dialog.windowTitle() == "Explain: Gold master"
    assert [answer.gets.text() for answer in dialog.answers] == [
        "Nordpeak 50k buys 0.50 EURUSD",
        "Calder prop 100k buys 1.00 EURUSD.r",
        # 0.02 lots are less than the least of 1.
        "Vistamere small gets nothing",
    ]
    assert dialog.answers[0].by.text() == "by route Gold to Nordpeak"


def test_explain_when_another_lot_is_typed_then_all_answers_follow(
    window: MainWindow, desk: SampleDesk, qtbot: QtBot
) -> None:
    dialog = come(window.routes.editing.explain(desk.routes()[0]))

    _type(dialog.trade.lots.line, "3")

    qtbot.waitUntil(lambda: dialog.asked.text() == "Master buys 3.00 EURUSD:")
    assert dialog.answers[0].gets.text() == "Nordpeak 50k buys 1.50 EURUSD"


def test_explain_when_a_route_is_paused_then_it_says_so_with_the_lots(
    window: MainWindow, desk: SampleDesk
) -> None:
    row = next(row for row in desk.routes() if row.name == "Index to Oakridge")
    desk._settings[row.id] = replace(desk._settings[row.id], sizing=Multiplier(factor=D(2)))

    dialog = come(window.routes.editing.explain(row))

    assert dialog.answers[0].gets.text() == "Oakridge test buys 2.00 EURUSD"
    assert dialog.answers[0].why.text() == (
        "The route is paused now: nothing is opened until it is armed."
    )


def test_explain_when_closed_then_it_stops_asking(window: MainWindow, desk: SampleDesk) -> None:
    dialog = come(window.routes.editing.explain(desk.routes()[0]))

    QTest.mouseClick(dialog.accept_button, LEFT)

    assert window.routes.editing.explaining is None

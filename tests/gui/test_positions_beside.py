from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from tests.gui.conftest import Run
from tests.gui.sample_desk import SampleDesk
from tests.gui.sample_findings import FINDINGS
from tradecopy_desktop.app.views import CopyState
from tradecopy_desktop.domain.findings import FindingKind
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.models.columns import Look
from tradecopy_desktop.gui.panels.positions_beside import PositionsBeside

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def positions(window: MainWindow) -> PositionsBeside:
    """The positions of all followers, watched by Qt's own tester of models."""
    beside = window.cockpit.positions
    QAbstractItemModelTester(
        beside.model, QAbstractItemModelTester.FailureReportingMode.Warning, parent=beside.model
    )
    return beside


def _place(positions: PositionsBeside, key: str) -> int:
    place = positions.model.place_of(key)
    assert place is not None
    return place


def _look(positions: PositionsBeside, key: str, title: str) -> Look:
    column = [each.title for each in positions.model.columns].index(title)
    return positions.model.look(_place(positions, key), column)


def _click(positions: PositionsBeside, key: str, title: str) -> None:
    column = [each.title for each in positions.model.columns].index(title)
    index = positions.model.index(_place(positions, key), column)
    positions.table.scrollTo(index)
    place = positions.table.visualRect(index).center()
    QTest.mouseClick(positions.table.viewport(), LEFT, pos=place)


def test_positions_when_shown_then_the_worst_are_first_each_with_word_mark_and_action(
    positions: PositionsBeside,
) -> None:
    titles = [each.title for each in positions.model.columns]
    state, action = titles.index("State"), titles.index("To do")

    shown = [
        (looks[state].text, looks[state].mark, looks[action].text, looks[action].button)
        for looks in (positions.model.looks(row) for row in range(8))
    ]

    assert shown == [
        ("Without SL", "mark-naked", "Set stops…", True),
        ("Missing", "mark-missing", "Copy now…", True),
        ("Missing", "mark-missing", "Copy now…", True),
        # Its finding has no remedy: nothing here could put it right.
        ("Unlinked", "mark-unlinked", "", False),
        ("Not known", "mark-unknown", "", False),
        ("Wrong size", "mark-size", "Reduce…", True),
        ("Working", "mark-working", "", False),
        ("In step", "mark-good", "", False),
    ]


def test_position_without_a_master_when_shown_then_has_a_row_and_nothing_on_its_masters_side(
    positions: PositionsBeside,
) -> None:
    place = _place(positions, "stray-1")

    row = positions.model.row_at(place).row

    assert (row.held_lots, row.symbol) == (Decimal("0.10"), "DE40.cash")
    # Master's lots and price.
    assert [look.text for look in positions.model.looks(place)[4:6]] == ["\N{EN DASH}"] * 2


def test_correction_when_its_button_is_clicked_and_confirmed_then_it_is_ordered_and_settled(
    positions: PositionsBeside, window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    _click(positions, "route-2-0", "To do")
    asked = window.notices.accessibleName()
    before = list(desk.orders)

    async def confirm() -> None:
        QTest.mouseClick(window.notices.accept_button, LEFT)
        await window.tasks.settled()

    run(confirm())
    window.refresh()

    assert asked == (
        "Reduce on Calder prop 100k: XAUUSD.r? "
        "The copy in XAUUSD.r holds 1.2 lots; 1 are due. Reduce it to 1 lots."
    )
    assert before == []
    assert desk.orders == ["correct finding-1"]
    # What was found is gone; the copy says itself that it is still too large.
    assert _look(positions, "route-2-0", "To do").text == ""
    assert _look(positions, "route-2-0", "State").text == "Wrong size"


def test_correction_when_another_cell_is_clicked_or_the_question_is_left_then_nothing_is_ordered(
    positions: PositionsBeside, window: MainWindow, desk: SampleDesk
) -> None:
    _click(positions, "route-2-0", "State")
    asked_by_state = window.notices.is_asking
    _click(positions, "route-2-0", "To do")
    asked_by_button = window.notices.is_asking

    QTest.keyClick(window, Qt.Key.Key_Escape)

    assert (asked_by_state, asked_by_button) == (False, True)
    assert not window.notices.is_asking
    assert desk.orders == []


def test_correction_when_enter_is_pressed_on_a_row_then_it_asks_and_enter_confirms(
    positions: PositionsBeside, window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    positions.table.selectRow(_place(positions, "route-1-1"))
    positions.table.setFocus()

    async def confirm() -> None:
        QTest.keyClick(positions.table, Qt.Key.Key_Return)
        QTest.keyClick(window.notices.accept_button, Qt.Key.Key_Return)
        await window.tasks.settled()

    run(confirm())

    assert desk.orders == ["correct finding-2"]


def test_correction_when_refused_then_the_row_and_a_notice_say_why_and_it_can_be_tried_again(
    positions: PositionsBeside, window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.refusal = "the follower's terminal is not connected"
    _click(positions, "route-2-0", "To do")

    async def confirm() -> None:
        QTest.mouseClick(window.notices.accept_button, LEFT)
        await window.tasks.settled()

    run(confirm())

    assert _look(positions, "route-2-0", "Note").text == (
        "Not corrected: the follower's terminal is not connected"
    )
    assert _look(positions, "route-2-0", "To do").text == "Reduce…"
    assert window.notices.accessibleName() == (
        "Calder prop 100k, XAUUSD.r: the follower's terminal is not connected"
    )


def test_correction_while_under_way_then_the_row_works_and_has_no_button(
    positions: PositionsBeside,
) -> None:
    positions.corrections.said.emit("finding-1", "Correcting", True)

    assert _look(positions, "route-2-0", "State").text == "Working"
    assert not _look(positions, "route-2-0", "To do").button


def test_late_trade_when_copy_is_confirmed_then_it_is_opened_and_its_row_goes(
    positions: PositionsBeside, window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    _click(positions, "late-1", "To do")
    asked = window.notices.accessibleName()

    async def confirm() -> None:
        QTest.mouseClick(window.notices.accept_button, LEFT)
        await window.tasks.settled()

    run(confirm())
    window.refresh()

    assert asked == (
        "Copy to Vistamere small now: Buy 0.50 XAUUSD? The master opened 0.50 XAUUSD while an end "
        "was away. It opened at 2984.12; the price is 2985.40 now. It is opened at market."
    )
    assert desk.orders == ["open late-1"]
    assert positions.model.place_of("late-1") is None
    assert positions.model.place_of("late-2") is not None


def test_late_trade_when_left_by_keys_then_it_is_skipped(
    positions: PositionsBeside, window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    positions.table.selectRow(_place(positions, "late-2"))

    async def leave() -> None:
        QTest.keyClick(window, Qt.Key.Key_K, CTRL)
        await window.tasks.settled()

    run(leave())
    window.refresh()

    assert desk.orders == ["skip late-2"]
    assert positions.model.place_of("late-2") is None


def test_finding_when_it_is_about_a_copy_then_the_worse_of_both_is_shown(
    positions: PositionsBeside, window: MainWindow, desk: SampleDesk
) -> None:
    stops = replace(
        FINDINGS[1],
        key="finding-9",
        kind=FindingKind.STOP_DIFFERS,
        copy="route-2-0",
        text="the copy's TP differs",
        remedy="set the TP to 3010",
    )

    # The copy is of a wrong size already, which is worse than a stop that differs.
    desk.find(stops)
    window.refresh()
    both = _look(positions, "route-2-0", "To do").text
    desk.settle("finding-1")
    window.refresh()

    assert both == "Reduce…"
    assert _look(positions, "route-2-0", "To do").text == "Set stops…"
    assert _look(positions, "route-2-0", "State").text == "Wrong size"


def test_finding_of_an_extra_position_when_it_comes_and_goes_then_its_row_does_too(
    positions: PositionsBeside, window: MainWindow, desk: SampleDesk
) -> None:
    row = FINDINGS[2].beside
    assert row is not None
    extra = replace(row, copy="extra-1", state=CopyState.EXTRA, symbol="EURUSD")
    found = replace(
        FINDINGS[2],
        key="finding-8",
        kind=FindingKind.EXTRA,
        copy="extra-1",
        beside=extra,
        remedy="close it",
    )

    desk.find(found)
    window.refresh()
    shown = (
        _look(positions, "extra-1", "State").text,
        _look(positions, "extra-1", "To do").text,
    )
    desk.settle("finding-8")
    window.refresh()

    assert shown == ("Extra", "Close…")
    assert positions.model.place_of("extra-1") is None


def test_naked_position_when_its_stop_is_back_then_it_is_in_step_again(
    positions: PositionsBeside, window: MainWindow, desk: SampleDesk
) -> None:
    copy = next(row for row in desk.copies() if row.state is CopyState.NAKED)
    desk.settle("finding-2")

    desk.bus.publish(replace(copy, state=CopyState.IN_STEP, stop_loss=copy.due_stop))
    window.refresh()

    assert _look(positions, copy.copy, "State").text == "In step"


def test_columns_when_there_is_little_room_then_the_buttons_are_still_whole(
    positions: PositionsBeside, window: MainWindow, qtbot: QtBot
) -> None:
    table, columns = positions.table, positions.model.columns

    def shown() -> list[str]:
        return [each.title for n, each in enumerate(columns) if not table.isColumnHidden(n)]

    window.resize(853, 480)
    # A window has its new size before its parts have theirs.
    qtbot.waitUntil(lambda: len(shown()) < len(columns))
    right = table.visualRect(positions.model.index(0, len(columns) - 1)).right()

    # Prices and stops are left out, and what is due where letters are wide; how it stands and
    # what to do are not.
    left = [title for title in shown() if title != "Due"]
    assert left == ["Follower", "State", "Side", "Lots", "Symbol", "Held", "Profit", "To do"]
    assert right <= table.viewport().width()

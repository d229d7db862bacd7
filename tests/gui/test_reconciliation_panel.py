from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from tests.gui.conftest import BuildWindow, Run
from tests.gui.sample_desk import SampleDesk
from tests.gui.sample_findings import FINDINGS
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.main_window import COCKPIT, RECONCILIATION, MainWindow
from tradecopy_desktop.gui.panels.reconciliation import ReconciliationPanel

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
WRONG_SIZE, STOP_DIFFERS, UNLINKED, WAITING = (row.key for row in FINDINGS)


def _select(panel: ReconciliationPanel, *keys: str) -> None:
    panel.found_table.clearSelection()
    for n, key in enumerate(keys):
        place = panel.found.place_of(key)
        assert place is not None
        at = panel.found_table.visualRect(panel.found.index(place, 0)).center()
        held = CTRL if n else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(panel.found_table.viewport(), LEFT, held, at)


def _below(panel: ReconciliationPanel, key: str) -> str:
    """Return the second line of what is wrong."""
    place = panel.found.place_of(key)
    assert place is not None
    return panel.found.look(place, 3).second


@pytest.fixture
def panel(window: MainWindow) -> ReconciliationPanel:
    window.show_page(RECONCILIATION)
    return window.reconciliation


def test_differences_when_shown_then_the_worst_is_first_and_each_says_what_correct_does(
    panel: ReconciliationPanel,
) -> None:
    looks = [panel.found.looks(row) for row in range(panel.found.rowCount())]

    assert [[look.text for look in row[:3]] for row in looks] == [
        ["Unlinked", "Gold to Vistamere", "DE40.cash"],
        ["Wrong size", "Gold to Calder", "XAUUSD.r"],
        ["Stop differs", "Gold to Nordpeak", "EURUSD"],
        ["Waiting", "Index to Tarnwell", ""],
    ]
    assert [row[1].second for row in looks] == [
        "Vistamere small",
        "Calder prop 100k",
        "Nordpeak 50k",
        "Tarnwell contest",
    ]
    assert looks[1][3].text == "The copy in XAUUSD.r holds 1.2 lots; 1 are due"
    assert [row[3].second for row in looks] == [
        "Nothing can be done about it here; look at the terminal.",
        "Correct: reduce it to 1 lots",
        "Correct: set the SL to 1.0841",
        "Nothing can be done about it here; look at the terminal.",
    ]
    # A mark of a shape of its own stands beside the word: the color is not the only sign.
    assert [row[0].mark for row in looks] == [
        "mark-bad",
        "mark-warning",
        "mark-warning",
        "mark-idle",
    ]


def test_differences_when_checked_by_qt_then_the_models_keep_its_rules(
    panel: ReconciliationPanel, desk: SampleDesk, window: MainWindow
) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [
        QAbstractItemModelTester(model, fatal)
        for model in (panel.found, panel.compared, panel.questions.model)
    ]

    desk.settle(STOP_DIFFERS)
    desk.end_question("late-1")
    desk.compare("route-1", found=0)
    window.refresh()

    assert len(testers) == 3
    assert panel.found.rowCount() == 3


def test_correct_when_pressed_by_its_keys_then_the_row_vanishes(
    panel: ReconciliationPanel, window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        _select(panel, WRONG_SIZE)
        QTest.keyClick(panel.found_table, Qt.Key.Key_Return, CTRL)
        assert _below(panel, WRONG_SIZE) == "Correcting"
        assert not panel.correct.isEnabled()
        await window.tasks.settled()

    run(scenario())
    window.refresh()

    assert desk.orders == ["correct finding-1"]
    assert panel.found.place_of(WRONG_SIZE) is None
    assert not window.notices.isVisible()


def test_correct_when_several_are_selected_then_those_that_can_be_are_corrected(
    panel: ReconciliationPanel, window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        _select(panel, WRONG_SIZE, STOP_DIFFERS, UNLINKED)
        QTest.mouseClick(panel.correct_button, LEFT)
        await window.tasks.settled()

    run(scenario())
    window.refresh()

    assert desk.orders == ["correct finding-1", "correct finding-2"]
    assert [each.key for each in panel.found.rows()] == [UNLINKED, WAITING]


def test_correct_when_refused_then_row_and_notice_say_why_and_it_can_be_tried_again(
    panel: ReconciliationPanel, window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.refusal = "the follower's terminal is not connected"

    async def scenario() -> None:
        _select(panel, WRONG_SIZE)
        QTest.mouseClick(panel.correct_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    assert _below(panel, WRONG_SIZE) == "Not corrected: the follower's terminal is not connected"
    assert window.notices.accessibleName() == (
        "Gold to Calder, XAUUSD.r: the follower's terminal is not connected"
    )
    assert panel.correct.isEnabled()


def test_correct_when_it_changes_nothing_then_the_row_says_so(
    panel: ReconciliationPanel, window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.stubborn = True

    async def scenario() -> None:
        _select(panel, WRONG_SIZE)
        QTest.mouseClick(panel.correct_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    assert _below(panel, WRONG_SIZE) == (
        "Not corrected: it cannot be done now. It is looked at again within a minute."
    )


def test_correct_when_the_broker_undoes_it_then_the_row_comes_back_and_says_so(
    panel: ReconciliationPanel, window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        _select(panel, WRONG_SIZE)
        QTest.mouseClick(panel.correct_button, LEFT)
        await window.tasks.settled()

    run(scenario())
    window.refresh()
    desk.find(FINDINGS[0])
    window.refresh()

    assert _below(panel, WRONG_SIZE) == (
        "You corrected it, and it is there again: the trade log says what the broker answered."
    )


def test_correct_when_nothing_can_be_done_then_it_is_not_offered(
    panel: ReconciliationPanel,
) -> None:
    nothing_selected = panel.correct.isEnabled()

    _select(panel, UNLINKED)

    assert not nothing_selected
    assert not panel.correct.isEnabled()
    assert panel.detail.text() == (
        "0.1 DE40.cash carries our link, but no such copy is known; it is left alone. "
        "Nothing can be done about it here; look at the terminal."
    )


def test_difference_when_it_changes_then_the_row_keeps_its_selection(
    panel: ReconciliationPanel, window: MainWindow, desk: SampleDesk
) -> None:
    _select(panel, WRONG_SIZE)

    desk.find(replace(FINDINGS[0], text="the copy in XAUUSD.r holds 1.5 lots; 1 are due"))
    window.refresh()

    assert [each.key for each in panel.selected()] == [WRONG_SIZE]
    assert panel.detail.text().startswith("The copy in XAUUSD.r holds 1.5 lots")


def test_selection_when_the_selected_row_vanishes_then_no_other_row_is_selected(
    panel: ReconciliationPanel, window: MainWindow, desk: SampleDesk
) -> None:
    _select(panel, WRONG_SIZE)

    desk.settle(WRONG_SIZE)
    window.refresh()

    assert panel.selected() == []
    assert not panel.correct.isEnabled()


def _time(at: datetime, window: MainWindow) -> str:
    formats: Formats = window.appearance.formats
    return formats.time_of_day(at)


def test_page_when_nothing_differs_then_it_says_that_both_ends_agree_and_since_when(
    panel: ReconciliationPanel, window: MainWindow, desk: SampleDesk
) -> None:
    desk.settle(*(row.key for row in FINDINGS))
    desk.compare("route-1", at=datetime(2025, 3, 14, 12, 0, 5, tzinfo=UTC))
    window.refresh()

    # The other routes were compared later.
    oldest = _time(datetime(2025, 3, 14, 12, 0, 5, tzinfo=UTC), window)
    assert panel.empty.isVisible()
    assert panel.empty.title == "Both ends agree"
    assert panel.empty.hint == (
        f"On every route the follower holds what is prescribed. Last looked at {oldest}."
    )


def test_page_when_a_terminal_is_waited_for_then_it_does_not_say_that_all_agree(
    panel: ReconciliationPanel, window: MainWindow, desk: SampleDesk
) -> None:
    desk.settle(*(row.key for row in FINDINGS))
    desk.compare("route-4", waits_for=Role.MONITOR)
    window.refresh()
    some = (panel.empty.title, panel.empty.hint)
    for number in range(1, 6):
        desk.compare(f"route-{number}", at=None)
    window.refresh()

    assert some == (
        "Nothing differs so far",
        "1 route waits for a terminal, as the list below says; the others agree.",
    )
    assert panel.empty.title == "Not compared yet"


def test_page_when_there_are_no_routes_then_it_says_what_a_route_is(
    new_window: BuildWindow,
) -> None:
    window = new_window(SampleDesk(empty=True))

    window.show_page(RECONCILIATION)

    assert window.reconciliation.empty.title == "Nothing to compare yet"


def test_comparisons_when_shown_then_each_route_says_when_and_how(
    panel: ReconciliationPanel, window: MainWindow, desk: SampleDesk
) -> None:
    desk.compare("route-2", found=2)
    desk.compare("route-5", waits_for=Role.EXECUTOR)
    window.refresh()

    looks = [panel.compared.looks(row) for row in range(panel.compared.rowCount())]
    assert [[row[0].text, row[4].text, row[6].text] for row in looks] == [
        ["Gold to Calder", "2 differences", "Skipped"],
        ["Gold to Nordpeak", "Both ends agree", "Skipped"],
        ["Gold to Vistamere", "Both ends agree", "Asked"],
        ["Index to Oakridge", "Both ends agree", "Skipped"],
        [
            "Index to Tarnwell",
            "Waits until the follower's terminal shows what it holds",
            "Skipped",
        ],
    ]
    # 13:05 and 50 minutes; the second route was compared a second after the first.
    assert looks[0][3].text == _time(datetime(2025, 3, 14, 13, 55, 1, tzinfo=UTC), window)


def test_compare_now_when_its_key_is_pressed_then_it_is_asked_for(
    panel: ReconciliationPanel, window: MainWindow, desk: SampleDesk
) -> None:
    QTest.keyClick(panel.found_table, Qt.Key.Key_F5)

    assert desk.orders == ["compare now"]
    assert window.notices.accessibleName() == "Every terminal is asked what it holds."


def test_count_beside_the_page_when_another_page_is_shown_then_it_follows(
    window: MainWindow, desk: SampleDesk, qtbot: QtBot
) -> None:
    window.show_page(COCKPIT)
    badge = window.navigation.badge(RECONCILIATION)
    # Two questions and three differences; what only waits for a terminal does not count.
    at_first = badge.text()

    desk.settle(WRONG_SIZE)
    desk.end_question("late-2")
    qtbot.waitUntil(lambda: badge.text() == "3")

    assert at_first == "5"


def test_keys_when_buttons_are_shown_then_their_tips_name_them(
    panel: ReconciliationPanel,
) -> None:
    _select(panel, WRONG_SIZE)

    assert (
        panel.correct_button.toolTip()
        == "Do what stands below each selected difference (Ctrl+Return)"
    )
    assert panel.compare_button.toolTip() == ("Ask every terminal what it holds, and compare (F5)")
    assert panel.found_table.accessibleName() == "Differences"
    assert panel.compared_table.accessibleName() == "Last compared"

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.conftest import BuildWindow, Run
from tests.gui.sample_desk import SampleDesk
from tests.gui.sample_findings import QUESTIONS
from tradecopy_desktop.gui.main_window import COCKPIT, RECONCILIATION, MainWindow
from tradecopy_desktop.gui.panels.late_questions import LateQuestions

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def questions(window: MainWindow) -> LateQuestions:
    window.show_page(RECONCILIATION)
    return window.reconciliation.questions


def _select(questions: LateQuestions, *keys: str) -> None:
    for n, key in enumerate(keys):
        place = questions.model.place_of(key)
        assert place is not None
        at = questions.table.visualRect(questions.model.index(place, 0)).center()
        held = CTRL if n else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(questions.table.viewport(), LEFT, held, at)


def test_questions_when_shown_then_each_has_its_time_and_the_price_then_and_now(
    questions: LateQuestions,
) -> None:
    looks = [questions.model.looks(row) for row in range(questions.model.rowCount())]

    assert questions.heading.text() == "Waiting for your answer (2)"
    # The one that ends first stands first.
    assert [[(look.text, look.second) for look in row[:5]] for row in looks] == [
        [
            ("0:42", ""),
            ("Gold to Vistamere", "Vistamere small"),
            ("EURUSD", "Sell 2.00"),
            ("1.08843", ""),
            # Sold 0.00018 higher.
            ("1.08861", "better by 0.00018"),
        ],
        [
            ("4:14", ""),
            ("Gold to Vistamere", "Vistamere small"),
            ("XAUUSD", "Buy 0.50"),
            ("2984.12", ""),
            ("2985.40", "worse by 1.28"),
        ],
    ]
    # Less than a minute is left: a mark says so beside the color.
    assert [row[0].mark for row in looks] == ["mark-warning", ""]


def test_copy_now_when_pressed_by_its_keys_then_the_selected_copy_is_opened(
    questions: LateQuestions, window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        _select(questions, "late-1")
        QTest.keyClick(questions.table, Qt.Key.Key_Y, CTRL)
        place = questions.model.place_of("late-1")
        assert place is not None
        assert questions.model.look(place, 0).text == "Answering"
        assert not questions.copy.isEnabled()
        await window.tasks.settled()

    run(scenario())
    window.refresh()

    assert desk.orders == ["open late-1"]
    assert [each.key for each in questions.model.rows()] == ["late-2"]


def test_skip_when_clicked_for_several_then_none_is_opened_and_the_section_goes(
    questions: LateQuestions, window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        _select(questions, "late-1", "late-2")
        QTest.mouseClick(questions.skip_button, LEFT)
        await window.tasks.settled()

    run(scenario())
    window.refresh()

    assert sorted(desk.orders) == ["skip late-1", "skip late-2"]
    assert not questions.isVisible()


def test_answer_when_it_is_refused_then_the_window_says_why(
    questions: LateQuestions, window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.refusal = "not opened: the follower's terminal is not connected"

    async def scenario() -> None:
        _select(questions, "late-1")
        QTest.mouseClick(questions.copy_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    assert window.notices.accessibleName() == (
        "Gold to Vistamere, XAUUSD: not opened: the follower's terminal is not connected"
    )


def test_question_when_it_runs_out_while_selected_then_no_other_one_is_selected(
    questions: LateQuestions, window: MainWindow, desk: SampleDesk
) -> None:
    _select(questions, "late-2")
    offered = questions.copy.isEnabled()

    desk.end_question("late-2")
    window.refresh()

    assert offered
    assert questions.selected() == []
    # A click that was meant for it must not open the other.
    assert not questions.copy.isEnabled()


def test_time_left_when_the_page_is_looked_at_then_it_is_shown_anew_each_second(
    questions: LateQuestions, desk: SampleDesk, qtbot: QtBot
) -> None:
    # Nothing is published: a clock that goes on is no news.
    desk._asked["late-1"] = replace(QUESTIONS[0], left_s=200, price_now=Decimal("2983.00"))

    def now() -> list[str]:
        place = questions.model.place_of("late-1")
        assert place is not None
        looks = questions.model.looks(place)
        return [looks[0].text, looks[4].text, looks[4].second]

    qtbot.waitUntil(lambda: now()[0] == "3:20")

    # 2984.12 - 2983.00
    assert now() == ["3:20", "2983.00", "better by 1.12"]


def test_clock_when_nobody_looks_or_nothing_is_asked_then_it_rests(
    questions: LateQuestions, window: MainWindow, desk: SampleDesk
) -> None:
    running = questions._timer.isActive()
    window.show_page(COCKPIT)
    elsewhere = questions._timer.isActive()
    window.show_page(RECONCILIATION)
    again = questions._timer.isActive()

    desk.end_question("late-1")
    desk.end_question("late-2")
    window.refresh()

    assert [running, elsewhere, again] == [True, False, True]
    assert not questions._timer.isActive()


def test_question_when_it_comes_later_then_the_section_appears(
    new_window: BuildWindow,
) -> None:
    desk = SampleDesk(empty=True)
    window = new_window(desk)
    window.show_page(RECONCILIATION)
    questions = window.reconciliation.questions
    before = questions.isVisible()

    desk.ask_late(replace(QUESTIONS[0], price_now=None))
    window.refresh()

    assert not before
    assert questions.isVisible()
    assert questions.model.look(0, 4).text == "–"  # noqa: RUF001 - as it is shown.
    assert questions.copy_button.toolTip() == (
        "Open the selected copies at the market's price (Ctrl+Y)"
    )

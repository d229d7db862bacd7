"""Work in turns: a form's parts that are made later, and heights that are remembered."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tradecopy_desktop.gui.turns import Turns
from tradecopy_desktop.gui.widgets.card import Text
from tradecopy_desktop.gui.widgets.places import Places

LONG = "Whoever copies a trade wants to know by how much, and what became of it. " * 4


def test_pieces_when_added_then_the_loop_turns_before_them(
    qapp: QApplication, qtbot: QtBot
) -> None:
    done: list[int] = []
    turns = Turns(qapp)

    turns.add([lambda: done.append(1), lambda: done.append(2)])
    turns.add([lambda: done.append(3)])

    assert done == []
    qtbot.waitUntil(lambda: done == [1, 2, 3])


def test_pieces_when_cleared_then_later_ones_are_done(qapp: QApplication, qtbot: QtBot) -> None:
    done: list[int] = []
    turns = Turns(qapp)
    turns.add([lambda: done.append(1)])

    turns.clear()
    turns.add([lambda: done.append(2)])

    qtbot.waitUntil(lambda: done == [2])


def test_pieces_when_one_fails_then_the_others_are_done(qapp: QApplication, qtbot: QtBot) -> None:
    done: list[int] = []
    turns = Turns(qapp)

    with qtbot.captureExceptions() as failed:
        turns.add([lambda: 1 / 0, lambda: done.append(2)])
        qtbot.waitUntil(lambda: done == [2])

    assert [kind for kind, _, _ in failed] == [ZeroDivisionError]


def test_pieces_when_finished_then_all_are_done_at_once(qapp: QApplication) -> None:
    done: list[int] = []
    turns = Turns(qapp)
    turns.add([lambda: done.append(1), lambda: done.append(2)])

    turns.finish()

    assert done == [1, 2]


def test_pieces_when_they_rest_then_they_wait_until_they_go_on(
    qapp: QApplication, qtbot: QtBot
) -> None:
    done: list[int] = []
    turns, others = Turns(qapp), Turns(qapp)
    turns.add([lambda: done.append(1)])

    turns.rest(True)
    turns.add([lambda: done.append(2)])
    others.add([lambda: done.append(3), lambda: done.append(4)])
    qtbot.waitUntil(lambda: done == [3, 4])
    turns.rest(False)

    qtbot.waitUntil(lambda: done == [3, 4, 1, 2])


def test_pieces_when_they_rest_then_they_can_be_finished(qapp: QApplication) -> None:
    done: list[int] = []
    turns = Turns(qapp)
    turns.rest(True)
    turns.add([lambda: done.append(1)])

    turns.finish()

    assert done == [1]


def test_places_when_brought_again_then_a_part_is_made_once(qtbot: QtBot) -> None:
    made: list[str] = []

    def maker(name: str) -> QWidget:
        made.append(name)
        return QLabel(name)

    places = Places((lambda: maker("first"), lambda: maker("second")))
    qtbot.addWidget(places)
    before = list(made)

    for number in (1, 0, 1):
        places.bring(number)

    assert before == []
    assert made == ["second", "first"]
    assert places.currentIndex() == 1


@pytest.mark.parametrize("width", [120, 300])
def test_text_when_it_or_its_font_changes_then_its_height_is_taken_anew(
    qtbot: QtBot, width: int
) -> None:
    text, plain = Text("short"), QLabel(LONG)
    for each in (text, plain):
        qtbot.addWidget(each)
        each.setWordWrap(True)
    short = text.heightForWidth(width)

    text.setText(LONG)
    long = text.heightForWidth(width)
    larger = plain.font()
    larger.setPointSize(2 * larger.pointSize())
    same = plain.heightForWidth(width)
    for each in (text, plain):
        each.setFont(larger)

    assert long == same
    assert long > 2 * short
    assert text.heightForWidth(width) == plain.heightForWidth(width)
    assert text.heightForWidth(width) > long

"""Forms of limits and notices that are closed, asked or typed into while they still come."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from tests.gui.coming import come
from tests.gui.sample_guards import CALDER_GUARD, GUARDS
from tradecopy_desktop.gui.dialogs.guard_day import ZoneChoice
from tradecopy_desktop.gui.dialogs.guard_limits import GuardDialog
from tradecopy_desktop.gui.dialogs.limit import LimitDialog
from tradecopy_desktop.gui.dialogs.rule_form import RuleForm
from tradecopy_desktop.gui.dialogs.rule_forms import OneNumberForm, PeriodForm
from tradecopy_desktop.gui.main_window import MainWindow

TAB = Qt.Key.Key_Tab


def _open(window: MainWindow) -> GuardDialog:
    row = next(row for row in GUARDS if row.name == "Calder prop 100k")
    return window.guard.orders.ask_for_limits(row)


def _add(dialog: GuardDialog) -> LimitDialog:
    dialog.list.add.trigger()
    assert dialog.list.dialog is not None
    return dialog.list.dialog


@pytest.mark.parametrize("end", [GuardDialog.close, GuardDialog.reject])
@pytest.mark.parametrize("turns", range(0, 14, 2))
def test_guard_when_closed_while_it_comes_then_nothing_of_it_is_left(
    window: MainWindow, turns: int, end: Callable[[GuardDialog], object]
) -> None:
    before = set(QApplication.topLevelWidgets())
    dialog = _open(window)
    for _ in range(turns):
        dialog.turns.take()

    end(dialog)
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    assert window.guard.orders.limits is None
    assert not isValid(dialog)
    left = {each for each in QApplication.topLevelWidgets() if isValid(each)} - before
    assert left == set()


def test_guard_when_asked_before_it_is_there_then_its_parts_are_whole(
    window: MainWindow,
) -> None:
    dialog = _open(window)

    listed, reset = dialog.list.limits(), dialog.day.reset()
    come(dialog)

    assert (listed, reset) == (CALDER_GUARD.limits, CALDER_GUARD.reset)
    assert dialog.list.limits() == CALDER_GUARD.limits
    assert dialog.list.table.isVisible()
    dialog.close()


def test_guard_when_a_balance_is_typed_before_it_is_there_then_that_stays(
    window: MainWindow,
) -> None:
    dialog = _open(window)

    dialog.day.initial.setText("200,000")
    come(dialog)

    assert dialog.day.initial.text() == "200,000"
    # 5 % of 200,000.
    assert dialog.list.model.look(0, 1).text.startswith("At 190,000.00 USD equity")
    dialog.close()


def test_guard_when_there_then_each_part_is_as_high_as_the_highest(window: MainWindow) -> None:
    dialog = come(_open(window))
    heights = {dialog.height()}

    for number in (1, 2, 3, 0):
        dialog.show_part(number)
        heights.add(dialog.height())

    assert len(heights) == 1
    dialog.close()


def test_limit_when_filled_in_while_other_kinds_come_then_that_stays(window: MainWindow) -> None:
    dialog = come(_open(window))
    limit = _add(dialog)
    while not limit.isVisible():
        limit.turns.take()
    form = limit.form
    assert isinstance(form, PeriodForm)

    form.amount.number.setText("7")
    limit.terms.name.setText("Mine")
    limit.kinds.setCurrentIndex(3)
    chosen = limit.form
    assert isinstance(chosen, OneNumberForm)
    chosen.number.number.setText("450")
    come(limit)
    QApplication.processEvents()

    assert limit.form is chosen
    assert [each for each in limit.findChildren(RuleForm) if each.isVisible()] == [chosen]
    assert chosen.number.number.text() == "450"
    assert limit.terms.name.text() == "Mine"
    limit.kinds.setCurrentIndex(0)
    assert form.isVisible()
    assert form.amount.number.text() == "7"
    dialog.close()


@pytest.mark.parametrize("early", [False, True])
def test_limit_when_another_kind_is_chosen_then_the_keyboard_comes_to_it_after_the_kind(
    window: MainWindow, early: bool
) -> None:
    dialog = come(_open(window))
    limit = _add(dialog)
    if early:
        limit.kinds.setCurrentIndex(3)
    come(limit).kinds.setCurrentIndex(3)
    form = limit.form
    assert isinstance(form, OneNumberForm)
    limit.kinds.setFocus()

    reached: list[QWidget] = [limit.kinds]
    for _ in range(2):
        QTest.keyClick(reached[-1], TAB)
        reached.append(limit.focusWidget())

    assert reached == [limit.kinds, form.number.number, limit.terms.name]
    dialog.close()


def test_notices_when_a_part_is_turned_to_before_it_is_made_then_it_is_there(
    window: MainWindow,
) -> None:
    dialog = window.alerts.ask_for_notices()
    while not dialog.isVisible():
        dialog.turns.take()

    dialog.parts.button(3).click()

    assert dialog.quiet.isVisible()
    come(dialog)
    assert dialog.quiet.isVisible()
    assert not dialog.webhook.isVisible()
    dialog.close()


@pytest.mark.usefixtures("qapp")
def test_zone_when_it_is_not_offered_then_it_is_added_once() -> None:
    zones = ZoneChoice()
    offered = zones.count()

    for _ in range(2):
        zones.choose("Middle_Earth/Bag_End")

    assert zones.currentText() == "Middle Earth/Bag End"
    assert zones.zone() == "Middle_Earth/Bag_End"
    assert zones.count() == offered + 1

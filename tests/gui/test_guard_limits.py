from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.gui.coming import come
from tests.gui.conftest import Run
from tests.gui.sample_desk import SampleDesk
from tests.gui.sample_guards import CALDER_GUARD, GOLD
from tradecopy_desktop.app.places import Place
from tradecopy_desktop.app.views import AlertRaised, Health
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.guarding import (
    AccountGuard,
    AssumedStop,
    Ladder,
    NakedAction,
    NakedRule,
    Reset,
    Scope,
)
from tradecopy_desktop.domain.limits import Anchor, LossLimit, Period, Unit
from tradecopy_desktop.gui.dialogs.guard_limits import GuardDialog
from tradecopy_desktop.gui.dialogs.limit import LimitDialog
from tradecopy_desktop.gui.dialogs.rule_forms import PeriodForm
from tradecopy_desktop.gui.main_window import COCKPIT, GUARD, MainWindow

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
CALDER = AccountKey(login="880142", server="Calder-Real")
RESERVE = AccountKey(login="4408126", server="Calder-Real")
D = Decimal


def _open(window: MainWindow, account: AccountKey = CALDER) -> GuardDialog:
    window.show_page(GUARD)
    window.guard.select(account)
    QTest.keyClick(window.guard.account_table, Qt.Key.Key_L, CTRL)
    dialog = window.guard.orders.limits
    assert dialog is not None
    return come(dialog)


def _type(field: QLineEdit, text: str) -> None:
    QTest.keyClick(field, Qt.Key.Key_A, CTRL)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, text)


def _add(dialog: GuardDialog) -> LimitDialog:
    QTest.mouseClick(dialog.list.add_button, LEFT)
    assert dialog.list.dialog is not None
    return come(dialog.list.dialog)


def _change(dialog: GuardDialog, row: int) -> LimitDialog:
    dialog.list.table.selectRow(row)
    QTest.keyClick(dialog.list.table, Qt.Key.Key_F2)
    assert dialog.list.dialog is not None
    return come(dialog.list.dialog)


def test_guard_when_opened_and_saved_unchanged_then_the_same_is_set(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        dialog = _open(window)
        assert not dialog.isModal()
        assert dialog.windowTitle() == "Limits of Calder prop 100k"
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    assert desk.guard_settings[CALDER] == CALDER_GUARD
    assert window.guard.orders.limits is None
    assert window.notices.accessibleName() == (
        "Calder prop 100k is guarded by 4 limits from now on."
    )


@pytest.mark.parametrize(
    ("account", "health", "is_said"),
    [(CALDER, Health.BAD, False), (CALDER, Health.WARNING, True), (RESERVE, Health.BAD, True)],
)
def test_guard_when_a_limit_is_broken_after_saving_then_that_it_guards_is_no_longer_said(
    window: MainWindow,
    desk: SampleDesk,
    run: Run,
    account: AccountKey,
    health: Health,
    is_said: bool,
) -> None:
    async def scenario() -> None:
        QTest.mouseClick(_open(window).accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())
    window.show_page(COCKPIT)
    desk.bus.publish(
        AlertRaised(
            key="guard daily",
            at=datetime(2025, 3, 14, 15, 0, tzinfo=UTC),
            health=health,
            title="Daily loss",
            text="it is reached",
            place=Place.GUARD,
            account=account,
        )
    )

    window.refresh()

    assert window.notices.isVisible() is is_said


def test_guard_when_every_part_is_filled_in_then_all_of_it_is_set(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        dialog = _open(window, RESERVE)
        QTest.mouseClick(dialog.parts.button(1), LEFT)
        _type(dialog.day.time, "17:05")
        _type(dialog.day.zone.lineEdit(), "europe/london")  # type: ignore[arg-type]
        dialog.day.weekday.setCurrentIndex(6)
        assert not dialog.day.fixed.box.isEnabled()
        _type(dialog.day.initial, "18,000")
        QTest.keyClick(dialog.day.fixed.box, Qt.Key.Key_Space)
        QTest.mouseClick(dialog.parts.button(2), LEFT)
        QTest.keyClick(dialog.trades.worst_case.box, Qt.Key.Key_Space)
        QTest.keyClick(dialog.trades.cuts.box, Qt.Key.Key_Space)
        dialog.trades.no_stop.choices.setCurrentIndex(1)
        _type(dialog.trades.no_stop.number, "300")
        _type(dialog.trades.gap.number, "12.5")
        QTest.mouseClick(dialog.parts.button(3), LEFT)
        dialog.safeguards.naked.choices.setCurrentIndex(1)
        _type(dialog.safeguards.naked.number, "45")
        dialog.safeguards.action.choices.setCurrentIndex(1)
        _type(dialog.safeguards.action.number, "250")
        _type(dialog.safeguards.circuit.number, "3")
        QTest.keyClick(dialog.safeguards.sight.box, Qt.Key.Key_Space)
        QTest.keyClick(dialog.safeguards.alone.box, Qt.Key.Key_Space)
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    assert desk.guard_settings[RESERVE] == AccountGuard(
        reset=Reset(zone="Europe/London", minute=17 * 60 + 5, first_weekday=6),
        initial_balance=D(18_000),
        fixed_initial=True,
        worst_case=True,
        cuts_to_fit=True,
        no_stop=AssumedStop(points=300, gap_percent=D("12.5")),
        naked=NakedRule(after_s=45, action=NakedAction.EMERGENCY_STOP, emergency_points=250),
        refusals=3,
        needs_sight=False,
        flattens_alone=True,
    )


def test_guard_when_a_field_is_wrong_then_its_part_comes_forward_and_says_so(
    window: MainWindow, desk: SampleDesk
) -> None:
    dialog = _open(window)
    _type(dialog.day.time, "25:00")
    _type(dialog.day.zone.lineEdit(), "Nowhere")  # type: ignore[arg-type]
    _type(dialog.day.initial, "-5")

    QTest.mouseClick(dialog.accept_button, LEFT)

    assert dialog.day.isVisible()
    assert [field.fault for field, _ in dialog.day.checks()] == [
        "Enter a time from 00:00 to 23:59.",
        "Choose a zone from the list; type a city, such as London.",
        "Enter an amount above 0, such as 100,000, or leave it empty.",
    ]
    assert desk.orders == []
    dialog.close()


def test_zone_when_a_city_is_typed_then_it_is_found_anywhere_in_the_name(
    window: MainWindow,
) -> None:
    dialog = _open(window)
    completer = dialog.day.zone.completer()
    assert completer is not None

    completer.setCompletionPrefix("new york")

    assert completer.completionCount() == 1
    assert completer.currentCompletion() == "America/New York"
    assert dialog.day.zone.zone() == "America/New_York"
    dialog.close()


def test_guard_when_refused_then_the_form_stays_and_says_why(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.refusal = "nothing can be closed there: allow algo trading in its terminal first"

    async def scenario() -> None:
        dialog = _open(window)
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()
        assert dialog.isVisible()
        assert dialog.fault.text() == desk.refusal
        assert dialog.accept_button.isEnabled()
        dialog.close()

    run(scenario())


def test_limit_when_added_by_keys_then_it_is_in_the_list_with_what_it_means(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        dialog = _open(window)
        limit = _add(dialog)
        form = limit.form
        assert isinstance(form, PeriodForm)
        _type(form.amount.number, "2,500")
        form.amount.units.setCurrentIndex(0)
        form.period.choices.setCurrentIndex(1)
        QTest.keyClick(limit.terms.ends.box, Qt.Key.Key_Space)
        assert limit.terms.name.text() == "Weekly loss"
        assert limit.meaning.text().startswith(
            # 2,500 below the balance of 101,240, which is above the equity.
            "If it were counted from now on: at 98,740.00 USD equity everything is closed"
        )
        QTest.keyClick(form.amount.number, Qt.Key.Key_Return)
        assert dialog.list.model.look(4, 0).text == "Weekly loss"
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    added = desk.guard_settings[CALDER].limits[4]
    assert isinstance(added.rule, LossLimit)
    assert (added.rule.period, added.rule.anchor) == (Period.WEEK, Anchor.GREATER)
    assert (added.rule.amount.value, added.rule.amount.unit) == (D(2_500), Unit.MONEY)
    assert (added.ends_at_reset, added.scope, added.ladder) == (True, Scope.ACCOUNT, Ladder())


def test_limit_when_changed_and_another_removed_then_the_rest_stays(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        dialog = _open(window)
        limit = _change(dialog, 2)
        assert limit.kinds.currentText() == "Open positions"
        _type(limit.terms.ladder.fields[2], "120")
        QTest.mouseClick(limit.accept_button, LEFT)
        dialog.list.table.selectRow(0)
        QTest.keyClick(dialog.list.table, Qt.Key.Key_Delete)
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    _, static, _, share = CALDER_GUARD.limits
    ladder = Ladder(warn=D(80), close_only=D(100), flatten=D(120))
    assert desk.guard_settings[CALDER].limits == (static, replace(GOLD, ladder=ladder), share)


def test_limit_when_only_copies_are_closed_then_it_asks_for_a_yes_in_words(
    window: MainWindow,
) -> None:
    dialog = _open(window)
    limit = _add(dialog)
    limit.terms.scope.choices.setCurrentIndex(1)

    QTest.mouseClick(limit.accept_button, LEFT)
    asked, still_there = limit.terms.yes_field.fault, limit.isVisible()
    QTest.keyClick(limit.terms.copies_only.box, Qt.Key.Key_Space)
    QTest.mouseClick(limit.accept_button, LEFT)

    assert still_there
    assert asked == "Tick that you want it so, or choose everything on the account."
    assert limit.terms.copies_only.box.text() == (
        "I want it so: a loss on other positions would not be stopped"
    )
    assert dialog.list.limits()[4].scope is Scope.COPIES
    dialog.close()


def test_limit_when_figures_are_wrong_then_each_field_says_so(window: MainWindow) -> None:
    dialog = _open(window)
    limit = _add(dialog)
    form = limit.form
    assert isinstance(form, PeriodForm)
    # Neither a group of three digits nor a decimal point here: it must not become 15.
    _type(form.amount.number, "1,5")
    _type(limit.terms.name, " ")
    _type(limit.terms.ladder.fields[1], "120")

    QTest.mouseClick(limit.accept_button, LEFT)

    assert form.amount_field.fault == "Enter a percentage above 0 and at most 100."
    assert limit.terms.name_field.fault == "Give it a name."
    assert limit.terms.ladder_field.fault == (
        "They must not fall: warning, then close-only, then flatten."
    )
    assert [field.property("wrong") for field in limit.terms.ladder.fields] == [
        "false",
        "false",
        "true",
    ]
    assert limit.meaning.text() == "Fill in what is marked to see what it means."
    assert len(dialog.list.limits()) == 4
    dialog.close()


def test_limit_when_the_lock_cannot_end_by_itself_then_the_box_is_off_and_says_why(
    window: MainWindow,
) -> None:
    dialog = _open(window)
    limit = _add(dialog)
    form = limit.form
    assert isinstance(form, PeriodForm)
    QTest.keyClick(limit.terms.ends.box, Qt.Key.Key_Space)

    form.period.choices.setCurrentIndex(3)
    filled = limit.limit()
    text = limit.terms.ends.note.text()

    assert filled is not None
    assert isinstance(filled.rule, LossLimit)
    assert filled.rule.anchor is Anchor.INITIAL
    assert not filled.ends_at_reset
    assert text == "The lock of this limit ends only by hand, with a reason."
    dialog.close()


def test_limit_when_each_kind_is_chosen_then_its_first_figures_are_a_limit(
    window: MainWindow,
) -> None:
    dialog = _open(window)
    limit = _add(dialog)

    names = []
    for number in range(limit.kinds.count()):
        limit.kinds.setCurrentIndex(number)
        made = limit.limit()
        assert made is not None
        assert limit.form.isVisible()
        names.append(made.name)

    assert names == [
        "Daily loss",
        "Static drawdown",
        "Open lots",
        "Margin level",
        "Profit target",
        "Losing trades in a row",
        "Trades a day",
        "Best day's share",
    ]
    dialog.close()


def test_limit_when_the_keyboard_is_used_then_fields_come_before_the_buttons(
    window: MainWindow,
) -> None:
    dialog = _open(window)
    limit = _add(dialog)
    form = limit.form
    assert isinstance(form, PeriodForm)
    limit.kinds.setFocus()

    reached = [limit.focusWidget()]
    for _ in range(20):
        QTest.keyClick(reached[-1], Qt.Key.Key_Tab)
        reached.append(limit.focusWidget())

    wanted = [limit.kinds, form.amount.number, limit.terms.name, limit.terms.ladder.fields[0]]
    places = [reached.index(each) for each in (*wanted, limit.accept_button)]
    assert places == sorted(places)
    dialog.close()


def test_initial_balance_when_typed_then_the_list_follows(window: MainWindow) -> None:
    dialog = _open(window)

    _type(dialog.day.initial, "200,000")

    # 5 % of 200,000.
    assert dialog.list.model.look(0, 1).text.startswith("At 190,000.00 USD equity")
    dialog.close()

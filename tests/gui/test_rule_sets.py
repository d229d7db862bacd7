from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.gui.coming import come
from tests.gui.conftest import Run
from tests.gui.sample_desk import SampleDesk
from tests.gui.sample_guards import CALDER_GUARD
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.guarding import Reset
from tradecopy_desktop.gui.dialogs.guard_limits import GuardDialog
from tradecopy_desktop.gui.main_window import GUARD, MainWindow

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
CALDER = AccountKey(login="880142", server="Calder-Real")
RESERVE = AccountKey(login="4408126", server="Calder-Real")


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


def test_rule_set_when_loaded_then_it_replaces_what_is_there_until_saved(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        dialog = _open(window, RESERVE)
        await window.tasks.settled()
        bar = dialog.rule_sets
        bar.choices.setCurrentIndex(1)
        assert bar.about.text() == "As of 01/02/2025. Source: Contract of February."
        QTest.mouseClick(bar.load, LEFT)
        assert (
            dialog.said.text() == "My firm, funded: 3 limits loaded. Nothing is set until you save."
        )
        assert RESERVE not in desk.guard_settings
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    guard = desk.guard_settings[RESERVE]
    assert [limit.name for limit in guard.limits] == [
        "Daily loss",
        "Static drawdown",
        "Open lots in XAUUSD.r",
    ]
    assert {limit.id for limit in guard.limits}.isdisjoint({"c1", "c2", "c3"})
    assert guard.reset == Reset(zone="America/New_York", minute=1_020)


def test_rule_set_when_kept_then_it_has_its_date_and_source(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        dialog = _open(window)
        await window.tasks.settled()
        QTest.mouseClick(dialog.rule_sets.save, LEFT)
        saving = dialog.saving
        assert saving is not None
        come(saving)
        _type(saving.dated, "31.3.2026")
        QTest.mouseClick(saving.accept_button, LEFT)
        assert saving.name_field.fault == "Give it a name."
        assert saving.date_field.fault == "Write it like 2026-03-31, or leave it empty."
        _type(saving.name, "Mine")
        _type(saving.dated, "2026-03-31")
        _type(saving.source, "page 4")
        QTest.keyClick(saving.source, Qt.Key.Key_Return)
        await window.tasks.settled()
        assert dialog.rule_sets.choices.currentText() == "Mine"
        assert dialog.rule_sets.about.text() == "As of 31/03/2026. Source: page 4."
        dialog.close()

    run(scenario())

    kept = desk._rule_sets["Mine"]
    assert kept.limits == CALDER_GUARD.limits
    assert kept.reset == CALDER_GUARD.reset


def test_rule_set_when_an_example_is_forgotten_then_the_form_says_why_not(
    window: MainWindow, run: Run
) -> None:
    async def scenario() -> None:
        dialog = _open(window)
        await window.tasks.settled()
        QTest.mouseClick(dialog.rule_sets.forget, LEFT)
        await window.tasks.settled()
        assert dialog.fault.text() == "this is an example that comes with the program: it stays"
        assert dialog.rule_sets.choices.count() == 2
        dialog.close()

    run(scenario())


def test_rule_sets_when_the_form_is_closed_meanwhile_then_nothing_breaks(
    window: MainWindow, run: Run
) -> None:
    async def scenario() -> None:
        _open(window).close()
        await window.tasks.settled()

    run(scenario())

    assert window.guard.orders.limits is None

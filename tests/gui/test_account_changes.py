"""Renaming and removing accounts, by what a trader does on the page."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.coming import come
from tests.gui.conftest import Run
from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.app.views import AccountRemoved, Health
from tradecopy_desktop.gui.main_window import ACCOUNTS, COCKPIT, GUARD, MainWindow

LEFT = Qt.MouseButton.LeftButton


def choose(window: MainWindow, name: str) -> None:
    """Click on an account's line."""
    window.show_page(ACCOUNTS)
    panel = window.accounts
    shown = [panel.model.row_at(row).name for row in range(panel.model.rowCount())]
    place = panel.table.visualRect(panel.model.index(shown.index(name), 0)).center()
    QTest.mouseClick(panel.table.viewport(), LEFT, pos=place)


def names(window: MainWindow) -> set[str]:
    """Return the names of the accounts that are shown."""
    return {row.name for row in window.accounts.model.rows()}


def test_account_when_renamed_then_is_shown_by_its_new_name(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    choose(window, "Gold master")
    key = window.accounts._selected()[0].key

    async def scenario() -> None:
        QTest.keyClick(window.accounts.table, Qt.Key.Key_F2)
        dialog = window.accounts.changes.dialog
        assert dialog is not None
        come(dialog)
        QTest.keyClicks(dialog.name, "Silver")
        QTest.keyClick(dialog.name, Qt.Key.Key_Return)
        await window.tasks.settled()
        window.refresh()
        assert window.accounts.changes.dialog is None

    run(scenario())

    assert desk.orders == [f"rename {key} Silver"]
    assert "Silver" in names(window)
    assert "Gold master" not in names(window)


def test_account_when_its_new_name_is_taken_then_nothing_is_ordered(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    choose(window, "Gold master")
    other = next(name for name in names(window) if name != "Gold master")

    async def scenario() -> None:
        window.accounts.rename.trigger()
        dialog = window.accounts.changes.dialog
        assert dialog is not None
        come(dialog)
        dialog.name.setText(other)
        QTest.mouseClick(dialog.accept_button, LEFT)
        taken = dialog.name_field.fault
        dialog.name.setText("  ")
        QTest.mouseClick(dialog.accept_button, LEFT)
        blank = dialog.name_field.fault
        dialog.reject()

        assert taken
        assert blank
        assert taken != blank

    run(scenario())

    assert desk.orders == []


def test_account_when_removed_then_is_asked_first_and_leaves_every_page(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    choose(window, "Calder prop 100k")
    key = window.accounts._selected()[0].key
    guarded = {row.account for row in window.guard.accounts.rows()}

    async def scenario() -> None:
        QTest.keyClick(window.accounts.table, Qt.Key.Key_Delete)
        assert desk.orders == []
        assert window.notices.accept_button.text() == "Remove account"
        QTest.mouseClick(window.notices.accept_button, LEFT)
        await window.tasks.settled()
        window.refresh()

    run(scenario())

    assert desk.orders == [f"remove {key}"]
    assert key in guarded
    assert "Calder prop 100k" not in names(window)
    assert key not in {row.account for row in window.guard.accounts.rows()}
    assert key not in {each.key for each in window.cockpit.followers.rows()}


def test_account_when_removed_while_its_pages_are_hidden_then_it_does_not_come_back(
    window: MainWindow, desk: SampleDesk
) -> None:
    window.show_page(ACCOUNTS)
    (follower,) = (row for row in desk.followers() if row.name == "Calder prop 100k")
    (guard,) = (row for row in desk.guards() if row.account == follower.key)
    # Its terminal goes, which both pages hear of and do not show yet, and then the account.
    desk.bus.publish(replace(follower, health=Health.BAD))
    desk.bus.publish(guard)
    desk.bus.publish(AccountRemoved(key=follower.key))

    window.show_page(COCKPIT)
    followers = {each.key for each in window.cockpit.followers.rows()}
    window.show_page(GUARD)
    guarded = {row.account for row in window.guard.accounts.rows()}

    assert follower.key not in followers
    assert follower.key not in guarded


def test_account_when_it_cannot_be_removed_then_the_trader_reads_why(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    choose(window, "Gold master")
    desk.refusal = "Gold master is used by Gold to prop: remove that first"

    async def scenario() -> None:
        window.accounts.remove.trigger()
        QTest.mouseClick(window.notices.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    assert window.notices.accessibleName() == (
        "Gold master is used by Gold to prop: remove that first"
    )
    assert "Gold master" in names(window)


def test_actions_when_nothing_is_selected_then_rest(window: MainWindow) -> None:
    window.show_page(ACCOUNTS)
    window.accounts.table.clearSelection()

    actions = window.accounts.rename, window.accounts.remove, window.accounts.ask_terminals

    assert [action.isEnabled() for action in actions] == [False, False, True]

"""Giving an account another key: asked first, ordered for one account, and never shown."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from tests.gui.conftest import Run
from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.gui.main_window import ACCOUNTS, MainWindow

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def _choose(window: MainWindow, *names: str) -> None:
    window.show_page(ACCOUNTS)
    panel = window.accounts
    shown = [panel.model.row_at(row).name for row in range(panel.model.rowCount())]
    for n, name in enumerate(names):
        place = panel.table.visualRect(panel.model.index(shown.index(name), 0)).center()
        held = CTRL if n else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(panel.table.viewport(), LEFT, held, place)


def _ask_by_menu(window: MainWindow) -> None:
    table = window.accounts.table
    table.customContextMenuRequested.emit(table.rect().center())
    (menu,) = window.accounts.findChildren(QMenu)
    (action,) = [each for each in menu.actions() if each.text() == "New key…"]
    action.trigger()
    menu.close()


def test_key_when_asked_for_and_confirmed_then_is_ordered_for_that_account(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    _choose(window, "Gold master")
    master = window.accounts._selected()[0].key
    before = list(desk.orders)

    async def scenario() -> None:
        _ask_by_menu(window)
        assert desk.orders == before
        assert window.notices.accept_button.text() == "Give a new key"
        QTest.mouseClick(window.notices.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    assert desk.orders == [*before, f"new key for {master}"]
    assert window.notices.accessibleName() == (
        "Gold master has a new key. An alert follows when every terminal came by it."
    )


def test_key_when_it_cannot_be_given_then_the_trader_reads_why(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    _choose(window, "Gold master")
    desk.refusal = "unlock the keyring"

    async def scenario() -> None:
        _ask_by_menu(window)
        QTest.mouseClick(window.notices.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    assert "unlock the keyring" in window.notices.accessibleName()


@pytest.mark.parametrize(
    ("names", "offered"),
    [((), False), (("Gold master",), True), (("Gold master", "Nordpeak 50k"), False)],
)
def test_key_when_not_just_one_account_is_chosen_then_is_not_offered(
    window: MainWindow, names: tuple[str, ...], offered: bool
) -> None:
    window.show_page(ACCOUNTS)
    _choose(window, *names)

    assert window.accounts.renew_key.isEnabled() is offered

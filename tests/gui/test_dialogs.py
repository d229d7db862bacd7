from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget

from tests.gui.coming import come
from tests.gui.conftest import BuildWindow, Run
from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.gui.dialogs.add_account import AddAccountDialog
from tradecopy_desktop.gui.dialogs.show_key import ShowKeyDialog
from tradecopy_desktop.gui.main_window import ACCOUNTS, ROUTES, MainWindow

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def _choose(box: QComboBox, beginning: str) -> None:
    QTest.keyClicks(box, beginning)
    assert box.currentText().startswith(beginning)


def _type(field: QWidget, text: str) -> None:
    field.setFocus()
    QTest.keyClicks(field, text)


def _fill(dialog: AddAccountDialog, login: str) -> None:
    _type(dialog.name, "Silver follower")
    _type(dialog.login, login)
    _type(dialog.server, "Nordpeak-Live03")
    QTest.keyClick(dialog.as_follower, Qt.Key.Key_Space)


def test_account_when_filled_in_by_keys_then_it_is_added_and_its_key_shown_once(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    window.show_page(ACCOUNTS)

    async def scenario() -> None:
        QTest.keyClick(window.accounts.table, Qt.Key.Key_N, CTRL)
        dialog = window.findChild(AddAccountDialog)
        assert dialog is not None
        come(dialog)
        assert not dialog.isModal()
        _fill(dialog, "771")
        QTest.keyClick(dialog.server, Qt.Key.Key_Return)
        await window.tasks.settled()
        assert not dialog.is_open

    run(scenario())
    window.refresh()

    shown = window.findChild(ShowKeyDialog)
    assert shown is not None
    QTest.mouseClick(shown.copy_button, LEFT)
    assert desk.orders == ["add account Silver follower 771@Nordpeak-Live03 executor"]
    assert shown.key.text() == "tc1-k7wq-2m9d-x4hp"
    assert QGuiApplication.clipboard().text() == "tc1-k7wq-2m9d-x4hp"
    assert window.accounts.model.rowCount() == 9
    shown.close()


def test_account_when_fields_are_wrong_then_each_says_so_and_nothing_is_ordered(
    window: MainWindow, desk: SampleDesk
) -> None:
    dialog = come(window.open_add_account())
    _type(dialog.name, "Gold master")
    _type(dialog.login, "77a")

    QTest.mouseClick(dialog.accept_button, LEFT)

    assert desk.orders == []
    assert dialog.name_field.fault == "There is one of this name already."
    assert dialog.login_field.fault == "The login is a number, digits only."
    assert dialog.server_field.fault == "Enter the server's name."
    assert dialog.role_field.fault == "Choose at least one."
    assert dialog.focusWidget() is dialog.name


def test_account_when_it_is_known_then_the_server_field_says_so(window: MainWindow) -> None:
    dialog = come(window.open_add_account())
    _type(dialog.login, "50231874")
    _type(dialog.server, "Nordpeak-Live02")

    QTest.mouseClick(dialog.accept_button, LEFT)

    assert dialog.server_field.fault == "This account is there already."


def test_account_when_the_desk_refuses_then_the_form_stays_and_says_why(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.refusal = "the keyring is locked, unlock it and try again"
    dialog = come(window.open_add_account())

    async def scenario() -> None:
        _fill(dialog, "771")
        QTest.mouseClick(dialog.accept_button, LEFT)
        dialog.reject()
        assert dialog.isVisible()
        await window.tasks.settled()

    run(scenario())

    assert dialog.isVisible()
    assert dialog.fault.text() == "the keyring is locked, unlock it and try again"
    assert dialog.accept_button.isEnabled()


def test_route_when_filled_in_then_it_is_added_and_shown(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    window.show_page(ROUTES)

    async def scenario() -> None:
        QTest.mouseClick(window.routes.add_button, LEFT)
        dialog = window.open_add_route()
        _choose(dialog.master, "Gold master")
        _choose(dialog.follower, "Oakridge test")
        _choose(dialog.sizing.kinds, "Multiplier of lots")
        _type(dialog.sizing.number, "0.25")
        _type(dialog.name, "Gold to Oakridge")
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())
    window.refresh()

    assert desk.orders == [
        "add route Gold to Oakridge 50231874@Nordpeak-Live02 31990452@Oakridge-Demo "
        "Multiplier(factor=Decimal('0.25'))"
    ]
    assert window.routes.model.rowCount() == 6
    assert window.notices.accessibleName() == (
        "Route Gold to Oakridge added. It is off until you arm it."
    )


def test_route_when_fields_are_wrong_then_each_says_so(
    window: MainWindow, desk: SampleDesk
) -> None:
    dialog = window.open_add_route()
    _choose(dialog.sizing.kinds, "Multiplier of lots")
    _type(dialog.sizing.number, "-2")

    QTest.mouseClick(dialog.accept_button, LEFT)

    assert desk.orders == []
    assert dialog.size_part.master_field.fault == "Choose the account whose trades are copied."
    assert dialog.size_part.follower_field.fault == "Choose the account that receives the copies."
    assert dialog.size_part.size_field.fault == "Enter a number above 0, such as 0.5."
    assert dialog.size_part.name_field.fault == "Give it a name."


def test_route_when_there_is_one_already_then_the_follower_field_says_so(
    window: MainWindow,
) -> None:
    dialog = window.open_add_route()
    _choose(dialog.master, "Gold master")
    _choose(dialog.follower, "Nordpeak 50k")

    QTest.mouseClick(dialog.accept_button, LEFT)

    assert dialog.size_part.follower_field.fault == "There is a route between these two already."


def test_route_when_no_account_is_there_then_the_form_says_what_comes_first(
    new_window: BuildWindow,
) -> None:
    dialog = new_window(SampleDesk(empty=True)).open_add_route()

    assert dialog.size_part.master_field.fault == "Add a master's account first."
    assert dialog.size_part.follower_field.fault == "Add a follower's account first."


def test_form_when_asked_for_twice_then_the_open_one_comes_forward(window: MainWindow) -> None:
    first = window.open_add_route()
    _type(first.name, "half typed")

    second = window.open_add_route()

    assert second is first
    assert second.name.text() == "half typed"

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from tests.gui.coming import come
from tests.gui.conftest import Run, is_in_front
from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.pace import USUAL_PACE, Pace
from tradecopy_desktop.gui.dialogs.request_limits import RequestLimitsDialog
from tradecopy_desktop.gui.main_window import ACCOUNTS, MainWindow

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
NORDPEAK = AccountKey(login="50238811", server="Nordpeak-Live02")
OAKRIDGE = AccountKey(login="31990452", server="Oakridge-Demo")


def _choose(window: MainWindow, *names: str) -> None:
    window.show_page(ACCOUNTS)
    panel = window.accounts
    shown = [panel.model.row_at(row).name for row in range(panel.model.rowCount())]
    for n, name in enumerate(names):
        place = panel.table.visualRect(panel.model.index(shown.index(name), 0)).center()
        held = CTRL if n else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(panel.table.viewport(), LEFT, held, place)


def _open(window: MainWindow, *names: str) -> RequestLimitsDialog:
    _choose(window, *names)
    QTest.keyClick(window.accounts.table, Qt.Key.Key_L, CTRL)
    dialog = window.accounts.limits.dialog
    assert isinstance(dialog, RequestLimitsDialog)
    return come(dialog)


def _type(field: QLineEdit, text: str) -> None:
    QTest.keyClick(field, Qt.Key.Key_A, CTRL)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, text)


def _fields(dialog: RequestLimitsDialog) -> list[QLineEdit]:
    return [
        dialog.per_minute,
        dialog.at_once,
        dialog.kept,
        dialog.per_day,
        dialog.day_starts,
    ]


def test_limits_when_opened_then_show_what_is_set_and_are_not_modal(
    window: MainWindow, desk: SampleDesk
) -> None:
    desk.paces[NORDPEAK] = Pace(
        per_minute=90, burst=12, reserve=3, daily_budget=2_000, day_starts=22
    )

    dialog = _open(window, "Nordpeak 50k")

    assert not dialog.isModal()
    assert dialog.windowTitle() == "Request limits of Nordpeak 50k"
    assert [field.text() for field in _fields(dialog)] == ["90", "12", "3", "2000", "22"]
    # 70 % and 90 % of 2,000; the sample says that 148 were made.
    assert dialog.example.text() == (
        "70 %: after 1,400 of 2,000 you are told, and SL and TP are changed less often.\n"
        "90 %: after 1,800 nothing is opened before 22:00 UTC. Closes always go.\n"
        "Made today so far: 148."
    )
    dialog.close()


def test_limits_when_there_is_no_budget_then_an_example_says_what_one_would_do(
    window: MainWindow,
) -> None:
    dialog = _open(window, "Nordpeak 50k")

    assert [field.text() for field in _fields(dialog)] == ["1200", "40", "10", "", "0"]
    assert dialog.example.text() == (
        "Without a budget requests are counted, and nothing is held back.\n"
        "With 2,000 a day, say, you would be told after 1,400, and after 1,800 nothing would be "
        "opened until the next day. Closes always go.\n"
        "Made today so far: 148."
    )
    dialog.close()


def test_limits_when_the_budget_is_typed_then_the_example_follows(window: MainWindow) -> None:
    dialog = _open(window, "Nordpeak 50k")
    examples = []

    for budget, hour in (("7", "0"), ("many", "0"), ("7", "24"), ("7", "5")):
        _type(dialog.per_day, budget)
        _type(dialog.day_starts, hour)
        examples.append(dialog.example.text().splitlines()[:2])

    unknown = ["Enter the requests a day and the hour to see what happens then."]
    # 4.9 and 6.3 requests: the fifth and the seventh.
    told = "70 %: after 5 of 7 you are told, and SL and TP are changed less often."
    assert examples == [
        [told, "90 %: after 7 nothing is opened before 00:00 UTC. Closes always go."],
        unknown,
        unknown,
        [told, "90 %: after 7 nothing is opened before 05:00 UTC. Closes always go."],
    ]
    dialog.close()


def test_limits_when_saved_then_all_five_are_ordered_and_the_rest_stays(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.paces[NORDPEAK] = Pace(stops_every_s=40, stops_step=2)

    async def scenario() -> None:
        dialog = _open(window, "Nordpeak 50k")
        for field, text in zip(_fields(dialog), ("300", "20", "0", "2000", "22"), strict=True):
            _type(field, text)
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    assert desk.paces == {
        NORDPEAK: Pace(
            per_minute=300,
            burst=20,
            reserve=0,
            daily_budget=2_000,
            day_starts=22,
            stops_every_s=40,
            stops_step=2,
        )
    }
    assert window.accounts.limits.dialog is None
    assert window.notices.accessibleName() == (
        "Request limits of Nordpeak 50k are set. They act from now on."
    )


def test_limits_when_the_budget_is_emptied_then_there_is_none(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.paces[NORDPEAK] = Pace(daily_budget=2_000)

    async def scenario() -> None:
        dialog = _open(window, "Nordpeak 50k")
        _type(dialog.per_day, " ")
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    assert desk.paces == {NORDPEAK: USUAL_PACE}


def test_limits_when_several_accounts_are_chosen_then_each_gets_them_but_masters(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.paces[OAKRIDGE] = Pace(stops_every_s=40)

    async def scenario() -> None:
        dialog = _open(window, "Nordpeak 50k", "Gold master", "Oakridge test")
        assert dialog.windowTitle() == "Request limits of 2 accounts"
        # Each has made its own.
        assert "Made today" not in dialog.example.text()
        _type(dialog.per_day, "500")
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    assert desk.paces == {
        NORDPEAK: Pace(daily_budget=500),
        OAKRIDGE: Pace(daily_budget=500, stops_every_s=40),
    }
    assert window.notices.accessibleName() == (
        "Request limits of 2 accounts are set. They act from now on."
    )


@pytest.mark.parametrize(
    ("place", "text", "fault"),
    [
        (0, "0", "Enter a whole number from 1 to 600,000."),
        (0, "", "Enter a whole number from 1 to 600,000."),
        (0, "600001", "Enter a whole number from 1 to 600,000."),
        (0, "12.5", "Enter a whole number from 1 to 600,000."),
        (1, "0", "Enter a whole number from 1 to 10,000."),
        (2, "-1", "Enter a whole number from 0 to 10,000."),
        (2, "40", "Enter less than what may leave at once, 40: nothing else could leave."),
        (3, "0", "Enter a whole number, 1 or more, or leave it empty."),
        (3, "2,000", "Enter a whole number, 1 or more, or leave it empty."),
        (4, "24", "Enter a whole hour from 0 to 23."),
        (4, "", "Enter a whole hour from 0 to 23."),
    ],
)
def test_limits_when_a_number_is_wrong_then_its_field_says_so_and_nothing_is_ordered(
    window: MainWindow, desk: SampleDesk, qtbot: QtBot, place: int, text: str, fault: str
) -> None:
    dialog = _open(window, "Nordpeak 50k")
    qtbot.waitUntil(lambda: is_in_front(dialog))
    wrong = _fields(dialog)[place]
    _type(wrong, text)

    QTest.keyClick(wrong, Qt.Key.Key_Return)

    rows = [
        dialog.minute_field,
        dialog.once_field,
        dialog.kept_field,
        dialog.day_field,
        dialog.start_field,
    ]
    assert [row.fault for row in rows] == [fault if n == place else "" for n in range(5)]
    assert [field.property("wrong") for field in _fields(dialog)] == [
        "true" if n == place else "false" for n in range(5)
    ]
    assert wrong.hasFocus()
    assert wrong.accessibleDescription() == fault
    assert desk.orders == []
    assert dialog.isVisible()
    dialog.close()


def test_limits_when_the_keyboard_is_used_then_all_is_reached_and_enter_saves(
    window: MainWindow, desk: SampleDesk, qtbot: QtBot, run: Run
) -> None:
    async def scenario() -> None:
        dialog = _open(window, "Nordpeak 50k")
        qtbot.waitUntil(lambda: is_in_front(dialog))
        reached = []
        for _ in range(7):
            reached.append(dialog.focusWidget())
            QTest.keyClick(reached[-1], Qt.Key.Key_Tab)
        assert reached == [*_fields(dialog), dialog.cancel_button, dialog.accept_button]
        assert dialog.focusWidget() is dialog.per_minute
        QTest.keyClicks(dialog.per_minute, "0")
        QTest.keyClick(dialog.per_minute, Qt.Key.Key_Return)
        assert dialog.minute_field.fault
        _type(dialog.per_minute, "77")
        QTest.keyClick(dialog.per_minute, Qt.Key.Key_Return)
        await window.tasks.settled()

    run(scenario())

    assert desk.paces[NORDPEAK].per_minute == 77


def test_limits_when_refused_then_the_form_stays_and_says_why(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.refusal = "the limits cannot be set now"

    async def scenario() -> None:
        dialog = _open(window, "Nordpeak 50k")
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()
        assert dialog.isVisible()
        assert dialog.fault.text() == "the limits cannot be set now"
        assert dialog.accept_button.isEnabled()
        dialog.close()

    run(scenario())

    assert desk.paces == {}


def test_limits_when_escape_is_pressed_then_nothing_is_ordered(
    window: MainWindow, desk: SampleDesk, qtbot: QtBot
) -> None:
    dialog = _open(window, "Nordpeak 50k")
    qtbot.waitUntil(lambda: is_in_front(dialog))

    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    assert window.accounts.limits.dialog is None
    assert desk.orders == []


def test_limits_when_asked_of_another_account_then_the_first_form_gives_way(
    window: MainWindow,
) -> None:
    first = _open(window, "Nordpeak 50k")

    second = _open(window, "Oakridge test")

    assert not first.isVisible()
    assert second.windowTitle() == "Request limits of Oakridge test"
    second.close()


@pytest.mark.parametrize(
    ("names", "offered"),
    [((), False), (("Gold master",), False), (("Gold master", "Nordpeak 50k"), True)],
)
def test_limits_when_no_follower_is_chosen_then_are_not_offered(
    window: MainWindow, names: tuple[str, ...], offered: bool
) -> None:
    window.show_page(ACCOUNTS)
    _choose(window, *names)

    QTest.keyClick(window.accounts.table, Qt.Key.Key_L, CTRL)

    assert window.accounts.limits_button.isEnabled() is offered
    assert (window.accounts.limits.dialog is not None) is offered
    if window.accounts.limits.dialog is not None:
        window.accounts.limits.dialog.close()


def test_limits_when_the_menu_is_opened_then_are_offered_there(window: MainWindow) -> None:
    _choose(window, "Nordpeak 50k")
    table = window.accounts.table

    table.customContextMenuRequested.emit(table.rect().center())

    (menu,) = window.accounts.findChildren(QMenu)
    assert [action.text() for action in menu.actions()][:2] == ["Request limits…", "New key…"]
    menu.actions()[0].trigger()
    menu.close()
    assert window.accounts.limits.dialog is not None
    window.accounts.limits.dialog.close()


def test_limits_when_every_field_is_wrong_then_the_form_fits_a_small_screen(
    window: MainWindow,
) -> None:
    dialog = _open(window, "Nordpeak 50k")
    for field, text in zip(_fields(dialog), ("0", "0", "-1", "0", "24"), strict=True):
        _type(field, text)

    QTest.mouseClick(dialog.accept_button, LEFT)

    # 720 less what the desktop draws around a window.
    assert dialog.height() <= 672
    assert dialog.day_starts.mapTo(dialog, dialog.day_starts.rect().bottomRight()).y() < (
        dialog.accept_button.mapTo(dialog, dialog.accept_button.rect().topLeft()).y()
    )
    dialog.close()

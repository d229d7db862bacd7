import asyncio
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QMenu

from tests.gui.coming import come
from tests.gui.conftest import BuildWindow, Run
from tests.gui.sample_desk import SampleDesk
from tests.gui.sample_guards import GUARDS
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.guarding import Rung
from tradecopy_desktop.gui.main_window import GUARD, MainWindow
from tradecopy_desktop.gui.panels.guard import GuardPanel

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
OAKRIDGE = AccountKey(login="31990452", server="Oakridge-Demo")
NORDPEAK = AccountKey(login="50238811", server="Nordpeak-Live02")
CALDER = AccountKey(login="880142", server="Calder-Real")
GOLD_MASTER = AccountKey(login="50231874", server="Nordpeak-Live02")
RESERVE = AccountKey(login="4408126", server="Calder-Real")


def _click(panel: GuardPanel, account: AccountKey) -> None:
    place = panel.accounts.place_of(account)
    assert place is not None
    table = panel.account_table
    table.scrollTo(panel.accounts.index(place, 0))
    at = table.visualRect(panel.accounts.index(place, 0)).center()
    QTest.mouseClick(table.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, at)


@pytest.fixture
def panel(window: MainWindow) -> GuardPanel:
    window.show_page(GUARD)
    return window.guard


def test_accounts_when_shown_then_the_worst_is_first_and_each_says_its_state(
    panel: GuardPanel,
) -> None:
    looks = [panel.accounts.looks(row) for row in range(panel.accounts.rowCount())]

    assert [(look[0].text, look[1].text, look[1].mark) for look in looks] == [
        ("Oakridge test", "Locked", "mark-bad"),
        ("Vistamere small", "Close-only", "mark-bad"),
        ("Calder prop 100k", "Warning", "mark-warning"),
        ("Tarnwell contest", "Guard blind", "mark-warning"),
        ("Gold master", "Within limits", "mark-good"),
        ("Nordpeak 50k", "Within limits", "mark-good"),
        ("Calder reserve", "No limits", "mark-idle"),
        ("Index master", "No limits", "mark-idle"),
    ]
    # The share of the best day is 94 % used, and does not count: it is only shown.
    assert [(look[2].text, look[2].second, look[2].bar) for look in looks] == [
        ("101.2 %", "0 % left", 100),
        ("92.5 %", "7.5 % left", 92),
        ("80 %", "20 % left", 80),
        ("\N{EN DASH}", "", -1),
        ("12.4 %", "87.6 % left", 12),
        ("55 %", "45 % left", 55),
        ("\N{EN DASH}", "", -1),
        ("\N{EN DASH}", "", -1),
    ]
    assert [(look[3].text, look[3].second) for look in looks[:5]] == [
        ("Daily loss", "Daily loss: 506.00 of 500.00 USD used"),
        ("Weekly loss", "111.00 of 120.00 EUR used (92.5 %)"),
        ("Open lots in XAUUSD.r", "4 of 5 lots of XAUUSD.r open (80 %)"),
        ("Not known yet", "Its terminal is away"),
        ("Daily loss", "620.00 of 5,000.00 USD used (12 %)"),
    ]
    assert looks[4][1].second == "Warns only"


def test_account_when_it_gets_its_first_limit_then_there_is_room_for_what_is_used_of_it(
    new_window: BuildWindow, desk: SampleDesk
) -> None:
    with_limits = {row.account: row for row in desk.guards()}
    for key, row in with_limits.items():
        desk._guards[key] = replace(row, stands=())
    window = new_window(desk)
    window.show_page(GUARD)
    window.refresh()
    table = window.guard.account_table
    table.fit_again()
    dashes = table.columnWidth(2)

    desk.bus.publish(with_limits[CALDER])
    window.refresh()

    # The number and what is left stand behind a bar of 72 points.
    assert table.columnWidth(2) > dashes + 40


def test_accounts_when_the_page_opens_then_the_worst_is_chosen_and_its_limits_are_shown(
    panel: GuardPanel,
) -> None:
    chosen = panel.selected()

    assert chosen is not None
    assert chosen.name == "Oakridge test"
    assert panel.tabs.button(0).text() == "Limits of Oakridge test"
    assert panel.limits.rowCount() == 1


def test_limits_when_an_account_is_clicked_then_all_of_them_are_there_with_their_badges(
    panel: GuardPanel,
) -> None:
    _click(panel, CALDER)

    looks = [panel.limits.looks(row) for row in range(panel.limits.rowCount())]
    assert [(look[0].text, look[1].bar, look[2].text, look[4].text) for look in looks] == [
        ("Open lots in XAUUSD.r", 80, "20 %", ""),
        ("Daily loss", 76, "23.7 %", "Estimated"),
        ("Static drawdown", 31, "69 %", ""),
        ("Best day's share", 94, "6 %", "Shown only"),
    ]


def test_limits_when_the_account_changes_then_its_rows_follow_and_stay_selected(
    panel: GuardPanel, desk: SampleDesk, window: MainWindow
) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [
        QAbstractItemModelTester(model, fatal)
        for model in (panel.accounts, panel.limits, panel.trail.model)
    ]
    _click(panel, NORDPEAK)
    panel.limit_table.selectRow(0)
    stands = GUARDS[2].stands
    worse = replace(stands[0], percent=stands[0].percent and stands[0].percent * 4, rung=Rung.WARN)

    desk.stand(NORDPEAK, stands=(worse, stands[2]), rung=Rung.WARN)
    window.refresh()

    chosen = panel.selected()
    assert len(testers) == 3
    assert chosen is not None
    assert chosen.account == NORDPEAK
    # 24 % four times.
    assert [panel.limits.look(row, 1).text for row in range(panel.limits.rowCount())] == [
        "96 %",
        "55 %",
    ]
    assert panel.limit_table.selected_rows() == [1]
    assert panel.accounts.look(panel.accounts.place_of(NORDPEAK) or 0, 1).text == "Warning"


def test_limits_when_an_account_has_none_then_it_says_what_to_do(panel: GuardPanel) -> None:
    _click(panel, RESERVE)

    assert panel.no_limits.isVisible()
    assert panel.no_limits.title == "No limits on this account"
    assert panel.ask_limits.isEnabled()
    assert not panel.unlock.isEnabled()


def test_flatten_when_confirmed_by_keys_then_that_account_is_flattened(
    panel: GuardPanel, desk: SampleDesk, window: MainWindow, run: Run
) -> None:
    _click(panel, NORDPEAK)
    asked = []

    async def scenario() -> None:
        QTest.keyClick(panel.account_table, Qt.Key.Key_F, CTRL | SHIFT)
        asked.append(window.notices.accessibleName())
        assert desk.orders == []
        QTest.keyClick(window.notices.accept_button, Qt.Key.Key_Return)
        await window.tasks.settled()

    run(scenario())
    window.refresh()

    assert asked == [
        "Flatten Nordpeak 50k? Every position on it (4 open now) is closed at market, your own "
        "too, its pending orders are cancelled, and it stays locked until you unlock it."
    ]
    assert desk.orders == [f"flatten {NORDPEAK}"]
    assert panel.accounts.look(panel.accounts.place_of(NORDPEAK) or 0, 1).text == "Flattening"
    assert panel.unlock.isEnabled()


def test_flatten_when_refused_then_the_window_says_why(
    panel: GuardPanel, desk: SampleDesk, window: MainWindow, run: Run
) -> None:
    desk.refusal = "nothing can be closed there"
    _click(panel, NORDPEAK)

    async def scenario() -> None:
        QTest.mouseClick(panel.flatten_button, LEFT)
        QTest.mouseClick(window.notices.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    assert window.notices.accessibleName() == "nothing can be closed there"


def test_flatten_when_nothing_can_be_closed_there_then_it_is_not_offered(
    panel: GuardPanel,
) -> None:
    _click(panel, GOLD_MASTER)

    assert not panel.flatten_button.isEnabled()
    assert not panel.unlock_button.isEnabled()
    assert panel.limits_button.isEnabled()


def test_unlock_when_no_reason_is_given_then_the_field_says_so_and_nothing_is_ordered(
    panel: GuardPanel, desk: SampleDesk
) -> None:
    QTest.keyClick(panel.account_table, Qt.Key.Key_U, CTRL)
    dialog = panel.orders.unlocking
    assert dialog is not None
    come(dialog)
    QTest.keyClicks(dialog.reason, "   ")

    QTest.mouseClick(dialog.accept_button, LEFT)

    assert dialog.isVisible()
    assert not dialog.isModal()
    assert dialog.why.text() == "Locked: Daily loss: 506.00 of 500.00 USD used."
    assert dialog.reason_field.fault == "Write down why: a few words are enough."
    assert desk.orders == []
    dialog.close()


def test_unlock_when_a_reason_is_given_then_it_is_ordered_with_it(
    panel: GuardPanel, desk: SampleDesk, window: MainWindow, run: Run
) -> None:
    async def scenario() -> None:
        QTest.mouseClick(panel.unlock_button, LEFT)
        dialog = panel.orders.unlocking
        assert dialog is not None
        come(dialog)
        QTest.keyClicks(dialog.reason, " a new day has begun ")
        QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
        await window.tasks.settled()

    run(scenario())
    window.refresh()

    assert desk.orders == [f"unlock {OAKRIDGE}: a new day has begun"]
    assert panel.orders.unlocking is None
    assert not panel.unlock.isEnabled()
    assert window.notices.accessibleName() == (
        "Oakridge test is unlocked. The reason is in the audit trail."
    )


def test_unlock_when_refused_then_the_form_stays_and_says_why(
    panel: GuardPanel, desk: SampleDesk, window: MainWindow, run: Run
) -> None:
    desk.refusal = "Daily loss is still reached: change the limit, or wait for its reset"

    async def scenario() -> None:
        dialog = come(panel.orders.ask_to_unlock(GUARDS[5]))
        QTest.keyClicks(dialog.reason, "please")
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()
        assert dialog.isVisible()
        assert dialog.fault.text() == desk.refusal
        dialog.close()

    run(scenario())

    assert desk.orders == []


def test_trail_when_read_then_the_newest_is_first_in_words(
    panel: GuardPanel, window: MainWindow, run: Run
) -> None:
    async def scenario() -> None:
        QTest.keyClick(panel.account_table, Qt.Key.Key_F5)
        await window.tasks.settled()

    run(scenario())
    QTest.mouseClick(panel.tabs.button(1), LEFT)

    rows = [panel.trail.model.looks(row) for row in range(panel.trail.model.rowCount())]
    assert panel.trail.table.isVisible()
    assert [tuple(look.text for look in row[1:]) for row in rows[:3]] == [
        ("Oakridge test", "Locked", "Daily loss: 506.00 of 500.00 USD used"),
        ("Oakridge test", "Flatten", "Daily loss: 506.00 of 500.00 USD used"),
        ("Vistamere small", "Close-only", "Weekly loss: 111.00 of 120.00 EUR used"),
    ]
    assert [row[2].text for row in rows[3:]] == ["Warned", "Unlocked", "Limits set"]


def test_trail_when_an_account_comes_to_another_state_then_it_is_read_again(
    panel: GuardPanel, desk: SampleDesk, window: MainWindow, run: Run
) -> None:
    async def scenario() -> None:
        panel.trail.read()
        await window.tasks.settled()
        came = asyncio.get_running_loop().create_future()
        panel.trail.model.modelReset.connect(lambda: came.set_result(None))
        desk.trail.insert(0, replace(desk.trail[0], what="warn", name="Nordpeak 50k"))
        desk.stand(NORDPEAK, rung=Rung.WARN)
        window.refresh()
        await came

    run(scenario())

    assert panel.trail.model.rowCount() == 7


def test_menu_when_opened_then_it_offers_the_orders_with_their_keys(panel: GuardPanel) -> None:
    _click(panel, NORDPEAK)

    panel.account_table.customContextMenuRequested.emit(panel.account_table.rect().center())

    (menu,) = panel.findChildren(QMenu)
    assert [(each.text(), each.shortcut().toString()) for each in menu.actions()] == [
        ("Limits…", "Ctrl+L"),
        ("Unlock…", "Ctrl+U"),
        ("Flatten…", "Ctrl+Shift+F"),
    ]
    menu.close()


def test_limits_when_the_account_is_gone_then_the_window_says_so(
    panel: GuardPanel, desk: SampleDesk, window: MainWindow
) -> None:
    _click(panel, NORDPEAK)
    desk.forget_guard(NORDPEAK)

    QTest.keyClick(panel.account_table, Qt.Key.Key_L, CTRL)

    assert panel.orders.limits is None
    assert window.notices.accessibleName() == "Nordpeak 50k: this account is no longer there"


def test_page_when_there_are_no_accounts_then_it_says_what_to_do(
    new_window: BuildWindow,
) -> None:
    window = new_window(SampleDesk(empty=True))

    window.show_page(GUARD)

    assert window.guard.accounts.rowCount() == 0
    assert not window.guard.limits_button.isEnabled()
    assert window.guard.no_limits.title == "Select an account"

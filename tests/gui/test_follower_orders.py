from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.conftest import Run
from tests.gui.sample_desk import SampleDesk
from tests.gui.sample_rows import ACCOUNTS
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.panels.cockpit import CockpitPanel

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
CALDER = ACCOUNTS[3].key


def _place_of(panel: CockpitPanel, name: str) -> int:
    rows = range(panel.followers.rowCount())
    return next(n for n in rows if panel.followers.row_at(n).row.name == name)


def _click_follower(panel: CockpitPanel, name: str) -> None:
    index = panel.followers.index(_place_of(panel, name), 1)
    panel.follower_table.scrollTo(index)
    place = panel.follower_table.visualRect(index).center()
    QTest.mouseClick(panel.follower_table.viewport(), LEFT, pos=place)


def _state_of(panel: CockpitPanel, name: str) -> str:
    column = [each.title for each in panel.followers.columns].index("State")
    return panel.followers.look(_place_of(panel, name), column).text


def test_pause_when_clicked_then_the_followers_live_routes_are_paused_and_it_says_so(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    panel = window.cockpit
    _click_follower(panel, "Calder prop 100k")

    async def pause() -> None:
        QTest.mouseClick(panel.orders.pause_button, LEFT)
        await window.tasks.settled()

    run(pause())
    window.refresh()

    assert desk.orders == ["pause 880142@Calder-Real"]
    assert [row.mode for row in desk.routes() if row.follower == CALDER] == [RouteMode.CLOSE_ONLY]
    assert _state_of(panel, "Calder prop 100k") == "Paused"
    assert window.notices.accessibleName() == (
        "Calder prop 100k is paused: 1 route opens nothing new. Closes are still copied."
    )
    assert panel.orders.resume_button.isVisible()
    assert not panel.orders.pause_button.isVisible()


def test_resume_when_its_keys_are_pressed_then_the_paused_routes_are_armed_again(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    panel = window.cockpit
    _click_follower(panel, "Oakridge test")

    async def resume() -> None:
        QTest.keyClick(window, Qt.Key.Key_R, CTRL)
        await window.tasks.settled()

    run(resume())

    # Nothing was found that needs a word: it is armed at once.
    assert desk.orders == ["route-4 live"]


def test_flatten_when_confirmed_by_enter_then_only_this_follower_is_flattened(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    panel = window.cockpit
    _click_follower(panel, "Nordpeak 50k")

    async def flatten() -> None:
        QTest.mouseClick(panel.orders.flatten_button, LEFT)
        QTest.keyClick(window.notices.accept_button, Qt.Key.Key_Return)
        await window.tasks.settled()

    QTest.mouseClick(panel.orders.flatten_button, LEFT)
    asked = (window.notices.is_asking, list(desk.orders))
    window.notices.clear()
    run(flatten())

    assert asked == (True, [])
    assert desk.orders == ["flatten 50238811@Nordpeak-Live02"]


def test_unlock_when_a_reason_is_given_then_the_follower_is_unlocked_for_it(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    panel = window.cockpit
    _click_follower(panel, "Nordpeak 50k")
    is_locked = panel.orders.unlock_button.isEnabled()
    _click_follower(panel, "Oakridge test")

    async def unlock() -> None:
        QTest.mouseClick(panel.orders.unlock_button, LEFT)
        dialog = panel.orders.guards.unlocking
        assert dialog is not None
        QTest.keyClicks(dialog.reason, "checked by phone")
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()

    run(unlock())
    window.refresh()

    assert not is_locked
    assert desk.orders == ["unlock 31990452@Oakridge-Demo: checked by phone"]
    assert not panel.orders.unlock_button.isEnabled()


def test_limits_when_asked_for_by_keys_then_the_form_of_this_follower_opens(
    window: MainWindow,
) -> None:
    panel = window.cockpit
    _click_follower(panel, "Calder prop 100k")

    QTest.keyClick(window, Qt.Key.Key_L, CTRL)

    dialog = panel.orders.guards.limits
    assert dialog is not None
    assert "Calder prop 100k" in dialog.windowTitle()
    dialog.reject()


def test_orders_when_no_follower_is_selected_then_they_rest(window: MainWindow) -> None:
    orders = window.cockpit.orders

    assert [action.isEnabled() for action in orders.actions] == [False] * 5
    assert orders.flatten_button.toolTip() == (
        "Close everything on this account and lock it (Ctrl+Shift+F)"
    )

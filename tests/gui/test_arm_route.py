from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.coming import come
from tests.gui.conftest import Run, is_in_front
from tests.gui.sample_arming import APART, FINE, FORBIDDEN, MIXED, NO_PRICE, THERE
from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.domain.preflight import Level, Wishes
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.gui.dialogs.arm_route import ArmRouteDialog
from tradecopy_desktop.gui.main_window import ROUTES, MainWindow

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PAUSED = "Index to Oakridge"


def _select(window: MainWindow, *names: str) -> None:
    window.show_page(ROUTES)
    panel = window.routes
    shown = [panel.model.row_at(row).name for row in range(panel.model.rowCount())]
    for n, name in enumerate(names):
        place = panel.table.visualRect(panel.model.index(shown.index(name), 0)).center()
        held = CTRL if n else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(panel.table.viewport(), LEFT, held, place)


def _arm(window: MainWindow, *names: str) -> ArmRouteDialog:
    _select(window, *names)
    QTest.keyClick(window.routes.table, Qt.Key.Key_R, CTRL)
    return _open(window)


def _open(window: MainWindow) -> ArmRouteDialog:
    dialog = window.routes.modes.dialog
    assert isinstance(dialog, ArmRouteDialog)
    return come(dialog)


def _off(desk: SampleDesk, window: MainWindow, *routes: str) -> None:
    for route in routes:
        desk.change_route(route, mode=RouteMode.OFF)
    window.refresh()


def test_arm_when_a_route_was_off_then_what_was_found_is_shown_by_what_it_means(
    window: MainWindow, desk: SampleDesk
) -> None:
    _off(desk, window, "route-4")
    desk.before_arming["route-4"] = (*FINE, MIXED, NO_PRICE)

    dialog = _arm(window, PAUSED)

    groups = dialog.groups
    assert not dialog.isModal()
    assert dialog.windowTitle() == "Arm Index to Oakridge"
    assert groups[Level.REFUSE].isHidden()
    assert groups[Level.ASK].heading.text() == "Needs your yes (1)"
    assert groups[Level.ASK].texts() == [
        "The master is a demo account and the follower is a real account"
    ]
    assert groups[Level.WAIT].texts() == [
        "The follower's terminal has shown no price of NAS100 yet"
    ]
    # Six good findings are more than are read at a glance.
    assert groups[Level.OK].heading.text() == "Fine (6)"
    assert groups[Level.OK].texts() == []
    assert desk.orders == []
    dialog.close()


def test_fine_findings_when_unfolded_then_all_can_be_read(
    window: MainWindow, desk: SampleDesk
) -> None:
    _off(desk, window, "route-4")
    dialog = _arm(window, PAUSED)
    low = dialog.height()

    QTest.mouseClick(dialog.groups[Level.OK].fold, LEFT)

    assert len(dialog.groups[Level.OK].texts()) == 6
    assert dialog.groups[Level.OK].texts()[1] == "Both are real accounts"
    assert dialog.height() > low
    dialog.close()


def test_arm_when_all_is_fine_then_nothing_of_before_is_copied_unless_ticked(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    _off(desk, window, "route-4")

    async def scenario() -> None:
        dialog = _arm(window, PAUSED)
        assert dialog.positions.ticked() == ()
        assert dialog.accept_button.text() == "Arm"
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())
    window.refresh()

    assert desk.orders == ["route-4 live"]
    assert desk.wishes == [Wishes(copy_now=(), confirmed=False)]
    assert window.routes.modes.dialog is None
    assert window.notices.accessibleName() == "Index to Oakridge is armed."


def test_positions_when_shown_then_each_has_side_symbol_lots_and_both_prices(
    window: MainWindow, desk: SampleDesk
) -> None:
    _off(desk, window, "route-4")

    model = _arm(window, PAUSED).positions.model

    shown = [[model.look(row, n).text for n in range(6)] for row in range(model.rowCount())]
    assert shown == [
        ["no", "Buy", "XAUUSD", "1.00", "2984.12", "2991.40"],
        ["no", "Sell", "EURUSD", "2.00", "1.08843", "1.08790"],
        ["no", "Buy", "GER40", "1.50", "22984.5", "\N{EN DASH}"],
    ]
    _open(window).close()


def test_positions_when_ticked_by_click_and_by_key_then_they_are_copied_now(
    window: MainWindow, desk: SampleDesk, run: Run, qtbot: QtBot
) -> None:
    _off(desk, window, "route-4")
    dialog = _arm(window, PAUSED)
    qtbot.waitUntil(lambda: is_in_front(dialog))

    async def scenario() -> None:
        table, model = dialog.positions.table, dialog.positions.model
        place = table.visualRect(model.index(0, 0)).center()
        QTest.mouseClick(table.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
        beside = table.visualRect(model.index(1, 2)).center()
        QTest.mouseClick(table.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, beside)
        assert dialog.positions.ticked() == ("id-301",)
        QTest.keyClick(table, Qt.Key.Key_Down)
        QTest.keyClick(table, Qt.Key.Key_Space)
        assert dialog.accept_button.text() == "Arm and copy 2 positions"
        QTest.keyClick(dialog.accept_button, Qt.Key.Key_Return)
        await window.tasks.settled()

    run(scenario())

    assert desk.wishes == [Wishes(copy_now=("id-301", "id-303"))]


def test_position_when_it_is_closed_meanwhile_then_its_tick_is_gone_and_others_stay(
    window: MainWindow, desk: SampleDesk, qtbot: QtBot
) -> None:
    _off(desk, window, "route-4")
    dialog = _arm(window, PAUSED)
    qtbot.waitUntil(lambda: is_in_front(dialog))
    dialog.positions.table.setFocus()
    dialog.positions.table.selectAll()
    QTest.keyClick(dialog.positions.table, Qt.Key.Key_Space)
    before = dialog.accept_button.text()

    desk.there = THERE[1:]
    dialog.look()

    assert before == "Arm and copy 3 positions"
    assert dialog.positions.ticked() == ("id-302", "id-303")
    assert dialog.accept_button.text() == "Arm and copy 2 positions"
    dialog.close()


def test_questions_when_they_are_not_confirmed_then_arming_waits_for_the_tick(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    # A paused route that has a question is not armed at once.
    desk.before_arming["route-4"] = (*FINE, MIXED)

    async def scenario() -> None:
        dialog = _arm(window, PAUSED)
        buttons = (dialog.accept_button, dialog.rehearse_button)
        assert [each.isEnabled() for each in buttons] == [False, False]
        assert dialog.accept_button.toolTip() == "Read what needs your yes, then tick the box."
        QTest.keyClick(dialog.confirm, Qt.Key.Key_Space)
        assert [each.isEnabled() for each in buttons] == [True, True]
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    assert desk.orders == ["route-4 live"]
    assert desk.wishes == [Wishes(confirmed=True)]


def test_question_when_it_comes_after_the_tick_then_it_is_asked_again(
    window: MainWindow, desk: SampleDesk
) -> None:
    desk.before_arming["route-4"] = (MIXED,)
    dialog = _arm(window, PAUSED)
    QTest.keyClick(dialog.confirm, Qt.Key.Key_Space)
    dialog.look()
    same = dialog.confirm.isChecked()

    desk.before_arming["route-4"] = (MIXED, APART)
    dialog.look()

    assert same
    assert not dialog.confirm.isChecked()
    assert not dialog.accept_button.isEnabled()
    dialog.close()


def test_refusal_when_there_is_one_then_nothing_can_be_ordered_until_it_is_mended(
    window: MainWindow, desk: SampleDesk, qtbot: QtBot
) -> None:
    desk.before_arming["route-4"] = (*FINE, FORBIDDEN, MIXED)
    dialog = _arm(window, PAUSED)
    refused = (dialog.accept_button.isEnabled(), dialog.rehearse_button.isEnabled())
    said = dialog.fault.text()
    asked = dialog.confirm.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Return)

    desk.before_arming["route-4"] = FINE
    # By itself, after a while.
    qtbot.waitUntil(dialog.accept_button.isEnabled)

    assert refused == (False, False)
    assert said == "It cannot be armed yet: what must be mended is listed above."
    assert not asked
    assert desk.orders == []
    assert dialog.fault.text() == ""
    assert dialog.groups[Level.REFUSE].isHidden()
    dialog.close()


def test_rehearse_when_chosen_in_the_window_then_the_route_is_a_rehearsal(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    _off(desk, window, "route-4")

    async def scenario() -> None:
        QTest.mouseClick(_arm(window, PAUSED).rehearse_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    assert desk.orders == ["route-4 shadow"]
    assert window.notices.accessibleName() == "Index to Oakridge rehearses: nothing is sent."


def test_rehearse_when_there_is_a_question_then_it_is_asked_and_an_armed_route_is_not_armed_again(
    window: MainWindow, desk: SampleDesk
) -> None:
    desk.before_arming["route-1"] = (MIXED,)
    _select(window, "Gold to Nordpeak")

    QTest.keyClick(window.routes.table, Qt.Key.Key_R, CTRL | SHIFT)

    dialog = _open(window)
    assert dialog.windowTitle() == "Rehearse Gold to Nordpeak"
    assert dialog.introduction.text().endswith("Nothing is sent.")
    assert not dialog.accept_button.isVisible()
    assert dialog.rehearse_button.isVisible()
    assert dialog.rehearse_button.isDefault()
    dialog.close()


def test_arm_when_several_were_off_then_they_are_asked_about_one_by_one(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    _off(desk, window, "route-1", "route-2", "route-3")

    async def scenario() -> None:
        dialog = _arm(window, "Gold to Nordpeak", "Gold to Calder", "Gold to Vistamere")
        names = [dialog.route.name]
        QTest.mouseClick(dialog.skip_button, LEFT)
        names.append(_open(window).route.name)
        QTest.mouseClick(_open(window).accept_button, LEFT)
        await window.tasks.settled()
        last = _open(window)
        names.append(last.route.name)
        assert not last.skip_button.isVisible()
        QTest.mouseClick(last.accept_button, LEFT)
        await window.tasks.settled()
        assert names == ["Gold to Calder", "Gold to Nordpeak", "Gold to Vistamere"]

    run(scenario())

    assert desk.orders == ["route-1 live", "route-3 live"]
    assert window.routes.modes.dialog is None


def test_arm_when_escape_is_pressed_then_neither_this_nor_the_next_is_armed(
    window: MainWindow, desk: SampleDesk, qtbot: QtBot
) -> None:
    _off(desk, window, "route-1", "route-2")
    dialog = _arm(window, "Gold to Nordpeak", "Gold to Calder")
    qtbot.waitUntil(lambda: is_in_front(dialog))

    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    assert window.routes.modes.dialog is None
    assert desk.orders == []


def test_arm_when_some_are_paused_and_fine_then_only_the_others_are_asked_about(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    _off(desk, window, "route-1")

    async def scenario() -> None:
        dialog = _arm(window, "Gold to Nordpeak", PAUSED)
        await window.tasks.settled()
        assert dialog.route.id == "route-1"
        dialog.close()

    run(scenario())

    assert desk.orders == ["route-4 live"]


def test_arm_when_the_desk_refuses_then_the_window_stays_and_says_why(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    _off(desk, window, "route-4")
    desk.refusal = "a position that was to be copied now is gone"

    async def scenario() -> None:
        dialog = _arm(window, PAUSED)
        QTest.mouseClick(dialog.accept_button, LEFT)
        assert not dialog.accept_button.isEnabled()
        dialog.reject()
        await window.tasks.settled()

    run(scenario())
    dialog = _open(window)
    dialog.look()

    assert dialog.isVisible()
    assert dialog.fault.text() == "a position that was to be copied now is gone"
    assert dialog.accept_button.isEnabled()
    dialog.close()


def test_arm_when_the_route_is_gone_then_the_window_says_so(
    window: MainWindow, desk: SampleDesk
) -> None:
    _select(window, PAUSED)
    desk.forget_route("route-4")

    QTest.keyClick(window.routes.table, Qt.Key.Key_R, CTRL)

    assert window.routes.modes.dialog is None
    assert window.notices.accessibleName() == ("Index to Oakridge: this route is no longer there")


def test_window_when_another_route_is_armed_then_it_makes_room(
    window: MainWindow, desk: SampleDesk
) -> None:
    _off(desk, window, "route-1", "route-2")
    first = _arm(window, "Gold to Nordpeak")

    second = _arm(window, "Gold to Calder")

    assert second is not first
    assert not first.isVisible()
    assert second.route.name == "Gold to Calder"
    second.close()

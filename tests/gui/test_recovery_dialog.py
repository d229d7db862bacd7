from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from tests.gui.coming import come
from tests.gui.conftest import Run, is_in_front
from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.domain.recovery_rules import (
    Corrections,
    LatePolicy,
    MasterAway,
    RecoveryRules,
)
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.sizing import Multiplier, PartialFill
from tradecopy_desktop.domain.stop_rules import MovedByHand
from tradecopy_desktop.gui.dialogs.recovery import RecoveryDialog
from tradecopy_desktop.gui.main_window import ROUTES, MainWindow

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def _open(window: MainWindow, *names: str) -> RecoveryDialog:
    window.show_page(ROUTES)
    panel = window.routes
    shown = [panel.model.row_at(row).name for row in range(panel.model.rowCount())]
    for n, name in enumerate(names):
        place = panel.table.visualRect(panel.model.index(shown.index(name), 0)).center()
        held = CTRL if n else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(panel.table.viewport(), LEFT, held, place)
    QTest.keyClick(panel.table, Qt.Key.Key_E, CTRL)
    dialog = panel.recoveries.dialog
    assert isinstance(dialog, RecoveryDialog)
    return come(dialog)


def _choose(box: QComboBox, text: str) -> None:
    place = box.findText(text)
    assert place >= 0
    box.setCurrentIndex(place)


def test_recovery_when_opened_then_it_shows_what_is_set_and_is_not_modal(
    window: MainWindow, desk: SampleDesk
) -> None:
    desk._settings["route-1"] = replace(
        desk._settings["route-1"],
        recovery=RecoveryRules(late=LatePolicy.ASK, ask_s=420, master_away=MasterAway.CLOSE),
    )

    dialog = _open(window, "Gold to Nordpeak")

    assert not dialog.isModal()
    assert dialog.windowTitle() == "Recovery of Gold to Nordpeak"
    assert [
        choice.choices.currentText()
        for choice in (
            dialog.part.corrections,
            dialog.part.late,
            dialog.part.away,
            dialog.part.by_hand,
            dialog.part.partial,
        )
    ] == [
        "I correct them by a click",
        "Ask me",
        "Close them after",
        "Stays until the master changes its own",
        "Keep what was filled",
    ]
    # 420 seconds
    assert (dialog.part.late.number.text(), dialog.part.late.unit.text()) == ("7", "minutes")
    assert (dialog.part.away.number.text(), dialog.part.away.unit.text()) == ("10", "minutes")
    assert not dialog.part.partial.number.isVisible()
    assert dialog.part.late.number.accessibleName() == (
        "Trades opened while a terminal was away, Ask me, minutes"
    )
    dialog.close()


def test_recovery_when_saved_then_all_of_it_is_ordered_and_nothing_else_changes(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        dialog = _open(window, "Gold to Nordpeak")
        _choose(dialog.part.corrections.choices, "Correct them automatically")
        _choose(dialog.part.late.choices, "Copy while the price is near")
        QTest.keyClick(dialog.part.late.number, Qt.Key.Key_A, CTRL)
        QTest.keyClicks(dialog.part.late.number, "35")
        _choose(dialog.part.away.choices, "Close them after")
        QTest.keyClick(dialog.part.away.number, Qt.Key.Key_A, CTRL)
        QTest.keyClicks(dialog.part.away.number, "4")
        _choose(dialog.part.by_hand.choices, "Is put back at once")
        _choose(dialog.part.partial.choices, "Order the rest")
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()

    before = desk.settings_of("route-1")
    run(scenario())

    after: RouteSettings = desk.settings_of("route-1")
    assert after.recovery == RecoveryRules(
        corrections=Corrections.AUTOMATIC,
        late=LatePolicy.WITHIN,
        late_points=35,
        ask_s=300,
        master_away=MasterAway.CLOSE,
        close_after_min=4,
    )
    assert after.stops.moved_by_hand is MovedByHand.NEVER
    assert after.volume.partial_fill is PartialFill.COMPLETE
    assert after.version == before.version + 1
    assert after.sizing == before.sizing
    assert window.routes.recoveries.dialog is None
    assert window.notices.accessibleName() == (
        "Recovery of Gold to Nordpeak is saved. It acts from now on."
    )


def test_recovery_when_several_routes_are_chosen_then_each_gets_it_and_keeps_its_size(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        dialog = _open(window, "Gold to Nordpeak", "Gold to Vistamere")
        assert dialog.windowTitle() == "Recovery of 2 routes"
        _choose(dialog.part.late.choices, "Copy at any price")
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    lates = {id: desk.settings_of(id).recovery.late for id in ("route-1", "route-2", "route-3")}
    assert lates == {
        "route-1": LatePolicy.MARKET,
        "route-2": LatePolicy.SKIP,
        "route-3": LatePolicy.MARKET,
    }
    sizings = [desk.settings_of(id).sizing for id in ("route-1", "route-3")]
    assert [each.factor for each in sizings if isinstance(each, Multiplier)] == [
        desk.routes()[0].sizing.factor,  # type: ignore[union-attr]
        desk.routes()[2].sizing.factor,  # type: ignore[union-attr]
    ]


@pytest.mark.parametrize(
    ("policy", "typed", "fault"),
    [
        ("Ask me", "0", "Enter whole minutes from 1 to 1,440."),
        ("Ask me", "1441", "Enter whole minutes from 1 to 1,440."),
        ("Ask me", "", "Enter whole minutes from 1 to 1,440."),
        ("Copy while the price is near", "2.5", "Enter whole points, 0 or more, such as 20."),
        ("Copy while the price is near", "-1", "Enter whole points, 0 or more, such as 20."),
        (
            "Copy while the price is near",
            "99999999999",
            "Enter whole points, 0 or more, such as 20.",
        ),
    ],
)
def test_recovery_when_a_number_is_wrong_then_its_field_says_so_and_nothing_is_ordered(
    window: MainWindow, desk: SampleDesk, policy: str, typed: str, fault: str
) -> None:
    dialog = _open(window, "Gold to Nordpeak")
    _choose(dialog.part.late.choices, policy)
    dialog.part.late.number.setText(typed)

    QTest.mouseClick(dialog.accept_button, LEFT)

    assert dialog.part.late_field.fault == fault
    assert dialog.part.late.number.property("wrong") == "true"
    assert desk.orders == []
    assert dialog.isVisible()
    dialog.close()


def test_recovery_when_another_option_is_chosen_then_what_was_typed_beside_the_first_is_kept(
    window: MainWindow,
) -> None:
    dialog = _open(window, "Gold to Nordpeak")
    _choose(dialog.part.late.choices, "Ask me")
    dialog.part.late.number.setText("15")
    _choose(dialog.part.late.choices, "Copy while the price is near")
    points = dialog.part.late.number.text()

    _choose(dialog.part.late.choices, "Ask me")

    assert points == "20"
    assert dialog.part.late.number.text() == "15"
    dialog.close()


def test_recovery_when_seconds_were_set_elsewhere_then_saving_the_rest_keeps_them(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk._settings["route-1"] = replace(
        desk._settings["route-1"], recovery=RecoveryRules(late=LatePolicy.ASK, ask_s=90)
    )

    async def scenario() -> None:
        dialog = _open(window, "Gold to Nordpeak")
        assert dialog.part.late.number.text() == "2"
        _choose(dialog.part.partial.choices, "Order the rest")
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    assert desk.settings_of("route-1").recovery.ask_s == 90


def test_recovery_when_refused_then_the_form_stays_and_says_why(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.refusal = "the settings cannot be written: the disk is full"

    async def scenario() -> None:
        dialog = _open(window, "Gold to Nordpeak")
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()
        assert dialog.isVisible()
        assert dialog.fault.text() == "the settings cannot be written: the disk is full"
        assert dialog.accept_button.isEnabled()
        dialog.close()

    run(scenario())


def test_recovery_when_the_route_is_gone_then_the_window_says_so(
    window: MainWindow, desk: SampleDesk
) -> None:
    window.show_page(ROUTES)
    window.routes.table.selectRow(0)
    desk.forget_route("route-2")

    QTest.keyClick(window.routes.table, Qt.Key.Key_E, CTRL)

    assert window.routes.recoveries.dialog is None
    assert window.notices.accessibleName() == "Gold to Calder: this route is no longer there"


def test_recovery_when_escape_is_pressed_then_nothing_is_ordered(
    window: MainWindow, desk: SampleDesk, qtbot: QtBot
) -> None:
    dialog = _open(window, "Gold to Nordpeak")
    qtbot.waitUntil(lambda: is_in_front(dialog))

    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    assert window.routes.recoveries.dialog is None
    assert desk.orders == []


def test_new_route_when_its_recovery_is_chosen_then_it_is_added_with_it(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        dialog = window.open_add_route()
        _choose(dialog.master, "Gold master  (50231874, Nordpeak-Live02)")
        _choose(dialog.follower, "Oakridge test  (31990452, Oakridge-Demo)")
        dialog.name.setText("Gold to Oakridge")
        QTest.mouseClick(dialog.tabs.buttons.button(4), LEFT)
        recovery = dialog.tabs.recovery.recovery
        assert recovery.late.choices.currentText() == "Skip them"
        _choose(recovery.late.choices, "Ask me")
        _choose(recovery.corrections.choices, "Correct them automatically")
        recovery.late.number.setText("3")
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    settings = desk.settings_of("route-6")
    assert settings.recovery.late is LatePolicy.ASK
    assert settings.recovery.ask_s == 180
    assert settings.recovery.corrections is Corrections.AUTOMATIC

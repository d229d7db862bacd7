from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from tests.gui.coming import come
from tests.gui.conftest import Run
from tests.gui.route_forms import edit
from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.domain.filters import Filters
from tradecopy_desktop.domain.recovery_rules import LatePolicy, RecoveryRules
from tradecopy_desktop.domain.route_sections import RouteSection
from tradecopy_desktop.domain.routes import RouteMode, RouteSettings
from tradecopy_desktop.domain.sizing import FixedLots, Multiplier, PartialFill
from tradecopy_desktop.domain.stop_rules import MovedByHand, RefusedStop, StopRules
from tradecopy_desktop.gui.main_window import ROUTES, MainWindow

D = Decimal
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def _select(window: MainWindow, name: str) -> None:
    window.show_page(ROUTES)
    model = window.routes.model
    shown = [model.row_at(row).name for row in range(model.rowCount())]
    window.routes.table.selectRow(shown.index(name))


def _names(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_template_when_chosen_then_it_is_filled_in_and_nothing_is_saved(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        editor = window.open_route_editor("route-1")
        assert editor is not None
        await window.tasks.settled()
        menu = editor.templates.menu_of_templates
        assert _names(menu) == ["Careful", "Save as template", "Forget"]
        menu.actions()[0].trigger()
        settings = editor.settings()
        assert settings is not None
        assert settings.sizing == Multiplier(factor=D("0.1"))
        assert (settings.volume.max_lots, settings.max_age_ms) == (D(2), 2_000)
        assert editor.said.text() == "Careful is filled in. Nothing changes until you save."

    run(scenario())

    assert desk.orders == []


def test_template_when_kept_then_it_is_offered_to_other_routes_until_it_is_forgotten(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        editor = edit(window)
        await window.tasks.settled()
        editor.templates.menu_of_templates.actions()[2].trigger()
        saving = editor.templates.saving
        assert saving is not None
        come(saving)
        QTest.mouseClick(saving.accept_button, LEFT)
        assert saving.name_field.fault == "Give it a name."
        QTest.keyClicks(saving.name, "Half")
        QTest.keyClick(saving.name, Qt.Key.Key_Return)
        await window.tasks.settled()
        assert _names(editor.templates.menu_of_templates)[:2] == ["Careful", "Half"]
        assert desk.templates["Half"].settings.sizing == Multiplier(factor=D("0.5"))
        editor.templates.forget("Half")
        await window.tasks.settled()
        assert _names(editor.templates.menu_of_templates)[:2] == ["Careful", "Save as template"]

    run(scenario())

    assert desk.orders == ["keep template Half", "forget template Half"]


def test_template_when_something_is_wrong_then_it_is_not_kept(
    window: MainWindow, desk: SampleDesk
) -> None:
    editor = window.open_route_editor("route-1")
    assert editor is not None
    editor.tabs.filters.age.line.setText("soon")

    dialog = editor.templates.ask_for_name()

    assert dialog is None
    assert editor.tabs.buttons.button(1).text() == "What is copied (!)"


SOURCE = RouteSettings(
    version=4,
    sizing=FixedLots(lots=D("0.3")),
    filters=Filters(max_positions=2),
    stops=StopRules(refused=RefusedStop.SKIP, moved_by_hand=MovedByHand.NEVER),
    symbol_map=(("GER40", "DE40"),),
    recovery=RecoveryRules(late=LatePolicy.MARKET),
    literal_lots_confirmed=True,
)


def test_settings_when_copied_then_the_ticked_routes_get_the_ticked_parts_alone(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk._settings["route-2"] = SOURCE
    before = desk.settings_of("route-3")
    _select(window, "Gold to Calder")

    async def scenario() -> None:
        QTest.keyClick(window.routes.table, Qt.Key.Key_C, CTRL | SHIFT)
        dialog = window.routes.editing.copying
        assert dialog is not None
        QTest.mouseClick(dialog.accept_button, LEFT)
        assert dialog.section_field.fault == "Tick at least one part."
        assert dialog.target_field.fault == "Tick at least one route."
        dialog.sections[RouteSection.FILTERS].click()
        dialog.sections[RouteSection.ORDERS].click()
        dialog.targets["route-3"].click()
        dialog.targets["route-1"].click()
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    after = desk.settings_of("route-3")
    # How stops moved by hand are treated is a part of recovery.
    expected = replace(
        before, filters=Filters(max_positions=2), stops=StopRules(refused=RefusedStop.SKIP)
    )
    assert replace(after, version=before.version) == expected
    assert desk.settings_of("route-1").filters == Filters(max_positions=2)
    assert desk.settings_of("route-4").filters == Filters()
    assert window.notices.accessibleName() == "2 routes have them now."


def test_settings_when_all_parts_are_copied_then_only_the_yes_to_lots_stays_its_own(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    volume = replace(SOURCE.volume, partial_fill=PartialFill.COMPLETE)
    desk._settings["route-2"] = source = replace(SOURCE, volume=volume)
    _select(window, "Gold to Calder")

    async def scenario() -> None:
        dialog = window.routes.editing.copy_settings(window.routes.selected()[0])
        for box in dialog.sections.values():
            box.click()
        dialog.targets["route-4"].click()
        QTest.mouseClick(dialog.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())

    after = desk.settings_of("route-4")
    assert replace(after, version=4) == replace(source, literal_lots_confirmed=False)
    assert desk.settings_of("route-5").sizing == Multiplier(factor=D(2))


def test_route_when_removed_by_keys_then_it_asks_first_and_its_row_goes(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.change_route("route-4", mode=RouteMode.OFF)
    window.refresh()
    _select(window, "Index to Oakridge")

    async def scenario() -> None:
        QTest.keyClick(window.routes.table, Qt.Key.Key_Delete)
        assert window.notices.accessibleName().startswith("Remove route Index to Oakridge?")
        assert desk.orders == []
        QTest.mouseClick(window.notices.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())
    window.refresh()

    assert desk.orders == ["remove route-4"]
    assert "Index to Oakridge" not in [row.name for row in window.routes.model.rows()]
    assert "route-4" not in [row.route for row in window.reconciliation.compared.rows()]
    assert window.notices.accessibleName() == "Route Index to Oakridge is removed."


def test_route_when_it_cannot_be_removed_then_the_window_says_why(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    _select(window, "Gold to Calder")

    async def scenario() -> None:
        window.routes.remove.trigger()
        QTest.mouseClick(window.notices.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())
    window.refresh()

    assert window.notices.accessibleName() == (
        "Gold to Calder: it is live: switch it off before you remove it"
    )
    assert window.routes.model.rowCount() == 5


def test_actions_when_several_routes_are_selected_then_those_about_one_are_off(
    window: MainWindow,
) -> None:
    window.show_page(ROUTES)
    window.routes.table.selectAll()

    panel = window.routes
    actions = (panel.edit, panel.explain, panel.copy_settings, panel.remove, panel.recovery)

    assert [action.isEnabled() for action in actions] == [False, False, False, False, True]
    assert panel.edit.toolTip() == ("Change what the selected route copies, and how large (F2)")

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.gui.coming import come
from tests.gui.conftest import Run, is_in_front
from tests.gui.route_forms import choose, edit, save, type_into
from tests.gui.sample_desk import SampleDesk
from tests.gui.sample_settings import EVERYTHING
from tradecopy_desktop.domain.filters import Sessions, SessionWindow
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.sizing import Multiplier, SameLots
from tradecopy_desktop.gui.dialogs.route_editor import RouteEditor
from tradecopy_desktop.gui.dialogs.symbol_lines import MapLine
from tradecopy_desktop.gui.main_window import ROUTES, MainWindow

D = Decimal
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def test_route_when_edited_by_keys_then_it_is_saved_and_said(
    window: MainWindow, desk: SampleDesk, run: Run, qtbot: QtBot
) -> None:
    window.show_page(ROUTES)
    window.routes.table.selectRow(1)
    QTest.keyClick(window.routes.table, Qt.Key.Key_F2)
    editor = come(window.routes.editing.editors["route-1"])
    saved: list[str] = []
    editor.saved.connect(saved.append)
    type_into(editor.name, "Gold, half")
    type_into(editor.sizing.number, "0.25")

    async def scenario() -> None:
        QTest.keyClick(editor.name, Qt.Key.Key_Return)
        await window.tasks.settled()

    run(scenario())
    window.refresh()

    assert desk.orders[0] == "rename route-1 Gold, half"
    assert desk.settings_of("route-1").sizing == Multiplier(factor=D("0.25"))
    assert saved == ["Gold, half"]
    assert window.notices.accessibleName() == (
        "Route Gold, half is saved. It acts on later openings."
    )
    assert "Gold, half" in [row.name for row in window.routes.model.rows()]


def test_route_when_it_is_double_clicked_then_its_editor_opens_with_its_accounts_fixed(
    window: MainWindow,
) -> None:
    window.show_page(ROUTES)
    table = window.routes.table
    place = table.visualRect(window.routes.model.index(0, 0)).center()
    QTest.mouseClick(table.viewport(), LEFT, pos=place)
    QTest.mouseDClick(table.viewport(), LEFT, pos=place)

    editor = come(window.routes.editing.editors["route-2"])

    assert editor.windowTitle() == "Route Gold to Calder"
    assert not editor.master.isEnabled()
    assert not editor.follower.isEnabled()
    assert editor.name.text() == "Gold to Calder"
    assert not editor.isModal()


def test_tab_when_a_field_on_it_is_wrong_then_it_is_marked_and_shown_with_the_field(
    window: MainWindow, desk: SampleDesk
) -> None:
    editor = edit(window)
    type_into(editor.tabs.filters.magics.line, "abc")
    type_into(editor.tabs.orders.slippage.line, "-4")

    QTest.mouseClick(editor.accept_button, LEFT)

    assert desk.orders == []
    assert [editor.tabs.buttons.button(n).text() for n in range(5)] == [
        "Who and how large",
        "What is copied (!)",
        "Orders and stops (!)",
        "Symbols",
        "Recovery",
    ]
    assert editor.tabs.currentIndex() == 1
    assert editor.focusWidget() is editor.tabs.filters.magics.line
    assert not editor.tabs.filters.magics.line.visibleRegion().isEmpty()
    assert editor.tabs.filters.magics.line.property("wrong") == "true"
    wrong = [field.fault for field, _ in editor.tabs.filters.checks() if field.fault]
    assert wrong == ["Enter whole numbers or ranges, such as 100, 2000-2999."]


def test_tab_when_its_fault_is_mended_then_its_mark_goes_with_the_next_order(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    editor = edit(window)
    type_into(editor.size_part.least.line, "5")
    type_into(editor.size_part.most.line, "2")
    QTest.mouseClick(editor.accept_button, LEFT)
    marked = editor.tabs.buttons.button(0).text()
    type_into(editor.size_part.most.line, "7")

    save(window, editor, run)

    assert marked == "Who and how large (!)"
    volume = desk.settings_of("route-1").volume
    assert (volume.min_lots, volume.max_lots) == (D(5), D(7))


@pytest.mark.parametrize(
    ("fill", "tab"),
    [
        (lambda e: type_into(e.size_part.coefficient.line, "0.5"), 0),
        (lambda e: type_into(e.size_part.commission.line, "x"), 0),
        (lambda e: [box.click() for box in e.tabs.filters.sides.boxes.values()], 1),
        (lambda e: [box.click() for box in e.tabs.filters.kinds.boxes.values()], 1),
        (lambda e: type_into(e.tabs.filters.age.line, "0"), 1),
        (lambda e: type_into(e.tabs.filters.copies.line, "0"), 1),
        (lambda e: type_into(e.tabs.filters.magics.line, "9-7"), 1),
        (lambda e: type_into(e.tabs.orders.stop_loss.offset.line, "1.5"), 2),
        (lambda e: choose(e.tabs.orders.stop_loss.source.choices, "A fixed distance"), 2),
        (lambda e: _new_pair(e, "GER40", ""), 3),
        (lambda e: (_new_pair(e, "GER40", "A"), _new_pair(e, "GER40", "B")), 3),
    ],
)
def test_field_when_it_is_wrong_then_there_are_no_settings_and_its_tab_is_told(
    window: MainWindow, fill: Callable[[RouteEditor], object], tab: int
) -> None:
    editor = edit(window)
    before = editor.settings()

    fill(editor)
    if editor.tabs.orders.stop_loss.source.number.isVisibleTo(editor.tabs.orders):
        editor.tabs.orders.stop_loss.source.number.setText("")
    QTest.mouseClick(editor.accept_button, LEFT)

    assert before is not None
    assert editor.settings() is None
    assert [n for n in range(5) if editor.tabs.buttons.button(n).text().endswith("(!)")] == [tab]


def _new_pair(editor: RouteEditor, ours: str, theirs: str) -> MapLine:
    QTest.mouseClick(editor.tabs.symbols.add_pair, LEFT)
    type_into(editor.tabs.symbols.pairs[-1].ours, ours)
    type_into(editor.tabs.symbols.pairs[-1].theirs, theirs)
    return editor.tabs.symbols.pairs[-1]


def test_lines_when_removed_or_left_empty_then_are_no_settings(
    window: MainWindow, desk: SampleDesk
) -> None:
    desk._settings["route-1"] = EVERYTHING
    editor = edit(window)
    part = editor.tabs.symbols
    QTest.mouseClick(part.add_pair, LEFT)
    QTest.mouseClick(part.add_other, LEFT)

    QTest.mouseClick(part.pairs[0].remove, LEFT)
    QTest.mouseClick(part.others[1].remove, LEFT)
    QTest.mouseClick(editor.tabs.filters.hours.windows[0].remove, LEFT)

    settings = editor.settings()
    assert settings is not None
    assert settings.symbol_map == (("XAUUSD", "GOLD"),)
    assert [each.symbol for each in settings.overrides] == ["XAUUSD"]
    assert settings.filters.sessions == Sessions(
        zone="Europe/London",
        windows=(SessionWindow(weekdays=frozenset({6}), start=1_320, end=1_440),),
    )


def test_follower_symbol_when_typed_then_the_brokers_names_are_offered(
    window: MainWindow,
) -> None:
    editor = edit(window, "route-2")

    QTest.mouseClick(editor.tabs.symbols.add_pair, LEFT)
    completer = editor.tabs.symbols.pairs[0].theirs.completer()
    completer.setCompletionPrefix("aus")
    none = completer.completionCount()
    completer.setCompletionPrefix("nas")

    assert none == 0
    assert completer.currentCompletion() == "NAS100.r"


def test_tabs_when_ctrl_page_down_is_pressed_then_the_next_one_is_shown(
    window: MainWindow, qtbot: QtBot
) -> None:
    editor = edit(window)
    qtbot.waitUntil(lambda: is_in_front(editor))

    QTest.keyClick(editor, Qt.Key.Key_PageDown, CTRL)
    second = editor.tabs.currentIndex()
    QTest.keyClick(editor, Qt.Key.Key_PageUp, CTRL)
    QTest.keyClick(editor, Qt.Key.Key_PageUp, CTRL)

    assert (second, editor.tabs.currentIndex()) == (1, 4)


def test_editor_when_opened_for_two_accounts_then_they_are_chosen(
    window: MainWindow, desk: SampleDesk
) -> None:
    rows = {row.name: row.key for row in desk.accounts()}

    editor = window.open_route_editor(None, rows["Index master"], rows["Vistamere small"])

    assert editor is not None
    assert editor.size_part.ends == (rows["Index master"], rows["Vistamere small"])
    assert editor.settings() == RouteSettings(version=1, sizing=SameLots())


def test_editor_when_the_route_is_gone_then_the_window_says_so(
    window: MainWindow, desk: SampleDesk
) -> None:
    assert window.open_route_editor("nobody's") is None

    assert window.notices.accessibleName() == "this route is no longer there"


def test_editor_when_the_desk_refuses_then_it_stays_and_says_why(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.refusal = "the disk is full"
    editor = edit(window)
    type_into(editor.name, "Another name")

    save(window, editor, run)

    assert editor.isVisible()
    assert editor.fault.text() == "the disk is full"
    assert editor.accept_button.isEnabled()


def test_editor_when_opened_again_then_the_same_window_comes_forward(window: MainWindow) -> None:
    first = edit(window)

    again, other = edit(window), edit(window, "route-2")

    assert again is first
    assert other is not first


def test_editor_when_drawn_on_a_small_screen_then_no_field_is_cut_off(
    window: MainWindow, desk: SampleDesk, qtbot: QtBot
) -> None:
    desk._settings["route-1"] = EVERYTHING
    editor = edit(window)
    editor.resize(837, 432)
    wide: list[str] = []

    for number in range(5):
        editor.tabs.show_tab(number)
        qtbot.wait(1)
        part = editor.tabs._parts[number]
        area = editor.tabs.widget(number)
        assert area is not None
        if part.width() > area.contentsRect().width():
            wide.append(type(part).__name__)

    assert wide == []

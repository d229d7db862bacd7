from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from tests.gui.conftest import Run
from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.domain.filters import (
    Filters,
    MagicRange,
    OrderKind,
    Sessions,
    SessionWindow,
)
from tradecopy_desktop.domain.order_rules import (
    OneSidedFill,
    OrderRules,
    PendingPolicy,
    WhenSlipped,
)
from tradecopy_desktop.domain.recovery_rules import (
    Corrections,
    LatePolicy,
    MasterAway,
    RecoveryRules,
)
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.sizing import (
    AboveMaximum,
    BelowMinimum,
    FixedLots,
    FundsBase,
    FurtherOrders,
    Multiplier,
    PartialFill,
    Remainder,
    RiskPercent,
    SameLots,
    SymbolOverride,
    VolumeRules,
)
from tradecopy_desktop.domain.stop_rules import (
    MovedByHand,
    PassedStop,
    RefusedStop,
    StopRule,
    StopRules,
    StopSource,
)
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.gui.dialogs.route_editor import RouteEditor
from tradecopy_desktop.gui.dialogs.symbol_lines import MapLine
from tradecopy_desktop.gui.main_window import ROUTES, MainWindow

D = Decimal
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier

# Nothing in it is as it is at first.
EVERYTHING = RouteSettings(
    version=1,
    sizing=RiskPercent(percent=D("0.75"), base=FundsBase.BALANCE),
    volume=VolumeRules(
        below_minimum=BelowMinimum.MINIMUM_WITHIN_RISK,
        risk_coefficient=D("1.5"),
        above_maximum=AboveMaximum.SPLIT,
        min_lots=D("0.05"),
        max_lots=D(3),
        further_orders=FurtherOrders.ANEW,
        remainder=Remainder.CLOSE,
        partial_fill=PartialFill.COMPLETE,
        max_funds_age_ms=20_500,
        commission=D("7.25"),
        assumed_stop=300,
    ),
    overrides=(
        SymbolOverride(symbol="XAUUSD", sizing=FixedLots(lots=D("0.1")), max_lots=D(1)),
        SymbolOverride(symbol="NAS100", min_lots=D("0.2")),
    ),
    filters=Filters(
        symbols_allowed=frozenset({"XAU*", "EURUSD"}),
        symbols_denied=frozenset({"BTCUSD"}),
        sides=frozenset({Side.BUY}),
        magics_allowed=(MagicRange(low=100, high=100), MagicRange(low=-20, high=-10)),
        magics_denied=(MagicRange(low=7, high=9),),
        comments_allowed=("gold", "a, b"),
        comments_denied=("test",),
        min_master_lots=D("0.1"),
        max_master_lots=D(5),
        order_kinds=frozenset({OrderKind.MARKET, OrderKind.STOP}),
        sessions=Sessions(
            zone="Europe/London",
            windows=(
                SessionWindow(weekdays=frozenset({0, 2}), start=480, end=1_050),
                SessionWindow(weekdays=frozenset({6}), start=1_320, end=1_440),
            ),
        ),
        max_spread=35,
        max_positions=4,
        max_symbol_lots=D(2),
        max_account_lots=D("6.5"),
    ),
    stops=StopRules(
        stop_loss=StopRule(source=StopSource.FIXED, points=450, offset=-5),
        take_profit=StopRule(source=StopSource.DISTANCE, offset=12),
        refused=RefusedStop.AFTERWARDS,
        passed=PassedStop.CLOSE,
        moved_by_hand=MovedByHand.NEVER,
        may_loosen=True,
    ),
    orders=OrderRules(
        pendings=PendingPolicy.AS_PENDINGS,
        master_filled=OneSidedFill.CANCEL,
        follower_filled=OneSidedFill.TO_MARKET,
        one_sided_after_ms=7_500,
        keep_pendings=True,
        max_slippage=15,
        when_slipped=WhenSlipped.WAIT,
        wait_ms=30_000,
    ),
    symbol_map=(("GER40", "DE40.r"), ("XAUUSD", "GOLD")),
    cross_contract=True,
    reverse=True,
    max_age_ms=2_500,
    literal_lots_confirmed=True,
    shares_netting=True,
    recovery=RecoveryRules(
        late=LatePolicy.WITHIN,
        late_points=33,
        ask_s=421,
        corrections=Corrections.AUTOMATIC,
        master_away=MasterAway.CLOSE,
        close_after_min=4,
    ),
)


def _edit(window: MainWindow, route: str = "route-1") -> RouteEditor:
    editor = window.open_route_editor(route)
    assert editor is not None
    return editor


def _choose(box: QComboBox, text: str) -> None:
    place = box.findText(text)
    assert place >= 0, text
    box.setCurrentIndex(place)


def _type(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def _save(window: MainWindow, editor: RouteEditor, run: Run) -> None:
    async def scenario() -> None:
        QTest.mouseClick(editor.accept_button, LEFT)
        await window.tasks.settled()

    run(scenario())


def test_route_when_its_editor_is_opened_then_every_setting_comes_back_as_it_was(
    window: MainWindow, desk: SampleDesk
) -> None:
    desk._settings["route-1"] = EVERYTHING

    editor = _edit(window)

    assert editor.settings() == EVERYTHING


def test_route_when_nothing_was_changed_then_nothing_is_ordered(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk._settings["route-1"] = EVERYTHING
    editor = _edit(window)

    _save(window, editor, run)

    assert desk.orders == []
    assert window.routes.editing.editors == {}


def _size(editor: RouteEditor) -> None:
    part = editor.size_part
    _choose(part.sizing.kinds, "Risk in percent of balance")
    _type(part.sizing.number, "0.75")
    _choose(part.below.choices, "Copy with the minimum, if it is near")
    _type(part.coefficient.line, "1.5")
    _type(part.least.line, "0.05")
    _type(part.most.line, "3")
    _choose(part.above.choices, "Split into several orders")
    _choose(part.further.choices, "Size each order anew")
    _choose(part.remainder.choices, "Close the copy")
    _type(part.commission.line, "7.25")
    _type(part.assumed.line, "300")
    _type(part.funds_age.line, "20.5")
    part.confirmed.box.click()


def _filters(editor: RouteEditor) -> None:
    part = editor.tabs.filters
    _type(part.allowed.line, "XAU*, EURUSD")
    _type(part.denied.line, "BTCUSD")
    part.sides.boxes[Side.SELL].click()
    part.kinds.boxes[OrderKind.LIMIT].click()
    part.kinds.boxes[OrderKind.STOP_LIMIT].click()
    _type(part.least.line, "0.1")
    _type(part.most.line, "5")
    _type(part.magics.line, "100, -20--10")
    _type(part.no_magics.line, "7 - 9")
    _type(part.comments.line, "gold")
    _type(part.no_comments.line, "test")
    _type(part.age.line, "2.5")
    _type(part.spread.line, "35")
    _type(part.copies.line, "4")
    _type(part.in_symbol.line, "2")
    _type(part.in_account.line, "6.5")
    part.hours.limited.box.click()
    first = part.hours.windows[0]
    for day in (1, 3, 4):
        first.days[day].click()
    _type(first.end, "17:30")
    QTest.mouseClick(part.hours.add, LEFT)
    second = part.hours.windows[1]
    for day in (0, 1, 2, 3, 4, 6):
        second.days[day].click()
    _type(second.start, "22:00")
    _type(second.end, "24:00")
    part.hours.zone.choose("Europe/London")


def _orders(editor: RouteEditor) -> None:
    part = editor.tabs.orders
    part.reverse.box.click()
    _choose(part.stop_loss.source.choices, "A fixed distance")
    _type(part.stop_loss.source.number, "450")
    _type(part.stop_loss.offset.line, "-5")
    _choose(part.take_profit.source.choices, "The master's distance")
    _type(part.take_profit.offset.line, "12")
    _choose(part.refused.choices, "Open without it, set it afterwards")
    _choose(part.passed.choices, "Close the copy")
    part.loosen.box.click()
    _type(part.slippage.line, "15")
    _choose(part.slipped.choices, "Wait for it to come back")
    _type(part.wait.line, "30")
    _choose(part.pendings.choices, "Copy as pending orders")
    _choose(part.master_filled.choices, "Take the copy back")
    _choose(part.follower_filled.choices, "Open or keep the copy")
    _type(part.one_sided.line, "7.5")
    part.keep.box.click()


def _symbols(editor: RouteEditor) -> None:
    part = editor.tabs.symbols
    for ours, theirs in (("GER40", "DE40.r"), ("XAUUSD", "GOLD")):
        QTest.mouseClick(part.add_pair, LEFT)
        _type(part.pairs[-1].ours, ours)
        _type(part.pairs[-1].theirs, theirs)
    QTest.mouseClick(part.add_other, LEFT)
    _type(part.others[0].symbol, "XAUUSD")
    _choose(part.others[0].sizing.kinds, "Fixed lots")
    _type(part.others[0].sizing.number, "0.1")
    _type(part.others[0].most.line, "1")
    QTest.mouseClick(part.add_other, LEFT)
    _type(part.others[1].symbol, "NAS100")
    _type(part.others[1].least.line, "0.2")
    part.cross.box.click()
    part.shares.box.click()


def _recovery(editor: RouteEditor) -> None:
    part = editor.tabs.recovery.recovery
    _choose(part.corrections.choices, "Correct them automatically")
    _choose(part.late.choices, "Copy while the price is near")
    _type(part.late.number, "33")
    _choose(part.away.choices, "Close them after")
    _type(part.away.number, "4")
    _choose(part.by_hand.choices, "Is put back at once")
    _choose(part.partial.choices, "Order the rest")


def test_new_route_when_every_field_is_filled_in_then_all_of_it_is_what_the_route_gets(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    editor = window.open_add_route()
    _choose(editor.master, "Gold master  (50231874, Nordpeak-Live02)")
    _choose(editor.follower, "Oakridge test  (31990452, Oakridge-Demo)")
    _type(editor.name, "All of it")
    steps: tuple[Callable[[RouteEditor], None], ...] = (
        _size,
        _filters,
        _orders,
        _symbols,
        _recovery,
    )
    for number, fill in enumerate(steps):
        QTest.mouseClick(editor.tabs.buttons.button(number), LEFT)
        fill(editor)

    _save(window, editor, run)

    # A comma divides what is typed, and a question's time is typed in minutes.
    expected = replace(
        EVERYTHING,
        filters=replace(EVERYTHING.filters, comments_allowed=("gold",)),
        recovery=replace(EVERYTHING.recovery, ask_s=300),
    )
    assert desk.settings_of("route-6") == expected


def test_route_when_edited_by_keys_then_it_is_saved_and_said(
    window: MainWindow, desk: SampleDesk, run: Run, qtbot: QtBot
) -> None:
    window.show_page(ROUTES)
    window.routes.table.selectRow(1)
    QTest.keyClick(window.routes.table, Qt.Key.Key_F2)
    editor = window.routes.editing.editors["route-1"]
    saved: list[str] = []
    editor.saved.connect(saved.append)
    _type(editor.name, "Gold, half")
    _type(editor.sizing.number, "0.25")

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

    editor = window.routes.editing.editors["route-2"]

    assert editor.windowTitle() == "Route Gold to Calder"
    assert not editor.master.isEnabled()
    assert not editor.follower.isEnabled()
    assert editor.name.text() == "Gold to Calder"
    assert not editor.isModal()


def test_tab_when_a_field_on_it_is_wrong_then_it_is_marked_and_shown_with_the_field(
    window: MainWindow, desk: SampleDesk
) -> None:
    editor = _edit(window)
    _type(editor.tabs.filters.magics.line, "abc")
    _type(editor.tabs.orders.slippage.line, "-4")

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
    assert editor.tabs.filters.magics.line.property("wrong") == "true"
    wrong = [field.fault for field, _ in editor.tabs.filters.checks() if field.fault]
    assert wrong == ["Enter whole numbers or ranges, such as 100, 2000-2999."]


def test_tab_when_its_fault_is_mended_then_its_mark_goes_with_the_next_order(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    editor = _edit(window)
    _type(editor.size_part.least.line, "5")
    _type(editor.size_part.most.line, "2")
    QTest.mouseClick(editor.accept_button, LEFT)
    marked = editor.tabs.buttons.button(0).text()
    _type(editor.size_part.most.line, "7")

    _save(window, editor, run)

    assert marked == "Who and how large (!)"
    volume = desk.settings_of("route-1").volume
    assert (volume.min_lots, volume.max_lots) == (D(5), D(7))


@pytest.mark.parametrize(
    ("fill", "tab"),
    [
        (lambda e: _type(e.size_part.coefficient.line, "0.5"), 0),
        (lambda e: _type(e.size_part.commission.line, "x"), 0),
        (lambda e: [box.click() for box in e.tabs.filters.sides.boxes.values()], 1),
        (lambda e: [box.click() for box in e.tabs.filters.kinds.boxes.values()], 1),
        (lambda e: _type(e.tabs.filters.age.line, "0"), 1),
        (lambda e: _type(e.tabs.filters.copies.line, "0"), 1),
        (lambda e: _type(e.tabs.filters.magics.line, "9-7"), 1),
        (lambda e: _type(e.tabs.orders.stop_loss.offset.line, "1.5"), 2),
        (lambda e: _choose(e.tabs.orders.stop_loss.source.choices, "A fixed distance"), 2),
        (lambda e: _new_pair(e, "GER40", ""), 3),
        (lambda e: (_new_pair(e, "GER40", "A"), _new_pair(e, "GER40", "B")), 3),
    ],
)
def test_field_when_it_is_wrong_then_there_are_no_settings_and_its_tab_is_told(
    window: MainWindow, fill: Callable[[RouteEditor], object], tab: int
) -> None:
    editor = _edit(window)
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
    _type(editor.tabs.symbols.pairs[-1].ours, ours)
    _type(editor.tabs.symbols.pairs[-1].theirs, theirs)
    return editor.tabs.symbols.pairs[-1]


def test_lines_when_removed_or_left_empty_then_are_no_settings(
    window: MainWindow, desk: SampleDesk
) -> None:
    desk._settings["route-1"] = EVERYTHING
    editor = _edit(window)
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
    editor = _edit(window, "route-2")

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
    editor = _edit(window)
    qtbot.waitUntil(editor.isActiveWindow)

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
    editor = _edit(window)
    _type(editor.name, "Another name")

    _save(window, editor, run)

    assert editor.isVisible()
    assert editor.fault.text() == "the disk is full"
    assert editor.accept_button.isEnabled()


def test_editor_when_opened_again_then_the_same_window_comes_forward(window: MainWindow) -> None:
    first = _edit(window)

    again, other = _edit(window), _edit(window, "route-2")

    assert again is first
    assert other is not first


def test_editor_when_drawn_on_a_small_screen_then_no_field_is_cut_off(
    window: MainWindow, desk: SampleDesk, qtbot: QtBot
) -> None:
    desk._settings["route-1"] = EVERYTHING
    editor = _edit(window)
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

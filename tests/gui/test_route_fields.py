from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.coming import come
from tests.gui.conftest import Run
from tests.gui.route_forms import choose, edit, save, type_into
from tests.gui.sample_desk import SampleDesk
from tests.gui.sample_settings import EVERYTHING
from tradecopy_desktop.domain.filters import OrderKind
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.gui.dialogs.route_editor import RouteEditor
from tradecopy_desktop.gui.main_window import MainWindow

D = Decimal
LEFT = Qt.MouseButton.LeftButton


def test_route_when_its_editor_is_opened_then_every_setting_comes_back_as_it_was(
    window: MainWindow, desk: SampleDesk
) -> None:
    desk._settings["route-1"] = EVERYTHING

    editor = edit(window)

    assert editor.settings() == EVERYTHING


def test_route_when_nothing_was_changed_then_nothing_is_ordered(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk._settings["route-1"] = EVERYTHING
    editor = edit(window)

    save(window, editor, run)

    assert desk.orders == []
    assert window.routes.editing.editors == {}


def _size(editor: RouteEditor) -> None:
    part = editor.size_part
    choose(part.sizing.kinds, "Risk in percent of balance")
    type_into(part.sizing.number, "0.75")
    choose(part.below.choices, "Copy with the minimum, if it is near")
    type_into(part.coefficient.line, "1.5")
    type_into(part.least.line, "0.05")
    type_into(part.most.line, "3")
    choose(part.above.choices, "Split into several orders")
    choose(part.further.choices, "Size each order anew")
    choose(part.remainder.choices, "Close the copy")
    type_into(part.commission.line, "7.25")
    type_into(part.assumed.line, "300")
    type_into(part.funds_age.line, "20.5")
    part.confirmed.box.click()


def _filters(editor: RouteEditor) -> None:
    part = editor.tabs.filters
    type_into(part.allowed.line, "XAU*, EURUSD")
    type_into(part.denied.line, "BTCUSD")
    part.sides.boxes[Side.SELL].click()
    part.kinds.boxes[OrderKind.LIMIT].click()
    part.kinds.boxes[OrderKind.STOP_LIMIT].click()
    type_into(part.least.line, "0.1")
    type_into(part.most.line, "5")
    type_into(part.magics.line, "100, -20--10")
    type_into(part.no_magics.line, "7 - 9")
    type_into(part.comments.line, "gold")
    type_into(part.no_comments.line, "test")
    type_into(part.age.line, "2.5")
    type_into(part.spread.line, "35")
    type_into(part.copies.line, "4")
    type_into(part.in_symbol.line, "2")
    type_into(part.in_account.line, "6.5")
    part.hours.limited.box.click()
    first = part.hours.windows[0]
    for day in (1, 3, 4):
        first.days[day].click()
    type_into(first.end, "17:30")
    QTest.mouseClick(part.hours.add, LEFT)
    second = part.hours.windows[1]
    for day in (0, 1, 2, 3, 4, 6):
        second.days[day].click()
    type_into(second.start, "22:00")
    type_into(second.end, "24:00")
    part.hours.zone.choose("Europe/London")


def _orders(editor: RouteEditor) -> None:
    part = editor.tabs.orders
    part.reverse.box.click()
    choose(part.stop_loss.source.choices, "A fixed distance")
    type_into(part.stop_loss.source.number, "450")
    type_into(part.stop_loss.offset.line, "-5")
    choose(part.take_profit.source.choices, "The master's distance")
    type_into(part.take_profit.offset.line, "12")
    choose(part.refused.choices, "Open without it, set it afterwards")
    choose(part.passed.choices, "Close the copy")
    part.loosen.box.click()
    type_into(part.slippage.line, "15")
    choose(part.slipped.choices, "Wait for it to come back")
    type_into(part.wait.line, "30")
    choose(part.pendings.choices, "Copy as pending orders")
    choose(part.master_filled.choices, "Take the copy back")
    choose(part.follower_filled.choices, "Open or keep the copy")
    type_into(part.one_sided.line, "7.5")
    part.keep.box.click()


def _symbols(editor: RouteEditor) -> None:
    part = editor.tabs.symbols
    for ours, theirs in (("GER40", "DE40.r"), ("XAUUSD", "GOLD")):
        QTest.mouseClick(part.add_pair, LEFT)
        type_into(part.pairs[-1].ours, ours)
        type_into(part.pairs[-1].theirs, theirs)
    QTest.mouseClick(part.add_other, LEFT)
    type_into(part.others[0].symbol, "XAUUSD")
    choose(part.others[0].sizing.kinds, "Fixed lots")
    type_into(part.others[0].sizing.number, "0.1")
    type_into(part.others[0].most.line, "1")
    QTest.mouseClick(part.add_other, LEFT)
    type_into(part.others[1].symbol, "NAS100")
    type_into(part.others[1].least.line, "0.2")
    part.cross.box.click()
    part.shares.box.click()


def _recovery(editor: RouteEditor) -> None:
    part = editor.tabs.recovery.recovery
    choose(part.corrections.choices, "Correct them automatically")
    choose(part.late.choices, "Copy while the price is near")
    type_into(part.late.number, "33")
    choose(part.away.choices, "Close them after")
    type_into(part.away.number, "4")
    choose(part.by_hand.choices, "Is put back at once")
    choose(part.partial.choices, "Order the rest")


def test_new_route_when_every_field_is_filled_in_then_all_of_it_is_what_the_route_gets(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    editor = come(window.open_add_route())
    choose(editor.master, "Gold master  (50231874, Nordpeak-Live02)")
    choose(editor.follower, "Oakridge test  (31990452, Oakridge-Demo)")
    type_into(editor.name, "All of it")
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

    save(window, editor, run)

    # A comma divides what is typed, and a question's time is typed in minutes.
    expected = replace(
        EVERYTHING,
        filters=replace(EVERYTHING.filters, comments_allowed=("gold",)),
        recovery=replace(EVERYTHING.recovery, ask_s=300),
    )
    assert desk.settings_of("route-6") == expected

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel

from tests.gui.conftest import BuildWindow
from tests.gui.sample_desk import SampleDesk
from tests.gui.sample_rows import ACCOUNTS
from tradecopy_desktop.app.follower_views import FollowerState
from tradecopy_desktop.app.queue_views import QueueState
from tradecopy_desktop.app.views import CopyRemoved, CopyState, Health
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.models.columns import Look
from tradecopy_desktop.gui.panels.cockpit import CockpitPanel
from tradecopy_desktop.gui.theme import Tone

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NORDPEAK, CALDER, VISTAMERE, OAKRIDGE, TARNWELL = (row.key for row in ACCOUNTS[2:7])


def _place_of(panel: CockpitPanel, name: str) -> int:
    rows = range(panel.followers.rowCount())
    return next(n for n in rows if panel.followers.row_at(n).row.name == name)


def _click_follower(panel: CockpitPanel, name: str, column: int = 1) -> None:
    index = panel.followers.index(_place_of(panel, name), column)
    panel.follower_table.scrollTo(index)
    place = panel.follower_table.visualRect(index).center()
    QTest.mouseClick(panel.follower_table.viewport(), LEFT, pos=place)


def _looks(panel: CockpitPanel, name: str) -> dict[str, Look]:
    place = _place_of(panel, name)
    titles = (column.title for column in panel.followers.columns)
    return dict(zip(titles, panel.followers.looks(place), strict=True))


def test_followers_when_shown_then_each_has_state_money_day_and_room_at_a_glance(
    window: MainWindow,
) -> None:
    panel = window.cockpit

    names = [panel.followers.row_at(n).row.name for n in range(6)]
    calder, late = _looks(panel, "Calder prop 100k"), _looks(panel, "Vistamere small")

    # The worst first: four problems by name, then what wants attention, then what is idle.
    assert names == [
        "Nordpeak 50k",
        "Oakridge test",
        "Tarnwell contest",
        "Vistamere small",
        "Calder prop 100k",
        "Calder reserve",
    ]
    assert (calder["State"].text, calder["State"].mark) == ("Out of step", "mark-warning")
    assert calder["State"].second == "The copy in XAUUSD.r holds 1.2 lots; 1 are due"
    assert (calder["Equity"].text, calder["Equity"].second) == ("100,873.55", "USD")
    assert (calder["Day"].text, calder["Day"].second) == ("-3,815.00", "-3.64 %")
    assert calder["Day"].tone is Tone.BAD
    # The nearest of four limits: 80 % of its open lots in gold are used.
    assert (calder["Room left"].text, calder["Room left"].bar) == (
        "20 % of Open lots in XAUUSD.r",
        80,
    )
    assert (calder["Open"].text, calder["Drift"].text) == ("4", "0.20")
    # Its begin of the day was not seen: 9:12 UTC is when it was seen first.
    first = ACCOUNTS[4]
    assert first.name == "Vistamere small"
    assert late["Day"].second.startswith("+0.75 % since ")
    assert _looks(panel, "Tarnwell contest")["Day"].text == "\N{EN DASH}"


def test_limits_when_pointed_at_then_all_of_them_are_told(window: MainWindow) -> None:
    panel = window.cockpit
    column = [each.title for each in panel.followers.columns].index("Room left")

    index = panel.followers.index(_place_of(panel, "Nordpeak 50k"), column)

    assert index.data(Qt.ItemDataRole.ToolTipRole) == (
        "Daily loss: 600.00 of 2,500.00 USD used (24 %)\n"
        "Trailing drawdown: 164.00 of 2,000.00 USD used (8.2 %)\n"
        "Open lots: 5.5 of 10 lots open (55 %)"
    )


def test_cockpit_when_opened_then_it_shows_all_followers_and_all_copies(
    window: MainWindow,
) -> None:
    assert window.cockpit.followers.rowCount() == 6
    # 20 copies, a position of no copy, and two late trades that are asked about.
    assert window.cockpit.positions.model.rowCount() == 23
    assert not window.cockpit.show_all_button.isVisible()


def test_follower_when_clicked_then_only_its_positions_stay_until_all_are_asked_for(
    window: MainWindow,
) -> None:
    panel = window.cockpit

    _click_follower(panel, "Calder prop 100k")
    clicked = (panel.positions.heading.text(), panel.positions.model.rowCount())
    limits = [stand.name for stand in panel.positions.limits.stands]
    QTest.mouseClick(panel.show_all_button, LEFT)

    assert clicked == ("Positions of Calder prop 100k (4)", 4)
    # The nearest first; what only is shown comes last.
    assert limits == ["Open lots in XAUUSD.r", "Daily loss", "Static drawdown", "Best day's share"]
    assert panel.positions.model.rowCount() == 23
    assert not panel.positions.limits.isVisible()


def test_copy_when_it_drifts_then_its_row_and_its_lots_are_marked(
    window: MainWindow, desk: SampleDesk
) -> None:
    panel = window.cockpit.positions
    copy = next(row for row in desk.copies() if row.state is CopyState.IN_STEP)
    held = [column.title for column in panel.model.columns].index("Held")

    desk.bus.publish(replace(copy, state=CopyState.DRIFT, held_lots=Decimal("0.10")))
    window.refresh()

    row = panel.model.place_of(copy.copy)
    assert row is not None
    assert panel.model.band(row) is Tone.WARNING
    assert panel.model.look(row, held).text == "0.10"
    assert panel.model.look(row, held).tone is Tone.WARNING


def test_copy_when_removed_then_its_row_goes(window: MainWindow, desk: SampleDesk) -> None:
    panel = window.cockpit.positions

    desk.bus.publish(CopyRemoved(copy="route-1-0"))
    window.refresh()

    assert panel.model.rowCount() == 22
    assert panel.model.place_of("route-1-0") is None


def test_prices_when_they_move_then_rows_change_and_the_table_is_not_reset(
    window: MainWindow, desk: SampleDesk
) -> None:
    panel = window.cockpit
    resets: list[int] = []
    changed: set[int] = set()
    copies = panel.positions.model
    for model in (copies, panel.followers):
        QAbstractItemModelTester(
            model, QAbstractItemModelTester.FailureReportingMode.Warning, parent=model
        )
        model.modelReset.connect(lambda: resets.append(1))
    copies.dataChanged.connect(lambda first, _: changed.add(first.row()))

    desk.move_prices()
    window.refresh()

    assert resets == []
    # All but the position of no copy and the two questions.
    assert len(changed) == 20


def test_cockpit_when_nothing_is_there_then_it_says_what_to_do(new_window: BuildWindow) -> None:
    window = new_window(SampleDesk(empty=True))

    texts = [label.text() for label in window.cockpit.findChildren(QLabel)]

    assert "No followers yet" in texts
    assert "Add a master's and a follower's account, then a route between them." in texts
    assert not window.cockpit.follower_table.isVisible()


def test_cells_when_read_then_no_internal_name_is_shown(
    window: MainWindow, desk: SampleDesk
) -> None:
    shown = [
        str(model.index(row, column).data(role))
        for model in (window.cockpit.positions.model, window.routes.model, window.log.model)
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
    ]

    ids = {row.copy for row in desk.copies()} | {row.id for row in desk.routes()}
    ids |= {row.key for row in desk.log()}
    assert not [text for text in shown if text in ids]


def test_queue_when_shown_then_each_follower_has_what_waits_and_its_requests(
    window: MainWindow,
) -> None:
    panel = window.cockpit

    short = _looks(panel, "Calder prop 100k")["Queue"]
    usual = _looks(panel, "Oakridge test")["Queue"]

    # 3 stop changes wait; requests are short, and a mark says so beside the color.
    assert (short.text, short.second, short.mark) == ("3", "1,466 / 2,000", "mark-warning")
    # 1 close and 2 openings wait; without a budget there is nothing to compare with.
    assert (usual.text, usual.second, usual.mark) == ("3", "62", "")
    assert _looks(panel, "Calder reserve")["Queue"].text == "\N{EN DASH}"


def test_queue_when_it_changes_then_its_follower_alone_shows_it_and_why(
    window: MainWindow, desk: SampleDesk
) -> None:
    panel = window.cockpit
    row = next(each for each in desk.queues() if each.requests_today == 148)

    desk.queue(
        replace(row, waiting_closes=2, requests_today=150, state=QueueState.WAITING, tokens_left=0)
    )
    window.refresh()

    changed = _looks(panel, "Nordpeak 50k")["Queue"]
    assert (changed.text, changed.second) == ("2", "150")
    column = [each.title for each in panel.followers.columns].index("Queue")
    tip = panel.followers.index(_place_of(panel, "Nordpeak 50k"), column)
    assert tip.data(Qt.ItemDataRole.ToolTipRole) == (
        "More is to leave than the account's pace allows; closes go first.\n"
        "Waiting: 2 closes, 0 stop changes, 0 openings\n"
        "May leave at once: 0 of 40\n"
        "Requests to the broker today, of how many a day is allowed"
    )
    assert _looks(panel, "Oakridge test")["Queue"].text == "3"


def test_follower_when_its_state_changes_then_it_moves_and_stays_selected(
    window: MainWindow, desk: SampleDesk
) -> None:
    panel = window.cockpit
    _click_follower(panel, "Calder reserve")

    desk.follow(ACCOUNTS[7].key, state=FollowerState.FROZEN, health=Health.BAD, status="why")
    window.refresh()

    # Of five problems, by name, it is the first.
    assert _place_of(panel, "Calder reserve") == 0
    assert panel.selected() is not None
    assert panel.positions.heading.text() == "Positions of Calder reserve (0)"
    assert panel.positions.empty.hint == "What its masters open from now on appears here."


def test_follower_when_enter_is_pressed_then_its_positions_take_the_room_until_left(
    window: MainWindow,
) -> None:
    panel = window.cockpit
    _click_follower(panel, "Oakridge test")
    before = panel.splitter.sizes()

    QTest.keyClick(panel.follower_table, Qt.Key.Key_Return)
    opened = (panel.opened, panel.positions.table.hasFocus(), panel.splitter.sizes())
    mark = _looks(panel, "Oakridge test")[""].mark
    QTest.keyClick(panel.positions.table, Qt.Key.Key_Left)

    assert opened[:2] == (OAKRIDGE, True)
    # The titles and one row of two lines are left of the followers.
    assert opened[2][0] < 100 < before[0]
    assert mark == "chevron-down"
    assert panel.opened is None
    assert panel.follower_table.hasFocus()
    assert panel.splitter.sizes() == before
    assert panel.follower_table.verticalScrollBar().value() == 0
    assert _looks(panel, "Oakridge test")[""].mark == "chevron-right"


def test_follower_when_its_arrow_is_clicked_or_right_is_pressed_then_it_opens(
    window: MainWindow,
) -> None:
    panel = window.cockpit

    _click_follower(panel, "Vistamere small", column=0)
    by_click = panel.opened
    _click_follower(panel, "Vistamere small", column=0)
    closed = panel.opened
    QTest.keyClick(panel.follower_table, Qt.Key.Key_Right)

    assert (by_click, closed, panel.opened) == (VISTAMERE, None, VISTAMERE)


def test_follower_when_double_clicked_then_it_opens_and_all_are_shown_again_by_keys(
    window: MainWindow,
) -> None:
    panel = window.cockpit
    index = panel.followers.index(_place_of(panel, "Tarnwell contest"), 1)
    place = panel.follower_table.visualRect(index).center()

    QTest.mouseClick(panel.follower_table.viewport(), LEFT, pos=place)
    QTest.mouseDClick(panel.follower_table.viewport(), LEFT, pos=place)
    opened = panel.opened
    QTest.keyClick(window, Qt.Key.Key_A, CTRL | SHIFT)

    assert opened == TARNWELL
    assert panel.opened is None
    assert panel.positions.heading.text() == "Positions of all followers (23)"

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from tests.gui.conftest import BuildWindow
from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.app.queue_views import QueueState
from tradecopy_desktop.app.views import CopyRemoved, CopyState
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.models.columns import Look
from tradecopy_desktop.gui.panels.cockpit import CockpitPanel
from tradecopy_desktop.gui.theme import Tone

LEFT = Qt.MouseButton.LeftButton


def _click_follower(panel: CockpitPanel, row: int) -> None:
    place = panel.follower_table.visualRect(panel.followers.index(row, 0)).center()
    QTest.mouseClick(panel.follower_table.viewport(), LEFT, pos=place)


def test_cockpit_when_opened_then_it_shows_all_followers_and_all_copies(
    window: MainWindow,
) -> None:
    assert window.cockpit.followers.rowCount() == 6
    assert window.cockpit.copies.rowCount() == 20
    assert not window.cockpit.show_all_button.isVisible()


def test_follower_when_clicked_then_only_its_positions_stay_until_all_are_asked_for(
    window: MainWindow,
) -> None:
    panel = window.cockpit

    _click_follower(panel, 0)
    clicked = (panel.heading.text(), panel.copies.rowCount())
    QTest.mouseClick(panel.show_all_button, LEFT)

    assert clicked == ("Positions of Calder prop 100k", 4)
    assert panel.copies.rowCount() == 20


def test_copy_when_it_drifts_then_its_row_and_its_lots_are_marked(
    window: MainWindow, desk: SampleDesk
) -> None:
    panel = window.cockpit
    copy = next(row for row in desk.copies() if row.state is CopyState.IN_STEP)
    held = [column.title for column in panel.copies.columns].index("Held")

    desk.bus.publish(replace(copy, state=CopyState.DRIFT, held_lots=Decimal("0.10")))
    window.refresh()

    row = panel.copies.place_of(copy.copy)
    assert row is not None
    assert panel.copies.band(row) is Tone.WARNING
    assert panel.copies.look(row, held).text == "0.10"
    assert panel.copies.look(row, held).tone is Tone.WARNING


def test_copy_when_removed_then_its_row_goes(window: MainWindow, desk: SampleDesk) -> None:
    panel = window.cockpit

    desk.bus.publish(CopyRemoved(copy="route-1-0"))
    window.refresh()

    assert panel.copies.rowCount() == 19
    assert panel.copies.place_of("route-1-0") is None


def test_prices_when_they_move_then_rows_change_and_the_table_is_not_reset(
    window: MainWindow, desk: SampleDesk
) -> None:
    panel = window.cockpit
    resets: list[int] = []
    changed: set[int] = set()
    for model in (panel.copies, panel.followers):
        QAbstractItemModelTester(
            model, QAbstractItemModelTester.FailureReportingMode.Warning, parent=model
        )
        model.modelReset.connect(lambda: resets.append(1))
    panel.copies.dataChanged.connect(lambda first, _: changed.add(first.row()))

    desk.move_prices()
    window.refresh()

    assert resets == []
    assert changed == set(range(20))


def test_cockpit_when_nothing_is_there_then_it_says_what_to_do(new_window: BuildWindow) -> None:
    window = new_window(SampleDesk(empty=True))

    texts = [label.text() for label in window.cockpit.findChildren(type(window.cockpit.heading))]

    assert "No followers yet" in texts
    assert "Add a master's and a follower's account, then a route between them." in texts
    assert not window.cockpit.follower_table.isVisible()


def test_cells_when_read_then_no_internal_name_is_shown(
    window: MainWindow, desk: SampleDesk
) -> None:
    shown = [
        str(model.index(row, column).data(role))
        for model in (window.cockpit.copies, window.routes.model, window.log.model)
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
    ]

    ids = {row.copy for row in desk.copies()} | {row.id for row in desk.routes()}
    ids |= {row.key for row in desk.log()}
    assert not [text for text in shown if text in ids]


def _queue_cells(window: MainWindow, follower: str) -> list[Look]:
    model = window.cockpit.followers
    titles = [column.title for column in model.columns]
    row = next(n for n in range(model.rowCount()) if model.row_at(n).row.name == follower)
    return [model.look(row, titles.index(title)) for title in ("Queue", "Requests")]


def test_queue_when_shown_then_each_follower_has_what_waits_and_its_requests(
    window: MainWindow,
) -> None:
    short = _queue_cells(window, "Calder prop 100k")
    usual = _queue_cells(window, "Oakridge test")

    # 3 stop changes wait; requests are short, and a mark says so beside the color.
    assert [look.text for look in short] == ["3", "1,466 / 2,000"]
    assert short[1].mark == "mark-warning"
    # 1 close and 2 openings wait; without a budget there is nothing to compare with.
    assert [look.text for look in usual] == ["3", "62"]
    assert usual[1].mark == ""
    assert [look.text for look in _queue_cells(window, "Calder reserve")] == ["–", "–"]  # noqa: RUF001


def test_queue_when_it_changes_then_its_follower_alone_shows_it_and_why(
    window: MainWindow, desk: SampleDesk
) -> None:
    row = next(each for each in desk.queues() if each.requests_today == 148)

    desk.queue(
        replace(row, waiting_closes=2, requests_today=150, state=QueueState.WAITING, tokens_left=0)
    )
    window.refresh()

    assert [look.text for look in _queue_cells(window, "Nordpeak 50k")] == ["2", "150"]
    model = window.cockpit.followers
    place = model.place_of(row.follower)
    assert place is not None
    column = [each.title for each in model.columns].index("Queue")
    assert model.index(place, column).data(Qt.ItemDataRole.ToolTipRole) == (
        "More is to leave than the account's pace allows; closes go first.\n"
        "Waiting: 2 closes, 0 stop changes, 0 openings\n"
        "May leave at once: 0 of 40"
    )
    assert [look.text for look in _queue_cells(window, "Oakridge test")] == ["3", "62"]

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDate, Qt, QTimer
from PySide6.QtTest import QTest

from tests.gui.conftest import BuildWindow, Run
from tests.gui.sample_desk import SampleDesk
from tests.gui.sample_followers import FOLLOWERS
from tradecopy_desktop.app.views import LogOutcome
from tradecopy_desktop.gui.main_window import COCKPIT, LOG, MainWindow
from tradecopy_desktop.gui.panels.log import LogPanel

CTRL = Qt.KeyboardModifier.ControlModifier
MILLION = 1_000_000


async def _until_settled(window: MainWindow) -> None:
    """Let typing pause and the screen rest, and wait for what that asks for."""
    reading = window.log.reading
    for timer in (reading._typing, reading._resting):
        await _until_rung(timer)
    await window.tasks.settled()


async def _until_rung(timer: QTimer) -> None:
    if timer.isActive():
        rung = asyncio.Event()
        timer.timeout.connect(rung.set)
        await rung.wait()
        timer.timeout.disconnect(rung.set)


def _top(panel: LogPanel) -> int:
    return panel.table.rowAt(0)


def test_log_when_it_has_a_million_lines_then_one_page_is_read_and_all_are_counted(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.past_lines = MILLION

    async def scenario() -> None:
        window.show_page(LOG)
        await _until_settled(window)

    run(scenario())

    assert desk.asked == ["extent", "page 0"]
    assert window.log.model.rowCount() == MILLION
    assert window.log.shown_count.text() == "1,000,000 lines"
    assert window.log.model.row_at(0).key == "line-199"


def test_log_when_the_scroll_bar_is_dragged_then_only_where_it_rests_is_read(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.past_lines = MILLION
    panel = window.log

    async def scenario() -> None:
        window.show_page(LOG)
        await _until_settled(window)
        desk.asked.clear()
        bar = panel.table.verticalScrollBar()
        for part in range(1, 101):
            bar.setValue(bar.maximum() * part // 100)
            await asyncio.sleep(0)
        assert panel.model.line_at(_top(panel)) is None
        await _until_settled(window)

    run(scenario())

    # A million lines are 5,000 pages; the last one begins with line 999,800.
    assert desk.asked == ["page 999800"]
    assert panel.model.row_at(MILLION - 1).key == "line--999800"


def test_log_when_scrolled_while_a_page_is_read_then_the_next_is_asked_for_after_it(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.past_lines = MILLION
    panel = window.log

    async def scenario() -> None:
        window.show_page(LOG)
        await _until_settled(window)
        desk.asked.clear()
        desk.held = asyncio.Event()
        for row in (300_100, 500_100, 700_100):
            panel.table.scrollTo(panel.model.index(row, 0), panel.table.ScrollHint.PositionAtTop)
            await _until_rung(panel.reading._resting)
        desk.held.set()
        await _until_settled(window)

    run(scenario())

    assert desk.asked == ["page 300000", "page 700000"]
    assert panel.model.line_at(700_100) is not None
    assert panel.model.line_at(500_100) is None


def test_log_when_the_chosen_route_is_removed_then_all_routes_are_shown_again(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    panel = window.log
    shown: list[str] = []

    async def scenario() -> None:
        window.show_page(LOG)
        await _until_settled(window)
        panel.filter.route.setCurrentIndex(1)
        await _until_settled(window)
        shown.append(panel.model.query.route)
        window.show_page(COCKPIT)
        del desk._routes[shown[0]]
        window.show_page(LOG)
        await _until_settled(window)
        shown.append(panel.model.query.route)

    run(scenario())

    assert shown == ["route-1", ""]
    assert panel.filter.route.currentText() == "All routes"


def test_search_when_typed_then_it_waits_for_the_pause_and_shows_how_many_match(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.past_lines = MILLION
    panel = window.log

    async def scenario() -> None:
        window.show_page(LOG)
        await _until_settled(window)
        desk.asked.clear()
        QTest.keyClick(panel.table, Qt.Key.Key_F, CTRL)
        QTest.keyClicks(panel.search, "VistaMere")
        assert panel.shown_count.text() == "Searching\N{HORIZONTAL ELLIPSIS}"
        assert desk.asked == []
        await _until_settled(window)

    run(scenario())

    # Every fifth of the lines is about the third route.
    assert panel.search.hasFocus()
    assert desk.asked == ["extent VistaMere", "extent", "page 0"]
    assert panel.shown_count.text() == "200,000 of 1,000,000 lines"
    assert {panel.model.row_at(row).follower_name for row in range(200)} == {"Vistamere small"}


def test_search_when_another_follows_then_the_earlier_one_is_dropped(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    panel = window.log

    async def scenario() -> None:
        window.show_page(LOG)
        await _until_settled(window)
        desk.held = asyncio.Event()
        panel.search.setText("vistamere")
        await _until_rung(panel.reading._typing)
        earlier = panel.reading._opening
        assert earlier is not None
        panel.search.setText("tarnwell")
        await _until_rung(panel.reading._typing)
        assert earlier.cancelled()
        desk.held.set()
        await _until_settled(window)

    run(scenario())

    assert panel.model.row_at(0).follower_name == "Tarnwell contest"
    assert panel.model.query.text == "tarnwell"


def test_search_when_nothing_matches_then_the_emptiness_has_its_own_words(
    window: MainWindow, run: Run
) -> None:
    panel = window.log

    async def scenario() -> None:
        window.show_page(LOG)
        await _until_settled(window)
        QTest.keyClicks(panel.search, "xyz")
        await _until_settled(window)

    run(scenario())

    assert not panel.table.isVisible()
    assert panel.emptiness.title == "No line matches"
    assert panel.shown_count.text() == "0 of 200 lines"


def test_log_when_it_cannot_be_read_then_the_sentence_is_told(
    new_window: BuildWindow, run: Run
) -> None:
    desk = SampleDesk(empty=True)
    desk.past_refusal = "the database is locked"
    window = new_window(desk)

    async def scenario() -> None:
        window.show_page(LOG)
        await _until_settled(window)

    run(scenario())

    assert window.notices.accessibleName() == (
        "The trade log could not be read: the database is locked"
    )


def test_filter_when_chosen_by_keys_then_only_those_lines_are_shown(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    panel = window.log

    async def scenario() -> None:
        window.show_page(LOG)
        await _until_settled(window)
        QTest.keyClicks(panel.filter.outcome, "Trouble")
        for choice in (panel.filter.route, panel.filter.follower):
            # Both begin with all of them; the second name below is Calder's.
            QTest.keyClick(choice, Qt.Key.Key_Down)
            QTest.keyClick(choice, Qt.Key.Key_Down)
        await _until_settled(window)

    run(scenario())

    query = panel.model.query
    assert query.outcomes == {LogOutcome.PART, LogOutcome.REFUSED, LogOutcome.UNKNOWN}
    assert (query.route, query.follower) == ("route-2", FOLLOWERS[1].key)
    shown = [panel.model.row_at(row) for row in range(panel.model.rowCount())]
    assert {row.route_name for row in shown} == {"Gold to Calder"}
    assert {row.outcome for row in shown} <= query.outcomes


def test_period_when_days_are_given_then_both_belong_to_it(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    panel = window.log
    choices = panel.filter

    async def scenario() -> None:
        window.show_page(LOG)
        await _until_settled(window)
        QTest.keyClicks(choices.period, "From")
        assert choices.first_day.isVisible()
        choices.first_day.setDate(QDate(2025, 3, 14))
        choices.last_day.setDate(QDate(2025, 3, 14))
        await _until_settled(window)

    run(scenario())

    since, until = panel.model.query.since, panel.model.query.until
    assert since == datetime(2025, 3, 14).astimezone(UTC)
    assert until == datetime(2025, 3, 15).astimezone(UTC)
    assert panel.model.rowCount() == 200


def test_period_when_seven_days_are_chosen_then_today_is_one_of_them(
    window: MainWindow, run: Run
) -> None:
    panel = window.log
    panel.filter.period.setCurrentIndex(2)

    since = panel.filter.query("").since

    midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    assert since is not None
    assert abs(since - (midnight - timedelta(days=6))) <= timedelta(hours=1)


def test_lines_when_they_come_while_older_ones_are_read_then_the_screen_does_not_move(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.past_lines = MILLION
    panel = window.log
    kept: list[str] = []

    async def scenario() -> None:
        window.show_page(LOG)
        await _until_settled(window)
        panel.table.scrollTo(panel.model.index(5_000, 0), panel.table.ScrollHint.PositionAtTop)
        await _until_settled(window)
        panel.table.selectRow(5_001)
        kept.append(panel.model.row_at(_top(panel)).key)
        desk.trade(7)
        window.refresh()
        await _until_settled(window)

    run(scenario())

    assert panel.model.row_at(_top(panel)).key == kept[0]
    assert panel.table.selected_rows() == [5_008]
    assert panel.shown_count.text() == "1,000,007 lines"


def test_log_when_read_anew_then_the_screen_and_the_selection_stay(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.past_lines = MILLION
    panel = window.log
    kept: list[str] = []

    async def scenario() -> None:
        window.show_page(LOG)
        await _until_settled(window)
        desk.trade(30)
        window.refresh()
        panel.table.scrollTo(panel.model.index(5_000, 0), panel.table.ScrollHint.PositionAtTop)
        await _until_settled(window)
        panel.table.selectRow(5_001)
        kept.append(panel.model.row_at(_top(panel)).key)
        panel.reading.freshen()
        await _until_settled(window)

    run(scenario())

    assert panel.model.fresh == 0
    assert panel.model.row_at(_top(panel)).key == kept[0]
    assert panel.table.selected_rows() == [5_001]
    assert panel.model.rowCount() == MILLION + 30


def test_log_when_read_anew_with_lines_that_nobody_told_then_the_screen_still_stays(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.past_lines = MILLION
    panel = window.log
    kept: list[str] = []

    async def scenario() -> None:
        window.show_page(LOG)
        await _until_settled(window)
        panel.table.scrollTo(panel.model.index(5_000, 0), panel.table.ScrollHint.PositionAtTop)
        await _until_settled(window)
        kept.append(panel.model.row_at(_top(panel)).key)
        desk.stored += [replace(desk.line(1), key=f"untold {n}") for n in range(7)]
        panel.reading.freshen()
        await _until_settled(window)

    run(scenario())

    assert panel.model.rowCount() == MILLION + 7
    assert panel.model.row_at(_top(panel)).key == kept[0]


def test_log_when_thousands_of_lines_came_then_they_are_read_from_the_past(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    panel = window.log

    async def scenario() -> None:
        window.show_page(LOG)
        await _until_settled(window)
        for seed in range(10, 15):
            desk.trade(450, seed)
            window.refresh()
        assert panel.reading._freshening.isActive()
        panel.reading.freshen()
        await _until_settled(window)

    run(scenario())

    # 200 lines at first and 5 x 450 more.
    assert panel.model.rowCount() == 2_450
    assert panel.model.fresh == 0
    assert panel.shown_count.text() == "2,450 lines"


def test_log_when_shown_again_then_it_is_not_read_again(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    async def scenario() -> None:
        window.show_page(LOG)
        await _until_settled(window)
        desk.asked.clear()
        window.show_page(COCKPIT)
        window.show_page(LOG)
        await _until_settled(window)

    run(scenario())

    assert desk.asked == []

import asyncio
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.gui.conftest import Run
from tests.gui.sample_desk import SampleDesk
from tests.gui.sample_followers import FOLLOWERS
from tradecopy_desktop.app.views import LatencySample
from tradecopy_desktop.domain.stage_times import StageTimes
from tradecopy_desktop.gui.main_window import COCKPIT, LATENCY, MainWindow
from tradecopy_desktop.gui.panels.latency_reading import pause_ms

LEFT = Qt.MouseButton.LeftButton
LIVE, QUARTER, HOUR, DAY = range(4)


def test_latency_when_copies_are_measured_then_numbers_and_chart_follow(
    window: MainWindow, desk: SampleDesk
) -> None:
    window.show_page(LATENCY)
    panel = window.latency

    desk.measure(400)
    window.refresh()

    rows = [panel.model.row_at(row) for row in range(panel.model.rowCount())]
    assert [row.stage for row in rows] == [0, 1, 2, 3, 4, 5, 6]
    assert {row.count for row in rows} == {400}
    assert panel.chart.shown == 300
    assert panel.chart.widget.isVisible()
    # The sample desk's lags: thirty seconds between 0.2 and 2.4 ms.
    assert panel.lags.loop_worst.text() == "2.3 ms"


def test_latency_when_the_broker_is_left_out_then_the_scale_comes_down(
    window: MainWindow, desk: SampleDesk
) -> None:
    window.show_page(LATENCY)
    panel = window.latency
    desk.measure(300)
    window.refresh()
    whole = panel.chart.top_ms

    QTest.mouseClick(panel.card.ways.button(1), LEFT)

    # Execute takes 38 ms at least; all other stages of a copy come to 5.6 ms at most.
    assert whole > 38
    assert panel.chart.top_ms <= 6


def test_latency_when_one_copy_took_seconds_then_the_others_are_not_flattened(
    window: MainWindow, desk: SampleDesk
) -> None:
    window.show_page(LATENCY)
    panel = window.latency
    for n in range(60):
        _publish(desk, 40.0 if n != 30 else 9_000.0)
    window.refresh()

    # 40 x 1.2 is 48, the next round number 50.
    assert panel.chart.top_ms == 50.0
    assert panel.chart.plot.beyond == (1, 9_000.0)
    assert panel.card.remark.text() == "\N{BLACK UP-POINTING TRIANGLE} 1 above, up to 9000.0 ms"


def test_latency_when_a_follower_is_chosen_then_only_its_last_copies_are_counted(
    window: MainWindow, desk: SampleDesk
) -> None:
    window.show_page(LATENCY)
    panel = window.latency
    for n in range(10):
        _publish(desk, 40.0, "Nordpeak 50k" if n < 4 else "Vistamere small")
    window.refresh()

    QTest.keyClicks(panel.choice.follower, "Nordpeak")

    assert panel.choice.follower.currentText() == "Nordpeak 50k"
    assert {panel.model.row_at(row).count for row in range(7)} == {4}
    assert panel.chart.shown == 4


def test_latency_when_the_chosen_follower_is_renamed_then_its_next_copies_are_counted(
    window: MainWindow, desk: SampleDesk
) -> None:
    window.show_page(LATENCY)
    panel = window.latency
    QTest.keyClicks(panel.choice.follower, "Nordpeak")
    window.show_page(COCKPIT)
    key = FOLLOWERS[0].key
    desk._followers[key] = replace(desk._followers[key], name="Peak")

    window.show_page(LATENCY)
    _publish(desk, 40.0, "Peak")
    window.refresh()

    assert panel.choice.follower.currentText() == "Peak"
    assert panel.chart.shown == 1


def test_span_when_clicked_then_the_past_is_read_and_drawn(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    panel = window.latency

    async def scenario() -> None:
        window.show_page(LATENCY)
        QTest.mouseClick(panel.choice.spans.button(DAY), LEFT)
        waiting = panel.card._empty.title
        await window.tasks.settled()
        assert waiting == "Reading\N{HORIZONTAL ELLIPSIS}"

    run(scenario())

    # Of the sample's 120 buckets, 12 have no copies.
    assert [query.span for query in desk.latency_queries] == [timedelta(days=1)]
    assert panel.chart.shown == 108
    assert panel.numbers.text() == "Milliseconds, 24 h: 3,316 copies"
    assert panel.card.heading.text() == "Medians, 24 h"
    assert panel.chart.plot.beyond[0] == 1
    assert len(panel.card.histogram.bars) == 10
    assert panel.model.row_at(6).p99 == 55.4 * 3.1


def test_route_when_chosen_in_the_past_then_only_it_is_asked_for(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    panel = window.latency

    async def scenario() -> None:
        window.show_page(LATENCY)
        QTest.mouseClick(panel.choice.spans.button(HOUR), LEFT)
        await window.tasks.settled()
        for choice in (panel.choice.route, panel.choice.follower):
            # Both begin with all of them; the second name below is Calder's.
            QTest.keyClick(choice, Qt.Key.Key_Down)
            QTest.keyClick(choice, Qt.Key.Key_Down)
            await window.tasks.settled()

    run(scenario())

    assert [(query.route, query.follower) for query in desk.latency_queries][-2:] == [
        ("route-2", None),
        ("route-2", FOLLOWERS[1].key),
    ]


def test_span_when_another_page_is_shown_then_nothing_is_read(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    panel = window.latency

    async def scenario() -> None:
        window.show_page(LATENCY)
        QTest.mouseClick(panel.choice.spans.button(QUARTER), LEFT)
        await window.tasks.settled()
        again = panel.reading._again
        assert (again.isActive(), again.interval()) == (True, 10_000)
        window.show_page(COCKPIT)
        assert panel.reading.is_resting

    run(scenario())

    assert len(desk.latency_queries) == 1


def test_span_when_an_earlier_one_is_still_being_read_then_only_the_later_one_is_shown(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    panel = window.latency

    async def scenario() -> None:
        desk.held = asyncio.Event()
        window.show_page(LATENCY)
        panel.choice.choose(HOUR)
        await asyncio.sleep(0)
        panel.choice.choose(DAY)
        desk.held.set()
        await window.tasks.settled()

    run(scenario())

    assert panel.card.heading.text() == "Medians, 24 h"
    assert list(panel.reading._known) == [desk.latency_queries[-1]]


def test_span_when_the_past_cannot_be_read_then_the_sentence_stands_there(
    window: MainWindow, desk: SampleDesk, run: Run
) -> None:
    desk.past_refusal = "the database is locked"

    async def scenario() -> None:
        window.show_page(LATENCY)
        window.latency.choice.choose(DAY)
        await window.tasks.settled()

    run(scenario())

    empty = window.latency.card._empty
    assert (empty.title, empty.hint) == ("The past could not be read", "the database is locked")


def test_pauses_when_a_span_is_longer_then_it_is_read_less_often() -> None:
    spans = (timedelta(minutes=15), timedelta(hours=1), timedelta(days=1), timedelta(days=30))

    assert [pause_ms(span) for span in spans] == [10_000, 10_000, 60_000, 300_000]


def _publish(desk: SampleDesk, execute: float, follower: str = "Nordpeak 50k") -> None:
    desk.bus.publish(
        LatencySample(
            at_s=0.0,
            route="route-1",
            route_name="Gold to Nordpeak",
            follower_name=follower,
            stages=StageTimes(
                detect=0.0, transit=0.0, decide=0.0, send=0.0, execute=execute, confirm=0.0
            ),
        )
    )

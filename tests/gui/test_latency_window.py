from datetime import timedelta

import pytest
from PySide6.QtCore import QLocale

from tradecopy_desktop.app.history_views import LatencyHistory, StageFigures
from tradecopy_desktop.domain.stage_times import StageTimes
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.models.latency import (
    EXECUTE,
    TOTAL,
    LatencyWindow,
    past_figures,
    stage_columns,
)


def _stages(detect: float | None, execute: float | None = None) -> StageTimes:
    return StageTimes(
        detect=detect, transit=None, decide=None, send=None, execute=execute, confirm=None
    )


def test_figures_when_a_hundred_samples_came_then_ranks_are_exact() -> None:
    window = LatencyWindow()

    for n in range(100, 0, -1):
        window.add(_stages(float(n)))

    detect = window.figures()[0]
    # Of 1 to 100, 50 do not exceed 50, 95 do not exceed 95, and so on; the last one was 1.
    assert (detect.last, detect.median, detect.p95, detect.p99) == (1.0, 50.0, 95.0, 99.0)
    assert (detect.longest, detect.count) == (100.0, 100)


def test_figures_when_a_stage_was_not_measured_then_it_is_neither_counted_nor_zero() -> None:
    window = LatencyWindow()

    window.add(_stages(2.0))
    window.add(_stages(None, execute=40.0))

    figures = window.figures()
    assert (figures[0].count, figures[0].longest, figures[0].last) == (1, 2.0, None)
    assert (figures[1].count, figures[1].median) == (0, None)
    assert (figures[TOTAL].last, figures[TOTAL].count) == (40.0, 2)


def test_figures_when_a_route_is_chosen_then_only_its_copies_are_counted() -> None:
    window = LatencyWindow()
    for n, (route, follower) in enumerate((("r1", "A"), ("r2", "B"), ("r1", "B"), ("r1", "A"))):
        window.add(_stages(float(n)), route, follower)

    window.choose("r1", "")
    by_route = window.figures()[0]
    window.choose("r1", "A")
    by_both = window.figures()[0]
    window.choose("r3", "")

    # r1 has 0, 2 and 3, on A 0 and 3; their means are 5 / 3 and 1.5.
    assert (by_route.count, by_route.last) == (3, 3.0)
    assert by_route.mean == pytest.approx(5 / 3)
    assert (by_both.count, by_both.mean) == (2, 1.5)
    assert window.figures()[0].count == 0
    assert len(window.newest(10)) == 0


def test_past_when_read_then_the_last_copy_is_still_the_latest_one() -> None:
    window = LatencyWindow()
    window.add(_stages(2.0, execute=40.0))
    figures = StageFigures(
        stage="execute", count=7, mean=50.0, median=48.0, p95=70.0, p99=80.0, most=90.0
    )
    history = LatencyHistory(bucket=timedelta(minutes=1), buckets=(), figures=(figures,), bars=())

    rows = past_figures(history, window.figures())

    execute = rows[EXECUTE]
    assert (execute.last, execute.mean, execute.median, execute.count) == (40.0, 50.0, 48.0, 7)
    assert (execute.p95, execute.p99, execute.longest) == (70.0, 80.0, 90.0)
    assert (rows[0].last, rows[0].median, rows[0].count) == (2.0, None, 0)


def test_newest_when_the_ring_has_gone_round_then_samples_are_in_order() -> None:
    window = LatencyWindow(keep=3)

    for n in range(5):
        window.add(_stages(float(n)))

    # 0 and 1 were overwritten.
    assert window.newest(10)[:, 0].tolist() == [2.0, 3.0, 4.0]
    assert window.newest(2)[:, 0].tolist() == [3.0, 4.0]
    assert window.taken == 5


def test_figures_when_nothing_came_then_there_are_only_dashes() -> None:
    columns = stage_columns(Formats(QLocale("en_US")))

    cells = [column.look(LatencyWindow().figures()[0]).text for column in columns]

    assert cells == ["Detect", *["\N{EN DASH}"] * 6, "0"]

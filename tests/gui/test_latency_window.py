from PySide6.QtCore import QLocale

from tradecopy_desktop.app.views import StageTimes
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.models.latency import TOTAL, LatencyWindow, stage_columns


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

    assert cells == ["Detect", *["\N{EN DASH}"] * 5, "0"]

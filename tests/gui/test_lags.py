from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.app.views import LedgerLagged, LoopLagged
from tradecopy_desktop.gui.main_window import COCKPIT, LATENCY, MainWindow


def test_lags_when_told_then_the_newest_is_shown_and_the_worst_is_kept(
    window: MainWindow, desk: SampleDesk
) -> None:
    window.show_page(LATENCY)
    for second, worst in enumerate((1.25, 7.5, 0.5)):
        desk.bus.publish(LoopLagged(at_s=float(second), worst_ms=worst))
    desk.bus.publish(LedgerLagged(at_s=3.0, records=1_204, seconds=2.5))
    window.refresh()

    lags = window.latency.lags
    shown = [lags.loop_now, lags.loop_worst, lags.records, lags.oldest]
    assert [each.text() for each in shown] == ["0.5 ms", "7.5 ms", "1,204", "2.5 s"]


def test_lags_when_another_page_is_shown_then_the_worst_is_still_noticed(
    window: MainWindow, desk: SampleDesk
) -> None:
    window.show_page(COCKPIT)
    desk.bus.publish(LoopLagged(at_s=1.0, worst_ms=44.0))
    desk.bus.publish(LoopLagged(at_s=2.0, worst_ms=0.5))

    window.show_page(LATENCY)

    lags = window.latency.lags
    assert [lags.loop_now.text(), lags.loop_worst.text()] == ["0.5 ms", "44.0 ms"]

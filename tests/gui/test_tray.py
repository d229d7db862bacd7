from dataclasses import replace

from PySide6.QtGui import QIcon

from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.app.views import Health
from tradecopy_desktop.gui.main_window import ALERTS, GUARD, MainWindow
from tradecopy_desktop.gui.tray import Tray


def _tray(window: MainWindow) -> Tray:
    assert window.tray is not None
    return window.tray


def _picture(icon: QIcon) -> bytes:
    return bytes(icon.pixmap(32, 32).toImage().constBits())


def test_icon_when_the_state_changes_then_each_state_looks_different(
    window: MainWindow, desk: SampleDesk
) -> None:
    tray = _tray(window)
    pictures = set()

    for health in Health:
        desk.bus.publish(replace(desk.state(), health=health))
        window.refresh()
        pictures.add(_picture(tray.icon.icon()))

    assert len(pictures) == 4


def test_tip_when_hovered_then_it_has_the_figures_and_fits_windows(window: MainWindow) -> None:
    tip = _tray(window).icon.toolTip()

    assert tip == "TradeCopy Desktop: Warning\nFollowers: 5 of 6\nOpen copies: 20\nCopied: 505"
    assert len(tip) < 128


def test_alerts_when_raised_twice_then_they_are_told_once_and_notes_not_at_all(
    window: MainWindow, desk: SampleDesk
) -> None:
    tray = _tray(window)
    told: list[str] = []
    tray.told.connect(lambda title, _: told.append(title))

    for _ in range(2):
        for alert in desk.alerts():
            desk.bus.publish(alert)
        window.refresh()

    assert told == [
        "Algo trading is off on Calder reserve",
        "Calder prop 100k holds too little XAUUSD",
        "Terminal of Tarnwell contest is away with 3 open copies",
    ]


def test_alerts_when_the_window_is_hidden_then_they_are_still_told(
    window: MainWindow, desk: SampleDesk, qtbot: object
) -> None:
    tray = _tray(window)
    told: list[str] = []
    tray.told.connect(lambda title, _: told.append(title))
    window.close()

    desk.bus.publish(desk.alerts()[-1])
    qtbot.waitUntil(lambda: len(told) > 1)  # type: ignore[attr-defined]

    assert told[-1] == "Terminal of Tarnwell contest is away with 3 open copies"


def test_menu_when_used_then_it_opens_asks_and_leads_to_alerts(window: MainWindow) -> None:
    tray = _tray(window)
    window.close()

    tray.pause_all.trigger()
    asked = (window.isVisible(), window.notices.is_asking)
    window.notices.clear()
    tray.flatten_all.trigger()
    flattening = window.notices.accessibleName()
    window.notices.clear()
    tray.quit.trigger()
    quitting = window.notices.accessibleName()
    tray.icon.messageClicked.emit()

    assert asked == (True, True)
    assert flattening.startswith("Flatten all followers?")
    assert quitting.startswith("Quit TradeCopy Desktop?")
    assert window.pages.currentIndex() == ALERTS


def test_breach_when_its_message_is_clicked_then_it_leads_to_the_worst_account(
    window: MainWindow, desk: SampleDesk
) -> None:
    tray = _tray(window)
    window.close()
    desk.bus.publish(
        replace(desk.alerts()[-1], key="guard 31990452@Oakridge-Demo o1 flatten", title="Breach")
    )
    window.refresh()

    tray.icon.messageClicked.emit()

    chosen = window.guard.selected()
    assert window.isVisible()
    assert window.pages.currentIndex() == GUARD
    assert chosen is not None
    assert chosen.name == "Oakridge test"

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest

from tests.gui.conftest import BuildWindow
from tests.gui.sample_desk import SampleDesk
from tradecopy_desktop.app.places import Place
from tradecopy_desktop.app.views import AlertRaised, Health
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.pages import (
    ACCOUNTS,
    ALERTS,
    COCKPIT,
    GUARD,
    LATENCY,
    LOG,
    RECONCILIATION,
    ROUTES,
    SETTINGS,
)
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

    assert tip == (
        "TradeCopy Desktop: Warning\nMasters: 2 of 2\nFollowers: 5 of 6\n"
        "Open copies: 20\nCopied: 505"
    )
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


def test_menu_when_used_then_it_opens_and_asks(window: MainWindow) -> None:
    tray = _tray(window)
    window.close()

    tray.pause_all.trigger()
    asked = (window.isVisible(), window.notices.is_asking)
    window.notices.clear()
    tray.flatten_all.trigger()
    flattening = window.notices.accessibleName()
    window.notices.clear()
    tray.quit.trigger()
    quitting = window.quitting.dialog

    assert asked == (True, True)
    assert flattening.startswith("Flatten all followers?")
    assert quitting is not None
    assert quitting.windowTitle() == "Quit TradeCopy Desktop?"
    quitting.reject()


def test_message_when_it_is_about_nothing_then_a_click_only_opens_the_window(
    window: MainWindow,
) -> None:
    tray = _tray(window)
    window.show_page(LOG)
    window.close()

    tray.icon.messageClicked.emit()

    assert window.isVisible()
    assert window.pages.currentIndex() == LOG


@pytest.mark.parametrize(
    ("place", "page"),
    [
        (Place.GUARD, GUARD),
        (Place.ACCOUNTS, ACCOUNTS),
        (Place.COCKPIT, COCKPIT),
        (Place.RECONCILIATION, RECONCILIATION),
        (Place.LOG, LOG),
        (Place.ROUTES, ROUTES),
        (Place.SETTINGS, SETTINGS),
        (Place.ALERTS, ALERTS),
    ],
)
def test_message_when_clicked_then_it_leads_to_the_place_of_its_alert(
    window: MainWindow, desk: SampleDesk, place: Place, page: int
) -> None:
    tray = _tray(window)
    window.show_page(LATENCY)
    window.close()
    desk.bus.publish(replace(desk.alerts()[-1], key="new", place=place))
    window.refresh()

    tray.icon.messageClicked.emit()

    assert window.isVisible()
    assert window.pages.currentIndex() == page


def _about_oakridge(desk: SampleDesk) -> tuple[AlertRaised, AlertRaised]:
    """Return an alert of the guard and one of the accounts, both about one account."""
    oakridge = next(row.key for row in desk.accounts() if row.name == "Oakridge test")
    breach = replace(desk.alerts()[-1], key="breach", place=Place.GUARD, account=oakridge)
    return breach, replace(breach, key="away", place=Place.ACCOUNTS)


def test_message_when_it_names_an_account_then_that_one_is_selected(
    window: MainWindow, desk: SampleDesk
) -> None:
    tray = _tray(window)
    breach, away = _about_oakridge(desk)
    naked = replace(breach, key="naked", place=Place.COCKPIT)
    names = []

    for alert in (breach, away, naked):
        window.show_page(LATENCY)
        desk.bus.publish(alert)
        window.refresh()
        tray.icon.messageClicked.emit()
    chosen = window.guard.selected()
    names.append(chosen.name if chosen is not None else "")
    names.append(window.accounts.model.row_at(window.accounts.table.selected_rows()[0]).name)
    names.append(window.cockpit.positions.heading.text())

    assert names == ["Oakridge test", "Oakridge test", "Positions of Oakridge test (5)"]


def test_message_when_clicked_while_ctrl_is_held_then_its_account_stays_selected(
    window: MainWindow, desk: SampleDesk
) -> None:
    tray = _tray(window)
    breach, away = _about_oakridge(desk)
    oakridge = breach.account
    assert oakridge is not None
    window.guard.select(oakridge)
    window.accounts.select(oakridge)
    QTest.keyPress(window, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)

    for alert in (breach, away):
        desk.bus.publish(alert)
        window.refresh()
        tray.icon.messageClicked.emit()

    chosen = window.guard.selected()
    rows = window.accounts.table.selected_rows()
    QTest.keyRelease(window, Qt.Key.Key_Control)
    assert (chosen.name if chosen is not None else "") == "Oakridge test"
    assert [window.accounts.model.row_at(row).name for row in rows] == ["Oakridge test"]


def test_alert_when_its_row_is_entered_then_it_leads_there_too(
    window: MainWindow, desk: SampleDesk
) -> None:
    late = desk.alerts()[-1].at + timedelta(hours=1)
    desk.bus.publish(replace(desk.alerts()[-1], key="late", at=late, place=Place.RECONCILIATION))
    window.refresh()
    window.show_page(ALERTS)
    table = window.alerts.table
    table.setCurrentIndex(window.alerts.model.index(0, 0))

    QTest.keyClick(table, Qt.Key.Key_Return)
    by_key = window.pages.currentIndex()
    window.show_page(ALERTS)
    window.alerts.show_place.trigger()

    assert by_key == RECONCILIATION
    assert window.pages.currentIndex() == RECONCILIATION


def test_tray_when_it_comes_later_then_the_window_hides_into_it(
    new_window: BuildWindow, desk: SampleDesk
) -> None:
    there = [False]
    window = new_window(desk, with_tray=lambda: there[0])
    said = window.notices.accessibleName()
    watch = window.tray_watch
    assert watch is not None

    there[0] = True
    watch.look()
    then = window.notices.accessibleName()
    window.close()

    assert said.startswith("This desktop has no tray")
    assert then == "The tray is there: closing the window keeps TradeCopy copying there."
    assert window.isHidden()
    assert window.tray is not None


def test_tray_when_it_goes_while_the_window_is_hidden_then_the_window_comes_back(
    new_window: BuildWindow, desk: SampleDesk
) -> None:
    there = [True]
    window = new_window(desk, with_tray=lambda: there[0])
    watch = window.tray_watch
    assert watch is not None
    window.close()

    there[0] = False
    watch.look()
    back = window.isVisible()
    window.close()

    # Without a tray it does not hide, it asks.
    assert back
    assert window.isVisible()
    assert window.quitting.dialog is not None
    window.quitting.dialog.reject()


def test_hiding_when_it_was_explained_once_then_no_later_start_explains_it_again(
    new_window: BuildWindow, desk: SampleDesk, tmp_path: Path
) -> None:
    told: list[str] = []
    for _ in range(2):
        window = new_window(desk, settings_file=tmp_path / "window.ini")
        _tray(window).told.connect(lambda _, text: told.append(text))
        window.close()

    assert told == ["TradeCopy keeps copying here. Quit it from this icon's menu."]

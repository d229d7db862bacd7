"""What the window does when its tray icon is used. Knows no figures."""

from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QStackedWidget

from tradecopy_desktop.gui.alarm import Alarm
from tradecopy_desktop.gui.places import lead
from tradecopy_desktop.gui.tray import Tray


class _Window(Protocol):
    alarm: Alarm
    pages: QStackedWidget

    @property
    def hidden_to_tray(self) -> SignalInstance: ...
    def come_forward(self) -> None: ...
    def show_page(self, number: int) -> None: ...
    def ask_to_pause_all(self) -> None: ...
    def ask_to_flatten_all(self) -> None: ...
    def ask_to_quit(self) -> None: ...


def answer(window: _Window, tray: Tray) -> None:
    """Connect an icon's menu, its messages and a click on one with the window."""
    tray.open_asked.connect(window.come_forward)
    tray.alert_clicked.connect(lambda alert: lead(window, alert))
    tray.pause_all_asked.connect(window.ask_to_pause_all)
    tray.flatten_all_asked.connect(window.ask_to_flatten_all)
    tray.quit_asked.connect(window.ask_to_quit)
    window.alarm.loud.connect(tray.tell_alert)
    window.hidden_to_tray.connect(tray.say_it_keeps_copying)

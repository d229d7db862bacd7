"""The icon in the tray: the state, its figures, a menu, and word of trouble. Decides nothing."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from tradecopy_desktop.app.views import AlertRaised, DeskState, Health
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.bridge import Bridge
from tradecopy_desktop.gui.formats import begun

_ICONS = {
    Health.IDLE: "tray-idle",
    Health.GOOD: "tray-copying",
    Health.WARNING: "tray-warning",
    Health.BAD: "tray-breach",
}
_LOUD = {
    Health.WARNING: QSystemTrayIcon.MessageIcon.Warning,
    Health.BAD: QSystemTrayIcon.MessageIcon.Critical,
}


class Tray(QObject):
    """Follows the state at all times, since it is there for when the window is not."""

    open_asked = Signal()
    pause_all_asked = Signal()
    flatten_all_asked = Signal()
    quit_asked = Signal()
    alert_clicked = Signal(object)
    told = Signal(str, str)

    def __init__(
        self, state: DeskState, bridge: Bridge, appearance: Appearance, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._formats = appearance.formats
        # Drawn once: a tray stands on the desktop's colors, not on the window's.
        self._icons: dict[Health, QIcon] = {
            health: appearance.icons.picture(name) for health, name in _ICONS.items()
        }
        self._health: Health | None = None
        self._last: AlertRaised | None = None
        self.menu = QMenu()
        appearance.theme.dress(self.menu)
        self.open = self.menu.addAction(words.TRAY_OPEN)
        self.pause_all = self.menu.addAction(words.PAUSE_ALL)
        self.flatten_all = self.menu.addAction(words.FLATTEN_ALL_MENU)
        self.menu.addSeparator()
        self.quit = self.menu.addAction(words.QUIT)
        self.open.triggered.connect(self.open_asked)
        self.pause_all.triggered.connect(self.pause_all_asked)
        self.flatten_all.triggered.connect(self.flatten_all_asked)
        self.quit.triggered.connect(self.quit_asked)
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._on_activated)
        self.icon.messageClicked.connect(lambda: self.alert_clicked.emit(self._last))
        self._show_state(state)
        self._state_feed = bridge.feed(
            self._on_states, (DeskState,), lambda _: "state", sleeps=False
        )
        self._state_feed.set_wanted(True)
        self.icon.show()

    def say_it_keeps_copying(self) -> None:
        """Tell that hiding the window ends nothing."""
        # A click on it only opens the window.
        self._last = None
        self._tell(words.PROGRAM, words.KEEPS_COPYING, QSystemTrayIcon.MessageIcon.Information)

    def tell_alert(self, alert: AlertRaised) -> None:
        """Show an alert; a click on it leads to where it is about."""
        self._last = alert
        self._tell(words.told(alert.title), begun(alert.text), _LOUD[alert.health])

    def _on_states(self, states: list[DeskState]) -> None:
        self._show_state(states[-1])

    def _show_state(self, state: DeskState) -> None:
        if state.health is not self._health:
            self._health = state.health
            self.icon.setIcon(self._icons[state.health])
        tip = words.tray_tip(
            words.TRAY_STATES[state.health],
            words.connected_of(state.masters_connected, state.masters),
            words.connected_of(state.followers_connected, state.followers),
            self._formats.count(state.open_copies),
            self._formats.count(state.copied),
        )
        if tip != self.icon.toolTip():
            self.icon.setToolTip(tip)

    def _tell(self, title: str, text: str, icon: QSystemTrayIcon.MessageIcon) -> None:
        self.icon.showMessage(title, text, icon)
        self.told.emit(title, text)

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        clicks = {
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        }
        if reason in clicks:
            self.open_asked.emit()

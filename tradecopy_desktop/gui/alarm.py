"""Says which alerts are told aloud: each matter once in a while, and a breach at any hour.

It makes the sound; the tray shows the message. It works also while the window is minimized.
"""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from tradecopy_desktop.app.views import AlertRaised, Health
from tradecopy_desktop.gui.alert_manners import AlertManners
from tradecopy_desktop.gui.bridge import Bridge

# The same matter is told again after so long, if it is still raised then.
_AGAIN = timedelta(minutes=5)
_TIMES = 3
_BETWEEN_MS = 450
_LOUD = frozenset({Health.WARNING, Health.BAD})


class Alarm(QObject):
    """Follows alerts at all times. `loud` carries one that is told; `beep` makes the sound."""

    loud = Signal(object)

    def __init__(
        self,
        bridge: Bridge,
        manners: AlertManners,
        parent: QObject | None = None,
        *,
        beep: Callable[[], None] = QApplication.beep,
    ) -> None:
        super().__init__(parent)
        self._manners = manners
        self._beep = beep
        self._told: dict[str, AlertRaised] = {}
        self._left = 0
        self._timer = QTimer(self, interval=_BETWEEN_MS)
        self._timer.timeout.connect(self._on_beat)
        self._feed = bridge.feed(
            self._on_alerts, (AlertRaised,), lambda alert: alert.key, sleeps=False
        )
        self._feed.set_wanted(True)

    def sound(self) -> None:
        """Sound three times; while it sounds already, no more than that."""
        if not self._timer.isActive():
            self._left = _TIMES - 1
            self._beep()
            self._timer.start()

    def _on_alerts(self, alerts: list[AlertRaised]) -> None:
        for alert in alerts:
            before = self._told.get(alert.key)
            if alert.health not in _LOUD:
                # It is over: when it comes again it is news.
                self._told.pop(alert.key, None)
                continue
            if before is not None and not _is_news(before, alert):
                continue
            if self._manners.now.silence(alert):
                continue
            self._told[alert.key] = alert
            self._tell(alert)

    def _tell(self, alert: AlertRaised) -> None:
        if alert.health is Health.BAD and self._manners.now.sounds:
            self.sound()
        self.loud.emit(alert)

    def _on_beat(self) -> None:
        self._left -= 1
        self._beep()
        if self._left <= 0:
            self._timer.stop()


def _is_news(before: AlertRaised, alert: AlertRaised) -> bool:
    worse = alert.health is Health.BAD and before.health is not Health.BAD
    return worse or alert.at - before.at >= _AGAIN

"""Sends alarms to the trader's phone through a terminal (rule G7). Raises none itself."""

from collections import deque
from typing import Final

from tradecopy_desktop.app.bus import Bus
from tradecopy_desktop.app.said_lately import SaidLately
from tradecopy_desktop.app.views import AlertRaised, Health
from tradecopy_desktop.ports import Clock, TerminalPost

_LOUD: Final = frozenset({Health.WARNING, Health.BAD})
# A phone that rings for every one of a hundred copies is switched off.
_MOST_WAITING: Final = 20


class Pushing:
    """Hands every loud alert on; while no terminal is connected the newest of them wait."""

    def __init__(self, bus: Bus, post: TerminalPost, clock: Clock) -> None:
        self._post = post
        self._said = SaidLately(clock)
        self._waiting: deque[str] = deque(maxlen=_MOST_WAITING)
        bus.subscribe(AlertRaised, self._take)

    def send(self) -> None:
        """Send what waits, as far as a terminal is there."""
        while self._waiting and self._post.notify(self._waiting[0]):
            self._waiting.popleft()

    def _take(self, alert: AlertRaised) -> None:
        if alert.health not in _LOUD or self._said.is_repeat(alert.key, alert.text):
            return
        self._waiting.append(f"TradeCopy: {alert.title}: {alert.text}")
        self.send()

"""Sees a tray come and go: some desktops start it late, and a shell may start again."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

_LOOK_EVERY_MS = 3_000


class TrayWatch(QObject):
    """Asks again and again whether there is a tray; `changed` tells when that is another answer."""

    changed = Signal(bool)

    def __init__(self, is_there: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._is_there = is_there
        self.there = is_there()
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Look now."""
        there = self._is_there()
        if there is not self.there:
            self.there = there
            self.changed.emit(there)

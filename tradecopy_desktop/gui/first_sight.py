"""Tells when a window has been drawn for the first time."""

import asyncio
import logging

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from tradecopy_desktop.gui.turns import finish_all

_log = logging.getLogger(__name__)

_MOST_S = 0.25
"""Nobody may be there to see it: on a server to which no desktop is connected it is never drawn."""


async def first_seen(window: QWidget) -> None:
    """Show a window, and wait until all of it is there and drawn; at most a quarter second."""
    window.show()
    handle = window.windowHandle()
    if not handle.isExposed():
        sight = _Sight(handle)
        # Whoever waits for the bridge must not wait for the desktop.
        await asyncio.wait((sight.seen,), timeout=_MOST_S)
        handle.removeEventFilter(sight)
    try:
        finish_all(window)
    except Exception:  # noqa: BLE001 - copying must not depend on what a window looks like
        _log.exception("a part of the window could not be made; the program goes on")
    window.repaint()


class _Sight(QObject):
    """Watches a window of the desktop until something of it is on the screen."""

    def __init__(self, handle: QObject) -> None:
        super().__init__(handle)
        self.seen = asyncio.get_running_loop().create_future()
        handle.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """Take note of the first drawing; the window goes on as ever."""
        if event.type() is QEvent.Type.Expose and not self.seen.done():
            self.seen.set_result(None)
        return False

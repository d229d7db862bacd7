"""The whole program with its window, drawn offscreen, as a process that a test can kill.

With --wish-demo its trader asks for the demo as soon as there is a window, and it says so.
"""

import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from tradecopy_desktop.__main__ import main as start
from tradecopy_desktop.bootstrap import commands
from tradecopy_desktop.gui.main_window import MainWindow

_LOOK_EVERY_MS = 50
_WISH = "--wish-demo"


def main() -> int:
    """Run the program on the folder and port that were typed, whatever the display."""
    commands.has_display = lambda: True  # type: ignore[attr-defined]
    timer = _wishing() if _WISH in sys.argv else None
    status = start([each for each in sys.argv[1:] if each != _WISH])
    if timer is not None:
        timer.stop()
    return status


def _wishing() -> QTimer:
    app = QApplication(["tradecopy-desktop"])
    timer = QTimer(app, interval=_LOOK_EVERY_MS)

    def look() -> None:
        for window in app.topLevelWidgets():
            if isinstance(window, MainWindow) and window.isVisible():
                if window._desk.state().demo:
                    timer.stop()
                    sys.stdout.write("demo\n")
                    sys.stdout.flush()
                else:
                    window.demo_requested.emit()
                return

    timer.timeout.connect(look)
    timer.start()
    return timer


if __name__ == "__main__":
    sys.exit(main())

"""Ends the program in time when the desktop's session ends: at log-off and at shutdown."""

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication

from tradecopy_desktop.gui.quitting import Quitting

# Windows ends a program after five seconds without an answer.
MOST_MS = 4_000


class SessionEnd(QObject):
    """Answers the desktop only once everything is stored, which `note_stored` tells.

    While the answer is owed, the program's own loop goes on inside.
    """

    def __init__(self, app: QApplication, quitting: Quitting) -> None:
        super().__init__(quitting)
        self._quitting = quitting
        self._is_stored = False
        self._waiting: QEventLoop | None = None
        app.commitDataRequest.connect(self._on_asked, Qt.ConnectionType.DirectConnection)

    def end(self) -> bool:
        """Quit without a question, wait for it, and return whether everything is stored."""
        if self._waiting is None and not self._is_stored:
            self._waiting = QEventLoop()
            QTimer.singleShot(MOST_MS, self._waiting, self._waiting.quit)
            self._quitting.end_session()
            self._waiting.exec()
            self._waiting = None
        return self._is_stored

    def note_stored(self) -> None:
        """Take note that the program has ended but for its window."""
        self._is_stored = True
        if self._waiting is not None:
            self._waiting.quit()

    def _on_asked(self, manager: QSessionManager) -> None:
        # The desktop starts what it shall start anyway; a second copy could not open the data.
        manager.setRestartHint(QSessionManager.RestartHint.RestartNever)
        self.end()

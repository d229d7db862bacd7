"""Ends the program as the trader wants it, and in time where the desktop's session ends.

It asks what becomes of open copies; nothing is closed that the trader did not choose to close.
"""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.views import Health
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.quit import QuitDialog
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.notices import Notices

_LOOK_EVERY_MS = 300


class Quitting(QObject):
    """`decided`: the program ends now. Of its windows one at most is open."""

    decided = Signal()

    def __init__(self, desk: Desk, tasks: Tasks, notices: Notices, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._window = window
        self.dialog: QuitDialog | None = None
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def ask(self) -> None:
        """Quit, after a question where there is something to lose."""
        copies = self._desk.state().open_copies
        if self.dialog is not None:
            self.dialog.activateWindow()
        elif copies:
            self.ask_about_copies()
        elif any(row.mode is RouteMode.LIVE for row in self._desk.routes()):
            self._notices.ask(
                words.QUIT_ASK,
                words.QUIT_LIVE_DETAIL,
                yes=(words.QUIT, self.decided.emit),
                danger=True,
            )
        else:
            self.decided.emit()

    def end_session(self) -> None:
        """Quit without a question: the machine does not wait for an answer."""
        self.decided.emit()

    def ask_about_copies(self) -> QuitDialog:
        """Ask what becomes of open copies, and return the window that asks."""
        dialog = self.dialog = QuitDialog(self._desk.state().open_copies, self._window)
        dialog.leave_chosen.connect(self._on_leave)
        dialog.close_chosen.connect(self._on_close)
        dialog.finished.connect(self._on_finished)
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog

    def _on_leave(self) -> None:
        self._end()

    def _on_close(self) -> None:
        if self.dialog is not None:
            self.dialog.begin_closing()
            self._tasks.start(
                self._desk.close_copies(),
                name=words.QUIT_CLOSE,
                done=lambda _: self._begin_to_look(),
                refused=self._on_refused,
            )

    def _begin_to_look(self) -> None:
        if self.dialog is not None:
            self._timer.start()
            self._look()

    def _look(self) -> None:
        if self.dialog is None:
            self._timer.stop()
            return
        left = self._desk.copies_left()
        self.dialog.show_left(left)
        if not left:
            self._end()

    def _on_refused(self, why: str) -> None:
        # Closes go out even where a pause could not be written down.
        self._begin_to_look()
        if self.dialog is not None:
            self.dialog.tell(why)

    def _end(self) -> None:
        self._timer.stop()
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.accept()
        self.decided.emit()

    def _on_finished(self) -> None:
        dialog, self.dialog = self.dialog, None
        self._timer.stop()
        if dialog is not None and dialog.is_closing:
            self._notices.say(words.KEPT_RUNNING, Health.WARNING)

"""What becomes of open copies when the program ends. It asks, shows how far closing is, no more."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from tradecopy_desktop.app.desk_settings import CopyLeft
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import FormDialog
from tradecopy_desktop.gui.widgets.card import label, restyle

_SHOWN = 6


class QuitDialog(FormDialog):
    """Three choices; keeping on is the one that Enter and Escape mean.

    `leave_chosen`: quit at once. `close_chosen`: close the copies first.
    """

    leave_chosen = Signal()
    close_chosen = Signal()

    def __init__(self, open_copies: int, parent: QWidget) -> None:
        super().__init__(words.QUIT_ASK, words.quit_intro(open_copies), words.QUIT_NOW, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._total = open_copies
        self.is_closing = False
        self._notes: list[QLabel] = []
        self.leave = self._choice(words.QUIT_LEAVE, words.QUIT_LEAVE_HINT)
        self.close_first = self._choice(words.QUIT_CLOSE, words.QUIT_CLOSE_HINT)
        self.leave.clicked.connect(self.leave_chosen)
        self.close_first.clicked.connect(self.close_chosen)
        self.accept_button.clicked.connect(self.leave_chosen)
        self.accept_button.setDefault(False)
        self.accept_button.hide()
        self.cancel_button.setText(words.KEEP_RUNNING)
        self.cancel_button.setProperty("primary", "true")
        self.cancel_button.setAutoDefault(True)
        self.cancel_button.setDefault(True)
        self.cancel_button.setFocus()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.counted = label(words.CLOSING_FIRST, "heading")
        self.left = label("", "hint")
        self.left.setWordWrap(True)
        for widget in (self.counted, self.progress, self.left):
            self.fields.addWidget(widget)
            widget.hide()

    def _choice(self, text: str, meaning: str) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        button.setAccessibleDescription(meaning)
        note = label(meaning, "hint")
        note.setWordWrap(True)
        lines = QVBoxLayout()
        lines.setSpacing(4)
        lines.addWidget(button)
        lines.addWidget(note)
        self.fields.addLayout(lines)
        self._notes.append(note)
        return button

    def begin_closing(self) -> None:
        """Show how far closing is, instead of the choices."""
        self.is_closing = True
        self.setWindowTitle(words.CLOSING_TITLE)
        for choice in (self.leave, self.close_first, *self._notes):
            choice.hide()
        for widget in (self.counted, self.progress, self.left):
            widget.show()
        self.accept_button.setText(words.QUIT_NOW)
        self.accept_button.setProperty("primary", "false")
        self.accept_button.setProperty("danger", "true")
        restyle(self.accept_button)
        self.accept_button.show()
        self.progress.setRange(0, max(1, self._total))
        self.fit()

    def show_left(self, left: Sequence[CopyLeft]) -> None:
        """Show which copies are not closed yet, and why."""
        # Openings that were under way may have come to it.
        self._total = max(self._total, len(left))
        closed = self._total - len(left)
        self.progress.setRange(0, max(1, self._total))
        self.progress.setValue(closed)
        self.counted.setText(words.closing_progress(closed, self._total))
        self.progress.setAccessibleName(self.counted.text())
        self.introduction.setText(words.quit_now_hint(len(left)))
        # What cannot be closed is worth more room than what only takes its time.
        first = sorted(left, key=lambda each: not each.why)
        lines = [
            words.copy_left(each.follower_name, each.symbol, each.why or words.CLOSING_UNDER_WAY)
            for each in first[:_SHOWN]
        ]
        if len(left) > _SHOWN:
            lines.append(words.more_left(len(left) - _SHOWN))
        text = "\n".join(lines)
        if text != self.left.text():
            self.left.setText(text)
            self.fit()

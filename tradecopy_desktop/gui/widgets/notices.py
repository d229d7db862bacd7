"""Messages and questions inside the window: they never stop the program to be answered."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tradecopy_desktop.app.views import Health
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.theme import TONE_OF_HEALTH, Tone
from tradecopy_desktop.gui.widgets.card import label, restyle

_STAYS_MS = 8_000
_LOOKS = {
    Health.IDLE: ("info", "info"),
    Health.GOOD: ("info", "check"),
    Health.WARNING: ("warning", "warning"),
    Health.BAD: ("bad", "warning"),
}


class Notices(QWidget):
    """One line below the header. A question waits for an answer; news goes after a while."""

    def __init__(
        self,
        appearance: Appearance,
        parent: QWidget | None = None,
        *,
        margins: tuple[int, int, int, int] = (16, 12, 16, 0),
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._health = Health.IDLE
        self._yes: Callable[[], None] | None = None
        self._later: tuple[str, Health] | None = None
        self._frame = QFrame()
        self._icon = QLabel()
        self._title = label("", "heading")
        self._text = label("")
        self._text.setWordWrap(True)
        self.accept_button = QPushButton()
        self.accept_button.clicked.connect(self._on_accepted)
        self.cancel_button = QPushButton(words.CANCEL)
        self.cancel_button.clicked.connect(self.clear)
        self._dismiss = QToolButton()
        self._dismiss.setProperty("place", "plain")
        self._dismiss.setToolTip(words.DISMISS)
        self._dismiss.setAccessibleName(words.DISMISS)
        self._dismiss.clicked.connect(self.clear)
        appearance.icons.dress(self._dismiss, "close", Tone.MUTED)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self._lay_out(margins)
        appearance.theme.changed.connect(self._draw)
        self.hide()

    def say(self, text: str, health: Health = Health.IDLE, *, stays: bool = False) -> None:
        """Show a sentence; trouble, and what `stays`, is there until it is dismissed."""
        if self.is_asking:
            # An open question is not pushed aside by news.
            self._later = (text, health)
            return
        self._show(health, "", text)
        if health in {Health.IDLE, Health.GOOD} and not stays:
            self._timer.start(_STAYS_MS)

    def ask(
        self, title: str, detail: str, *, yes: tuple[str, Callable[[], None]], danger: bool = False
    ) -> None:
        """Ask a question; `yes` is the button's word and what it does. Escape means no."""
        word, self._yes = yes
        self._show(Health.WARNING if danger else Health.IDLE, title, detail)
        self.accept_button.setText(word)
        self.accept_button.setProperty("danger" if danger else "primary", "true")
        self.accept_button.setProperty("primary" if danger else "danger", "false")
        restyle(self.accept_button)
        self.accept_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_asking(self) -> bool:
        """Tell whether a question waits for its answer."""
        return self._yes is not None

    def clear(self) -> None:
        """Take away what is shown; a question counts as answered with no."""
        self._yes = None
        self._timer.stop()
        self.hide()
        if self._later is not None:
            text, health = self._later
            self._later = None
            self.say(text, health)

    def take_back(self, text: str) -> None:
        """Take away this news, wherever it stands; anything else stays."""
        if self._later is not None and self._later[0] == text:
            self._later = None
        if not self.is_asking and self._text.text() == text:
            self.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer with Enter, leave with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.is_asking:
            self._on_accepted()
        else:
            super().keyPressEvent(event)

    def _on_accepted(self) -> None:
        yes = self._yes
        self.clear()
        if yes is not None:
            yes()

    def _show(self, health: Health, title: str, text: str) -> None:
        self._timer.stop()
        self._health = health
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._text.setText(text)
        self.setAccessibleName(f"{title} {text}".strip())
        for button in (self.accept_button, self.cancel_button):
            button.setVisible(self.is_asking)
        self._dismiss.setVisible(not self.is_asking)
        self._frame.setProperty("notice", _LOOKS[health][0])
        restyle(self._frame)
        self._draw()
        self.show()

    def _draw(self) -> None:
        name = "question" if self.is_asking else _LOOKS[self._health][1]
        tone = Tone.ACCENT if self._health is Health.IDLE else TONE_OF_HEALTH[self._health]
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(self._appearance.icons.pixmap(name, tone, 20, ratio))

    def _lay_out(self, margins: tuple[int, int, int, int]) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(self._title)
        texts.addWidget(self._text)
        around = QVBoxLayout(self)
        around.setContentsMargins(*margins)
        around.addWidget(self._frame)
        layout = QHBoxLayout(self._frame)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(10)
        layout.addWidget(self._icon)
        layout.addLayout(texts, 1)
        for button in (self.cancel_button, self.accept_button, self._dismiss):
            layout.addWidget(button)

"""The list of steps at the left: what is done, what is now, what is left. It leads nowhere."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.theme import Tone
from tradecopy_desktop.gui.widgets.card import label, restyle

_WIDTH = 148
_MARK = 16


class StepsBar(QFrame):
    """A mark and a name for each step; a screen reader hears its state, too."""

    def __init__(self, names: Sequence[str], appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._names = tuple(names)
        self._now = 0
        self._marks: list[QLabel] = []
        self._labels: list[QLabel] = []
        self.setProperty("bar", "side")
        self.setFixedWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 20, 8, 16)
        layout.setSpacing(14)
        for name in names:
            mark, text = QLabel(), label(name, "step")
            mark.setFixedSize(_MARK, _MARK)
            mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
            line = QHBoxLayout()
            line.setSpacing(10)
            line.addWidget(mark)
            line.addWidget(text, 1)
            layout.addLayout(line)
            self._marks.append(mark)
            self._labels.append(text)
        layout.addStretch()
        appearance.theme.changed.connect(self._draw)
        self._draw()

    def show_step(self, number: int) -> None:
        """Show which step is now; those before it are done."""
        self._now = number
        for n, text in enumerate(self._labels):
            state = words.STEP_DONE if n < number else words.STEP_LEFT
            state = words.STEP_NOW if n == number else state
            text.setAccessibleName(words.step_state(self._names[n], state))
            look = "now" if n == number else "other"
            if text.property("state") != look:
                text.setProperty("state", look)
                restyle(text)
        self._draw()

    def state_of(self, number: int) -> str:
        """Return how a step is told to a screen reader."""
        return self._labels[number].accessibleName()

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        for n, mark in enumerate(self._marks):
            if n < self._now:
                looks = ("check", Tone.GOOD, _MARK)
            elif n == self._now:
                looks = ("mark-good", Tone.ACCENT, 12)
            else:
                looks = ("mark-idle", Tone.MUTED, 10)
            name, tone, size = looks
            mark.setPixmap(self._appearance.icons.pixmap(name, tone, size, ratio))

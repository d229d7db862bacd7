"""The trader's own steps in a terminal, ticked off while he does them. It does none."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tradecopy_desktop.domain.terminals import ClickLeft
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.formats import begun
from tradecopy_desktop.gui.theme import Tone
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.widgets.seen import set_seen

_ICON = 16
_LOOKS = {
    True: ("check", Tone.GOOD),
    False: ("box", Tone.WARNING),
    None: ("question", Tone.MUTED),
}


class _Step(QWidget):
    """One step: whether it is done, its name, and where it is."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._shown: ClickLeft | None = None
        self._mark = QLabel()
        self._mark.setFixedWidth(_ICON + 6)
        self.name = label("", "heading")
        self.where = label("", "hint")
        self.where.setWordWrap(True)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(self.name)
        texts.addWidget(self.where)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._mark, alignment=Qt.AlignmentFlag.AlignTop)
        layout.addLayout(texts, 1)
        appearance.theme.changed.connect(self._draw)

    def show_step(self, step: ClickLeft) -> None:
        """Show a step; one that is shown already is not drawn again."""
        if step == self._shown:
            return
        self._shown = step
        name, state = words.STEP_NAMES[step.click], words.STEP_STATES[step.done]
        self.name.setText(name)
        self.where.setText(begun(step.text))
        self.setAccessibleName(words.step_said(name, state, step.text))
        self._mark.setToolTip(begun(state))
        self._draw()

    def _draw(self) -> None:
        if self._shown is None:
            return
        icon, tone = _LOOKS[self._shown.done]
        ratio = self.devicePixelRatioF()
        self._mark.setPixmap(self._appearance.icons.pixmap(icon, tone, _ICON, ratio))


class TerminalSteps(QWidget):
    """As many steps as there are, one below the other."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._none = label(words.STEPS_NONE, "hint")
        self.steps: list[_Step] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addWidget(self._none)
        self._layout.addStretch()

    def make_one(self) -> None:
        """Make room for one step more, unseen: made with the others it would hold up the loop."""
        step = _Step(self._appearance)
        set_seen(step, seen=False)
        self._layout.insertWidget(self._layout.count() - 1, step)
        self.steps.append(step)

    def show_steps(self, steps: Sequence[ClickLeft]) -> None:
        """Show these steps, none for nothing chosen."""
        while len(self.steps) < len(steps):
            self.make_one()
        for number, widget in enumerate(self.steps):
            widget.setVisible(number < len(steps))
            if number < len(steps):
                widget.show_step(steps[number])
        self._none.setVisible(not steps)

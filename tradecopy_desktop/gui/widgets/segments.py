"""A row of buttons of which one is pressed. Knows nothing of what it chooses between."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QToolButton

from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.theme import Tone


class Segments(QFrame):
    """One choice of a few, each with a word or an icon, and a tip."""

    chosen = Signal(int)

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        appearance: Appearance,
        *,
        icons: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for number, (text, tip) in enumerate(choices):
            button = QToolButton()
            button.setProperty("place", "segment")
            button.setCheckable(True)
            button.setToolTip(tip)
            button.setAccessibleName(text or tip)
            if icons:
                appearance.icons.dress(button, icons[number], Tone.MUTED, on=Tone.TEXT)
            else:
                button.setText(text)
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            self._group.addButton(button, number)
            layout.addWidget(button)
        self._group.idClicked.connect(self.chosen)

    def choose(self, number: int) -> None:
        """Press a button without telling anybody."""
        self._group.button(number).setChecked(True)

    def button(self, number: int) -> QToolButton:
        """Return a button, from the left."""
        button = self._group.button(number)
        assert isinstance(button, QToolButton)  # noqa: S101 - Qt's type is the wider one.
        return button

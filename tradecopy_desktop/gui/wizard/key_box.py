"""An account's key, for a terminal that is set up by hand: the key, and where it goes."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.theme import Tone
from tradecopy_desktop.gui.widgets.card import label

_INDENT = 20


class KeyBox(QWidget):
    """Shows a key, lets it be copied, and says step by step what to do with it."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._icons = appearance.icons
        self.key = QLineEdit()
        self.key.setReadOnly(True)
        self.key.setAccessibleName(words.KEY_LABEL)
        self.copy_button = QPushButton(words.COPY_KEY)
        self.copy_button.setAutoDefault(False)
        self._icons.dress(self.copy_button, "copy")
        self.copy_button.clicked.connect(self._on_copy)
        line = QHBoxLayout()
        line.addWidget(self.key, 1)
        line.addWidget(self.copy_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(_INDENT, 0, 0, 0)
        box.setSpacing(4)
        for number, text in enumerate((words.KEY_BY_HAND, *words.KEY_STEPS)):
            said = label(text, "hint")
            said.setWordWrap(True)
            box.addWidget(said)
            if not number:
                box.addLayout(line)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.key.text())
        self.copy_button.setText(words.COPIED_KEY)
        self.copy_button.setIcon(self._icons.icon("check", Tone.GOOD))

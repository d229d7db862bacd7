"""Shows a terminal's new key once, and where it goes. Writes it nowhere."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dialogs.form import FormDialog
from tradecopy_desktop.gui.theme import Tone
from tradecopy_desktop.gui.widgets.card import label


class ShowKeyDialog(FormDialog):
    """The key, a button that copies it, and three steps."""

    def __init__(self, name: str, key: str, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(words.KEY_TITLE, words.key_intro(name), words.DONE, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._appearance = appearance
        self.cancel_button.hide()
        self.key = QLineEdit(key)
        self.key.setReadOnly(True)
        self.key.setAccessibleName(words.KEY_LABEL)
        self.copy_button = QPushButton(words.COPY_KEY)
        self.copy_button.setAutoDefault(False)
        appearance.icons.dress(self.copy_button, "copy")
        self.copy_button.clicked.connect(self._on_copy)
        line = QHBoxLayout()
        line.addWidget(self.key, 1)
        line.addWidget(self.copy_button)
        self.fields.addLayout(line)
        for number, step in enumerate(words.KEY_STEPS, start=1):
            self.fields.addLayout(_step(number, step))
        self.accept_button.clicked.connect(self.accept)
        self.copy_button.setFocus()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.key.text())
        self.copy_button.setText(words.COPIED_KEY)
        self.copy_button.setIcon(self._appearance.icons.icon("check", Tone.GOOD))


def _step(number: int, text: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(10)
    line.addWidget(label(str(number), "heading"), alignment=Qt.AlignmentFlag.AlignTop)
    sentence = label(text)
    sentence.setWordWrap(True)
    line.addWidget(sentence, 1)
    return line

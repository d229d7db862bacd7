"""A box to tick with a sentence below it that says what it does. Knows no trade."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from tradecopy_desktop.gui.widgets.card import label

# Below the words of a box, not below the box itself.
_INDENT = 28


class ExplainedCheck(QWidget):
    """The box and its sentence; `changed` tells of a tick."""

    changed = Signal()

    def __init__(self, text: str, meaning: str, *, ticked: bool = False) -> None:
        super().__init__()
        self.box = QCheckBox(text)
        self.box.setChecked(ticked)
        self.note = label("", "hint")
        self.note.setWordWrap(True)
        self.note.setContentsMargins(_INDENT, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.box)
        layout.addWidget(self.note)
        self.setFocusProxy(self.box)
        self.explain(meaning)
        self.box.toggled.connect(lambda _: self.changed.emit())

    @property
    def is_ticked(self) -> bool:
        """Tell whether it is ticked, and may be."""
        return self.box.isChecked() and self.box.isEnabled()

    def explain(self, meaning: str) -> None:
        """Say something else below the box."""
        self.note.setText(meaning)
        self.note.setVisible(bool(meaning))
        self.box.setAccessibleDescription(meaning)

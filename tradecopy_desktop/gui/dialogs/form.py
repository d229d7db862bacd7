"""A form whose mistakes are told at the field. Checks nothing itself."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.widgets.card import label, restyle

_WIDTH = 460


class Field:
    """A label, an input and the line below it: a hint, or what is wrong."""

    def __init__(self, title: str, widget: QWidget, hint: str = "") -> None:
        self.widget = widget
        self.title = label(title, "heading")
        self.title.setBuddy(widget)
        self.note = label(hint, "hint")
        self.note.setWordWrap(True)
        self._hint = hint
        widget.setAccessibleName(title)
        widget.setAccessibleDescription(hint)
        self.note.setVisible(bool(hint))

    @property
    def fault(self) -> str:
        """What is wrong with the field, or nothing."""
        return self.note.text() if self.note.property("role") == "fault" else ""

    def tell(self, fault: str) -> None:
        """Say what is wrong, or with an empty text that nothing is."""
        self.note.setText(fault or self._hint)
        self.note.setVisible(bool(self.note.text()))
        self.note.setProperty("role", "fault" if fault else "hint")
        self.widget.setProperty("wrong", "true" if fault else "false")
        self.widget.setAccessibleDescription(self.note.text())
        restyle(self.note)
        restyle(self.widget)

    def add_to(self, layout: QVBoxLayout) -> None:
        """Put label, input and note below each other."""
        box = QVBoxLayout()
        box.setSpacing(4)
        for part in (self.title, self.widget, self.note):
            box.addWidget(part)
        layout.addLayout(box)


class FormDialog(QDialog):
    """A window beside the main one, with an introduction, fields and two buttons."""

    def __init__(self, title: str, intro: str, accept: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(False)
        self.setFixedWidth(_WIDTH)
        self._busy = False
        self.fault = label("", "fault")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.accept_button = QPushButton(accept)
        self.accept_button.setProperty("primary", "true")
        self.accept_button.setDefault(True)
        self.cancel_button = QPushButton(words.CANCEL)
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(14)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch()
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.accept_button)
        introduction = label(intro, "hint")
        introduction.setWordWrap(True)
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(16)
        layout.addWidget(introduction)
        layout.addLayout(self.fields)
        layout.addWidget(self.fault)
        layout.addLayout(self.buttons)

    def set_busy(self, busy: bool) -> None:
        """Wait for an order: what it answers must not be lost by closing the form."""
        self._busy = busy
        self.accept_button.setEnabled(not busy)
        self.cancel_button.setEnabled(not busy)

    def tell(self, fault: str) -> None:
        """Show why the order was refused."""
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        self.fit()

    def fit(self) -> None:
        """Take the height that the texts need at this width."""
        self._layout.activate()
        self.setFixedHeight(self._layout.totalHeightForWidth(_WIDTH))

    def showEvent(self, event: QShowEvent) -> None:
        """Fit before the first look."""
        self.fit()
        super().showEvent(event)

    def reject(self) -> None:
        """Close, unless an order is under way."""
        if not self._busy:
            super().reject()


def first_wrong(checks: list[tuple[Field, str]]) -> bool:
    """Tell each field its fault and put the cursor into the first wrong one, if there is one."""
    for field, fault in checks:
        field.tell(fault)
    wrong = [field for field, fault in checks if fault]
    if wrong:
        wrong[0].widget.setFocus(Qt.FocusReason.OtherFocusReason)
    return bool(wrong)


def note(text: str) -> QLabel:
    """Return a sentence that wraps."""
    made = label(text)
    made.setWordWrap(True)
    return made

"""What becomes of open copies when routes are switched off (rule C5). Asks, and orders nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from tradecopy_desktop.app.views import RouteRow
from tradecopy_desktop.domain.routes import OpenCopies
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import FormDialog
from tradecopy_desktop.gui.widgets.card import label

# Below the words of a radio button, not below its circle.
_INDENT = 28


class SwitchOffDialog(FormDialog):
    """Three ways with what each means; following the master is chosen at first."""

    chosen = Signal(OpenCopies)

    def __init__(self, routes: Sequence[RouteRow], parent: QWidget) -> None:
        names = [row.name for row in routes]
        open_copies = sum(row.open_copies for row in routes)
        super().__init__(
            words.switch_off_title(names),
            words.switch_off_intro(open_copies),
            words.SWITCH_OFF,
            parent,
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.accept_button.setProperty("primary", "false")
        self.accept_button.setProperty("danger", "true")
        self.fields.addWidget(label(words.OPEN_COPIES_ASK, "heading"))
        self.ways = {way: QRadioButton(words.COPIES_WISHES[way]) for way in OpenCopies}
        for way, button in self.ways.items():
            self.fields.addLayout(_explained(button, words.COPIES_MEANINGS[way]))
        self.ways[OpenCopies.FOLLOW].setChecked(True)
        self.ways[OpenCopies.FOLLOW].setFocus()
        self.accept_button.clicked.connect(self._on_accepted)

    def _on_accepted(self) -> None:
        way = next(way for way, button in self.ways.items() if button.isChecked())
        self.accept()
        self.chosen.emit(way)


def _explained(button: QRadioButton, meaning: str) -> QVBoxLayout:
    note = label(meaning, "hint")
    note.setWordWrap(True)
    note.setContentsMargins(_INDENT, 0, 0, 0)
    button.setAccessibleDescription(meaning)
    lines = QVBoxLayout()
    lines.setSpacing(0)
    lines.addWidget(button)
    lines.addWidget(note)
    return lines

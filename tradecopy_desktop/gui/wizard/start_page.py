"""The first page: try it with simulated terminals, or set up real ones. It starts nothing."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QVBoxLayout, QWidget

from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.widgets.card import card, label
from tradecopy_desktop.gui.wizard.page import Surroundings, WizardPage

_INDENT = 28


class StartPage(WizardPage):
    """Two choices. `demo_asked`: the trader wants the simulated terminals instead."""

    demo_asked = Signal()

    def __init__(self, around: Surroundings) -> None:
        super().__init__(words.START_TITLE, words.START_INTRO)
        self._is_demo = around.desk.state().demo
        self._desk = around.desk
        self.simulated = QRadioButton(words.START_DEMO)
        self.real = QRadioButton(words.START_REAL)
        self.demo_note = _note(words.START_DEMO_HINT)
        self.real_note = _note(words.START_REAL_HINT)
        group = QButtonGroup(self)
        for button, note in ((self.simulated, self.demo_note), (self.real, self.real_note)):
            group.addButton(button)
            button.setProperty("role", "choice")
            button.setAccessibleDescription(note.text())
            button.toggled.connect(self._on_toggled)
            choice = card(_choice(button, note), margin=10)
            self.hold_back(choice)
            self.body.addWidget(choice)
        self.body.addStretch()
        self.real.setChecked(True)
        self.look()

    @property
    def next_tip(self) -> str:
        """Return what the chosen way means."""
        demo = self.simulated.isChecked() and not self._is_demo
        return words.START_DEMO_TIP if demo else words.WIZARD_NEXT_TIP

    def enter(self) -> None:
        """Offer what can be chosen now."""
        self.look()

    def look(self) -> None:
        """Offer the demo as long as it ends nothing: from then on it runs beside the program."""
        if self._is_demo:
            self.simulated.setChecked(True)
            self.real.setEnabled(False)
            self.demo_note.setText(words.START_IS_DEMO)
            self.real_note.setText(words.START_REAL_LATER)
            return
        has_accounts = bool(self._desk.accounts())
        self.simulated.setEnabled(not has_accounts)
        self.demo_note.setText(words.START_DEMO_BESIDE if has_accounts else words.START_DEMO_HINT)
        if has_accounts:
            self.real.setChecked(True)

    def go_on(self, done: Callable[[], None]) -> None:
        """Go on with the terminals that were chosen."""
        done()
        if self.simulated.isChecked() and not self._is_demo:
            self.demo_asked.emit()

    def _on_toggled(self) -> None:
        self.changed.emit()


def _note(text: str) -> QLabel:
    note = label(text, "hint")
    note.setWordWrap(True)
    note.setContentsMargins(_INDENT, 0, 0, 0)
    return note


def _choice(button: QRadioButton, note: QWidget) -> QWidget:
    box = QWidget()
    layout = QVBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(2)
    layout.addWidget(button)
    layout.addWidget(note)
    return box

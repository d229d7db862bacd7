"""Where the trader says how routes recover. It checks what is typed, and saves nothing itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import FormDialog, first_wrong
from tradecopy_desktop.gui.dialogs.recovery_part import RecoveryPart
from tradecopy_desktop.gui.recovery import Recovery


class RecoveryDialog(FormDialog):
    """The fields of recovery alone. `chosen` carries a Recovery; whoever takes it closes.

    It stays open until then, so that a refusal can be told where the choice was made.
    """

    chosen = Signal(object)

    def __init__(self, title: str, recovery: Recovery, accept: str, parent: QWidget) -> None:
        super().__init__(title, words.RECOVERY_INTRO, accept, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.part = RecoveryPart(recovery)
        for step in self.part.steps():
            step()
        self.fields.addWidget(self.part)
        self.part.changed.connect(self.fit)
        self.accept_button.clicked.connect(self._on_accepted)

    def _on_accepted(self) -> None:
        self.tell("")
        wrong = first_wrong(self.part.checks())
        self.fit()
        if not wrong:
            self.chosen.emit(self.part.recovery())

"""Where the trader says why an account is unlocked. Unlocks nothing itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from tradecopy_desktop.app.guard_views import GuardRow
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import Field, FormDialog, first_wrong
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.widgets.seen import set_seen

_LONGEST = 200


class UnlockDialog(FormDialog):
    """Why it is locked, what unlocking means, and a reason. `chosen` carries the reason."""

    chosen = Signal(str)

    def __init__(self, row: GuardRow, parent: QWidget) -> None:
        super().__init__(words.unlock_title(row.name), words.UNLOCK_MEANS, words.UNLOCK_YES, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.account = row.account
        self.why = label(words.locked_because(row.locked.rstrip(".")))
        self.why.setWordWrap(True)
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        set_seen(self.why, seen=bool(row.locked))
        self.fields.addWidget(self.why)
        self.reason = QLineEdit()
        self.reason.setMaxLength(_LONGEST)
        self.reason_field = Field(words.UNLOCK_REASON, self.reason, words.UNLOCK_REASON_HINT)
        self.reason_field.add_to(self.fields)
        self.accept_button.clicked.connect(self._on_accepted)
        self.reason.setFocus()

    def _on_accepted(self) -> None:
        self.tell("")
        reason = self.reason.text().strip()
        wrong = first_wrong([(self.reason_field, "" if reason else words.NEED_REASON)])
        self.fit()
        if not wrong:
            self.chosen.emit(reason)

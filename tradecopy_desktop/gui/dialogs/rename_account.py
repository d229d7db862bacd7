"""Asks for another name of an account. Orders nothing itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from tradecopy_desktop.app.views import AccountRow
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import Field, FormDialog, first_wrong


class RenameAccountDialog(FormDialog):
    """One field; `chosen` carries the new name."""

    chosen = Signal(str)

    def __init__(self, account: AccountRow, taken: set[str], parent: QWidget) -> None:
        title = words.rename_account_title(account.name)
        super().__init__(title, words.RENAME_ACCOUNT_INTRO, words.RENAME_ACCOUNT_YES, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._taken = taken - {account.name}
        self.name = QLineEdit(account.name)
        self.name.selectAll()
        self.name_field = Field(words.ACCOUNT_NAME, self.name)
        self.name_field.add_to(self.fields)
        self.accept_button.clicked.connect(self._on_accepted)

    def _on_accepted(self) -> None:
        name = self.name.text().strip()
        fault = "" if name else words.NEED_NAME
        if name in self._taken:
            fault = words.NEED_OTHER_NAME
        wrong = first_wrong([(self.name_field, fault)])
        self.fit()
        if not wrong:
            self.set_busy(True)
            self.chosen.emit(name)

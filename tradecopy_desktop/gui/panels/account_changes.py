"""Renames and removes accounts, and opens the window about terminals. Decides nothing."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.views import AccountRow, Health
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dialogs.rename_account import RenameAccountDialog
from tradecopy_desktop.gui.dialogs.terminals import TerminalsDialog
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.notices import Notices


class AccountChanges(QObject):
    """The questions, and what follows a yes."""

    def __init__(self, desk: Desk, tasks: Tasks, notices: Notices, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._owner = owner
        self.dialog: RenameAccountDialog | None = None

    def ask_to_rename(self, account: AccountRow) -> RenameAccountDialog:
        """Ask for another name, and return the window that asks."""
        if self.dialog is not None:
            self.dialog.reject()
        taken = {row.name for row in self._desk.accounts()}
        dialog = RenameAccountDialog(account, taken, self._owner.window())
        dialog.chosen.connect(lambda name: self._rename(dialog, account, name))
        dialog.finished.connect(self._on_finished)
        self.dialog = dialog
        dialog.show()
        return dialog

    def ask_to_remove(self, account: AccountRow) -> None:
        """Ask whether an account is to be forgotten."""
        self._notices.ask(
            words.remove_account_ask(account.name),
            words.REMOVE_ACCOUNT_DETAIL,
            yes=(words.REMOVE_ACCOUNT_YES, lambda: self._remove(account)),
            danger=True,
        )

    def _rename(self, dialog: RenameAccountDialog, account: AccountRow, name: str) -> None:
        def renamed(_: None) -> None:
            dialog.finish()
            self._notices.say(words.account_renamed(name), Health.GOOD)

        self._tasks.start(
            self._desk.rename_account(account.key, name),
            name=words.RENAME_ACCOUNT_YES,
            done=renamed,
            refused=dialog.refuse,
        )

    def _remove(self, account: AccountRow) -> None:
        self._tasks.start(
            self._desk.remove_account(account.key),
            name=words.REMOVE_ACCOUNT_YES,
            done=lambda _: self._notices.say(words.account_removed(account.name), Health.GOOD),
        )

    def _on_finished(self) -> None:
        self.dialog = None


class AccountTerminals(QObject):
    """Opens the window about terminals. One at most is open."""

    def __init__(self, desk: Desk, tasks: Tasks, appearance: Appearance, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk = desk
        self._make: Callable[[AccountKey | None], TerminalsDialog] = lambda chosen: TerminalsDialog(
            desk, tasks, appearance, owner.window(), chosen=chosen
        )
        self.dialog: TerminalsDialog | None = None

    def open(self, account: AccountKey | None) -> TerminalsDialog:
        """Show the window, with an account chosen in it."""
        if self.dialog is None or not self.dialog.is_open:
            if self.dialog is not None:
                self.dialog.deleteLater()
            self.dialog = self._make(account)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()
        return self.dialog

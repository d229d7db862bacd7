"""Asks before an account gets another key, and orders it. Shows no key."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.views import AccountRow, Health
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.notices import Notices


class AccountKeyOrder(QObject):
    """The question and what follows a yes."""

    def __init__(self, desk: Desk, tasks: Tasks, notices: Notices, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk = desk
        self._tasks = tasks
        self._notices = notices

    def ask(self, account: AccountRow) -> None:
        """Ask whether this account gets a new key."""
        self._notices.ask(
            words.renew_key_ask(account.name),
            words.RENEW_KEY_DETAIL,
            yes=(words.RENEW_KEY_YES, lambda: self._renew(account)),
        )

    def _renew(self, account: AccountRow) -> None:
        self._tasks.start(
            self._desk.renew_key(account.key),
            name=words.RENEW_KEY_YES,
            done=lambda _: self._notices.say(words.key_on_its_way(account.name), Health.GOOD),
        )

"""The form for a new account. Keeps no key: it hands the new one on and forgets it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.dialogs.form import Field, FormDialog, first_wrong
from tradecopy_desktop.gui.tasks import Tasks


class AddAccountDialog(FormDialog):
    """Asks for an account; `added` carries its name and its terminal's key."""

    added = Signal(str, str)

    def __init__(self, desk: Desk, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(words.ADD_ACCOUNT, words.ACCOUNT_INTRO, words.CREATE_KEY, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._tasks = tasks
        self.name = QLineEdit()
        self.login = QLineEdit()
        self.server = QLineEdit()
        self.as_master = QCheckBox(words.ROLE_MASTER)
        self.as_follower = QCheckBox(words.ROLE_FOLLOWER)
        roles = QWidget()
        ticks = QVBoxLayout(roles)
        ticks.setContentsMargins(0, 0, 0, 0)
        ticks.setSpacing(2)
        ticks.addWidget(self.as_master)
        ticks.addWidget(self.as_follower)
        roles.setFocusProxy(self.as_master)
        self.name_field = Field(words.ACCOUNT_NAME, self.name, words.ACCOUNT_NAME_HINT)
        self.login_field = Field(words.ACCOUNT_LOGIN, self.login, words.ACCOUNT_LOGIN_HINT)
        self.server_field = Field(words.ACCOUNT_SERVER, self.server, words.ACCOUNT_SERVER_HINT)
        self.role_field = Field(words.ACCOUNT_ROLES, roles)
        for field in (self.name_field, self.login_field, self.server_field, self.role_field):
            field.add_to(self.fields)
        self.accept_button.clicked.connect(self._on_accepted)

    def _roles(self) -> frozenset[Role]:
        chosen = {Role.MONITOR: self.as_master, Role.EXECUTOR: self.as_follower}
        return frozenset(role for role, box in chosen.items() if box.isChecked())

    def _on_accepted(self) -> None:
        self.tell("")
        name, login = self.name.text().strip(), self.login.text().strip()
        key = AccountKey(login=login, server=self.server.text().strip())
        there = self._desk.accounts()
        known = any(row.key == key for row in there)
        checks = [
            (self.name_field, _fault_of_name(name, {row.name for row in there})),
            (self.login_field, "" if login.isascii() and login.isdigit() else words.NEED_LOGIN),
            (self.server_field, _fault_of_server(key.server, known)),
            (self.role_field, "" if self._roles() else words.NEED_ROLE),
        ]
        wrong = first_wrong(checks)
        self.fit()
        if wrong:
            return
        self.set_busy(True)
        self._tasks.start(
            self._desk.add_account(name, key, self._roles()),
            name=words.ADD_ACCOUNT,
            done=self._on_added,
            refused=self.refuse,
        )

    def _on_added(self, key: str) -> None:
        self.finish()
        self.added.emit(self.name.text().strip(), key)


def _fault_of_name(name: str, taken: set[str]) -> str:
    if not name:
        return words.NEED_NAME
    return words.NEED_OTHER_NAME if name in taken else ""


def _fault_of_server(server: str, known: bool) -> str:
    if not server:
        return words.NEED_SERVER
    return words.NEED_OTHER_ACCOUNT if known else ""

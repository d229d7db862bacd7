"""One terminal that may take part: what it is, its role, and its name. Judges by itself alone."""

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from tradecopy_desktop.app.views import AccountRow
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.terminals import FoundTerminal
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.widgets.card import label, restyle
from tradecopy_desktop.gui.widgets.elided_label import ElidedLabel
from tradecopy_desktop.gui.wizard.plan import Chosen

_ROLES = (None, Role.MONITOR, Role.EXECUTOR)
_ROLE_WIDTH = 116
_NAME_WIDTH = 176


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What a row is about: a terminal, a registered account, both, or neither (by hand)."""

    terminal: FoundTerminal | None = None
    account: AccountRow | None = None

    @property
    def key(self) -> AccountKey | None:
        """Return the account, None where the trader must say which one it is."""
        if self.account is not None:
            return self.account.key
        return self.terminal.account if self.terminal is not None else None

    @property
    def title(self) -> str:
        """Return what the trader knows it by."""
        if self.terminal is not None:
            return self.terminal.title
        return self.account.name if self.account is not None else words.BY_HAND_TITLE


class TerminalRow(QFrame):
    """`changed` tells of another role."""

    changed = Signal()

    def __init__(self, offered: Offered) -> None:
        super().__init__()
        self.offered = offered
        self.setProperty("card", "true")
        self.setAccessibleName(offered.title)
        self.title = ElidedLabel("heading")
        self.title.setText(offered.title)
        self.title.setToolTip(offered.title)
        self.about = ElidedLabel("hint")
        self.about.setText(_about(offered))
        self.about.setToolTip("\n".join(filter(None, [self.about.text(), _folders(offered)])))
        self.role = QComboBox()
        self.role.addItems([words.ROLE_UNUSED, *(words.ROLES[r] for r in _ROLES if r is not None)])
        self.role.setFixedWidth(_ROLE_WIDTH)
        self.role.setAccessibleName(words.role_of(offered.title))
        self.name = _edit(words.NAME_HERE, _name_of(offered))
        self.note = label("", "fault")
        self.note.setWordWrap(True)
        self.note.hide()
        self._details: QWidget | None = None
        self._fields = [self.name]
        self._lay_out()
        if offered.key is None:
            self._add_details()
        if offered.account is not None:
            # A registered account keeps the name and the roles that it has.
            self.name.setEnabled(False)
        self.role.currentIndexChanged.connect(self._on_role_chosen)
        self._on_role_chosen()

    @property
    def chosen_role(self) -> Role | None:
        """Return what the account is used as, None for nothing."""
        return _ROLES[self.role.currentIndex()]

    @property
    def fault(self) -> str:
        """Return what is said to be wrong with the row."""
        return self.note.text()

    @cached_property
    def login(self) -> QLineEdit:
        """Where the login is typed, on a row whose account is not known."""
        return _edit(words.ACCOUNT_LOGIN, "")

    @cached_property
    def server(self) -> QLineEdit:
        """Where the server is typed, on a row whose account is not known."""
        return _edit(words.ACCOUNT_SERVER, "")

    def choose_role(self, role: Role | None) -> None:
        """Use the account as this."""
        self.role.setCurrentIndex(_ROLES.index(role))

    def key(self) -> AccountKey:
        """Return the account: the one that is known, or the one that was typed."""
        return self.offered.key or AccountKey(
            login=self.login.text().strip(), server=self.server.text().strip()
        )

    def chosen(self) -> Chosen | None:
        """Return what was chosen, None where the row is not used."""
        role = self.chosen_role
        if role is None:
            return None
        return Chosen(
            key=self.key(), name=self.name.text().strip(), role=role, terminal=self.offered.terminal
        )

    def tell(self, fault: str, wrong: QWidget | None = None) -> None:
        """Say what is wrong, and mark the field where it is; or that nothing is."""
        self.note.setText(fault)
        self.note.setVisible(bool(fault))
        for field in self._fields:
            look = "true" if field is wrong else "false"
            if field.property("wrong") != look:
                field.setProperty("wrong", look)
                restyle(field)

    def own_fault(self) -> tuple[str, QWidget] | None:
        """Return what is wrong with what was typed here and where, None if nothing is."""
        key = self.key()
        checks: list[tuple[QLineEdit, bool, str]] = []
        if self.offered.key is None:
            is_number = key.login.isascii() and key.login.isdigit()
            checks.append((self.login, not is_number, words.NEED_LOGIN))
            checks.append((self.server, not key.server, words.NEED_SERVER))
        checks.append((self.name, not self.name.text().strip(), words.NEED_NAME))
        return next(((why, field) for field, wrong, why in checks if wrong), None)

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(self.title)
        texts.addWidget(self.about)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addLayout(texts, 1)
        top.addWidget(self.name)
        top.addWidget(self.role)
        self.name.setFixedWidth(_NAME_WIDTH)
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 9, 12, 9)
        layout.setSpacing(7)
        layout.addLayout(top)
        layout.addWidget(self.note)

    def _add_details(self) -> None:
        self._details = QWidget()
        details = QHBoxLayout(self._details)
        details.setContentsMargins(0, 0, 0, 0)
        details.setSpacing(8)
        details.addStretch(1)
        for part in (self.login, self.server):
            part.setFixedWidth(_NAME_WIDTH)
            details.addWidget(part)
            self._fields.append(part)
        # Below the name, above what is wrong.
        self._layout.insertWidget(1, self._details)

    def _on_role_chosen(self) -> None:
        used = self.chosen_role is not None
        self.name.setVisible(used)
        if self._details is not None:
            self._details.setVisible(used)
        self.tell("")
        self.changed.emit()


def _edit(title: str, text: str) -> QLineEdit:
    edit = QLineEdit(text)
    edit.setPlaceholderText(title)
    edit.setAccessibleName(title)
    edit.setToolTip(title)
    edit.setProperty("wrong", "false")
    return edit


def _name_of(offered: Offered) -> str:
    if offered.account is not None:
        return offered.account.name
    return words.short_name(offered.terminal.title) if offered.terminal is not None else ""


def _about(offered: Offered) -> str:
    terminal, account = offered.terminal, offered.account
    parts: list[str] = []
    if terminal is not None:
        parts.append(words.PLATFORMS[terminal.platform])
    if offered.key is not None:
        parts.append(words.login_at(offered.key.login, offered.key.server))
    elif terminal is not None:
        parts.append(words.ACCOUNT_NOT_KNOWN)
    if terminal is not None:
        parts.append(words.TERMINAL_RUNS if terminal.running else words.TERMINAL_RUNS_NOT)
    if account is not None:
        parts.append(words.REGISTERED)
    return words.listed(parts) if parts else words.BY_HAND_HINT


def _folders(offered: Offered) -> str:
    terminal = offered.terminal
    return words.folder_of(str(terminal.data_folder)) if terminal is not None else ""

"""The form for a new route. It checks what is typed; whether a route is wise it cannot know."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.views import AccountRow
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.sizing import SameLots, Sizing
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dialogs.form import Field, FormDialog, first_wrong
from tradecopy_desktop.gui.dialogs.recovery import RecoveryDialog
from tradecopy_desktop.gui.dialogs.size_choice import SizeChoice
from tradecopy_desktop.gui.recovery import Recovery, recovery_of, with_recovery
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.card import label

_NEW = RouteSettings(version=1, sizing=SameLots())


class AddRouteDialog(FormDialog):
    """Asks who follows whom, how large, and under which name."""

    added = Signal(str)

    def __init__(self, desk: Desk, tasks: Tasks, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(words.ADD_ROUTE, words.ROUTE_INTRO, words.ADD_ROUTE, parent)
        self._desk = desk
        self._tasks = tasks
        accounts = desk.accounts()
        self.master = _choice(accounts, Role.MONITOR, words.PICK_MASTER)
        self.follower = _choice(accounts, Role.EXECUTOR, words.PICK_FOLLOWER)
        self.name = QLineEdit()
        self.sizing = SizeChoice(appearance.formats)
        self._recovery = recovery_of(_NEW)
        self.recovery = QPushButton(words.CHANGE_RECOVERY)
        self.recovery.setAutoDefault(False)
        self.recovery.setToolTip(words.RECOVERY_TIP)
        self.recovery_text = label("")
        self.recovery_text.setWordWrap(True)
        self.master_field = Field(words.ROUTE_MASTER, self.master)
        self.follower_field = Field(words.ROUTE_FOLLOWER, self.follower)
        self.size_field = Field(words.ROUTE_SIZE, self.sizing, self.sizing.kind.hint)
        self.name_field = Field(words.ROUTE_NAME, self.name, words.ROUTE_NAME_HINT)
        for field in (self.master_field, self.follower_field, self.size_field, self.name_field):
            field.add_to(self.fields)
        self._add_recovery()
        self._name_missing_accounts()
        self.sizing.changed.connect(self._on_kind_chosen)
        self.follower.currentIndexChanged.connect(self._on_follower_chosen)
        self.recovery.clicked.connect(self.open_recovery)
        self.accept_button.clicked.connect(self._on_accepted)

    def open_recovery(self) -> RecoveryDialog:
        """Ask how the new route recovers, and return the window that asks."""
        dialog = RecoveryDialog(words.RECOVERY, self._recovery, words.USE_THIS, self)
        dialog.chosen.connect(lambda recovery: self._on_recovery_chosen(dialog, recovery))
        dialog.show()
        return dialog

    def _add_recovery(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.recovery_text, 1)
        line.addWidget(self.recovery)
        box = QVBoxLayout()
        box.setSpacing(4)
        title = label(words.RECOVERY, "heading")
        title.setBuddy(self.recovery)
        box.addWidget(title)
        box.addLayout(line)
        self.fields.addLayout(box)
        self._show_recovery()

    def _show_recovery(self) -> None:
        rules = self._recovery.rules
        self.recovery_text.setText(words.recovery_summary(rules.late, rules.corrections))
        said = f"{words.CHANGE_RECOVERY}: {words.RECOVERY}. {self.recovery_text.text()}"
        self.recovery.setAccessibleName(said)

    def _on_recovery_chosen(self, dialog: RecoveryDialog, recovery: Recovery) -> None:
        self._recovery = recovery
        self._show_recovery()
        dialog.finish()
        self.fit()

    def _name_missing_accounts(self) -> None:
        if self.master.count() == 1:
            self.master_field.tell(words.NO_MASTERS_HERE)
        if self.follower.count() == 1:
            self.follower_field.tell(words.NO_FOLLOWERS_HERE)

    def _on_kind_chosen(self) -> None:
        self.size_field.set_hint(self.sizing.kind.hint)
        self.fit()

    def _on_follower_chosen(self) -> None:
        chosen = _chosen(self.follower)
        found = (row.currency for row in self._desk.accounts() if row.key == chosen)
        self.sizing.set_currency(next(found, ""))

    def _on_accepted(self) -> None:
        self.tell("")
        master, follower = _chosen(self.master), _chosen(self.follower)
        sizing = self.sizing.sizing()
        name = self.name.text().strip()
        checks = [
            (self.master_field, "" if master else words.NEED_MASTER),
            (self.follower_field, self._fault_of_follower(master, follower)),
            (self.size_field, self.sizing.fault()),
            (self.name_field, self._fault_of_name(name)),
        ]
        wrong = first_wrong(checks)
        self.fit()
        if wrong or master is None or follower is None or sizing is None:
            return
        self.set_busy(True)
        self._tasks.start(
            self._desk.add_route(name, master, follower, self._settings(sizing)),
            name=words.ADD_ROUTE,
            done=self._on_added,
            refused=self.refuse,
        )

    def _settings(self, sizing: Sizing) -> RouteSettings:
        return with_recovery(replace(_NEW, sizing=sizing), self._recovery)

    def _fault_of_follower(self, master: AccountKey | None, follower: AccountKey | None) -> str:
        if follower is None:
            return words.NEED_FOLLOWER
        if follower == master:
            return words.NEED_OTHER_FOLLOWER
        pairs = {(row.master, row.follower) for row in self._desk.routes()}
        return words.NEED_OTHER_ROUTE if (master, follower) in pairs else ""

    def _fault_of_name(self, name: str) -> str:
        if not name:
            return words.NEED_NAME
        taken = {row.name for row in self._desk.routes()}
        return words.NEED_OTHER_NAME if name in taken else ""

    def _on_added(self, _: str) -> None:
        self.finish()
        self.added.emit(self.name.text().strip())


def _choice(accounts: Sequence[AccountRow], role: Role, hint: str) -> QComboBox:
    box = QComboBox()
    box.addItem(hint, None)
    for row in sorted(accounts, key=lambda row: row.name.casefold()):
        if role in row.roles:
            box.addItem(words.account(row.name, row.key.login, row.key.server), row.key)
    return box


def _chosen(box: QComboBox) -> AccountKey | None:
    key = box.currentData()
    return key if isinstance(key, AccountKey) else None

"""The terminals of this machine, and the Expert Advisors in them. Closes and starts none."""

from collections.abc import Iterable, Sequence
from functools import cached_property, partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tradecopy_desktop import __version__
from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.views import AccountRow, Health
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.terminals import ClickLeft, FoundTerminal, Installed
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dialogs.coming import ComingDialog
from tradecopy_desktop.gui.models.rows_model import RowsModel
from tradecopy_desktop.gui.models.terminals import terminal_columns
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.theme import dress
from tradecopy_desktop.gui.turns import Piece
from tradecopy_desktop.gui.widgets.actions import button_for, make_action, set_keys
from tradecopy_desktop.gui.widgets.card import card, label
from tradecopy_desktop.gui.widgets.empty_state import EmptyState, TableOrEmpty
from tradecopy_desktop.gui.widgets.notices import Notices
from tradecopy_desktop.gui.widgets.scrolling import scrolling
from tradecopy_desktop.gui.widgets.table_view import TableView
from tradecopy_desktop.gui.widgets.terminal_steps import TerminalSteps

_LIVE_MS = 500
_PARTS = 6
# Of either platform.
_STEPS = 4
_GAP = 10


class TerminalsDialog(ComingDialog):
    """A table of terminals, what can be done with the chosen one, and what is left to the trader.

    `chosen` is the account that is offered first.
    """

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        appearance: Appearance,
        parent: QWidget,
        *,
        chosen: AccountKey | None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._appearance = appearance
        self._chosen = chosen
        self._busy = False
        self._accounts: list[AccountRow] = []
        self._added: dict[Path, FoundTerminal] = {}
        self.setWindowTitle(words.TERMINALS)
        self.model: RowsModel[FoundTerminal] = RowsModel(
            terminal_columns(__version__), lambda row: row.data_folder, parent=self
        )
        self.table = TableView(self.model, words.TERMINALS, appearance)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.account = QComboBox()
        self.account.setAccessibleName(words.FOR_ACCOUNT)
        self.notices = Notices(appearance, margins=(0, 0, 0, 0))
        self.steps = TerminalSteps(appearance)
        self._live = QTimer(self, interval=_LIVE_MS)
        self._live.timeout.connect(self.refresh)

    @cached_property
    def log(self) -> QPlainTextEdit:
        """What the compiler said; made when it is first needed."""
        return _log_of()

    def pieces_before(self) -> Iterable[Piece]:
        """Return what makes the window before it is seen."""
        parts = (partial(self._dress_part, number) for number in range(_PARTS))
        return (self._add_actions, self._lay_out, self._connect, *parts)

    def pieces_after(self) -> Iterable[Piece]:
        """Return what makes room for the steps, and the first look at the machine."""
        return (*[self.steps.make_one] * _STEPS, self.look)

    @property
    def terminal(self) -> FoundTerminal | None:
        """The terminal that is chosen."""
        rows = self.table.selected_rows()
        return self.model.row_at(rows[0]) if rows else None

    @property
    def account_key(self) -> AccountKey | None:
        """The account that is chosen."""
        return self._accounts[self.account.currentIndex()].key if self._accounts else None

    def look(self) -> None:
        """Look for terminals anew."""
        if self._tasks.can_start and self._is_open and not self._busy:
            self._tasks.start(
                self._desk.find_terminals(),
                name=words.TERMINALS,
                done=self._show_found,
                refused=self._refuse,
                owner=self,
            )

    def add(self, folder: Path) -> None:
        """Look at a folder that the trader chose."""
        self._tasks.start(
            self._desk.look_at_terminal(folder),
            name=words.ADD_TERMINAL_FOLDER,
            done=self._show_one,
            refused=self._refuse,
            owner=self,
        )

    def refresh(self) -> None:
        """Show what can be done now, and which steps are done."""
        terminal, account = self.terminal, self.account_key
        can = terminal is not None and not self._busy
        self.install.setEnabled(can and account is not None)
        self.remove.setEnabled(can)
        has_some = terminal is not None and bool(terminal.experts)
        self.install.setText(words.UPDATE_EXPERTS if has_some else words.INSTALL_EXPERTS)
        self.install_button.setText(self.install.text())
        self.steps.show_steps(self._steps(account, terminal))

    def _steps(
        self, account: AccountKey | None, terminal: FoundTerminal | None
    ) -> Sequence[ClickLeft]:
        if account is None or terminal is None:
            return ()
        try:
            return self._desk.clicks_left(account, terminal)
        except TradeCopyError:
            # It was removed while it is offered here.
            return ()

    def showEvent(self, event: QShowEvent) -> None:
        """Follow what is done in the terminal from now on."""
        super().showEvent(event)
        self._live.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        super().hideEvent(event)
        self._live.stop()

    def reject(self) -> None:
        """Close, unless a compiler is at work: what it says must not be lost."""
        if not self._busy:
            super().reject()

    def _connect(self) -> None:
        self._offer_accounts(self._chosen)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self.account.currentIndexChanged.connect(self.refresh)

    def _add_actions(self) -> None:
        appearance = self._appearance
        self.again = make_action(self, words.FIND_AGAIN, "refresh", appearance, self.look)
        set_keys(self.again, "F5", words.FIND_AGAIN_TIP)
        self.add_folder = make_action(
            self, words.ADD_TERMINAL_FOLDER, "folder", appearance, self._on_folder_asked
        )
        set_keys(self.add_folder, "Ctrl+O", words.ADD_TERMINAL_FOLDER_TIP)
        self.install = make_action(
            self, words.INSTALL_EXPERTS, "terminal", appearance, self._on_install
        )
        set_keys(self.install, "Ctrl+I", words.INSTALL_EXPERTS_TIP)
        self.remove = make_action(self, words.REMOVE_EXPERTS, "remove", appearance, self._on_remove)
        set_keys(self.remove, "Ctrl+Del", words.REMOVE_EXPERTS_TIP)
        self.install_button = button_for(self.install, "terminal", appearance, style="primary")
        self._buttons = [
            button_for(self.again, "refresh", appearance),
            button_for(self.add_folder, "folder", appearance),
            button_for(self.remove, "remove", appearance),
            self.install_button,
        ]
        for button in self._buttons:
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        empty = self._empty = EmptyState(
            "terminal", words.LOOKING_FOR_TERMINALS, "", self._appearance, self.add_folder
        )
        intro = label(words.TERMINALS_ABOUT, "hint")
        intro.setWordWrap(True)
        tools = self._tools()
        left = scrolling(card(_caption(words.STEPS_LEFT), self.steps, margin=10))
        below = self._below = QHBoxLayout()
        below.setSpacing(_GAP)
        below.addWidget(left, 1)
        self.done_button = QPushButton(words.TERMINALS_DONE)
        self.done_button.setAutoDefault(False)
        self.done_button.clicked.connect(self.reject)
        end = QHBoxLayout()
        end.addStretch()
        end.addWidget(self.done_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(_GAP)
        layout.addWidget(intro)
        layout.addWidget(self.notices)
        found = card(TableOrEmpty(self.table, self.model, empty))
        layout.addWidget(found, 2)
        layout.addWidget(tools)
        layout.addLayout(below, 3)
        layout.addLayout(end)
        room = self.screen().availableGeometry()
        self.resize(min(900, room.width() - 40), min(660, room.height() - 60))
        self._parts = (intro, self.notices, found, tools, left, self.done_button)

    def _tools(self) -> QWidget:
        for_account = label(words.FOR_ACCOUNT)
        for_account.setBuddy(self.account)
        tools = QWidget()
        line = QHBoxLayout(tools)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(_GAP)
        line.addWidget(self._buttons[0])
        line.addWidget(self._buttons[1])
        line.addStretch()
        line.addWidget(for_account)
        line.addWidget(self.account)
        line.addWidget(self._buttons[2])
        line.addWidget(self._buttons[3])
        return tools

    def _dress_part(self, number: int) -> None:
        dress(self._parts[number])

    def _show_log(self, text: str) -> None:
        if text or "_log_box" in self.__dict__:
            self.log.setPlainText(text)
            self._log_box.setVisible(bool(text))

    @cached_property
    def _log_box(self) -> QWidget:
        box = card(_caption(words.COMPILE_LOG), self.log, margin=10)
        box.hide()
        self._below.addWidget(box, 1)
        dress(box)
        return box

    def _offer_accounts(self, chosen: AccountKey | None) -> None:
        self._accounts = sorted(self._desk.accounts(), key=lambda row: row.name)
        for row in self._accounts:
            self.account.addItem(row.name)
        if not self._accounts:
            self.account.addItem(words.NO_ACCOUNT_YET)
            self.account.setEnabled(False)
        self._choose_account(chosen)

    def _choose_account(self, account: AccountKey | None) -> None:
        places = [n for n, row in enumerate(self._accounts) if row.key == account]
        if places:
            self.account.setCurrentIndex(places[0])

    def _show_found(self, found: Sequence[FoundTerminal]) -> None:
        before = self.terminal or self._terminal_of(self.account_key, found)
        self._empty.say(words.NO_TERMINALS, words.NO_TERMINALS_HINT)
        # What the trader named himself is not found by looking.
        self.model.replace([*self._added.values(), *found])
        self._select(before or (found[0] if found else None))

    def _terminal_of(
        self, account: AccountKey | None, found: Sequence[FoundTerminal]
    ) -> FoundTerminal | None:
        return next((each for each in found if account and each.account == account), None)

    def _on_selected(self) -> None:
        if self.terminal is not None:
            self._choose_account(self.terminal.account)
        self.refresh()

    def _show_one(self, terminal: FoundTerminal) -> None:
        self._added[terminal.data_folder] = terminal
        self.model.apply([terminal])
        self._select(terminal)

    def _select(self, terminal: FoundTerminal | None) -> None:
        place = None if terminal is None else self.model.place_of(terminal.data_folder)
        if place is not None:
            self.table.selectRow(place)
        self.refresh()

    def _on_folder_asked(self) -> None:
        dialog = QFileDialog(self, words.ADD_TERMINAL_FOLDER)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda folder: self.add(Path(folder)))
        dialog.open()

    def _on_install(self) -> None:
        terminal, account = self.terminal, self.account_key
        if terminal is None or account is None:
            return
        self._set_busy(words.INSTALLING_EXPERTS)
        self._tasks.start(
            self._desk.install_experts(terminal, account),
            name=words.INSTALL_EXPERTS,
            done=lambda told: self._on_installed(terminal, told),
            refused=self._refuse,
            owner=self,
        )

    def _on_installed(self, terminal: FoundTerminal, told: Installed) -> None:
        self._show_log("\n".join(told.log))
        self._busy = False
        if told.to_do:
            self.notices.say(told.to_do, Health.WARNING)
        else:
            self.notices.say(words.experts_installed(terminal.title), Health.GOOD)
        self._look_again_at(terminal)

    def _on_remove(self) -> None:
        terminal = self.terminal
        if terminal is None:
            return
        self._set_busy("")
        self._tasks.start(
            self._desk.remove_experts(terminal),
            name=words.REMOVE_EXPERTS,
            done=lambda _: self._on_removed(terminal),
            refused=self._refuse,
            owner=self,
        )

    def _on_removed(self, terminal: FoundTerminal) -> None:
        self._busy = False
        self._show_log("")
        self.notices.say(words.experts_removed(terminal.title), Health.GOOD)
        self._look_again_at(terminal)

    def _look_again_at(self, terminal: FoundTerminal) -> None:
        if terminal.data_folder in self._added:
            self.add(terminal.data_folder)
        else:
            self.look()

    def _set_busy(self, text: str) -> None:
        self._busy = True
        if text:
            self.notices.say(text, stays=True)
        self.refresh()

    def _refuse(self, why: str) -> None:
        self._busy = False
        self.notices.say(why, Health.BAD)
        self.refresh()


def _log_of() -> QPlainTextEdit:
    log = QPlainTextEdit()
    log.setReadOnly(True)
    log.setFrameShape(QFrame.Shape.NoFrame)
    log.setAccessibleName(words.COMPILE_LOG)
    return log


def _caption(text: str) -> QWidget:
    caption = label(text, "caption")
    caption.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    return caption

"""The page on which the trader says which terminal is the master and which follow it."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tradecopy_desktop.app.views import AccountRow
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.terminals import FoundTerminal
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.turns import Piece, drawn_between
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.widgets.empty_state import EmptyState
from tradecopy_desktop.gui.widgets.seen import set_seen
from tradecopy_desktop.gui.wizard.page import Surroundings, WizardPage, bring
from tradecopy_desktop.gui.wizard.plan import row_of
from tradecopy_desktop.gui.wizard.terminal_row import Offered, TerminalRow


class TerminalsPage(WizardPage):
    """A row for each terminal that was found, each registered account, and what is added by hand.

    It looks for terminals when it is entered first, and when it is told to.
    """

    def __init__(self, around: Surroundings) -> None:
        super().__init__(words.TERMINALS_TITLE, words.TERMINALS_INTRO)
        self._around = around
        self._found: list[FoundTerminal] = []
        self._has_looked = False
        self.rows: list[TerminalRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.empty = EmptyState(
            "search", words.LOOKING, words.LOOKING_HINT, around.appearance, None
        )
        self.again_button = QPushButton(words.LOOK_AGAIN)
        self.folder_button = QPushButton(words.ADD_FOLDER)
        self.by_hand_button = QPushButton(words.ADD_BY_HAND)
        self._lay_out()
        self.again_button.clicked.connect(self.look_around)
        self.folder_button.clicked.connect(self.ask_for_folder)
        self.by_hand_button.clicked.connect(self.add_by_hand)

    @property
    def next_text(self) -> str:
        """Return what the button says that installs."""
        return words.INSTALL

    @property
    def next_tip(self) -> str:
        """Return what installing does."""
        return words.INSTALL_TIP

    def parts(self) -> Iterable[Piece]:
        """Return what makes the rows that are missing."""
        return self._rows_to_come()

    def enter(self) -> None:
        """Look for terminals, the first time."""
        if not self._has_looked and self._around.tasks.can_start:
            self.look_around()

    def look_around(self) -> None:
        """Look for terminals on this machine."""
        self._has_looked = True
        self.again_button.setEnabled(False)
        self.empty.say(words.LOOKING, words.LOOKING_HINT)
        self._around.tasks.start(
            self._around.desk.find_terminals(),
            name=words.LOOK_AGAIN,
            done=self._on_found,
            refused=self._on_not_found,
        )

    def ask_for_folder(self) -> QFileDialog:
        """Let the trader point at a terminal's folder, and return the window that asks."""
        dialog = QFileDialog(self, words.ADD_FOLDER_TITLE)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setModal(False)
        dialog.fileSelected.connect(lambda folder: self.look_at(Path(folder)))
        dialog.show()
        return dialog

    def look_at(self, folder: Path) -> None:
        """Add the terminal that a folder belongs to."""
        self.told.emit("")
        self._around.tasks.start(
            self._around.desk.look_at_terminal(folder),
            name=words.ADD_FOLDER,
            done=self._on_looked_at,
            refused=self.told.emit,
        )

    def add_by_hand(self) -> TerminalRow:
        """Add a row in which the trader types login and server."""
        # Where it stands depends on what still comes.
        self.turns.finish()
        row = self._add(Offered(), Role.EXECUTOR)
        row.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bring_into_view(row)
        self._turn()
        return row

    def go_on(self, done: Callable[[], None]) -> None:
        """Check the choice and take it over."""
        fault = self._fault()
        if fault:
            self.told.emit(fault)
            return
        found = (row.chosen() for row in self.rows)
        self._around.plan.choose([each for each in found if each is not None])
        done()

    def _lay_out(self) -> None:
        self.body.addLayout(self._list)
        self.body.addWidget(self.empty, 1)
        self.hint = label(words.ONE_MASTER_HINT, "hint")
        self.hint.setWordWrap(True)
        self.body.addWidget(self.hint)
        self.body.addStretch()
        set_seen(self.hint, seen=False)
        set_seen(self.empty, seen=False)
        self.dress_later(self.hint, self.empty)
        tools = QWidget()
        line = QHBoxLayout(tools)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for button, tip in (
            (self.again_button, words.LOOK_AGAIN_TIP),
            (self.folder_button, words.ADD_FOLDER_TIP),
            (self.by_hand_button, words.ADD_BY_HAND_TIP),
        ):
            button.setAutoDefault(False)
            button.setToolTip(tip)
            line.addWidget(button)
        line.addStretch()
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            self.hold_back(tools)
            layout.addWidget(tools)

    def _on_found(self, terminals: Sequence[FoundTerminal]) -> None:
        self.again_button.setEnabled(True)
        by_folder = {each.data_folder: each for each in self._found}
        by_folder.update((each.data_folder, each) for each in terminals)
        self._found = list(by_folder.values())
        self.empty.say(words.NONE_FOUND, words.NONE_FOUND_HINT)
        self._show_rows()
        if self._around.desk.state().demo:
            self.turns.add((self._suggest,))

    def _on_not_found(self, why: str) -> None:
        self._on_found(())
        self.told.emit(why)

    def _on_looked_at(self, terminal: FoundTerminal) -> None:
        if all(terminal.data_folder != each.data_folder for each in self._found):
            self._found.append(terminal)
        self._show_rows()

    def _show_rows(self) -> None:
        """Show what is there, one row a turn; what was chosen or typed stays."""
        self.turns.add(drawn_between(self._rows_to_come()))

    def _rows_to_come(self) -> list[Piece]:
        terminals = [partial(self._add_found, each) for each in self._found]
        accounts = [partial(self._add_account, each) for each in self._around.desk.accounts()]
        return [*terminals, *accounts, self._settle]

    def _add_account(self, account: AccountRow) -> None:
        keys = {row.offered.key for row in self.rows}
        keys |= {each.account for each in self._found}
        if account.key not in keys:
            self._add(Offered(account=account))

    def _add_found(self, terminal: FoundTerminal) -> None:
        shown = [row.offered.terminal for row in self.rows]
        if any(each and each.data_folder == terminal.data_folder for each in shown):
            return
        key = terminal.account
        account = row_of(self._around.desk, key) if key is not None else None
        there = [row for row in self.rows if key is not None and row.offered.key == key]
        if there and there[0].offered.terminal is None:
            # The account was shown before its terminal was found.
            self._drop(there[0])
        self._add(Offered(terminal=terminal, account=account))

    def _add(self, offered: Offered, role: Role | None = None) -> TerminalRow:
        row = TerminalRow(offered)
        set_seen(row, seen=False)
        name = row.name.text()
        if offered.account is None and name in {each.name.text() for each in self.rows}:
            login = offered.key.login if offered.key is not None else str(len(self.rows) + 1)
            row.name.setText(words.name_with_login(name, login))
        row.choose_role(role or self._planned_role(row))
        row.changed.connect(self._on_row_changed)
        self.rows.append(row)
        self._list.addWidget(row)
        bring(row)
        return row

    def _drop(self, row: TerminalRow) -> None:
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.deleteLater()

    def _settle(self) -> None:
        for row in self.rows:
            if row.chosen_role is None:
                row.choose_role(self._planned_role(row))
        self._turn()

    def _planned_role(self, row: TerminalRow) -> Role | None:
        key = row.key()
        return next((each.role for each in self._around.plan.chosen if each.key == key), None)

    def _suggest(self) -> None:
        """Offer the simulated terminals as they are meant: the first trades, the others follow."""
        if all(row.chosen_role is None for row in self.rows):
            for n, row in enumerate(self.rows):
                row.choose_role(Role.EXECUTOR if n else Role.MONITOR)

    def _turn(self) -> None:
        self.empty.setVisible(not self.rows)
        self.hint.setVisible(bool(self.rows))
        self.changed.emit()

    def _on_row_changed(self) -> None:
        self.told.emit("")
        self.changed.emit()

    def _fault(self) -> str:
        """Tell each row what is wrong with it, and return what is wrong with the whole."""
        used = [row for row in self.rows if row.chosen_role is not None]
        wrong = [row for row in used if not self._is_right(row, used)]
        if wrong:
            return words.MEND_ROWS
        masters = sum(row.chosen_role is Role.MONITOR for row in used)
        if not masters:
            return words.NO_MASTER_CHOSEN
        if masters > 1:
            return words.TWO_MASTERS_CHOSEN
        return "" if len(used) > masters else words.NO_FOLLOWER_CHOSEN

    def _is_right(self, row: TerminalRow, used: Sequence[TerminalRow]) -> bool:
        found = row.own_fault() or self._fault_among(row, used)
        row.tell(*(found or ("",)))
        if found is not None:
            found[1].setFocus(Qt.FocusReason.OtherFocusReason)
            self.bring_into_view(row)
        return found is None

    def _fault_among(
        self, row: TerminalRow, used: Sequence[TerminalRow]
    ) -> tuple[str, QWidget] | None:
        key, name = row.key(), row.name.text().strip()
        others = used[: used.index(row)]
        if any(each.key() == key for each in others):
            return words.SAME_ACCOUNT_TWICE, row.login if row.offered.key is None else row.role
        known = row_of(self._around.desk, key)
        if known is not None and row.chosen_role not in known.roles:
            return words.registered_otherwise(known.roles), row.role
        taken = {each.name.text().strip() for each in others}
        taken |= {each.name for each in self._around.desk.accounts() if each.key != key}
        return (words.NEED_OTHER_NAME, row.name) if name in taken else None

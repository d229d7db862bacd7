"""What this program is, which keys it knows, and a file for support. Changes nothing."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from html import escape
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
)

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dialogs.support_file import SupportFileDialog
from tradecopy_desktop.gui.drawing import drawn_apart
from tradecopy_desktop.gui.dressing import GROWS
from tradecopy_desktop.gui.panels.panel import Panel
from tradecopy_desktop.gui.panels.settings import show_folder
from tradecopy_desktop.gui.resize_rest import ResizeRest
from tradecopy_desktop.gui.shortcuts import Shortcut
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.turns import Turns, drawn_between
from tradecopy_desktop.gui.widgets.actions import button_for, make_action, set_keys
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.widgets.card_columns import CardColumns
from tradecopy_desktop.gui.widgets.notices import Notices
from tradecopy_desktop.program_ports import About

_ABOVE = 8
_AT_A_TIME = 6
_GAP = 16
_PADDING = 'style="padding-bottom: 5px"'
_BELOW = 5


class HelpPanel(Panel):
    """Versions, keys and licenses. `shortcuts` are looked up when the page is first shown."""

    def __init__(
        self,
        desk: Desk,
        tasks: Tasks,
        notices: Notices,
        appearance: Appearance,
        shortcuts: Callable[[], Sequence[Shortcut]],
    ) -> None:
        super().__init__(words.HELP)
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._appearance = appearance
        self._shortcuts = shortcuts
        self._about: About | None = None
        self.dialog: SupportFileDialog | None = None
        self.about = _Sheet(self.turns, words.ABOUT)
        self.keys = _Sheet(self.turns, words.SHORTCUTS)
        self.libraries = _Sheet(self.turns, words.LIBRARIES, words.LIBRARIES_HINT)
        support = self._make_support()
        self.cards = CardColumns(words.HELP, (self.about, support, self.libraries), (self.keys,))
        self.body.addWidget(self.cards, 1)
        self.setFocusProxy(self.cards)
        ResizeRest(self.cards, (self.about, self.libraries, self.keys))
        self.shown.connect(self._on_shown)

    def ask_for_support_file(self) -> SupportFileDialog:
        """Show what a file for support holds, and return the window that does."""
        if self.dialog is None:
            self.dialog = SupportFileDialog(
                self._desk, self._tasks, self._appearance, self.window()
            )
            self.dialog.finished.connect(self._on_dialog_ended)
            self.dialog.saved.connect(self._notices.say)
            self.dialog.show()
        self.dialog.activateWindow()
        return self.dialog

    def read(self) -> None:
        """Look up versions and licenses."""
        if self._tasks.can_start:
            self._tasks.start(self._desk.about(), name=words.ABOUT, done=self._show)

    def show_shortcuts(self) -> None:
        """Show the keys as they are now."""
        lines: list[tuple[str, ...]] = []
        for page, group in groupby(self._shortcuts(), key=lambda each: each.page):
            lines.append((page or words.SHORTCUTS_EVERYWHERE,))
            keys: dict[str, list[str]] = {}
            for each in group:
                keys.setdefault(each.text, []).append(each.keys)
            lines += [(text, words.listed(of_it)) for text, of_it in keys.items()]
        self.keys.fill(lines)

    def _make_support(self) -> "_Sheet":
        appearance = self._appearance
        sheet = _Sheet(self.turns, words.SUPPORT, words.SUPPORT_HINT)
        self.save_support = make_action(
            self, words.SAVE_SUPPORT, "save", appearance, self._on_support_asked
        )
        set_keys(self.save_support, "Ctrl+Shift+D", words.SAVE_SUPPORT_TIP)
        self.support_button = button_for(self.save_support, "save", appearance)
        self.folder_button = QPushButton(words.OPEN_FOLDER)
        self.folder_button.setToolTip(words.OPEN_FOLDER_TIP)
        appearance.icons.dress(self.folder_button, "folder")
        self.folder_button.clicked.connect(self._on_open_folder)
        self.manual_button = QPushButton(words.READ_MANUAL)
        self.manual_button.setToolTip(words.READ_MANUAL_TIP)
        appearance.icons.dress(self.manual_button, "info")
        self.manual_button.clicked.connect(self._on_open_manual)
        self.manual_button.hide()
        sheet.add_buttons(self.support_button, self.folder_button, self.manual_button)
        self.folder_button.setEnabled(False)
        return sheet

    def _on_shown(self, there: bool) -> None:
        if there and not self.keys.is_filled:
            self.show_shortcuts()
        if there and self._about is None:
            self.read()

    def _show(self, about: About) -> None:
        self._about = about
        self.about.fill(
            (
                (words.ABOUT_VERSION, f"{words.PROGRAM} {about.version}"),
                (words.ABOUT_PROTOCOL, about.protocol),
                (words.ABOUT_DATABASE, about.database),
                (words.ABOUT_PYTHON, about.python),
                (words.ABOUT_SYSTEM, about.platform),
                (words.ABOUT_DATA, str(about.data_folder)),
                (words.ABOUT_LICENSE, words.ABOUT_LICENSE_TEXT),
            )
        )
        self.libraries.fill((each.name, each.version, each.license) for each in about.libraries)
        self.folder_button.setEnabled(True)
        self.manual_button.setVisible(about.readme is not None)

    def _on_support_asked(self) -> None:
        self.ask_for_support_file()

    def _on_dialog_ended(self) -> None:
        self.dialog = None

    def _on_open_folder(self) -> None:
        self._open(self._about.data_folder if self._about is not None else None)

    def _on_open_manual(self) -> None:
        self._open(self._about.readme if self._about is not None else None)

    def _open(self, path: Path | None) -> None:
        show_folder(path, self._notices)


class _Sheet(QFrame):
    """A card with lines of words: the first of each line is quiet, a single one a title.

    They are made in `turns` that all cards of a page share: together they would be too long.
    """

    def __init__(self, turns: Turns, title: str, hint: str = "") -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.setProperty(GROWS, True)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(16, 12, 16, 14)
        self._lines.setSpacing(8)
        self._lines.addWidget(label(title, "heading"))
        if hint:
            note = label(hint, "hint")
            note.setWordWrap(True)
            self._lines.addWidget(note)
        self._turns = turns
        self.is_filled = False
        self._texts: list[QLabel] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._lines.addLayout(self._rows)

    def texts(self) -> list[str]:
        """Return everything that stands in the lines."""
        self._turns.finish()
        return [text for each in self._texts for text in _words_of(each)]

    def fill(self, lines: Iterable[tuple[str, ...]]) -> None:
        """Show these lines, in turns of the loop while the page is seen. Called once."""
        self.is_filled = True
        rows = list(lines)
        widths = self._widths(rows)
        drawing = drawn_apart([self])
        tables = drawn_between(partial(self._put, group, widths) for group in _groups(rows))
        self._turns.add([*tables, *drawing])

    def _widths(self, rows: Sequence[tuple[str, ...]]) -> list[int]:
        """Return how wide each column but the last is: each group of rows is a table of its own."""
        most = max(map(len, rows), default=1)
        measured = [
            [self.fontMetrics().horizontalAdvance(row[n]) for row in rows if len(row) > 1]
            for n in range(most - 1)
        ]
        return [max(each, default=0) + _GAP for each in measured]

    def _put(self, rows: Sequence[tuple[str, ...]], widths: Sequence[int]) -> None:
        if len(rows[0]) == 1:
            text = label(rows[0][0], "caption")
            text.setContentsMargins(0, _ABOVE if self._texts else 0, 0, _BELOW)
        else:
            # One text for many cells: each widget of its own would cost as much again.
            text = label(_table(rows, widths))
            text.setTextFormat(Qt.TextFormat.RichText)
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._texts.append(text)
        self._rows.addWidget(text)
        # Otherwise only a later turn of the loop would show it.
        text.show()

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Put buttons below the lines."""
        line = QHBoxLayout()
        for button in buttons:
            line.addWidget(button)
        line.addStretch()
        self._lines.addLayout(line)


def _groups(rows: Iterable[tuple[str, ...]]) -> Iterable[list[tuple[str, ...]]]:
    """Return titles by themselves, and between them as many rows as fit into a turn."""
    for is_title, group in groupby(rows, key=lambda row: len(row) == 1):
        found = list(group)
        size = 1 if is_title else _AT_A_TIME
        yield from (found[n : n + size] for n in range(0, len(found), size))


def _table(rows: Iterable[tuple[str, ...]], widths: Sequence[int]) -> str:
    def row_of(row: tuple[str, ...]) -> str:
        sizes = (*(f' width="{width}"' for width in widths), "")
        cells = zip(sizes, row, strict=True)
        return "".join(f"<td{size} {_PADDING}>{escape(text)}</td>" for size, text in cells)

    inside = "".join(f"<tr>{row_of(row)}</tr>" for row in rows)
    return f'<table width="100%" cellspacing="0" cellpadding="0">{inside}</table>'


def _words_of(text: QLabel) -> list[str]:
    if text.textFormat() is not Qt.TextFormat.RichText:
        return [text.text()]
    document = QTextDocument()
    document.setHtml(text.text())
    # A cell of a table is a line of its own; the table begins and ends with an empty one.
    return [line for line in document.toPlainText().split("\n") if line]

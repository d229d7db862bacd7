"""Shows what a file for support holds before it is saved. Sends nothing anywhere."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDateTime, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.app.desk_settings import SupportPart
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.appearance import Appearance
from tradecopy_desktop.gui.dialogs.form import Field, FormDialog
from tradecopy_desktop.gui.tasks import Tasks

_WIDTH = 760
_HEIGHT = 250
_NAMES = 190
_KILOBYTE = 1_000


class SupportFileDialog(FormDialog):
    """The files on the left, the text of one on the right, and where it goes below.

    `saved` carries what there is to say once it is written.
    """

    saved = Signal(str)

    def __init__(self, desk: Desk, tasks: Tasks, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(
            words.SUPPORT_TITLE, words.SUPPORT_INTRO, words.SUPPORT_SAVE, parent, width=_WIDTH
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._tasks = tasks
        self._count = appearance.formats.count
        self._parts: Sequence[SupportPart] = ()
        self.names = QListWidget()
        self.names.setAccessibleName(words.SUPPORT_FILES)
        self.names.setProperty("place", "list")
        self.names.setFixedSize(_NAMES, _HEIGHT)
        self.names.currentRowChanged.connect(self._show_part)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(words.SUPPORT_TEXT)
        self.text.setReadOnly(True)
        self.text.setFixedHeight(_HEIGHT)
        # Tab leads on to the next input.
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setPlaceholderText(words.SUPPORT_GATHERING)
        self.file = QLineEdit(str(_usual_file()))
        self.file_field = Field(words.SUPPORT_FILE, self.file)
        self.browse = QPushButton(words.SUPPORT_BROWSE)
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._on_browse)
        self._lay_out()
        self.accept_button.setEnabled(False)
        self.accept_button.clicked.connect(self._on_accepted)
        if tasks.can_start:
            tasks.start(
                desk.support_parts(),
                name=words.SUPPORT_TITLE,
                done=self.show_parts,
                refused=self.refuse,
                owner=self,
            )

    def show_parts(self, parts: Sequence[SupportPart]) -> None:
        """Show these texts; they are what is saved."""
        self._parts = parts
        self.names.clear()
        for part in parts:
            size = len(part.text.encode())
            kilobytes = self._count(-(-size // _KILOBYTE))
            self.names.addItem(words.named(part.name, words.support_size(kilobytes)))
        self.names.setCurrentRow(0)
        self.accept_button.setEnabled(True)
        self.names.setFocus()

    def _lay_out(self) -> None:
        both = QHBoxLayout()
        both.setSpacing(10)
        both.addWidget(self.names)
        both.addWidget(self.text, 1)
        self.fields.addLayout(both)
        line = QHBoxLayout()
        line.addWidget(self.file_field.title)
        line.addWidget(self.file, 1)
        line.addWidget(self.browse)
        self.fields.addLayout(line)
        self.fields.addWidget(self.file_field.note)

    def _show_part(self, row: int) -> None:
        self.text.setPlainText(self._parts[row].text if 0 <= row < len(self._parts) else "")

    def _on_browse(self) -> None:
        dialog = QFileDialog(self, words.SUPPORT_TITLE, self.file.text(), words.SUPPORT_FILTER)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.fileSelected.connect(self.file.setText)
        dialog.open()

    def _on_accepted(self) -> None:
        name = self.file.text().strip()
        self.file_field.tell("" if name else words.SUPPORT_NEED_FILE)
        self.fit()
        if not name:
            return
        file = Path(name)
        self.set_busy(True)
        self._tasks.start(
            self._desk.save_support(file, self._parts),
            name=words.SUPPORT_TITLE,
            done=lambda _: self._on_saved(file),
            refused=self.refuse,
            owner=self,
        )

    def _on_saved(self, file: Path) -> None:
        self.finish()
        self.saved.emit(words.support_saved(str(file)))


def _usual_file() -> Path:
    where = QStandardPaths.StandardLocation.DocumentsLocation
    folder = QStandardPaths.writableLocation(where) or str(Path.home())
    at = QDateTime.currentDateTime().toString("yyyyMMdd-HHmm")
    return Path(folder) / f"tradecopy-diagnostics-{at}.zip"

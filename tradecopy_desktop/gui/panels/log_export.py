"""Exports what the trade log shows: asks where to, and shows how far it is. Writes no file."""

import asyncio
import threading
from pathlib import Path

from PySide6.QtCore import QDate, QElapsedTimer, QObject, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton

from tradecopy_desktop.app.desk_history import DeskPast
from tradecopy_desktop.app.history_views import ExportOrder, LogQuery
from tradecopy_desktop.app.views import Health
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import Formats
from tradecopy_desktop.gui.tasks import Tasks
from tradecopy_desktop.gui.widgets.card import label
from tradecopy_desktop.gui.widgets.notices import Notices

# What is done sooner needs no bar.
_LONG_MS = 1_000
_TOLD_MS = 100
_PARTS = 1_000
_ENDINGS = (".xlsx", ".csv")


class Progress(QObject):
    """Carries progress from the thread that writes to the window, and the trader's no back."""

    told = Signal(int, int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ended = threading.Event()
        self._since = QElapsedTimer()

    @property
    def is_ended(self) -> bool:
        """Tell whether the trader wants no more of it."""
        return self._ended.is_set()

    def end(self) -> None:
        """Answer the next question with no."""
        self._ended.set()

    def tell(self, done: int, total: int) -> bool:
        """Take note, in whatever thread; return whether to go on."""
        if not self._since.isValid() or self._since.elapsed() >= _TOLD_MS or done >= total:
            self._since.start()
            self.told.emit(done, total)
        return not self._ended.is_set()


class LogExport(QFrame):
    """A line with a bar and a way out, seen while an export takes longer than a moment."""

    def __init__(self, desk: DeskPast, tasks: Tasks, notices: Notices, formats: Formats) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = tasks
        self._notices = notices
        self._formats = formats
        self._query = LogQuery()
        self._progress: Progress | None = None
        self.dialog: QFileDialog | None = None
        self.said: QLabel = label("")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, _PARTS)
        self.bar.setAccessibleName(words.EXPORT_TITLE)
        self.cancel_button = QPushButton(words.CANCEL)
        self.cancel_button.clicked.connect(self._on_canceled)
        self.setProperty("card", "true")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(12)
        layout.addWidget(self.said)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.cancel_button)
        self._long = QTimer(self, singleShot=True, interval=_LONG_MS)
        self._long.timeout.connect(self.show)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Tell whether a file is being written."""
        return self._progress is not None

    def ask(self, query: LogQuery) -> None:
        """Ask where the lines of a query shall be written."""
        if self.is_busy:
            self._notices.say(words.EXPORT_BUSY, Health.WARNING)
            return
        self._query = query
        if self.dialog is None:
            self.dialog = self._new_dialog()
        day = QDate.currentDate().toString(Qt.DateFormat.ISODate)
        self.dialog.selectFile(words.export_name(day) + _ENDINGS[0])
        self._on_kind_chosen(self.dialog.selectedNameFilter())
        self.dialog.open()

    def _new_dialog(self) -> QFileDialog:
        places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self.window(), words.EXPORT_TITLE, *places[:1])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        # The dialog's own question would stop the program until it is answered.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.setNameFilters([words.EXPORT_XLSX, words.EXPORT_CSV])
        dialog.filterSelected.connect(self._on_kind_chosen)
        dialog.fileSelected.connect(self._on_file_chosen)
        return dialog

    def _on_kind_chosen(self, kind: str) -> None:
        if self.dialog is None:
            return
        ending = _ENDINGS[1 if kind == words.EXPORT_CSV else 0]
        self.dialog.setDefaultSuffix(ending)
        chosen = self.dialog.selectedFiles()
        # Of a name that ends like the other kind, only the ending is changed.
        if chosen and Path(chosen[0]).suffix.lower() in _ENDINGS:
            self.dialog.selectFile(Path(chosen[0]).with_suffix(ending).name)

    def _on_file_chosen(self, name: str) -> None:
        file = Path(name)
        if file.suffix.lower() not in _ENDINGS and self.dialog is not None:
            file = file.with_name(f"{file.name}.{self.dialog.defaultSuffix()}")
        self._tasks.start(
            asyncio.to_thread(file.exists),
            name=words.EXPORT_TITLE,
            done=lambda is_there: self._on_looked(file, is_there=is_there),
        )

    def _on_looked(self, file: Path, *, is_there: bool) -> None:
        if is_there:
            self._notices.ask(
                words.REPLACE_ASK,
                words.replace_detail(file.name),
                yes=(words.REPLACE_FILE, lambda: self._write(file)),
            )
        else:
            self._write(file)

    def _write(self, file: Path) -> None:
        progress = self._progress = Progress(self)
        progress.told.connect(self._on_told)
        self._on_told(0, 0)
        self._long.start()
        order = ExportOrder(query=self._query, file=file, progress=progress.tell)
        task = self._tasks.start(
            self._desk.export_log(order),
            name=words.EXPORT_TITLE,
            done=lambda lines: self._on_written(file, lines),
            refused=self._on_refused,
        )
        # When the program ends, the thread that writes is to end too.
        task.add_done_callback(lambda _: progress.end())

    def _on_told(self, done: int, total: int) -> None:
        if self._progress is None or self._progress.is_ended:
            return
        count = self._formats.count
        self.said.setText(words.exporting(count(done), count(total)))
        self.bar.setValue(done * _PARTS // max(1, total))

    def _on_canceled(self) -> None:
        if self._progress is not None:
            self._progress.end()
            self.cancel_button.setEnabled(False)

    def _on_written(self, file: Path, lines: int) -> None:
        is_canceled = self._progress is not None and self._progress.is_ended and not lines
        self._end()
        if is_canceled:
            self._notices.say(words.EXPORT_CANCELED)
            return
        written = words.log_lines(lines, self._formats.count(lines))
        self._notices.say(words.exported(written, str(file)), Health.GOOD, stays=True)

    def _on_refused(self, why: str) -> None:
        wanted = self._progress is not None and self._progress.is_ended
        self._end()
        if wanted:
            self._notices.say(words.EXPORT_CANCELED)
        else:
            self._notices.say(words.not_exported(why), Health.BAD)

    def _end(self) -> None:
        self._long.stop()
        if self._progress is not None:
            self._progress.deleteLater()
            self._progress = None
        self.cancel_button.setEnabled(True)
        self.hide()

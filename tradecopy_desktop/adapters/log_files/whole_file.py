"""Writes the trade log to a file that is whole or not there. Reads no database."""

import errno
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from xlsxwriter.exceptions import XlsxWriterException

from tradecopy_desktop.adapters.gentle import gently
from tradecopy_desktop.adapters.log_files.csv_file import write_csv
from tradecopy_desktop.adapters.log_files.xlsx_file import write_xlsx
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.history_ports import LogLine

# How a file is written, and how many lines take about a millisecond.
_WRITERS: Final[dict[str, tuple[Callable[[Path, Iterable[LogLine]], None], int]]] = {
    ".csv": (write_csv, 20),
    ".xlsx": (write_xlsx, 4),
}
_ASK_EVERY: Final = 500
# What Windows says where other systems say ENOSPC.
_DISK_FULL: Final = 112


class _EndedError(Exception):
    """The trader wants no more of it."""


class LogFileWriter:
    """Makes files for other programs out of lines of the trade log."""

    def write(
        self, file: Path, lines: Iterable[LogLine], is_wanted: Callable[[int], bool]
    ) -> int | None:
        """Write lines to `file` and return how many, None if `is_wanted` ended it.

        It is told of every 500 lines, and of all; raise TradeCopyError with what to do.
        """
        if file.suffix.lower() not in _WRITERS:
            raise TradeCopyError(f"{file.name} must end in .csv or .xlsx")
        write, at_once = _WRITERS[file.suffix.lower()]
        counting = _Counting(gently(lines, every=at_once), is_wanted)
        try:
            # Beside the file, so that it is replaced in one step; all of it goes at the end.
            with tempfile.TemporaryDirectory(dir=file.parent, prefix=".trade-log-") as folder:
                part = Path(folder) / file.name
                write(part, counting)
                counting.ask()
                part.replace(file)
        except _EndedError:
            return None
        except (OSError, XlsxWriterException) as e:
            raise TradeCopyError(_meaning(file, e)) from e
        return counting.done


class _Counting:
    """Lines on their way into a file."""

    def __init__(self, lines: Iterable[LogLine], is_wanted: Callable[[int], bool]) -> None:
        self._lines = lines
        self._is_wanted = is_wanted
        self.done = 0

    def __iter__(self) -> Iterator[LogLine]:
        for line in self._lines:
            yield line
            self.done += 1
            if self.done % _ASK_EVERY == 0:
                self.ask()

    def ask(self) -> None:
        """Tell how many are written; raise _EndedError if no more are wanted."""
        if not self._is_wanted(self.done):
            raise _EndedError


def _meaning(file: Path, error: Exception) -> str:
    # The workbook's own error hides the system's.
    cause = error.args[0] if error.args and isinstance(error.args[0], OSError) else error
    number = getattr(cause, "errno", None)
    if number == errno.ENOSPC or getattr(cause, "winerror", None) == _DISK_FULL:
        return f"{file.name} was not written, the disk is full: make room"
    if isinstance(cause, FileNotFoundError | NotADirectoryError):
        return f"{file.name} was not written, there is no folder {file.parent}: choose another"
    if isinstance(cause, PermissionError):
        return f"{file.name} was not written: close it in other programs, or choose another folder"
    if isinstance(cause, IsADirectoryError):
        return f"{file.name} was not written, it is a folder: choose another name"
    return f"{file.name} was not written: {getattr(cause, 'strerror', None) or cause}"

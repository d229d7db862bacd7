"""Reads a recorded history whatever its form. The content tells the form, never the file name."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tradecopy_desktop.sim.recordings.decoding import decoded
from tradecopy_desktop.sim.recordings.html_rows import html_rows
from tradecopy_desktop.sim.recordings.mql5_signals import is_mql5_signals, read_mql5_signals
from tradecopy_desktop.sim.recordings.mt4_statement import read_mt4_statement
from tradecopy_desktop.sim.recordings.mt4_trades import is_mt4_row
from tradecopy_desktop.sim.recordings.mt5_report import read_mt5_report
from tradecopy_desktop.sim.recordings.mt5_tables import is_mt5_row
from tradecopy_desktop.sim.recordings.recording import Recording, RecordingError
from tradecopy_desktop.sim.recordings.rows import Row
from tradecopy_desktop.sim.recordings.tradovate import is_tradovate, read_tradovate
from tradecopy_desktop.sim.recordings.workbook_rows import workbook_rows

_LARGEST = 64 * 1024 * 1024
_UNKNOWN = (
    "is none of the histories that can be read: an MT5 trade report (xlsx or html), an MT4 "
    "detailed statement (htm), an MQL5 Signals history (csv), a Tradovate Performance list (csv)"
)


def read_recording(path: Path) -> Recording:
    """Return the trading history in the file at `path`.

    Raises RecordingError, in one line that names file, row and fault, when the file is missing,
    damaged, cut, contradicts itself or is no such history.
    """
    try:
        return _recording(_content(path))
    except (RecordingError, csv.Error) as e:
        raise RecordingError(f"{path}: {e}") from e


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise RecordingError("is a folder, not a file")
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as e:
        reason = e.strerror or type(e).__name__
        raise RecordingError(f"cannot be opened ({reason})") from e
    except ValueError as e:
        # A name with a NUL in it never reaches the disk.
        raise RecordingError(f"cannot be opened ({e})") from e
    if not content.strip():
        raise RecordingError("is empty")
    if len(content) > _LARGEST:
        raise RecordingError("is larger than 64 MiB; export a shorter period")
    return content


def _recording(content: bytes) -> Recording:
    if content.startswith(b"PK"):
        return _from_rows(workbook_rows(content))
    text, known = decoded(content)
    recording = _from_text(text)
    doubts = [] if known else ["Its letters are in an unknown code page: comments may be garbled."]
    return replace(recording, notes=(*recording.notes, *doubts))


def _from_text(text: str) -> Recording:
    if text.lstrip().startswith("<"):
        return _from_rows(html_rows(text))
    first_line = next(iter(text.strip().splitlines()), "")
    if is_tradovate(first_line):
        return _with_end(read_tradovate(text), text)
    if is_mql5_signals(first_line):
        return _with_end(read_mql5_signals(text), text)
    raise RecordingError(_UNKNOWN)


def _from_rows(rows: Sequence[Row]) -> Recording:
    if any(map(is_mt4_row, rows)):
        return read_mt4_statement(rows)
    if any(map(is_mt5_row, rows)):
        return read_mt5_report(rows)
    raise RecordingError(_UNKNOWN)


def _with_end(recording: Recording, text: str) -> Recording:
    if text.endswith(("\n", "\r")):
        return recording
    doubt = "The last line has no line end: the file may be cut there."
    return replace(recording, notes=(*recording.notes, doubt))

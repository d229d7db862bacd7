"""The journal of intents on disk: what is about to be sent, written before it is. Never waits.

One write per record and no fsync: what was written outlives the process, though not a power cut.
Two files take turns, and one is emptied while the other is written, so that nothing is ever
copied, renamed or deleted on the way; Windows would refuse that for an open file.
"""

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from tradecopy_desktop.adapters.storage.codec import CODEC_VERSION, decode_record, encode_record
from tradecopy_desktop.adapters.storage.intent_frames import (
    MARKER,
    Frame,
    Survey,
    check_version,
    frame,
    survey,
)
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.ports import Record

_FULL_BYTES: Final = 2**20
# Text mode on Windows would change bytes; elsewhere there is no such flag.
_FLAGS: Final = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)


class DamagedJournalError(TradeCopyError):
    """A journal was damaged and set aside; the next opening has what could be read of it."""


class IntentsFile:
    """Writes to `path`.1 or `path`.2; one thread alone may use it.

    `full_bytes` is the size from which a file is worth leaving or emptying.
    """

    def __init__(self, path: Path, *, full_bytes: int = _FULL_BYTES) -> None:
        self._full_bytes = full_bytes
        files: list[_Turn] = []
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            for number in (1, 2):
                files.append(_Turn(path.with_name(f"{path.name}.{number}")))
        except BaseException as e:
            for opened in files:
                opened.close()
            if isinstance(e, OSError):
                raise TradeCopyError(f"the journal of intents was not opened: {e}") from e
            raise
        self._idle, self._active = sorted(files, key=lambda each: each.last)

    def write(self, record: Record) -> None:
        """Append a record; it survives the end of this process from here on.

        Raise TradeCopyError if it could not be written: nothing of it may be sent then.
        """
        last = max(self._active.last, self._idle.last)
        if record.ordinal <= last:
            raise ValueError(f"ordinal must be above {last}, was {record.ordinal}")
        self._active.append(record.ordinal, frame(record.ordinal, encode_record(record)))

    def pending(self, after: int) -> Sequence[Record]:
        """Return the records with an ordinal above `after`, in order, at start."""
        frames = sorted(
            (each for turn in (self._idle, self._active) for each in turn.frames()),
            key=lambda each: each.ordinal,
        )
        return [_record(each) for each in frames if each.ordinal > after]

    def forget(self, through: int) -> None:
        """Drop records that the ledger has stored, up to this ordinal, when it is worth it."""
        if self._idle.size and self._idle.last <= through:
            self._idle.empty()
        if self._active.size < self._full_bytes:
            return
        if self._active.last <= through:
            self._active.empty()
        elif not self._idle.size:
            self._idle, self._active = self._active, self._idle

    def close(self) -> None:
        """Stop writing."""
        self._idle.close()
        self._active.close()


class _Turn:
    """One of the two files, kept open."""

    def __init__(self, path: Path) -> None:
        self._path = path
        content = path.read_bytes() if path.exists() else b""
        found = survey(content)
        readable = [each for each in found.frames if _is_readable(each)]
        is_whole = len(readable) == len(found.frames) and not found.damaged
        if not is_whole or _is_foreign(content, found):
            raise _set_aside(path, content, readable)
        self.last = max((each.ordinal for each in found.frames), default=0)
        self.size = found.intact
        self._file: int | None = os.open(path, _FLAGS, 0o600)
        # What a killed process left of its last record would look like damage behind the next.
        if len(content) > found.intact:
            os.ftruncate(self._file, found.intact)

    def append(self, ordinal: int, framed: bytes) -> None:
        file = self._opened()
        try:
            written = os.write(file, framed)
        except OSError as e:
            raise _unwritten(e.strerror or str(e)) from e
        if written < len(framed):
            self._take_back(file)
            raise _unwritten("the disk is full")
        self.size += written
        self.last = ordinal

    def _take_back(self, file: int) -> None:
        try:
            os.ftruncate(file, self.size)
        except OSError as e:
            raise _unwritten(e.strerror or str(e)) from e

    def frames(self) -> tuple[Frame, ...]:
        return survey(self._path.read_bytes()).frames

    def empty(self) -> None:
        os.ftruncate(self._opened(), 0)
        self.size = 0

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _opened(self) -> int:
        if self._file is None:
            raise RuntimeError(f"{self._path} was used after it was closed")
        return self._file


def _record(found: Frame) -> Record:
    check_version(found)
    return decode_record(found.content)


def _is_readable(found: Frame) -> bool:
    if found.version > CODEC_VERSION:
        # A newer program reads it: nothing is wrong with it.
        return True
    try:
        decode_record(found.content)
    except TradeCopyError:
        return False
    return True


def _is_foreign(content: bytes, found: Survey) -> bool:
    # Bytes that begin like no frame of ours were not torn by the end of a process.
    if found.frames or not content:
        return False
    head = content[: len(MARKER)]
    return bool(head.strip(b"\0")) and not MARKER.startswith(head)


def _set_aside(path: Path, content: bytes, frames: Sequence[Frame]) -> DamagedJournalError:
    """Keep the damaged file under a name of its own, and the readable records under the old."""
    aside = _copy_aside(path)
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_bytes(b"".join(content[each.start : each.end] for each in frames))
    fresh.replace(path)
    return DamagedJournalError(
        f"the journal of intents {path} is damaged, {len(frames)} records of it could be "
        f"read and the file was set aside as {aside.name}"
    )


def _copy_aside(path: Path) -> Path:
    number = 1
    while True:
        aside = path.with_name(f"{path.name}.damaged-{number}")
        with suppress(FileExistsError), aside.open("xb") as target, path.open("rb") as source:
            shutil.copyfileobj(source, target)
            return aside
        number += 1


def _unwritten(why: str) -> TradeCopyError:
    return TradeCopyError(
        f"the journal of intents cannot be written, {why}: mend that; closes go on, openings wait"
    )

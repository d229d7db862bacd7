"""Holds a data folder for one running program. A program that is killed leaves no lock behind.

The operating system lets go of it by itself; what is written in the file is only how to reach the
program that holds it.
"""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tradecopy_desktop.domain.errors import TradeCopyError

FILE: Final = "running.lock"
_MOST_BYTES: Final = 4_096

if sys.platform == "win32":
    import msvcrt

    # Beyond what is written: a locked byte can be read by nobody else.
    _PLACE: Final = 1_000_000

    def _try_lock(handle: int) -> bool:
        os.lseek(handle, _PLACE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """How a running program is spoken to: its process, a port of this machine, a password."""

    process: int
    port: int
    token: str


class InstanceLock:
    """The right to run on a data folder."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._handle: int | None = None

    def acquire(self) -> bool:
        """Take the folder; False where another program has it. Raise TradeCopyError."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._file, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        except OSError as error:
            raise TradeCopyError(
                f"{self._file} could not be opened ({error.strerror or error}): "
                "check the folder and who may write there, or choose another with --data-dir"
            ) from error
        if not _try_lock(handle):
            os.close(handle)
            return False
        self._handle = handle
        self._write(b"")
        return True

    def tell(self, door: Door) -> None:
        """Write down how this program is spoken to."""
        told = {"process": door.process, "port": door.port, "token": door.token}
        self._write(json.dumps(told).encode())

    def release(self) -> None:
        """Let another program have the folder."""
        if self._handle is not None:
            self._write(b"")
            os.close(self._handle)
            self._handle = None

    def _write(self, content: bytes) -> None:
        if self._handle is None:
            raise RuntimeError("the lock is not held")
        os.ftruncate(self._handle, 0)
        os.lseek(self._handle, 0, os.SEEK_SET)
        os.write(self._handle, content)


def read_door(folder: Path) -> Door | None:
    """Return how the program that has a folder is spoken to, None where it does not say."""
    try:
        with (folder / FILE).open("rb") as file:
            told = json.loads(file.read(_MOST_BYTES))
        return Door(process=int(told["process"]), port=int(told["port"]), token=str(told["token"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_held(folder: Path) -> bool:
    """Tell whether a program runs on a folder."""
    try:
        handle = os.open(folder / FILE, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _try_lock(handle)
    finally:
        os.close(handle)

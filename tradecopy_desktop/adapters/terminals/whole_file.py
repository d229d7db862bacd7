"""Writes small files as a whole or not at all. Never leaves a half of one in its place."""

import os
import tempfile
import time
from pathlib import Path
from typing import Final

# A terminal that reads the file at this moment keeps it from being replaced on Windows.
_TRIES: Final = 10
_PAUSE_S: Final = 0.05


def write_whole(file: Path, text: str) -> None:
    """Replace `file` by one that only this user may read where the system knows such; make folders.

    It blocks for half a second at most where another program holds the file. Raise OSError.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    # The name must not end with ".new": an Expert Advisor takes such a file for one of its own.
    handle, name = tempfile.mkstemp(prefix=f"{file.name}.", suffix=".part", dir=file.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(text.encode())
            new.flush()
            os.fsync(new.fileno())
        _replace(part, file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _replace(part: Path, file: Path) -> None:
    for _ in range(_TRIES - 1):
        try:
            part.replace(file)
        except PermissionError:
            time.sleep(_PAUSE_S)
        else:
            return
    part.replace(file)

"""Looks at the database without changing it, beside the program that may be using it."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from tradecopy_desktop.domain.checkup import Unknown
from tradecopy_desktop.domain.machine_facts import DatabaseFacts

FILE: Final = "tradecopy.sqlite"
_WAIT_S: Final = 5.0
_LARGEST_CHECKED: Final = 256 * 2**20


def look_at_database(folder: Path, newest: str) -> DatabaseFacts:
    """Return how the database in a data folder is; `newest` is the form that we write."""
    file = folder / FILE
    size = file.stat().st_size if file.is_file() else 0
    revision, fault = _asked(file, size) if size else ("", "")
    return DatabaseFacts(
        path=str(file),
        size=size,
        revision=revision,
        newest=newest,
        fault=fault,
        disk_free=_free_below(folder),
    )


def _asked(file: Path, size: int) -> tuple[str, str]:
    try:
        # As a URI, so that nothing is made or repaired.
        uri = f"{file.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=_WAIT_S)) as connection:
            if size <= _LARGEST_CHECKED:
                told = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
                if told != "ok":
                    # Each of its lines names a page; together they are one sentence.
                    return "", f"it is damaged ({' '.join(told.split())})"
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        return "", f"it could not be read ({error})"
    return (str(row[0]), "") if row else ("", "it is not TradeCopy Desktop's")


def _free_below(folder: Path) -> int | Unknown:
    present = folder
    while not present.exists() and present != present.parent:
        present = present.parent
    try:
        return shutil.disk_usage(present).free
    except OSError as error:
        return Unknown(f"the disk of {folder} did not say ({error.strerror or error})")

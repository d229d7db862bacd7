"""Copies what can still be read of a damaged database into a new one. Only reads the damaged one.

Every table is read from its beginning up to the damage, and from its end back to it. A row that
cannot be understood is left out.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from tradecopy_desktop.adapters.storage.codec import (
    command_of_text,
    link_of_text,
    profile_of_text,
    steps_of_text,
)
from tradecopy_desktop.adapters.storage.paces_store import pace_of_text
from tradecopy_desktop.adapters.storage.settings_forms import settings_of_text
from tradecopy_desktop.adapters.storage.tables import metadata
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.routes import RouteMode

_Row = tuple[object, ...]

# How the texts are read of which a single bad one would end the next start.
_READERS: Final[Mapping[tuple[str, str], Callable[[str], object]]] = {
    ("links", "body"): link_of_text,
    ("attempts", "body"): command_of_text,
    ("route_settings", "body"): settings_of_text,
    ("terminal_profiles", "body"): profile_of_text,
    ("routes", "mode"): RouteMode,
    ("routes", "master"): AccountKey.parse,
    ("routes", "follower"): AccountKey.parse,
    ("accounts", "account"): AccountKey.parse,
    ("account_roles", "role"): Role,
    ("old_keys", "role"): Role,
    ("account_caps", "account"): AccountKey.parse,
    ("account_paces", "account"): AccountKey.parse,
    ("account_paces", "body"): pace_of_text,
    # A guard that cannot be understood is kept: its account then counts as one that has a guard.
    ("account_guards", "account"): AccountKey.parse,
    ("guard_memories", "account"): AccountKey.parse,
    ("cursors", "account"): AccountKey.parse,
    ("cursors", "role"): Role,
    ("poison", "account"): AccountKey.parse,
    ("trade_log", "steps"): steps_of_text,
}


def salvage(damaged: Path, target: Path) -> int:
    """Copy every readable row into the database at `target` and return how many there were."""
    taken = 0
    with closing(_read_only(damaged)) as old, closing(sqlite3.connect(target)) as new:
        for table in metadata.sorted_tables:
            # A file without any database in it fails here, once for each table.
            with suppress(sqlite3.DatabaseError):
                taken += _copy(old, new, table.name, [each.name for each in table.columns])
        new.commit()
    return taken


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _copy(
    old: sqlite3.Connection, new: sqlite3.Connection, table: str, columns: Iterable[str]
) -> int:
    # An older form of the table has fewer columns; names come from our own tables alone.
    there = {row[1] for row in old.execute(f"PRAGMA table_info({table})")}
    names = [name for name in columns if name in there]
    marks = ", ".join("?" * len(names))
    taken = 0
    for row in _rows(old, table, names):
        if _is_understood(table, names, row):
            # Names of columns are quoted: one of them is a word of SQL.
            quoted = ", ".join(f'"{name}"' for name in names)
            statement = f"INSERT OR IGNORE INTO {table} ({quoted}) VALUES ({marks})"  # noqa: S608
            with suppress(sqlite3.DatabaseError):
                taken += new.execute(statement, row).rowcount
    return taken


def _rows(old: sqlite3.Connection, table: str, names: list[str]) -> Iterator[_Row]:
    quoted = ", ".join(f'"{name}"' for name in names)
    for direction in ("", " DESC"):
        try:
            yield from old.execute(
                f"SELECT {quoted} FROM {table} ORDER BY rowid{direction}"  # noqa: S608
            )
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            continue
        return


def _is_understood(table: str, names: list[str], row: _Row) -> bool:
    for name, value in zip(names, row, strict=True):
        read = _READERS.get((table, name))
        if read is None:
            continue
        try:
            read(str(value))
        except (TradeCopyError, ValueError):
            return False
    return True

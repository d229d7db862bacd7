"""The databases that every version of the program has left behind. Only reads the dumps."""

import sqlite3
from contextlib import closing
from pathlib import Path

_DUMPS = Path(__file__).parent / "golden" / "databases"
VERSIONS = sorted(dump.stem for dump in _DUMPS.glob("*.sql"))


def restore_database(version: str, path: Path) -> None:
    """Make the database of a version at `path`."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((_DUMPS / f"{version}.sql").read_text(encoding="utf-8"))
        # As every version ran.
        connection.execute("PRAGMA journal_mode=WAL")


def rows_of_all_tables(path: Path) -> dict[str, int]:
    """Return how many rows each table has."""
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for (name,) in names
        }

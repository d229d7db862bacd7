"""The database opens from nothing and from earlier forms, and no damaged file is touched."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, insert, select

from tests.unit.adapters.storage.samples import event_record
from tradecopy_desktop.adapters.storage.ledger import SqlLedger
from tradecopy_desktop.adapters.storage.open_database import open_database, writing
from tradecopy_desktop.adapters.storage.tables import accounts, metadata
from tradecopy_desktop.domain.errors import TradeCopyError

SOMEBODY = {"account": "1@Demo", "name": "one", "key_hash": "00", "secret_name": "s"}


def pragma(engine: Engine, name: str) -> object:
    with engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def run_sqlite(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def test_database_when_there_is_none_then_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "größe 100%.db"

    engine = open_database(path)

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        # No difference between what the revisions made and what the program works with.
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == "0008"
    engine.dispose()


@pytest.mark.parametrize(
    ("name", "value"),
    # 2 is FULL: a commit is on the disk when it returns.
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5000)],
)
def test_database_when_opened_then_keeps_what_it_commits(
    tmp_path: Path, name: str, value: object
) -> None:
    engine = open_database(tmp_path / "ledger.db")

    assert pragma(engine, name) == value
    engine.dispose()


def test_database_when_opened_again_then_holds_what_was_written(tmp_path: Path) -> None:
    first = open_database(tmp_path / "ledger.db")
    with writing(first) as connection:
        connection.execute(insert(accounts), SOMEBODY)
    first.dispose()

    second = open_database(tmp_path / "ledger.db")

    with second.connect() as connection:
        assert connection.execute(select(accounts.c.name)).scalars().all() == ["one"]
    second.dispose()


def test_database_when_its_file_is_empty_then_is_made(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.touch()

    engine = open_database(path)

    with engine.connect() as connection:
        assert connection.execute(select(accounts)).all() == []
    engine.dispose()


@pytest.mark.parametrize("content", [b"x", b"these are my notes", b"\0" * 4096, b"no" * 10_000])
def test_database_when_the_file_is_none_then_is_refused_and_left_alone(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(content)

    with pytest.raises(TradeCopyError, match="was not opened"):
        open_database(path)

    assert path.read_bytes() == content


def test_database_when_a_page_is_damaged_then_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    engine = open_database(path)
    ledger = SqlLedger(engine, lambda _: None)
    for ordinal in range(1, 101):
        ledger.append(event_record(ordinal))
    ledger.close()
    engine.dispose()
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = b"\xff" * 4096
    path.write_bytes(content)

    with pytest.raises(TradeCopyError, match="was not opened, it is damaged"):
        open_database(path)

    assert path.read_bytes() == bytes(content)


def test_database_when_cut_short_then_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    open_database(path).dispose()
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])

    with pytest.raises(TradeCopyError, match="it is damaged"):
        open_database(path)


def test_database_when_another_program_holds_it_then_says_so(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    open_database(path).dispose()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(TradeCopyError, match="another program holds it: close that program"):
        open_database(path, busy_ms=10)

    other.close()


def test_database_when_of_a_newer_version_then_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    open_database(path).dispose()
    run_sqlite(path, "UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(TradeCopyError, match="written by a newer version of TradeCopy Desktop"):
        open_database(path)


def test_database_when_of_another_program_then_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    run_sqlite(path, "CREATE TABLE recipes (name TEXT)")

    with pytest.raises(TradeCopyError, match="is the database of another program"):
        open_database(path)


def test_database_when_its_folder_cannot_be_made_then_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(TradeCopyError, match="was not opened"):
        open_database(tmp_path / "file" / "ledger.db")


def test_upgrade_when_it_fails_half_way_then_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    # An empty version table says that the schema is still to be made; `links` comes near its end.
    run_sqlite(
        path,
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",
        "CREATE TABLE links (copy TEXT)",
    )
    run_sqlite(path, "PRAGMA journal_mode=WAL")

    with pytest.raises(TradeCopyError):
        open_database(path)

    connection = sqlite3.connect(path)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert tables == {"alembic_version", "links"}

"""Opens the database file and brings it to the newest form. Never touches a damaged file."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import SQLAlchemyError

from tradecopy_desktop.adapters.storage.database_trouble import is_damage, meaning
from tradecopy_desktop.domain.errors import TradeCopyError

_MIGRATIONS = Path(__file__).parent / "migrations"
_LARGEST_CHECKED_BYTES = 256 * 2**20
_LARGEST_REBUILT_BYTES = 64 * 2**20
_HEADER = b"SQLite format 3\0"
WRITES = "writes"
"""The option of a connection whose transactions write from their first statement on."""


class DamagedDatabaseError(TradeCopyError):
    """The file holds no database that could be read; it was left as it is."""


def open_database(path: Path, *, busy_ms: int = 5_000) -> Engine:
    """Return the database at `path`, made or brought to the newest form where that is needed.

    `busy_ms` is how long a call waits for another writer. Raise TradeCopyError if the file is a
    database of another program, locked, or written by a newer version, DamagedDatabaseError if it
    is damaged or none at all.
    """
    engine = _engine(path, busy_ms)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _check_header(path)
        with writing(engine) as connection:
            _check_whole(connection, path)
            _upgrade(connection, path)
        _let_shrink(engine, path)
    except (SQLAlchemyError, OSError) as e:
        engine.dispose()
        why = meaning(e) if isinstance(e, SQLAlchemyError) else str(e)
        is_broken = isinstance(e, SQLAlchemyError) and is_damage(e)
        kind = DamagedDatabaseError if is_broken else TradeCopyError
        raise kind(f"the database {path} was not opened, {why}") from e
    except BaseException:
        engine.dispose()
        raise
    return engine


def newest_form() -> str:
    """Return the name of the form that databases are brought to."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return ScriptDirectory.from_config(config).get_current_head() or ""


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Yield a connection inside a transaction that may write from its first statement on."""
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        yield connection


def _engine(path: Path, busy_ms: int) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)), connect_args={"timeout": busy_ms / 1000}
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: DBAPIConnection, _record: object) -> None:
    # Python's sqlite3 would begin transactions when it sees fit, which breaks savepoints.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA page_count")
    if cursor.fetchone() == (0,):
        # Before there is anything, or never: it lets the file shrink bit by bit.
        cursor.execute("PRAGMA auto_vacuum=INCREMENTAL")
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once when another one wrote between.
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _check_header(path: Path) -> None:
    # SQLite itself takes some short files for empty ones and writes over them.
    if path.exists() and path.stat().st_size:
        with path.open("rb") as file:
            if file.read(len(_HEADER)) != _HEADER:
                raise DamagedDatabaseError(f"{path} was not opened, it is no database")


def _check_whole(connection: Connection, path: Path) -> None:
    # Looking through a larger file would hold up the start; its damage shows where it is read.
    if path.stat().st_size > _LARGEST_CHECKED_BYTES:
        return
    found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    if found != "ok":
        raise DamagedDatabaseError(f"the database {path} was not opened, it is damaged")


def _let_shrink(engine: Engine, path: Path) -> None:
    """Make a file anew that an earlier version made without a way to shrink."""
    if path.stat().st_size > _LARGEST_REBUILT_BYTES:
        return
    # Without room for a second copy the file stays as it is, and works.
    with suppress(SQLAlchemyError), engine.connect() as connection:
        if connection.exec_driver_sql("PRAGMA auto_vacuum").scalar_one() == 0:
            # In no transaction, which our connections begin by themselves.
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA auto_vacuum=INCREMENTAL")
            connection.exec_driver_sql("VACUUM")


def _upgrade(connection: Connection, path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    present = MigrationContext.configure(connection).get_current_revision()
    if present is None and inspect(connection).get_table_names():
        raise TradeCopyError(f"{path} is the database of another program: choose another folder")
    if present is not None and present not in known:
        raise TradeCopyError(
            f"the database {path} was written by a newer version of TradeCopy Desktop: "
            "install that version again"
        )
    command.upgrade(config, "head")

"""Sets a damaged database aside and makes a new one. Never changes or deletes the damaged file.

The old file gets a name with a date; what can still be read of it is taken over.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, update
from sqlalchemy.exc import SQLAlchemyError

from tradecopy_desktop.adapters.storage.caps_store import SqlCaps
from tradecopy_desktop.adapters.storage.database_trouble import is_damage
from tradecopy_desktop.adapters.storage.ledger import load_state
from tradecopy_desktop.adapters.storage.open_database import (
    DamagedDatabaseError,
    open_database,
    writing,
)
from tradecopy_desktop.adapters.storage.paces_store import SqlPaces
from tradecopy_desktop.adapters.storage.poison_store import SqlPoisons
from tradecopy_desktop.adapters.storage.route_memory_store import SqlRouteMemory
from tradecopy_desktop.adapters.storage.salvage import salvage
from tradecopy_desktop.adapters.storage.settings_store import SqlSettings
from tradecopy_desktop.adapters.storage.tables import routes
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.routes import RouteMode

# What SQLite keeps beside a database belongs to it.
_COMPANIONS = ("-wal", "-shm", "-journal")
_TAKE_OPENINGS = (RouteMode.LIVE, RouteMode.SHADOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedDatabase:
    """The database, and where a damaged one before it was set aside, None if there was none.

    `taken_over` rows of the damaged one are in the new one.
    """

    engine: Engine
    aside: Path | None
    taken_over: int


def open_or_set_aside(path: Path, *, at: datetime, busy_ms: int = 5_000) -> OpenedDatabase:
    """Return the database at `path`; one that is damaged is set aside, and a new one made.

    The new one has what could still be read, with every route on close-only. Raise TradeCopyError
    as open_database does where the file is not damaged.
    """
    with suppress(DamagedDatabaseError):
        return OpenedDatabase(engine=_opened(path, busy_ms), aside=None, taken_over=0)
    # Only now: the error still held what was read last, and Windows renames no file that is held.
    aside = set_aside(path, at)
    engine = open_database(path, busy_ms=busy_ms)
    taken_over = salvage(aside, path)
    with writing(engine) as connection:
        paused = update(routes).where(routes.c.mode.in_(_TAKE_OPENINGS))
        connection.execute(paused.values(mode=RouteMode.CLOSE_ONLY))
    return OpenedDatabase(engine=engine, aside=aside, taken_over=taken_over)


def set_aside(path: Path, at: datetime) -> Path:
    """Rename a database with all that belongs to it and return its new name.

    Raise TradeCopyError if the system does not let us.
    """
    name = f"{path.name}.damaged-{at:%Y%m%dT%H%M%SZ}"
    aside = path.with_name(name)
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{name}-{number}")
    try:
        path.rename(aside)
        for companion in _COMPANIONS:
            with suppress(FileNotFoundError):
                path.with_name(path.name + companion).rename(
                    aside.with_name(aside.name + companion)
                )
    except OSError as e:
        raise TradeCopyError(f"the damaged database {path} could not be set aside: {e}") from e
    return aside


def _opened(path: Path, busy_ms: int) -> Engine:
    engine = open_database(path, busy_ms=busy_ms)
    try:
        _read_all(engine)
    except (SQLAlchemyError, TradeCopyError, ValueError) as e:
        engine.dispose()
        if _is_refusal(e):
            raise
        raise DamagedDatabaseError(f"the database {path} is damaged: {e}") from e
    except BaseException:
        engine.dispose()
        raise
    return engine


def _is_refusal(error: Exception) -> bool:
    # A function of its own: a name for the cause beside the error would keep both for ever.
    cause = error.__cause__ if isinstance(error, TradeCopyError) else error
    return isinstance(cause, SQLAlchemyError) and not is_damage(cause)


def _read_all(engine: Engine) -> None:
    """Read what every start reads: a single row that cannot be understood would end the start."""
    with engine.connect() as connection:
        load_state(connection)
    settings, memory = SqlSettings(engine), SqlRouteMemory(engine)
    for read in (
        settings.accounts,
        settings.routes,
        settings.profiles,
        SqlCaps(engine).caps,
        SqlPaces(engine).paces,
        memory.baselines,
        memory.mappings,
        SqlPoisons(engine).poisons,
    ):
        read()

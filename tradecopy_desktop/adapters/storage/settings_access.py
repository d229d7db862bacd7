"""Connections for what the trader set up; their troubles in a sentence. Knows no table."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from tradecopy_desktop.adapters.storage.database_trouble import meaning
from tradecopy_desktop.adapters.storage.open_database import writing
from tradecopy_desktop.domain.errors import TradeCopyError


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Yield a connection to read by; raise TradeCopyError if the database fails."""
    try:
        with engine.connect() as connection:
            yield connection
    except SQLAlchemyError as e:
        raise TradeCopyError(f"the settings cannot be read, {meaning(e)}") from e


@contextmanager
def saving(engine: Engine, what: str) -> Iterator[Connection]:
    """Yield a connection to save `what` by; raise TradeCopyError if the database fails."""
    try:
        with writing(engine) as connection:
            yield connection
    except SQLAlchemyError as e:
        raise TradeCopyError(f"{what} was not saved, {meaning(e)}") from e

"""Connections for what the trader set up; their troubles in a sentence. Knows no table."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from tradecopy_desktop.adapters.storage.database_trouble import told_as
from tradecopy_desktop.adapters.storage.open_database import writing


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Yield a connection to read by; raise TradeCopyError if the database fails."""
    with told_as("the settings cannot be read"), engine.connect() as connection:
        yield connection


@contextmanager
def saving(engine: Engine, what: str) -> Iterator[Connection]:
    """Yield a connection to save `what` by; raise TradeCopyError if the database fails."""
    with told_as(f"{what} was not saved"), writing(engine) as connection:
        yield connection

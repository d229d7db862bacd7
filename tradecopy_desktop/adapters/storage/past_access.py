"""Connections for the past: what the window looks up, and what may be lost with the machine.

Never for orders or settings: what is written here is not on the disk when the call returns.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from tradecopy_desktop.adapters.storage.database_trouble import told_as
from tradecopy_desktop.adapters.storage.open_database import WRITES


@contextmanager
def reading_past(engine: Engine) -> Iterator[Connection]:
    """Yield a connection whose statements all see the same moment; raise TradeCopyError."""
    with told_as("the past cannot be read"), engine.connect() as connection:
        yield connection


@contextmanager
def writing_past(engine: Engine, what: str) -> Iterator[Connection]:
    """Yield a connection to write `what` by; raise TradeCopyError if the database fails."""
    with told_as(f"{what} was not kept"), _unhurried(engine) as connection:
        yield connection


@contextmanager
def _unhurried(engine: Engine) -> Iterator[Connection]:
    """Yield a connection inside a transaction that does not wait for the disk at its end.

    What it wrote survives the end of the program; it is on the disk with the ledger's next commit.
    The ledger, which waits while this writes, so waits for no disk but its own.
    """
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        driver = connection.connection.driver_connection
        if driver is None or connection.dialect.name != "sqlite":
            with connection.begin():
                yield connection
            return
        # Before the transaction: inside one it has no effect.
        driver.execute("PRAGMA synchronous=NORMAL")
        try:
            with connection.begin():
                yield connection
        finally:
            driver.execute("PRAGMA synchronous=FULL")

"""What a failing database means: for the trader in one clause, for the program as a kind."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    InterfaceError,
    ProgrammingError,
    SQLAlchemyError,
    StatementError,
)

from tradecopy_desktop.domain.errors import TradeCopyError

# The words of SQLite, which gives no code that SQLAlchemy would pass on.
_MEANINGS = (
    ("locked", "another program holds it: close that program"),
    ("full", "the disk is full: make room"),
    ("readonly", "it cannot be written to: check the folder's permissions"),
    ("unable to open", "it cannot be opened: check the folder's permissions"),
    ("malformed", "it is damaged: start the program again, which sets it aside"),
    ("not a database", "it is no database: start the program again, which sets it aside"),
    ("disk i/o error", "the disk fails: check it"),
)


def meaning(error: SQLAlchemyError) -> str:
    """Return what went wrong and what to do, such as "the disk is full: make room"."""
    said = [str(each) for each in _chain(error)]
    for text in said:
        for word, clause in _MEANINGS:
            if word in text.lower():
                return clause
    return said[0].partition("\n")[0]


@contextmanager
def told_as(what: str) -> Iterator[None]:
    """Raise TradeCopyError with `what` did not go and why, where the database fails inside."""
    try:
        yield
    except SQLAlchemyError as e:
        raise TradeCopyError(f"{what}, {meaning(e)}") from e


def is_damage(error: SQLAlchemyError) -> bool:
    """Tell whether the file itself is broken, so that waiting mends nothing."""
    said = [str(each).lower() for each in _chain(error)]
    return any(word in text for text in said for word in ("malformed", "not a database"))


def is_of_record(error: Exception) -> bool:
    """Tell whether a record is at fault that could not be stored, and not the database."""
    if isinstance(error, OSError | MemoryError):
        return False
    if not isinstance(error, SQLAlchemyError):
        return True
    if "closed" in meaning(error):
        # The program ends while the disk hangs.
        return False
    if isinstance(error, IntegrityError | DataError | InterfaceError | ProgrammingError):
        return True
    return isinstance(error, StatementError) and not isinstance(error, DBAPIError)


def _chain(error: BaseException) -> Iterator[BaseException]:
    # SQLite ends a transaction by itself when the disk is full; then our rollback fails as well,
    # and its own complaint hides the first one.
    last: BaseException | None = error
    while last is not None:
        # Without this, SQLAlchemy's text would repeat the statement with all its values.
        if isinstance(last, DBAPIError) and last.orig is not None:
            yield last.orig
        elif isinstance(last, SQLAlchemyError):
            yield last
        last = last.__context__

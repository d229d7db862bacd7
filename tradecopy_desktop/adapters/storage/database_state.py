"""How large the database is and whether it is whole, for support. Changes nothing in it."""

from pathlib import Path

from sqlalchemy import Engine, func, inspect, select
from sqlalchemy import table as sql_table
from sqlalchemy.exc import SQLAlchemyError

from tradecopy_desktop.adapters.storage.database_trouble import meaning

# Looking through more would take minutes.
_LARGEST_CHECKED_BYTES = 2**30


def revision_of(engine: Engine) -> str:
    """Return the version of the database's form."""
    try:
        with engine.connect() as connection:
            return str(
                connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
            )
    except SQLAlchemyError as error:
        return f"unknown, {meaning(error)}"


def state_of(engine: Engine, file: Path) -> str:
    """Return the sizes of its files, the rows of its tables and what a check found, as lines.

    It may take many seconds: not for the loop.
    """
    lines = [f"form: {revision_of(engine)}"]
    for part in sorted(file.parent.glob(f"{file.name}*")):
        lines.append(f"{part.name}: {part.stat().st_size} bytes")
    try:
        lines += _looked_through(engine, file)
    except SQLAlchemyError as error:
        lines.append(f"it could not be looked through, {meaning(error)}")
    return "\n".join(lines) + "\n"


def _looked_through(engine: Engine, file: Path) -> list[str]:
    lines = []
    with engine.connect() as connection:
        if file.stat().st_size > _LARGEST_CHECKED_BYTES:
            lines.append("integrity: not checked, it is too large")
        else:
            found = connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars().all()
            lines += [f"integrity: {each}" for each in found]
        for table in sorted(inspect(connection).get_table_names()):
            rows = select(func.count()).select_from(sql_table(table))
            count = connection.execute(rows).scalar_one()
            lines.append(f"{table}: {count} rows")
    return lines

"""What the comparisons of routes came to, in the database. Every call waits for the disk."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Engine, Row, func, select

from tradecopy_desktop.adapters.storage.past_access import reading_past, writing_past
from tradecopy_desktop.adapters.storage.rows import microseconds, moment_of
from tradecopy_desktop.adapters.storage.tables import reconciliations
from tradecopy_desktop.adapters.storage.upsert import upsert
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.history_ports import Compared

_C = reconciliations.c


class SqlComparisons:
    """One row a route and quarter of an hour."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep_compared(self, compared: Sequence[Compared]) -> None:
        """Add what was compared; what is there of the same route and beginning is replaced."""
        rows = [
            {
                "route": each.route,
                "begun_us": microseconds(each.begun),
                "at_us": microseconds(each.at),
                "times": each.times,
                "found": each.found,
                "drift": format(each.drift, "f"),
            }
            for each in compared
        ]
        with writing_past(self._engine, "what was compared") as connection:
            upsert(connection, reconciliations, rows)

    def compared_since(self, since: datetime) -> tuple[Compared, ...]:
        """Return what was compared since, by beginning."""
        asked = select(reconciliations).where(_C.at_us >= microseconds(since))
        with reading_past(self._engine) as connection:
            rows = connection.execute(asked.order_by(_C.begun_us, _C.route)).all()
        return tuple(_compared(row) for row in rows)

    def last_compared(self) -> datetime | None:
        """Return when a route was compared last, None for never."""
        with reading_past(self._engine) as connection:
            at_us = connection.execute(select(func.max(_C.at_us))).scalar()
        return None if at_us is None else moment_of(at_us)


def _compared(row: Row[tuple[object, ...]]) -> Compared:
    try:
        return Compared(
            route=row.route,
            begun=moment_of(row.begun_us),
            at=moment_of(row.at_us),
            times=row.times,
            found=row.found,
            drift=Decimal(row.drift),
        )
    except ArithmeticError as e:
        raise TradeCopyError(f"a comparison of route {row.route} cannot be read: {e}") from e

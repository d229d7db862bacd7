"""The trade log in the database. Every call reads or writes the disk: not for the loop."""

from collections.abc import Sequence
from datetime import datetime
from operator import itemgetter
from typing import Final

from sqlalchemy import ColumnElement, Connection, Engine, Select, bindparam, func, select
from sqlalchemy.dialects.sqlite import insert

from tradecopy_desktop.adapters.storage.delays import read_delays
from tradecopy_desktop.adapters.storage.history_rows import line_of, row_of
from tradecopy_desktop.adapters.storage.past_access import reading_past, writing_past
from tradecopy_desktop.adapters.storage.rows import microseconds
from tradecopy_desktop.adapters.storage.tables import trade_log
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.history_ports import MOST_LINES_A_TIME, Delays, LogLine, LogWanted

_C = trade_log.c
# The number is the database's to give.
_statement = insert(trade_log).values(
    {column.name: bindparam(column.name) for column in trade_log.columns if column.name != "number"}
)
_KEEP: Final = _statement.on_conflict_do_update(
    index_elements=["key"],
    set_={
        column.name: _statement.excluded[column.name]
        for column in trade_log.columns
        if column.name not in ("number", "key")
    },
)


class SqlHistory:
    """The lines of all starts, found by indexes that hold what is asked for."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # As the driver takes it: the toolkit's way with values costs as much as storing them.
        keep = _KEEP.compile(dialect=engine.dialect)
        self._keep = str(keep)
        self._in_order = itemgetter(*(keep.positiontup or ()))

    def keep(self, lines: Sequence[LogLine]) -> None:
        """Keep lines, all or none; raise TradeCopyError."""
        if len(lines) > MOST_LINES_A_TIME:
            raise ValueError(f"lines must be <= {MOST_LINES_A_TIME}, were {len(lines)}")
        # Made before, so that the ledger waits for the writing alone.
        rows = [self._in_order(row_of(line)) for line in lines]
        if rows:
            with writing_past(self._engine, "the trade log") as connection:
                connection.exec_driver_sql(self._keep, rows)

    def extent(self, wanted: LogWanted) -> tuple[int, int]:
        """Return how many lines are there, and the highest of their numbers, 0 for none."""
        asked = select(func.count(), func.coalesce(func.max(_C.number), 0))
        with reading_past(self._engine) as connection:
            lines, newest = connection.execute(asked.where(*_conditions(wanted))).one()
        return lines, newest

    def page(
        self, wanted: LogWanted, *, newest: int, first: int, count: int
    ) -> tuple[LogLine, ...]:
        """Return `count` lines from the `first` on, by falling number, none above `newest`."""
        places = (
            select(_C.number)
            .where(_C.number <= newest, *_conditions(wanted))
            .order_by(_C.number.desc())
            .limit(count)
            .offset(first)
        )
        with reading_past(self._engine) as connection:
            return _lines_at(connection, places)

    def delays(self, since: datetime, *, route: str, follower: AccountKey | None) -> Delays:
        """Return how long the copies took that were made since."""
        return read_delays(self._engine, since, route=route, follower=follower)


def _conditions(wanted: LogWanted) -> list[ColumnElement[bool]]:
    conditions = []
    if wanted.route:
        conditions.append(_C.route == wanted.route)
    if wanted.follower is not None:
        conditions.append(_C.follower == str(wanted.follower))
    if wanted.outcomes:
        conditions.append(_C.outcome.in_(sorted(wanted.outcomes)))
    if wanted.since is not None:
        conditions.append(_C.at_us >= microseconds(wanted.since))
    if wanted.until is not None:
        conditions.append(_C.at_us < microseconds(wanted.until))
    text = wanted.text.strip().casefold()
    if text:
        conditions.append(func.instr(_C.words, text) > 0)
    return conditions


def _lines_at(connection: Connection, places: Select[tuple[int]]) -> tuple[LogLine, ...]:
    numbers = list(connection.execute(places).scalars())
    rows = connection.execute(select(trade_log).where(_C.number.in_(numbers)))
    by_number = {row.number: row for row in rows}
    return tuple(line_of(by_number[number]) for number in numbers)

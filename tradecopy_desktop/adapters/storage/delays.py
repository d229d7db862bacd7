"""How long copies took, read from the trade log in bulk. Reads numbers only, never a whole line."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Double, Engine, Select, func, literal_column, select

from tradecopy_desktop.adapters.gentle import gently
from tradecopy_desktop.adapters.storage.past_access import reading_past
from tradecopy_desktop.adapters.storage.rows import microseconds
from tradecopy_desktop.adapters.storage.tables import trade_log
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.history_ports import Delays

_C = trade_log.c
# The way of these was measured to its end.
_CARRIED_OUT: Final = ("done", "part")
# No stage takes as long; a null could not be read into an array.
_UNKNOWN: Final = 9e99
_UNKNOWN_SQL: Final = literal_column(str(_UNKNOWN), Double)
_STAGES: Final = (
    _C.detect_ms,
    _C.transit_ms,
    _C.decide_ms,
    _C.send_ms,
    _C.execute_ms,
    _C.confirm_ms,
)
_ROWS_A_TIME: Final = 1_000


def read_delays(
    engine: Engine, since: datetime, *, route: str, follower: AccountKey | None
) -> Delays:
    """Return how long the copies took that were made since; raise TradeCopyError."""
    with reading_past(engine) as connection:
        parts = list(gently(_parts(connection, _asked(since, route, follower)), every=1))
    table = np.concatenate(parts) if parts else np.empty((0, 2 + len(_STAGES)))
    table[table == _UNKNOWN] = np.nan
    # Microseconds of this millennium are exact in a float's 53 bits.
    return Delays(at_us=table[:, 0].astype(np.int64), total=table[:, 1], stages=table[:, 2:])


def _asked(since: datetime, route: str, follower: AccountKey | None) -> Select[tuple[float, ...]]:
    wanted = [
        _C.at_us >= microseconds(since),
        _C.total_ms.is_not(None),
        _C.outcome.in_(_CARRIED_OUT),
    ]
    if route:
        # As an expression, so that the rows are found by their time, in which they lie together.
        wanted.append(_C.route.concat("") == route)
    if follower is not None:
        wanted.append(_C.follower.concat("") == str(follower))
    stages = [func.coalesce(stage, _UNKNOWN_SQL) for stage in _STAGES]
    return select(_C.at_us, _C.total_ms, *stages).where(*wanted).order_by(_C.at_us)


def _parts(
    connection: Connection, asked: Select[tuple[float, ...]]
) -> Iterator[NDArray[np.float64]]:
    # Past the toolkit's rows, of which a million would take half a minute.
    cursor = connection.execute(asked).cursor
    while rows := cursor.fetchmany(_ROWS_A_TIME):
        yield np.array(rows, dtype=np.float64)

"""How many requests were sent to each account in the hours before a start. It judges nothing."""

from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, and_, func, not_, select

from tradecopy_desktop.adapters.storage.tables import attempts, records

DAY_AND_MORE = timedelta(hours=25)
"""Whatever hour an account's day begins at, all of it lies in these."""

_HOUR_US = 3_600_000_000
# The words of rows.py and command_forms.py.
_SHADOW = "shadow_"
_VOID = "void"
_REPLACEABLE = ("set_stops", "modify_pending")


def requests_by_hour(connection: Connection, newest_us: int) -> dict[tuple[str, int], int]:
    """Return requests by account and hour since 1970 UTC, back from the newest record.

    A void asks the executor alone, and what a shadow copy would have sent was never sent.
    """
    hour = (records.c.decided_us // _HOUR_US).label("hour")
    since_us = newest_us - DAY_AND_MORE // timedelta(microseconds=1)
    imagined = attempts.c.kind.startswith(_SHADOW, autoescape=True)
    rows = connection.execute(
        select(attempts.c.follower, hour, func.count().label("number"))
        .join(records, records.c.ordinal == attempts.c.ordinal)
        .where(records.c.decided_us >= since_us, attempts.c.kind != _VOID, not_(imagined))
        .group_by(attempts.c.follower, hour)
    )
    return {(row.follower, int(row.hour)): row.number for row in rows}


def is_not_replaced() -> ColumnElement[bool]:
    """Return the condition that no newer attempt took this one's place before it was sent.

    Stops and terms of a waiting order are whole each time: of a copy only the newest counts.
    """
    later = attempts.alias("later")
    newer = select(later.c.revision).where(
        later.c.copy == attempts.c.copy,
        later.c.kind == attempts.c.kind,
        later.c.revision > attempts.c.revision,
    )
    return not_(and_(attempts.c.kind.in_(_REPLACEABLE), newer.exists()))

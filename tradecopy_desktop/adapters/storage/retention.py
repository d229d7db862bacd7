"""What is old enough to be removed from the ledger, a few records at a time. Starts nothing itself.

Age counts from the newest record, so that a wrong clock removes nothing. Never removed are copies
that may hold lots, with their instructions, and the names of events whose position or order is not
known to have ended: a repeat of those must be found for as long as it can come.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection, Select, delete, func, select, tuple_

from tradecopy_desktop.adapters.storage.progress import MEMORY
from tradecopy_desktop.adapters.storage.tables import (
    attempts,
    decisions,
    events,
    links,
    reconciliations,
    records,
    reports,
    trade_log,
)

RECORDS_A_TURN: Final = 50
PAGES_A_TURN: Final = 64

_POSITION_PARTS: Final = 5
_ORDER_ENDS: Final = ("pending_cancelled", "pending_filled", "pending_expired")
_MICROSECOND: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How many days the trade log is kept, and events that no route decided about (raw)."""

    log_days: int = 400
    raw_days: int = 90

    def __post_init__(self) -> None:
        for name, days in (("log", self.log_days), ("raw", self.raw_days)):
            if timedelta(days=days) < MEMORY:
                raise ValueError(f"days of the {name} must be >= {MEMORY.days}, were {days}")


class Sweep:
    """Goes through old records once, from the oldest on; then it begins anew."""

    def __init__(self, keep: Retention, *, records_a_turn: int = RECORDS_A_TURN) -> None:
        self._keep = keep
        self._size = records_a_turn
        self._behind = (0, 0)

    def turn(self, connection: Connection) -> bool:
        """Remove what is too old of the next few records; return whether there are more."""
        newest = connection.execute(select(func.max(records.c.decided_us))).scalar_one() or 0
        log_us = newest - timedelta(days=self._keep.log_days) // _MICROSECOND
        raw_us = newest - timedelta(days=self._keep.raw_days) // _MICROSECOND
        more_lines = _drop_old_lines(connection, log_us, self._size)
        found = connection.execute(self._next(max(log_us, raw_us))).all()
        if not found:
            self._behind = (0, 0)
            if more_lines:
                _give_back_pages(connection)
            return more_lines
        self._behind = (found[-1].decided_us, found[-1].ordinal)
        old = [row.ordinal for row in found if row.decided_us < log_us]
        young = [row.ordinal for row in found if log_us <= row.decided_us < raw_us]
        _drop_ended_links(connection, old, log_us)
        gone = [*_without_needed(connection, old), *_raw_of(connection, young)]
        _remove(connection, gone)
        _give_back_pages(connection)
        return True

    def _next(self, before_us: int) -> Select[tuple[int, int]]:
        place = tuple_(records.c.decided_us, records.c.ordinal)
        return (
            select(records.c.decided_us, records.c.ordinal)
            .where(records.c.decided_us < before_us, place > self._behind)
            .order_by(records.c.decided_us, records.c.ordinal)
            .limit(self._size)
        )


def _drop_old_lines(connection: Connection, before_us: int, most: int) -> bool:
    """Remove the next few old lines of the trade log, and what was compared then.

    Return whether there may be more.
    """
    old = select(trade_log.c.number).where(trade_log.c.at_us < before_us)
    numbers = list(connection.execute(old.order_by(trade_log.c.at_us).limit(most)).scalars())
    connection.execute(delete(trade_log).where(trade_log.c.number.in_(numbers)))
    past = select(reconciliations.c.route, reconciliations.c.begun_us)
    entries = connection.execute(past.where(reconciliations.c.at_us < before_us).limit(most)).all()
    place = tuple_(reconciliations.c.route, reconciliations.c.begun_us)
    connection.execute(delete(reconciliations).where(place.in_([tuple(e) for e in entries])))
    return bool(numbers or entries)


def _give_back_pages(connection: Connection) -> None:
    """Let the file shrink by a few pages."""
    if connection.dialect.name != "sqlite":
        return
    free = connection.exec_driver_sql("PRAGMA freelist_count").scalar_one()
    for _ in range(min(free, PAGES_A_TURN)):
        # Python steps a statement without rows once, and each step gives back one page.
        connection.exec_driver_sql("PRAGMA incremental_vacuum(1)")


def _drop_ended_links(connection: Connection, ordinals: Sequence[int], before_us: int) -> None:
    connection.execute(
        delete(links).where(links.c.ordinal.in_(ordinals), links.c.ended_us < before_us)
    )


def _without_needed(connection: Connection, ordinals: Sequence[int]) -> list[int]:
    needed = set(
        connection.execute(select(links.c.ordinal).where(links.c.ordinal.in_(ordinals))).scalars()
    )
    needed.update(
        connection.execute(
            select(attempts.c.ordinal)
            .join(links, links.c.copy == attempts.c.copy)
            .where(attempts.c.ordinal.in_(ordinals), links.c.ended_us.is_(None))
        ).scalars()
    )
    named = connection.execute(
        select(events.c.ordinal, events.c.account, events.c.event_key).where(
            events.c.ordinal.in_(ordinals), events.c.event_key.is_not(None)
        )
    ).all()
    needed.update(
        row.ordinal for row in named if not _is_over(connection, row.account, row.event_key)
    )
    return [ordinal for ordinal in ordinals if ordinal not in needed]


def _is_over(connection: Connection, account: str, key: str) -> bool:
    role, kind, *rest = key.split("|")
    if len(rest) + 2 == _POSITION_PARTS:
        begin = f"{role}|closed|{rest[0]}"
        # "}" comes right after "|": everything that begins so lies between.
        ended = events.c.event_key.between(f"{begin}|", f"{begin}}}")
    elif kind.startswith("pending"):
        ended = events.c.event_key.in_([f"{role}|{end}|{rest[0]}" for end in _ORDER_ENDS])
    else:
        return True
    found = select(events.c.ordinal).where(events.c.account == account, ended).limit(1)
    return connection.execute(found).first() is not None


def _raw_of(connection: Connection, ordinals: Sequence[int]) -> list[int]:
    """Return the events without a lasting name from which nothing followed."""
    followed = [
        select(table.c.ordinal).where(table.c.ordinal == events.c.ordinal).exists()
        for table in (decisions, attempts, links)
    ]
    raw = select(events.c.ordinal).where(
        events.c.ordinal.in_(ordinals), events.c.event_key.is_(None), *(~each for each in followed)
    )
    return list(connection.execute(raw).scalars())


def _remove(connection: Connection, ordinals: Sequence[int]) -> None:
    for table in (decisions, attempts, reports, events, records):
        connection.execute(delete(table).where(table.c.ordinal.in_(ordinals)))

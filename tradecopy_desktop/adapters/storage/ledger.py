"""The ledger in a database: what happened, what was decided, how it went. Never decides itself."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial

from sqlalchemy import Connection, Engine, func, or_, select
from sqlalchemy.exc import SQLAlchemyError

from tradecopy_desktop.adapters.storage.batch_writes import store_all
from tradecopy_desktop.adapters.storage.codec import command_of_text, link_of_text
from tradecopy_desktop.adapters.storage.database_trouble import meaning
from tradecopy_desktop.adapters.storage.ledger_writer import LedgerWriter
from tradecopy_desktop.adapters.storage.open_database import writing
from tradecopy_desktop.adapters.storage.progress import MEMORY
from tradecopy_desktop.adapters.storage.tables import (
    attempts,
    cursors,
    events,
    links,
    magic_counters,
    records,
)
from tradecopy_desktop.adapters.system_clock import SystemClock
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.commands import Command
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.facts import Outcome
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.ports import Clock, Cursor, LedgerState, Record

_CLOSE_WITHIN_S = 10.0


class SqlLedger:
    """Stores records on a thread of its own; its listeners are called through `loop_call`.

    Of two records of one event (same account, role, stream and number, or same event key) the
    first stays as it is, and the second counts as stored.
    """

    def __init__(
        self,
        engine: Engine,
        loop_call: Callable[[Callable[[], None]], object],
        *,
        clock: Clock | None = None,
    ) -> None:
        self._engine = engine
        self._loop_call = loop_call
        self._committed: list[Callable[[int], None]] = []
        self._troubled: list[Callable[[str | None], None]] = []
        self._writer = LedgerWriter(
            store=self._store,
            stored=self._tell_committed,
            trouble=self._tell_trouble,
            clock=clock or SystemClock(),
        )

    def load(self) -> LedgerState:
        """Return what is stored; links and keys go back 30 days from the newest record."""
        try:
            with self._engine.connect() as connection:
                return _load(connection)
        except SQLAlchemyError as e:
            raise TradeCopyError(f"the ledger cannot be read, {meaning(e)}") from e

    def append(self, record: Record) -> None:
        """Hand a record over to be stored; returns at once, keeps the order."""
        self._writer.put(record)

    def on_committed(self, listener: Callable[[int], None]) -> None:
        """Call `listener` on the loop with the ordinal up to which all is stored."""
        self._committed.append(listener)

    def on_trouble(self, listener: Callable[[str | None], None]) -> None:
        """Call `listener` on the loop with why nothing can be stored, with None when it can."""
        self._troubled.append(listener)

    @property
    def lag_records(self) -> int:
        """Return how many records are not stored yet."""
        return self._writer.lag_records

    @property
    def lag_seconds(self) -> float:
        """Return the age of the oldest record that is not stored yet."""
        return self._writer.lag_seconds

    def close(self, seconds: float = _CLOSE_WITHIN_S) -> None:
        """Store what was handed over, for at most `seconds`; raise TradeCopyError if some is left.

        The engine stays open; it belongs to who opened it.
        """
        self._writer.close(seconds)

    def _store(self, batch: Sequence[Record]) -> None:
        with writing(self._engine) as connection:
            store_all(connection, batch)

    def _tell_committed(self, ordinal: int) -> None:
        for listener in tuple(self._committed):
            self._call(partial(listener, ordinal))

    def _tell_trouble(self, trouble: str | None) -> None:
        for listener in tuple(self._troubled):
            self._call(partial(listener, trouble))

    def _call(self, listener: Callable[[], None]) -> None:
        # A loop that was closed before the last commit has nobody left to tell.
        with suppress(RuntimeError):
            self._loop_call(listener)


def _load(connection: Connection) -> LedgerState:
    ordinal, newest_us = connection.execute(
        select(
            func.coalesce(func.max(records.c.ordinal), 0),
            func.coalesce(func.max(records.c.decided_us), 0),
        )
    ).one()
    since_us = newest_us - MEMORY // timedelta(microseconds=1)
    seen = connection.execute(
        select(events.c.account, events.c.event_key)
        .join(records, records.c.ordinal == events.c.ordinal)
        .where(records.c.decided_us >= since_us, events.c.event_key.is_not(None))
    )
    return LedgerState(
        ordinal=ordinal,
        links=_links(connection, since_us),
        cursors=_cursors(connection),
        seen=frozenset((row.account, row.event_key) for row in seen),
        magics={row.account: row.counter for row in connection.execute(select(magic_counters))},
        outstanding=_unanswered(connection),
    )


def _links(connection: Connection, since_us: int) -> tuple[Link, ...]:
    recent = or_(links.c.ended_us.is_(None), links.c.ended_us >= since_us)
    bodies = connection.execute(
        select(links.c.body).where(recent).order_by(links.c.ordinal, links.c.copy)
    )
    return tuple(link_of_text(body) for body in bodies.scalars())


def _cursors(connection: Connection) -> tuple[Cursor, ...]:
    return tuple(
        Cursor(
            account=AccountKey.parse(row.account),
            role=Role(row.role),
            stream=row.stream,
            seq=row.seq,
            report=row.report,
        )
        for row in connection.execute(select(cursors).order_by(cursors.c.account, cursors.c.role))
    )


def _unanswered(connection: Connection) -> tuple[Command, ...]:
    open_ended = or_(attempts.c.outcome.is_(None), attempts.c.outcome == Outcome.ACCEPTED)
    bodies = connection.execute(
        select(attempts.c.body)
        .join(links, links.c.copy == attempts.c.copy)
        .where(open_ended, links.c.ended_us.is_(None))
        .order_by(attempts.c.ordinal, attempts.c.place)
    )
    return tuple(command_of_text(body) for body in bodies.scalars())

"""The ledger in a database: what happened, what was decided, how it went. Never decides itself."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, and_, case, func, or_, select
from sqlalchemy.exc import SQLAlchemyError

from tradecopy_desktop.adapters.storage.batch_writes import store_all
from tradecopy_desktop.adapters.storage.codec import command_of_text, link_of_text
from tradecopy_desktop.adapters.storage.database_trouble import meaning
from tradecopy_desktop.adapters.storage.ledger_writer import LedgerWriter, Work
from tradecopy_desktop.adapters.storage.open_database import writing
from tradecopy_desktop.adapters.storage.progress import MEMORY
from tradecopy_desktop.adapters.storage.refused_records import refused_file_of, set_record_aside
from tradecopy_desktop.adapters.storage.request_counts import is_not_replaced, requests_by_hour
from tradecopy_desktop.adapters.storage.retention import Retention, Sweep
from tradecopy_desktop.adapters.storage.tables import (
    attempts,
    cursors,
    events,
    links,
    magic_counters,
    records,
    reports,
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
    first stays as it is, and the second counts as stored. A record that the database refuses is
    set aside beside it and counts as stored too. `keep` says for how long records are kept.
    """

    def __init__(
        self,
        engine: Engine,
        loop_call: Callable[[Callable[[], None]], object],
        *,
        clock: Clock | None = None,
        keep: Retention | None = None,
        rest_s: float = 0.05,
    ) -> None:
        self._engine = engine
        self._loop_call = loop_call
        self._clock = clock or SystemClock()
        self._refused_file = refused_file_of(Path(engine.url.database or "ledger"))
        self._sweep = Sweep(keep or Retention())
        self._refused: list[Callable[[str], None]] = []
        self._committed: list[Callable[[int], None]] = []
        self._troubled: list[Callable[[str | None], None]] = []
        work = Work(
            store=self._store,
            refuse=self._refuse,
            tidy=self._tidy,
            stored=self._tell_committed,
            trouble=self._tell_trouble,
        )
        self._writer = LedgerWriter(work, self._clock, rest_s=rest_s)

    def load(self) -> LedgerState:
        """Return what is stored; links and keys go back 30 days from the newest record."""
        try:
            with self._engine.connect() as connection:
                return load_state(connection)
        except SQLAlchemyError as e:
            raise TradeCopyError(f"the ledger cannot be read, {meaning(e)}") from e

    def append(self, record: Record) -> None:
        """Hand a record over to be stored; returns at once, keeps the order."""
        self._writer.put(record)

    def is_stored(self, account: AccountKey, key: str) -> bool:
        """Tell whether an event is stored, by its lasting name; raise TradeCopyError."""
        asked = select(events.c.ordinal).where(
            events.c.account == str(account), events.c.event_key == key
        )
        try:
            with self._engine.connect() as connection:
                return connection.execute(asked.limit(1)).first() is not None
        except SQLAlchemyError as e:
            raise TradeCopyError(f"the ledger cannot be read, {meaning(e)}") from e

    def on_committed(self, listener: Callable[[int], None]) -> None:
        """Call `listener` on the loop with the ordinal up to which all is stored."""
        self._committed.append(listener)

    def on_trouble(self, listener: Callable[[str | None], None]) -> None:
        """Call `listener` on the loop with why nothing can be stored, with None when it can."""
        self._troubled.append(listener)

    def on_refused(self, listener: Callable[[str], None]) -> None:
        """Call `listener` on the loop with which record was set aside, where, and why."""
        self._refused.append(listener)

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

    def _refuse(self, record: Record, why: str) -> None:
        set_record_aside(self._refused_file, record, why, self._clock.now())
        text = f"record {record.ordinal} was set aside in {self._refused_file}: {why}"
        for listener in tuple(self._refused):
            self._call(partial(listener, text))

    def _tidy(self) -> bool:
        with writing(self._engine) as connection:
            return self._sweep.turn(connection)

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


def load_state(connection: Connection) -> LedgerState:
    """Return what is stored; raise TradeCopyError where something stored cannot be understood."""
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
        requests=requests_by_hour(connection, newest_us),
        is_partial=_has_older(connection, since_us),
    )


def _has_older(connection: Connection, since_us: int) -> bool:
    older = select(records.c.ordinal).where(records.c.decided_us < since_us).limit(1)
    return connection.execute(older).first() is not None


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
    # Without a revision is what only asks what became of an order: until that is known (rule L9).
    asked_again = and_(attempts.c.revision == 0, attempts.c.outcome == Outcome.UNKNOWN)
    open_ended = or_(
        attempts.c.outcome.is_(None), attempts.c.outcome == Outcome.ACCEPTED, asked_again
    )
    # What an answer led to goes before what waited behind the answered one (rule C1).
    follows = attempts.c.ordinal.in_(select(reports.c.ordinal))
    bodies = connection.execute(
        select(attempts.c.body)
        .join(links, links.c.copy == attempts.c.copy)
        .where(open_ended, links.c.ended_us.is_(None), is_not_replaced())
        .order_by(
            follows.desc(),
            case((follows, -attempts.c.ordinal), else_=attempts.c.ordinal),
            attempts.c.place,
        )
    )
    return tuple(command_of_text(body) for body in bodies.scalars())

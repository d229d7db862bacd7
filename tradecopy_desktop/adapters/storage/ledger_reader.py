"""What the ledger's tables hold of a stretch of time, for counting anew. Only reads, never judges.

Shadow copies are left out of what was sent: nothing of them ever was.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine, Select, func, or_, select

from tradecopy_desktop.adapters.gentle import gently
from tradecopy_desktop.adapters.storage.codec import (
    command_of_text,
    link_of_text,
    report_of_text,
)
from tradecopy_desktop.adapters.storage.past_access import reading_past
from tradecopy_desktop.adapters.storage.rows import microseconds, moment_of
from tradecopy_desktop.adapters.storage.tables import (
    attempts,
    decisions,
    events,
    links,
    records,
    reports,
    routes,
)
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.evidence import (
    Answered,
    CopyNow,
    Dealt,
    Decided,
    Evidence,
    Sent,
    Told,
)
from tradecopy_desktop.domain.facts import EventKind, Outcome

_VOLUME_CHANGES: Final = (
    EventKind.OPENED,
    EventKind.ADDED,
    EventKind.PARTLY_CLOSED,
    EventKind.CLOSED,
    EventKind.REVERSED,
)
_CHANGES_LOTS: Final = ("open", "set_volume", "place", "void", "cancel_pending")


class SqlLedgerReader:
    """Reads what other threads write; what it sees is of one moment."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def evidence(self, since: datetime, until: datetime) -> Evidence:
        """Return all that was decided in a stretch of time; raise TradeCopyError."""
        span = (
            records.c.decided_us >= microseconds(since),
            records.c.decided_us < microseconds(until),
        )
        with reading_past(self._engine) as connection:
            first = connection.execute(select(func.min(records.c.ordinal)).where(*span)).scalar()
            first = 1 + _last(connection) if first is None else first
            decided = tuple(_decided(connection, span))
            return Evidence(
                since=since,
                until=until,
                told=tuple(_told(connection, span)),
                decided=decided,
                sent=tuple(_sent(connection, first)),
                answered=tuple(_answered(connection, first)),
                copies=tuple(_copies(connection, span)),
            )

    def route_names(self) -> dict[str, str]:
        """Return how each route is or was called; raise TradeCopyError."""
        with reading_past(self._engine) as connection:
            rows = connection.execute(select(routes.c.route, routes.c.name))
            return {row.route: row.name for row in rows}


def _last(connection: Connection) -> int:
    return connection.execute(select(func.max(records.c.ordinal))).scalar() or 0


def _told(connection: Connection, span: tuple[Any, ...]) -> Iterator[Told]:
    asked = (
        select(records.c.decided_us, events)
        .join(events, events.c.ordinal == records.c.ordinal)
        .where(*span, events.c.role == Role.MONITOR, events.c.kind.in_(_VOLUME_CHANGES))
        .order_by(records.c.ordinal)
    )
    for row in gently(connection.execute(asked)):
        yield Told(
            ordinal=row.ordinal,
            at=moment_of(row.decided_us),
            account=AccountKey.parse(row.account),
            kind=EventKind(row.kind),
            # Role, kind, position, order, deal; a finding of our own has no such name.
            position=row.event_key.split("|")[2] if row.event_key else "",
            symbol=row.symbol or "",
        )


def _decided(connection: Connection, span: tuple[Any, ...]) -> Iterator[Decided]:
    asked = (
        select(records.c.decided_us, decisions)
        .join(decisions, decisions.c.ordinal == records.c.ordinal)
        .where(*span)
        .order_by(records.c.ordinal, decisions.c.place)
    )
    for row in gently(connection.execute(asked)):
        yield Decided(
            ordinal=row.ordinal,
            at=moment_of(row.decided_us),
            route=row.route,
            kind=row.kind,
            copy=row.copy,
            reason=row.reason,
            detail=row.detail,
        )


def _sent(connection: Connection, first: int) -> Iterator[Sent]:
    asked = (
        select(records.c.decided_us, attempts)
        .join(attempts, attempts.c.ordinal == records.c.ordinal)
        .where(attempts.c.ordinal >= first, attempts.c.kind.in_(_CHANGES_LOTS))
        .order_by(attempts.c.ordinal, attempts.c.place)
    )
    for row in gently(connection.execute(asked)):
        yield Sent(
            id=row.instruction,
            revision=row.revision,
            ordinal=row.ordinal,
            at=moment_of(row.decided_us),
            kind=row.kind,
            copy=row.copy,
            lots=getattr(command_of_text(row.body), "volume", None),
        )


def _answered(connection: Connection, first: int) -> Iterator[Answered]:
    asked = (
        select(records.c.decided_us, reports)
        .join(reports, reports.c.ordinal == records.c.ordinal)
        .where(reports.c.ordinal >= first)
        .order_by(reports.c.ordinal)
    )
    for row in gently(connection.execute(asked)):
        report = report_of_text(row.body)
        yield Answered(
            ordinal=row.ordinal,
            at=moment_of(row.decided_us),
            id=row.instruction,
            copy=row.copy or "",
            revision=row.revision,
            outcome=Outcome(row.outcome),
            deals=tuple(Dealt(deal=fill.deal, lots=fill.volume) for fill in report.fills),
            left=report.remaining,
        )


def _copies(connection: Connection, span: tuple[Any, ...]) -> Iterator[CopyNow]:
    of_the_time: Select[tuple[str | None]] = (
        select(decisions.c.copy)
        .join(records, records.c.ordinal == decisions.c.ordinal)
        .where(*span, decisions.c.copy.is_not(None))
    )
    begun = (
        select(func.min(attempts.c.ordinal))
        .where(attempts.c.copy == links.c.copy)
        .scalar_subquery()
    )
    asked = (
        select(links.c.body, links.c.ordinal, records.c.decided_us, begun.label("begun"))
        .join(records, records.c.ordinal == links.c.ordinal)
        .where(or_(links.c.ended_us.is_(None), links.c.copy.in_(of_the_time)))
        .order_by(links.c.ordinal, links.c.copy)
    )
    for row in gently(connection.execute(asked)):
        yield CopyNow(
            link=link_of_text(row.body),
            begun=row.ordinal if row.begun is None else row.begun,
            changed=row.ordinal,
            changed_at=moment_of(row.decided_us),
        )

"""Stores one record, all of it or nothing. Runs inside a transaction that somebody else ends.

This is the second layer of recognising what was seen before: the database itself refuses a second
row for the same event, decision or opening, and the refusal is then looked into.
"""

from sqlalchemy import Connection, Select, and_, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from tradecopy_desktop.adapters.storage.progress import (
    advance,
    commands_of,
    fact_of,
    first_cursor,
    mt4_counters,
)
from tradecopy_desktop.adapters.storage.rows import (
    Row,
    attempt_rows,
    cursor_row,
    decision_rows,
    event_row,
    link_rows,
    record_row,
    report_row,
)
from tradecopy_desktop.adapters.storage.tables import (
    attempts,
    cursors,
    decisions,
    events,
    links,
    magic_counters,
    records,
    reports,
)
from tradecopy_desktop.adapters.storage.upsert import upsert
from tradecopy_desktop.domain.event_keys import event_key
from tradecopy_desktop.domain.facts import InstructionReported, TradeEvent
from tradecopy_desktop.ports import EventRecord, Record


def store(connection: Connection, record: Record) -> None:
    """Store a record; one that is there already moves its terminal's cursor and nothing else."""
    try:
        with connection.begin_nested():
            _add(connection, record, attempt_rows(record))
    except IntegrityError:
        # Rare, so that the usual way need not ask before every record.
        with connection.begin_nested():
            _add_what_is_new(connection, record)


def _add_what_is_new(connection: Connection, record: Record) -> None:
    if _is_stored(connection, record):
        _move_cursor(connection, record, is_new=False)
    else:
        _add(connection, record, _unsent(connection, attempt_rows(record)))


def _add(connection: Connection, record: Record, new_attempts: list[Row]) -> None:
    connection.execute(insert(records), record_row(record))
    if isinstance(record, EventRecord):
        connection.execute(insert(events), event_row(record))
        if record.decisions:
            connection.execute(insert(decisions), decision_rows(record))
    else:
        connection.execute(insert(reports), report_row(record))
        _answer(connection, record.report)
    if new_attempts:
        connection.execute(insert(attempts), new_attempts)
    upsert(connection, links, link_rows(record))
    counters = mt4_counters(commands_of(record))
    upsert(
        connection,
        magic_counters,
        [{"account": account, "counter": counter} for account, counter in counters.items()],
    )
    _move_cursor(connection, record, is_new=True)


def _answer(connection: Connection, report: InstructionReported) -> None:
    connection.execute(
        update(attempts)
        .where(attempts.c.instruction == report.id, attempts.c.revision == report.revision)
        .values(outcome=report.outcome)
    )


def _move_cursor(connection: Connection, record: Record, *, is_new: bool) -> None:
    fact = fact_of(record)
    cursor = first_cursor(fact)
    stored = connection.execute(
        select(cursors.c.stream, cursors.c.seq, cursors.c.report).where(
            cursors.c.account == str(cursor.account), cursors.c.role == cursor.role
        )
    ).one_or_none()
    if stored is not None:
        cursor = type(cursor)(account=cursor.account, role=cursor.role, **stored._asdict())
    upsert(connection, cursors, [cursor_row(advance(cursor, fact, is_new=is_new))])


def _is_stored(connection: Connection, record: Record) -> bool:
    fact = fact_of(record)
    same = _same_event(fact) if isinstance(fact, TradeEvent) else _same_report(fact)
    return connection.execute(same.limit(1)).first() is not None


def _same_event(event: TradeEvent) -> Select[tuple[int]]:
    place = and_(
        events.c.role == event.role,
        events.c.stream == event.stream,
        events.c.seq == event.seq,
    )
    key = event_key(event)
    same = place if key is None else or_(place, events.c.event_key == key)
    return select(events.c.ordinal).where(events.c.account == str(event.account), same)


def _same_report(report: InstructionReported) -> Select[tuple[int]]:
    return select(reports.c.ordinal).where(
        reports.c.instruction == report.id,
        reports.c.account == str(report.account),
        reports.c.number == report.number,
        reports.c.revision == report.revision,
        reports.c.outcome == report.outcome,
    )


def _unsent(connection: Connection, rows: list[Row]) -> list[Row]:
    """Leave out instructions that were stored when they were sent the first time."""
    stored = connection.execute(
        select(
            attempts.c.instruction, attempts.c.revision, attempts.c.kind, attempts.c.opening
        ).where(attempts.c.instruction.in_([row["instruction"] for row in rows]))
    ).all()
    sent = {(each.instruction, each.revision, each.kind) for each in stored}
    opened = {each.opening for each in stored if each.opening is not None}
    unsent = []
    for row in rows:
        name = (row["instruction"], row["revision"], row["kind"])
        if name not in sent and row["opening"] not in opened:
            sent.add(name)
            unsent.append(row)
    return unsent

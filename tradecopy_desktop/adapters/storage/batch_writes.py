"""Stores a batch of records with one statement a table. Knows nothing of records seen before.

What a batch cannot store at once, for example because a row is there already, it leaves whole to
the slower way, record by record.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from tradecopy_desktop.adapters.storage.progress import (
    advance,
    commands_of,
    fact_of,
    first_cursor,
    mt4_counters,
)
from tradecopy_desktop.adapters.storage.record_writes import store
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
from tradecopy_desktop.ports import Cursor, EventRecord, OutcomeRecord, Record

_ADD_RECORDS = insert(records)
_ADD_EVENTS = insert(events)
_ADD_DECISIONS = insert(decisions)
_ADD_REPORTS = insert(reports)
_ADD_ATTEMPTS = insert(attempts)
_ANSWER = (
    update(attempts)
    .where(
        attempts.c.instruction == bindparam("answered"),
        attempts.c.revision == bindparam("answered_revision"),
    )
    .values(outcome=bindparam("answer"))
)
_CURSOR = select(cursors.c.stream, cursors.c.seq, cursors.c.report).where(
    cursors.c.account == bindparam("account"), cursors.c.role == bindparam("role")
)


def store_all(connection: Connection, batch: Sequence[Record]) -> None:
    """Store all records; those that are there already move their terminals' cursors only."""
    try:
        with connection.begin_nested():
            _add_all(connection, batch)
    except IntegrityError:
        for record in batch:
            store(connection, record)


def _add_all(connection: Connection, batch: Sequence[Record]) -> None:
    told = [each for each in batch if isinstance(each, EventRecord)]
    answered = [each for each in batch if isinstance(each, OutcomeRecord)]
    connection.execute(_ADD_RECORDS, [record_row(each) for each in batch])
    for statement, rows in (
        (_ADD_EVENTS, [event_row(each) for each in told]),
        (_ADD_DECISIONS, [row for each in told for row in decision_rows(each)]),
        (_ADD_REPORTS, [report_row(each) for each in answered]),
        (_ADD_ATTEMPTS, [row for each in batch for row in attempt_rows(each)]),
        # After the attempts: an instruction and its answer may share a batch.
        (_ANSWER, [_answer(each) for each in answered]),
    ):
        if rows:
            connection.execute(statement, rows)
    upsert(connection, links, _newest_links(batch))
    counters = mt4_counters(command for each in batch for command in commands_of(each))
    upsert(
        connection,
        magic_counters,
        [{"account": account, "counter": counter} for account, counter in counters.items()],
    )
    upsert(connection, cursors, _moved_cursors(connection, batch))


def _answer(record: OutcomeRecord) -> Row:
    report = record.report
    return {
        "answered": report.id,
        "answered_revision": report.revision,
        "answer": report.outcome,
    }


def _newest_links(batch: Iterable[Record]) -> list[Row]:
    newest: dict[str, Record] = {link.copy: each for each in batch for link in each.links}
    return [row for each in batch for row in link_rows(each) if newest[str(row["copy"])] is each]


def _moved_cursors(connection: Connection, batch: Iterable[Record]) -> list[Row]:
    moved: dict[tuple[str, str], Cursor] = {}
    for record in batch:
        fact = fact_of(record)
        cursor = first_cursor(fact)
        place = (str(cursor.account), str(cursor.role))
        if place in moved:
            cursor = moved[place]
        else:
            stored = connection.execute(_CURSOR, {"account": place[0], "role": place[1]})
            found = stored.one_or_none()
            if found is not None:
                cursor = Cursor(account=cursor.account, role=cursor.role, **found._asdict())
        moved[place] = advance(cursor, fact, is_new=True)
    return [cursor_row(cursor) for cursor in moved.values()]

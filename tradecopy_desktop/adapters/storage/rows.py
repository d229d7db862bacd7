"""Records as rows of tables. Never touches a database."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from tradecopy_desktop.adapters.storage.codec import (
    text_of_command,
    text_of_event,
    text_of_link,
    text_of_report,
    text_of_steps,
)
from tradecopy_desktop.adapters.storage.command_forms import command_word
from tradecopy_desktop.adapters.storage.progress import commands_of, imagined
from tradecopy_desktop.domain.commands import (
    Command,
    OpenPosition,
    PlacePending,
    VoidInstruction,
)
from tradecopy_desktop.domain.decisions import Copied, Decision, NothingToDo, Skipped
from tradecopy_desktop.domain.event_keys import event_key
from tradecopy_desktop.domain.links import Link
from tradecopy_desktop.ports import Cursor, EventRecord, OutcomeRecord, Record

Row = dict[str, object]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SHADOW = "shadow"
_KINDS: dict[type[Decision], str] = {
    Copied: "copied",
    Skipped: "skipped",
    NothingToDo: "nothing",
}


def microseconds(moment: datetime) -> int:
    """Return an aware time as microseconds since 1970, UTC."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment_of(us: int) -> datetime:
    """Return the time that is so many microseconds after 1970, UTC."""
    return _EPOCH + timedelta(microseconds=us)


def record_row(record: Record) -> Row:
    """Return the row that gives a record its place in time."""
    return {"ordinal": record.ordinal, "decided_us": microseconds(record.decided_at)}


def event_row(record: EventRecord) -> Row:
    """Return the row of a trade event."""
    event = record.event
    symbols = (each.symbol for each in (event.position, event.pending) if each is not None)
    return {
        "ordinal": record.ordinal,
        "account": str(event.account),
        "role": event.role,
        "stream": event.stream,
        "seq": event.seq,
        "kind": event.kind,
        "event_key": event_key(event),
        "symbol": next(symbols, None),
        "body": text_of_event(event),
    }


def decision_rows(record: EventRecord) -> list[Row]:
    """Return a row for each decision about an event."""
    account, key = str(record.event.account), event_key(record.event)
    parts: Counter[str] = Counter()
    rows = []
    for place, decision in enumerate(record.decisions):
        row = _decision_row(decision)
        row |= {"ordinal": record.ordinal, "place": place, "account": account, "event_key": key}
        row["part"] = parts[decision.route]
        parts[decision.route] += 1
        rows.append(row)
    return rows


def attempt_rows(record: Record) -> list[Row]:
    """Return a row for each command that is sent because of a record, or would be (shadow)."""
    shadows = imagined(record)
    return [
        _attempt_row(command, is_sent=command.copy not in shadows)
        | {"ordinal": record.ordinal, "place": place}
        for place, command in enumerate(commands_of(record))
    ]


def report_row(record: OutcomeRecord) -> Row:
    """Return the row of an executor's answer."""
    report = record.report
    return {
        "ordinal": record.ordinal,
        "account": str(report.account),
        "number": report.number,
        "instruction": report.id,
        "copy": report.copy,
        "revision": report.revision,
        "outcome": report.outcome,
        "code": report.code,
        "body": text_of_report(report),
    }


def link_rows(record: Record) -> list[Row]:
    """Return a row for each link as it is after a record."""
    now = microseconds(record.decided_at)
    return [_link_row(link, ordinal=record.ordinal, now=now) for link in record.links]


def cursor_row(cursor: Cursor) -> Row:
    """Return the row of a cursor."""
    return {
        "account": str(cursor.account),
        "role": cursor.role,
        "stream": cursor.stream,
        "seq": cursor.seq,
        "report": cursor.report,
    }


def _decision_row(decision: Decision) -> Row:
    link = decision.link
    return {
        "route": decision.route,
        "kind": _KINDS[type(decision)],
        "copy": link.copy if link else None,
        "reason": decision.reason if isinstance(decision, Skipped) else "",
        "detail": "" if isinstance(decision, Copied) else decision.detail,
        "alarming": isinstance(decision, Skipped) and decision.alarming,
        "settings_version": _settings_version(decision),
        "master_lots": str(decision.master_lots) if isinstance(decision, Copied) else None,
        "steps": text_of_steps(decision),
    }


def _settings_version(decision: Decision) -> int | None:
    # A decision about a copy that is there follows the copy's settings, and names none itself.
    own = 0 if isinstance(decision, NothingToDo) else decision.settings_version
    return own or (decision.link.settings_version if decision.link else None)


def _attempt_row(command: Command, *, is_sent: bool) -> Row:
    kind = command_word(command)
    opens = isinstance(command, OpenPosition | PlacePending)
    return {
        "instruction": command.id,
        "revision": 0 if isinstance(command, VoidInstruction) else command.revision,
        # A shadow's rows stand in no order's way that is sent later, and wait for no answer.
        "kind": kind if is_sent else f"{_SHADOW}_{kind}",
        "opening": command.id if opens and is_sent else None,
        "copy": command.copy,
        "follower": str(command.follower),
        "outcome": None if is_sent else _SHADOW,
        "body": text_of_command(command),
    }


def _link_row(link: Link, *, ordinal: int, now: int) -> Row:
    return {
        "copy": link.copy,
        "route": link.route,
        "master": str(link.master),
        "follower": str(link.follower),
        "position": link.position,
        "symbol": link.symbol,
        "state": link.state,
        "ended_us": None if link.is_live else now,
        "ordinal": ordinal,
        "body": text_of_link(link),
    }

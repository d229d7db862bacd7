"""What lies in the database after a record, row by row."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine, Table, select

from tests.unit.adapters.storage.samples import (
    close_command,
    copied,
    event_record,
    filled,
    link,
    outcome_record,
)
from tradecopy_desktop.adapters.storage.codec import (
    command_of_text,
    event_of_text,
    report_of_text,
    steps_of_text,
)
from tradecopy_desktop.adapters.storage.ledger import SqlLedger
from tradecopy_desktop.adapters.storage.open_database import open_database
from tradecopy_desktop.adapters.storage.tables import (
    attempts,
    decisions,
    events,
    links,
    records,
    reports,
)
from tradecopy_desktop.domain.decisions import NothingToDo, Skipped, SkipReason
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.ports import Record


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(tmp_path / "ledger.db")
    yield engine
    engine.dispose()


def stored(engine: Engine, *given: Record) -> None:
    ledger = SqlLedger(engine, lambda _: None)
    for record in given:
        ledger.append(record)
    ledger.close()


def rows(engine: Engine, table: Table, *columns: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        found = connection.execute(select(*(table.c[name] for name in columns)))
        return [tuple(row) for row in found]


def test_event_when_copied_then_event_decision_and_attempt_are_there(engine: Engine) -> None:
    record = event_record(1)

    stored(engine, record)

    # 2025-03-14T12:00:00.251Z
    assert rows(engine, records, "ordinal", "decided_us") == [(1, 1_741_953_600_251_000)]
    assert rows(engine, events, "account", "kind", "symbol", "event_key") == [
        ("1001@Broker-Demo", "opened", "EURUSD", "monitor|opened|5001|5001|7001")
    ]
    assert rows(
        engine, decisions, "ordinal", "route", "kind", "copy", "settings_version", "master_lots"
    ) == [(1, "r1", "copied", "copy-r1-1", 4, "0.50")]
    assert rows(
        engine, attempts, "instruction", "revision", "kind", "opening", "follower", "outcome"
    ) == [("open-r1-1", 1, "open", "open-r1-1", "2002@Prop-Live", None)]


def test_event_when_read_from_its_rows_then_is_as_it_was(engine: Engine) -> None:
    record = event_record(1)

    stored(engine, record)

    [(event,)] = rows(engine, events, "body")
    [(command,)] = rows(engine, attempts, "body")
    [(steps,)] = rows(engine, decisions, "steps")
    assert event_of_text(str(event)) == record.event
    assert command_of_text(str(command)) == copied(1).commands[0]
    assert steps_of_text(str(steps)) == copied(1).steps


def test_refusal_when_stored_then_says_why(engine: Engine) -> None:
    skipped = Skipped(route="r1", reason=SkipReason.TOO_OLD, detail="7 s old", alarming=True)
    nothing = NothingToDo(route="r2", link=None, detail="no copy of it")

    stored(engine, event_record(1, decisions=(skipped, nothing)))

    assert rows(engine, decisions, "place", "route", "kind", "reason", "detail", "alarming") == [
        (0, "r1", "skipped", "too_old", "7 s old", True),
        (1, "r2", "nothing", "", "no copy of it", False),
    ]
    assert rows(engine, attempts, "instruction") == []


def test_settings_version_when_a_decision_names_it_then_stands_over_that_of_its_copy(
    engine: Engine,
) -> None:
    skipped = Skipped(route="r2", reason=SkipReason.TOO_OLD, detail="7 s", settings_version=9)
    # The sample's copy was made by version 4.
    resized = replace(copied(1), settings_version=6)

    stored(engine, event_record(1, decisions=(skipped, resized)))

    assert rows(engine, decisions, "route", "settings_version") == [("r2", 9), ("r1", 6)]


def test_shadow_when_stored_then_its_commands_are_marked_as_never_sent(engine: Engine) -> None:
    shadow = replace(copied(1), link=replace(link(1), shadow=True))

    stored(engine, event_record(1, decisions=(shadow,)))

    assert rows(engine, attempts, "instruction", "kind", "opening", "outcome") == [
        ("open-r1-1", "shadow_open", None, "shadow")
    ]


def test_copy_when_opened_after_its_shadow_then_its_command_is_stored_too(engine: Engine) -> None:
    shadow = replace(copied(1), link=replace(link(1), shadow=True))

    stored(engine, event_record(1, decisions=(shadow,)), event_record(2, decisions=(copied(1),)))

    assert rows(engine, attempts, "instruction", "kind", "opening", "outcome") == [
        ("open-r1-1", "shadow_open", None, "shadow"),
        ("open-r1-1", "open", "open-r1-1", None),
    ]


def test_reversal_when_stored_then_its_decisions_are_parts_of_one_route(engine: Engine) -> None:
    ended = replace(copied(7), link=link(7, state=LinkState.CLOSING), commands=(close_command(7),))

    stored(engine, event_record(1, decisions=(ended, copied(1))))

    assert rows(engine, decisions, "route", "part", "copy") == [
        ("r1", 0, "copy-r1-7"),
        ("r1", 1, "copy-r1-1"),
    ]


def test_outcome_when_stored_then_its_attempt_is_answered(engine: Engine) -> None:
    report = filled(31, seq=1)

    stored(engine, event_record(1), outcome_record(2, report, commands=(close_command(1),)))

    assert rows(engine, attempts, "instruction", "kind", "outcome") == [
        ("open-r1-1", "open", "filled"),
        ("close-r1-1", "set_volume", None),
    ]
    assert rows(engine, reports, "number", "instruction", "outcome", "code") == [
        (31, "open-r1-1", "filled", "10009")
    ]
    [(body,)] = rows(engine, reports, "body")
    assert report_of_text(str(body)) == report


def test_link_when_it_ends_then_its_one_row_says_when(engine: Engine) -> None:
    live = replace(link(1, state=LinkState.LIVE), filled=Decimal("0.17"))
    stored(engine, event_record(1), outcome_record(2, filled(31, seq=1), links=(live,)))
    assert rows(engine, links, "copy", "state", "ended_us", "ordinal") == [
        ("copy-r1-1", "live", None, 2)
    ]

    ended = link(1, state=LinkState.ENDED_EARLY)
    stored(engine, outcome_record(3, filled(32, seq=2), links=(ended,)))

    # Record 3 was decided at 12:00:00.253.
    assert rows(engine, links, "copy", "state", "ended_us", "ordinal") == [
        ("copy-r1-1", "ended_early", 1_741_953_600_253_000, 3)
    ]


def test_record_when_stored_twice_then_adds_no_row(engine: Engine) -> None:
    stored(engine, event_record(1), outcome_record(2, filled(31, seq=1)))

    stored(engine, event_record(1), outcome_record(2, filled(31, seq=1)))

    assert rows(engine, records, "ordinal") == [(1,), (2,)]
    assert rows(engine, attempts, "instruction") == [("open-r1-1",)]


def test_instruction_when_a_record_names_it_twice_then_is_stored_once(engine: Engine) -> None:
    twice = replace(copied(1), commands=(close_command(1), close_command(1)))

    stored(engine, event_record(1, decisions=(twice,)))

    assert rows(engine, attempts, "instruction") == [("close-r1-1",)]


def test_stop_change_when_repeated_with_a_higher_revision_then_is_an_attempt_of_its_own(
    engine: Engine,
) -> None:
    again = replace(close_command(1), revision=3)

    stored(
        engine, event_record(1, decisions=(replace(copied(1), commands=(close_command(1), again)),))
    )

    assert rows(engine, attempts, "instruction", "revision") == [
        ("close-r1-1", 2),
        ("close-r1-1", 3),
    ]

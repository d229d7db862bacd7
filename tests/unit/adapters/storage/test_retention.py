"""What is old goes in small steps; what may still be needed stays, however old it is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, func, select

from tests.unit.adapters.storage.loop_of_test import TestLoop
from tests.unit.adapters.storage.samples import (
    NOON,
    copied,
    event_record,
    filled,
    link,
    opened,
    outcome_record,
)
from tradecopy_desktop.adapters.storage.audit_store import SqlAudit
from tradecopy_desktop.adapters.storage.batch_writes import store_all
from tradecopy_desktop.adapters.storage.ledger import SqlLedger, load_state
from tradecopy_desktop.adapters.storage.open_database import open_database, writing
from tradecopy_desktop.adapters.storage.retention import Retention, Sweep
from tradecopy_desktop.adapters.storage.tables import (
    attempts,
    decisions,
    events,
    links,
    records,
    reports,
)
from tradecopy_desktop.domain.facts import EventKind
from tradecopy_desktop.domain.links import LinkState
from tradecopy_desktop.guard_ports import AuditEntry
from tradecopy_desktop.ports import EventRecord, Record

TABLES = (records, events, decisions, attempts, reports, links)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(tmp_path / "ledger.db")
    yield engine
    engine.dispose()


def days_ago(record: EventRecord, days: int) -> EventRecord:
    return replace(record, decided_at=record.decided_at - timedelta(days=days))


def opening(seq: int, *, days: int, state: LinkState = LinkState.CLOSED) -> EventRecord:
    """Return an opening that was copied, with its copy as it is today."""
    record = event_record(seq, decisions=(copied(seq),))
    return days_ago(replace(record, links=(link(seq, state=state),)), days)


def closing(seq: int, *, of: int, days: int) -> EventRecord:
    told = replace(opened(of), seq=seq, kind=EventKind.CLOSED)
    record = replace(event_record(seq, decisions=()), event=told, links=())
    return days_ago(record, days)


def moved_stops(seq: int, *, days: int) -> EventRecord:
    told = replace(opened(seq), kind=EventKind.MODIFIED, deal=None)
    return days_ago(replace(event_record(seq, decisions=()), event=told, links=()), days)


def store(engine: Engine, *given: Record) -> None:
    with writing(engine) as connection:
        store_all(connection, given)


def sweep(engine: Engine, keep: Retention | None = None, *, a_turn: int = 50) -> int:
    """Go through all that is old; return how many turns it took, the last empty one included."""
    swept = Sweep(keep or Retention(), records_a_turn=a_turn)
    turns = 1
    while turn(engine, swept):
        turns += 1
    return turns


def turn(engine: Engine, swept: Sweep) -> bool:
    with writing(engine) as connection:
        return swept.turn(connection)


def counted(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in TABLES
        }


def ordinals(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        return list(connection.execute(select(records.c.ordinal)).scalars())


def test_trade_when_older_than_the_log_is_kept_then_nothing_of_it_is_left(engine: Engine) -> None:
    store(engine, opening(1, days=401), closing(2, of=1, days=401), event_record(3))

    sweep(engine)

    # Only today's record with its decision, its instruction and its copy.
    assert counted(engine) == {
        "records": 1,
        "events": 1,
        "decisions": 1,
        "attempts": 1,
        "reports": 0,
        "links": 1,
    }
    assert ordinals(engine) == [3]


def test_trade_when_a_day_younger_then_stays(engine: Engine) -> None:
    store(engine, opening(1, days=399), closing(2, of=1, days=399), event_record(3))

    sweep(engine)

    assert ordinals(engine) == [1, 2, 3]


def test_answer_when_older_than_the_log_is_kept_then_goes(engine: Engine) -> None:
    answer = outcome_record(2, filled(31, seq=1), decided_at=NOON - timedelta(days=401))
    store(engine, opening(1, days=401), answer, closing(3, of=1, days=401), event_record(4))

    sweep(engine)

    assert ordinals(engine) == [4]


def test_copy_when_it_still_lives_then_is_kept_with_its_instructions(engine: Engine) -> None:
    store(
        engine,
        opening(1, days=800, state=LinkState.LIVE),
        closing(2, of=1, days=800),
        event_record(3),
    )

    sweep(engine)

    with engine.connect() as connection:
        state = load_state(connection)
    assert [each.copy for each in state.links] == ["copy-r1-1", "copy-r1-3"]
    # Its opening was never answered: it is put to the executor again after every start.
    assert [command.id for command in state.outstanding] == ["open-r1-1", "open-r1-3"]


def test_instruction_when_its_copy_lives_then_is_kept_though_other_records_came_since(
    engine: Engine,
) -> None:
    store(engine, opening(1, days=800), closing(2, of=1, days=800))
    # Its answer came today, and is the copy's newest record.
    store(engine, outcome_record(3, filled(31, seq=9), links=(link(1, state=LinkState.LIVE),)))

    sweep(engine)

    with engine.connect() as connection:
        state = load_state(connection)
    assert ordinals(engine) == [1, 3]
    assert [command.id for command in state.outstanding] == ["open-r1-1"]


def test_event_when_its_position_may_still_be_open_then_its_name_is_kept(engine: Engine) -> None:
    skipped = days_ago(event_record(1, decisions=()), 800)
    store(engine, replace(skipped, links=()), event_record(2))

    sweep(engine)

    ledger = SqlLedger(engine, lambda _: None)
    told = opened(1)
    assert ledger.is_stored(told.account, "monitor|opened|5001|5001|7001")
    assert not ledger.is_stored(told.account, "monitor|opened|5009|5009|7009")
    ledger.close()


def test_event_when_no_route_decided_about_it_then_goes_earlier(engine: Engine) -> None:
    store(
        engine,
        moved_stops(1, days=91),
        moved_stops(2, days=89),
        opening(3, days=91),
        event_record(4),
    )

    sweep(engine)

    assert ordinals(engine) == [2, 3, 4]


def test_turn_when_there_is_much_then_touches_a_few_records_only(engine: Engine) -> None:
    # 1,500 trades of two records each.
    trades = [
        part
        for seq in range(1, 3_000, 2)
        for part in (opening(seq, days=500), closing(seq + 1, of=seq, days=500))
    ]
    store(engine, *trades, event_record(3_001))
    before = counted(engine)
    assert (before["records"], before["links"]) == (3_001, 1_501)
    swept = Sweep(Retention(), records_a_turn=50)

    turn(engine, swept)

    after = counted(engine)
    gone = {name: before[name] - after[name] for name in before}
    # 25 openings, each with a decision, an instruction and a copy, and their 25 closes.
    assert gone == {
        "records": 50,
        "events": 50,
        "decisions": 25,
        "attempts": 25,
        "reports": 0,
        "links": 25,
    }
    # 3,000 records by 50, and one turn that finds no more.
    assert sweep(engine) == 60
    assert ordinals(engine) == [3_001]


def test_file_when_most_of_it_was_removed_then_has_shrunk(engine: Engine, tmp_path: Path) -> None:
    trades = [
        part
        for seq in range(1, 3_000, 2)
        for part in (opening(seq, days=500), closing(seq + 1, of=seq, days=500))
    ]
    store(engine, *trades, event_record(3_001))
    full = pages(engine)

    sweep(engine)

    assert full > 1_000
    assert pages(engine) < full / 4


def pages(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("PRAGMA page_count").scalar_one())


def test_record_when_it_comes_while_old_ones_go_then_waits_for_one_turn_at_most(
    engine: Engine,
) -> None:
    trades = [
        part
        for seq in range(1, 2_000, 2)
        for part in (opening(seq, days=500), closing(seq + 1, of=seq, days=500))
    ]
    store(engine, *trades, event_record(2_001))
    loop, done, committed = TestLoop(), list[str](), list[int]()
    ledger = SqlLedger(engine, loop.call, rest_s=0.0)
    ledger.on_committed(committed.append)

    @event.listens_for(engine, "before_cursor_execute")
    def note(*call: object) -> None:
        statement = str(call[2])
        if statement.startswith("DELETE FROM records"):
            done.append("turn")
            loop.call(lambda: None)
        elif statement.startswith("INSERT INTO records"):
            done.append("record")

    waited = []
    for ordinal in range(2_002, 2_012):
        # Old records are being removed right now.
        seen = done.count("turn")
        loop.run_until(partial(lambda before: done.count("turn") > before, seen))
        at = len(done)
        ledger.append(event_record(ordinal))
        loop.run_until(partial(lambda last: committed[-1:] == [last], ordinal))
        waited.append(done[at:].index("record"))
    ledger.close()

    assert max(waited) <= 1


def test_audit_when_old_records_go_then_stays_whole(engine: Engine) -> None:
    locked = AuditEntry(at=NOON - timedelta(days=2_000), account=None, what="locked", why="loss")
    SqlAudit(engine).note(locked)
    store(engine, opening(1, days=2_000), closing(2, of=1, days=2_000), event_record(3))

    sweep(engine)

    assert ordinals(engine) == [3]
    assert SqlAudit(engine).newest(10) == (locked,)


@pytest.mark.parametrize(("log", "raw", "said"), [(29, 90, "log"), (400, 29, "raw")])
def test_retention_when_shorter_than_repeats_can_come_then_is_refused(
    log: int, raw: int, said: str
) -> None:
    with pytest.raises(ValueError, match=f"days of the {said} must be >= 30, were 29"):
        Retention(log_days=log, raw_days=raw)

"""The past in the database: how it is searched, how it goes, and that orders never wait for it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, func, select

from tests.contract.test_history_contract import COPIED, NOON
from tests.unit.adapters.storage.samples import event_record
from tradecopy_desktop.adapters.storage.batch_writes import store_all
from tradecopy_desktop.adapters.storage.comparisons_store import SqlComparisons
from tradecopy_desktop.adapters.storage.history_store import SqlHistory
from tradecopy_desktop.adapters.storage.open_database import open_database, writing
from tradecopy_desktop.adapters.storage.retention import Retention, Sweep
from tradecopy_desktop.adapters.storage.tables import reconciliations, trade_log
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.history_ports import Compared, LogLine, LogWanted


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(tmp_path / "past.db", busy_ms=10)
    yield engine
    engine.dispose()


def lines(count: int) -> list[LogLine]:
    """Return lines of a second each, keyed by their number."""
    return [
        replace(COPIED, key=str(number), at=NOON + timedelta(seconds=number))
        for number in range(count)
    ]


def statements_of(engine: Engine, wanted: LogWanted) -> list[str]:
    """Return how SQLite goes about the places of a page, and counting."""
    asked: list[tuple[str, tuple[str | int, ...]]] = []

    def note(
        _: object, __: object, statement: str, values: tuple[str | int, ...], *___: object
    ) -> None:
        asked.append((statement, values))

    event.listen(engine, "before_cursor_execute", note)
    SqlHistory(engine).page(wanted, newest=100, first=5, count=5)
    SqlHistory(engine).extent(wanted)
    event.remove(engine, "before_cursor_execute", note)
    places, _, count = [each for each in asked if "trade_log" in each[0]]
    with closing(sqlite3.connect(str(engine.url.database))) as connection:
        return [
            row[3]
            for statement, values in (places, count)
            for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)
        ]


@pytest.mark.parametrize(
    "wanted",
    [
        LogWanted(),
        LogWanted(text="eurusd"),
        LogWanted(outcomes=frozenset({"done", "skipped"})),
        LogWanted(outcomes=frozenset({"done"}), route="route-a"),
        LogWanted(route="route-a", since=NOON, follower=COPIED.follower),
        LogWanted(follower=COPIED.follower, until=NOON),
    ],
)
def test_lines_when_searched_then_only_indexes_are_read_and_nothing_is_sorted(
    engine: Engine, wanted: LogWanted
) -> None:
    SqlHistory(engine).keep(lines(50))

    plans = statements_of(engine, wanted)

    assert len(plans) == 2
    assert all("COVERING INDEX" in plan for plan in plans), plans


def test_lines_when_kept_then_the_disk_is_not_waited_for_and_orders_still_are(
    engine: Engine,
) -> None:
    levels: list[int] = []

    def note(connection: sqlite3.Connection) -> None:
        levels.append(connection.execute("PRAGMA synchronous").fetchone()[0])

    event.listen(engine, "commit", lambda c: note(c.connection.driver_connection))
    SqlHistory(engine).keep([COPIED])
    with writing(engine) as connection:
        store_all(connection, [event_record(1)])

    # 1 is NORMAL: no waiting; 2 is FULL: it is on the disk.
    assert levels == [1, 2]


def test_lines_when_the_database_is_locked_then_says_so(engine: Engine) -> None:
    with writing(engine), pytest.raises(TradeCopyError) as refused:
        SqlHistory(engine).keep([COPIED])

    assert str(refused.value) == (
        "the trade log was not kept, another program holds it: close that program"
    )


def test_line_when_it_cannot_be_understood_then_says_which(engine: Engine) -> None:
    SqlHistory(engine).keep([COPIED])
    with writing(engine) as connection:
        connection.execute(trade_log.update().values(lots="many"))

    with pytest.raises(TradeCopyError, match="line 1 of the trade log cannot be read"):
        SqlHistory(engine).page(LogWanted(), newest=1, first=0, count=1)


def test_past_when_older_than_the_log_is_kept_then_goes_a_few_lines_at_a_time(
    engine: Engine,
) -> None:
    old = timedelta(days=401)
    history = SqlHistory(engine)
    history.keep([replace(line, at=line.at - old) for line in lines(120)])
    history.keep([replace(COPIED, key="young")])
    compared = Compared(route="r", begun=NOON, at=NOON, times=1, found=0, drift=ZERO)
    gone = replace(compared, begun=NOON - old, at=NOON - old)
    SqlComparisons(engine).keep_compared([compared, gone])
    with writing(engine) as connection:
        store_all(connection, [event_record(1)])
    sweep = Sweep(Retention(log_days=400))

    left = []
    more = True
    while more:
        with writing(engine) as connection:
            more = sweep.turn(connection)
            left.append(connection.execute(select(func.count()).select_from(trade_log)).scalar())

    # 121 lines, fifty at a time; the last turn finds nothing.
    assert left == [71, 21, 1, 1]
    with engine.connect() as connection:
        assert connection.execute(select(reconciliations.c.begun_us)).scalars().all() == [
            1_741_953_600_250_001
        ]

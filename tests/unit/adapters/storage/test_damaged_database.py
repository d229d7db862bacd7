"""A damaged database is set aside under a name with a date; what it still tells is taken over."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.golden_databases import restore_database
from tests.unit.adapters.storage.samples import event_record
from tradecopy_desktop.adapters.storage.audit_store import SqlAudit
from tradecopy_desktop.adapters.storage.batch_writes import store_all
from tradecopy_desktop.adapters.storage.damaged_database import OpenedDatabase, open_or_set_aside
from tradecopy_desktop.adapters.storage.guards_store import SqlGuards
from tradecopy_desktop.adapters.storage.ledger import load_state
from tradecopy_desktop.adapters.storage.open_database import open_database, writing
from tradecopy_desktop.adapters.storage.settings_store import SqlSettings
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.guarding import GuardMemory
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.guard_ports import Unreadable
from tradecopy_desktop.ports import LedgerState

AT = datetime(2026, 3, 14, 9, 5, 7, tzinfo=UTC)
ASIDE = "tradecopy.sqlite.damaged-20260314T090507Z"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "tradecopy.sqlite"
    restore_database("0007", path)
    open_database(path).dispose()
    return path


def run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def page_of(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [name])
        return int(found.fetchone()[0])


def spoil_page(path: Path, page: int) -> None:
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(content)


def state_of(opened: OpenedDatabase) -> LedgerState:
    with opened.engine.connect() as connection:
        return load_state(connection)


def test_database_when_whole_then_nothing_is_set_aside(path: Path) -> None:
    opened = open_or_set_aside(path, at=AT)

    assert (opened.aside, opened.taken_over) == (None, 0)
    assert SqlSettings(opened.engine).routes()[0].mode is RouteMode.LIVE
    opened.engine.dispose()


@pytest.mark.parametrize("content", [b"these are my notes", b"\0" * 8192, b"no" * 10_000])
def test_e24_file_when_it_is_no_database_then_is_set_aside_and_a_new_one_made(
    path: Path, content: bytes
) -> None:
    path.write_bytes(content)
    # Left beside the new database, it would be taken for a part of it.
    path.with_name(f"{path.name}-wal").write_bytes(b"what was written last")

    opened = open_or_set_aside(path, at=AT)

    assert opened.aside == path.with_name(ASIDE)
    assert opened.aside.read_bytes() == content
    assert path.with_name(f"{ASIDE}-wal").read_bytes() == b"what was written last"
    assert opened.taken_over == 0
    assert (state_of(opened).ordinal, SqlSettings(opened.engine).routes()) == (0, ())
    opened.engine.dispose()


def test_e24_database_when_cut_short_then_is_set_aside_as_it_is(path: Path) -> None:
    content = path.read_bytes()[: 4096 * 6 + 100]
    path.write_bytes(content)

    opened = open_or_set_aside(path, at=AT)

    assert opened.aside is not None
    assert opened.aside.read_bytes() == content
    # Whatever could be read, it can be worked with.
    assert state_of(opened).outstanding == ()
    opened.engine.dispose()


def test_e24_page_when_damaged_then_all_other_tables_are_taken_over_and_routes_paused(
    path: Path,
) -> None:
    spoil_page(path, page_of(path, "cursors"))

    opened = open_or_set_aside(path, at=AT)

    state = state_of(opened)
    (route,) = SqlSettings(opened.engine).routes()
    assert [link.position for link in state.links] == ["10001", "10003"]
    assert (state.ordinal, state.cursors) == (8, ())
    assert route.mode is RouteMode.CLOSE_ONLY
    assert len(SqlSettings(opened.engine).accounts()) == 2
    opened.engine.dispose()


def test_e24_page_when_damaged_in_the_middle_then_what_is_around_it_is_taken_over(
    tmp_path: Path,
) -> None:
    path = tmp_path / "tradecopy.sqlite"
    engine = open_database(path)
    with writing(engine) as connection:
        store_all(connection, [event_record(ordinal) for ordinal in range(1, 301)])
    engine.dispose()
    spoil_page(path, page_with(path, b'"position":"5150"'))

    opened = open_or_set_aside(path, at=AT)

    positions = [int(link.position) for link in state_of(opened).links]
    # Each page holds a handful of copies; the ones before and behind it are all there.
    assert positions[0] == 5001
    assert positions[-1] == 5300
    assert 5150 not in positions
    assert len(positions) > 280
    opened.engine.dispose()


def page_with(path: Path, text: bytes) -> int:
    """Return the page that holds a text which only copies have."""
    return path.read_bytes().index(text) // 4096 + 1


def test_e24_row_when_it_cannot_be_understood_then_it_alone_is_left_out(path: Path) -> None:
    run(path, "UPDATE links SET body = '{\"copy\":\"torn' WHERE position = '10003'")

    opened = open_or_set_aside(path, at=AT)

    state = state_of(opened)
    assert opened.aside == path.with_name(ASIDE)
    assert [link.position for link in state.links] == ["10001"]
    assert (state.ordinal, len(state.cursors)) == (8, 2)
    assert SqlSettings(opened.engine).routes()[0].mode is RouteMode.CLOSE_ONLY
    opened.engine.dispose()


@pytest.mark.parametrize(
    "spoiled",
    [
        "UPDATE routes SET mode = 'maybe'",
        "UPDATE routes SET follower = 'nobody'",
        "UPDATE route_settings SET body = '[]'",
        "UPDATE cursors SET role = 'chef'",
        "UPDATE terminal_profiles SET body = ''",
        "UPDATE account_paces SET body = '{\"burst\":0}'",
        "UPDATE account_paces SET account = 'nobody'",
        "INSERT INTO attempts VALUES ('i', 1, 'open', 'i', 3, 9,"
        " 'c633a887e391aa072b713663031b8eb9', 'f', NULL, '{}')",
    ],
)
def test_e24_any_row_when_it_cannot_be_understood_then_the_start_goes_on_without_it(
    path: Path, spoiled: str
) -> None:
    run(path, spoiled)

    opened = open_or_set_aside(path, at=AT)

    assert opened.aside == path.with_name(ASIDE)
    assert [link.position for link in state_of(opened).links] == ["10001", "10003"]
    opened.engine.dispose()
    # The next start finds nothing any more that it cannot understand.
    again = open_or_set_aside(path, at=AT)
    again.engine.dispose()
    assert again.aside is None


def test_e24_damage_when_it_comes_twice_in_a_second_then_neither_file_is_lost(path: Path) -> None:
    path.write_bytes(b"first")
    open_or_set_aside(path, at=AT).engine.dispose()
    path.write_bytes(b"second")

    opened = open_or_set_aside(path, at=AT)
    opened.engine.dispose()

    assert path.with_name(ASIDE).read_bytes() == b"first"
    assert path.with_name(f"{ASIDE}-2").read_bytes() == b"second"


def test_e24_what_belongs_to_the_database_when_set_aside_then_goes_with_it(path: Path) -> None:
    run(path, "UPDATE routes SET mode = 'maybe'")
    # What a killed program leaves: its newest rows are in the file beside the database alone.
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("SELECT count(*) FROM links").fetchone()
        run(path, "UPDATE routes SET name = 'newest'")
        beside = path.with_name(path.name + "-wal").read_bytes()
        assert beside
        kept = path.read_bytes()
        for name, content in (("", kept), ("-wal", beside)):
            (path.parent / "copy").mkdir(exist_ok=True)
            (path.parent / "copy" / (path.name + name)).write_bytes(content)

    opened = open_or_set_aside(path.parent / "copy" / path.name, at=AT)
    opened.engine.dispose()

    with closing(sqlite3.connect(path.parent / "copy" / ASIDE)) as aside:
        assert aside.execute("SELECT name FROM routes").fetchall() == [("newest",)]


def test_database_when_another_program_holds_it_then_is_refused_and_not_set_aside(
    path: Path,
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")

        with pytest.raises(TradeCopyError, match="another program holds it: close that program"):
            open_or_set_aside(path, at=AT, busy_ms=10)

    assert not path.with_name(ASIDE).exists()


def test_database_when_of_another_program_then_is_refused_and_not_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "tradecopy.sqlite"
    run(path, "CREATE TABLE recipes (name TEXT)", "INSERT INTO recipes VALUES ('soup')")

    with pytest.raises(TradeCopyError, match="is the database of another program"):
        open_or_set_aside(path, at=AT)

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM recipes").fetchall() == [("soup",)]


def test_e24_guard_when_it_cannot_be_understood_then_its_account_still_has_one(path: Path) -> None:
    run(
        path,
        "UPDATE account_guards SET body = '{\"version\":'",
        # Damage elsewhere, for which the database is set aside.
        "UPDATE links SET body = '{\"copy\":\"torn' WHERE position = '10003'",
    )

    opened = open_or_set_aside(path, at=AT)

    guards, memories = SqlGuards(opened.engine).guards(), SqlGuards(opened.engine).memories()
    (follower,) = guards
    assert opened.aside is not None
    assert isinstance(guards[follower], Unreadable)
    assert isinstance(memories[follower], GuardMemory)
    assert [entry.what for entry in SqlAudit(opened.engine).newest(10)] == ["limits changed"]
    opened.engine.dispose()

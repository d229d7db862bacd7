"""What every store of guards promises, in a database or in memory."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Table

from tests.contract.guard_samples import FOLLOWER, GUARD, LOCK, MEMORY, OTHER
from tradecopy_desktop.adapters.storage.guards_store import SqlGuards
from tradecopy_desktop.adapters.storage.memory_guards import MemoryGuards
from tradecopy_desktop.adapters.storage.open_database import open_database, writing
from tradecopy_desktop.adapters.storage.tables import account_guards, guard_memories
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.guarding import FRESH_MEMORY, USUAL_GUARD
from tradecopy_desktop.guard_ports import Guards, Unreadable

Reopen = Callable[[], Guards]


@pytest.fixture(params=["database", "memory"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Reopen]:
    """Return how to get at what is stored, as a program does that starts."""
    if request.param == "memory":
        kept = MemoryGuards()
        yield lambda: kept
        return
    engine = open_database(tmp_path / "settings.db")
    yield lambda: SqlGuards(engine)
    engine.dispose()


def test_guards_when_new_then_are_none(reopen: Reopen) -> None:
    assert (reopen().guards(), reopen().memories()) == ({}, {})


def test_guard_when_saved_then_all_of_it_is_found(reopen: Reopen) -> None:
    reopen().save_guard(FOLLOWER, GUARD)

    assert reopen().guards() == {FOLLOWER: GUARD}


def test_guard_when_saved_again_then_is_replaced_and_the_others_stay(reopen: Reopen) -> None:
    reopen().save_guard(FOLLOWER, GUARD)
    reopen().save_guard(OTHER, GUARD)

    reopen().save_guard(FOLLOWER, USUAL_GUARD)

    assert reopen().guards() == {FOLLOWER: USUAL_GUARD, OTHER: GUARD}


def test_memories_when_saved_then_all_of_them_are_found(reopen: Reopen) -> None:
    reopen().save_memories({FOLLOWER: MEMORY, OTHER: FRESH_MEMORY})

    assert reopen().memories() == {FOLLOWER: MEMORY, OTHER: FRESH_MEMORY}


def test_memory_when_saved_again_then_is_replaced_and_the_others_stay(reopen: Reopen) -> None:
    later = replace(MEMORY, lock=None, last_balance=Decimal("98000.00"))
    reopen().save_memories({FOLLOWER: MEMORY, OTHER: MEMORY})

    reopen().save_memories({FOLLOWER: later})

    assert reopen().memories() == {FOLLOWER: later, OTHER: MEMORY}


def test_memories_when_none_are_saved_then_those_that_are_there_stay(reopen: Reopen) -> None:
    reopen().save_memories({FOLLOWER: MEMORY})

    reopen().save_memories({})

    assert reopen().memories() == {FOLLOWER: MEMORY}


def test_memory_when_what_was_saved_is_changed_after_then_what_is_stored_is_not(
    reopen: Reopen,
) -> None:
    starts = dict(MEMORY.starts)
    reopen().save_memories({FOLLOWER: replace(MEMORY, starts=starts)})

    starts.clear()
    found = reopen().memories()[FOLLOWER]
    assert found == MEMORY
    assert not isinstance(found, Unreadable)
    found.rungs.clear()

    assert reopen().memories() == {FOLLOWER: MEMORY}


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ('"version":1', '"version":2', "it is of version 2, and this program knows 1 alone"),
        ('"most":3', '"most":0', "most must be >= 1, was 0"),
        ('"worst_case":true', '"worst_case":1', "Expected `bool`, got `int` - at `$.worst_case`"),
        (
            '"worst_case":true',
            '"worst_case":true,"hedged":true',
            "Object contains unknown field `hedged`",
        ),
        (
            '"value":"5.0"',
            '"value":"5.0","of":"peak"',
            "Object contains unknown field `of` - at `$.limits[0].rule.amount`",
        ),
        (
            '"form":"margin"',
            '"form":"spread"',
            "Invalid value 'spread' - at `$.limits[3].rule.form`",
        ),
        (
            '"least":"150"',
            '"least":"NaN"',
            "least must be a number, was NaN - at `$.limits[3].rule`",
        ),
        (
            ',"symbol":"XAUUSD"',
            "",
            "Object missing required field `symbol` - at `$.limits[2].rule`",
        ),
        ('"l1"', '"l0"', "each limit needs an id of its own"),
        ("{", "", "Expected `object`, got `str`"),
        ('"flattens_alone":true}', "", "Input data was truncated"),
    ],
)
def test_guard_when_what_is_stored_can_be_none_then_its_account_alone_has_an_unreadable_one(
    tmp_path: Path, before: str, after: str, why: str
) -> None:
    engine = open_database(tmp_path / "settings.db")
    store = SqlGuards(engine)
    store.save_guard(FOLLOWER, GUARD)
    store.save_guard(OTHER, USUAL_GUARD)
    write_over(store, account_guards, before, after)

    found = store.guards()
    engine.dispose()

    said = f"the stored guard of 2002@Prop@Live 3 cannot be read: {why}"
    assert found == {FOLLOWER: Unreadable(why=said), OTHER: USUAL_GUARD}


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ('"version":1', '"version":7', "it is of version 7, and this program knows 1 alone"),
        ('"streak":2', '"streak":"2"', "Expected `int`, got `str` - at `$.of.streak`"),
        ('"streak":2', '"streak":2,"mood":1', "it holds the unknown field 'mood'"),
        (
            '"limit":"l0",',
            '"limit":"l0","until_noon":true,',
            "it holds the unknown field 'until_noon'",
        ),
        (
            '"estimated":true',
            '"estimated":true,"guessed":1',
            "it holds the unknown field 'guessed'",
        ),
        ('"-12.30"', '"-Infinity"', "it holds -Infinity where a number belongs"),
        ('"flows":"-0.50"', '"flows":"NaN"', "it holds NaN where a number belongs"),
    ],
)
def test_memory_when_what_is_stored_can_be_none_then_its_account_alone_has_an_unreadable_one(
    tmp_path: Path, before: str, after: str, why: str
) -> None:
    engine = open_database(tmp_path / "settings.db")
    store = SqlGuards(engine)
    store.save_memories({FOLLOWER: MEMORY, OTHER: FRESH_MEMORY})
    write_over(store, guard_memories, before, after)

    found = store.memories()
    engine.dispose()

    said = f"the stored memory of the guard of 2002@Prop@Live 3 cannot be read: {why}"
    assert found == {FOLLOWER: Unreadable(why=said), OTHER: FRESH_MEMORY}


def write_over(store: SqlGuards, table: Table, before: str, after: str) -> None:
    """Change a part of what the database holds for the follower."""
    here = table.c.account == str(FOLLOWER)
    with writing(store._engine) as connection:
        body = connection.execute(table.select().where(here)).one().body
        assert before in body
        connection.execute(table.update().where(here).values(body=body.replace(before, after, 1)))


def test_guards_when_an_account_is_none_then_says_so(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "settings.db")
    with writing(engine) as connection:
        connection.execute(account_guards.insert().values(account="two", body="{}"))

    with pytest.raises(TradeCopyError, match="a stored guard cannot be read: an account is writt"):
        SqlGuards(engine).guards()
    engine.dispose()


def test_guards_when_the_database_is_locked_then_say_what_was_not_saved(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "settings.db", busy_ms=10)
    store = SqlGuards(engine)
    with writing(engine):
        with pytest.raises(TradeCopyError, match="guard of 2002@Prop@Live 3 was not saved"):
            store.save_guard(FOLLOWER, GUARD)
        with pytest.raises(TradeCopyError, match="what guards remember was not saved, another"):
            store.save_memories({FOLLOWER: replace(MEMORY, lock=LOCK)})
    engine.dispose()

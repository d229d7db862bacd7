"""What every store of rule sets promises, in a database or in memory."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.contract.guard_samples import RULE_SET
from tradecopy_desktop.adapters.storage.memory_guards import MemoryRuleSets
from tradecopy_desktop.adapters.storage.open_database import open_database, writing
from tradecopy_desktop.adapters.storage.rule_sets_store import SqlRuleSets
from tradecopy_desktop.adapters.storage.tables import rule_sets
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.guarding import Reset, RuleSet
from tradecopy_desktop.guard_ports import RuleSets, Unreadable

BARE = RuleSet(name="Bare", limits=(), reset=Reset())
Reopen = Callable[[], RuleSets]


@pytest.fixture(params=["database", "memory"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Reopen]:
    """Return how to get at what is stored, as a program does that starts."""
    if request.param == "memory":
        kept = MemoryRuleSets()
        yield lambda: kept
        return
    engine = open_database(tmp_path / "settings.db")
    yield lambda: SqlRuleSets(engine)
    engine.dispose()


def test_rule_sets_when_new_then_are_none(reopen: Reopen) -> None:
    assert reopen().rule_sets() == {}


def test_rule_sets_when_saved_then_are_found_by_name_in_their_order(reopen: Reopen) -> None:
    reopen().save_rule_set(RULE_SET)

    reopen().save_rule_set(BARE)

    assert list(reopen().rule_sets().items()) == [
        ("Bare", BARE),
        ("Five percent, reset at 23:00", RULE_SET),
    ]


def test_rule_set_when_saved_again_then_is_replaced(reopen: Reopen) -> None:
    reopen().save_rule_set(RULE_SET)

    reopen().save_rule_set(replace(RULE_SET, source="", dated=None))

    assert reopen().rule_sets() == {RULE_SET.name: replace(RULE_SET, source="", dated=None)}


def test_rule_set_when_dropped_then_is_gone_and_the_others_stay(reopen: Reopen) -> None:
    reopen().save_rule_set(RULE_SET)
    reopen().save_rule_set(BARE)

    reopen().drop_rule_set(RULE_SET.name)
    reopen().drop_rule_set("never there")

    assert reopen().rule_sets() == {"Bare": BARE}


def test_rule_set_when_what_is_stored_can_be_none_then_says_so_of_it_alone(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "settings.db")
    store = SqlRuleSets(engine)
    store.save_rule_set(RULE_SET)
    store.save_rule_set(BARE)
    with writing(engine) as connection:
        bare = rule_sets.update().where(rule_sets.c.name == "Bare")
        connection.execute(bare.values(body='{"version":1,"name":"Bare"}'))

    found = store.rule_sets()
    engine.dispose()

    assert found == {
        "Bare": Unreadable(
            why="the stored rule set 'Bare' cannot be read: Object missing required field `limits`"
        ),
        RULE_SET.name: RULE_SET,
    }


def test_rule_set_when_the_database_is_locked_then_says_what_was_not_saved(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "settings.db", busy_ms=10)
    with writing(engine), pytest.raises(TradeCopyError, match="rule set 'Bare' was not saved"):
        SqlRuleSets(engine).save_rule_set(BARE)
    engine.dispose()

"""What every store of request limits promises, in a database or in memory."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tradecopy_desktop.adapters.storage.memory_settings import MemoryPaces
from tradecopy_desktop.adapters.storage.open_database import open_database, writing
from tradecopy_desktop.adapters.storage.paces_store import SqlPaces
from tradecopy_desktop.adapters.storage.tables import account_paces
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.pace import USUAL_PACE, Pace
from tradecopy_desktop.ports import Paces

FOLLOWER = AccountKey(login="2002", server="Prop@Live 3")
OTHER = AccountKey(login="2002", server="Prop@Live 4")
# Nothing of it is as usual.
OF_PROP = Pace(
    per_minute=90,
    burst=12,
    reserve=3,
    daily_budget=2_000,
    day_starts=22,
    stops_every_s=40,
    stops_step=0,
)
Reopen = Callable[[], Paces]


@pytest.fixture(params=["database", "memory"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Reopen]:
    """Return how to get at what is stored, as a program does that starts."""
    if request.param == "memory":
        kept = MemoryPaces()
        yield lambda: kept
        return
    engine = open_database(tmp_path / "settings.db")
    yield lambda: SqlPaces(engine)
    engine.dispose()


def test_paces_when_new_then_are_none(reopen: Reopen) -> None:
    assert reopen().paces() == {}


def test_pace_when_saved_then_all_of_it_is_found(reopen: Reopen) -> None:
    reopen().save_pace(FOLLOWER, OF_PROP)

    assert reopen().paces() == {FOLLOWER: OF_PROP}


def test_pace_when_without_a_budget_then_is_found_without_one(reopen: Reopen) -> None:
    reopen().save_pace(FOLLOWER, USUAL_PACE)

    assert reopen().paces()[FOLLOWER].daily_budget is None


def test_pace_when_saved_again_then_is_replaced_and_the_others_stay(reopen: Reopen) -> None:
    reopen().save_pace(FOLLOWER, OF_PROP)
    reopen().save_pace(OTHER, OF_PROP)

    reopen().save_pace(FOLLOWER, USUAL_PACE)

    assert reopen().paces() == {FOLLOWER: USUAL_PACE, OTHER: OF_PROP}


def test_paces_when_what_was_returned_is_changed_then_what_is_stored_is_not(
    reopen: Reopen,
) -> None:
    reopen().save_pace(FOLLOWER, OF_PROP)

    reopen().paces().clear()

    assert reopen().paces() == {FOLLOWER: OF_PROP}


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ('{"burst":2,"reserve":2}', "reserve must be >= 0 and below the burst of 2, was 2"),
        ('{"burst":"2"}', "Expected `int`, got `str`"),
        ('{"burst":', "Input data was truncated"),
    ],
)
def test_paces_when_what_is_stored_can_be_none_then_says_so(
    tmp_path: Path, body: str, why: str
) -> None:
    engine = open_database(tmp_path / "settings.db")
    SqlPaces(engine).save_pace(FOLLOWER, OF_PROP)
    with writing(engine) as connection:
        connection.execute(account_paces.update().values(body=body))

    with pytest.raises(TradeCopyError, match=f"stored request limits cannot be read: {why}"):
        SqlPaces(engine).paces()
    engine.dispose()


def test_pace_when_the_database_is_locked_then_says_what_was_not_saved(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "settings.db", busy_ms=10)
    with writing(engine), pytest.raises(TradeCopyError, match="request limits was not saved"):
        SqlPaces(engine).save_pace(FOLLOWER, OF_PROP)
    engine.dispose()

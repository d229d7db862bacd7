"""What is kept of events that failed, in a database or in memory."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tradecopy_desktop.adapters.storage.memory_settings import MemoryPoisons
from tradecopy_desktop.adapters.storage.open_database import open_database
from tradecopy_desktop.adapters.storage.poison_store import SqlPoisons
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.ports import PoisonRecord, Poisons

FIRST = PoisonRecord(
    account=AccountKey(login="1001", server="Broker-Demo"),
    event="monitor|opened|501|501|9501",
    route="r1",
    times=1,
    text="ValueError: größer",
)
OTHER_ROUTE = replace(FIRST, route="r2")
OTHER_EVENT = replace(FIRST, event="monitor|77|6", times=2)


@pytest.fixture(params=["database", "memory"])
def poisons(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Poisons]:
    if request.param == "memory":
        yield MemoryPoisons()
        return
    engine = open_database(tmp_path / "ledger.db")
    yield SqlPoisons(engine)
    engine.dispose()


def test_poisons_when_new_then_are_none(poisons: Poisons) -> None:
    assert poisons.poisons() == ()


def test_poisons_when_saved_then_are_returned_by_event_and_route(poisons: Poisons) -> None:
    for poison in (OTHER_ROUTE, FIRST, OTHER_EVENT):
        poisons.save_poison(poison)

    assert poisons.poisons() == (OTHER_EVENT, FIRST, OTHER_ROUTE)


def test_poison_when_saved_again_then_is_replaced(poisons: Poisons) -> None:
    poisons.save_poison(FIRST)
    poisons.save_poison(replace(FIRST, times=2, text="KeyError: 'x'"))

    assert poisons.poisons() == (replace(FIRST, times=2, text="KeyError: 'x'"),)


def test_poison_when_dropped_then_the_others_stay(poisons: Poisons) -> None:
    poisons.save_poison(FIRST)
    poisons.save_poison(OTHER_ROUTE)

    poisons.drop_poison(FIRST)
    poisons.drop_poison(FIRST)

    assert poisons.poisons() == (OTHER_ROUTE,)

"""What every store of caps and of what arming settled promises, in a database or in memory."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from tradecopy_desktop.adapters.storage.caps_store import SqlCaps
from tradecopy_desktop.adapters.storage.memory_settings import MemoryCaps, MemoryRouteMemory
from tradecopy_desktop.adapters.storage.open_database import open_database, writing
from tradecopy_desktop.adapters.storage.route_memory_store import SqlRouteMemory
from tradecopy_desktop.adapters.storage.tables import account_caps, baselines, mappings
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.baseline import Baseline
from tradecopy_desktop.domain.caps import NO_CAPS, AccountCaps
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.ports import Caps, RouteMemory

FOLLOWER = AccountKey(login="2002", server="Prop@Live 3")
CAPS = AccountCaps(
    order_lots=Decimal("5.00"),
    total_lots=Decimal("12.5"),
    leverage=Decimal(10),
    min_free_margin=Decimal("33.3"),
)
BASELINE = Baseline(
    route="7d1c",
    positions=frozenset({"5003", "5001", "5002"}),
    pendings=frozenset({"88001"}),
)
AnyStore = tuple[Caps, RouteMemory]
Reopen = Callable[[], AnyStore]


class FixedClock:
    """A clock that stands at one moment."""

    def now(self) -> datetime:
        return datetime(2025, 3, 14, 12, tzinfo=UTC)

    def monotonic_ns(self) -> int:
        return 0

    async def sleep(self, seconds: float) -> None:
        raise AssertionError(f"nobody waits {seconds} s here")


@pytest.fixture(params=["database", "memory"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Reopen]:
    """Return how to get at what is stored, as a program does that starts."""
    if request.param == "memory":
        kept = (MemoryCaps(), MemoryRouteMemory())
        yield lambda: kept
        return
    engine = open_database(tmp_path / "settings.db")
    yield lambda: (SqlCaps(engine), SqlRouteMemory(engine))
    engine.dispose()


@pytest.fixture
def caps(reopen: Reopen) -> Callable[[], Caps]:
    return lambda: reopen()[0]


@pytest.fixture
def memory(reopen: Reopen) -> Callable[[], RouteMemory]:
    return lambda: reopen()[1]


def test_stores_when_new_then_are_empty(reopen: Reopen) -> None:
    caps, memory = reopen()

    assert (caps.caps(), memory.baselines(), memory.mappings()) == ({}, (), {})


def test_caps_when_saved_then_are_found_to_the_last_digit(caps: Callable[[], Caps]) -> None:
    caps().save_caps(FOLLOWER, CAPS)

    # repr tells 5.00 from 5, which == does not.
    assert repr(caps().caps()) == repr({FOLLOWER: CAPS})


def test_caps_when_saved_again_then_are_replaced(caps: Callable[[], Caps]) -> None:
    other = AccountKey(login="2002", server="Another")
    caps().save_caps(FOLLOWER, CAPS)
    caps().save_caps(other, CAPS)

    caps().save_caps(FOLLOWER, NO_CAPS)

    assert caps().caps() == {FOLLOWER: NO_CAPS, other: CAPS}


def test_what_is_returned_when_changed_then_leaves_the_store_as_it_was(reopen: Reopen) -> None:
    caps, memory = reopen()
    caps.save_caps(FOLLOWER, CAPS)
    memory.save_mapping("7d1c", "XAUUSD", "GOLD")

    caps.caps().clear()
    memory.mappings().clear()

    assert reopen()[0].caps() == {FOLLOWER: CAPS}
    assert reopen()[1].mappings() == {("7d1c", "XAUUSD"): "GOLD"}


def test_baseline_when_saved_then_is_found(memory: Callable[[], RouteMemory]) -> None:
    memory().save_baseline(BASELINE)

    assert memory().baselines() == (BASELINE,)


def test_baseline_when_the_master_was_flat_then_is_found_all_the_same(
    memory: Callable[[], RouteMemory],
) -> None:
    memory().save_baseline(Baseline(route="7d1c"))

    assert memory().baselines() == (Baseline(route="7d1c"),)


def test_baseline_when_saved_again_then_is_replaced(memory: Callable[[], RouteMemory]) -> None:
    later = replace(BASELINE, positions=frozenset({"6000"}), pendings=frozenset())
    memory().save_baseline(BASELINE)

    memory().save_baseline(later)

    assert memory().baselines() == (later,)


def test_baselines_when_several_then_come_by_route(memory: Callable[[], RouteMemory]) -> None:
    memory().save_baseline(BASELINE)

    memory().save_baseline(replace(BASELINE, route="0a"))

    assert [each.route for each in memory().baselines()] == ["0a", "7d1c"]


def test_mapping_when_saved_then_is_found_by_route_and_symbol(
    memory: Callable[[], RouteMemory],
) -> None:
    memory().save_mapping("7d1c", "XAUUSD", "GOLD", "the one name of the family there")
    memory().save_mapping("7d1c", "EURUSD", "EURUSD.pro")
    memory().save_mapping("0a", "XAUUSD", "XAUUSD")

    assert memory().mappings() == {
        ("7d1c", "XAUUSD"): "GOLD",
        ("7d1c", "EURUSD"): "EURUSD.pro",
        ("0a", "XAUUSD"): "XAUUSD",
    }


def test_mapping_when_confirmed_anew_then_is_replaced(memory: Callable[[], RouteMemory]) -> None:
    memory().save_mapping("7d1c", "XAUUSD", "GOLD")

    memory().save_mapping("7d1c", "XAUUSD", "XAUUSDm")

    assert memory().mappings() == {("7d1c", "XAUUSD"): "XAUUSDm"}


def test_route_when_forgotten_then_others_keep_their_memory(
    memory: Callable[[], RouteMemory],
) -> None:
    kept = replace(BASELINE, route="0a")
    for baseline in (BASELINE, kept):
        memory().save_baseline(baseline)
        memory().save_mapping(baseline.route, "XAUUSD", "GOLD")

    memory().drop_route_memory("7d1c")
    memory().drop_route_memory("never heard of")

    assert memory().baselines() == (kept,)
    assert memory().mappings() == {("0a", "XAUUSD"): "GOLD"}


def test_rows_when_saved_then_say_when_and_why(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "settings.db")
    memory = SqlRouteMemory(engine, clock=FixedClock())

    memory.save_baseline(BASELINE)
    memory.save_mapping("7d1c", "XAUUSD", "GOLD", "one name of the family")

    with engine.connect() as connection:
        [baseline] = connection.execute(select(baselines)).all()
        [mapping] = connection.execute(select(mappings)).all()
    # 2025-03-14T12:00:00Z; identifiers in an order of their own.
    noon_us = 1_741_953_600_000_000
    assert tuple(baseline) == ("7d1c", '["5001","5002","5003"]', '["88001"]', noon_us)
    assert tuple(mapping) == ("7d1c", "XAUUSD", "GOLD", "one name of the family", noon_us)
    engine.dispose()


@pytest.mark.parametrize(
    ("lots", "why"), [("many", "'many' is no number"), ("-1", "order_lots must be above 0, was -1")]
)
def test_caps_when_what_is_stored_can_be_none_then_says_whose(
    tmp_path: Path, lots: str, why: str
) -> None:
    engine = open_database(tmp_path / "settings.db")
    SqlCaps(engine).save_caps(FOLLOWER, CAPS)
    with writing(engine) as connection:
        connection.execute(account_caps.update().values(order_lots=lots))

    with pytest.raises(TradeCopyError, match=f"stored caps of 2002@Prop@Live 3 .* read: {why}"):
        SqlCaps(engine).caps()
    engine.dispose()


def test_baseline_when_what_is_stored_is_damaged_then_says_of_which_route(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "settings.db")
    SqlRouteMemory(engine).save_baseline(BASELINE)
    with writing(engine) as connection:
        connection.execute(baselines.update().values(positions="[5001]"))

    with pytest.raises(TradeCopyError, match="stored baseline of route 7d1c cannot be read"):
        SqlRouteMemory(engine).baselines()
    engine.dispose()


def test_database_when_locked_then_says_what_was_not_saved(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "settings.db", busy_ms=10)
    with writing(engine), pytest.raises(TradeCopyError, match="with its caps was not saved"):
        SqlCaps(engine).save_caps(FOLLOWER, CAPS)
    engine.dispose()

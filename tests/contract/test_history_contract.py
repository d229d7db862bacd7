"""What every memory of the past promises, in a database or not."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from tradecopy_desktop.adapters.storage.comparisons_store import SqlComparisons
from tradecopy_desktop.adapters.storage.history_store import SqlHistory
from tradecopy_desktop.adapters.storage.memory_history import MemoryComparisons, MemoryHistory
from tradecopy_desktop.adapters.storage.open_database import open_database
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.decisions import Step
from tradecopy_desktop.domain.stage_times import StageTimes
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.history_ports import (
    Compared,
    Comparisons,
    History,
    LogLine,
    LogWanted,
)

NOON = datetime(2025, 3, 14, 12, 0, 0, 250_001, tzinfo=UTC)
ALDER = AccountKey(login="2001", server="Alder-Demo")
CEDAR = AccountKey(login="2002", server="Cedar-Demo")
COPIED = LogLine(
    key="a/1",
    at=NOON,
    route="route-a",
    route_name="Größe to Alder",
    follower=ALDER,
    follower_name="Alder",
    action="open",
    side=Side.SELL,
    master_symbol="EURUSD",
    symbol="EURUSD.m",
    master_lots=Decimal("0.10"),
    lots=Decimal("0.20"),
    master_price=Decimal("1.10000"),
    price=Decimal("1.09998"),
    slippage_points=Decimal("2.0"),
    slippage_money=Decimal("0.40"),
    currency="USD",
    outcome="done",
    reason="",
    stages=StageTimes(1.5, None, 0.25, 0.125, 40.0, 2.125),
    total_ms=44.0,
    steps=(Step(rule="multiplier", text="x 2", inputs=(("lots", "0.10"),), result="0.20"),),
)
SKIPPED = replace(
    COPIED,
    key="b/1",
    at=NOON + timedelta(seconds=1),
    route="route-c",
    route_name="to Cedar",
    follower=CEDAR,
    follower_name="Cedar",
    master_symbol="US500",
    symbol="",
    side=None,
    lots=None,
    price=None,
    slippage_points=None,
    slippage_money=None,
    outcome="skipped",
    reason="the signal is 100% too old_",
    stages=None,
    total_ms=None,
    steps=(),
)
GONE = replace(
    COPIED, key="c/1", at=NOON + timedelta(seconds=2), route="", follower=None, outcome="refused"
)
EVERY = LogWanted()


@pytest.fixture(params=["database", "memory"])
def history(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[History]:
    if request.param == "memory":
        yield MemoryHistory()
        return
    engine = open_database(tmp_path / "past.db")
    yield SqlHistory(engine)
    engine.dispose()


def keys(history: History, wanted: LogWanted, *, first: int = 0, count: int = 10) -> list[str]:
    """Return the keys of a page of everything that is there."""
    return [line.key for line in history.page(wanted, newest=1_000_000, first=first, count=count)]


def test_log_when_new_then_is_empty(history: History) -> None:
    assert history.extent(EVERY) == (0, 0)
    assert history.page(EVERY, newest=10, first=0, count=10) == ()


def test_lines_when_kept_then_come_back_as_they_were_the_newest_first(history: History) -> None:
    history.keep([COPIED, SKIPPED])
    history.keep([GONE])

    assert history.extent(EVERY) == (3, 3)
    assert history.page(EVERY, newest=3, first=0, count=10) == (
        replace(GONE, number=3),
        replace(SKIPPED, number=2),
        replace(COPIED, number=1),
    )


def test_line_when_its_key_comes_again_then_is_replaced_where_it_was(history: History) -> None:
    waiting = replace(COPIED, outcome="waiting", at=NOON - timedelta(seconds=5))
    history.keep([waiting, SKIPPED])

    history.keep([COPIED])

    assert history.extent(EVERY) == (2, 2)
    assert history.page(EVERY, newest=1, first=0, count=1) == (replace(COPIED, number=1),)


def test_pages_when_lines_come_meanwhile_then_do_not_move(history: History) -> None:
    history.keep([COPIED, SKIPPED])
    _, newest = history.extent(EVERY)
    history.keep([GONE])

    page = history.page(EVERY, newest=newest, first=1, count=5)

    assert [line.key for line in page] == ["a/1"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (LogWanted(since=NOON + timedelta(seconds=1)), ["c/1", "b/1"]),
        (LogWanted(until=NOON + timedelta(seconds=1)), ["a/1"]),
        (LogWanted(outcomes=frozenset({"done", "refused"})), ["c/1", "a/1"]),
        (LogWanted(route="route-c"), ["b/1"]),
        (LogWanted(follower=ALDER), ["a/1"]),
        # "ß" and "SS" are the same letters in one case.
        (LogWanted(text="  GRÖSSE "), ["c/1", "a/1"]),
        (LogWanted(text="größe TO"), ["c/1", "a/1"]),
        (LogWanted(text="us500"), ["b/1"]),
        (LogWanted(text="100% TOO OLD_"), ["b/1"]),
        (LogWanted(text="%"), ["b/1"]),
        (LogWanted(text="cedar", outcomes=frozenset({"done"})), []),
        (LogWanted(text="open", route="route-a", follower=ALDER, until=NOON), []),
        (LogWanted(text="open", route="route-a", follower=ALDER, since=NOON), ["a/1"]),
    ],
)
def test_lines_when_some_are_wanted_then_the_others_are_left_out(
    history: History, wanted: LogWanted, found: list[str]
) -> None:
    history.keep([COPIED, SKIPPED, GONE])

    assert keys(history, wanted) == found
    assert history.extent(wanted)[0] == len(found)


def test_lines_when_more_than_a_call_may_bring_then_none_is_kept(history: History) -> None:
    lines = [replace(COPIED, key=str(number)) for number in range(501)]

    with pytest.raises(ValueError, match="lines must be <= 500, were 501"):
        history.keep(lines)

    assert history.extent(EVERY) == (0, 0)


def test_delays_when_asked_for_then_are_of_what_was_carried_out_since(history: History) -> None:
    early = replace(COPIED, key="early", at=NOON - timedelta(seconds=1))
    part = replace(COPIED, key="part", at=NOON + timedelta(seconds=9), outcome="part")
    cedar = replace(COPIED, key="cedar", at=NOON + timedelta(seconds=3), route="route-c")
    history.keep([part, early, COPIED, SKIPPED, GONE, replace(cedar, follower=CEDAR)])

    delays = history.delays(NOON, route="", follower=None)
    of_route = history.delays(NOON, route="route-c", follower=None)
    of_follower = history.delays(NOON, route="", follower=ALDER)

    # Noon is 1741953600 s after 1970; the copies came 0, 3 and 9 s later.
    assert delays.at_us.tolist() == [
        1_741_953_600_250_001,
        1_741_953_603_250_001,
        1_741_953_609_250_001,
    ]
    assert delays.total.tolist() == [44.0, 44.0, 44.0]
    row = delays.stages[0].tolist()
    assert row[:1] + row[2:] == [1.5, 0.25, 0.125, 40.0, 2.125]
    assert np.isnan(row[1])
    assert (len(of_route.total), len(of_follower.total)) == (1, 2)


def test_delays_when_there_are_none_then_are_empty(history: History) -> None:
    delays = history.delays(NOON, route="", follower=None)

    assert (delays.at_us.shape, delays.stages.shape, delays.total.shape) == ((0,), (0, 6), (0,))


# ---- comparisons ---------------------------------------------------------------------------------

MORNING = Compared(
    route="route-a",
    begun=NOON - timedelta(hours=4),
    at=NOON - timedelta(hours=4) + timedelta(minutes=14),
    times=14,
    found=1,
    drift=Decimal("0.10"),
)
LATER = replace(MORNING, begun=NOON, at=NOON + timedelta(minutes=3), times=3, drift=Decimal(0))


@pytest.fixture(params=["database", "memory"])
def open_comparisons(
    request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[], Comparisons]]:
    if request.param == "memory":
        kept = MemoryComparisons()
        yield lambda: kept
        return
    engine = open_database(tmp_path / "past.db")
    yield lambda: SqlComparisons(engine)
    engine.dispose()


def test_comparisons_when_new_then_there_is_none(
    open_comparisons: Callable[[], Comparisons],
) -> None:
    assert open_comparisons().compared_since(NOON) == ()
    assert open_comparisons().last_compared() is None


def test_comparisons_when_kept_then_come_back_by_their_beginning(
    open_comparisons: Callable[[], Comparisons],
) -> None:
    open_comparisons().keep_compared([LATER, MORNING])

    assert open_comparisons().compared_since(NOON - timedelta(hours=5)) == (MORNING, LATER)
    assert open_comparisons().compared_since(NOON) == (LATER,)
    assert open_comparisons().last_compared() == NOON + timedelta(minutes=3)


def test_comparison_when_it_goes_on_then_replaces_what_was_kept_of_it(
    open_comparisons: Callable[[], Comparisons],
) -> None:
    open_comparisons().keep_compared([LATER])
    longer = replace(LATER, at=NOON + timedelta(minutes=4), times=4, drift=Decimal("0.02"))

    open_comparisons().keep_compared([longer])

    assert open_comparisons().compared_since(NOON) == (longer,)

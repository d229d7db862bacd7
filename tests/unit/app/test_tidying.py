"""When the long search for unreachable objects is run, and when it is not."""

import gc
from collections.abc import Iterator

import pytest

from tests.unit.app.manual_clock import ManualClock
from tradecopy_desktop.app.tidying import Tidying, settle


class Knot:
    """Holds itself, so that only a search frees it."""

    def __init__(self) -> None:
        self.self = self


@pytest.fixture(autouse=True)
def usual_thresholds() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def _grow() -> None:
    """Make the garbage that a short search comes by."""
    gc.collect(1)


def _long_searches() -> int:
    return int(gc.get_stats()[2]["collections"])


def test_sweep_when_trades_come_then_it_waits_until_they_end() -> None:
    clock = ManualClock()
    tidying = Tidying(clock)
    _grow()
    clock.advance_ms(61_000)
    tidying.note()
    clock.advance_ms(2_900)

    while_busy = tidying.sweep()
    clock.advance_ms(200)

    assert not while_busy
    assert tidying.sweep()


def test_sweep_when_quiet_then_it_searches_once_a_minute() -> None:
    clock = ManualClock()
    tidying = Tidying(clock)
    _grow()
    clock.advance_ms(61_000)
    before = _long_searches()

    first = tidying.sweep()
    _grow()
    clock.advance_ms(59_000)
    second = tidying.sweep()
    clock.advance_ms(2_000)

    assert (first, second, tidying.sweep()) == (True, False, True)
    assert _long_searches() == before + 2


def test_sweep_when_nothing_was_made_then_there_is_nothing_to_search() -> None:
    clock = ManualClock()
    tidying = Tidying(clock)

    clock.advance_ms(3_600_000)

    assert not tidying.sweep()


def test_sweep_when_it_is_never_quiet_then_it_searches_every_half_hour() -> None:
    clock = ManualClock()
    tidying = Tidying(clock)
    _grow()
    clock.advance_ms(1_799_000)
    tidying.note()
    before = tidying.sweep()
    clock.advance_ms(1_000)
    tidying.note()

    assert not before
    assert tidying.sweep()


def test_settle_when_done_then_no_long_search_comes_by_itself() -> None:
    settle()
    before = _long_searches()

    knots = [Knot() for _ in range(200_000)]

    assert len(knots) == 200_000
    assert _long_searches() == before

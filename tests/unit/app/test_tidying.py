"""When the searches for unreachable objects are run, and on whose thread."""

import gc
from collections.abc import Iterator
from threading import Thread

import pytest

from tests.unit.app.manual_clock import ManualClock
from tradecopy_desktop.app.tidying import Tidying, settle, unsettle


class Knot:
    """Holds itself, so that only a search frees it; remembers in `freed` that it was."""

    freed = 0

    def __init__(self) -> None:
        self.self = self

    def __del__(self) -> None:
        Knot.freed += 1


@pytest.fixture(autouse=True)
def settled() -> Iterator[None]:
    was_enabled = gc.isenabled()
    settle()
    Knot.freed = 0
    yield
    unsettle()
    if not was_enabled:
        gc.disable()


def _grow(tidying: Tidying) -> None:
    """Make so much that a short search is due, and let it come."""
    kept = [[number] for number in range(2_000)]
    tidying.look_at_young()
    assert len(kept) == 2_000


def _long_searches() -> int:
    return int(gc.get_stats()[2]["collections"])


def test_sweep_when_trades_come_then_it_waits_until_they_end() -> None:
    clock = ManualClock()
    tidying = Tidying(clock)
    _grow(tidying)
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
    _grow(tidying)
    clock.advance_ms(61_000)
    before = _long_searches()

    first = tidying.sweep()
    _grow(tidying)
    clock.advance_ms(59_000)
    second = tidying.sweep()
    clock.advance_ms(2_000)

    assert (first, second, tidying.sweep()) == (True, False, True)
    assert _long_searches() == before + 2


def test_sweep_when_it_is_never_quiet_then_it_searches_every_half_hour() -> None:
    clock = ManualClock()
    tidying = Tidying(clock)
    _grow(tidying)
    clock.advance_ms(1_799_000)
    tidying.note()
    before = tidying.sweep()
    clock.advance_ms(1_000)
    tidying.note()

    assert not before
    assert tidying.sweep()


def test_another_thread_when_it_makes_much_then_it_searches_nothing() -> None:
    def work() -> None:
        for _ in range(20_000):
            Knot()

    thread = Thread(target=work)
    thread.start()
    thread.join()

    assert Knot.freed == 0
    Tidying(ManualClock()).look_at_young()
    assert Knot.freed == 20_000


def test_unsettle_when_done_then_python_searches_by_itself_again() -> None:
    unsettle()

    for _ in range(20_000):
        Knot()

    assert Knot.freed > 0

"""What comparisons came to: one entry a route and quarter of an hour, written once a minute."""

from datetime import timedelta
from decimal import Decimal

from tests.unit.app.manual_clock import NOON
from tests.unit.app.waiting_clock import WaitingClock
from tradecopy_desktop.adapters.storage.memory_history import MemoryComparisons
from tradecopy_desktop.app.comparison_log import ComparisonLog
from tradecopy_desktop.history_ports import Compared

NOTHING = Decimal(0)


def test_comparisons_when_within_a_minute_then_are_written_once() -> None:
    clock, kept = WaitingClock(), MemoryComparisons()
    log = ComparisonLog(clock, kept.keep_compared)

    log.note("r", 2, Decimal("0.10"))
    clock.advance(30)
    log.note("r", 0, NOTHING)
    early = kept.compared_since(NOON)
    clock.advance(30)
    log.note("r", 1, Decimal("0.05"))

    assert early == ()
    assert kept.compared_since(NOON) == (
        Compared(
            route="r",
            begun=NOON,
            at=NOON + timedelta(seconds=60),
            times=3,
            found=2,
            drift=Decimal("0.10"),
        ),
    )


def test_comparisons_when_a_quarter_of_an_hour_is_over_then_have_a_new_entry() -> None:
    clock, kept = WaitingClock(), MemoryComparisons()
    log = ComparisonLog(clock, kept.keep_compared)
    # Noon, a second before the quarter, and at it.
    log.note("r", 1, Decimal("0.10"))
    clock.advance(899)
    log.note("r", 0, NOTHING)
    clock.advance(1)

    log.note("r", 0, NOTHING)
    log.note("other", 0, NOTHING)
    log.flush()

    entries = kept.compared_since(NOON)
    quarter = NOON + timedelta(minutes=15)
    assert [(e.route, e.begun, e.times, e.drift) for e in entries] == [
        ("r", NOON, 2, Decimal("0.10")),
        ("other", quarter, 1, NOTHING),
        ("r", quarter, 1, NOTHING),
    ]


def test_comparisons_when_the_program_starts_again_then_replace_none_of_before() -> None:
    clock, kept = WaitingClock(), MemoryComparisons()
    before = ComparisonLog(clock, kept.keep_compared)
    before.note("r", 1, Decimal("0.10"))
    before.flush()
    clock.advance(20)

    after = ComparisonLog(clock, kept.keep_compared)
    after.note("r", 0, NOTHING)
    after.flush()

    assert [(e.times, e.drift) for e in kept.compared_since(NOON)] == [
        (1, Decimal("0.10")),
        (1, NOTHING),
    ]


def test_comparisons_when_not_kept_as_they_are_then_are_the_latest() -> None:
    clock, kept = WaitingClock(), MemoryComparisons()
    log = ComparisonLog(clock, kept.keep_compared)
    clock.advance(890)
    # Later than a minute after the start, so handed over at once.
    log.note("r", 1, Decimal("0.10"))
    clock.advance(5)
    log.note("other", 0, NOTHING)
    clock.advance(10)
    # In the next quarter of an hour, while the last is not handed over either.
    log.note("other", 2, NOTHING)

    latest = {(e.route, e.begun - NOON): e.times for e in log.latest()}

    assert latest == {
        ("r", timedelta(seconds=890)): 1,
        ("other", timedelta(seconds=895)): 1,
        ("other", timedelta(seconds=905)): 1,
    }


def test_log_when_nothing_was_compared_then_nothing_is_written() -> None:
    written: list[object] = []

    ComparisonLog(WaitingClock(), written.append).flush()

    assert written == []

"""A bucket fills at its rate, holds its burst, and keeps its last tokens for closes (R4.5)."""

import pytest

from tests.unit.engine.answers import CANCEL, MODIFY, OPEN_ONE, PLACE, VOID, set_stops, set_volume
from tradecopy_desktop.domain.commands import Command
from tradecopy_desktop.domain.pace import Pace
from tradecopy_desktop.engine.pace import (
    Bucket,
    Urgency,
    full_bucket,
    may_leave,
    refilled,
    taken,
    tokens_left,
    urgency_of,
)

_S = 1_000_000_000
# One token each second.
PACE = Pace(per_minute=60, burst=3, reserve=1)


def _after(number: int) -> Bucket:
    bucket = full_bucket(PACE, 0)
    for _ in range(number):
        bucket = taken(bucket)
    return bucket


@pytest.mark.parametrize(
    ("taken_before", "ns", "left"),
    [
        (0, 0, 3),
        (3, 0, 0),
        (3, 1 * _S - 1, 0),
        (3, 1 * _S, 1),
        (3, 2 * _S + _S // 2, 2),
        # It never holds more than the burst, however long nothing leaves.
        (3, 3 * _S, 3),
        (1, 3_600 * _S, 3),
        # A clock that goes back takes nothing away.
        (1, -5 * _S, 2),
    ],
)
def test_bucket_when_time_passes_then_fills_at_its_rate(
    taken_before: int, ns: int, left: int
) -> None:
    assert tokens_left(refilled(_after(taken_before), PACE, ns)) == left


def test_bucket_when_looked_at_often_then_fills_no_slower() -> None:
    bucket = _after(3)

    for ms in range(0, 1_001, 7):
        bucket = refilled(bucket, PACE, ms * 1_000_000)

    # 994 ms are passed: a token is 6 ms away.
    assert not may_leave(bucket, PACE, Urgency.CLOSE)
    assert may_leave(refilled(bucket, PACE, _S), PACE, Urgency.CLOSE)


def test_bucket_when_its_time_was_ahead_then_it_goes_on_from_there() -> None:
    ahead = refilled(_after(3), PACE, -5 * _S)

    assert ahead.at_ns == 0


@pytest.mark.parametrize(
    ("taken_before", "leaving"),
    [
        (0, {Urgency.CLOSE, Urgency.CHANGE, Urgency.OPENING}),
        (1, {Urgency.CLOSE, Urgency.CHANGE, Urgency.OPENING}),
        # The last one is kept for closes.
        (2, {Urgency.CLOSE}),
        (3, set()),
    ],
)
def test_bucket_when_nearly_empty_then_what_is_left_is_for_closes(
    taken_before: int, leaving: set[Urgency]
) -> None:
    bucket = _after(taken_before)

    assert {each for each in Urgency if may_leave(bucket, PACE, each)} == leaving


def test_bucket_when_the_burst_is_lowered_then_holds_no_more_than_that() -> None:
    smaller = Pace(per_minute=60, burst=2, reserve=0)

    assert tokens_left(refilled(full_bucket(PACE, 0), smaller, 0)) == 2


@pytest.mark.parametrize(
    ("command", "urgency"),
    [
        (set_volume("0"), Urgency.CLOSE),
        (set_volume("0.5"), Urgency.CLOSE),
        (CANCEL, Urgency.CLOSE),
        (VOID, Urgency.CLOSE),
        (set_stops("1.09"), Urgency.CHANGE),
        (MODIFY, Urgency.CHANGE),
        (OPEN_ONE, Urgency.OPENING),
        (PLACE, Urgency.OPENING),
    ],
)
def test_c1_command_when_tokens_are_short_then_has_its_urgency(
    command: Command, urgency: Urgency
) -> None:
    assert urgency_of(command) is urgency
    assert Urgency.CLOSE < Urgency.CHANGE < Urgency.OPENING

"""The token bucket of one account. It is told the time, and sends nothing itself.

An instruction takes one token. What cannot wait is served first; the last tokens are for it alone.
"""

from enum import IntEnum
from typing import NamedTuple

from tradecopy_desktop.domain.commands import (
    Command,
    ModifyPending,
    OpenPosition,
    PlacePending,
    SetStops,
)
from tradecopy_desktop.domain.pace import Pace

# A level counts nanoseconds times instructions a minute, so that all of it is exact.
_TOKEN = 60 * 10**9


class Urgency(IntEnum):
    """Who goes first when tokens are short; openings wait longest (rule C1)."""

    CLOSE = 0  # closes, reductions, cancels, and questions that a close may wait for
    CHANGE = 1  # stops and changes of pending orders
    OPENING = 2


class Bucket(NamedTuple):
    """How full a bucket was at a moment of the steady clock."""

    level: int
    at_ns: int


def urgency_of(command: Command) -> Urgency:
    """Return how urgent a command is."""
    if isinstance(command, OpenPosition | PlacePending):
        return Urgency.OPENING
    if isinstance(command, SetStops | ModifyPending):
        return Urgency.CHANGE
    return Urgency.CLOSE


def full_bucket(pace: Pace, now_ns: int) -> Bucket:
    """Return the bucket of an account of which nothing has left lately."""
    return Bucket(pace.burst * _TOKEN, now_ns)


def refilled(bucket: Bucket, pace: Pace, now_ns: int) -> Bucket:
    """Return the bucket with what came in until now; it never holds more than the burst."""
    passed = max(0, now_ns - bucket.at_ns)
    level = min(pace.burst * _TOKEN, bucket.level + passed * pace.per_minute)
    return Bucket(level, bucket.at_ns + passed)


def may_leave(bucket: Bucket, pace: Pace, urgency: Urgency) -> bool:
    """Tell whether there is a token for something of this urgency."""
    kept = 0 if urgency is Urgency.CLOSE else pace.reserve
    return bucket.level >= (kept + 1) * _TOKEN


def taken(bucket: Bucket) -> Bucket:
    """Return the bucket after one instruction has left."""
    return Bucket(bucket.level - _TOKEN, bucket.at_ns)


def tokens_left(bucket: Bucket) -> int:
    """Return how many instructions could leave at once."""
    return bucket.level // _TOKEN

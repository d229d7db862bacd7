"""What is left of an account's requests of the day, and what follows from it (rule G6)."""

from dataclasses import dataclass
from decimal import Decimal

from tradecopy_desktop.domain.commands import SetStops
from tradecopy_desktop.domain.decisions import Refusal, SkipReason
from tradecopy_desktop.domain.pace import HOURS_OF_DAY, KEPT_FOR_CLOSES_AT, SHORT_AT, Pace

_SMALL_CHANGE_WAITS = 4  # times as long as any other
_NS_PER_S = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SentStops:
    """The stops that a copy was sent last, and when on the steady clock."""

    stop_loss: Decimal | None
    take_profit: Decimal | None
    at_ns: int


def is_short(pace: Pace, requests: int) -> bool:
    """Tell whether so much of the budget is used that stops are changed less often."""
    return _is_used(pace, requests, SHORT_AT)


def is_kept_for_closes(pace: Pace, requests: int) -> bool:
    """Tell whether what is left of the budget is kept for closes and stops."""
    return _is_used(pace, requests, KEPT_FOR_CLOSES_AT)


def refused_by_budget(pace: Pace, requests: int) -> Refusal | None:
    """Return why nothing may be opened any more today, or None."""
    if not is_kept_for_closes(pace, requests):
        return None
    return SkipReason.REQUEST_BUDGET, (
        f"more than {KEPT_FOR_CLOSES_AT} % of today's {pace.daily_budget:,} requests are used; "
        f"the rest is kept for closes until {pace.day_starts:02}:00 UTC"
    )


def warning_of(pace: Pace, requests: int) -> str:
    """Return what the trader is told once a budget runs short."""
    if is_kept_for_closes(pace, requests):
        return (
            f"{_used(pace, requests)}: nothing is opened before {pace.day_starts:02}:00 UTC; "
            "closes go on"
        )
    return (
        f"{_used(pace, requests)}: stops are changed less often now, "
        f"and from {KEPT_FOR_CLOSES_AT} % on nothing is opened"
    )


def day_of(pace: Pace, hour: int) -> int:
    """Return the account's day that an hour since 1970 UTC lies in."""
    return (hour - pace.day_starts) // HOURS_OF_DAY


def stops_wait_until(
    pace: Pace, last: SentStops | None, command: SetStops, point: Decimal | None
) -> int:
    """Return the steady time before which a change of stops is not sent; 0 for at once.

    A stop that a copy has not had is never kept waiting; `point` None counts every change as a
    large one. The last value of all leaves in any case.
    """
    if last is None or _protects(last, command):
        return 0
    small = _is_small(pace, last, command, point)
    every_s = pace.stops_every_s * (_SMALL_CHANGE_WAITS if small else 1)
    return last.at_ns + every_s * _NS_PER_S


def _is_used(pace: Pace, requests: int, percent: int) -> bool:
    return pace.daily_budget is not None and requests * 100 >= pace.daily_budget * percent


def _used(pace: Pace, requests: int) -> str:
    return f"{requests:,} of today's {pace.daily_budget:,} requests are used"


def _protects(last: SentStops, command: SetStops) -> bool:
    return last.stop_loss is None and command.stop_loss is not None


def _is_small(pace: Pace, last: SentStops, command: SetStops, point: Decimal | None) -> bool:
    if point is None:
        return False
    pairs = (last.stop_loss, command.stop_loss), (last.take_profit, command.take_profit)
    return all(_is_near(old, new, pace.stops_step * point) for old, new in pairs)


def _is_near(old: Decimal | None, new: Decimal | None, step: Decimal) -> bool:
    if old is None or new is None:
        return old is new
    return abs(new - old) < step

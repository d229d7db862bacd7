"""What money a day, a week and a month began with, seen at the reset or reconstructed."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from tradecopy_desktop.domain.guarding import AccountGuard, GuardMemory, Start
from tradecopy_desktop.domain.limits import Period
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.guard.reading import Reading
from tradecopy_desktop.engine.guard.resets import period_start

_FRESH_MS = 60_000
_MINUTE_MS = 60_000
_RESETS = (Period.DAY, Period.WEEK, Period.MONTH)


def begun(guard: AccountGuard, memory: GuardMemory, reading: Reading) -> GuardMemory:
    """Return the memory with a start for each period that began since the last reading."""
    starts = dict(memory.starts)
    if Period.TOTAL not in starts:
        starts[Period.TOTAL] = _seen_now(reading)
    for period in _RESETS:
        began = period_start(period, guard.reset, reading.at)
        known = starts.get(period)
        if known is None or known.began != began:
            starts[period] = _start(began, memory, reading)
    ended = memory.starts.get(Period.DAY)
    highest = memory.peak_end_of_day
    if ended is not None and ended.began != starts[Period.DAY].began:
        highest = ended.balance if highest is None else max(highest, ended.balance)
    return replace(memory, starts=starts, peak_end_of_day=highest)


def corrected(starts: dict[Period, Start], at: int, profit: Decimal) -> dict[Period, Start]:
    """Return the starts as they are once a deal made at `at` is told.

    What a start rests on may have been seen before the deal and the reset, or after both.
    """
    found: dict[Period, Start] = {}
    for period, start in starts.items():
        change = ZERO
        if start.seen < at < start.began:
            change = profit
        elif start.began <= at <= start.seen:
            change = -profit
        found[period] = replace(start, balance=start.balance + change)
    return found


def with_deal(
    realised: Iterable[tuple[int, Decimal]], at: int, profit: Decimal
) -> tuple[tuple[int, Decimal], ...]:
    """Return closed profits by the minute with one more; resets are at whole minutes."""
    found = dict(realised)
    minute = at - at % _MINUTE_MS
    found[minute] = found.get(minute, ZERO) + profit
    return tuple(sorted(found.items()))


def _seen_now(reading: Reading) -> Start:
    return Start(
        began=reading.at,
        balance=reading.balance,
        equity=reading.own,
        seen=reading.at,
        peak=reading.own,
    )


def _start(began: int, memory: GuardMemory, reading: Reading) -> Start:
    since = sum((profit for at, profit in memory.realised if at >= began), ZERO)
    balance, equity = memory.last_balance, memory.last_equity
    if balance is not None and equity is not None:
        if began - _FRESH_MS <= memory.last_at <= began:
            seen = memory.last_at
            money = balance - since
            return Start(began=began, balance=money, equity=equity, seen=seen, peak=equity)
        if _was_flat(began, memory, reading):
            money, seen = balance - since, reading.at
            return Start(began=began, balance=money, equity=money, seen=seen, peak=money)
    return Start(
        began=began,
        balance=reading.balance - since,
        equity=reading.own,
        estimated=True,
        seen=reading.at,
        peak=reading.own,
    )


def _was_flat(began: int, memory: GuardMemory, reading: Reading) -> bool:
    """Tell whether nothing can have been open at a reset that nobody saw."""
    before = (at for at, _ in memory.realised if at > memory.last_at - _MINUTE_MS and at < began)
    return (
        memory.last_at < began
        and memory.last_flat
        and not reading.positions
        and reading.balance == memory.last_balance
        and next(before, None) is None
    )

"""What a guard remembers of an account's money: readings, payments and deals. Judges nothing."""

from dataclasses import replace
from decimal import Decimal

from tradecopy_desktop.domain.guarding import AccountGuard, GuardMemory, Rung
from tradecopy_desktop.domain.limits import Period
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.guard.explaining import compared, explained, paid
from tradecopy_desktop.engine.guard.reading import Reading
from tradecopy_desktop.engine.guard.resets import period_start
from tradecopy_desktop.engine.guard.starting import begun, corrected, with_deal

_KEPT_MS = 35 * 86_400_000
_MOST_REALISED = 2_000
_MOST_DAYS = 62


def noted(guard: AccountGuard, memory: GuardMemory, reading: Reading) -> GuardMemory:
    """Return the memory with a reading: resets that passed, peaks, and the newest money."""
    memory = compared(begun(guard, _unlocked_by_reset(memory, reading.at), reading), reading)
    given = guard.initial_balance
    initial = memory.initial or reading.balance
    if given is not None:
        initial = given if guard.fixed_initial else given + memory.flows
    if reading.at >= memory.doubted_until:
        # What may be a payment, or a reading from before one, makes no peak.
        memory = _raised(memory, reading)
    return replace(
        memory,
        initial=initial,
        last_at=reading.at,
        last_balance=reading.balance,
        last_equity=reading.own,
        last_credit=reading.credit,
        last_flat=not reading.positions,
        paid=ZERO,
    )


def flowed(memory: GuardMemory, at: int, amount: Decimal) -> GuardMemory:
    """Return the memory with a deposit, or a withdrawal below 0, that was made at `at`.

    No limit's stand is changed by it, whether it is told before or after a reading shows it.
    """
    return paid(memory, at, amount)


def dealt(
    guard: AccountGuard, memory: GuardMemory, at: int, *, profit: Decimal, opens: bool, closes: bool
) -> GuardMemory:
    """Return the memory with a deal made at `at`; `profit` has its swap and commission in it."""
    memory = replace(
        explained(memory, at, profit),
        starts=corrected(memory.starts, at, profit),
        realised=_kept(with_deal(memory.realised, at, profit)),
    )
    day = period_start(Period.DAY, guard.reset, at)
    days = dict(memory.day_profits)
    days[day] = days.get(day, ZERO) + profit
    memory = replace(memory, day_profits=tuple(sorted(days.items()))[-_MOST_DAYS:])
    if opens and day >= memory.trades_day:
        trades = memory.trades if day == memory.trades_day else 0
        memory = replace(memory, trades=trades + 1, trades_day=day)
    if closes and profit != ZERO:
        memory = replace(memory, streak=memory.streak + 1 if profit < ZERO else 0)
    return memory


def unlocked(memory: GuardMemory) -> GuardMemory:
    """Return the memory without its lock; a limit that is still reached locks again."""
    rungs = dict(memory.rungs)
    for id, rung in memory.rungs.items():
        if rung is Rung.FLATTEN:
            del rungs[id]
    return replace(memory, lock=None, flattening=None, rungs=rungs)


def _unlocked_by_reset(memory: GuardMemory, at: int) -> GuardMemory:
    lock = memory.lock
    if lock is None or lock.ends is None or at < lock.ends or memory.flattening is not None:
        return memory
    return unlocked(memory)


def _raised(memory: GuardMemory, reading: Reading) -> GuardMemory:
    return replace(
        memory,
        starts={p: replace(s, peak=_higher(s.peak, reading.own)) for p, s in memory.starts.items()},
        peak_equity=_higher(memory.peak_equity, reading.own),
        peak_balance=_higher(memory.peak_balance, reading.balance),
    )


def _higher(peak: Decimal | None, money: Decimal) -> Decimal:
    return money if peak is None else max(peak, money)


def _kept(realised: tuple[tuple[int, Decimal], ...]) -> tuple[tuple[int, Decimal], ...]:
    since = realised[-1][0] - _KEPT_MS
    return tuple(each for each in realised if each[0] >= since)[-_MOST_REALISED:]

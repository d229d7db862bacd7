"""Changes of balance that nothing has explained yet, and the payments that explain them.

Money and news come by two ways: a reading may show a payment before its event tells it, or after.
What decides is which readings showed it; clocks decide only where that cannot be known.
"""

from dataclasses import replace
from decimal import Decimal

from tradecopy_desktop.domain.guarding import GuardMemory, Start, Untold
from tradecopy_desktop.domain.limits import Period
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.guard.reading import Reading

DOUBT_MS = 2_000
"""How long a change that looks like a withdrawal flattens nothing, while its news may come."""

NEWS_MS = 60_000
"""How long a change of balance, or the news of one, may wait for the other."""

_FUNDS_AGE_MS = 15_000


def compared(memory: GuardMemory, reading: Reading) -> GuardMemory:
    """Return the memory once it is known what of a reading's balance was told before."""
    if memory.last_balance is None:
        return memory
    memory = _without_credit(memory, reading)
    untold = memory.untold
    change = reading.balance - (memory.last_balance or ZERO)
    if change != ZERO:
        waits = untold is not None and reading.at - untold.shown_at <= NEWS_MS
        amount = change + (untold.amount if untold is not None and waits else ZERO)
        if amount == ZERO:
            return replace(memory, untold=None, doubted_until=0)
        untold = _untold(memory, reading, amount)
        if _may_be_payment(memory, reading, change) and reading.at >= memory.doubted_until:
            memory = replace(memory, doubted_until=reading.at + DOUBT_MS)
    if untold is not None:
        untold = replace(
            untold,
            high_equity=max(untold.high_equity, reading.own),
            high_balance=max(untold.high_balance, reading.balance),
        )
    return replace(memory, untold=untold)


def explained(memory: GuardMemory, at: int, amount: Decimal) -> GuardMemory:
    """Return the memory once a deal told where so much of the balance came from."""
    untold = memory.untold
    if untold is not None:
        rest = untold.amount - amount
        if rest == ZERO:
            return replace(memory, untold=None, doubted_until=0)
        return replace(memory, untold=replace(untold, amount=rest))
    if memory.last_balance is not None and _is_news(memory, at):
        return replace(memory, last_balance=memory.last_balance + amount)
    return memory


def paid(memory: GuardMemory, at: int, amount: Decimal) -> GuardMemory:
    """Return the memory once a deposit or withdrawal was told; all that is counted from moves."""
    if Period.TOTAL not in memory.starts:
        return memory  # the first reading will show it
    untold = memory.untold
    if untold is not None and _shows(untold, at, amount):
        return _shown_before(memory, untold, amount)
    if amount == memory.credit_untold:
        return replace(memory, credit_untold=ZERO)
    if at <= memory.starts[Period.TOTAL].began:
        return memory
    if _is_news(memory, at):
        return _not_shown_yet(memory, amount)
    return _long_shown(memory, at, amount)


def _is_news(memory: GuardMemory, at: int) -> bool:
    """Tell whether no reading can have shown yet what happened at `at`."""
    first = memory.starts[Period.TOTAL].began
    return at > max(first, memory.last_at - NEWS_MS)


def _without_credit(memory: GuardMemory, reading: Reading) -> GuardMemory:
    """Take back a payment that the readings show to be the broker's credit."""
    credit = reading.credit - memory.last_credit
    if credit == ZERO or memory.last_balance is None:
        return memory
    change = reading.balance - memory.last_balance
    if memory.paid == credit and change == -credit:
        return _not_shown_yet(memory, -credit)
    untold = memory.untold
    if untold is not None and untold.amount == -credit and change == ZERO:
        memory = _moved(memory, -credit, shown_at=reading.at)
        return replace(memory, untold=None, doubted_until=0)
    return replace(memory, credit_untold=credit)


def _untold(memory: GuardMemory, reading: Reading, amount: Decimal) -> Untold:
    equity = reading.own if memory.peak_equity is None else memory.peak_equity
    balance = reading.balance if memory.peak_balance is None else memory.peak_balance
    return Untold(
        amount=amount,
        after=memory.last_at,
        shown_at=reading.at,
        equity=equity,
        balance=balance,
        high_equity=reading.own,
        high_balance=reading.balance,
        starts={p: s.peak for p, s in memory.starts.items() if s.peak is not None},
    )


def _may_be_payment(memory: GuardMemory, reading: Reading, change: Decimal) -> bool:
    """Tell whether equity went with the balance, which it does not when a position is closed."""
    if reading.at - memory.last_at > NEWS_MS:
        return True
    before = (memory.last_equity or ZERO) - (memory.last_balance or ZERO)
    floating = reading.own - reading.balance - before
    return abs(floating) * 2 <= abs(change)


def _shows(untold: Untold, at: int, amount: Decimal) -> bool:
    if amount == untold.amount:
        return True
    return untold.after - _FUNDS_AGE_MS < at <= untold.shown_at + DOUBT_MS


def _shown_before(memory: GuardMemory, untold: Untold, amount: Decimal) -> GuardMemory:
    """A payment is told that readings show since some time: only what is older moves."""
    starts: dict[Period, Start] = {}
    for period, start in memory.starts.items():
        if start.seen >= untold.shown_at:
            starts[period] = start
            continue
        peak = untold.starts.get(period, start.equity) + amount
        starts[period] = replace(_shifted(start, amount), peak=max(peak, untold.high_equity))
    rest = untold.amount - amount
    left = replace(
        untold,
        amount=rest,
        equity=untold.equity + amount,
        balance=untold.balance + amount,
        starts={period: peak + amount for period, peak in untold.starts.items()},
    )
    return replace(
        _with_flow(memory, amount),
        starts=starts,
        peak_equity=max(left.equity, untold.high_equity),
        peak_balance=max(left.balance, untold.high_balance),
        untold=left if rest != ZERO else None,
        doubted_until=memory.doubted_until if rest != ZERO else 0,
    )


def _not_shown_yet(memory: GuardMemory, amount: Decimal) -> GuardMemory:
    """A payment is told that no reading shows: everything moves, what was read last as well."""
    moved = _moved(memory, amount, shown_at=memory.last_at + 1)
    return replace(
        moved,
        paid=memory.paid + amount,
        last_balance=None if memory.last_balance is None else memory.last_balance + amount,
        last_equity=None if memory.last_equity is None else memory.last_equity + amount,
    )


def _long_shown(memory: GuardMemory, at: int, amount: Decimal) -> GuardMemory:
    """A payment is told long after: what began since has it already, as its time says."""
    moved = _moved(memory, amount, shown_at=at)
    least_equity, least_balance = memory.last_equity, memory.last_balance
    if amount > ZERO or least_equity is None or least_balance is None:
        starts = {p: replace(s, peak=memory.starts[p].peak) for p, s in moved.starts.items()}
        return replace(
            moved,
            starts=starts,
            peak_equity=memory.peak_equity,
            peak_balance=memory.peak_balance,
        )
    return replace(
        moved,
        starts={
            p: replace(s, peak=max(s.peak or least_equity, least_equity))
            for p, s in moved.starts.items()
        },
        peak_equity=max(moved.peak_equity or least_equity, least_equity),
        peak_balance=max(moved.peak_balance or least_balance, least_balance),
    )


def _moved(memory: GuardMemory, amount: Decimal, *, shown_at: int) -> GuardMemory:
    starts = {
        period: _shifted(start, amount) if start.seen < shown_at else start
        for period, start in memory.starts.items()
    }
    return replace(
        _with_flow(memory, amount),
        starts=starts,
        peak_equity=_plus(memory.peak_equity, amount),
        peak_balance=_plus(memory.peak_balance, amount),
    )


def _with_flow(memory: GuardMemory, amount: Decimal) -> GuardMemory:
    return replace(
        memory,
        initial=_plus(memory.initial, amount),
        flows=memory.flows + amount,
        peak_end_of_day=_plus(memory.peak_end_of_day, amount),
    )


def _shifted(start: Start, amount: Decimal) -> Start:
    return replace(
        start,
        balance=start.balance + amount,
        equity=start.equity + amount,
        peak=_plus(start.peak, amount),
    )


def _plus(money: Decimal | None, amount: Decimal) -> Decimal | None:
    return None if money is None else money + amount

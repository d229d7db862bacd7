"""From where a loss is counted, and at which money it is reached. Judges nothing."""

from dataclasses import dataclass
from decimal import Decimal

from tradecopy_desktop.domain.guarding import GuardMemory, Start
from tradecopy_desktop.domain.limits import (
    Amount,
    Anchor,
    DrawdownLimit,
    LossLimit,
    Period,
    ProfitTarget,
    Trail,
    Unit,
)

_PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Money is counted from `anchor`, and enough of it is lost or earned at `reached`."""

    anchor: Decimal
    reached: Decimal
    estimated: bool = False


def span_of(rule: LossLimit | DrawdownLimit | ProfitTarget, memory: GuardMemory) -> Span | None:
    """Return what a limit of money is counted between, None before the first reading."""
    initial, start = memory.initial, memory.starts.get(_period(rule))
    if initial is None or start is None:
        return None
    if isinstance(rule, DrawdownLimit):
        return _drawdown(rule, memory, initial, start)
    anchor = _anchor(rule.anchor, initial, start)
    amount = _money(rule.amount, initial, anchor)
    return Span(
        anchor=anchor,
        reached=anchor - amount if isinstance(rule, LossLimit) else anchor + amount,
        estimated=start.estimated and rule.anchor is not Anchor.INITIAL,
    )


def _period(rule: LossLimit | DrawdownLimit | ProfitTarget) -> Period:
    return Period.DAY if isinstance(rule, DrawdownLimit) else rule.period


def _anchor(anchor: Anchor, initial: Decimal, start: Start) -> Decimal:
    match anchor:
        case Anchor.BALANCE:
            return start.balance
        case Anchor.EQUITY:
            return start.counted_equity
        case Anchor.GREATER:
            return max(start.balance, start.counted_equity)
        case Anchor.INITIAL:
            return initial
        case Anchor.PEAK:
            return _peak(start)


def _drawdown(rule: DrawdownLimit, memory: GuardMemory, initial: Decimal, start: Start) -> Span:
    highest = _highest(rule.trail, memory, initial, start)
    reached = highest - _money(rule.amount, initial, highest)
    if rule.locks_at_break_even:
        reached = min(reached, initial)
    rests = rule.trail is Trail.INTRADAY_PEAK or (
        rule.trail is Trail.END_OF_DAY and highest == start.balance
    )
    return Span(anchor=highest, reached=reached, estimated=rests and start.estimated)


def _highest(trail: Trail, memory: GuardMemory, initial: Decimal, start: Start) -> Decimal:
    match trail:
        case Trail.STATIC:
            return initial
        case Trail.EQUITY:
            return max(initial, memory.peak_equity or initial)
        case Trail.CLOSED_BALANCE:
            return max(initial, memory.peak_balance or initial)
        case Trail.END_OF_DAY:
            return max(initial, memory.peak_end_of_day or initial, start.balance)
        case Trail.INTRADAY_PEAK:
            return _peak(start)


def _peak(start: Start) -> Decimal:
    return max(start.counted_equity, start.peak or start.counted_equity)


def _money(amount: Amount, initial: Decimal, anchor: Decimal) -> Decimal:
    match amount.unit:
        case Unit.MONEY:
            return amount.value
        case Unit.PERCENT_OF_INITIAL:
            return initial * amount.value / _PERCENT
        case Unit.PERCENT_OF_ANCHOR:
            return anchor * amount.value / _PERCENT

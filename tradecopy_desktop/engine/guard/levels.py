"""How an account stands to each of its limits. Decides nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from tradecopy_desktop.domain.guarding import GuardMemory, Limit, Rung
from tradecopy_desktop.domain.limits import (
    Consistency,
    Counted,
    CountLimit,
    DrawdownLimit,
    Exposure,
    ExposureLimit,
    LossLimit,
    MarginLimit,
    Period,
    ProfitTarget,
)
from tradecopy_desktop.domain.values import ZERO, exact
from tradecopy_desktop.engine.guard.exposure import Exposed
from tradecopy_desktop.engine.guard.figures import count, money, share
from tradecopy_desktop.engine.guard.losses import span_of
from tradecopy_desktop.engine.guard.reading import Reading

_ALL = Fraction(100)
_Held = TypeVar("_Held")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How much of a limit is used; all is None where it cannot be known.

    `floor` is the equity, as the terminal shows it, at which all of it is used.
    """

    limit: Limit
    used: Decimal | None = None
    allowed: Decimal | None = None
    percent: Fraction | None = None
    left: Decimal | None = None
    floor: Decimal | None = None
    estimated: bool = False
    text: str = ""

    @property
    def may_be_reached(self) -> bool:
        """Tell whether all of the limit may be used, so that only more of it is too much."""
        return isinstance(self.limit.rule, ExposureLimit | CountLimit | MarginLimit)

    def is_at(self, rung: Rung) -> bool:
        """Tell whether the figures alone reach this rung; unknown ones reach none."""
        if rung is Rung.FINE:
            return True
        if self.percent is None or isinstance(self.limit.rule, Consistency):
            return False
        for each, mark in self.limit.ladder.marks:
            above = self.may_be_reached and each is Rung.FLATTEN
            reached = self.percent > mark if above else self.percent >= mark
            if reached and each.height >= rung.height:
                return True
        return False


def stand(limit: Limit, memory: GuardMemory, reading: Reading, exposed: Exposed) -> Stand:
    """Return how an account stands to a limit; `memory` has noted the reading."""
    match limit.rule:
        case LossLimit() | DrawdownLimit():
            return _lost(limit, limit.rule, memory, reading)
        case ProfitTarget():
            return _earned(limit, limit.rule, memory, reading)
        case ExposureLimit():
            return _open(limit, limit.rule, reading, exposed)
        case MarginLimit():
            return _margin(limit, limit.rule, reading)
        case CountLimit():
            return _counted(limit, limit.rule, memory)
        case Consistency():
            return _best_day(limit, limit.rule, memory, reading)


def _lost(
    limit: Limit, rule: LossLimit | DrawdownLimit, memory: GuardMemory, reading: Reading
) -> Stand:
    span = span_of(rule, memory)
    if span is None:
        return _unknown(limit, "its money was not read yet")
    used = span.anchor - (reading.own if rule.floating else reading.balance)
    allowed = span.anchor - span.reached
    return _stand(
        limit,
        used,
        allowed,
        f"{money(used)} of {money(allowed)} {reading.currency} used",
        floor=span.reached + reading.credit if rule.floating else None,
        estimated=span.estimated,
    )


def _earned(limit: Limit, rule: ProfitTarget, memory: GuardMemory, reading: Reading) -> Stand:
    span = span_of(rule, memory)
    if span is None:
        return _unknown(limit, "its money was not read yet")
    used = (reading.own if rule.floating else reading.balance) - span.anchor
    allowed = span.reached - span.anchor
    text = f"{money(used)} of {money(allowed)} {reading.currency} earned"
    return _stand(limit, used, allowed, text, estimated=span.estimated)


def _open(limit: Limit, rule: ExposureLimit, reading: Reading, exposed: Exposed) -> Stand:
    where = f" of {rule.symbol}" if rule.symbol else ""
    if rule.exposure is Exposure.VALUE:
        values = tuple(_of(rule, exposed.values))
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            return _unknown(limit, f"what is open{where} has no known price")
        used = sum(known, ZERO)
        text = f"{money(used)} of {money(rule.most)} {reading.currency}{where} open"
        return _stand(limit, used, rule.most, text)
    if rule.exposure is Exposure.LOTS:
        used = sum(_of(rule, exposed.lots), ZERO)
    else:
        used = Decimal(sum(_of(rule, exposed.positions)))
    text = f"{count(used)} of {count(rule.most)} {rule.exposure.value}{where} open"
    return _stand(limit, used, rule.most, text)


def _of(rule: ExposureLimit, found: Mapping[str, _Held]) -> Iterable[_Held]:
    return (held for symbol, held in found.items() if rule.symbol in ("", symbol))


def _margin(limit: Limit, rule: MarginLimit, reading: Reading) -> Stand:
    needed = reading.margin * rule.least / 100
    if reading.margin <= ZERO:
        return _stand(limit, ZERO, reading.equity, "no margin is in use")
    level = share(exact(reading.equity) * 100 / exact(reading.margin))
    text = f"margin level {level} %, at least {count(rule.least)} %"
    return _stand(limit, needed, reading.equity, text)


def _counted(limit: Limit, rule: CountLimit, memory: GuardMemory) -> Stand:
    most = Decimal(rule.most)
    if rule.counted is Counted.LOSING_STREAK:
        used, what = Decimal(memory.streak), "losing trades in a row"
    else:
        today = memory.starts.get(Period.DAY)
        is_today = today is not None and today.began == memory.trades_day
        trades = memory.trades if is_today else 0
        used, what = Decimal(trades), "trades today"
    return _stand(limit, used, most, f"{count(used)} of {count(most)} {what}")


def _best_day(limit: Limit, rule: Consistency, memory: GuardMemory, reading: Reading) -> Stand:
    days = [profit for _, profit in memory.day_profits]
    best, profit = max(days, default=ZERO), sum(days, ZERO)
    if profit <= ZERO:
        return _stand(limit, ZERO, rule.most, "no profit yet")
    allowed = profit * rule.most / 100
    text = (
        f"the best day made {money(best)} of {money(profit)} {reading.currency} profit, "
        f"{share(exact(best) * 100 / exact(profit))} %, at most {count(rule.most)} %"
    )
    return _stand(limit, best, allowed, text)


def _stand(
    limit: Limit,
    used: Decimal,
    allowed: Decimal,
    text: str,
    *,
    floor: Decimal | None = None,
    estimated: bool = False,
) -> Stand:
    # Where nothing is allowed, for lack of money, everything is used.
    percent = exact(used) * 100 / exact(allowed) if allowed > ZERO else _ALL
    words = f"{text} ({share(percent)} %)"
    return Stand(
        limit=limit,
        used=used,
        allowed=allowed,
        percent=percent,
        left=allowed - used,
        floor=floor,
        estimated=estimated,
        text=f"{words}, estimated" if estimated else words,
    )


def _unknown(limit: Limit, why: str) -> Stand:
    return Stand(limit=limit, text=why)

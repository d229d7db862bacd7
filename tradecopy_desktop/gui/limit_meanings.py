"""What a limit means in an account's money, in sentences. An example where it cannot be known."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from tradecopy_desktop.domain.guarding import Ladder, Limit, Scope
from tradecopy_desktop.domain.limits import (
    Amount,
    Anchor,
    Consistency,
    Counted,
    CountLimit,
    DrawdownLimit,
    Exposure,
    ExposureLimit,
    LossLimit,
    MarginLimit,
    ProfitTarget,
    Trail,
    Unit,
)
from tradecopy_desktop.gui import words
from tradecopy_desktop.gui.formats import NOTHING, Formats, begun

_FULL = Decimal(100)
MoneyRule = LossLimit | DrawdownLimit | ProfitTarget


@dataclass(frozen=True, slots=True, kw_only=True)
class Funds:
    """An account's money as it is known; `initial` None where the trader named none."""

    balance: Decimal | None = None
    equity: Decimal | None = None
    initial: Decimal | None = None
    currency: str = ""


def meaning(limit: Limit, funds: Funds, formats: Formats) -> str:
    """Return what happens when, the gravest first."""
    match limit.rule:
        case LossLimit() | DrawdownLimit() | ProfitTarget():
            return _of_money(limit, limit.rule, funds, formats)
        case ExposureLimit():
            return _of_exposure(limit, limit.rule, funds, formats)
        case MarginLimit(least=least):

            def level(mark: Decimal) -> str:
                return words.at_margin(formats.percent(least * _FULL / mark))

            return _sentence(limit, level, level)
        case CountLimit():
            return _of_count(limit, limit.rule)
        case Consistency(most=most):
            return words.best_day_share(formats.percent(most))


def steps_of(ladder: Ladder, formats: Formats) -> str:
    """Return the steps of a ladder, for a table."""
    marks = (ladder.warn, ladder.close_only, ladder.flatten)
    return words.steps([formats.percent(each) if each is not None else NOTHING for each in marks])


def _sentence(limit: Limit, at: Callable[[Decimal], str], above: Callable[[Decimal], str]) -> str:
    """Return the steps with where each is; `above` says where everything is closed."""
    ladder = limit.ladder
    closed = words.CLOSED_ACCOUNT if limit.scope is Scope.ACCOUNT else words.CLOSED_COPIES
    parts = [
        f"{begun(where(mark))} {what}."
        for mark, what, where in (
            (ladder.flatten, closed, above),
            (ladder.close_only, words.BARRED, at),
            (ladder.warn, words.WARNED, at),
        )
        if mark is not None
    ]
    return " ".join(parts)


def _of_money(limit: Limit, rule: MoneyRule, funds: Funds, formats: Formats) -> str:
    balance = funds.balance
    initial = funds.initial if funds.initial is not None else balance
    if initial is None:
        return words.NEEDS_MONEY
    equity = funds.equity if funds.equity is not None else initial
    anchor = _anchor(rule, initial, balance if balance is not None else initial, equity)
    span = _money(rule.amount, initial, anchor)
    if isinstance(rule, DrawdownLimit) and rule.locks_at_break_even:
        span = max(span, anchor - initial)
    sign = 1 if isinstance(rule, ProfitTarget) else -1
    kind = words.OF_EQUITY if rule.floating else words.OF_BALANCE

    def level(mark: Decimal) -> str:
        money = anchor + sign * span * mark / _FULL
        return words.at_money(formats.money(money, funds.currency), kind)

    said, condition = _sentence(limit, level, level), _condition(rule, funds)
    return f"{condition}{said[:1].lower()}{said[1:]}" if condition else said


def _condition(rule: MoneyRule, funds: Funds) -> str:
    stays = rule.trail is Trail.STATIC if isinstance(rule, DrawdownLimit) else _from_initial(rule)
    if stays:
        return "" if funds.initial is not None else words.IF_INITIAL
    return words.AS_IT_STANDS if isinstance(rule, DrawdownLimit) else words.IF_DAY_BEGAN


def _from_initial(rule: LossLimit | ProfitTarget) -> bool:
    return rule.anchor is Anchor.INITIAL


def _anchor(rule: MoneyRule, initial: Decimal, balance: Decimal, equity: Decimal) -> Decimal:
    if isinstance(rule, DrawdownLimit):
        return {
            Trail.STATIC: initial,
            Trail.EQUITY: max(initial, equity),
            Trail.CLOSED_BALANCE: max(initial, balance),
            Trail.END_OF_DAY: max(initial, balance),
            Trail.INTRADAY_PEAK: equity,
        }[rule.trail]
    return {
        Anchor.BALANCE: balance,
        Anchor.EQUITY: equity,
        Anchor.GREATER: max(balance, equity),
        Anchor.INITIAL: initial,
        Anchor.PEAK: equity,
    }[rule.anchor]


def _money(amount: Amount, initial: Decimal, anchor: Decimal) -> Decimal:
    match amount.unit:
        case Unit.MONEY:
            return amount.value
        case Unit.PERCENT_OF_INITIAL:
            return initial * amount.value / _FULL
        case Unit.PERCENT_OF_ANCHOR:
            return anchor * amount.value / _FULL


def _of_exposure(limit: Limit, rule: ExposureLimit, funds: Funds, formats: Formats) -> str:
    where = words.on_symbol(rule.symbol)

    def much(mark: Decimal) -> str:
        amount = rule.most * mark / _FULL
        if rule.exposure is Exposure.VALUE:
            return words.of_value(formats.money(amount, funds.currency))
        if rule.exposure is Exposure.POSITIONS:
            return words.of_positions(str(_whole(amount)))
        return words.of_lots(formats.lots(amount))

    return _sentence(
        limit,
        lambda mark: words.so_much_open(much(mark), where),
        lambda mark: words.more_open(much(mark), where),
    )


def _of_count(limit: Limit, rule: CountLimit) -> str:
    losing = rule.counted is Counted.LOSING_STREAK
    say = words.after_losing if losing else words.after_trades
    return _sentence(
        limit,
        lambda mark: say(_whole(rule.most * mark / _FULL), more=False),
        lambda mark: say(int(rule.most * mark / _FULL), more=True),
    )


def _whole(number: Decimal) -> int:
    """Return the first whole number that is not below."""
    return int(number.to_integral_value(rounding=ROUND_CEILING))

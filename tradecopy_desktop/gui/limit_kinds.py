"""The kinds of limits that are offered, and with what each begins. Decides nothing."""

from dataclasses import dataclass
from decimal import Decimal

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
    Period,
    ProfitTarget,
    Rule,
    Trail,
    Unit,
)
from tradecopy_desktop.gui import words

# What may be reached and not passed closes nothing by itself at first.
_FULL = Ladder(warn=Decimal(80), close_only=Decimal(100), flatten=None)
_EARNED = Ladder(warn=Decimal(90), close_only=Decimal(100), flatten=None)
SHOWN = Ladder(warn=Decimal(100), close_only=None, flatten=None)
_PERIODS = tuple(Period)
_TRAILS = tuple(Trail)
_EXPOSURES = tuple(Exposure)


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitKind:
    """A kind by its name, what it is for, and the rule and ladder that a new one begins with."""

    name: str
    hint: str
    rule: Rule
    ladder: Ladder = Ladder()

    def holds(self, rule: Rule) -> bool:
        """Tell whether a rule is of this kind."""
        if isinstance(rule, CountLimit) and isinstance(self.rule, CountLimit):
            return rule.counted is self.rule.counted
        return type(rule) is type(self.rule)


LIMIT_KINDS = (
    LimitKind(
        name=words.LOSS,
        hint=words.LOSS_HINT,
        # The strictest of the anchors, until the trader says how it is counted.
        rule=LossLimit(
            period=Period.DAY,
            amount=Amount(value=Decimal(3), unit=Unit.PERCENT_OF_ANCHOR),
            anchor=Anchor.GREATER,
        ),
    ),
    LimitKind(
        name=words.DRAWDOWN,
        hint=words.DRAWDOWN_HINT,
        rule=DrawdownLimit(
            trail=Trail.STATIC, amount=Amount(value=Decimal(6), unit=Unit.PERCENT_OF_INITIAL)
        ),
    ),
    LimitKind(
        name=words.EXPOSURE,
        hint=words.EXPOSURE_HINT,
        rule=ExposureLimit(exposure=Exposure.LOTS, most=Decimal(1)),
        ladder=_FULL,
    ),
    LimitKind(name=words.MARGIN, hint=words.MARGIN_HINT, rule=MarginLimit(least=Decimal(200))),
    LimitKind(
        name=words.TARGET,
        hint=words.TARGET_HINT,
        rule=ProfitTarget(
            period=Period.TOTAL,
            amount=Amount(value=Decimal(10), unit=Unit.PERCENT_OF_INITIAL),
            anchor=Anchor.INITIAL,
        ),
        ladder=_EARNED,
    ),
    LimitKind(
        name=words.STREAK,
        hint=words.STREAK_HINT,
        rule=CountLimit(counted=Counted.LOSING_STREAK, most=3),
        ladder=_FULL,
    ),
    LimitKind(
        name=words.TRADES,
        hint=words.TRADES_HINT,
        rule=CountLimit(counted=Counted.TRADES_A_DAY, most=10),
        ladder=_FULL,
    ),
    LimitKind(
        name=words.CONSISTENCY,
        hint=words.CONSISTENCY_HINT,
        rule=Consistency(most=Decimal(30)),
        ladder=SHOWN,
    ),
)


def kind_of(rule: Rule) -> LimitKind:
    """Return the kind that a rule is of."""
    return next(kind for kind in LIMIT_KINDS if kind.holds(rule))


def usual_name(rule: Rule) -> str:
    """Return the name that a limit is given at first."""
    match rule:
        case LossLimit(period=period):
            return words.NAMES_OF_LOSS[_PERIODS.index(period)]
        case ProfitTarget(period=period):
            return words.NAMES_OF_TARGET[_PERIODS.index(period)]
        case DrawdownLimit(trail=trail):
            return words.NAMES_OF_DRAWDOWN[_TRAILS.index(trail)]
        case ExposureLimit(exposure=exposure, symbol=symbol):
            name = words.NAMES_OF_EXPOSURE[_EXPOSURES.index(exposure)]
            return words.name_with_symbol(name, symbol)
        case _:
            return kind_of(rule).name


def may_end_at_reset(rule: Rule) -> bool:
    """Tell whether a lock may end by itself: only what begins anew at a reset (rule G3)."""
    match rule:
        case LossLimit(period=period) | ProfitTarget(period=period):
            return period is not Period.TOTAL
        case DrawdownLimit(trail=trail):
            return trail is Trail.INTRADAY_PEAK
        case CountLimit():
            return True
        case _:
            return False


def never_acts(rule: Rule) -> bool:
    """Tell whether a rule is only shown."""
    return isinstance(rule, Consistency)


def has_copies_scope(limit: Limit) -> bool:
    """Tell whether a breach of a limit leaves other positions open."""
    return limit.scope is Scope.COPIES

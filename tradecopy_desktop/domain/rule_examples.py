"""Examples of rule sets, one of each kind that is in use. Nobody's rules: figures to start from."""

from decimal import Decimal

from tradecopy_desktop.domain.guarding import Ladder, Limit, Reset, RuleSet
from tradecopy_desktop.domain.limits import (
    Amount,
    Anchor,
    Consistency,
    Counted,
    CountLimit,
    DrawdownLimit,
    LossLimit,
    MarginLimit,
    Period,
    ProfitTarget,
    Rule,
    Trail,
    Unit,
)

_FIVE = Amount(value=Decimal(5), unit=Unit.PERCENT_OF_INITIAL)
_TEN = Amount(value=Decimal(10), unit=Unit.PERCENT_OF_INITIAL)
_FOUR_OF_ANCHOR = Amount(value=Decimal(4), unit=Unit.PERCENT_OF_ANCHOR)
_WARN_ONLY = Ladder(close_only=None, flatten=None)


def _limit(name: str, rule: Rule, ladder: Ladder | None = None) -> Limit:
    return Limit(id=name, name=name, rule=rule, ladder=ladder or Ladder())


EXAMPLES = (
    RuleSet(
        name="Example: day by balance, total fixed",
        reset=Reset(zone="Europe/Prague"),
        limits=(
            _limit("Daily loss", LossLimit(period=Period.DAY, amount=_FIVE)),
            _limit(
                "Total loss",
                LossLimit(period=Period.TOTAL, amount=_TEN, anchor=Anchor.INITIAL),
            ),
        ),
    ),
    RuleSet(
        name="Example: day by the greater of balance and equity",
        reset=Reset(zone="Etc/GMT-3"),
        limits=(
            _limit(
                "Daily loss",
                LossLimit(period=Period.DAY, amount=_FIVE, anchor=Anchor.GREATER),
            ),
            _limit("Drawdown", DrawdownLimit(trail=Trail.STATIC, amount=_TEN)),
        ),
    ),
    RuleSet(
        name="Example: day from its highest equity",
        reset=Reset(),
        limits=(
            _limit(
                "Daily drawdown",
                LossLimit(period=Period.DAY, amount=_FOUR_OF_ANCHOR, anchor=Anchor.PEAK),
            ),
        ),
    ),
    RuleSet(
        name="Example: trailing at the day's end, then fixed",
        reset=Reset(zone="America/New_York", minute=17 * 60),
        limits=(
            _limit(
                "Trailing drawdown",
                DrawdownLimit(trail=Trail.END_OF_DAY, amount=_FIVE, locks_at_break_even=True),
            ),
            _limit("Best day", Consistency(most=Decimal(40)), _WARN_ONLY),
            _limit(
                "Profit target",
                ProfitTarget(period=Period.TOTAL, amount=_TEN, anchor=Anchor.INITIAL),
                _WARN_ONLY,
            ),
        ),
    ),
    RuleSet(
        name="Example: a trader's own discipline",
        reset=Reset(),
        limits=(
            _limit("Weekly loss", LossLimit(period=Period.WEEK, amount=_FIVE)),
            _limit(
                "Losing trades in a row",
                CountLimit(counted=Counted.LOSING_STREAK, most=4),
                Ladder(warn=Decimal(75), close_only=Decimal(100), flatten=None),
            ),
            _limit(
                "Trades a day",
                CountLimit(counted=Counted.TRADES_A_DAY, most=20),
                Ladder(warn=Decimal(80), close_only=Decimal(100), flatten=None),
            ),
            _limit("Margin level", MarginLimit(least=Decimal(200))),
        ),
    ),
)

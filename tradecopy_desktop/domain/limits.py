"""What the trader lets an account lose, hold and earn. Says nothing of what to do about it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tradecopy_desktop.domain.values import ZERO


class Unit(StrEnum):
    """What an amount is counted in: the account's money, or percent of something."""

    MONEY = "money"
    PERCENT_OF_INITIAL = "percent_of_initial"
    PERCENT_OF_ANCHOR = "percent_of_anchor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """How much may go: `value` in the account's currency, or that many percent."""

    value: Decimal
    unit: Unit = Unit.MONEY

    def __post_init__(self) -> None:
        if not self.value.is_finite() or self.value <= 0:
            raise ValueError(f"an amount must be above 0, was {self.value}")


class Period(StrEnum):
    """From which reset on a loss counts; total: since the account was given its limits."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    TOTAL = "total"


class Anchor(StrEnum):
    """What a loss is counted from.

    Balance and equity are those at the last reset, `greater` the more of both; `initial` is the
    account's initial balance; `peak` the highest equity since the reset.
    """

    BALANCE = "balance"
    EQUITY = "equity"
    GREATER = "greater"
    INITIAL = "initial"
    PEAK = "peak"


@dataclass(frozen=True, slots=True, kw_only=True)
class LossLimit:
    """No more than `amount` below the anchor of the period. Not `floating`: closed trades only."""

    period: Period
    amount: Amount
    anchor: Anchor = Anchor.BALANCE
    floating: bool = True

    def __post_init__(self) -> None:
        if self.period is Period.TOTAL and self.anchor is not Anchor.INITIAL:
            raise ValueError("a total loss is counted from the initial balance")


class Trail(StrEnum):
    """What a drawdown is counted from.

    Static: the initial balance. Equity, closed balance: their highest ever. End of day: the highest
    balance at a reset. Intraday peak: the highest equity since the last reset.
    """

    STATIC = "static"
    EQUITY = "equity"
    CLOSED_BALANCE = "closed_balance"
    END_OF_DAY = "end_of_day"
    INTRADAY_PEAK = "intraday_peak"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawdownLimit:
    """No more than `amount` below where it trails.

    `locks_at_break_even`: the level that must not be reached stops rising at the initial balance.
    """

    trail: Trail
    amount: Amount
    locks_at_break_even: bool = False
    floating: bool = True


class Exposure(StrEnum):
    """What counts as exposed: lots, both sides added; their value; or positions."""

    LOTS = "lots"
    VALUE = "value"
    POSITIONS = "positions"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureLimit:
    """No more than `most` open, in one symbol or, with "", on the whole account."""

    exposure: Exposure
    most: Decimal
    symbol: str = ""

    def __post_init__(self) -> None:
        _above_zero("most", self.most)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginLimit:
    """Equity is at least `least` percent of the margin in use."""

    least: Decimal

    def __post_init__(self) -> None:
        _above_zero("least", self.least)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfitTarget:
    """Enough is earned at `amount` above the anchor of the period."""

    period: Period
    amount: Amount
    anchor: Anchor = Anchor.BALANCE
    floating: bool = True


class Counted(StrEnum):
    """What is counted: trades closed at a loss without one at a profit between, or openings."""

    LOSING_STREAK = "losing_streak"
    TRADES_A_DAY = "trades_a_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLimit:
    """No more than `most` of something since the reset of the day."""

    counted: Counted
    most: int

    def __post_init__(self) -> None:
        if self.most < 1:
            raise ValueError(f"most must be >= 1, was {self.most}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """The best day's share of all profit is at most `most` percent. Shown, never enforced."""

    most: Decimal

    def __post_init__(self) -> None:
        _above_zero("most", self.most)


Rule = (
    LossLimit
    | DrawdownLimit
    | ExposureLimit
    | MarginLimit
    | ProfitTarget
    | CountLimit
    | Consistency
)

HARD = (LossLimit, DrawdownLimit)
"""Limits that have a floor of equity, which the executor knows, too (rule G5)."""


def _above_zero(name: str, value: Decimal) -> None:
    if not value.is_finite() or value <= ZERO:
        raise ValueError(f"{name} must be above 0, was {value}")

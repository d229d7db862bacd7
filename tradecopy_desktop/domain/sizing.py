"""How many lots a route asks for, as the trader set it. Only what was chosen; nothing is computed.

Modes in lots are literal: one lot is one lot, whatever it is worth. Modes in size or money convert
contract sizes and account currencies (rule S1).
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class FundsBase(StrEnum):
    """Which money of an account a size is measured by."""

    BALANCE = "balance"
    EQUITY = "equity"
    FREE_MARGIN = "free_margin"


@dataclass(frozen=True, slots=True, kw_only=True)
class SameLots:
    """The follower trades the master's lots, literally."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedLots:
    """Each order of the master is copied with these lots, literally."""

    lots: Decimal

    def __post_init__(self) -> None:
        _above_zero(self.lots, "fixed lots")


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiplier:
    """The follower trades the master's lots times `factor`, literally."""

    factor: Decimal

    def __post_init__(self) -> None:
        _above_zero(self.factor, "a multiplier")


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeMultiplier:
    """The follower trades the master's units (lots x contract size) times `factor`."""

    factor: Decimal = Decimal(1)

    def __post_init__(self) -> None:
        _above_zero(self.factor, "a multiplier of size")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportional:
    """The follower trades the master's units in the proportion of the two accounts' money."""

    base: FundsBase
    factor: Decimal = Decimal(1)

    def __post_init__(self) -> None:
        _above_zero(self.factor, "a factor")


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPercent:
    """A loss at the SL, commission included, costs `percent` of the follower's money."""

    percent: Decimal
    base: FundsBase = FundsBase.EQUITY

    def __post_init__(self) -> None:
        _above_zero(self.percent, "a risk in percent")
        if self.percent > 100:
            raise ValueError(f"a risk must be at most 100 percent, was {self.percent}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskMoney:
    """A loss at the SL, commission included, costs `amount` in the follower's currency."""

    amount: Decimal

    def __post_init__(self) -> None:
        _above_zero(self.amount, "a risk in money")


@dataclass(frozen=True, slots=True, kw_only=True)
class EqualNotional:
    """The follower's order is worth the master's times `factor`, at the prices of both."""

    factor: Decimal = Decimal(1)

    def __post_init__(self) -> None:
        _above_zero(self.factor, "a factor")


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedLeverage:
    """Each order is worth `leverage` times the follower's equity."""

    leverage: Decimal

    def __post_init__(self) -> None:
        _above_zero(self.leverage, "a leverage")


Sizing = (
    SameLots
    | FixedLots
    | Multiplier
    | SizeMultiplier
    | Proportional
    | RiskPercent
    | RiskMoney
    | EqualNotional
    | FixedLeverage
)

LITERAL = (SameLots, FixedLots, Multiplier)
"""The modes in lots, which do not convert contract sizes (rule S1)."""

BY_ORDER = (FixedLots, RiskPercent, RiskMoney, FixedLeverage)
"""The modes that do not depend on the master's volume and so size one order (rule S2)."""


class BelowMinimum(StrEnum):
    """What happens with an order that comes out below the broker's minimum."""

    SKIP = "skip"
    MINIMUM = "minimum"
    MINIMUM_WITHIN_RISK = "minimum_within_risk"  # the minimum is at most n times what was asked


class AboveMaximum(StrEnum):
    """What happens with an order above the broker's maximum (rule C11)."""

    CAP = "cap"
    SPLIT = "split"


class FurtherOrders(StrEnum):
    """How a further order of the master into a position is sized (rule S2)."""

    RATIO = "ratio"  # by the ratio that the copy was opened with
    IGNORE = "ignore"
    ANEW = "anew"


class Remainder(StrEnum):
    """What happens when a partial close would leave less than the broker's minimum (rule S4)."""

    KEEP_MINIMUM = "keep_minimum"
    CLOSE = "close"


class PartialFill(StrEnum):
    """What happens when the follower's broker fills less than was asked (rule L5)."""

    NEW_BASE = "new_base"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeRules:
    """Bounds and choices around a size. Lots are the follower's.

    `min_lots` and `max_lots` bound one order on top of the broker's bounds: less is not copied,
    more is cut. `risk_coefficient` is how many times what was asked the broker's minimum may be.
    `max_funds_age_ms` is how old the money of an account may be when a size depends on it.
    `commission` is per lot, both ways, in the follower's currency. `assumed_stop` stands in for a
    missing SL in risk modes, in points of the follower's symbol; None: such an order is refused.
    """

    below_minimum: BelowMinimum = BelowMinimum.SKIP
    risk_coefficient: Decimal = Decimal(2)
    above_maximum: AboveMaximum = AboveMaximum.CAP
    min_lots: Decimal | None = None
    max_lots: Decimal | None = None
    further_orders: FurtherOrders = FurtherOrders.RATIO
    remainder: Remainder = Remainder.KEEP_MINIMUM
    partial_fill: PartialFill = PartialFill.NEW_BASE
    max_funds_age_ms: int = 15_000
    commission: Decimal = Decimal(0)
    assumed_stop: int | None = None

    def __post_init__(self) -> None:
        if self.risk_coefficient < 1:
            raise ValueError(f"a risk coefficient must be >= 1, was {self.risk_coefficient}")
        for name, lots in (("least lots", self.min_lots), ("most lots", self.max_lots)):
            if lots is not None:
                _above_zero(lots, name)
        if self.min_lots and self.max_lots and self.min_lots > self.max_lots:
            raise ValueError(
                f"least lots must be <= most lots, were {self.min_lots} and {self.max_lots}"
            )
        if not self.commission.is_finite() or self.commission < 0:
            raise ValueError(f"a commission must be >= 0, was {self.commission}")
        if self.assumed_stop is not None and self.assumed_stop <= 0:
            raise ValueError(f"an assumed SL must be above 0 points, was {self.assumed_stop}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SymbolOverride:
    """Other settings for one of the master's symbols; None keeps the route's."""

    symbol: str
    sizing: Sizing | None = None
    min_lots: Decimal | None = None
    max_lots: Decimal | None = None


def _above_zero(value: Decimal, what: str) -> None:
    if not value.is_finite() or value <= 0:
        raise ValueError(f"{what} must be above 0, was {value}")

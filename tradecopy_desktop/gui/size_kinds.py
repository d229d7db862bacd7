"""The kinds of size that a trader chooses between, each with what its number means."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from tradecopy_desktop.domain.sizing import (
    EqualNotional,
    FixedLeverage,
    FixedLots,
    FundsBase,
    Multiplier,
    Proportional,
    RiskMoney,
    RiskPercent,
    SameLots,
    SizeMultiplier,
    Sizing,
)
from tradecopy_desktop.gui import words


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeKind:
    """One kind. `unit` is empty where there is no number; `usual` is what is typed in at first.

    `make` raises ValueError where the number is not possible; `fault` says so to the trader, or
    is empty where any number above zero is possible.
    """

    name: str
    hint: str
    make: Callable[[Decimal], Sizing]
    unit: str = ""
    example: Decimal = Decimal(1)
    usual: Decimal | None = None
    fault: str = ""
    is_money: bool = False

    @property
    def has_number(self) -> bool:
        """Tell whether the trader types a number for it."""
        return bool(self.unit)


def _times(name: str, hint: str, make: Callable[[Decimal], Sizing]) -> SizeKind:
    return SizeKind(name=name, hint=hint, make=make, unit=words.UNIT_TIMES, usual=Decimal(1))


def _proportional(base: FundsBase, number: Decimal) -> Sizing:
    return Proportional(base=base, factor=number)


def _risk(name: str, unit: str, base: FundsBase) -> SizeKind:
    return SizeKind(
        name=name,
        hint=words.RISK_PERCENT_HINT,
        make=lambda number: RiskPercent(percent=number, base=base),
        unit=unit,
        example=Decimal("0.5"),
        fault=words.NEED_PERCENT,
    )


SIZE_KINDS = (
    SizeKind(name=words.SAME_LOTS, hint=words.SAME_LOTS_HINT, make=lambda _: SameLots()),
    SizeKind(
        name=words.MULTIPLIER,
        hint=words.MULTIPLIER_HINT,
        make=lambda number: Multiplier(factor=number),
        unit=words.UNIT_TIMES,
        example=Decimal("0.5"),
    ),
    SizeKind(
        name=words.FIXED_LOTS,
        hint=words.FIXED_LOTS_HINT,
        make=lambda number: FixedLots(lots=number),
        unit=words.UNIT_LOTS,
        example=Decimal("0.1"),
    ),
    _times(words.SAME_SIZE, words.SAME_SIZE_HINT, lambda number: SizeMultiplier(factor=number)),
    _times(words.SAME_VALUE, words.SAME_VALUE_HINT, lambda number: EqualNotional(factor=number)),
    _times(words.BY_BALANCE, words.BALANCE_HINT, partial(_proportional, FundsBase.BALANCE)),
    _times(words.BY_EQUITY, words.EQUITY_HINT, partial(_proportional, FundsBase.EQUITY)),
    _times(
        words.BY_FREE_MARGIN, words.FREE_MARGIN_HINT, partial(_proportional, FundsBase.FREE_MARGIN)
    ),
    _risk(words.RISK_PERCENT, words.UNIT_PERCENT, FundsBase.EQUITY),
    _risk(words.RISK_OF_BALANCE, words.UNIT_OF_BALANCE, FundsBase.BALANCE),
    _risk(words.RISK_OF_FREE_MARGIN, words.UNIT_OF_FREE_MARGIN, FundsBase.FREE_MARGIN),
    SizeKind(
        name=words.RISK_MONEY,
        hint=words.RISK_MONEY_HINT,
        make=lambda number: RiskMoney(amount=number),
        unit=words.UNIT_MONEY,
        example=Decimal(100),
        is_money=True,
    ),
    SizeKind(
        name=words.FIXED_LEVERAGE,
        hint=words.LEVERAGE_HINT,
        make=lambda number: FixedLeverage(leverage=number),
        unit=words.UNIT_LEVERAGE,
        example=Decimal(2),
    ),
)
"""In the order in which they are offered."""


def kind_makes(kind: SizeKind, sizing: Sizing) -> bool:
    """Tell whether a size is of this kind."""
    made = kind.make(Decimal(1))
    bases = (getattr(made, "base", None), getattr(sizing, "base", None))
    return type(made) is type(sizing) and bases[0] is bases[1]

"""A route's size in a few words, for tables."""

from decimal import Decimal

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
from tradecopy_desktop.gui.formats import Formats

_BASES = {
    FundsBase.BALANCE: words.BY_BALANCE,
    FundsBase.EQUITY: words.BY_EQUITY,
    FundsBase.FREE_MARGIN: words.BY_FREE_MARGIN,
}


def size_text(sizing: Sizing, formats: Formats) -> str:
    """Return what a route trades: its mode and its number."""
    match sizing:
        case SameLots():
            return words.SAME_LOTS
        case FixedLots(lots=lots):
            return words.fixed_lots(formats.lots(lots))
        case Multiplier(factor=factor):
            return formats.factor(factor)
        case RiskPercent() | RiskMoney() | FixedLeverage():
            return _by_money(sizing, formats)
        case _:
            return _with_factor(sizing, formats)


def number_of(sizing: Sizing) -> Decimal:
    """Return the number by which routes of any mode are put in order."""
    for name in ("factor", "lots", "percent", "amount", "leverage"):
        value = getattr(sizing, name, None)
        if isinstance(value, Decimal):
            return value
    return Decimal(1)


def _by_money(sizing: RiskPercent | RiskMoney | FixedLeverage, formats: Formats) -> str:
    match sizing:
        case RiskPercent(percent=percent):
            return words.risk_percent(formats.plain(percent))
        case RiskMoney(amount=amount):
            return words.risk_money(formats.money(amount))
        case FixedLeverage(leverage=leverage):
            return words.leverage(formats.plain(leverage))


def _with_factor(sizing: SizeMultiplier | Proportional | EqualNotional, formats: Formats) -> str:
    mode = _mode(sizing)
    return mode if sizing.factor == 1 else f"{mode} {formats.factor(sizing.factor)}"


def _mode(sizing: SizeMultiplier | Proportional | EqualNotional) -> str:
    if isinstance(sizing, Proportional):
        return _BASES[sizing.base]
    return words.SAME_SIZE if isinstance(sizing, SizeMultiplier) else words.SAME_VALUE

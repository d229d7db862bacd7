"""Sizes of the demo's routes, large enough that every order and every addition can be copied."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_UP, Context, Decimal
from fractions import Fraction

from tradecopy_desktop.domain.instruments import Instrument
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
    VolumeRules,
)

BALANCE = Decimal(5_000_000)

# Steps for the smallest piece that a master trades: from 2.5 on no addition can vanish in the
# rounding of an earlier partial close. More where a price or a balance may fall.
_STEPS = Fraction(3)
# No multiple of it lies near a whole step: a wrong size is not taken for that of another moment.
_STEPS_OF_MONEY = Fraction("4.45")
# Each multiple is a whole step: a spread that is forgotten makes one more.
_STEPS_OF_WORTH = Fraction(4)
_RICHER = Fraction("1.7")
# How often the largest position fits into the balance, so that its losses change little.
_TIMES_COVERED = 20
_AT_RISK = VolumeRules(commission=Decimal(7), assumed_stop=500)
_FOUR_DIGITS_UP = Context(prec=4, rounding=ROUND_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traded:
    """What a master trades in one symbol, and the follower's symbol for it.

    Volumes are whole multiples of `unit`, `most` at the most. `price` is the highest and `stop`
    the largest distance of an SL.
    """

    theirs: Instrument
    own: Instrument
    unit: Decimal
    most: Decimal
    price: Decimal
    stop: Decimal

    @property
    def pieces(self) -> Fraction:
        """Return how many units the largest order has."""
        return Fraction(self.most) / Fraction(self.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What a size has to carry. `rate` is what 1 of the symbols' currency is in the follower's."""

    traded: tuple[Traded, ...]
    smallest: Decimal
    rate: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """A route's size, and the follower's balance for it."""

    sizing: Sizing
    volume: VolumeRules = VolumeRules()
    balance: Decimal = BALANCE


ChooseSize = Callable[[Need], Size]


def same_lots(_: Need) -> Size:
    """Return the master's lots."""
    return Size(sizing=SameLots())


def times(share: str) -> ChooseSize:
    """Return a choice that gives the master's smallest volume `share` steps."""

    def choose(need: Need) -> Size:
        wanted = Decimal(share)
        factor = need.traded[0].own.lot_step / need.smallest * wanted
        return Size(sizing=Multiplier(factor=max(factor, wanted).normalize()))

    return choose


def fixed_lots(need: Need) -> Size:
    """Return the same lots for every order."""
    return Size(sizing=FixedLots(lots=_up(max(_lots(one) for one in need.traded))))


def size_multiplier(need: Need) -> Size:
    """Return a multiple of the master's units."""
    return Size(sizing=SizeMultiplier(factor=_up(_factor(need, _STEPS))))


def by_equity(need: Need) -> Size:
    """Return units by the proportion of both accounts' equity; the follower has more."""
    factor = _factor(need, _STEPS_OF_MONEY) / _RICHER
    return Size(
        sizing=Proportional(base=FundsBase.EQUITY, factor=_up(factor)),
        balance=_up(_RICHER * Fraction(BALANCE)),
    )


def equal_notional(need: Need) -> Size:
    """Return a multiple of what the master's order is worth."""
    return Size(sizing=EqualNotional(factor=_up(_factor(need, _STEPS_OF_WORTH))))


def risk_money(need: Need) -> Size:
    """Return a sum that is lost at the SL."""
    amount = max(_lots(one) * _loss(one, need.rate) for one in need.traded)
    lots = ((one, amount / _loss(one, need.rate)) for one in need.traded)
    return Size(
        sizing=RiskMoney(amount=_up(amount)),
        volume=_AT_RISK,
        balance=_cover(lots, need.rate),
    )


def risk_percent(need: Need) -> Size:
    """Return a share of the balance that is lost at the SL."""
    amount = max(_lots(one, _STEPS_OF_MONEY) * _loss(one, need.rate) for one in need.traded)
    lots = ((one, amount / _loss(one, need.rate)) for one in need.traded)
    balance = _cover(lots, need.rate)
    percent = _up(amount * 100 / Fraction(balance))
    return Size(
        sizing=RiskPercent(percent=percent, base=FundsBase.BALANCE),
        volume=_AT_RISK,
        balance=balance,
    )


def fixed_leverage(need: Need) -> Size:
    """Return a multiple of the equity that each order is worth."""
    worth = max(_lots(one, _STEPS_OF_MONEY) * _worth(one, need.rate) for one in need.traded)
    lots = ((one, worth / _worth(one, need.rate)) for one in need.traded)
    balance = _cover(lots, need.rate)
    leverage = _up(worth / Fraction(balance))
    return Size(sizing=FixedLeverage(leverage=leverage), balance=balance)


def _lots(one: Traded, steps: Fraction = _STEPS) -> Fraction:
    """Return the lots for an order of any volume, so that its smallest piece is `steps` steps."""
    return steps * Fraction(one.own.smallest) * one.pieces


def _factor(need: Need, steps: Fraction) -> Fraction:
    """Return how many of the master's units make its smallest volume so many steps."""
    return max(
        steps * Fraction(one.own.smallest) / Fraction(one.unit) * _units(one) for one in need.traded
    )


def _units(one: Traded) -> Fraction:
    return Fraction(one.own.contract_size) / Fraction(one.theirs.contract_size)


def _loss(one: Traded, rate: Fraction) -> Fraction:
    assumed = Fraction(_AT_RISK.assumed_stop or 0) * Fraction(one.own.point)
    distance = max(Fraction(one.stop), assumed)
    return distance * Fraction(one.own.contract_size) * rate + Fraction(_AT_RISK.commission)


def _worth(one: Traded, rate: Fraction) -> Fraction:
    return Fraction(one.price) * Fraction(one.own.contract_size) * rate


def _cover(lots: Iterable[tuple[Traded, Fraction]], rate: Fraction) -> Decimal:
    # Each later order counts by the first one's ratio, and that may have been the smallest.
    largest = max(each * one.pieces * _worth(one, rate) for one, each in lots)
    return max(_up(_TIMES_COVERED * largest), BALANCE)


def _up(number: Fraction) -> Decimal:
    rounded = _FOUR_DIGITS_UP.divide(Decimal(number.numerator), Decimal(number.denominator))
    return Decimal(format(rounded, "f"))

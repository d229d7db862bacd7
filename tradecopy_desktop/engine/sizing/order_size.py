"""How many lots a route asks for an order of the master: exact, before the broker's steps.

Modes in lots are literal; all others convert contract sizes and currencies (rule S1). What is
unknown is refused.
"""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import assert_never

from tradecopy_desktop.domain.decisions import SkipReason, Step
from tradecopy_desktop.domain.sizing import (
    EqualNotional,
    FixedLeverage,
    FixedLots,
    Multiplier,
    Proportional,
    RiskMoney,
    RiskPercent,
    SameLots,
    SizeMultiplier,
)
from tradecopy_desktop.domain.values import exact
from tradecopy_desktop.engine.sizing.contract_size import contract_doubt
from tradecopy_desktop.engine.sizing.notional_size import size_by_leverage, size_by_notional
from tradecopy_desktop.engine.sizing.request import Sized, SizeRequest
from tradecopy_desktop.engine.sizing.risk_size import size_by_percent, size_by_risk
from tradecopy_desktop.engine.sizing.unit_size import size_by_proportion, size_by_units
from tradecopy_desktop.engine.wording import plain

__all__ = ["SizeRequest", "Sized", "size_order"]


def size_order(request: SizeRequest) -> Sized:
    """Return exact lots for the whole order of the master, or why there are none."""
    match request.sizing:
        case SameLots() | FixedLots() | Multiplier():
            return _literal(request)
        case SizeMultiplier(factor=factor):
            return size_by_units(request, factor)
        case Proportional(base=base, factor=factor):
            return size_by_proportion(request, base, factor)
        case RiskPercent() | RiskMoney():
            return _by_risk(request, request.sizing)
        case EqualNotional(factor=factor):
            return size_by_notional(request, factor)
        case FixedLeverage(leverage=leverage):
            return size_by_leverage(request, leverage)
        case unknown:
            assert_never(unknown)


def _by_risk(request: SizeRequest, sizing: RiskPercent | RiskMoney) -> Sized:
    if isinstance(sizing, RiskMoney):
        return size_by_risk(request, sizing.amount)
    return size_by_percent(request, sizing.base, sizing.percent)


def _literal(request: SizeRequest) -> Sized:
    ratio = None if request.contract_ratio == 1 else request.contract_ratio
    if ratio is None and not request.literal_confirmed:
        doubt = contract_doubt(
            request.master, request.master_instrument, request.follower, request.instrument
        )
        if doubt is not None:
            text = f"{doubt}: confirm in the route what lots mean there"
            return Sized(refusal=(SkipReason.CONTRACT_SIZE_UNCONFIRMED, text))
    if isinstance(request.sizing, FixedLots):
        lots = Fraction(request.sizing.lots)
        text = "the lots that the route has for each order"
        return Sized(lots=lots, steps=(Step(rule="fixed lots", text=text, result=plain(lots)),))
    factor = request.sizing.factor if isinstance(request.sizing, Multiplier) else None
    return _times(request.order_volume, factor, ratio)


# It hangs on nothing of the follower's, so that many routes have the same.
@lru_cache(maxsize=1_024)
def _times(volume: Decimal, factor: Decimal | None, ratio: Fraction | None) -> Sized:
    lots, inputs = exact(volume), [("master's lots", plain(volume))]
    if factor is not None:
        lots *= exact(factor)
        inputs.append(("multiplier", plain(factor)))
    if ratio is not None:
        lots *= ratio
        inputs.append(("contracts per contract", plain(ratio)))
    step = Step(
        rule="same lots" if factor is None else "multiplier",
        text=" x ".join(name for name, _ in inputs),
        inputs=tuple(inputs),
        result=plain(lots),
    )
    return Sized(lots=lots, steps=(step,))

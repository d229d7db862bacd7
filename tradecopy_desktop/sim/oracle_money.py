"""How many lots a route's mode asks for, by what was known at one moment, in plain fractions.

Written a second time on purpose; never asks how the copier sizes. Profits are counted by contract
size alone, and currencies exchanged by a pair of both.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

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
)
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.sim.histories_of_run import AccountHistory
from tradecopy_desktop.sim.oracle_orders import Order
from tradecopy_desktop.sim.told import Known, ToldFunds


class UnknownError(Exception):
    """Something that the size depends on had not been told."""


def asked_lots(order: Order, ours: Known, theirs: Known) -> Fraction:
    """Return the lots for the whole order; UnknownError where nothing tells them."""
    match order.sizing:
        case SameLots() | FixedLots() | Multiplier() | SizeMultiplier():
            return _by_lots(order, order.sizing)
        case Proportional(base=base, factor=factor):
            share = _money(ours, base) / (_money(theirs, base) * _exchange(order, ours, theirs))
            return order.change.order_volume * Fraction(factor) * order.lots_per_lot * share
        case RiskPercent() | RiskMoney():
            return _by_risk(order, order.sizing, ours, theirs)
        case EqualNotional() | FixedLeverage():
            return _by_worth(order, order.sizing, ours, theirs)
        case unknown:
            assert_never(unknown)


def pairs_of(order: Order, account: AccountHistory) -> list[str]:
    """Return the symbols of an account that may exchange the currencies of an order."""
    codes = {order.master.currency, order.follower.currency}
    codes |= {order.instrument.profit, order.their_instrument.profit}
    found = ((i.base, i.profit, i.name) for i in account.instruments.values())
    return sorted(n for base, profit, n in found if base != profit and {base, profit} <= codes)


def _by_lots(order: Order, sizing: SameLots | FixedLots | Multiplier | SizeMultiplier) -> Fraction:
    volume = order.change.order_volume
    match sizing:
        case SameLots():
            return volume * order.contract_ratio
        case FixedLots(lots=lots):
            return Fraction(lots)
        case Multiplier(factor=factor):
            return volume * Fraction(factor) * order.contract_ratio
        case SizeMultiplier(factor=factor):
            return volume * Fraction(factor) * order.lots_per_lot


def _by_risk(order: Order, sizing: RiskPercent | RiskMoney, ours: Known, theirs: Known) -> Fraction:
    if isinstance(sizing, RiskMoney):
        amount = Fraction(sizing.amount)
    else:
        amount = _money(ours, sizing.base) * Fraction(sizing.percent) / 100
    distance = _distance_to_stop(order, _entry(order, ours))
    if distance is None or distance <= 0:
        return Fraction(0)
    loss = distance * _point(order, order.follower, ours, theirs)
    return amount / (loss + Fraction(order.route.volume.commission))


def _distance_to_stop(order: Order, entry: Fraction) -> Fraction | None:
    stop = order.stop_loss(entry)
    if stop is not None:
        return (entry - stop) * order.side.sign
    points = order.route.volume.assumed_stop
    return None if points is None else points * Fraction(order.instrument.point)


def _by_worth(
    order: Order, sizing: EqualNotional | FixedLeverage, ours: Known, theirs: Known
) -> Fraction:
    own_lot = _entry(order, ours) * _point(order, order.follower, ours, theirs)
    if isinstance(sizing, FixedLeverage):
        return _money(ours, FundsBase.EQUITY) * Fraction(sizing.leverage) / own_lot
    their_lot = Fraction(order.change.price) * _point(order, order.master, ours, theirs)
    return order.change.order_volume * Fraction(sizing.factor) * their_lot / own_lot


def _entry(order: Order, ours: Known) -> Fraction:
    quote = ours.quotes.get(order.instrument.name)
    if quote is None:
        raise UnknownError(f"no price of {order.instrument.name}")
    return quote.ask if order.side is Side.BUY else quote.bid


def _money(known: Known, base: FundsBase) -> Fraction:
    funds = known.funds
    money = None if funds is None else _of(funds, base)
    if money is None or money <= 0:
        raise UnknownError(f"no {base.value.replace('_', ' ')} above 0")
    return money


def _of(funds: ToldFunds, base: FundsBase) -> Fraction:
    if base is FundsBase.BALANCE:
        return funds.balance
    return funds.equity if base is FundsBase.EQUITY else funds.free_margin


def _point(order: Order, account: AccountHistory, ours: Known, theirs: Known) -> Fraction:
    """Return what a price move of 1 earns with one lot, in the follower's currency."""
    own = account is order.follower
    instrument: Instrument = order.instrument if own else order.their_instrument
    rate = _rate(order, instrument.profit or account.currency, ours, theirs)
    return Fraction(instrument.contract_size) * rate


def _exchange(order: Order, ours: Known, theirs: Known) -> Fraction:
    return _rate(order, order.master.currency, ours, theirs)


def _rate(order: Order, source: str, ours: Known, theirs: Known) -> Fraction:
    """Return what one unit of a currency is worth in the follower's, by the middle of a price."""
    target = order.follower.currency
    if source == target:
        return Fraction(1)
    for middle, base in _middles(order, {source, target}, ours, theirs):
        return middle if base == source else 1 / middle
    raise UnknownError(f"no price of {source} in {target}")


def _middles(
    order: Order, codes: set[str], ours: Known, theirs: Known
) -> Iterator[tuple[Fraction, str]]:
    for account, known in ((order.follower, ours), (order.master, theirs)):
        for name in pairs_of(order, account):
            instrument, quote = account.instruments[name], known.quotes.get(name)
            if quote is not None and {instrument.base, instrument.profit} == codes:
                yield (quote.bid + quote.ask) / 2, instrument.base

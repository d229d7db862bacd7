"""How many lots a copy should hold, in plain fractions; never asks how the copier sizes.

Written a second time on purpose: the same mistake is not made twice in different words.
"""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.sizing import (
    AboveMaximum,
    BelowMinimum,
    FurtherOrders,
    Remainder,
    VolumeRules,
)
from tradecopy_desktop.sim.oracle_masters import MasterChange

_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The broker's grid and the route's limits of one order.

    `converts`: the follower's contract is another one than the master's, so nothing is rounded up
    (rule S6); `collects`: then the orders of a netting master are added up until they make a lot.
    """

    instrument: Instrument
    rules: VolumeRules = VolumeRules()
    min_lots: Decimal | None = None
    max_lots: Decimal | None = None
    converts: bool = False
    collects: bool = False

    @property
    def step(self) -> Fraction:
        """Return the step of lots."""
        return Fraction(self.instrument.lot_step)

    @property
    def least(self) -> Fraction:
        """Return the least lots that can be ordered: a minimum between two steps goes up."""
        return -(-Fraction(self.instrument.lot_min) // self.step) * self.step

    @property
    def most(self) -> Fraction:
        """Return the most lots that one order can have."""
        return _down(Fraction(self.instrument.lot_max), self.step)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """What a copy should hold (`target`) and the master volume behind it.

    `base` and `original` are target and accepted volume when the copy last grew. `exact` is what
    was accepted in lots before rounding, `waiting` what is still too little to be opened.
    `ratio` is the first order's, in lots of the follower per lot of the master, and `ratios` each
    accepted order's.
    """

    accepted: Fraction = _NOTHING
    original: Fraction = _NOTHING
    base: Fraction = _NOTHING
    target: Fraction = _NOTHING
    exact: Fraction = _NOTHING
    waiting: Fraction = _NOTHING
    ratio: Fraction | None = None
    ratios: dict[str, Fraction] = field(default_factory=dict)

    def opened(self, step: Fraction) -> Fraction:
        """Return the lots that count as opened.

        What a reduction rounded up is held already; an addition does not come on top of it.
        """
        return max(_down(self.exact, step), self.target)


def needs_size(size: Size, change: MasterChange, rules: VolumeRules) -> bool:
    """Tell whether the route's mode sizes this addition, and not what was accepted before."""
    if change.order in size.ratios:
        return False
    return size.ratio is None or rules.further_orders is FurtherOrders.ANEW


def grown(size: Size, change: MasterChange, asked: Fraction | None, bounds: Bounds) -> Size | None:
    """Return the size after an addition of the master, None where it is not accepted.

    `asked` is what the route's mode wants for the whole order, if it is asked at all.
    """
    collects = bounds.collects or change.volume < change.order_volume
    ratio = size.ratios.get(change.order)
    if ratio is None:
        ratio = _new_ratio(size, change, asked, bounds, collects=collects)
    else:
        collects = True
    if ratio is None:
        return None
    worth = size.waiting + ratio * change.volume
    lots = _down(size.exact + worth, bounds.step) - size.opened(bounds.step)
    taken = replace(
        size,
        accepted=size.accepted + change.volume,
        ratio=ratio if size.ratio is None else size.ratio,
        ratios={**size.ratios, change.order: ratio},
    )
    if lots < bounds.least:
        return replace(taken, waiting=worth) if collects else None
    target = size.target + _in_orders(lots, bounds)
    return replace(
        taken,
        original=taken.accepted,
        base=target,
        target=target,
        exact=size.exact + worth,
        waiting=_NOTHING,
    )


def _new_ratio(
    size: Size, change: MasterChange, asked: Fraction | None, bounds: Bounds, *, collects: bool
) -> Fraction | None:
    if size.ratio is not None:
        if bounds.rules.further_orders is FurtherOrders.IGNORE:
            return None
        if bounds.rules.further_orders is FurtherOrders.RATIO:
            asked = size.ratio * change.order_volume
    if asked is None:
        return None
    bounded = _bounded(size, asked, bounds)
    if bounded is None:
        # Too little for a lot now may make one with what follows.
        return asked / change.order_volume if collects and bounds.converts else None
    return bounded / change.order_volume


def _bounded(size: Size, asked: Fraction, bounds: Bounds) -> Fraction | None:
    """Return what of `asked` the whole order may have, None where it is refused."""
    opened = size.opened(bounds.step)
    lots = _down(size.exact + asked, bounds.step) - opened
    caps = [] if bounds.max_lots is None else [Fraction(bounds.max_lots)]
    if bounds.rules.above_maximum is AboveMaximum.CAP:
        caps.append(Fraction(bounds.instrument.lot_max))
    if caps and lots > min(caps):
        lots = _down(min(caps), bounds.step)
        asked = opened + lots - size.exact
    if bounds.min_lots is not None and lots < Fraction(bounds.min_lots):
        return None
    if lots >= bounds.least:
        return asked
    return opened + bounds.least - size.exact if _takes_minimum(asked, bounds) else None


def _takes_minimum(asked: Fraction, bounds: Bounds) -> bool:
    choice = bounds.rules.below_minimum
    if choice is BelowMinimum.SKIP or bounds.converts or asked <= 0:
        return False
    if bounds.max_lots is not None and bounds.least > Fraction(bounds.max_lots):
        return False
    limit = Fraction(bounds.rules.risk_coefficient)
    return choice is BelowMinimum.MINIMUM or bounds.least <= limit * asked


def _in_orders(lots: Fraction, bounds: Bounds) -> Fraction:
    """Return what of `lots` comes to the broker in orders that it takes (rule C11)."""
    if bounds.rules.above_maximum is AboveMaximum.CAP:
        return min(lots, bounds.most)
    last = lots % bounds.most
    return lots - last if 0 < last < bounds.least else lots


def reduced(size: Size, before: Fraction, after: Fraction, bounds: Bounds) -> Size:
    """Return the size after the master went from `before` lots to `after`."""
    if after == 0:
        return Size()
    share = after / before
    accepted = size.accepted * share
    smaller = replace(
        size, accepted=accepted, exact=size.exact * share, waiting=size.waiting * share
    )
    if size.target == 0:
        return smaller
    wanted = nearest(size.base * accepted / size.original, bounds.step)
    if wanted < bounds.least:
        if bounds.rules.remainder is Remainder.CLOSE:
            return Size()
        wanted = bounds.least
    return replace(smaller, target=min(size.target, wanted))


def without(size: Size, lots: Fraction) -> Size:
    """Return the size after `lots` of what it last grew by were not to be had (rule L5)."""
    return replace(size, base=size.base - lots, target=size.target - lots)


def cut_to(size: Size, target: Fraction) -> Size:
    """Return the size after the trader reduced the copy to `target` lots by hand."""
    return replace(size, base=size.base * target / size.target, target=target)


def in_lots(lots: Fraction) -> Decimal:
    """Return a fraction of lots as the decimal number that a broker's step makes it."""
    return Decimal(lots.numerator) / Decimal(lots.denominator)


def _down(lots: Fraction, step: Fraction) -> Fraction:
    return lots // step * step


def nearest(lots: Fraction, step: Fraction) -> Fraction:
    """Return the multiple of a step that is nearest, halves up."""
    return (lots + step / 2) // step * step

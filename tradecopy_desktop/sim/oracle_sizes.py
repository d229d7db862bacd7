"""How many lots a route prescribes, in plain fractions; never asks how the copier sizes.

Written a second time on purpose: the same mistake is not made twice in different words.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tradecopy_desktop.domain.instruments import Instrument

_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """What a copy should hold (`target`) and the master volume behind it.

    `base` and `original` are target and accepted volume when the copy last grew.
    """

    accepted: Fraction = _NOTHING
    original: Fraction = _NOTHING
    base: Fraction = _NOTHING
    target: Fraction = _NOTHING


def lots_to_add(size: Size, volume: Fraction, ratio: Fraction, instrument: Instrument) -> Fraction:
    """Return the lots to open when the master adds `volume`; 0 when below the broker's minimum."""
    step = Fraction(instrument.lot_step)
    # What a reduction rounded up is held already; an addition does not come on top of it.
    present = max(_down(ratio * size.accepted, step), size.target)
    lots = _down(ratio * (size.accepted + volume), step) - present
    if lots < Fraction(instrument.lot_min):
        return _NOTHING
    return min(lots, _down(Fraction(instrument.lot_max), step))


def grown(size: Size, volume: Fraction, lots: Fraction) -> Size:
    """Return the size after `lots` were prescribed for the master's `volume`."""
    accepted, target = size.accepted + volume, size.target + lots
    return Size(accepted=accepted, original=accepted, base=target, target=target)


def reduced(size: Size, before: Fraction, after: Fraction, instrument: Instrument) -> Size:
    """Return the size after the master went from `before` lots to `after`."""
    accepted = size.accepted * after / before
    if after == 0:
        target = _NOTHING
    else:
        wanted = _nearest(size.base * accepted / size.original, Fraction(instrument.lot_step))
        target = min(size.target, max(wanted, Fraction(instrument.lot_min)))
    return Size(accepted=accepted, original=size.original, base=size.base, target=target)


def cut_to(size: Size, target: Fraction) -> Size:
    """Return the size after the trader reduced the copy to `target` lots by hand."""
    base = size.base * target / size.target
    return Size(accepted=size.accepted, original=size.original, base=base, target=target)


def in_lots(lots: Fraction) -> Decimal:
    """Return a fraction of lots as the decimal number that a broker's step makes it."""
    return Decimal(lots.numerator) / Decimal(lots.denominator)


def _down(lots: Fraction, step: Fraction) -> Fraction:
    return lots // step * step


def _nearest(lots: Fraction, step: Fraction) -> Fraction:
    return (lots + step / 2) // step * step

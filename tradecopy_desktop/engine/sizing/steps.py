"""Whole steps out of exact lots. Openings round down, reductions to the nearest step.

What a trader's mode asks for is computed elsewhere; here it is bounded and cut to the grid.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from tradecopy_desktop.domain.decisions import Refusal, SkipReason, Step
from tradecopy_desktop.domain.instruments import Instrument, floor_to_step, nearest_step
from tradecopy_desktop.domain.sizing import AboveMaximum, BelowMinimum, Remainder, VolumeRules
from tradecopy_desktop.domain.values import ZERO
from tradecopy_desktop.engine.wording import plain

_NO_CAP = Decimal("Infinity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a copy stands at: exact lots that its accepted volume is worth, and its target."""

    exact: Fraction = Fraction(0)
    target: Decimal = ZERO

    def grown(self, lots: Fraction) -> Fraction:
        """Return the exact lots with `lots` more."""
        return self.exact + lots if self.exact else lots

    def before(self, step: Decimal) -> Decimal:
        """Return the lots that count as opened.

        A reduction may have been rounded up; what is held beyond the ratio counts as well.
        """
        return max(floor_to_step(self.exact, step), self.target) if self.exact else self.target


NOTHING_HELD = Held()


class Bounds(NamedTuple):
    """The grid and the limits of one order. `never_up`: nothing is rounded up (rule S6)."""

    instrument: Instrument
    rules: VolumeRules
    min_lots: Decimal | None
    max_lots: Decimal | None
    never_up: bool = False


class Bounded(NamedTuple):
    """An order's exact lots within the bounds, or why there is no order; and how it came about."""

    lots: Fraction
    refusal: Refusal | None
    steps: tuple[Step, ...] = ()


def bound_order(asked: Fraction, held: Held, bounds: Bounds) -> Bounded:
    """Return the exact lots that a whole order of the master adds to a copy.

    The copy's target follows the sum of all accepted orders, so that dust is not lost between two
    orders and an order filled in parts ends where one filled at once does (rules S2, S3).
    """
    instrument = bounds.instrument
    step = instrument.lot_step
    before = held.before(step)
    lots = max(ZERO, floor_to_step(held.grown(asked), step) - before)
    grid, rounded = plain(step), plain(lots)
    steps = [
        Step(
            rule="round down",
            text=f"to a multiple of {grid}: {rounded}",
            inputs=(("lots", plain(asked)), ("step", grid)),
            result=rounded,
        )
    ]
    exact = asked
    cap, whose = _cap(bounds)
    if lots > cap:
        lots = floor_to_step(Fraction(cap), step)
        exact = Fraction(before + lots) - held.exact
        text = f"at most {plain(cap)} by the {whose}: {plain(lots)}"
        steps.append(Step(rule="maximum", text=text, result=plain(lots)))
    if bounds.min_lots is not None and lots < bounds.min_lots:
        text = f"{plain(lots)} is below the route's minimum {plain(bounds.min_lots)}"
        return _refused(steps, "route's minimum", text)
    if lots >= instrument.smallest:
        return Bounded(lots=exact, refusal=None, steps=tuple(steps))
    return _below_minimum(asked, Fraction(before) - held.exact, steps, bounds, lots)


def _cap(bounds: Bounds) -> tuple[Decimal, str]:
    own, brokers = bounds.max_lots, bounds.instrument.lot_max
    if bounds.rules.above_maximum is AboveMaximum.CAP and (own is None or brokers <= own):
        return brokers, "broker"
    return (_NO_CAP, "") if own is None else (own, "route")


def _below_minimum(
    asked: Fraction, dust: Fraction, steps: list[Step], bounds: Bounds, lots: Decimal
) -> Bounded:
    smallest = bounds.instrument.smallest
    choice = bounds.rules.below_minimum
    text = f"{plain(lots)} is below the broker's minimum {plain(smallest)}"
    if choice is BelowMinimum.SKIP or asked <= 0:
        return _refused(steps, "minimum", text)
    if bounds.never_up:
        return _refused(steps, "minimum", f"{text}; a converted contract is never rounded up")
    if bounds.max_lots is not None and smallest > bounds.max_lots:
        return _refused(steps, "minimum", f"{text} and that is above the route's maximum")
    times = Fraction(smallest) / asked
    limit = bounds.rules.risk_coefficient
    if choice is BelowMinimum.MINIMUM_WITHIN_RISK and times > Fraction(limit):
        more = f"{text}, and that would be {plain(times)} times the size, at most {plain(limit)}"
        return _refused(steps, "minimum", more)
    taken = Step(rule="minimum", text=f"{text}; the minimum is taken", result=plain(smallest))
    return Bounded(lots=dust + Fraction(smallest), refusal=None, steps=(*steps, taken))


def _refused(steps: list[Step], rule: str, text: str) -> Bounded:
    explained = (*steps, Step(rule=rule, text=text, result="0"))
    return Bounded(lots=Fraction(0), refusal=(SkipReason.BELOW_MINIMUM, text), steps=explained)


def lots_to_open(held: Held, share: Fraction, instrument: Instrument) -> Decimal:
    """Return the lots to open for a fill that is worth `share`, 0 while they are too few."""
    step = instrument.lot_step
    lots = floor_to_step(held.grown(share), step) - held.before(step)
    return lots if lots >= instrument.smallest else ZERO


def split_lots(lots: Decimal, instrument: Instrument) -> tuple[Decimal, ...]:
    """Return `lots` as orders of at most the broker's maximum each (rule C11).

    A last piece below the broker's minimum is left out.
    """
    if instrument.smallest <= lots <= instrument.lot_max:
        return (lots,)
    most = floor_to_step(Fraction(instrument.lot_max), instrument.lot_step)
    pieces = []
    while lots > most:
        pieces.append(most)
        lots -= most
    if lots >= instrument.smallest:
        pieces.append(lots)
    return tuple(pieces)


def reduced_target(
    *,
    base: Fraction,
    accepted: Fraction,
    original: Fraction,
    target: Decimal,
    instrument: Instrument,
    remainder: Remainder = Remainder.KEEP_MINIMUM,
) -> Decimal:
    """Return what a copy keeps when the master holds `accepted` of `original` lots (rule S4).

    Base x remaining / original to the nearest step, never above the present target. Below the
    broker's minimum the minimum is kept until the master's last piece, or nothing, as chosen.
    """
    if accepted <= 0:
        return ZERO
    nearest = nearest_step(base * accepted / original, instrument.lot_step)
    if nearest < instrument.smallest:
        nearest = instrument.smallest if remainder is Remainder.KEEP_MINIMUM else ZERO
    return min(target, nearest)

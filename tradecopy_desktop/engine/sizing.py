"""How many lots a follower trades. Exact; openings round down, reductions to the nearest step."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tradecopy_desktop.domain.decisions import Step
from tradecopy_desktop.domain.instruments import Instrument, floor_to_step, nearest_step
from tradecopy_desktop.domain.routes import Multiplier, Sizing
from tradecopy_desktop.domain.values import ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """Lots to open, 0 if below the broker's minimum, and how they came about."""

    lots: Decimal
    steps: tuple[Step, ...]


def ratio_of(sizing: Sizing) -> Fraction:
    """Return follower lots per master lot; literal lots, whatever a lot is worth (rule S1)."""
    if isinstance(sizing, Multiplier):
        return Fraction(sizing.factor)
    return Fraction(1)


def size_growth(
    *,
    ratio: Fraction,
    accepted: Fraction,
    added: Decimal,
    target: Decimal,
    instrument: Instrument,
    max_lots: Decimal | None,
) -> Growth:
    """Return the lots to open when the master adds `added` lots to `accepted` ones.

    The target follows the whole accepted volume, so that an order filled in parts ends at the
    same lots as one filled at once (rules S2, S3). Rounds down; below the minimum is 0.
    """
    step = instrument.lot_step
    wanted = floor_to_step(ratio * (accepted + Fraction(added)), step)
    # A reduction may have been rounded up; lots that are held beyond the ratio count as opened.
    before = max(floor_to_step(ratio * accepted, step), target)
    lots = max(ZERO, wanted - before)
    explained = [
        Step(rule="size", text=f"{_plain(added)} x {_number(ratio)}"),
        Step(rule="round down", text=f"to a multiple of {_plain(step)}: {_plain(lots)}"),
    ]
    cap = min(limit for limit in (instrument.lot_max, max_lots) if limit is not None)
    if lots > cap:
        lots = floor_to_step(Fraction(cap), step)
        explained.append(Step(rule="cap", text=f"at most {_plain(cap)}: {_plain(lots)}"))
    if lots < instrument.lot_min:
        text = f"{_plain(lots)} is below the broker's minimum {_plain(instrument.lot_min)}"
        return Growth(lots=ZERO, steps=(*explained, Step(rule="minimum", text=text)))
    return Growth(lots=lots, steps=tuple(explained))


def reduced_target(
    *,
    base: Fraction,
    accepted: Fraction,
    original: Fraction,
    target: Decimal,
    instrument: Instrument,
) -> Decimal:
    """Return what a copy keeps when the master holds `accepted` of `original` lots (rule S4).

    Base x remaining / original to the nearest step, never below the broker's minimum until the
    master's last piece, never above the present target.
    """
    if accepted <= 0:
        return ZERO
    nearest = nearest_step(base * accepted / original, instrument.lot_step)
    return min(target, max(nearest, instrument.lot_min))


def _plain(lots: Decimal) -> str:
    return format(lots, "f")


def _number(ratio: Fraction) -> str:
    return str(ratio.numerator) if ratio.denominator == 1 else format(float(ratio), "g")

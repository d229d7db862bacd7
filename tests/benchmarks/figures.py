"""Figures of one round and of all rounds: percentiles, medians, ratios. Measures nothing itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median
from typing import Final

COLUMNS: Final = ("p50", "p95", "p99", "max")


@dataclass(frozen=True, slots=True)
class Spread:
    """How a quantity is spread, in milliseconds."""

    p50: float
    p95: float
    p99: float
    max: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFigures:
    """What one round told about one subject.

    `each` is from the master's sending to each follower's reception, `last` to the last
    follower's; `copies_per_s` is flat out; `loop_late_ms` how late the program's loop came at
    worst in each second, empty where nobody asked.
    """

    each: Spread
    last: Spread
    copies_per_s: float
    loop_late_ms: tuple[float, ...] = ()


def spread(values_ms: Sequence[float]) -> Spread:
    """Return the percentiles of `values_ms` by nearest rank; raise ValueError if there are none."""
    if not values_ms:
        raise ValueError("there is nothing to take percentiles of")
    ordered = sorted(values_ms)
    return Spread(
        p50=_ranked(ordered, 50),
        p95=_ranked(ordered, 95),
        p99=_ranked(ordered, 99),
        max=ordered[-1],
    )


def middle(rounds: Sequence[Spread]) -> Spread:
    """Return the median over the rounds, column by column."""
    return Spread(*(median(getattr(one, column) for one in rounds) for column in COLUMNS))


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the median of ours / theirs, each pair taken from one round."""
    return median(own / other for own, other in zip(ours, theirs, strict=True))


def surplus(ours: Sequence[Spread], theirs: Sequence[Spread]) -> Spread:
    """Return the median of ours - theirs in ms, each pair taken from one round."""
    pairs = list(zip(ours, theirs, strict=True))
    return Spread(
        *(median(getattr(a, column) - getattr(b, column) for a, b in pairs) for column in COLUMNS)
    )


def _ranked(ordered: Sequence[float], percent: int) -> float:
    return ordered[ceil(len(ordered) * percent / 100) - 1]

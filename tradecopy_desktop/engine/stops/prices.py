"""The price that a route's rule gives a copy's SL or TP. Nothing is asked of the broker here."""

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from tradecopy_desktop.domain.decisions import Step
from tradecopy_desktop.domain.stop_rules import StopRule, StopSource
from tradecopy_desktop.domain.values import ZERO, Side
from tradecopy_desktop.engine.stops.levels import Grid, StopKind, on_grid


class Origin(NamedTuple):
    """The master's stop that a copy's comes from, `kind` to the master; and both entries.

    `entry` is the copy's, None while it is not known.
    """

    kind: StopKind
    price: Decimal | None
    master_entry: Decimal
    entry: Decimal | None


class StopPrice(NamedTuple):
    """A copy's stop by the rules, None for none. Not `known`: it hangs on a fill to come."""

    kind: StopKind
    price: Decimal | None
    step: Step
    known: bool = True


class _Sum(NamedTuple):
    base: Decimal | None
    away: Decimal
    text: str
    inputs: tuple[tuple[str, str], ...]


def stop_price(rule: StopRule, kind: StopKind, side: Side, grid: Grid, origin: Origin) -> StopPrice:
    """Return the copy's stop on the follower's `grid`; `kind` and `side` are the copy's.

    A distance is signed, from the master's entry to its stop, so that an SL that secures a profit
    secures it in the copy too; and it is one of prices, so that it needs no turning round where
    the copy is of the opposite side.
    """
    if rule.source is StopSource.NONE:
        return _none(kind, f"this route copies no {kind.value}")
    if rule.points is not None:
        text = f"{rule.points} points from the copy's entry"
        inputs = (("points", str(rule.points)), *_entry(origin))
        away = kind.away(side) * rule.points * grid.point
        return _placed(_Sum(origin.entry, away, text, inputs), kind, side, rule.offset, grid)
    if origin.price is None:
        return _none(kind, f"the master has no {origin.kind.value}")
    if rule.source is StopSource.PRICE:
        return _copied(origin.kind, f"{origin.price:f}", kind, side, rule.offset, grid)
    far = _as_far(origin.kind, f"{origin.price:f}", f"{origin.master_entry:f}")
    found = _Sum(origin.entry, far.away, far.text, (*far.inputs, *_entry(origin)))
    return _placed(found, kind, side, rule.offset, grid)


def _none(kind: StopKind, why: str) -> StopPrice:
    return StopPrice(kind=kind, price=None, step=Step(rule=kind.value, text=why, result="none"))


# It hangs on nothing of the follower's but its grid, so that many routes have the same.
@lru_cache(maxsize=1_024)
def _copied(
    theirs: StopKind, price: str, kind: StopKind, side: Side, offset: int, grid: Grid
) -> StopPrice:
    named = f"master's {theirs.value}"
    found = _Sum(Decimal(price), ZERO, f"the {named}", ((named, price),))
    return _placed(found, kind, side, offset, grid)


def _placed(found: _Sum, kind: StopKind, side: Side, offset: int, grid: Grid) -> StopPrice:
    text, inputs, wider = found.text, found.inputs, ZERO
    if offset:
        text = f"{text}, and {abs(offset)} points {'wider' if offset > 0 else 'nearer'}"
        inputs = (*inputs, ("offset", str(offset)))
        wider = kind.away(side) * offset * grid.point
    if found.base is None:
        step = Step(rule=kind.value, text=text, inputs=inputs, result="after the fill")
        return StopPrice(kind=kind, price=None, step=step, known=False)
    placed = on_grid(found.base + found.away + wider, grid)
    step = Step(rule=kind.value, text=text, inputs=inputs, result=f"{placed:f}")
    return StopPrice(kind=kind, price=placed, step=step)


@lru_cache(maxsize=1_024)
def _as_far(theirs: StopKind, price: str, entry: str) -> _Sum:
    named = f"master's {theirs.value}"
    text = f"as far from the copy's entry as the {named} is from the master's"
    inputs = ((named, price), ("master's entry", entry))
    return _Sum(None, Decimal(price) - Decimal(entry), text, inputs)


def _entry(origin: Origin) -> tuple[tuple[str, str], ...]:
    return () if origin.entry is None else (("copy's entry", f"{origin.entry:f}"),)

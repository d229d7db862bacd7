"""The price that a route's rule gives a copy's SL or TP. Nothing is asked of the broker here."""

from dataclasses import dataclass
from decimal import Decimal

from tradecopy_desktop.domain.decisions import Step
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.stop_rules import StopRule, StopSource
from tradecopy_desktop.domain.values import ZERO, Side
from tradecopy_desktop.engine.stop_levels import StopKind, on_grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The master's stop that a copy's comes from, `kind` to the master; and both entries.

    `entry` is the copy's, None while it is not known.
    """

    kind: StopKind
    price: Decimal | None
    master_entry: Decimal
    entry: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StopPrice:
    """A copy's stop by the rules, None for none. Not `known`: it hangs on a fill to come."""

    kind: StopKind
    price: Decimal | None
    step: Step
    known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sum:
    base: Decimal | None
    away: Decimal
    text: str
    inputs: tuple[tuple[str, str], ...]


def stop_price(
    rule: StopRule, kind: StopKind, side: Side, instrument: Instrument, origin: Origin
) -> StopPrice:
    """Return the copy's stop on the follower's grid; `kind` and `side` are the copy's.

    A distance is signed, from the master's entry to its stop, so that an SL that secures a profit
    secures it in the copy too; and it is one of prices, so that it needs no turning round where
    the copy is of the opposite side.
    """
    found = _sum(rule, kind, side, instrument.point, origin)
    if isinstance(found, str):
        step = Step(rule=kind.value, text=found, result="none")
        return StopPrice(kind=kind, price=None, step=step)
    text, inputs = found.text, found.inputs
    if rule.offset:
        text = f"{text}, and {abs(rule.offset)} points {'wider' if rule.offset > 0 else 'nearer'}"
        inputs = (*inputs, ("offset", str(rule.offset)))
    if found.base is None:
        step = Step(rule=kind.value, text=text, inputs=inputs, result="after the fill")
        return StopPrice(kind=kind, price=None, step=step, known=False)
    offset = kind.away(side) * rule.offset * instrument.point
    placed = on_grid(found.base + found.away + offset, instrument)
    step = Step(rule=kind.value, text=text, inputs=inputs, result=f"{placed:f}")
    return StopPrice(kind=kind, price=placed, step=step)


def _sum(rule: StopRule, kind: StopKind, side: Side, point: Decimal, origin: Origin) -> _Sum | str:
    """Return what to add up, or why there is no stop."""
    named = f"master's {origin.kind.value}"
    entry = () if origin.entry is None else (("copy's entry", f"{origin.entry:f}"),)
    if rule.source is StopSource.NONE:
        return f"this route copies no {kind.value}"
    if rule.points is not None:
        text = f"{rule.points} points from the copy's entry"
        inputs = (("points", str(rule.points)), *entry)
        away = kind.away(side) * rule.points * point
        return _Sum(base=origin.entry, away=away, text=text, inputs=inputs)
    if origin.price is None:
        return f"the master has no {origin.kind.value}"
    told = (named, f"{origin.price:f}")
    if rule.source is StopSource.PRICE:
        return _Sum(base=origin.price, away=ZERO, text=f"the {named}", inputs=(told,))
    text = f"as far from the copy's entry as the {named} is from the master's"
    inputs = (told, ("master's entry", f"{origin.master_entry:f}"), *entry)
    away = origin.price - origin.master_entry
    return _Sum(base=origin.entry, away=away, text=text, inputs=inputs)

"""Which SL and TP a copy gets when it is opened (rules R3.3, C7).

The copy's side is the master's, or the opposite one where the route reverses: then the master's TP
becomes the copy's SL and its SL the copy's TP.

A stop that the market has passed already is not moved to the other side of it: it would be the
program's own stop, tight and of no meaning. Nor is a TP, whose aim the price has reached before
the copy began.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from tradecopy_desktop.domain.decisions import Refusal, SkipReason, Step
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.stop_rules import RefusedStop, StopRules
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.engine.stops.levels import (
    Grid,
    Standing,
    StopKind,
    StopMarket,
    judge_stop,
    nearest_allowed,
    standing_text,
    stop_market,
)
from tradecopy_desktop.engine.stops.prices import Origin, StopPrice, stop_price


@dataclass(frozen=True, slots=True, kw_only=True)
class Stops:
    """Prices of stop loss and take profit; None for none."""

    stop_loss: Decimal | None
    take_profit: Decimal | None


class MasterStops(NamedTuple):
    """Side, entry and stops of the master's position."""

    side: Side
    entry: Decimal
    stop_loss: Decimal | None
    take_profit: Decimal | None


class StopPlan(NamedTuple):
    """What to send with an opening, and what the copy is to have in the end.

    Where they differ, `wanted` is to be set right after the opening and until it is set. With
    `after_fill` a stop is measured from the fill, which is not known: it stands in neither, and
    says nothing about stops that the copy already has. Refused: nothing may be opened.
    """

    stops: Stops
    wanted: Stops
    refusal: Refusal | None
    steps: tuple[Step, ...]
    after_fill: bool = False


def plan_stops(
    rules: StopRules,
    master: MasterStops,
    side: Side,
    instrument: Instrument,
    *,
    entry: Decimal | None,
    quote: Quote | None,
) -> StopPlan:
    """Return the stops of an opening; `side` is the copy's, `entry` its fill or the expected one.

    Without a quote nothing is held against the market, and stops go out as they are.
    """
    market = stop_market(side, instrument, quote)
    found = stop_prices(rules, master, side, instrument, entry=entry)
    loss = _planned(rules.refused, found[0], market)
    profit = _planned(rules.refused, found[1], market)
    return StopPlan(
        stops=Stops(stop_loss=loss.sent, take_profit=profit.sent),
        wanted=Stops(stop_loss=loss.wanted, take_profit=profit.wanted),
        refusal=loss.refusal or profit.refusal,
        steps=(*loss.steps, *profit.steps),
        after_fill=not (found[0].known and found[1].known),
    )


def stop_prices(
    rules: StopRules,
    master: MasterStops,
    side: Side,
    instrument: Instrument,
    *,
    entry: Decimal | None,
) -> tuple[StopPrice, StopPrice]:
    """Return SL and TP of a copy by the rules alone, whatever its broker takes now."""
    loss, profit = StopKind.STOP_LOSS, StopKind.TAKE_PROFIT
    grid = Grid(instrument.digits, instrument.point, instrument.tick_size)
    for_loss = Origin(loss, master.stop_loss, master.entry, entry)
    for_profit = Origin(profit, master.take_profit, master.entry, entry)
    if side is not master.side:
        for_loss, for_profit = for_profit, for_loss
    return (
        stop_price(rules.stop_loss, loss, side, grid, for_loss),
        stop_price(rules.take_profit, profit, side, grid, for_profit),
    )


class _Planned(NamedTuple):
    sent: Decimal | None
    wanted: Decimal | None
    steps: tuple[Step, ...]
    refusal: Refusal | None = None


def _planned(choice: RefusedStop, found: StopPrice, market: StopMarket) -> _Planned:
    kind, price = found.kind, found.price
    if price is None:
        return _Planned(None, None, (found.step,))
    standing = judge_stop(kind, price, market)
    if standing is Standing.ALLOWED:
        return _Planned(price, price, (found.step,))
    text = standing_text(kind, price, standing, market)
    if choice is RefusedStop.NEAREST and standing is Standing.TOO_NEAR:
        near = nearest_allowed(kind, market)
        return _Planned(near, near, (found.step, moved_step(text, near)))
    if choice is RefusedStop.AFTERWARDS and standing is not Standing.NO_PRICE:
        step = Step(rule="stops level", text=f"{text}; it is set after the opening", result="none")
        return _Planned(None, price, (found.step, step))
    step = Step(rule="stops level", text=text, result="not opened")
    refusal = (SkipReason.STOP_REFUSED, text)
    return _Planned(None, None, (found.step, step), refusal)


def moved_step(text: str, nearest: Decimal) -> Step:
    """Return the line that explains a stop at the nearest price that the broker takes."""
    return Step(rule="stops level", text=f"{text}; the nearest is taken", result=f"{nearest:f}")

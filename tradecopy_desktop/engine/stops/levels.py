"""Where a broker takes an SL or TP: off the market, and not nearer than its levels.

Both are measured from the price at which the copy would be closed: bid for a buy, ask for a sell.
What becomes of a stop that is not allowed is not decided here.
"""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.values import ZERO, Side
from tradecopy_desktop.engine.money.quotes import entry_at
from tradecopy_desktop.engine.wording import plain

_ONE = Decimal(1)


class StopKind(StrEnum):
    """The two stops of a position."""

    STOP_LOSS = "SL"
    TAKE_PROFIT = "TP"

    def away(self, side: Side) -> int:
        """Return +1 where this stop lies above the market, -1 where below."""
        return -side.sign if self is StopKind.STOP_LOSS else side.sign


class Standing(StrEnum):
    """How the broker would see a stop."""

    ALLOWED = "allowed"
    TOO_NEAR = "too_near"
    PASSED = "passed"  # the market has reached it: it would close at once
    NO_PRICE = "no_price"  # at or below 0


class Grid(NamedTuple):
    """Where a symbol's prices may lie."""

    digits: int
    point: Decimal
    tick_size: Decimal


class StopMarket(NamedTuple):
    """What a copy's stops are judged by; `price` is where it would be closed, None if unknown."""

    side: Side
    instrument: Instrument
    price: Decimal | None


def stop_market(side: Side, instrument: Instrument, quote: Quote | None) -> StopMarket:
    """Return what stops of a copy of this side are judged by."""
    return StopMarket(side=side, instrument=instrument, price=entry_at(quote, side.opposite))


def on_grid(price: Decimal, grid: Grid | Instrument, rounding: str = ROUND_HALF_UP) -> Decimal:
    """Return the tick nearest to a price, halves up, or the next in the direction of `rounding`."""
    digit = _digit(grid.digits)
    # Symbols without a tick size are quoted in digits.
    tick = grid.tick_size if grid.tick_size > ZERO else digit
    ticks = (price / tick).quantize(_ONE, rounding=rounding)
    return (ticks * tick).quantize(digit)


def judge_stop(kind: StopKind, price: Decimal, market: StopMarket) -> Standing:
    """Return how the broker would see a stop now; without a quote any price is allowed."""
    if price <= ZERO:
        return Standing.NO_PRICE
    if market.price is None:
        return Standing.ALLOWED
    room = (price - market.price) * kind.away(market.side)
    if room <= ZERO:
        return Standing.PASSED
    if room >= _level(market.instrument):
        return Standing.ALLOWED
    return Standing.TOO_NEAR if nearest_allowed(kind, market) > ZERO else Standing.NO_PRICE


def nearest_allowed(kind: StopKind, market: StopMarket) -> Decimal:
    """Return the stop nearest to a known market that the broker takes; raise if none is known."""
    if market.price is None:
        raise ValueError("the nearest stop needs a quote, there was none")
    away = kind.away(market.side)
    nearest = market.price + away * _level(market.instrument)
    outward = ROUND_CEILING if away > 0 else ROUND_FLOOR
    return on_grid(nearest, market.instrument, outward)


def standing_text(kind: StopKind, price: Decimal, standing: Standing, market: StopMarket) -> str:
    """Return the sentence about a stop that is not allowed, with the figures."""
    if standing is Standing.NO_PRICE or market.price is None:
        return f"an {kind.value} at {price:f} is no price that the broker takes"
    where = "below" if kind.away(market.side) < 0 else "above"
    at = f"the follower's {'bid' if market.side is Side.BUY else 'ask'} {market.price:f}"
    if standing is Standing.PASSED:
        return f"the {kind.value} {price:f} is not {where} {at}: the market has passed it"
    points = plain(abs(price - market.price) / market.instrument.point)
    level = market.instrument.stops_level
    return (
        f"the {kind.value} {price:f} is {points} points {where} {at}; "
        f"the broker wants at least {level}"
    )


def is_frozen(
    instrument: Instrument,
    side: Side,
    quote: Quote | None,
    stop_loss: Decimal | None,
    take_profit: Decimal | None,
) -> bool:
    """Tell whether the market is so near to a stop that the broker lets nothing be changed."""
    market = entry_at(quote, side.opposite)
    if market is None or instrument.freeze_level <= 0:
        return False
    freeze = instrument.freeze_level * instrument.point
    return any(
        stop is not None and abs(stop - market) <= freeze for stop in (stop_loss, take_profit)
    )


@lru_cache(maxsize=16)
def _digit(digits: int) -> Decimal:
    return _ONE.scaleb(-digits)


def _level(instrument: Instrument) -> Decimal:
    return instrument.stops_level * instrument.point

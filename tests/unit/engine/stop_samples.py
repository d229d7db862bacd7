"""Symbols, prices and rules for tests of stops."""

from dataclasses import replace
from decimal import Decimal

from tests.unit.engine.samples import EURUSD, price
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.stop_rules import RefusedStop, StopRule, StopRules, StopSource
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.engine.stops.plan import MasterStops, Stops

USDJPY = replace(
    EURUSD, name="USDJPY", digits=3, point=Decimal("0.001"), tick_size=Decimal("0.001")
)
GOLD = replace(EURUSD, name="XAUUSD", digits=2, point=Decimal("0.01"), tick_size=Decimal("0.01"))
NASDAQ = replace(EURUSD, name="NAS100", digits=2, point=Decimal("0.01"), tick_size=Decimal("0.25"))

PRICE = StopRule()
DISTANCE = StopRule(source=StopSource.DISTANCE)
NONE = StopRule(source=StopSource.NONE)
NEAREST, AFTERWARDS, SKIP = RefusedStop.NEAREST, RefusedStop.AFTERWARDS, RefusedStop.SKIP


def fixed(points: int) -> StopRule:
    """Return a stop at a fixed distance."""
    return StopRule(source=StopSource.FIXED, points=points)


def shifted(rule: StopRule, offset: int) -> StopRule:
    """Return a rule with an offset."""
    return replace(rule, offset=offset)


def rules(sl: StopRule, tp: StopRule) -> StopRules:
    """Return the rules of a route."""
    return StopRules(stop_loss=sl, take_profit=tp)


def master(side: Side, entry: str, sl: str | None, tp: str | None) -> MasterStops:
    """Return the stops of a master's position."""
    return MasterStops(side=side, entry=Decimal(entry), stop_loss=price(sl), take_profit=price(tp))


def stops(sl: str | None, tp: str | None) -> Stops:
    """Return stops as written."""
    return Stops(stop_loss=price(sl), take_profit=price(tp))


def quote(bid: str, ask: str, symbol: str = "EURUSD") -> Quote:
    """Return a quote."""
    return Quote(symbol=symbol, bid=Decimal(bid), ask=Decimal(ask), at=1_741_953_600_000)

"""A master's opening and what a route's filters say about it. Every value is made up."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from tests.unit.engine.samples import SETTINGS, position
from tradecopy_desktop.domain.decisions import Refusal
from tradecopy_desktop.domain.filters import Filters, OrderKind
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.engine.limits.filters import refused_by_signal
from tradecopy_desktop.engine.moment import Moment
from tradecopy_desktop.engine.opening.signal import Signal

# A Wednesday; 12:00 in Berlin, which is an hour ahead in winter.
NOON = Moment(now_ns=0, utc=datetime(2026, 1, 14, 11, 0, tzinfo=UTC))


def signal(
    symbol: str = "EURUSD",
    side: Side = Side.BUY,
    *,
    magic: str = "0",
    comment: str = "",
    lots: str = "1",
    kind: OrderKind = OrderKind.MARKET,
    chosen: bool = False,
) -> Signal:
    """Return an opening of which 0.10 lots are filled so far."""
    shown = position("0.10", symbol=symbol, side=side, magic=magic)
    return Signal(
        position=replace(shown, comment=comment),
        order="501",
        added=Decimal("0.10"),
        version="9501",
        order_volume=Decimal(lots),
        price=Decimal("1.10000"),
        kind=kind,
        chosen=chosen,
    )


def refusal_of(filters: Filters, told: Signal, moment: Moment = NOON) -> Refusal | None:
    """Return what a route of these filters says."""
    return refused_by_signal(replace(SETTINGS, filters=filters), told, moment)

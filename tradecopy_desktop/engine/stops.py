"""Which SL and TP a copy gets."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.routes import StopPolicy
from tradecopy_desktop.domain.trades import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Stops:
    """Prices of stop loss and take profit; None for none."""

    stop_loss: Decimal | None
    take_profit: Decimal | None


def stops_for(policy: StopPolicy, position: Position, instrument: Instrument) -> Stops:
    """Return the copy's stops for a master position, on the follower's price grid."""
    if policy is StopPolicy.NONE:
        return Stops(stop_loss=None, take_profit=None)
    return Stops(
        stop_loss=_on_grid(position.stop_loss, instrument),
        take_profit=_on_grid(position.take_profit, instrument),
    )


def _on_grid(price: Decimal | None, instrument: Instrument) -> Decimal | None:
    if price is None:
        return None
    ticks = (price / instrument.tick_size).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return (ticks * instrument.tick_size).quantize(Decimal(1).scaleb(-instrument.digits))

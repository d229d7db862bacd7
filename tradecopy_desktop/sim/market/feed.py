"""One market, seen through several brokers: own names, own digits, own spread."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal

from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.sim.broker.sim_broker import SimBroker


@dataclass(slots=True)
class _Outlet:
    broker: SimBroker
    names: Mapping[str, str]


@dataclass(slots=True)
class Feed:
    """Shows prices at brokers in the order in which they were added: masters come first."""

    _outlets: list[_Outlet] = field(default_factory=list)

    def add(self, broker: SimBroker, names: Mapping[str, str]) -> None:
        """Serve a broker; `names` leads from the market's names to its own where they differ."""
        self._outlets.append(_Outlet(broker, names))

    def show(self, symbol: str, bid: Decimal, ask: Decimal | None = None) -> None:
        """Give every broker that has the symbol a price."""
        for outlet in self._outlets:
            name = outlet.names.get(symbol, symbol)
            instrument = outlet.broker.instruments.get(name)
            if instrument is not None:
                own_bid = rounded(bid, instrument)
                top = own_bid if ask is None else rounded(ask, instrument)
                spread = outlet.broker.setup.spread_points * instrument.point
                outlet.broker.quote(name, own_bid, max(top, own_bid) + spread)

    def show_exactly(self, symbol: str, price: Decimal, *, exact_at: SimBroker) -> None:
        """Give every broker a price; at one of them bid and ask are that price to the digit."""
        self.show(symbol, price)
        exact_at.quote(symbol, price, price)


def rounded(price: Decimal, instrument: Instrument) -> Decimal:
    """Return the price on the symbol's grid."""
    ticks = (price / instrument.tick_size).to_integral_value(ROUND_HALF_EVEN)
    return ticks * instrument.tick_size

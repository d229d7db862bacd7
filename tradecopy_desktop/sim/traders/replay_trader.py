"""A trader who does again what a recording tells: same volumes, prices, sides, order by order.

What the recording does not tell is not made up: stops are those of the opening and never move,
and no stop closes by price. Closings carry the recorded reason instead.
"""

from decimal import Decimal

from tradecopy_desktop.domain.values import ZERO, DealEntry, MarginMode, Platform, Side
from tradecopy_desktop.sim.broker.records import Execution
from tradecopy_desktop.sim.broker.sim_broker import SimBroker
from tradecopy_desktop.sim.market import Feed
from tradecopy_desktop.sim.recordings import RecordedDeal, Recording

_Opening = tuple[str, Side]


class ReplayTrader:
    """Replays one recording on one broker; the feed shows each deal's price to all brokers."""

    def __init__(self, feed: Feed, broker: SimBroker, recording: Recording) -> None:
        """Begin before the first deal."""
        self._feed = feed
        self._broker = broker
        self._deals = recording.deals
        self._next = 0
        self._orders: dict[str, str] = {}
        self._positions: dict[str, str] = {}
        self._is_netting = broker.setup.margin_mode is MarginMode.NETTING
        self._whole: dict[_Opening, Decimal] = {}
        for deal in recording.deals:
            if self._is_netting or deal.entry is DealEntry.IN:
                before = self._whole.get(self._opening(deal), ZERO)
                self._whole[self._opening(deal)] = before + deal.volume

    def gap_s(self) -> float | None:
        """Return the recorded seconds before the next deal; None after the last one."""
        if self._next >= len(self._deals):
            return None
        if not self._next:
            return 0.0
        passed = self._deals[self._next].time - self._deals[self._next - 1].time
        return max(passed.total_seconds(), 0.0)

    def step(self) -> None:
        """Make the next deal."""
        deal = self._deals[self._next]
        self._next += 1
        self._feed.show_exactly(deal.symbol, deal.price, exact_at=self._broker)
        self._broker.fill(
            Execution(
                order=self._order(deal),
                symbol=deal.symbol,
                side=deal.side,
                volume=deal.volume,
                price=deal.price,
                comment=deal.comment[:31],
                reason=deal.reason,
                stop_loss=deal.stop_loss,
                take_profit=deal.take_profit,
                position=self._ticket(deal),
                order_volume=self._whole.get(self._opening(deal)),
            )
        )

    def wind_up(self) -> None:
        """Leave open what the recording left open."""
        self._next = len(self._deals)

    def _opening(self, deal: RecordedDeal) -> _Opening:
        # An opening and its closing may carry the same ticket; their sides differ.
        return (deal.order if self._is_netting else deal.position), deal.side

    def _order(self, deal: RecordedDeal) -> str:
        # Tickets are the broker's own: recorded ones may be no numbers, or be there already.
        opens = deal.entry is DealEntry.IN
        if opens and not self._is_netting:
            # The books name a position by its order, so every position needs one of its own.
            return self._own(self._positions, deal.position)
        if self._broker.setup.platform is Platform.MT4:
            return "0"
        return self._own(self._orders, deal.order)

    def _own(self, known: dict[str, str], recorded: str) -> str:
        if recorded not in known:
            known[recorded] = self._broker.orders.next()
        return known[recorded]

    def _ticket(self, deal: RecordedDeal) -> str | None:
        if self._is_netting or deal.entry is DealEntry.IN:
            return None
        position = self._positions[deal.position]
        return next(h.ticket for h in self._broker.holdings() if h.id == position)

"""An account's money as its broker's deals, payments and prices add it up. Asks no engine."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tests.rig.seat import ShowingBroker
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.values import ZERO, Side
from tradecopy_desktop.sim.broker.records import BalanceChange, BookedDeal

FIRST = Decimal(1_000_000)
"""What every account of a scene begins with."""
_CONTRACT = Decimal(100_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """A position as it was at some moment."""

    position: str
    side: Side
    volume: Decimal
    price: Decimal

    def profit(self, quote: Quote) -> Decimal:
        """Return what it would earn if closed at this quote."""
        price = quote.bid if self.side is Side.BUY else quote.ask
        return (price - self.price) * self.side.sign * self.volume * _CONTRACT


def floating(lots: Iterable[Lot], quote: Quote) -> Decimal:
    """Return what positions would earn in all."""
    return sum((lot.profit(quote) for lot in lots), ZERO)


class Books:
    """Balance and equity of one account that trades EURUSD alone."""

    def __init__(self, broker: ShowingBroker) -> None:
        self._broker = broker
        self._read = 0
        self.balance = FIRST
        self.flows = ZERO
        # What had been paid in or out when the balance was this.
        self.flows_at = {FIRST: ZERO}

    def read_on(self) -> list[BookedDeal]:
        """Take in what was booked since the last time; return the deals."""
        changes = self._broker.history.changes
        fresh, self._read = changes[self._read :], len(changes)
        for change in fresh:
            if isinstance(change, BalanceChange):
                self.balance += change.amount
                self.flows += change.amount
            elif isinstance(change, BookedDeal):
                deal = change.deal
                self.balance += deal.profit + deal.swap + deal.commission
            self.flows_at[self.balance] = self.flows
        return [change for change in fresh if isinstance(change, BookedDeal)]

    @property
    def quote(self) -> Quote:
        """Return the newest price."""
        return self._broker.quotes["EURUSD"]

    def lots(self) -> list[Lot]:
        """Return what is open."""
        return [
            Lot(position=held.id, side=held.side, volume=held.volume, price=held.price)
            for held in self._broker.holdings()
        ]

    @property
    def equity(self) -> Decimal:
        """Return what would be there if all was closed now."""
        return self.balance + floating(self.lots(), self.quote)

"""Orders that wait for a price: when they fill, turn into a limit, or end by time."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.domain.filters import OrderKind
from tradecopy_desktop.domain.trades import PendingOrder
from tradecopy_desktop.domain.values import PendingKind, Side
from tradecopy_desktop.sim.broker.requests import ChangeRequest, PlaceRequest


class PendingDesk:
    """The pending orders of one account, by ticket."""

    def __init__(self) -> None:
        """Begin empty."""
        self._waiting: dict[str, PendingOrder] = {}
        self._placed_as: dict[str, OrderKind] = {}

    def all(self) -> Iterable[PendingOrder]:
        """Return the waiting orders, oldest first."""
        return self._waiting.values()

    def find(self, ticket: str) -> PendingOrder | None:
        """Return the order with this ticket."""
        return self._waiting.get(ticket)

    def place(self, request: PlaceRequest, ticket: str, at: int) -> PendingOrder:
        """Add an order; `at` is the server's time in ms."""
        pending = PendingOrder(
            ticket=ticket,
            symbol=request.symbol,
            side=request.side,
            kind=request.kind,
            volume=request.volume,
            price=request.price,
            limit_price=request.limit_price,
            stop_loss=request.stop_loss,
            take_profit=request.take_profit,
            magic=request.magic,
            comment=request.comment,
            placed_at=at,
            expires_at=request.expires_at,
        )
        self._waiting[ticket] = pending
        self._placed_as[ticket] = OrderKind(request.kind.value)
        return pending

    def change(self, request: ChangeRequest) -> PendingOrder:
        """Give an order new values; raise KeyError where it is gone."""
        self._waiting[request.ticket] = replace(
            self._waiting[request.ticket],
            price=request.price,
            limit_price=request.limit_price,
            stop_loss=request.stop_loss,
            take_profit=request.take_profit,
            expires_at=request.expires_at,
        )
        return self._waiting[request.ticket]

    def placed_as(self, ticket: str) -> OrderKind:
        """Return the kind that an order had when it was placed; a stop-limit's own one changes."""
        return self._placed_as[ticket]

    def take(self, ticket: str) -> PendingOrder:
        """Remove an order and return it; raise KeyError where it is gone."""
        return self._waiting.pop(ticket)

    def expired(self, at: int) -> Iterator[PendingOrder]:
        """Return the orders whose time is over."""
        return (p for p in tuple(self.all()) if p.expires_at is not None and p.expires_at <= at)

    def reached(self, symbol: str, quote: Quote) -> Iterator[PendingOrder]:
        """Return the orders of a symbol that this price fills; stop-limits turn into limits."""
        for pending in tuple(self.all()):
            if pending.symbol != symbol or not _reached(pending, quote):
                continue
            if pending.kind is PendingKind.STOP_LIMIT and pending.limit_price is not None:
                self._waiting[pending.ticket] = replace(
                    pending, kind=PendingKind.LIMIT, price=pending.limit_price, limit_price=None
                )
                continue
            yield pending


def _reached(pending: PendingOrder, quote: Quote) -> bool:
    price = quote.ask if pending.side is Side.BUY else quote.bid
    # A buy limit and a sell stop wait below the market, the others above it.
    below = (pending.kind is PendingKind.LIMIT) == (pending.side is Side.BUY)
    return price <= pending.price if below else price >= pending.price

"""A broker made of memory: one account, its prices, its books. It never waits and does no I/O."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from tradecopy_desktop.domain.accounts import Funds
from tradecopy_desktop.domain.facts import EventKind, Quote
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.trades import ClosedPosition, PendingOrder, Position
from tradecopy_desktop.domain.values import ZERO, MarginMode, Platform, Reason
from tradecopy_desktop.sim.broker.attempts import Attempt
from tradecopy_desktop.sim.broker.books import Book, Tickets
from tradecopy_desktop.sim.broker.clock import SimClock
from tradecopy_desktop.sim.broker.desk import Desk
from tradecopy_desktop.sim.broker.faults import Dice, Fault
from tradecopy_desktop.sim.broker.hedging import HedgingBook
from tradecopy_desktop.sim.broker.history import History
from tradecopy_desktop.sim.broker.money import (
    cents,
    closing_price,
    funds_of,
    margin_of,
    profit_of,
)
from tradecopy_desktop.sim.broker.mt4 import ClosedTicket, Mt4Book
from tradecopy_desktop.sim.broker.netting import NettingBook
from tradecopy_desktop.sim.broker.pendings import PendingDesk
from tradecopy_desktop.sim.broker.records import (
    BalanceChange,
    BookedDeal,
    Execution,
    Holding,
    Moment,
    PendingChange,
)
from tradecopy_desktop.sim.broker.requests import Request, TradeAnswer
from tradecopy_desktop.sim.broker.setup import BrokerSetup
from tradecopy_desktop.sim.broker.triggers import stopped, stopped_out


class SimBroker:
    """The trade server of one account. Terminals look at it and send it requests."""

    def __init__(self, setup: BrokerSetup, clock: SimClock) -> None:
        """Open the account, flat."""
        self.setup = setup
        self.clock = clock
        self.instruments: dict[str, Instrument] = {i.name: i for i in setup.instruments}
        self.quotes: dict[str, Quote] = {}
        self.priced = 0
        self._clock_jumped_ms = 0
        self.history = History()
        self.attempts: list[Attempt] = []
        self.waiting = PendingDesk()
        self.balance = setup.balance
        self.credit = ZERO
        self.closed_markets: set[str] = set()
        # Logins of one scenario differ, so their tickets do too, as at brokers of real life.
        first = 1_000_000 + int(setup.key.login) % 1_000 * 100_000
        self.orders = Tickets(first)
        self.deals = Tickets(first + 50_000)
        self.dice = Dice(setup.faults, setup.platform, f"{setup.seed}/{setup.key}/faults")
        self._book = self._new_book()
        self._desk = Desk(self)

    def _new_book(self) -> Book:
        if self.setup.platform is Platform.MT4:
            return Mt4Book(self.orders, self._worth, self.setup.faults)
        if self.setup.margin_mode is MarginMode.NETTING:
            return NettingBook(self.deals, self._worth)
        return HedgingBook(self.deals, self._worth)

    # -- looking ----------------------------------------------------------------------------------

    def now(self) -> Moment:
        """Return the server's time; MT4 servers know seconds only."""
        at = self.clock.utc_ms() + self.setup.utc_offset_s * 1_000 + self._clock_jumped_ms
        if self.setup.platform is Platform.MT4:
            at -= at % 1_000
        return Moment(at=at, at_ns=self.clock.steady_ns())

    def holdings(self) -> tuple[Holding, ...]:
        """Return the open positions as the books hold them, oldest first."""
        return tuple(self._book.holdings())

    def find(self, ticket: str) -> Holding | None:
        """Return the open position with this ticket."""
        return self._book.find(ticket)

    def positions(self) -> tuple[Position, ...]:
        """Return the open positions as a terminal shows them, oldest first."""
        return tuple(h.picture(self.floating(h)) for h in self._book.holdings())

    def pendings(self) -> tuple[PendingOrder, ...]:
        """Return the pending orders, oldest first."""
        return tuple(self.waiting.all())

    def closings(self) -> tuple[ClosedPosition, ...]:
        """Return positions closed in the last week, newest first; none if history is hidden."""
        if self.setup.faults.history_hidden:
            return ()
        return self.history.closed_since(self.now().at)

    def closed_ticket(self, ticket: str) -> ClosedTicket | None:
        """Return an MT4 ticket of the past by its number, whatever the history shows."""
        return self._book.closed.get(ticket) if isinstance(self._book, Mt4Book) else None

    def closed_tickets(self) -> tuple[ClosedTicket, ...]:
        """Return the MT4 tickets that the history shows."""
        if not isinstance(self._book, Mt4Book) or self.setup.faults.history_hidden:
            return ()
        return tuple(self._book.closed.values())

    def funds(self) -> Funds:
        """Return the account's money at present prices."""
        holdings = self.holdings()
        return funds_of(
            balance=cents(self.balance),
            credit=self.credit,
            floating=sum((self.floating(h) for h in holdings), ZERO),
            margins=(self._margin(h) for h in holdings),
        )

    def floating(self, holding: Holding) -> Decimal:
        """Return what a position would earn if closed now."""
        quote = self.quotes.get(holding.symbol)
        if quote is None:
            return ZERO
        return self._worth(holding, holding.volume, closing_price(holding.side, quote))

    @property
    def faults_injected(self) -> Counter[str]:
        """Return how often each fault really happened."""
        return self.dice.injected

    # -- being asked ------------------------------------------------------------------------------

    def send(self, request: Request) -> TradeAnswer:
        """Carry out a trade request, or refuse it with the platform's code."""
        return self._desk.send(request)

    def script(self, *faults: Fault | None) -> None:
        """Let the next requests meet these faults; None lets one pass."""
        self.dice.script(*faults)

    def fill(self, execution: Execution) -> BookedDeal:
        """Book an execution unchecked; raise KeyError where its position is gone."""
        record = self._book.fill(execution, self.now())
        self.balance += record.deal.profit + record.deal.commission
        self.history.add(record)
        return record

    def jump_clock(self, ms: int) -> None:
        """Set the server's clock forward, or back."""
        self._clock_jumped_ms += ms

    def deposit(self, amount: Decimal, comment: str = "Deposit") -> None:
        """Put money in, or take it out."""
        self.balance += amount
        self.history.add(
            BalanceChange(ticket=self.deals.next(), amount=amount, comment=comment, when=self.now())
        )

    # -- the market -------------------------------------------------------------------------------

    def quote(self, symbol: str, bid: Decimal, ask: Decimal) -> None:
        """Take a price in; stops and pending orders that it reaches are filled."""
        quote = Quote(symbol=symbol, bid=bid, ask=ask, at=self.now().at)
        self.quotes[symbol] = quote
        self.priced += 1
        if not self.setup.replaying:
            self._fill_pendings(quote)
            self._stop(quote)
            self._stop_out()

    def advance(self) -> None:
        """Do what time alone brings: expire pending orders, execute late requests."""
        self._desk.run_late()
        for pending in self.waiting.expired(self.now().at):
            self.waiting.take(pending.ticket)
            self.note(EventKind.PENDING_EXPIRED, pending)

    def note(self, kind: EventKind, pending: PendingOrder) -> None:
        """Book a change of a pending order."""
        self.history.add(PendingChange(kind=kind, pending=pending, when=self.now()))

    def _fill_pendings(self, quote: Quote) -> None:
        for pending in self.waiting.reached(quote.symbol, quote):
            self.waiting.take(pending.ticket)
            self.note(EventKind.PENDING_FILLED, pending)
            self.fill(
                Execution(
                    order=pending.ticket,
                    symbol=pending.symbol,
                    side=pending.side,
                    volume=pending.volume,
                    price=pending.price,
                    magic=pending.magic,
                    comment=pending.comment,
                    reason=Reason.EXPERT if pending.magic != "0" else Reason.CLIENT,
                    stop_loss=pending.stop_loss,
                    take_profit=pending.take_profit,
                    order_kind=self.waiting.placed_as(pending.ticket),
                )
            )

    def _stop(self, quote: Quote) -> None:
        for holding, reason in stopped(self.holdings(), quote):
            self.close_for(holding, reason, closing_price(holding.side, quote))

    def _stop_out(self) -> None:
        for holding in self._stopped_out():
            price = closing_price(holding.side, self.quotes[holding.symbol])
            self.close_for(holding, Reason.STOP_OUT, price)

    def _stopped_out(self) -> Iterator[Holding]:
        percent = self.setup.stop_out_percent
        while holdings := self.holdings():
            loser = stopped_out(holdings, self.funds(), percent, self.floating)
            if loser is None or loser.symbol not in self.quotes:
                return
            yield loser

    def close_for(self, holding: Holding, reason: Reason, price: Decimal) -> BookedDeal:
        """Close a whole position for a reason of the broker's own."""
        mark = {Reason.STOP_LOSS: f"[sl {price}]", Reason.TAKE_PROFIT: f"[tp {price}]"}
        return self.fill(
            Execution(
                order=self.orders.next(),
                symbol=holding.symbol,
                side=holding.side.opposite,
                volume=holding.volume,
                price=price,
                magic=holding.magic,
                comment=mark.get(reason, ""),
                reason=reason,
                position=holding.ticket,
            )
        )

    def _worth(self, holding: Holding, volume: Decimal, price: Decimal) -> Decimal:
        instrument = self.instruments[holding.symbol]
        return profit_of(instrument, holding.side, volume, opened=holding.price, closed=price)

    def _margin(self, holding: Holding) -> Decimal:
        instrument = self.instruments[holding.symbol]
        return margin_of(instrument, holding.volume, holding.price, self.setup.leverage)

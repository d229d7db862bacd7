"""An account at a simulated broker: its terminal, the trader's hand on it, and its own books."""

from dataclasses import dataclass, replace
from decimal import Decimal

from tests.unit.sim.market import SMALL, eurusd
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.trades import PendingOrder
from tradecopy_desktop.domain.values import MarginMode, PendingKind, Platform, Side
from tradecopy_desktop.sim.broker import (
    BrokerSetup,
    CancelRequest,
    ChangeRequest,
    CloseRequest,
    MarketRequest,
    PlaceRequest,
    Request,
    SimBroker,
    StopsRequest,
    TradeAnswer,
    WallClock,
)
from tradecopy_desktop.sim.terminal import Pace, SimTerminal, TerminalSetup

EURUSD = eurusd(base="EUR", profit="USD")
BUY, SELL = Side.BUY, Side.SELL
# Lists are whole soon after a terminal was restarted.
_PACE = Pace(
    backoff=SMALL.backoff,
    refused=SMALL.refused,
    too_many=SMALL.too_many,
    scan=SMALL.scan,
    push=SMALL.push,
    settle=0.05,
)


class TurnedClock(WallClock):
    """The machine's clock with a time of day that can be turned forward."""

    def __init__(self) -> None:
        self._ahead_ms = self._passed_ns = 0
        self._stands_at: int | None = None

    def utc_ms(self) -> int:
        """Return milliseconds since 1970 in UTC, and how far it was turned."""
        at = super().utc_ms() if self._stands_at is None else self._stands_at
        return at + self._ahead_ms

    def stand_still(self) -> None:
        """Let the time of day stand, so that what follows happens in one second."""
        self._stands_at = super().utc_ms()

    def steady_ns(self) -> int:
        """Return steady nanoseconds, and how much time was let pass."""
        return super().steady_ns() + self._passed_ns

    def let_pass(self, *, seconds: int) -> None:
        """Let seconds pass at this broker and in its terminal, on every clock."""
        self._ahead_ms += seconds * 1_000
        self._passed_ns += seconds * 1_000_000_000

    def turn(self, *, hours: int) -> None:
        """Let hours pass at this broker."""
        self._ahead_ms += hours * 3_600_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """How an account is set up."""

    login: str
    platform: Platform = Platform.MT5
    margin_mode: MarginMode = MarginMode.HEDGING
    instruments: tuple[Instrument, ...] = (EURUSD,)
    utc_offset_s: int = 7_200
    balance: str = "100000"
    price: str = "1.10000"

    @property
    def key(self) -> AccountKey:
        """Return login and server."""
        return AccountKey(login=self.login, server="Sim-Demo")

    @property
    def secret(self) -> str:
        """Return the key that lets its terminal in."""
        return f"terminal-key-of-{self.login:>010}"


class Seat:
    """One account, its broker and its terminal in the test's own process."""

    def __init__(self, account: Account, role: Role) -> None:
        self.account = account
        self.role = role
        self.clock = TurnedClock()
        setup = BrokerSetup(
            key=account.key,
            platform=account.platform,
            margin_mode=account.margin_mode,
            instruments=account.instruments,
            balance=Decimal(account.balance),
            utc_offset_s=account.utc_offset_s,
        )
        self.broker = SimBroker(setup, self.clock)
        for instrument in account.instruments:
            self.quote(account.price, symbol=instrument.name)
        terminal = TerminalSetup(
            url="", key=account.secret, roles=(role,), name=account.login, pace=_PACE
        )
        self.terminal = SimTerminal(self.broker, terminal)

    # What the market does

    def quote(self, bid: str, *, symbol: str = "EURUSD", spread: str = "0.00010") -> None:
        """Show this broker alone a price; orders and stops that it reaches are filled."""
        self.broker.quote(symbol, Decimal(bid), Decimal(bid) + Decimal(spread))

    def slow_down(self, ms: int) -> None:
        """Let the trade server take so long for every request of the terminal from now on."""
        self.broker.setup = replace(self.broker.setup, fill_delay_ms=ms)

    @property
    def is_trading(self) -> bool:
        """Tell whether the terminal waits for its trade server."""
        return any(ea.calls.busy for ea in self.terminal.eas.values())

    @property
    def is_idle(self) -> bool:
        """Tell whether all that was told is stored, and nothing is being carried out."""
        eas = self.terminal.eas.values()
        idle = all(ea.is_idle and not ea.carrying_out for ea in eas)
        # What hangs on a broken link waits for the next one.
        return idle and self.terminal.is_connected

    @property
    def told(self) -> list[str]:
        """Return the kinds of all instructions that the terminal read."""
        stamps = self.terminal.measures[self.role].instructions
        return [stamp.kind for stamp in stamps]

    # What the trader does

    def market(
        self,
        side: Side,
        lots: str,
        *,
        symbol: str = "EURUSD",
        sl: str | None = None,
        tp: str | None = None,
        parts: tuple[str, ...] = (),
    ) -> str:
        """Trade at the market and return the position's ticket; `parts` are the order's deals."""
        request = MarketRequest(
            symbol=symbol,
            side=side,
            volume=Decimal(lots),
            stop_loss=price(sl),
            take_profit=price(tp),
            parts=tuple(map(Decimal, parts)),
        )
        return self._done(request).ticket

    def place(
        self,
        side: Side,
        kind: PendingKind,
        lots: str,
        at: str,
        *,
        limit: str | None = None,
        sl: str | None = None,
        tp: str | None = None,
        hours: int | None = None,
    ) -> str:
        """Place an order that expires in so many hours, and return its ticket."""
        request = PlaceRequest(
            symbol="EURUSD",
            side=side,
            kind=kind,
            volume=Decimal(lots),
            price=Decimal(at),
            limit_price=price(limit),
            stop_loss=price(sl),
            take_profit=price(tp),
            expires_at=None if hours is None else self.in_hours(hours),
        )
        return self._done(request).ticket

    def change(self, ticket: str, at: str, *, sl: str | None = None, tp: str | None = None) -> None:
        """Give a waiting order another price and other stops; it expires as before."""
        (before,) = (order for order in self.broker.pendings() if order.ticket == ticket)
        request = ChangeRequest(
            ticket=ticket,
            price=Decimal(at),
            limit_price=before.limit_price,
            stop_loss=price(sl),
            take_profit=price(tp),
            expires_at=before.expires_at,
        )
        self._done(request)

    def cancel(self, ticket: str) -> None:
        """Take a waiting order back."""
        self._done(CancelRequest(ticket=ticket))

    def close(self, ticket: str, lots: str) -> None:
        """Close so many lots of a position."""
        self._done(CloseRequest(ticket=ticket, volume=Decimal(lots)))

    def move_stops(self, ticket: str, *, sl: str | None, tp: str | None) -> None:
        """Give a position other stops."""
        self._done(StopsRequest(ticket=ticket, stop_loss=price(sl), take_profit=price(tp)))

    def _done(self, request: Request) -> TradeAnswer:
        answer = self.broker.send(request)
        assert answer.done, f"the broker refused {request}: {answer.code}"
        return answer

    # What the broker's books show

    @property
    def orders(self) -> list[str]:
        """Return the waiting orders, oldest first."""
        return [_worded(order) for order in self.broker.pendings()]

    @property
    def held(self) -> list[str]:
        """Return side and lots of the open positions, oldest first."""
        return [f"{each.side} {plain_lots(each.volume)}" for each in self.broker.holdings()]

    @property
    def lots(self) -> str:
        """Return the lots of all open positions together."""
        return plain_lots(sum((each.volume for each in self.broker.holdings()), Decimal(0)))

    @property
    def stops(self) -> list[str]:
        """Return the stops of the open positions, oldest first."""
        return [f"sl {h.stop_loss} tp {h.take_profit}" for h in self.broker.holdings()]

    @property
    def deals(self) -> list[str]:
        """Return entry and lots of all deals in order."""
        deals = (booked.deal for booked in self.broker.history.deals())
        return [f"{deal.entry} {plain_lots(deal.volume)}" for deal in deals]

    @property
    def placed(self) -> int:
        """Return how many orders were ever placed."""
        kinds = (getattr(change, "kind", "") for change in self.broker.history.changes)
        return list(kinds).count("pending_placed")

    def expiries(self) -> list[int | None]:
        """Return when the waiting orders expire, in ms of UTC as this server counts them."""
        return [
            None if order.expires_at is None else order.expires_at - self._offset_ms
            for order in self.broker.pendings()
        ]

    def in_hours(self, hours: int) -> int:
        """Return a moment on the server's clock, in whole seconds as MT4 has them."""
        return self.broker.now().at // 1_000 * 1_000 + hours * 3_600_000

    @property
    def _offset_ms(self) -> int:
        return self.account.utc_offset_s * 1_000


def price(text: str | None) -> Decimal | None:
    """Return a price as written, None for none."""
    return None if text is None else Decimal(text)


def plain_lots(volume: Decimal) -> str:
    """Return lots without needless zeros."""
    return f"{volume.normalize():f}"


def _worded(order: PendingOrder) -> str:
    words = f"{order.side} {order.kind} {plain_lots(order.volume)} at {order.price}"
    if order.limit_price is not None:
        words += f" then {order.limit_price}"
    return f"{words} sl {order.stop_loss} tp {order.take_profit}"

"""What an EA sends by the clock: heartbeats, quotes, funds, permissions. Latest values only."""

from collections.abc import Callable

from tradecopy_desktop.domain.accounts import Funds, Permissions
from tradecopy_desktop.domain.facts import Quote
from tradecopy_desktop.sim.codec import Message, exact
from tradecopy_desktop.sim.terminal import pictures
from tradecopy_desktop.sim.terminal.account_view import AccountView
from tradecopy_desktop.sim.terminal.ticks import Ticks


class Due:
    """Knows what one connection was told last, and when it must be told again."""

    def __init__(
        self, view: AccountView, ticks: Ticks, send: Callable[[Message], None], push_s: float
    ) -> None:
        """Begin a connection: nothing was told yet but the permissions in the greeting."""
        self._view = view
        self._ticks = ticks
        self._send = send
        self._push_us = int(push_s * 1e6)
        self._wanted: tuple[str, ...] = ()
        self._quotes: dict[str, Quote] = {}
        self._funds: Funds | None = None
        self._permissions: Permissions = view.permissions
        self._pushed_us = self._beaten_us = ticks.now()
        self._heard: tuple[int, int] | None = None

    def subscribe(self, symbols: list[str]) -> None:
        """Push the prices of these symbols from now on, and of no others."""
        self._wanted = tuple(symbols)
        self._quotes = {s: quote for s, quote in self._quotes.items() if s in symbols}

    def heard(self, bridge_ticks: int, received: int) -> None:
        """Remember the bridge's newest heartbeat, for the echo."""
        self._heard = (bridge_ticks, received)

    def beat(self) -> None:
        """Send a heartbeat now."""
        now = self._beaten_us = self._ticks.now()
        echo = None
        if self._heard is not None:
            echo = {"ticks": self._heard[0], "held": now - self._heard[1]}
        self._send({"type": "heartbeat", "ticks": now, "echo": echo, "state": self._state()})

    def run(self, heartbeat_ms: int) -> None:
        """Send what is due."""
        now = self._ticks.now()
        if self._view.permissions != self._permissions:
            self._permissions = self._view.permissions
            self._send({"type": "permissions", **pictures.permissions(self._permissions)})
        if now - self._beaten_us >= heartbeat_ms * 1_000:
            self.beat()
        if now - self._pushed_us >= self._push_us:
            self._pushed_us = now
            self._push_funds()
            self._push_quotes()

    def _push_funds(self) -> None:
        funds = self._view.broker.funds()
        if funds != self._funds:
            self._funds = funds
            self._send({"type": "funds", "ticks": self._ticks.now(), **pictures.funds(funds)})

    def _push_quotes(self) -> None:
        quotes = self._view.broker.quotes
        fresh = [
            quote
            for symbol in self._wanted
            if (quote := quotes.get(symbol)) is not None and quote != self._quotes.get(symbol)
        ]
        if fresh:
            self._quotes.update((quote.symbol, quote) for quote in fresh)
            told = [pictures.quote(quote) for quote in fresh]
            self._send({"type": "quotes", "ticks": self._ticks.now(), "quotes": told})

    def _state(self) -> Message:
        broker, funds = self._view.broker, self._view.broker.funds()
        return {
            "connected": self._view.permissions.connected,
            "trade_allowed": self._view.permissions.may_trade,
            "balance": exact(funds.balance),
            "equity": exact(funds.equity),
            "margin": exact(funds.margin),
            "free_margin": exact(funds.free_margin),
            "credit": exact(funds.credit),
            "positions": len(self._view.positions()),
            "pendings": len(self._view.pendings()),
            "server_time": broker.now().at,
        }

"""A trader who decides by dice from a seed. Never holds both sides of a symbol at once."""

from collections import deque
from collections.abc import Callable
from decimal import Decimal
from random import Random

from tradecopy_desktop.domain.values import MarginMode, Side
from tradecopy_desktop.sim.broker.records import Holding
from tradecopy_desktop.sim.broker.requests import (
    CloseRequest,
    MarketRequest,
    Request,
    StopsRequest,
)
from tradecopy_desktop.sim.broker.sim_broker import SimBroker

_MOST_OPEN = 8
_Stops = tuple[Decimal | None, Decimal | None]


class RandomTrader:
    """Opens, adds, moves stops, closes parts and wholes, reverses; `trades` deals in all.

    Volumes are `steps` (least, most) steps of the symbol, pauses `gap_s` (least, most) seconds.
    """

    def __init__(
        self,
        broker: SimBroker,
        *,
        seed: int,
        trades: int = 200,
        steps: tuple[int, int] = (1, 5),
        gap_s: tuple[float, float] = (0.02, 0.48),
        ends_flat: bool = True,
    ) -> None:
        """Trade on a broker; the same seed makes the same decisions."""
        self._broker = broker
        self._random = Random(f"{seed}/{broker.setup.key}/trader")
        self._left = trades
        self._steps = steps
        self._gap_s = gap_s
        self._ends_flat = ends_flat
        self._symbols = [i.name for i in broker.setup.instruments]
        self._netting = broker.setup.margin_mode is MarginMode.NETTING
        self._next_parts: deque[str] = deque()

    def gap_s(self) -> float | None:
        """Return the seconds until the next step; None when all trades are done."""
        return self._random.uniform(*self._gap_s) if self._left > 0 else None

    def close_part_next(self, ticket: str) -> None:
        """Close a part of this position before anything else, if it is open then."""
        self._next_parts.append(ticket)

    def step(self) -> None:
        """Do one thing: a trade, or a change of stops."""
        deals_before = len(self._broker.history.changes)
        wanted = self._broker.find(self._next_parts.popleft()) if self._next_parts else None
        if wanted is None:
            self._act()
        else:
            self._close_part(wanted)
        self._left -= len(self._broker.history.changes) - deals_before

    def _act(self) -> None:
        holdings = self._broker.holdings()
        acts: list[tuple[Callable[[], None], float]] = [
            (self._open, 4 if len(holdings) < _MOST_OPEN else 0)
        ]
        if holdings:
            holding = self._random.choice(holdings)
            acts += [
                (lambda: self._move_stops(holding), 2),
                (lambda: self._close_part(holding), 2),
                (lambda: self._close(holding, holding.volume), 2),
            ]
            if self._netting:
                acts += [(lambda: self._reverse(holding), 1)]
        doings, weights = zip(*acts, strict=True)
        self._random.choices(doings, weights)[0]()

    def wind_up(self) -> None:
        """Close everything, if the run is to end flat."""
        self._left = 0
        if self._ends_flat:
            for holding in self._broker.holdings():
                self._close(holding, holding.volume)

    def _open(self) -> None:
        symbol = self._random.choice(self._symbols)
        held = next((h for h in self._broker.holdings() if h.symbol == symbol), None)
        side = held.side if held is not None else self._random.choice(tuple(Side))
        stop_loss, take_profit = self._levels(symbol, side)
        self._ask(
            MarketRequest(
                symbol=symbol,
                side=side,
                volume=self._volume(symbol),
                stop_loss=stop_loss,
                take_profit=take_profit,
            )
        )

    def _move_stops(self, holding: Holding) -> None:
        stop_loss, take_profit = self._levels(holding.symbol, holding.side)
        self._ask(StopsRequest(ticket=holding.ticket, stop_loss=stop_loss, take_profit=take_profit))

    def _close_part(self, holding: Holding) -> None:
        step = self._broker.instruments[holding.symbol].lot_step
        most = int(holding.volume / step) - 1
        if most < 1:
            self._close(holding, holding.volume)
            return
        self._close(holding, self._random.randint(1, most) * step)

    def _close(self, holding: Holding, volume: Decimal) -> None:
        self._ask(CloseRequest(ticket=holding.ticket, volume=volume))

    def _reverse(self, holding: Holding) -> None:
        volume = holding.volume + self._volume(holding.symbol)
        self._ask(MarketRequest(symbol=holding.symbol, side=holding.side.opposite, volume=volume))

    def _volume(self, symbol: str) -> Decimal:
        instrument = self._broker.instruments[symbol]
        wanted = self._random.randint(*self._steps) * instrument.lot_step
        return min(max(wanted, instrument.lot_min), instrument.lot_max)

    def _levels(self, symbol: str, side: Side) -> _Stops:
        instrument, quote = self._broker.instruments[symbol], self._broker.quotes[symbol]
        # Far enough away that most positions end by the trader's own hand.
        away = [self._random.randint(400, 1_200) * instrument.tick_size for _ in range(2)]
        chosen = [self._random.random() < share for share in (0.7, 0.5)]
        price = quote.bid if side is Side.BUY else quote.ask
        stop_loss = price - side.sign * away[0] if chosen[0] else None
        take_profit = price + side.sign * away[1] if chosen[1] else None
        return stop_loss, take_profit

    def _ask(self, request: Request) -> None:
        self._broker.send(request)

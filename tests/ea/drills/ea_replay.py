"""Plays a recorded history on a compiled master's broker, order by order, as a hand would."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby
from random import Random

from tests.ea.drills.ea_seat import EaSeat
from tradecopy_desktop.domain.values import DealEntry, MarginMode, Platform, Side
from tradecopy_desktop.sim.recordings import RecordedDeal

After = Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """A deal to make. `position` names what an opening begins and what a closing is about.

    On netting accounts the symbol alone says what a deal is about. `order` joins deals of one.
    """

    order: str
    position: str
    symbol: str
    side: Side
    entry: DealEntry
    lots: Decimal


def trades_of(deals: Iterable[RecordedDeal]) -> list[Trade]:
    """Return recorded deals with the names that the simulated brokers give to symbols.

    Two positions that were closed by each other are closed one after the other.
    """
    names: dict[str, str] = {}
    trades = []
    for deal in deals:
        number = len(names)
        symbol = names.setdefault(deal.symbol, f"SYM{number}" if number else "EURUSD")
        trades.append(
            Trade(
                order=deal.order,
                position=deal.position,
                symbol=symbol,
                side=deal.side,
                entry=DealEntry.OUT if deal.entry is DealEntry.OUT_BY else deal.entry,
                lots=deal.volume,
            )
        )
    return trades


@dataclass(slots=True)
class _MadeUp:
    """A history in the making: what it holds so far, by position."""

    dice: Random
    trades: list[Trade] = field(default_factory=list)
    held: dict[str, Trade] = field(default_factory=dict)
    left: dict[str, Decimal] = field(default_factory=dict)

    def open(self, position: str) -> None:
        symbol = self.dice.choice(("EURUSD", "SYM1", "SYM2"))
        sides = [each.side for each in self.held.values() if each.symbol == symbol]
        opened = Trade(
            order=position,
            position=position,
            symbol=symbol,
            side=sides[0] if sides else self.dice.choice((Side.BUY, Side.SELL)),
            entry=DealEntry.IN,
            lots=Decimal(self.dice.randint(2, 90)) / 100,
        )
        self.trades.append(opened)
        self.held[position], self.left[position] = opened, opened.lots

    def close(self, position: str, lots: Decimal) -> None:
        opened = self.held[position]
        side = Side.SELL if opened.side is Side.BUY else Side.BUY
        order = f"c{len(self.trades)}"
        self.trades.append(replace(opened, order=order, side=side, entry=DealEntry.OUT, lots=lots))
        self.left[position] -= lots
        if not self.left[position]:
            del self.held[position], self.left[position]

    def close_some(self) -> None:
        while self.left and self.dice.random() < 0.55:
            position = self.dice.choice(list(self.left))
            whole = self.left[position]
            part = Decimal(self.dice.randint(1, int(whole * 100))) / 100
            self.close(position, part if self.dice.random() < 0.4 else whole)


def made_up(seed: int, count: int) -> list[Trade]:
    """Return so many openings, each closed at last; a symbol is held on one side at a time."""
    history = _MadeUp(Random(seed))
    for number in range(count):
        history.open(f"p{number}")
        history.close_some()
    for position, lots in tuple(history.left.items()):
        history.close(position, lots)
    return history.trades


@dataclass(slots=True)
class EaReplay:
    """One master and the positions that were opened so far, by the names of the recording."""

    master: EaSeat
    _tickets: dict[str, int] = field(default_factory=dict)
    _made: int = 0

    async def play(self, trades: Sequence[Trade], after_each: After | None = None) -> None:
        """Make every deal; the next order comes when the broker has booked the one before.

        `after_each` may wait for more.
        """
        for _, deals in groupby(trades, key=lambda each: (each.order, each.position, each.entry)):
            await self._order(list(deals))
            if after_each is not None:
                await after_each()

    async def _order(self, deals: list[Trade]) -> None:
        first = deals[0]
        process = self.master.process
        assert process is not None
        before = set(self.master.tickets)
        if len(deals) > 1:
            self.master.order("parts " + " ".join(str(deal.lots) for deal in deals))
        lots = sum((deal.lots for deal in deals), Decimal(0))
        self.master.order(self._words(first, lots))
        self._made += len(deals)
        await process.until(lambda book: len(book.deals) == self._made)
        self._note(first, before)

    def _words(self, deal: Trade, lots: Decimal) -> str:
        if self._nets or deal.entry is DealEntry.IN:
            return f"open {deal.symbol} {deal.side} {lots}"
        return f"close {self._tickets[deal.position]} {lots}"

    def _note(self, deal: Trade, before: set[int]) -> None:
        (*new,) = set(self.master.tickets) - before
        rest_is_new = self.master.account.platform is Platform.MT4
        if new and (deal.entry is DealEntry.IN or rest_is_new):
            self._tickets[deal.position] = new[0]

    @property
    def _nets(self) -> bool:
        return self.master.account.margin_mode is MarginMode.NETTING

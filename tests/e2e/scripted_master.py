"""A master that a test plays: it trades when told and reports its own trades. It copies nothing."""

from tests.e2e import terminal_frames as frames
from tests.e2e.rig import Terminal
from tests.e2e.scripted_terminal import ScriptedTerminal


class ScriptedMaster(ScriptedTerminal):
    """A monitor of a hedging account; every trade is a position with tickets of its own."""

    role = "monitor"

    def __init__(self, who: Terminal) -> None:
        super().__init__(who)
        self._ticket = 10_000

    async def open(self, volume: str = "0.10", *, symbol: str = "EURUSD") -> str:
        """Buy and return the position's id."""
        # As MT5 does: the position is named after the order that opened it.
        position, deal = self._next(), self._next()
        bought = frames.position(id=position, order=position, volume=volume, symbol=symbol)
        self.positions[position] = bought
        made = frames.deal(ticket=deal, order=position, entry="in", side="buy", volume=volume)
        await self._tell("opened", bought, made)
        return position

    async def reduce(self, position: str, volume: str) -> None:
        """Close a part of a position."""
        held = self.positions[position]
        await self._tell_reduced(held, volume, order=self._next(), deal=self._next())

    async def close(self, position: str) -> None:
        """Close a position."""
        await self.reduce(position, self.positions[position]["volume"])

    async def set_stops(self, position: str, *, sl: str | None, tp: str | None) -> None:
        """Move the stops of a position."""
        held = self.positions[position]
        held.update(sl=sl, tp=tp)
        await self._tell("modified", held, None)

    async def tell_again(self, *, position: str) -> None:
        """Tell the opening of a position once more, as something new."""
        held = self.positions[position]
        made = frames.deal(
            ticket=str(int(position) + 1),
            order=position,
            entry="in",
            side="buy",
            volume=held["volume"],
        )
        await self._tell("opened", held, made)

    def _next(self) -> str:
        self._ticket += 1
        return str(self._ticket)

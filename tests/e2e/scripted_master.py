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
        position, order, deal = (self._next() for _ in range(3))
        bought = frames.position(id=position, order=order, volume=volume, symbol=symbol)
        self.positions[position] = bought
        made = frames.deal(ticket=deal, order=order, entry="in", side="buy", volume=volume)
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

    def _next(self) -> str:
        self._ticket += 1
        return str(self._ticket)

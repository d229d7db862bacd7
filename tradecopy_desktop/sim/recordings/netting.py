"""One net position per symbol, as netting accounts keep it. Knows volumes alone, no money."""

from dataclasses import dataclass
from decimal import Decimal

from tradecopy_desktop.domain.values import DealEntry, Side


@dataclass(slots=True, kw_only=True)
class _Net:
    position: str
    side: Side
    volume: Decimal


class NettingBook:
    """The open positions of a netting account while its deals are read in order."""

    def __init__(self) -> None:
        """Begin flat."""
        self._open: dict[str, _Net] = {}

    def place(self, symbol: str, side: Side, volume: Decimal, order: str) -> tuple[DealEntry, str]:
        """Take a deal in; return what it did and the position it belongs to.

        The identifier is the order that opened from flat; additions and reversals keep it.
        """
        net = self._open.get(symbol)
        if net is None:
            self._open[symbol] = _Net(position=order, side=side, volume=volume)
            return DealEntry.IN, order
        if net.side is side:
            net.volume += volume
            return DealEntry.IN, net.position
        if volume > net.volume:
            net.side, net.volume = side, volume - net.volume
            return DealEntry.INOUT, net.position
        net.volume -= volume
        if not net.volume:
            del self._open[symbol]
        return DealEntry.OUT, net.position

    def held(self, symbol: str) -> str:
        """Return what is open in a symbol, in words."""
        net = self._open.get(symbol)
        return f"{net.side.value} {net.volume}" if net else "nothing"

    def open_count(self) -> int:
        """Return how many positions are open."""
        return len(self._open)

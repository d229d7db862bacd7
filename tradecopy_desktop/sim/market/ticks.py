"""A tick and what makes them. Values only."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A price by the master's name of the symbol, `wait_s` after the one before it.

    `ask` is None where the source knows one price only; brokers then add their own spread.
    """

    wait_s: float
    symbol: str
    bid: Decimal
    ask: Decimal | None


class TickSource(Protocol):
    """Gives ticks one by one."""

    def next(self) -> Tick | None:
        """Return the next tick, None when there are no more."""
        ...

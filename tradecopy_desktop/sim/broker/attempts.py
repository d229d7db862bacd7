"""Every request for a deal that reached a broker, and what it did with it. It decides nothing."""

from dataclasses import dataclass
from decimal import Decimal

from tradecopy_desktop.domain.values import ZERO, Side
from tradecopy_desktop.sim.broker.faults import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A request to close `position` (its identifier), or a market order of `side`.

    `filled` of the `asked` lots were executed, or are going to be. `fault` is what was thrown at
    it, None where the broker did as it does.
    """

    at_ns: int
    side: Side | None
    magic: str
    position: str | None
    asked: Decimal
    filled: Decimal = ZERO
    fault: Fault | None

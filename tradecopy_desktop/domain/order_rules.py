"""How a route sends its orders, as the trader set it (rules R3.4, C6, C8)."""

from dataclasses import dataclass
from enum import StrEnum


class PendingPolicy(StrEnum):
    """What becomes of the master's pending orders."""

    AT_FILL = "at_fill"  # copied at market once the master's is filled
    AS_PENDINGS = "as_pendings"
    IGNORE = "ignore"  # nor the positions that they become


class OneSidedFill(StrEnum):
    """What happens when a pending order was filled on one side alone."""

    CANCEL = "cancel"  # the copy's order is cancelled, or its position closed
    TO_MARKET = "to_market"  # the copy's order becomes a market order; a filled copy is kept
    ASK = "ask"


class WhenSlipped(StrEnum):
    """What happens with an opening whose price has run away."""

    SKIP = "skip"
    WAIT = "wait"  # for the price to come back


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRules:
    """Orders of a route. Times in ms, `max_slippage` in points of the follower's symbol.

    `max_slippage` limits adverse moves from the master's price alone, None for no limit; `wait_ms`
    is how long WAIT waits. `one_sided_after_ms` is how long one side of a pair of pending orders
    may be filled alone. `keep_pendings`: they stay when the route stops taking openings.
    """

    pendings: PendingPolicy = PendingPolicy.AT_FILL
    master_filled: OneSidedFill = OneSidedFill.TO_MARKET
    follower_filled: OneSidedFill = OneSidedFill.ASK
    one_sided_after_ms: int = 5_000
    keep_pendings: bool = False
    max_slippage: int | None = None
    when_slipped: WhenSlipped = WhenSlipped.SKIP
    wait_ms: int = 60_000

    def __post_init__(self) -> None:
        if self.max_slippage is not None and self.max_slippage < 0:
            raise ValueError(f"slippage must be >= 0 points, was {self.max_slippage}")
        for name, value in (
            ("one_sided_after_ms", self.one_sided_after_ms),
            ("wait_ms", self.wait_ms),
        ):
            if value < 0:
                raise ValueError(f"{name} must be >= 0, was {value}")

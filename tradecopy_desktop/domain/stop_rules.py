"""What becomes of the master's SL and TP on the follower, as the trader set it (rules R3.3, C7)."""

from dataclasses import dataclass, field
from enum import StrEnum


class StopSource(StrEnum):
    """Where a copy's SL or TP comes from."""

    PRICE = "price"  # the master's price
    DISTANCE = "distance"  # the master's distance from its entry, from the copy's fill
    FIXED = "fixed"  # the trader's distance, from the copy's fill
    NONE = "none"


class RefusedStop(StrEnum):
    """What happens with an opening whose SL or TP the broker would refuse now."""

    NEAREST = "nearest"  # the nearest price that is allowed
    AFTERWARDS = "afterwards"  # open without it, set it at once and until it is set
    SKIP = "skip"


class PassedStop(StrEnum):
    """What happens when the follower's price has already passed a changed SL."""

    KEEP_OLD = "keep_old"  # keep the old one, try again, alarm
    CLOSE = "close"


class MovedByHand(StrEnum):
    """How long a stop stays that somebody moved on the follower."""

    UNTIL_NEXT = "until_next"  # until the master's next change
    ALWAYS = "always"
    NEVER = "never"  # it is put back at once


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRule:
    """One of SL and TP. `points` is the distance of FIXED; `offset` widens the stop.

    Both in points of the follower's symbol; a negative offset brings the stop nearer.
    """

    source: StopSource = StopSource.PRICE
    points: int | None = None
    offset: int = 0

    def __post_init__(self) -> None:
        if (self.source is StopSource.FIXED) is not (self.points is not None):
            raise ValueError(f"points belong to a fixed stop, was {self.source} with {self.points}")
        if self.points is not None and self.points <= 0:
            raise ValueError(f"a fixed stop must be above 0 points, was {self.points}")


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRules:
    """Both stops of a route's copies. `may_loosen`: a copied SL may replace a tighter one."""

    stop_loss: StopRule = field(default_factory=StopRule)
    take_profit: StopRule = field(default_factory=StopRule)
    refused: RefusedStop = RefusedStop.NEAREST
    passed: PassedStop = PassedStop.KEEP_OLD
    moved_by_hand: MovedByHand = MovedByHand.UNTIL_NEXT
    may_loosen: bool = False


COPY_PRICES = StopRules()
NO_STOPS = StopRules(
    stop_loss=StopRule(source=StopSource.NONE), take_profit=StopRule(source=StopSource.NONE)
)

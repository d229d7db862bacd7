"""Which of a master's openings a route takes, as the trader set it (rule R3.2). Never asks itself.

Filters concern openings; closes, reductions and changes of stops pass them all (rule C4).
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from tradecopy_desktop.domain.values import Side


class OrderKind(StrEnum):
    """How the master's order came to the market."""

    MARKET = "market"
    LIMIT = "limit"
    STOP = "stop"
    STOP_LIMIT = "stop_limit"


@dataclass(frozen=True, slots=True, kw_only=True)
class MagicRange:
    """Magic numbers from `low` to `high`, both included."""

    low: int
    high: int

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"a range of magics must rise, was {self.low} to {self.high}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionWindow:
    """Hours that begin on each of `weekdays` (0 is Monday), in minutes of the local day.

    `start` is included, `end` is not. An end at or before the start lies on the next day.
    """

    weekdays: frozenset[int]
    start: int
    end: int

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= set(range(7)):
            raise ValueError(f"weekdays must be 0 (Monday) to 6, were {sorted(self.weekdays)}")
        if not (0 <= self.start < 1_440 and 0 <= self.end <= 1_440):
            raise ValueError(
                f"a window must lie within 0 to 1440 minutes, was {self.start} to {self.end}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sessions:
    """When openings are taken: within any of the windows, in an IANA time zone's local time."""

    zone: str
    windows: tuple[SessionWindow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which openings a route takes. Empty or None means all.

    Symbols are the master's; `*` stands for any letters. Comments are parts of the master's
    comment, in either case. `max_spread` is in points of the follower's symbol. The last three
    bound what the follower holds afterwards: positions of the route, lots of the symbol and lots
    of the whole account, whoever opened them.
    """

    symbols_allowed: frozenset[str] = frozenset()
    symbols_denied: frozenset[str] = frozenset()
    sides: frozenset[Side] = frozenset(Side)
    magics_allowed: tuple[MagicRange, ...] = ()
    magics_denied: tuple[MagicRange, ...] = ()
    comments_allowed: tuple[str, ...] = ()
    comments_denied: tuple[str, ...] = ()
    min_master_lots: Decimal | None = None
    max_master_lots: Decimal | None = None
    order_kinds: frozenset[OrderKind] = frozenset(OrderKind)
    sessions: Sessions | None = None
    max_spread: int | None = None
    max_positions: int | None = None
    max_symbol_lots: Decimal | None = None
    max_account_lots: Decimal | None = None

"""The link between a master's opening and its copy. It freezes what made it (rule L4)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.commands import Opening
from tradecopy_desktop.domain.sizing import PartialFill, Remainder
from tradecopy_desktop.domain.stop_rules import StopRules
from tradecopy_desktop.domain.values import PendingKind, Side


class LinkState(StrEnum):
    """Where a copy stands."""

    GATHERING = "gathering"  # the master's fills so far are below the broker's minimum
    PENDING = "pending"  # its order waits for a price
    OPENING = "opening"  # sent, not yet confirmed
    LIVE = "live"
    CLOSING = "closing"  # target 0, proof not yet here
    CLOSED = "closed"
    REFUSED = "refused"  # the opening was definitely refused
    ENDED_EARLY = "ended_early"  # ended on the follower while its master lived (rule C2)
    UNKNOWN = "unknown"  # the executor cannot tell; nothing more is opened
    CANCELLED = "cancelled"  # its pending order was taken back or expired
    HANDED_OVER = "handed_over"  # the trader took it over; it is never adopted again


ENDED_STATES = frozenset(
    {
        LinkState.CLOSED,
        LinkState.REFUSED,
        LinkState.ENDED_EARLY,
        LinkState.CANCELLED,
        LinkState.HANDED_OVER,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SizedOrder:
    """A master order that was sized otherwise than by its copy's ratio."""

    order: str
    ratio: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingTerms:
    """Prices of a copy's pending order on the follower; `expires_at` on its server's clock."""

    kind: PendingKind
    price: Decimal
    limit_price: Decimal | None
    expires_at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One copy: a side of a master position, followed by one route.

    `copy` names it; `position` and `order` are the master's. `ratio` is follower lots per master
    lot as frozen at the opening. `accepted` is the master volume that this route took and that is
    still open; `base` and `original` are the follower target and accepted volume when the copy
    last grew (rule S4). `target` is what the follower should hold, `filled` what it is known to
    hold. `revision` numbers the copy's instructions. `orders` are the master orders that were
    taken, with the follower lots sent for each. `version` is the last state of the master that
    was applied.

    `exact` is what the accepted volume is worth in follower lots before rounding, and `waiting`
    what was accepted besides and is still below the broker's minimum; `sized` are the orders that
    have a ratio of their own. `entry` is the average price of the copy's fills, and
    `master_entry` the master's when it was copied. `pending` are the terms of an order that still
    waits. A `shadow` copy is only imagined: nothing of it is ever sent. `converted`: its contract
    is another one than the master's, so nothing is rounded up (rule S6).
    """

    copy: str
    route: str
    master: AccountKey
    follower: AccountKey
    position: str
    order: str
    source: str
    master_symbol: str
    symbol: str
    side: Side
    master_side: Side
    ratio: Fraction
    accepted: Fraction
    master_volume: Decimal
    base: Fraction
    original: Fraction
    target: Decimal
    filled: Decimal
    stop_loss: Decimal | None
    take_profit: Decimal | None
    revision: int
    opens: tuple[Opening, ...]
    orders: tuple[str, ...]
    version: str
    settings_version: int
    stops: StopRules
    state: LinkState
    reason: str = ""
    exact: Fraction = Fraction(0)
    waiting: Fraction = Fraction(0)
    sized: tuple[SizedOrder, ...] = ()
    entry: Decimal | None = None
    master_entry: Decimal | None = None
    remainder: Remainder = Remainder.KEEP_MINIMUM
    partial_fill: PartialFill = PartialFill.NEW_BASE
    pending: PendingTerms | None = None
    shadow: bool = False
    converted: bool = False

    @property
    def is_live(self) -> bool:
        """Tell whether the copy may still hold lots."""
        return self.state not in ENDED_STATES

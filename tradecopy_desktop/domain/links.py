"""The link between a master's opening and its copy. It freezes what made it (rule L4)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.commands import Opening
from tradecopy_desktop.domain.routes import StopPolicy
from tradecopy_desktop.domain.values import Side


class LinkState(StrEnum):
    """Where a copy stands."""

    OPENING = "opening"  # sent, not yet confirmed
    LIVE = "live"
    CLOSING = "closing"  # target 0, proof not yet here
    CLOSED = "closed"
    REFUSED = "refused"  # the opening was definitely refused
    ENDED_EARLY = "ended_early"  # ended on the follower while its master lived (rule C2)
    UNKNOWN = "unknown"  # the executor cannot tell; nothing more is opened


ENDED_STATES = frozenset({LinkState.CLOSED, LinkState.REFUSED, LinkState.ENDED_EARLY})


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
    stop_policy: StopPolicy
    state: LinkState
    reason: str = ""

    @property
    def is_live(self) -> bool:
        """Tell whether the copy may still hold lots."""
        return self.state not in ENDED_STATES

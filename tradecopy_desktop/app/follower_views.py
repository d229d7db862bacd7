"""How a follower is doing, as frozen values for the window. Nothing here formats text."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class FollowerState(StrEnum):
    """What matters most about a follower now; the first that holds is told."""

    FROZEN = "frozen"  # its terminal is not believed
    NEW = "new"  # its terminal was never seen
    DISCONNECTED = "disconnected"
    FLATTENING = "flattening"
    LOCKED = "locked"
    LOADING = "loading"  # its terminal has not shown all that it holds
    TRADING_OFF = "trading_off"
    NAKED = "naked"  # a copy is open without its SL
    OUT_OF_STEP = "out_of_step"
    BARRED = "barred"  # a limit lets nothing be opened
    BLIND = "blind"  # its money cannot be seen
    MASTER_AWAY = "master_away"
    NEAR_LIMIT = "near_limit"
    PAUSED = "paused"
    REHEARSING = "rehearsing"
    NO_ROUTE = "no_route"  # none leads to it, or all are off
    IN_STEP = "in_step"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayGain:
    """What an account gained since its day began; payments are no gain. Below 0 it lost.

    `percent` is of `begun_with`, the equity at the time `since`. Not `whole`: nobody saw the
    account when the day began, and `since` is when it was seen first.
    """

    amount: Decimal
    percent: Decimal | None
    begun_with: Decimal
    since: datetime
    whole: bool

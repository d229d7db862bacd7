"""How fast an account's instructions may leave, and how many requests it may make in a day."""

from dataclasses import dataclass
from datetime import datetime

HOURS_OF_DAY = 24
SHORT_AT = 70  # percent of a day's budget, from which on stops change less often
KEPT_FOR_CLOSES_AT = 90  # percent, from which on nothing is opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The pace of one account.

    After a rest `burst` instructions may leave at once, then `per_minute`; the last `reserve` of
    the burst are for closes alone. `daily_budget` counts requests of one day, which begins at the
    hour `day_starts` UTC; None sets no limit. Once most of it is used, the stops of a copy change
    at most every `stops_every_s` seconds, and by less than `stops_step` points four times as
    rarely.
    """

    per_minute: int = 1_200
    burst: int = 40
    reserve: int = 10
    daily_budget: int | None = None
    day_starts: int = 0
    stops_every_s: int = 15
    stops_step: int = 10

    def __post_init__(self) -> None:
        if self.per_minute < 1:
            raise ValueError(f"per_minute must be >= 1, was {self.per_minute}")
        if not 0 <= self.reserve < self.burst:
            raise ValueError(
                f"reserve must be >= 0 and below the burst of {self.burst}, was {self.reserve}"
            )
        if self.daily_budget is not None and self.daily_budget < 1:
            raise ValueError(f"daily_budget must be >= 1, was {self.daily_budget}")
        if not 0 <= self.day_starts < HOURS_OF_DAY:
            raise ValueError(f"day_starts must be an hour from 0 to 23, was {self.day_starts}")
        if self.stops_every_s < 0 or self.stops_step < 0:
            raise ValueError(
                "stops_every_s and stops_step must be >= 0, "
                f"were {self.stops_every_s} and {self.stops_step}"
            )


USUAL_PACE = Pace()
"""A terminal makes one trade call after the other, so hardly any is faster than this."""

WIDE_PACE = Pace(per_minute=600_000, burst=10_000, reserve=0)
"""For simulated accounts: in effect no limit."""


def requests_of(budget: int, percent: int) -> int:
    """Return after how many requests this share of a day's budget is used."""
    return -(-budget * percent // 100)


def hour_of(utc: datetime) -> int:
    """Return the whole hours since 1970 UTC."""
    return int(utc.timestamp()) // 3_600

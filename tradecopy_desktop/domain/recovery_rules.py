"""What a route does about trades that it missed and copies that differ, as the trader set it."""

from dataclasses import dataclass
from enum import StrEnum


class LatePolicy(StrEnum):
    """What becomes of an opening that was missed while an end was away (rule C3)."""

    SKIP = "skip"  # told, and not copied
    WITHIN = "within"  # at market while the price is near the master's
    MARKET = "market"
    ASK = "ask"


class Corrections(StrEnum):
    """Who brings a copy that differs back into step."""

    BY_CLICK = "by_click"
    AUTOMATIC = "automatic"


class MasterAway(StrEnum):
    """What happens while the master cannot be seen and copies are open (rule W4)."""

    HOLD = "hold"
    CLOSE_ONLY = "close_only"
    CLOSE = "close"  # the copies, after a while


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryRules:
    """How a route recovers.

    `late_points` bounds WITHIN, in points of the follower's symbol against the copy; `ask_s` is
    how long a question about a late opening stands. CLOSE closes after `close_after_min` minutes.
    """

    late: LatePolicy = LatePolicy.SKIP
    late_points: int = 20
    ask_s: int = 300
    corrections: Corrections = Corrections.BY_CLICK
    master_away: MasterAway = MasterAway.HOLD
    close_after_min: int = 10

    def __post_init__(self) -> None:
        for name, value, least in (
            ("late_points", self.late_points, 0),
            ("ask_s", self.ask_s, 1),
            ("close_after_min", self.close_after_min, 1),
        ):
            if value < least:
                raise ValueError(f"{name} must be >= {least}, was {value}")

"""When a decision is made, handed in by the caller: the engine has no clock."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Steady nanoseconds for ages, UTC for sessions, and how old the master's trade is, in ms."""

    now_ns: int
    utc: datetime
    age_ms: float = 0.0

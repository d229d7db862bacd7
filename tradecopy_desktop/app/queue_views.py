"""What waits for a follower and is left of its requests, as the trader sees it. Values only."""

from dataclasses import dataclass
from enum import StrEnum

from tradecopy_desktop.domain.accounts import AccountKey


class QueueState(StrEnum):
    """How instructions leave for a follower at present; the first that holds is told."""

    AWAY = "away"  # its terminal is not connected, or has not shown its positions yet
    CLOSES_ONLY = "closes_only"  # what is left of the day's requests is kept for closes
    WAITING = "waiting"  # more is to leave than the account's pace allows
    SAVING = "saving"  # requests are short: stops change less often
    FLOWING = "flowing"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One follower: what waits to leave, by urgency, and what may leave.

    `tokens_left` of `burst` may leave at once. `budget` None sets no limit to a day's requests.
    """

    follower: AccountKey
    waiting_closes: int
    waiting_changes: int
    waiting_openings: int
    tokens_left: int
    burst: int
    requests_today: int
    budget: int | None
    state: QueueState

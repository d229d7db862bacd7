"""What the trader sets about the program itself, whatever it copies. Values only."""

from dataclasses import dataclass
from typing import Final

LEAST_PORT: Final = 1_024
MOST_PORT: Final = 65_535
USUAL_PORT: Final = 8_080
LEAST_DAYS: Final = 30
MOST_DAYS: Final = 3_650


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramSettings:
    """The bridge's port, and for how many days the trade log and mere events are kept.

    `finds_another_port`: where the port is taken, the next free one is used without asking. All of
    it takes effect at the next start.
    """

    port: int = USUAL_PORT
    finds_another_port: bool = False
    log_days: int = 400
    raw_days: int = 90

    def __post_init__(self) -> None:
        if not LEAST_PORT <= self.port <= MOST_PORT:
            raise ValueError(f"port must be {LEAST_PORT} to {MOST_PORT}, was {self.port}")
        for name, days in (("log_days", self.log_days), ("raw_days", self.raw_days)):
            if not LEAST_DAYS <= days <= MOST_DAYS:
                raise ValueError(f"{name} must be {LEAST_DAYS} to {MOST_DAYS}, were {days}")

"""What every trader can do. Values only."""

from typing import Protocol


class Trader(Protocol):
    """Acts on one broker step by step."""

    def gap_s(self) -> float | None:
        """Return how long to wait before the next step; None when there is none."""
        ...

    def step(self) -> None:
        """Do the next thing."""
        ...

    def wind_up(self) -> None:
        """End what must not stay open, if that was asked for; nothing more is done after it."""
        ...

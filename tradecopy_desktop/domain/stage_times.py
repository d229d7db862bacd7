"""How long each stage of one copy took. Measures nothing itself."""

from typing import NamedTuple


class StageTimes(NamedTuple):
    """Milliseconds of each stage of one copy, in their order; None where it was not measured."""

    detect: float | None
    transit: float | None
    decide: float | None
    send: float | None
    execute: float | None
    confirm: float | None

    @property
    def total(self) -> float:
        """Return the sum of what was measured, in ms."""
        return sum(part for part in self if part is not None)

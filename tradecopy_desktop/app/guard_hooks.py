"""Where copying tells the guard what happens. Without one, nothing is guarded."""

from typing import Protocol

from tradecopy_desktop.app.lines import Order
from tradecopy_desktop.domain.facts import InstructionReported, SnapshotTaken, TradeEvent


class GuardHooks(Protocol):
    """What the guard hears of copying; none of it may raise."""

    def looked(self, picture: SnapshotTaken) -> None:
        """A picture is in the book; nothing of what waited for it has left."""
        ...

    def happened(self, event: TradeEvent) -> None:
        """An event was told for the first time."""
        ...

    def is_answer(self, report: InstructionReported) -> bool:
        """Take in a report that is about no copy but about an order of the guard's."""
        ...

    def concluded(self, order: Order, report: InstructionReported) -> None:
        """An instruction had its last answer, and nothing follows it."""
        ...


class NoGuard:
    """Guards nothing."""

    def looked(self, picture: SnapshotTaken) -> None:
        """Pass over a picture."""

    def happened(self, event: TradeEvent) -> None:
        """Pass over an event."""

    def is_answer(self, report: InstructionReported) -> bool:
        """Take no report."""
        return False

    def concluded(self, order: Order, report: InstructionReported) -> None:
        """Pass over an answer."""

"""What waits and is under way, counted per follower, so that nobody needs to walk the lines."""

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.commands import Command
from tradecopy_desktop.engine.pace import Urgency, urgency_of


class Tally:
    """The counts of one follower.

    `waiting` counts by urgency. A copy owes something while an instruction of it is under way or
    an opening of it has not left yet.
    """

    __slots__ = ("_orders", "_owing", "waiting")

    def __init__(self) -> None:
        self.waiting = [0] * len(Urgency)
        self._orders: dict[str, int] = {}
        self._owing: dict[str, int] = {}

    def came(self, command: Command) -> Urgency:
        """Count an order that waits from now; return how urgent its kind is."""
        urgency = urgency_of(command)
        self.waiting[urgency] += 1
        _more(self._orders, command.copy)
        if urgency is Urgency.OPENING:
            _more(self._owing, command.copy)
        return urgency

    def left(self, command: Command) -> None:
        """Count an order that waits no more and will not be sent."""
        urgency = urgency_of(command)
        self.waiting[urgency] -= 1
        _less(self._orders, command.copy)
        if urgency is Urgency.OPENING:
            _less(self._owing, command.copy)

    def started(self, command: Command) -> None:
        """Count an order that waited and is under way from now."""
        urgency = urgency_of(command)
        self.waiting[urgency] -= 1
        if urgency is not Urgency.OPENING:
            _more(self._owing, command.copy)

    def began(self, copy: str) -> None:
        """Count an order that is under way from now and did not wait."""
        _more(self._orders, copy)
        _more(self._owing, copy)

    def ended(self, copy: str) -> None:
        """Count an order that had its final answer."""
        _less(self._orders, copy)
        _less(self._owing, copy)

    def is_busy(self, copy: str) -> bool:
        """Tell whether anything of a copy waits or is under way."""
        return copy in self._orders

    def busy_copies(self) -> frozenset[str]:
        """Return the copies that owe something."""
        return frozenset(self._owing)


class Tallies:
    """The tally of each follower."""

    def __init__(self) -> None:
        self._tallies: dict[AccountKey, Tally] = {}

    def of(self, follower: AccountKey) -> Tally:
        """Return a follower's tally."""
        tally = self._tallies.get(follower)
        if tally is None:
            tally = self._tallies[follower] = Tally()
        return tally


def _more(counts: dict[str, int], copy: str) -> None:
    counts[copy] = counts.get(copy, 0) + 1


def _less(counts: dict[str, int], copy: str) -> None:
    left = counts[copy] - 1
    if left:
        counts[copy] = left
    else:
        del counts[copy]

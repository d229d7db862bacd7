"""Notices that wait for a courier: the gravest first, and never more than fit. Sends none."""

from dataclasses import dataclass
from typing import Final

from tradecopy_desktop.domain.notices import Notice

MOST_WAITING: Final = 64


@dataclass(slots=True, kw_only=True, eq=False)
class Waiting:
    """A notice that waits, and how often it was tried in vain."""

    notice: Notice
    tries: int = 0


class NoticeQueue:
    """What waits, in the order in which it came."""

    def __init__(self, most: int = MOST_WAITING) -> None:
        self._most = most
        self._waiting: list[Waiting] = []

    def notices(self) -> tuple[Notice, ...]:
        """Return all that wait, the oldest first."""
        return tuple(each.notice for each in self._waiting)

    def put(self, notice: Notice) -> Notice | None:
        """Add a notice; return the one that had no room: the oldest of the least severe."""
        self._waiting.append(Waiting(notice=notice))
        if len(self._waiting) <= self._most:
            return None
        lost = min(self._waiting, key=lambda each: each.notice.severity.height)
        self._waiting.remove(lost)
        return lost.notice

    def next(self) -> Waiting | None:
        """Return what is to be sent next: the oldest of the most severe."""
        return max(self._waiting, key=lambda each: each.notice.severity.height, default=None)

    def remove(self, waiting: Waiting) -> None:
        """Forget a notice that is done with; one that lost its room meanwhile is gone already."""
        if waiting in self._waiting:
            self._waiting.remove(waiting)

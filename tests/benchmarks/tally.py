"""When each event was sent and reached each follower, and how many are settled. Sends nothing."""

from collections.abc import Callable

from tests.benchmarks.figures import Spread, spread

_NS_PER_MS = 1_000_000


class Tally:
    """Counts one load. `on_settled` is called whenever further events are settled.

    An event is settled when the bridge acknowledged it; on a relay, when all followers have it.
    """

    def __init__(self, followers: int) -> None:
        self.followers = followers
        self.on_settled: Callable[[], None] = lambda: None
        self.settled = 0
        self.received = 0
        self.newest_ns = 0
        self.reports = 0
        self.stored_reports = 0
        self._sent_ns: list[int] = []
        self._received_ns: list[list[int]] = []
        self._waiting: list[int] = []

    @property
    def sent(self) -> int:
        """Return how many events were sent, which is also the number of the next one."""
        return len(self._sent_ns)

    @property
    def is_complete(self) -> bool:
        """Tell whether all events are settled, reached everyone, and all reports are stored."""
        everywhere = self.received == self.sent * self.followers
        return everywhere and self.settled == self.sent and self.stored_reports == self.reports

    def note_sent(self, ns: int) -> None:
        """Note the sending of the next event."""
        self._sent_ns.append(ns)
        self._received_ns.append([0] * self.followers)
        self._waiting.append(self.followers)

    def note_received(self, number: int, follower: int, ns: int) -> bool:
        """Note that an event reached a follower; return whether it was the last one to get it."""
        if self._received_ns[number][follower]:
            raise RuntimeError(f"follower {follower} was given event {number} twice")
        self._received_ns[number][follower] = ns
        self.newest_ns = max(self.newest_ns, ns)
        self.received += 1
        self._waiting[number] -= 1
        return not self._waiting[number]

    def note_settled(self, events: int) -> None:
        """Note that this many events are settled in all."""
        self.settled = max(self.settled, events)
        self.on_settled()

    def spreads(self, first: int, end: int) -> tuple[Spread, Spread]:
        """Return, for events `first` to before `end`, the way to each and to the last follower."""
        each: list[float] = []
        last: list[float] = []
        for number in range(first, end):
            ways = [(at - self._sent_ns[number]) / _NS_PER_MS for at in self._received_ns[number]]
            each += ways
            last.append(max(ways))
        return spread(each), spread(last)

    def sent_ns(self, number: int) -> int:
        """Return when an event was sent."""
        return self._sent_ns[number]

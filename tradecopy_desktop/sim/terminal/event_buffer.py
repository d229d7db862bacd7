"""Events of one life of an EA: numbered, kept until the bridge has stored them."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from tradecopy_desktop.sim.codec import Message


@dataclass(slots=True, kw_only=True)
class StoredEvent:
    """An event without its sending times. `seen_us` is when the EA first saw the change."""

    seq: int
    body: Message
    seen_us: int
    source: str = ""
    deal_at_ns: int = 0
    sent: bool = False


class EventBuffer:
    """The newest events that are not yet acknowledged."""

    def __init__(self, stream: str, most: int) -> None:
        """Begin a stream; at most `most` events are kept."""
        self.stream = stream
        self.last = 0
        self._kept: deque[StoredEvent] = deque(maxlen=most)

    def add(
        self, body: Message, *, seen_us: int, source: str = "", deal_at_ns: int = 0
    ) -> StoredEvent:
        """Number an event and keep it."""
        self.last += 1
        event = StoredEvent(
            seq=self.last, body=body, seen_us=seen_us, source=source, deal_at_ns=deal_at_ns
        )
        self._kept.append(event)
        return event

    def forget(self, through: int) -> None:
        """Drop what the bridge has stored."""
        while self._kept and self._kept[0].seq <= through:
            self._kept.popleft()

    def above(self, seq: int) -> Iterator[StoredEvent]:
        """Return what is still here above a number, oldest first."""
        return (event for event in tuple(self._kept) if event.seq > seq)

    @property
    def first(self) -> int:
        """Return the oldest number that can be resent; 0 if none."""
        return self._kept[0].seq if self._kept else 0

    def __len__(self) -> int:
        """Return how many events wait for their acknowledgement."""
        return len(self._kept)

"""The benchmark's ends on a bare relay: a master that sends the same frames, mute followers."""

import time
from typing import Final

from tests.benchmarks.event_frames import EventFrames
from tests.benchmarks.socket_end import SocketEnd, connect
from tests.benchmarks.tally import Tally

_SEQ: Final = b'"seq":"'


class RelayMaster:
    """Sends the frames that the bridge's master sends."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._end: SocketEnd | None = None
        self.events = EventFrames()

    async def connect(self, port: int) -> None:
        """Open the connection."""
        self._end = await connect(port, "/master", {}, lambda stamp, content: None)

    def send_next(self) -> None:
        """Send the next event."""
        assert self._end is not None
        now = time.perf_counter_ns()
        frame = self.events.frame(self._tally.sent, now // 1_000)
        self._tally.note_sent(now)
        self._end.send(frame)

    def beat(self) -> None:
        """Do nothing: a relay needs no sign of life."""

    def close(self) -> None:
        """Drop the connection."""
        if self._end is not None:
            self._end.close()


class RelayFollower:
    """Stamps what the relay passes on."""

    def __init__(self, place: int, tally: Tally) -> None:
        self._place = place
        self._tally = tally
        self._end: SocketEnd | None = None

    async def connect(self, port: int) -> None:
        """Open the connection."""
        self._end = await connect(port, "/follower", {}, self._hear)

    def beat(self) -> None:
        """Do nothing: a relay needs no sign of life."""

    def close(self) -> None:
        """Drop the connection."""
        if self._end is not None:
            self._end.close()

    def _hear(self, stamp: int, content: bytes) -> None:
        # Looked for, not parsed: flat out a relay is otherwise waiting for this.
        start = content.index(_SEQ) + len(_SEQ)
        number = int(content[start : content.index(b'"', start)]) - 1
        if self._tally.note_received(number, self._place, stamp):
            self._tally.note_settled(number + 1)

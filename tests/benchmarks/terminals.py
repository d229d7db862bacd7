"""The benchmark's terminals on the bridge: one master, and followers that fill at once."""

import json
import time

from tests.benchmarks import frames
from tests.benchmarks.course import LOTS, Step, number_of, position_of
from tests.benchmarks.event_frames import EventFrames
from tests.benchmarks.socket_end import SocketEnd, connect
from tests.benchmarks.tally import Tally


class Terminal:
    """What both roles share: the hello, the picture, the symbols, heartbeats."""

    role = ""

    def __init__(self, login: str, tally: Tally) -> None:
        self._login = login
        self._tally = tally
        self._end: SocketEnd | None = None
        self._beat: tuple[int, int] | None = None

    async def connect(self, port: int) -> None:
        """Open the connection and say hello."""
        headers = {
            "Authorization": f"Bearer {frames.key_of(self._login)}",
            "Sec-WebSocket-Protocol": "tradecopy.v1",
        }
        self._end = await connect(port, "/ea", headers, self._hear)
        self._send(frames.hello(self.role, self._login, _ticks()))

    def beat(self) -> None:
        """Send a heartbeat."""
        now = _ticks()
        echo = None if self._beat is None else (self._beat[0], now - self._beat[1])
        self._send(frames.heartbeat(now, echo))

    def close(self) -> None:
        """Drop the connection."""
        if self._end is not None:
            self._end.close()

    @property
    def end(self) -> SocketEnd:
        """Return the open connection."""
        assert self._end is not None
        return self._end

    def _send(self, text: str) -> None:
        self.end.send(text.encode())

    def _hear(self, stamp: int, content: bytes) -> None:
        frame = json.loads(content)
        match frame["type"]:
            case "welcome":
                self._send(frames.snapshot(None, _ticks()))
            case "get_symbols":
                self._send(frames.symbols(frame["request"]))
            case "get_snapshot":
                self._send(frames.snapshot(frame["request"], _ticks()))
            case "heartbeat":
                self._beat = (frame["ticks"], stamp // 1_000)
                self.beat()
            case "error" | "bye":
                raise RuntimeError(f"the bridge said {content.decode()}")
            case kind:
                self._take(stamp, kind, frame)

    def _take(self, stamp: int, kind: str, frame: dict[str, object]) -> None:
        raise NotImplementedError


class Master(Terminal):
    """Sends events and hears their acknowledgements."""

    role = "monitor"

    def __init__(self, tally: Tally) -> None:
        super().__init__(frames.MASTER_LOGIN, tally)
        self.events = EventFrames()

    def send_next(self) -> None:
        """Send the next event."""
        now = time.perf_counter_ns()
        frame = self.events.frame(self._tally.sent, now // 1_000)
        self._tally.note_sent(now)
        self.end.send(frame)

    def _take(self, stamp: int, kind: str, frame: dict[str, object]) -> None:
        if kind == "ack":
            self._tally.note_settled(int(str(frame["seq"])))


class Follower(Terminal):
    """Reports every instruction filled at once, one turn of the loop after it was stamped."""

    role = "executor"

    def __init__(self, place: int, tally: Tally) -> None:
        super().__init__(frames.follower_login(place), tally)
        self._place = place
        self._positions: dict[str, int] = {}
        self._reports = 0
        self._stored = 0

    def _take(self, stamp: int, kind: str, frame: dict[str, object]) -> None:
        if kind == "report_ack":
            number = int(str(frame["n"]))
            self._tally.stored_reports += number - self._stored
            self._stored = number
        elif kind in ("open", "set_volume"):
            self._fill(stamp, kind, frame)

    def _fill(self, stamp: int, kind: str, frame: dict[str, object]) -> None:
        opens, copy = kind == "open", str(frame["copy"])
        if opens:
            self._positions[copy] = position_of(str(frame["source"]))
            position = self._positions[copy]
        else:
            position = self._positions.pop(copy)
        number = number_of(Step(opens=opens, position=position))
        self._tally.note_received(number, self._place, stamp)
        self._reports += 1
        self._tally.reports += 1
        remaining = LOTS if opens else "0"
        self._send(frames.report(self._reports, frame, _ticks(), remaining=remaining))


def _ticks() -> int:
    return time.perf_counter_ns() // 1_000

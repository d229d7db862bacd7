"""One connection of an EA to the bridge: greeting, reading, writing. It decides nothing."""

import asyncio
from collections.abc import Callable

from websockets.asyncio.client import ClientConnection

from tradecopy_desktop.sim.codec import MINOR, Message, Sender, WireError, decode, encode
from tradecopy_desktop.sim.terminal import pictures
from tradecopy_desktop.sim.terminal.event_buffer import StoredEvent
from tradecopy_desktop.sim.terminal.measure import (
    EventSent,
    InstructionReceived,
    Measure,
    ReportSent,
)
from tradecopy_desktop.sim.terminal.mischief import CableFault, Mischief
from tradecopy_desktop.sim.terminal.telling import note_told
from tradecopy_desktop.sim.terminal.ticks import Ticks

_INSTRUCTIONS = frozenset(
    {
        "open",
        "place",
        "set_volume",
        "set_stops",
        "modify_pending",
        "cancel_pending",
        "void",
        "flatten",
    }
)
_FOR_EXECUTORS = _INSTRUCTIONS | {"report_ack"}
_ACKS = frozenset({"ack", "report_ack"})
Receive = Callable[[Message, int], None]


class BridgeRefusedError(Exception):
    """The bridge refused the greeting with an error of this code."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


class Session:
    """Frames of one connection, stamped where they pass the socket."""

    def __init__(
        self,
        socket: ClientConnection,
        ticks: Ticks,
        steady_ns: Callable[[], int],
        measure: Measure,
        mischief: Mischief | None = None,
    ) -> None:
        """Speak over an open connection."""
        self._mischief = mischief or Mischief()
        self._told: dict[bool, Message | StoredEvent] = {}
        # Nothing arrives on either side any more, and nobody is told.
        self.silent = False
        self._socket = socket
        self._ticks = ticks
        self._steady_ns = steady_ns
        self._measure = measure
        self._outbox: asyncio.Queue[Message | StoredEvent | None] = asyncio.Queue()
        self.reading = asyncio.Event()
        self.reading.set()
        self.writing = asyncio.Event()
        self.writing.set()
        self.carries_out = False
        self._greeted = False
        self.minor = 0
        self.heard_us = ticks.now()
        self.heartbeat_ms = 5_000
        self.dead_after_ms = 15_000

    async def greet(self, hello: Message, timeout_s: float) -> Message:
        """Say hello and return the `welcome`; raise BridgeRefusedError where there is none."""
        await self._socket.send(encode(hello))
        async with asyncio.timeout(timeout_s):
            answer = await self._next()
        if answer["type"] in {"error", "bye"}:
            raise BridgeRefusedError(str(answer.get("code", "bye")))
        if answer["type"] != "welcome":
            await self._complain(WireError("must be welcome first", field="type"))
            raise BridgeRefusedError("protocol")
        if answer["minor"] > MINOR:
            await self._complain(WireError("is higher than offered", field="minor"))
            raise BridgeRefusedError("protocol")
        self._greeted = True
        self.minor = answer["minor"]
        self.heartbeat_ms = answer["heartbeat_ms"]
        self.dead_after_ms = answer["dead_after_ms"]
        return answer

    def send(self, item: Message | StoredEvent) -> None:
        """Put a message or an event behind those that wait to be written."""
        self._outbox.put_nowait(item)

    @property
    def backlog(self) -> int:
        """Return how many messages wait to be written."""
        return self._outbox.qsize()

    def abort(self) -> None:
        """Cut the connection without a word."""
        self._socket.transport.abort()

    def leave(self) -> None:
        """Go away from a dead link: not even that it ended arrives at the other side."""
        self._socket.transport.pause_reading()

    async def close(self) -> None:
        """Write what waits and close in order."""
        while not self._outbox.empty() and (item := self._outbox.get_nowait()) is not None:
            await self._write(item)
        await self._socket.close()

    def end_when_written(self) -> None:
        """Close in order once everything up to here is written."""
        self._outbox.put_nowait(None)

    async def read(self, receive: Receive) -> None:
        """Hand every message to `receive` until the connection ends."""
        while True:
            message = await self._next()
            at_ns, received = self._steady_ns(), self._ticks.now()
            if self._is_lost(message["type"]):
                self.abort()
                return
            if message["type"] in _INSTRUCTIONS:
                self._measure.instructions.append(_stamped(message, at_ns))
            receive(message, received)

    async def write(self) -> None:
        """Write what is sent until the connection ends."""
        while (item := await self._outbox.get()) is not None:
            await self.writing.wait()
            await self._write(item)
        await self._socket.close()

    def _is_lost(self, kind: str) -> bool:
        if kind in _ACKS:
            return self._mischief.strikes(CableFault.LOST_ACK)
        return kind in _INSTRUCTIONS and self._mischief.strikes(CableFault.LOST_INSTRUCTION)

    async def _next(self) -> Message:
        await self.reading.wait()
        frame = await self._socket.recv()
        while self.silent:
            frame = await self._socket.recv()
        self.heard_us = self._ticks.now()
        try:
            message = _decoded(frame, self.minor)
            self._refuse_wrong_part(message["type"])
        except WireError as e:
            await self._complain(e)
            raise
        return message

    def _refuse_wrong_part(self, kind: str) -> None:
        if kind in _FOR_EXECUTORS and not self.carries_out:
            raise WireError(f"a monitor takes no {kind}", field="type")
        if kind == "welcome" and self._greeted:
            raise WireError("was said before", field="type")

    async def _complain(self, error: WireError) -> None:
        told = {
            "type": "error",
            "code": "protocol",
            "message": _plain(error.message)[:500],
            "field": _plain(error.field)[:128],
        }
        await self._socket.send(encode(told))
        await self._socket.close(error.close, "protocol error")

    async def _write(self, item: Message | StoredEvent) -> None:
        is_event = isinstance(item, StoredEvent)
        if not isinstance(item, StoredEvent):
            if item["type"] != "report":
                await self._put(item)
                return
            if self._mischief.strikes(CableFault.LOST_REPORT):
                self.abort()
                return
        await self._put(item)
        if self._mischief.strikes(CableFault.DUPLICATED_FRAME):
            await self._put(item)
        before = self._told.get(is_event)
        if before is not None and self._mischief.strikes(CableFault.OLD_AFTER_NEW):
            await self._put(before)
        self._told[is_event] = item

    async def _put(self, item: Message | StoredEvent) -> None:
        at_ns = self._steady_ns()
        if isinstance(item, StoredEvent):
            await self._send(self._event_frame(item))
            self._stamp_event(item, at_ns)
            return
        if not self.silent:
            note_told(self._measure.told, item, at_ns)
        await self._send(encode(item))
        if item["type"] == "report":
            self._measure.reports.append(ReportSent(at_ns, item["id"], item["outcome"]))

    async def _send(self, frame: str) -> None:
        # What is sent into a dead link looks sent.
        if not self.silent:
            await self._socket.send(frame)

    def _event_frame(self, event: StoredEvent) -> str:
        now = self._ticks.now()
        age = max(now - event.seen_us, 0)
        body = pictures.event_in(self.minor, event.body)
        return encode({**body, "seq": str(event.seq), "ticks": now, "age": age})

    def _stamp_event(self, event: StoredEvent, at_ns: int) -> None:
        if event.sent:
            self._measure.seen["resends"] += 1
            return
        event.sent = True
        position, deal = event.body["position"], event.body["deal"]
        self._measure.events.append(
            EventSent(
                at_ns=at_ns,
                seq=event.seq,
                kind=event.body["kind"],
                position="" if position is None else position["id"],
                source=event.source,
                deal="" if deal is None else deal["ticket"],
                deal_at_ns=event.deal_at_ns,
            )
        )


def _decoded(frame: str | bytes, minor: int) -> Message:
    if isinstance(frame, bytes):
        raise WireError("must be a text frame", close=1003)
    return decode(frame, Sender.BRIDGE, minor=minor)


def _stamped(message: Message, at_ns: int) -> InstructionReceived:
    return InstructionReceived(
        at_ns=at_ns,
        kind=message["type"],
        id=message["id"],
        copy=message.get("copy", ""),
        master=message.get("master", ""),
        source=message.get("source", ""),
    )


def _plain(text: str) -> str:
    return "".join(c if " " <= c <= "~" else "?" for c in text)

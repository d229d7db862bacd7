"""A terminal that a test plays: one connection at a time, a tiny book, and strict ears.

It knows the protocol's text alone and shares no code with the program. It decides nothing: the
test trades, and says when links break. Whatever it complains about fails the test.
"""

import asyncio
import itertools
import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import ClassVar

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from tests.e2e import terminal_frames as frames
from tests.e2e.bridge_forms import read_bridge_frame
from tests.e2e.dialing import dial
from tests.e2e.rig import Terminal
from tests.e2e.terminal_frames import Json

# A terminal's clock starts anywhere: far from ours, so that nobody can mix them up unseen.
_CLOCK_STARTS_US = 7_000_000_000
_PAGE = 200


class ScriptedTerminal:
    """What master and follower have in common: the link, events with numbers, the pictures.

    `at` holds what the test wants done at a moment of the exchange: the type of a message that
    was received, or `executed` before the report of an execution is sent.
    """

    role: ClassVar[str] = "monitor"
    streams: ClassVar[Iterator[int]] = itertools.count(7_001)

    def __init__(self, who: Terminal) -> None:
        self.who = who
        self.listed = ["EURUSD"]
        self.funds = dict(frames.FUNDS)
        self.at: dict[str, Callable[[], None]] = {}
        self.received: list[Json] = []
        self.welcome: Json = {}
        self.positions: dict[str, Json] = {}
        self.closed: list[Json] = []
        self._closed_lots: dict[str, str] = {}
        self._deposits = 0
        self.is_connected = False
        self.begin_new_life()
        self._link: ClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None
        self._abandoned: list[ClientConnection] = []
        self._news = asyncio.Event()
        self._complaint: Exception | None = None
        self._beat: tuple[int, int] | None = None

    def begin_new_life(self) -> None:
        """Forget what a restarted EA forgets: its stream and the events that it kept."""
        self.stream = str(next(ScriptedTerminal.streams))
        self.seq = self.acknowledged = 0
        self._kept: dict[int, tuple[Json, int]] = {}

    @property
    def has_untold_opening(self) -> bool:
        """Tell whether the opening of a position would be forgotten in a new life."""
        return any(event["kind"] == "opened" for event, _ in self._kept.values())

    def age_by(self, *, seconds: int) -> None:
        """Make the events that are kept older than they are."""
        for number, (event, seen) in self._kept.items():
            self._kept[number] = (event, seen - seconds * 1_000_000)

    @staticmethod
    def ticks() -> int:
        """Return the terminal's steady clock in microseconds."""
        return time.perf_counter_ns() // 1_000 + _CLOCK_STARTS_US

    # The link

    async def connect(self, port: int, **socket_changes: object) -> None:
        """Say hello, resend what the bridge has not stored, show the account, go on live."""
        await self.drop()
        self._link = link = await dial(port, self.who.secret, **socket_changes)
        self._beat = None
        await link.send(json.dumps(self._hello()))
        async with asyncio.timeout(60):
            self.welcome = read_bridge_frame(await link.recv())
        assert self.welcome["type"] == "welcome", self.welcome
        self.is_connected = True
        await self._resend()
        await self.show()
        self._reader = asyncio.create_task(self._read(link), name=f"terminal {self.who.key}")

    async def drop(self) -> None:
        """Let the link break without a word."""
        if self._link is not None:
            self._link.transport.abort()
            await self._link.wait_closed()
        await self._end_reader()

    async def part(self) -> None:
        """Break every link that there is or was, at the end of a test."""
        for link in self._abandoned:
            link.transport.abort()
            await link.wait_closed()
        await self.drop()

    async def abandon(self) -> None:
        """Come to believe that the link is broken, while the bridge does not know it yet.

        What the bridge sends from now on is lost.
        """
        assert self._link is not None
        self._link.transport.pause_reading()
        self._abandoned.append(self._link)
        reader, self._reader, self._link = self._reader, None, None
        assert reader is not None
        reader.cancel()
        await asyncio.gather(reader, return_exceptions=True)
        self.is_connected = False

    async def leave(self) -> None:
        """Say goodbye and close."""
        if self._link is not None:
            await self._send({"type": "bye", "reason": "closing"})
            await self._link.close()
        await self._end_reader()

    async def _end_reader(self) -> None:
        reader, self._reader, self._link = self._reader, None, None
        if reader is not None and reader is not asyncio.current_task():
            await reader
        self.is_connected = False
        self._raise_complaint()

    def stop_reading(self) -> None:
        """Leave everything that comes unread, as a terminal does that hangs."""
        assert self._link is not None
        self._link.transport.pause_reading()

    async def ask_for_names(self, characters: int) -> None:
        """Say that symbols changed whose names make up a frame of this size, and so the answer."""
        names = [f"{number:064}" for number in range(characters // 67)]
        await self._send({"type": "symbols_changed", "names": names})

    def break_off(self) -> None:
        """Break the link from within a moment of the exchange, without waiting for its end."""
        if self._link is not None:
            self._link.transport.abort()

    def share_news(self, other: "ScriptedTerminal") -> None:
        """Wake also those who wait for `other`, for conditions about both."""
        self._news = other._news

    async def until(self, condition: Callable[[], bool], *, within_s: float = 60) -> None:
        """Wait until something that happened here made `condition` true."""
        async with asyncio.timeout(within_s):
            while not condition():
                self._raise_complaint()
                self._news.clear()
                await self._news.wait()
        self._raise_complaint()

    async def settle(self) -> None:
        """Wait until the bridge has taken in and stored everything that was told so far."""
        self.seq += 1
        self._deposits += 1
        event = frames.deposit(seq=self.seq, ticket=str(90_000 + self._deposits))
        self._kept[self.seq] = (event, self.ticks())
        await self._send_event(self.seq)
        await self.acknowledgement()

    async def acknowledgement(self) -> None:
        """Wait until every event so far is acknowledged."""
        await self.until(lambda: self.acknowledged == self.seq)

    async def exchange(self) -> None:
        """Wait until the bridge has read from the socket everything that was sent so far."""
        asked = len(self.of_type("get_symbols"))
        await self._send({"type": "symbols_changed", "names": ["EURUSD"]})
        await self.until(lambda: len(self.of_type("get_symbols")) > asked)

    def of_type(self, name: str) -> list[Json]:
        """Return the messages of a type, oldest first."""
        return [message for message in self.received if message["type"] == name]

    def _raise_complaint(self) -> None:
        if self._complaint is not None:
            raise self._complaint

    async def _send(self, message: Json) -> bool:
        if self._link is None:
            return False
        try:
            await self._link.send(json.dumps(message, separators=(",", ":")))
        except ConnectionClosed:
            return False
        return True

    async def _read(self, link: ClientConnection) -> None:
        try:
            async for frame in link:
                message = read_bridge_frame(frame)
                self.received.append(message)
                moment = self.at.get(message["type"])
                if moment is not None:
                    moment()
                await self._take(message)
                self._news.set()
        except ConnectionClosed:
            pass
        except Exception as e:  # noqa: BLE001 - the test that waits raises it
            self._complaint = e
            link.transport.abort()
        finally:
            self.is_connected = False
            self._news.set()

    # What the bridge says

    async def _take(self, message: Json) -> None:
        match message["type"]:
            case "heartbeat":
                self._beat = (message["ticks"], self.ticks())
                await self.beat()
            case "get_symbols":
                names = message["names"] or self.listed
                await self._send(frames.symbols(request=message["request"], names=names))
            case "get_snapshot":
                await self.show(message["request"])
            case "ack":
                self._forget_through(int(message["seq"]))
            case "bye" | "subscribe" | "guard" | "notify":
                pass
            case "error":
                raise AssertionError(f"the bridge complains: {message}")
            case _:
                await self._take_instruction(message)

    async def _take_instruction(self, message: Json) -> None:
        raise AssertionError(f"a {self.role} was sent {message}")

    def _forget_through(self, seq: int) -> None:
        assert seq <= self.seq, f"event {seq} was acknowledged and {self.seq} is the last one"
        self.acknowledged = max(self.acknowledged, seq)
        for number in tuple(self._kept):
            if number <= seq:
                del self._kept[number]

    async def beat(self) -> None:
        """Send a sign of life."""
        now = self.ticks()
        echo = None
        if self._beat is not None:
            echo = {"ticks": self._beat[0], "held": now - self._beat[1]}
        held = len(self.positions)
        beat = frames.heartbeat(ticks=now, echo=echo, positions=held, funds=self.funds)
        await self._send(beat)

    # What this terminal says

    def _hello(self) -> Json:
        return frames.hello(
            login=self.who.key.login,
            server=self.who.key.server,
            role=self.role,
            stream=self.stream,
            last_seq=str(self.seq),
            first_seq=str(min(self._kept, default=0)),
            ticks=self.ticks(),
        )

    async def _resend(self) -> None:
        self._forget_through(min(int(self.welcome["resume_after"]), self.seq))
        for number in sorted(self._kept):
            await self._send_event(number)

    async def show(self, request: str | None = None) -> None:
        """Send a whole picture of the account, at most 200 entries a page."""
        positions, closed = list(self.positions.values()), self.closed[::-1][:500]
        pages = max(1, -(-len(positions) // _PAGE), -(-len(closed) // _PAGE))
        for page in range(pages):
            part = slice(page * _PAGE, (page + 1) * _PAGE)
            await self._send(
                frames.snapshot(
                    request=request,
                    page=page + 1,
                    pages=pages,
                    seq=str(self.seq),
                    ticks=self.ticks(),
                    funds=self.funds,
                    positions=positions[part],
                    closed=closed[part],
                )
            )

    async def _tell(self, kind: str, position: Json, deal: Json | None) -> None:
        self.seq += 1
        event = frames.event(seq=self.seq, kind=kind, position=dict(position), deal=deal)
        self._kept[self.seq] = (event, self.ticks())
        await self._send_event(self.seq)

    async def _send_event(self, number: int) -> None:
        event, seen = self._kept[number]
        now = self.ticks()
        await self._send(event | {"ticks": now, "age": now - seen})

    async def _tell_reduced(self, position: Json, volume: str, *, order: str, deal: str) -> None:
        """Take `volume` off a position and tell it; `order` and `deal` are the broker's names."""
        left = _minus(position["volume"], volume)
        position["volume"] = left
        so_far = self._closed_lots[position["id"]] = _plus(
            self._closed_lots.get(position["id"], "0"), volume
        )
        made = frames.deal(
            ticket=deal,
            order=order,
            entry="out",
            side="sell" if position["side"] == "buy" else "buy",
            volume=volume,
        )
        if left != "0":
            await self._tell("partly_closed", position, made)
            return
        del self.positions[position["id"]]
        self.closed.append(
            {
                "id": position["id"],
                "order": position["order"],
                "deal": deal,
                "symbol": position["symbol"],
                "side": position["side"],
                "volume": so_far,
                "closed_at": frames.SERVER_TIME,
                "reason": "client",
                "link": position["link"],
            }
        )
        await self._tell("closed", position, made)


def _minus(held: str, taken: str) -> str:
    left = _hundredths(held) - _hundredths(taken)
    assert left >= 0, f"{taken} of {held} lots cannot be closed"
    return _lots(left)


def _plus(some: str, more: str) -> str:
    return _lots(_hundredths(some) + _hundredths(more))


def _lots(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02}" if hundredths else "0"


def _hundredths(lots: str) -> int:
    whole, _, cents = lots.partition(".")
    return int(whole) * 100 + int(cents.ljust(2, "0"))


async def part(*terminals: ScriptedTerminal) -> None:
    """Break the links of terminals at the end of a test, whatever state they are in."""
    for terminal in terminals:
        with suppress(ConnectionClosed):
            await terminal.part()

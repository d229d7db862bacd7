"""The load generator, a process of its own: all terminals, one clock, nothing of the program.

Says `connected`, waits for a line, puts the load on and prints the round's figures as JSON.
"""

import argparse
import asyncio
import gc
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import Final, Protocol

from tests.benchmarks.event_frames import EventFrames
from tests.benchmarks.figures import RoundFigures, Spread
from tests.benchmarks.relay_ends import RelayFollower, RelayMaster
from tests.benchmarks.tally import Tally
from tests.benchmarks.terminals import Follower, Master

WARM_UP_EVENTS: Final = 100
MOST_UNSETTLED: Final = 64
_HEARTBEAT_S: Final = 5
_DRAIN_S: Final = 30


class End(Protocol):
    """One side of a connection to the program or relay under test."""

    async def connect(self, port: int) -> None:
        """Open the connection."""
        ...

    def beat(self) -> None:
        """Show a sign of life."""
        ...

    def close(self) -> None:
        """Drop the connection."""
        ...


class Source(End, Protocol):
    """The side that sends events."""

    events: EventFrames

    def send_next(self) -> None:
        """Send the next event."""
        ...


class Load:
    """Puts events on one master and waits until each is settled and has reached everyone."""

    def __init__(self, tally: Tally, master: Source, followers: Sequence[End]) -> None:
        self._tally = tally
        self._master = master
        self._ends = (*followers, master)

    async def connect(self, port: int) -> None:
        """Connect everyone, followers first."""
        for end in self._ends:
            await end.connect(port)

    async def beat(self) -> None:
        """Send heartbeats for ever."""
        while True:
            await asyncio.sleep(_HEARTBEAT_S)
            for end in self._ends:
                end.beat()

    async def paced(self, events: int, rate: float) -> tuple[Spread, Spread]:
        """Send `events` events at `rate` a second; return the way to each and the last follower."""
        first = self._tally.sent
        self._master.events.prepare(first + events)
        start = time.perf_counter()
        for number in range(events):
            await asyncio.sleep(max(0.0, start + number / rate - time.perf_counter()))
            self._master.send_next()
        await self._drain()
        return self._tally.spreads(first, first + events)

    async def flat_out(self, seconds: float) -> float:
        """Send as fast as events are settled, for `seconds`; return the copies per second."""
        tally, master = self._tally, self._master
        first = tally.sent
        received = tally.received
        end = time.perf_counter() + seconds

        def send_on() -> None:
            while tally.sent - tally.settled < MOST_UNSETTLED and time.perf_counter() < end:
                master.send_next()

        tally.on_settled = send_on
        send_on()
        await asyncio.sleep(seconds)
        await self._drain()
        copies = tally.received - received
        return copies / ((tally.newest_ns - tally.sent_ns(first)) / 1e9)

    def close(self) -> None:
        """Drop all connections."""
        for end in self._ends:
            end.close()

    async def _drain(self) -> None:
        patience = time.perf_counter() + _DRAIN_S
        while not self._tally.is_complete:
            if time.perf_counter() > patience:
                tally = self._tally
                raise RuntimeError(
                    f"of {tally.sent} events {tally.settled} were acknowledged, "
                    f"{tally.received} of {tally.sent * tally.followers} copies arrived, and "
                    f"{tally.stored_reports} of {tally.reports} reports were acknowledged"
                )
            await asyncio.sleep(0.01)


def make_load(kind: str, followers: int) -> Load:
    """Return the load for the bridge or for a relay."""
    tally = Tally(followers)
    if kind == "bridge":
        return Load(tally, Master(tally), [Follower(place, tally) for place in range(followers)])
    ends = [RelayFollower(place, tally) for place in range(followers)]
    return Load(tally, RelayMaster(tally), ends)


async def run(choice: argparse.Namespace) -> RoundFigures:
    """Put the load on and return what it told."""
    trouble = _first_trouble()
    load = make_load(choice.kind, choice.followers)
    await load.connect(choice.port)
    print("connected", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    beating = asyncio.create_task(load.beat(), name="heartbeats")
    work = asyncio.create_task(_measure(load, choice), name="load")
    await asyncio.wait({work, trouble}, return_when=asyncio.FIRST_COMPLETED)
    beating.cancel()
    load.close()
    if work.done():
        return work.result()
    work.cancel()
    return trouble.result()


def _first_trouble() -> "asyncio.Future[RoundFigures]":
    # What goes wrong while a frame is taken apart must end the round, not be logged.
    loop = asyncio.get_running_loop()
    trouble: asyncio.Future[RoundFigures] = loop.create_future()

    def note(_: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        found = context.get("exception")
        if not isinstance(found, Exception):
            found = RuntimeError(str(context["message"]))
        if not trouble.done():
            trouble.set_exception(found)

    loop.set_exception_handler(note)
    return trouble


async def _measure(load: Load, choice: argparse.Namespace) -> RoundFigures:
    await load.paced(WARM_UP_EVENTS, 2 * choice.rate)
    # A collection here would be counted as the bridge's.
    gc.collect()
    gc.freeze()
    gc.disable()
    each, last = await load.paced(choice.events, choice.rate)
    speed = await load.flat_out(choice.flat_seconds)
    return RoundFigures(each=each, last=last, copies_per_s=speed)


def main() -> None:
    """Run one round's load."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kind", choices=("bridge", "relay"), required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--followers", type=int, required=True)
    parser.add_argument("--events", type=int, required=True)
    parser.add_argument("--rate", type=float, required=True)
    parser.add_argument("--flat-seconds", type=float, required=True)
    figures = asyncio.run(run(parser.parse_args()))
    print(json.dumps(asdict(figures)), flush=True)


if __name__ == "__main__":
    main()

"""The terminals of the guard's benchmark, a process of its own: one clock, none of the program.

Says `connected`, then for each line that it is told lets all followers fall below their limit at a
recorded pace and prints, as JSON, how many milliseconds each flatten took, in the order told.
"""

import argparse
import asyncio
import itertools
import json
import sys
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final

from tests.benchmarks import frames
from tests.benchmarks.course import SYMBOL, Step
from tests.benchmarks.guarded_bridge import LOSS
from tests.benchmarks.market_minute import Fall, Tick, falls, read_ticks
from tests.benchmarks.tally import Tally
from tests.benchmarks.terminals import Master, Terminal

POINT: Final = Decimal("0.00001")
USD_OF_PRICE: Final = Decimal(100_000)
WITHIN_S: Final = 30
_BEAT_S: Final = 5
_BALANCE: Final = Decimal(frames.FUNDS["balance"])


class Guarded(Terminal):
    """A follower with one lot that falls with the price, and is gone once it was flattened."""

    role = "executor"

    def __init__(self, place: int) -> None:
        super().__init__(frames.follower_login(place), Tally(1))
        self.flattened_ns: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._opened_at: Decimal | None = None
        self._reports = 0
        self._equity = _BALANCE

    def open(self, price: Decimal) -> None:
        """Show one lot that was bought at this price, worth what it cost."""
        self.flattened_ns = asyncio.get_running_loop().create_future()
        self._opened_at, self._equity = price, _BALANCE
        self._show(None)

    def tell(self, tick: Tick) -> int:
        """Tell price and money at a tick; return when the money left, in steady nanoseconds."""
        assert self._opened_at is not None
        quote = {
            "symbol": SYMBOL,
            "bid": str(tick.bid),
            "ask": str(tick.ask),
            "at": frames.SERVER_TIME,
        }
        self._equity = _BALANCE + (tick.bid - self._opened_at) * USD_OF_PRICE
        money = _text({"type": "funds", "ticks": _ticks(), **self._funds()})
        sent_ns = time.perf_counter_ns()
        self._send(money)
        self._send(_text({"type": "quotes", "ticks": _ticks(), "quotes": [quote]}))
        return sent_ns

    def beat(self) -> None:
        """Send a heartbeat with the money as it is."""
        told = json.loads(frames.heartbeat(_ticks(), None))
        money = self._funds()
        del money["floating"]
        told["state"] |= {**money, "positions": int(self._opened_at is not None)}
        self._send(_text(told))

    def _take(self, stamp: int, kind: str, frame: dict[str, object]) -> None:
        if kind == "flatten":
            if not self.flattened_ns.done():
                self.flattened_ns.set_result(stamp)
            self._opened_at, self._equity = None, _BALANCE
            self._report(str(frame["id"]))
            self._show(None)

    def _hear(self, stamp: int, content: bytes) -> None:
        frame = json.loads(content)
        if frame["type"] == "get_snapshot":
            self._show(frame["request"])
        else:
            super()._hear(stamp, content)

    def _report(self, instruction: str) -> None:
        self._reports += 1
        asked: dict[str, object] = {"id": instruction, "copy": None, "revision": 0}
        report = json.loads(frames.report(self._reports, asked, _ticks(), remaining="0"))
        self._send(_text({**report, "outcome": "done", "fills": []}))

    def _show(self, request: str | None) -> None:
        picture = json.loads(frames.snapshot(request, _ticks()))
        picture["funds"] = self._funds()
        if self._opened_at is not None:
            event = b"0".join(frames.event(0, Step(opens=True, position=0)))
            position = json.loads(event)["position"]
            picture["positions"] = [{**position, "volume": "1.00", "price": str(self._opened_at)}]
        self._send(_text(picture))

    def _funds(self) -> dict[str, str]:
        equity = f"{self._equity:.2f}"
        floating = f"{self._equity - _BALANCE:.2f}"
        return {**frames.FUNDS, "equity": equity, "free_margin": equity, "floating": floating}


class Breaching:
    """All terminals of a round."""

    def __init__(self, followers: int, recording: list[Fall]) -> None:
        self._master = Master(Tally(1))
        self._followers = [Guarded(place) for place in range(followers)]
        self._falls: Iterator[Fall] = itertools.cycle(recording)

    async def connect(self, port: int) -> None:
        """Connect everyone."""
        for end in (*self._followers, self._master):
            await end.connect(port)

    async def beat(self) -> None:
        """Send heartbeats for ever."""
        while True:
            await asyncio.sleep(_BEAT_S)
            for end in (*self._followers, self._master):
                end.beat()

    async def fall(self) -> list[float]:
        """Let the price fall through the limit once; return the milliseconds to each flatten."""
        fall = next(self._falls)
        # At the last tick it has lost its limit; at none before.
        opened_at = fall.ticks[-1].bid + LOSS / USD_OF_PRICE
        for follower in self._followers:
            follower.open(opened_at)
        began, first = time.perf_counter(), fall.ticks[0]
        sent_ns: list[int] = []
        for tick in fall.ticks:
            due = began + 0.1 + tick.at_s - first.at_s
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            sent_ns = [follower.tell(tick) for follower in self._followers]
        async with asyncio.timeout(WITHIN_S):
            got_ns = [await follower.flattened_ns for follower in self._followers]
        return [(got - sent) / 1e6 for got, sent in zip(got_ns, sent_ns, strict=True)]


async def run(choice: argparse.Namespace) -> None:
    """Fall as often as told."""
    ticks = read_ticks(choice.recording, choice.begins, choice.seconds)
    breaching = Breaching(choice.followers, list(falls(ticks)))
    await breaching.connect(choice.port)
    print("connected", flush=True)
    beating = asyncio.create_task(breaching.beat(), name="heartbeats")
    while await asyncio.to_thread(sys.stdin.readline):
        print(json.dumps(await breaching.fall()), flush=True)
    beating.cancel()


def _ticks() -> int:
    return time.perf_counter_ns() // 1_000


def _text(content: dict[str, object]) -> str:
    return json.dumps(content, separators=(",", ":"))


def main() -> None:
    """Run the terminals of one round."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--followers", type=int, required=True)
    parser.add_argument("--recording", type=Path, required=True)
    parser.add_argument("--begins", required=True)
    parser.add_argument("--seconds", type=float, required=True)
    asyncio.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()

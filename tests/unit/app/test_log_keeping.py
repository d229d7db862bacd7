"""Every line of the trade log reaches the disk, beside copying; its troubles are told once."""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.unit.app.manual_clock import NOON
from tests.unit.app.waiting_clock import WaitingClock
from tradecopy_desktop.adapters.storage.memory_history import MemoryHistory
from tradecopy_desktop.app.log_keeping import MOST_WAITING, LogKeeping
from tradecopy_desktop.app.views import LogOutcome, TradeLogRow
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.stage_times import StageTimes
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.history_ports import LogLine, LogWanted

ROW = TradeLogRow(
    key="a/1",
    at=NOON,
    route="r",
    route_name="to Alder",
    follower=AccountKey(login="1", server="Alder-Demo"),
    follower_name="Alder",
    action="open",
    side=Side.BUY,
    master_symbol="EURUSD",
    symbol="EURUSD",
    master_lots=Decimal("0.10"),
    lots=Decimal("0.10"),
    master_price=None,
    price=None,
    slippage_points=None,
    slippage_money=None,
    currency="USD",
    stages=StageTimes(detect=1.0, transit=None, decide=0.5, send=0.25, execute=40.0, confirm=2.0),
    outcome=LogOutcome.DONE,
    reason="",
    steps=(),
)


class Disk(MemoryHistory):
    """A memory that can fail, and tells how many lines came at a time and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.trouble: Exception | None = None
        self.sizes: list[int] = []
        self.threads: set[int] = set()

    def keep(self, lines: Sequence[LogLine]) -> None:
        """Keep lines, unless there is trouble."""
        self.threads.add(threading.get_ident())
        if self.trouble is not None:
            raise self.trouble
        self.sizes.append(len(lines))
        super().keep(lines)


class Bench:
    """What keeps lines, with its disk and clock, and what the trader was told."""

    def __init__(self) -> None:
        self.disk = Disk()
        self.clock = WaitingClock()
        self.told: list[str | None] = []
        self.keeping = LogKeeping(self.disk, self.clock, self.told.append)
        self.task = asyncio.create_task(self.keeping.run())

    async def second(self) -> None:
        """Let a second pass, and all that is done then be done."""
        await self.clock.wake()
        await self.clock.until_asleep()

    def kept(self) -> list[str]:
        """Return the keys on the disk, the newest first."""
        _, newest = self.disk.extent(LogWanted())
        return [line.key for line in self.disk.page(LogWanted(), newest=newest, first=0, count=5)]


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    bench = Bench()
    yield bench
    bench.task.cancel()
    await asyncio.gather(bench.task, return_exceptions=True)


def numbered(count: int) -> list[TradeLogRow]:
    """Return rows with keys "0", "1" and so on."""
    return [replace(ROW, key=str(number)) for number in range(count)]


async def test_lines_when_a_second_passed_then_are_kept_on_another_thread(bench: Bench) -> None:
    bench.keeping.take(ROW)
    assert bench.kept() == []

    await bench.second()

    assert bench.kept() == ["a/1"]
    assert bench.clock.waits == [1.0, 1.0]
    assert threading.get_ident() not in bench.disk.threads
    (line,) = bench.disk.page(LogWanted(), newest=1, first=0, count=1)
    # 1 + 0.5 + 0.25 + 40 + 2 ms; the way here was not measured.
    assert (line.total_ms, line.outcome, line.route) == (43.75, "done", "r")


async def test_lines_when_many_then_are_written_a_hundred_at_a_time(bench: Bench) -> None:
    for row in numbered(250):
        bench.keeping.take(row)

    await bench.second()

    assert bench.disk.sizes == [100, 100, 50]
    assert bench.keeping.waiting == 0


async def test_lines_when_the_disk_fails_then_wait_and_the_trader_is_told_once(
    bench: Bench,
) -> None:
    bench.disk.trouble = TradeCopyError("the trade log was not kept, the disk is full: make room")
    bench.keeping.take(ROW)

    await bench.second()
    await bench.second()
    bench.disk.trouble = None
    await bench.second()

    assert bench.kept() == ["a/1"]
    assert bench.told == ["the trade log was not kept, the disk is full: make room", None]


@pytest.mark.logs_trouble
async def test_lines_when_they_can_never_be_kept_then_hold_up_no_others(bench: Bench) -> None:
    bench.disk.trouble = RuntimeError("a bug")
    bench.keeping.take(ROW)
    await bench.second()
    bench.disk.trouble = None

    bench.keeping.take(replace(ROW, key="b/1"))
    await bench.second()

    assert bench.kept() == ["b/1"]


async def test_lines_when_too_many_wait_then_the_oldest_go(bench: Bench) -> None:
    for row in numbered(MOST_WAITING + 1):
        bench.keeping.take(row)

    await bench.keeping.flush()

    assert bench.disk.extent(LogWanted()) == (50_000, 50_000)
    (oldest,) = bench.disk.page(LogWanted(), newest=1, first=0, count=1)
    assert oldest.key == "1"


async def test_lines_when_the_program_ends_then_are_kept_at_once(bench: Bench) -> None:
    bench.keeping.take(ROW)

    await bench.keeping.flush()

    assert bench.kept() == ["a/1"]

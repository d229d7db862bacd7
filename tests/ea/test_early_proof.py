"""Expert Advisors, built as Linux programs, speak protocol version 1 with the real bridge.

What counts are the books of the simulated brokers; what the bridge believes is not asked.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.e2e.order_scene import until
from tests.e2e.rig import MASTER, bridge, follower, same_lots
from tests.ea.conftest import Programs
from tests.ea.terminal_process import PATIENCE_S, REAL_TIME, Deal, TerminalProcess, terminal

COPIER = follower(1)
PAIRS = [("mt5", "mt4"), ("mt4", "mt5"), ("mt5", "mt5"), ("mt4", "mt4")]
# Bought 1.00; closed 0.40 of it, then the rest.
OPEN_PARTIAL_CLOSE = (
    Deal("in", "buy", "1.00"),
    Deal("out", "sell", "0.40"),
    Deal("out", "sell", "0.60"),
)


@asynccontextmanager
async def copying(
    programs: Programs, folder: Path, pair: Sequence[str]
) -> AsyncIterator[tuple[TerminalProcess, TerminalProcess]]:
    """Run bridge, master's monitor and follower's executor; both are ready."""
    monitor, executor = programs("Monitor", pair[0]), programs("Executor", pair[1])
    async with (
        bridge(folder / "bridge", [MASTER, COPIER], [same_lots(MASTER, COPIER)]) as now,
        terminal(monitor, MASTER, now.program.port, folder / "master", **REAL_TIME) as master,
        terminal(executor, COPIER, now.program.port, folder / "copier", **REAL_TIME) as copier,
    ):
        await until(now.program.is_ready, within_s=PATIENCE_S)
        yield master, copier


@pytest.mark.parametrize("pair", PAIRS, ids="-to-".join)
async def test_copier_when_the_master_opens_reduces_and_closes_then_books_agree(
    programs: Programs, tmp_path: Path, pair: tuple[str, str]
) -> None:
    async with copying(programs, tmp_path, pair) as (master, copier):
        master.order("open EURUSD buy 1.00 1.05 1.2")
        opened = await copier.until_lots("1.00")
        ticket = (await master.until_lots("1.00")).positions[0].ticket

        master.order(f"close {ticket} 0.40")
        await copier.until_lots("0.60")
        rest = await master.until_lots("0.60")

        master.order(f"close {rest.positions[0].ticket}")
        copied = await copier.until_lots()

    assert opened.positions[0][1:] == ("EURUSD", "buy", "1.00", 1.05, 1.2)
    assert copied.deals == OPEN_PARTIAL_CLOSE
    assert master.book.deals == OPEN_PARTIAL_CLOSE


@pytest.mark.parametrize("pair", PAIRS[:2], ids="-to-".join)
async def test_copier_when_the_master_moves_its_stops_then_follows(
    programs: Programs, tmp_path: Path, pair: tuple[str, str]
) -> None:
    async with copying(programs, tmp_path, pair) as (master, copier):
        master.order("open EURUSD sell 0.30")
        ticket = (await master.until_lots("0.30")).positions[0].ticket
        await copier.until_lots("0.30")

        master.order(f"stops {ticket} 1.15 1.03")
        moved = await copier.until(lambda book: [p.tp for p in book.positions] == [1.03])

        master.order(f"stops {ticket} 0 0")
        taken_back = await copier.until(lambda book: [p.tp for p in book.positions] == [0])

    assert moved.positions[0].sl == 1.15
    assert taken_back.positions[0].sl == 0
    assert copier.book.deals == (Deal("in", "sell", "0.30"),)

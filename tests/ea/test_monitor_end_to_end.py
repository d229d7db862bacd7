"""A compiled monitor of a netting account as master, the real bridge, a simulated follower.

What counts are the deals of the two brokers; what the bridge believes is not asked.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.e2e.order_scene import until
from tests.e2e.rig import MASTER, bridge, follower, same_lots
from tests.ea.conftest import Programs
from tests.ea.terminal_process import PATIENCE_S, REAL_TIME, TerminalProcess, terminal
from tradecopy_desktop.app.views import AccountRow, CopyRemoved, CopyRow, TradeLogRow
from tradecopy_desktop.bootstrap import Running
from tradecopy_desktop.domain.instruments import Instrument
from tradecopy_desktop.domain.order_rules import OrderRules, PendingPolicy
from tradecopy_desktop.domain.routes import Route
from tradecopy_desktop.domain.values import MarginMode, PendingKind, Platform, Side
from tradecopy_desktop.sim.broker import BrokerSetup, SimBroker, WallClock
from tradecopy_desktop.sim.terminal import SimTerminal, TerminalSetup

COPIER = follower(1)
NEWS = (AccountRow, CopyRow, CopyRemoved, TradeLogRow)
EURUSD = Instrument(
    name="EURUSD",
    digits=5,
    point=Decimal("0.00001"),
    tick_size=Decimal("0.00001"),
    tick_value=Decimal(1),
    contract_size=Decimal(100_000),
    lot_min=Decimal("0.01"),
    lot_step=Decimal("0.01"),
    lot_max=Decimal(100),
)


@dataclass(frozen=True, slots=True)
class Desk:
    """Both ends of a route, and what happens between them."""

    now: Running
    master: TerminalProcess
    copier: SimBroker

    def quote(self, bid: str, ask: str) -> None:
        """Give EURUSD this price at both brokers."""
        self.master.order(f"quote EURUSD {bid} {ask}")
        self.copier.quote("EURUSD", Decimal(bid), Decimal(ask))

    async def until(self, reached: Callable[[], bool]) -> None:
        """Wait until something that happened made `reached` true."""
        news = asyncio.Event()
        bus = self.now.program.bus
        ends = [bus.subscribe(kind, lambda _: news.set()) for kind in NEWS]
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not reached():
                    news.clear()
                    await news.wait()
        except TimeoutError:
            stayed = f"{self.held()}, {self.waiting()}"
            raise AssertionError(f"the follower stayed at {stayed}") from None
        finally:
            for end in ends:
                end()

    async def until_held(self, *held: tuple[Side, str]) -> None:
        """Wait until the follower's positions are just these, oldest first."""
        await self.until(lambda: self.held() == [(side, Decimal(lots)) for side, lots in held])

    def held(self) -> list[tuple[Side, Decimal]]:
        """Return side and lots of the follower's positions, oldest first."""
        return [(position.side, position.volume) for position in self.copier.positions()]

    def waiting(self) -> list[tuple[Side, PendingKind, Decimal, Decimal]]:
        """Return the follower's orders that wait."""
        return [(p.side, p.kind, p.volume, p.price) for p in self.copier.pendings()]


@asynccontextmanager
async def desk(programs: Programs, folder: Path, margin_mode: MarginMode) -> AsyncIterator[Desk]:
    """Run a bridge, a netting master's compiled monitor, and a simulated follower."""
    setup = BrokerSetup(
        key=COPIER.key,
        platform=Platform.MT5,
        margin_mode=margin_mode,
        instruments=(EURUSD,),
    )
    broker = SimBroker(setup, WallClock())
    broker.quote("EURUSD", Decimal("1.1"), Decimal("1.1001"))
    async with bridge(folder / "bridge", [MASTER, COPIER], [route()]) as now:
        port = now.program.port
        url = f"ws://127.0.0.1:{port}/ea"
        copier = SimTerminal(broker, TerminalSetup(url=url, key=COPIER.secret))
        program, account = programs("Monitor", "mt5"), {"SIM_MARGIN_MODE": "netting", **REAL_TIME}
        async with terminal(program, MASTER, port, folder / "master", **account) as master:
            copier.start()
            try:
                desk = Desk(now, master, broker)
                await until(now.program.is_ready, within_s=PATIENCE_S)
                yield desk
            finally:
                await copier.stop()


def route() -> Route:
    """Return a live route that copies the same lots, and pending orders as such."""
    live = same_lots(MASTER, COPIER)
    orders = OrderRules(pendings=PendingPolicy.AS_PENDINGS)
    return replace(live, settings=replace(live.settings, orders=orders))


@pytest.mark.parametrize("margin_mode", list(MarginMode), ids=str)
async def test_netting_master_when_it_adds_reverses_and_closes_then_the_copies_agree(
    programs: Programs, tmp_path: Path, margin_mode: MarginMode
) -> None:
    hedging = margin_mode is MarginMode.HEDGING
    async with desk(programs, tmp_path, margin_mode) as now:
        now.master.order("open EURUSD buy 1.00 1.05 1.2")
        await now.until_held((Side.BUY, "1.00"))
        stops = now.copier.positions()[0]
        now.master.order("open EURUSD buy 0.50")
        grown = [(Side.BUY, "1.00"), (Side.BUY, "0.50")] if hedging else [(Side.BUY, "1.50")]
        await now.until_held(*grown)
        now.master.order("open EURUSD sell 2.00")
        await now.until_held((Side.SELL, "0.50"))
        now.master.order("open EURUSD buy 0.20")
        await now.until_held((Side.SELL, "0.30"))
        now.master.order("open EURUSD buy 0.30")
        await now.until_held()
        await now.master.until_lots()

    assert (stops.stop_loss, stops.take_profit) == (Decimal("1.05"), Decimal("1.2"))
    entries = [(deal.entry, deal.side, deal.lots) for deal in now.master.book.deals]
    assert entries == [
        ("in", "buy", "1.00"),
        ("in", "buy", "0.50"),
        ("inout", "sell", "2.00"),
        ("out", "buy", "0.20"),
        ("out", "buy", "0.30"),
    ]


@pytest.mark.parametrize("margin_mode", list(MarginMode), ids=str)
async def test_netting_master_when_its_pending_order_is_moved_and_filled_then_so_is_the_copy(
    programs: Programs, tmp_path: Path, margin_mode: MarginMode
) -> None:
    async with desk(programs, tmp_path, margin_mode) as now:
        now.master.order("place buy_limit EURUSD 0.10 1.01")
        await now.until(lambda: len(now.waiting()) == 1)
        now.master.order(f"cancel {await only_order(now.master)}")
        await now.until(lambda: now.waiting() == [])
        now.master.order("place sell_stop EURUSD 0.40 1.05 0 1.2 1.0")
        await now.until(lambda: len(now.waiting()) == 1)
        placed = now.waiting()
        now.master.order(f"change {await only_order(now.master)} 1.06 0 1.2 1.0")
        await now.until(lambda: now.waiting()[0][3] == Decimal("1.06"))
        now.quote("1.0599", "1.06")
        await now.until_held((Side.SELL, "0.40"))
        left = now.waiting()

    assert placed == [(Side.SELL, PendingKind.STOP, Decimal("0.40"), Decimal("1.05"))]
    assert left == []
    assert [(deal.entry, deal.lots) for deal in now.master.book.deals] == [("in", "0.40")]


@pytest.mark.parametrize("margin_mode", list(MarginMode), ids=str)
async def test_netting_master_when_a_pending_order_reverses_it_then_the_copies_follow(
    programs: Programs, tmp_path: Path, margin_mode: MarginMode
) -> None:
    async with desk(programs, tmp_path, margin_mode) as now:
        now.master.order("open EURUSD sell 0.60")
        await now.until_held((Side.SELL, "0.60"))
        now.master.order("place buy_stop EURUSD 1.00 1.12")
        await now.master.until(lambda book: len(book.pendings) == 1)
        now.quote("1.12", "1.1201")
        await now.until_held((Side.BUY, "0.40"))
        now.master.order("open EURUSD sell 0.40")
        await now.until_held()

    entries = [(deal.entry, deal.side, deal.lots) for deal in now.master.book.deals]
    assert entries == [
        ("in", "sell", "0.60"),
        ("inout", "buy", "1.00"),
        ("out", "sell", "0.40"),
    ]


async def only_order(master: TerminalProcess) -> int:
    """Return the ticket of the only order that waits at a broker."""
    return (await master.until(lambda book: len(book.pendings) == 1)).pendings[0].ticket

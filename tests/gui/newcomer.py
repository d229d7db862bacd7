"""Somebody before the real window of the real program, with simulated terminals on the machine."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from tests.e2e.order_scene import until
from tradecopy_desktop.app.program import Program
from tradecopy_desktop.bootstrap import running
from tradecopy_desktop.bootstrap.first_run import FirstRun, first_run_choice
from tradecopy_desktop.bundled import bundled
from tradecopy_desktop.cli.arguments import Common
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.gui.app_window import build_window
from tradecopy_desktop.gui.main_window import MainWindow
from tradecopy_desktop.gui.wizard.window import WizardWindow
from tradecopy_desktop.sim.broker import SimBroker
from tradecopy_desktop.sim.broker.requests import MarketRequest
from tradecopy_desktop.sim.running import Run as Simulation
from tradecopy_desktop.sim.running.world import build_world
from tradecopy_desktop.sim.scenario import read_scenario

HAWTHORN = AccountKey(login="700100", server="Hawthorn-Demo")
ALDER = AccountKey(login="810001", server="Alder-Demo")
BROOKFIELD = AccountKey(login="810002", server="Brookfield-Demo")
WITHIN_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody in front of the window, with simulated terminals on the machine."""

    program: Program
    window: MainWindow
    simulation: Simulation

    @property
    def wizard(self) -> WizardWindow:
        wizard = self.window.wizard.window
        assert wizard is not None
        return wizard

    def broker(self, account: AccountKey) -> SimBroker:
        seats = self.simulation.world.seats
        return next(seat.broker for seat in seats if seat.account.key == account)

    def holds(self, account: AccountKey) -> list[tuple[str, Side, Decimal]]:
        return [(each.symbol, each.side, each.volume) for each in self.broker(account).holdings()]

    def buy(self, symbol: str, lots: str) -> None:
        """Trade as the master."""
        request = MarketRequest(
            symbol=symbol, side=Side.BUY, volume=Decimal(lots), stop_loss=None, take_profit=None
        )
        self.broker(HAWTHORN).send(request)

    def click(self, button: QAbstractButton) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    async def wait(self, condition: Callable[[], bool]) -> None:
        await until(condition, within_s=WITHIN_S)

    async def go_on(self, *, to: int) -> None:
        """Press the button that leads on, as soon as it can be pressed."""
        wizard = self.wizard
        await self.wait(lambda: wizard.has_arrived and wizard.next_button.isEnabled())
        self.click(self.wizard.next_button)
        await self.wait(lambda: self.wizard.step == to)


@asynccontextmanager
async def newcomer(folder: Path, qapp: QApplication) -> AsyncIterator[Newcomer]:
    common = Common(data_dir=None, port=0, log_level="warning")
    first = FirstRun.planned(first_run_choice(common), folder)
    async with running(first.setup()) as now:
        world = build_world(read_scenario(first.lay_out(now.program)))
        simulation = Simulation(world)
        await simulation.connect()
        window = build_window(qapp, now.program, bundled("resources"), with_tray=True)
        window.show()
        window.wizard.open_if_new()
        try:
            yield Newcomer(program=now.program, window=window, simulation=simulation)
        finally:
            window.dismantle()
            await window.tasks.end()
            await simulation.close()
            window.deleteLater()

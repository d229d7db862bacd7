"""The demo of somebody who has nothing set up yet: simulated terminals that wait to be found.

All of it lives in a scratch folder; nothing of the trader's own is read or changed.
"""

import asyncio
import tempfile
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.adapters.terminals.settings_files import key_file
from tradecopy_desktop.adapters.terminals.simulated import SimulatedTerminals
from tradecopy_desktop.app.program import Program
from tradecopy_desktop.bootstrap.assembly import Running, Setup
from tradecopy_desktop.bootstrap.window import run_window
from tradecopy_desktop.cli.arguments import DEFAULT_PORT, FIRST_FOLLOWERS, Common, DemoChoice
from tradecopy_desktop.cli.demo_master import DemoAccount
from tradecopy_desktop.cli.demo_scenario import write_scenario
from tradecopy_desktop.cli.demo_world import DemoWorld, plan_world
from tradecopy_desktop.cli.simulation import FarSimulation
from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.pace import WIDE_PACE
from tradecopy_desktop.domain.terminals import FoundTerminal

if TYPE_CHECKING:
    from tradecopy_desktop.gui.main_window import MainWindow

Around = Callable[[Running, "MainWindow"], AbstractAsyncContextManager[None]]

_TRADES = 1_000_000
_STEP = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRun:
    """A first run in a folder: its world, its setup and its terminals."""

    choice: DemoChoice
    world: DemoWorld
    folder: Path

    @staticmethod
    def planned(choice: DemoChoice, folder: Path) -> "FirstRun":
        """Return the first run that the choice asks for."""
        hurried = choice.speed is None
        world = plan_world(choice.followers, None, hurried=hurried, sizes=choice.sizes)
        return FirstRun(choice=choice, world=_in_small_steps(world), folder=folder)

    def setup(self) -> Setup:
        """Return how the program runs; raise TradeCopyError where its folder cannot be written."""
        common = self.choice.common
        try:
            terminals = SimulatedTerminals(simulated_terminals(self.world, self.folder))
        except OSError as error:
            raise TradeCopyError(f"{self.folder} cannot be written: {error.strerror}") from error
        return Setup(
            data_dir=self.folder,
            # The usual port may be taken by the real program; the terminals are told theirs.
            port=0 if common.port == DEFAULT_PORT else common.port,
            vault=MemoryVault(),
            demo=True,
            pace=WIDE_PACE,
            terminals=terminals,
        )

    def start_terminals(self, program: Program) -> FarSimulation:
        """Start the terminals' process; whoever is made a master trades as soon as it connects."""
        result = self.folder / "result.json"
        simulation = FarSimulation(self.lay_out(program), result, asyncio.get_running_loop())
        simulation.begin()
        return simulation

    def lay_out(self, program: Program) -> Path:
        """Write down what is simulated, and return the file."""
        scenario = self.folder / "scenario.json"
        write_scenario(
            scenario,
            world=self.world,
            secrets={},
            url=f"ws://127.0.0.1:{program.port}/ea",
            # Whoever looks at it is not to run out of trades.
            choice=replace(self.choice, trades=_TRADES),
            key_files=self._key_files(),
        )
        return scenario

    def _key_files(self) -> Mapping[AccountKey, Path]:
        return {
            each.account: key_file(each.data_folder, each.platform)
            for each in simulated_terminals(self.world, self.folder)
            if each.account is not None
        }


def _in_small_steps(world: DemoWorld) -> DemoWorld:
    """Let every account trade hundredths of lots: whichever is made the master can be followed."""
    return replace(
        world,
        master=_stepping(world.master),
        followers=tuple(_stepping(each) for each in world.followers),
    )


def _stepping(account: DemoAccount) -> DemoAccount:
    instruments = (replace(each, lot_min=_STEP, lot_step=_STEP) for each in account.instruments)
    return replace(account, instruments=tuple(instruments))


def simulated_terminals(world: DemoWorld, folder: Path) -> tuple[FoundTerminal, ...]:
    """Return the terminals of a world as if they had been found in a folder."""
    return tuple(_found(account, folder) for account in (world.master, *world.followers))


def _found(account: DemoAccount, folder: Path) -> FoundTerminal:
    return FoundTerminal(
        data_folder=folder / "terminals" / account.key.login,
        program=None,
        platform=account.platform,
        title=f"Simulated {account.name}",
        portable=False,
        running=True,
        account=account.key,
    )


def first_run_choice(common: Common) -> DemoChoice:
    """Return the first run that the program's own window goes on with; its data is not touched."""
    return DemoChoice(
        common=Common(data_dir=None, port=DEFAULT_PORT, log_level=common.log_level),
        headless=False,
        replay=None,
        speed=1.0,
        followers=FIRST_FOLLOWERS,
        trades=_TRADES,
        seed=1,
        seconds=0.0,
        report=None,
        screenshots=None,
        first_run=True,
    )


def _alone(_: Running, __: "MainWindow") -> AbstractAsyncContextManager[None]:
    return nullcontext()


def run_first_run(choice: DemoChoice, around: Around = _alone) -> int:
    """Open the window with nothing set up and simulated terminals to be found.

    All of it happens within what `around` returns, which answers other starts of the program.
    """
    with tempfile.TemporaryDirectory(
        prefix="tradecopy-first-run-", ignore_cleanup_errors=True
    ) as scratch:
        first = FirstRun.planned(choice, choice.common.data_dir or Path(scratch))

        async def session(now: Running, window: "MainWindow") -> int:
            async with around(now, window):
                return await _watched(first, now)

        return run_window(first.setup(), session)


async def _watched(first: FirstRun, now: Running) -> int:
    simulation = first.start_terminals(now.program)
    try:
        await simulation.result()
    finally:
        await simulation.end()
    # The terminals are gone; what was set up stays to be looked at until the trader quits.
    await asyncio.get_running_loop().create_future()
    return 0

"""The first steps as a newcomer walks them: the real program, real sockets, simulated terminals."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.e2e.order_scene import until
from tests.gui.conftest import Run
from tests.gui.newcomer import ALDER, BROOKFIELD, WITHIN_S, Newcomer, newcomer
from tradecopy_desktop.adapters.terminals.settings_files import write_key_file
from tradecopy_desktop.app.program import Program
from tradecopy_desktop.bootstrap import running
from tradecopy_desktop.bootstrap.first_run import FirstRun, first_run_choice
from tradecopy_desktop.cli.arguments import Common
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.routes import RouteMode
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.gui.dialogs.route_editor import NEW_ROUTE
from tradecopy_desktop.gui.main_window import COCKPIT
from tradecopy_desktop.gui.wizard.done_page import DonePage
from tradecopy_desktop.gui.wizard.entrance import ARM, CONNECT, DONE, REHEARSE, SIZES, TERMINALS
from tradecopy_desktop.gui.wizard.rehearse_page import RehearsePage
from tradecopy_desktop.gui.wizard.sizes_page import SizesPage
from tradecopy_desktop.gui.wizard.terminals_page import TerminalsPage
from tradecopy_desktop.sim.running import Run as Simulation
from tradecopy_desktop.sim.running.world import build_world
from tradecopy_desktop.sim.scenario import read_scenario


def test_first_steps_when_walked_from_nothing_then_a_trade_is_copied(
    qapp: QApplication, run: Run, tmp_path: Path
) -> None:
    async def walk() -> None:
        async with newcomer(tmp_path, qapp) as trader:
            await choose_terminals(trader)
            await choose_sizes(trader)
            await rehearse(trader)
            await arm(trader)

    run(walk())


async def choose_terminals(trader: Newcomer) -> None:
    assert trader.wizard.step == TERMINALS
    page = trader.wizard.page
    assert isinstance(page, TerminalsPage)
    await trader.wait(lambda: len(page.rows) == 3 and page.is_whole)
    assert [row.chosen_role for row in page.rows] == [Role.MONITOR, Role.EXECUTOR, Role.EXECUTOR]
    assert list(trader.program.accounts()) == []

    await trader.go_on(to=CONNECT)
    await trader.go_on(to=SIZES)


async def choose_sizes(trader: Newcomer) -> None:
    page = trader.wizard.page
    assert isinstance(page, SizesPage)
    alder = page.cards[0].size_choice
    QTest.keyClick(alder.kinds, Qt.Key.Key_Down)
    assert alder.kind.name == "Multiplier of lots"
    alder.number.clear()
    QTest.keyClicks(alder.number, "2")
    page.example.lots.clear()
    QTest.keyClicks(page.example.lots, "0.3")

    # 0.3 lots of the master are 0.6 at twice the lots.
    await trader.wait(lambda: page.cards[0].result.text().startswith("→ 0.60 lots"))
    await trader.go_on(to=REHEARSE)


async def rehearse(trader: Newcomer) -> None:
    page = trader.wizard.page
    assert isinstance(page, RehearsePage)
    await trader.wait(
        lambda: (
            all(row.mode is RouteMode.SHADOW for row in trader.program.routes())
            and len(trader.program.routes()) == 2
        )
    )

    trader.buy("EURUSD", "0.3")

    await trader.wait(lambda: len(page.model.rows()) == 2)
    would = {row.follower_name: (row.symbol, row.lots) for row in page.model.rows()}
    assert would == {
        "Alder Markets": ("EURUSD", Decimal("0.6")),
        "Brookfield FX": ("EURUSD.b", Decimal("0.3")),
    }
    assert trader.holds(ALDER) == []
    await trader.go_on(to=ARM)


async def arm(trader: Newcomer) -> None:
    await trader.wait(lambda: trader.wizard.next_button.text() == "Arm 2 routes")
    await trader.go_on(to=DONE)
    assert [row.mode for row in trader.program.routes()] == [RouteMode.LIVE, RouteMode.LIVE]

    trader.buy("GBPUSD", "0.2")

    # What was bought during the rehearsal is left alone.
    await trader.wait(
        lambda: (
            trader.holds(ALDER) == [("GBPUSD", Side.BUY, Decimal("0.4"))]
            and trader.holds(BROOKFIELD) == [("GBPUSD.b", Side.BUY, Decimal("0.2"))]
        )
    )
    page = trader.wizard.page
    assert isinstance(page, DonePage)
    await trader.wait(lambda: page.first is not None)
    trader.click(trader.wizard.next_button)
    assert trader.window.pages.currentIndex() == COCKPIT
    assert not trader.wizard.isVisible()


def test_terminals_when_one_is_made_the_master_then_it_trades_by_itself(
    run: Run, tmp_path: Path
) -> None:
    async def trade() -> None:
        common = Common(data_dir=None, port=0, log_level="warning")
        choice = replace(first_run_choice(common), speed=20.0)
        first = FirstRun.planned(choice, tmp_path)
        async with running(first.setup()) as now:
            simulation = first.start_terminals(now.program)
            program = now.program
            try:
                await set_up_by_orders(program)
                await until(lambda: bool(program.copies()), within_s=WITHIN_S)
            finally:
                await simulation.end()

    run(trade())


def test_terminal_when_its_key_file_is_put_right_then_it_comes_at_once(
    run: Run, tmp_path: Path
) -> None:
    async def mend() -> None:
        common = Common(data_dir=None, port=0, log_level="warning")
        first = FirstRun.planned(first_run_choice(common), tmp_path)
        async with running(first.setup()) as now:
            program = now.program
            found = {each.account: each for each in await program.find_terminals()}[ALDER]
            await program.add_account("Alder", ALDER, frozenset({Role.EXECUTOR}))
            write_key_file(found.data_folder, found.platform, port=program.port, key="x" * 40)
            simulation = Simulation(build_world(read_scenario(first.lay_out(program))))
            await simulation.connect()
            seats = simulation.world.seats
            terminal = next(seat.terminal for seat in seats if seat.account.key == ALDER)
            # An unknown key is left alone for half a minute, unless another is there.
            await until(lambda: terminal.executor.failure is not None, within_s=WITHIN_S)

            await program.install_experts(found, ALDER)

            await until(lambda: bool(program.accounts()[0].connected), within_s=WITHIN_S)
            await simulation.close()

    run(mend())


async def set_up_by_orders(program: Program) -> None:
    """Let Brookfield be the master, which nobody thought of, and Alder follow it."""
    found = {each.account: each for each in await program.find_terminals()}
    for key, role in ((BROOKFIELD, Role.MONITOR), (ALDER, Role.EXECUTOR)):
        await program.add_account(key.login, key, frozenset({role}))
        await program.install_experts(found[key], key)
    await until(
        lambda: all(row.positions is not None for row in program.accounts()), within_s=WITHIN_S
    )

    route = await program.add_route("to Alder", BROOKFIELD, ALDER, NEW_ROUTE)
    await until(program.is_ready, within_s=WITHIN_S)
    await program.set_route_mode(route, RouteMode.LIVE)

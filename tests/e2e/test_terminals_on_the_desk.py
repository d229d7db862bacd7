"""The window's orders about terminals, carried out by the real program beside real sockets."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import InvalidStatus

from tests.e2e import terminal_frames as frames
from tests.e2e.dialing import dial
from tests.unit.adapters.terminals.fake_machine import MT4_ID, MT5_ID, FakeMachine
from tradecopy_desktop import __version__
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.adapters.terminals.machine_terminals import MachineTerminals
from tradecopy_desktop.app.desk import Desk
from tradecopy_desktop.bootstrap import Running, Setup, running
from tradecopy_desktop.bundled import bundled
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.terminals import FoundTerminal

ACCOUNT = AccountKey(login="5012345", server="Broker-Demo")
OTHER = AccountKey(login="9", server="Broker-Demo")
EXECUTOR = frozenset({Role.EXECUTOR})
BOTH = frozenset({Role.EXECUTOR, Role.MONITOR})
_INI = "[Common]\nLogin=5012345\nServer=Broker-Demo\n"


@pytest.fixture
def fake(tmp_path: Path) -> FakeMachine:
    return FakeMachine(tmp_path)


@asynccontextmanager
async def program(folder: Path, fake: FakeMachine) -> AsyncIterator[Running]:
    """Run the program on a machine with these terminals."""
    terminals = MachineTerminals(fake.machine, lambda: bundled("ea"))
    setup = Setup(data_dir=folder / "data", port=0, vault=MemoryVault(), terminals=terminals)
    async with running(setup) as now:
        yield now


def steps(desk: Desk, terminal: FoundTerminal | None, account: AccountKey = ACCOUNT) -> object:
    """Return the names of the steps that are left, with whether they are done."""
    return {each.click.value: each.done for each in desk.clicks_left(account, terminal)}


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(60):
        while not is_so():  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(0.005)


async def greet(port: int, key: str, **changes: object) -> ClientConnection:
    """Say hello as an executor of the account and return the connection."""
    link = await dial(port, key)
    told: dict[str, object] = {"login": ACCOUNT.login, "server": ACCOUNT.server} | changes
    hello = frames.hello(role="executor", stream="7", **told)  # type: ignore[arg-type]
    await link.send(json.dumps(hello))
    return link


@pytest.mark.skipif(os.name == "nt", reason="its stand-in for MetaEditor is a script")
async def test_experts_when_installed_then_have_the_accounts_own_key_and_the_bridges_port(
    tmp_path: Path, fake: FakeMachine
) -> None:
    data = fake.data(MT5_ID, fake.program("Broker"), ini=_INI)
    async with program(tmp_path, fake) as now:
        key = await now.program.add_account("Mine", ACCOUNT, EXECUTOR)
        (terminal,) = await now.program.find_terminals()

        told = await now.program.install_experts(terminal, ACCOUNT)

        (after,) = await now.program.find_terminals()
        port = now.program.port
    assert told.compiled
    assert after.experts == __version__
    text = (data / "MQL5/Files/TradeCopy/bridge.txt").read_text(encoding="utf-8")
    assert text == f"port={port}\nkey={key}\n"


async def test_experts_when_an_order_is_under_way_then_are_replaced_after_it(
    tmp_path: Path, fake: FakeMachine
) -> None:
    data = fake.data(MT5_ID, fake.program("Broker", editor=None), ini=_INI)
    async with program(tmp_path, fake) as now:
        await now.program.add_account("Mine", ACCOUNT, EXECUTOR)
        (terminal,) = await now.program.find_terminals()
        tally = now.program._copying.dispatcher.lines.tallies.of(ACCOUNT)
        tally.began("a copy")

        install = asyncio.create_task(now.program.install_experts(terminal, ACCOUNT))
        waiting, _ = await asyncio.wait({install}, timeout=0.6)
        before = list(data.rglob("TradeCopy"))
        tally.ended("a copy")
        await install

    assert waiting == set()
    assert before == []
    assert (data / "MQL5/Files/TradeCopy/bridge.txt").is_file()


async def test_experts_when_the_account_is_unknown_then_nothing_is_written(
    tmp_path: Path, fake: FakeMachine
) -> None:
    data = fake.data(MT5_ID, fake.program("Broker"))
    async with program(tmp_path, fake) as now:
        (terminal,) = await now.program.find_terminals()

        with pytest.raises(TradeCopyError, match="is not registered: add the account first"):
            await now.program.install_experts(terminal, ACCOUNT)

    assert not list(data.rglob("TradeCopy"))


async def test_experts_when_the_terminal_is_another_accounts_then_its_key_stays(
    tmp_path: Path, fake: FakeMachine
) -> None:
    data = fake.data(MT5_ID, fake.program("Broker"), ini=_INI)
    async with program(tmp_path, fake) as now:
        await now.program.add_account("Mine", ACCOUNT, EXECUTOR)
        await now.program.add_account("Other", OTHER, EXECUTOR)
        (terminal,) = await now.program.find_terminals()

        with pytest.raises(TradeCopyError, match="is the terminal of 5012345@Broker-Demo: choose"):
            await now.program.install_experts(terminal, OTHER)

    assert not list(data.rglob("TradeCopy"))


async def test_steps_when_nothing_came_yet_then_are_not_known(
    tmp_path: Path, fake: FakeMachine
) -> None:
    five, four = fake.program("Five"), fake.program("Four", mt4=True)
    fake.data(MT5_ID, five)
    fake.data(MT4_ID, four, mt4=True)
    fake.run(five)
    async with program(tmp_path, fake) as now:
        desk: Desk = now.program
        await desk.add_account("Mine", ACCOUNT, EXECUTOR)
        found = {each.title: each for each in await desk.find_terminals()}

        on_five, on_four = steps(desk, found["Five"]), steps(desk, found["Four"])
        nowhere = steps(desk, None)

    assert on_five == {
        "log_in": None,
        "allow_address": None,
        "allow_trading": None,
        "attach": None,
    }
    # It is not even started.
    assert on_four == {"log_in": False, "allow_dll": None, "allow_trading": None, "attach": None}
    assert nowhere == {
        "log_in": None,
        "allow_address": None,
        "allow_dll": None,
        "allow_trading": None,
        "attach": None,
    }


async def test_steps_when_the_executor_comes_then_are_ticked_off(
    tmp_path: Path, fake: FakeMachine
) -> None:
    fake.data(MT5_ID, fake.program("Five"))
    async with program(tmp_path, fake) as now:
        desk: Desk = now.program
        key = await desk.add_account("Mine", ACCOUNT, BOTH)
        (terminal,) = await desk.find_terminals()
        book = now.program._book

        link = await greet(now.program.port, key)
        await until(lambda: bool(book.account(ACCOUNT).connected))
        come = steps(desk, terminal)
        switched_off = {"type": "permissions"} | frames.ALL_ALLOWED | {"terminal": False}
        await link.send(json.dumps(switched_off))
        await until(lambda: not _may_trade(book.account(ACCOUNT).permissions))
        barred = {
            each.click.value: (each.done, each.text) for each in desk.clicks_left(ACCOUNT, terminal)
        }
        await link.close()

    # The other role has not come.
    assert come == {
        "log_in": True,
        "allow_address": True,
        "allow_trading": True,
        "attach": False,
    }
    assert barred["allow_trading"] == (
        False,
        "press Algo Trading in the toolbar until it is green",
    )
    assert barred["attach"] == (
        False,
        "drag TradeCopy_Monitor from Navigator > Expert Advisors > TradeCopy onto a chart, "
        "press OK",
    )


def _may_trade(permissions: object) -> bool:
    return bool(getattr(permissions, "may_trade", False))


async def test_steps_when_the_terminal_is_logged_in_elsewhere_then_says_where(
    tmp_path: Path, fake: FakeMachine
) -> None:
    async with program(tmp_path, fake) as now:
        desk: Desk = now.program
        key = await desk.add_account("Mine", ACCOUNT, EXECUTOR)

        link = await greet(now.program.port, key, login="777")
        await link.wait_closed()

        left = {each.click.value: each for each in desk.clicks_left(ACCOUNT, None)}

    assert left["log_in"].done is False
    assert left["log_in"].text.endswith("it is logged in to 777@Broker-Demo")
    # It could not have come without.
    assert left["allow_address"].done is True
    assert left["attach"].done is None


async def test_key_when_nobody_knows_it_then_the_refusal_is_remembered_once(
    tmp_path: Path, fake: FakeMachine
) -> None:
    async with program(tmp_path, fake) as now:
        for _ in range(3):
            with pytest.raises(InvalidStatus):
                await dial(now.program.port, "nobody-knows-this-key")

        refusals = now.program._terminal_parts.refusals.refusals()

    assert [(each.account, each.code) for each in refusals] == [(None, "unknown_key")]


async def test_experts_when_they_run_then_are_not_taken_away(
    tmp_path: Path, fake: FakeMachine
) -> None:
    data = fake.data(MT5_ID, fake.program("Five", editor=None), ini=_INI)
    async with program(tmp_path, fake) as now:
        key = await now.program.add_account("Mine", ACCOUNT, EXECUTOR)
        (terminal,) = await now.program.find_terminals()
        await now.program.install_experts(terminal, ACCOUNT)
        link = await greet(now.program.port, key)
        await until(lambda: bool(now.program._book.account(ACCOUNT).connected))

        with pytest.raises(TradeCopyError, match="take it off its chart first"):
            await now.program.remove_experts(terminal)
        kept = (data / "MQL5/Files/TradeCopy/bridge.txt").is_file()
        await link.close()
        await until(lambda: not now.program._book.account(ACCOUNT).connected)
        await now.program.remove_experts(terminal)

    assert kept
    assert not list(data.rglob("*.mqh"))


async def test_machine_when_it_has_no_metatrader_then_nothing_is_found(tmp_path: Path) -> None:
    setup = Setup(data_dir=tmp_path, port=0, vault=MemoryVault())
    async with running(setup) as now:
        found = await now.program.find_terminals()

    assert found == ()

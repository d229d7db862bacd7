"""Renaming and removing accounts, and the check-up, with the real program and its own disk."""

from pathlib import Path

import pytest

from tests.e2e.test_terminals_on_the_desk import ACCOUNT, EXECUTOR, OTHER, greet, until
from tests.windows.on_wine import skip_on_wine
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.app.views import AccountRemoved
from tradecopy_desktop.bootstrap import Setup, running
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.routes import RouteSettings
from tradecopy_desktop.domain.sizing import SameLots

MONITOR = frozenset({Role.MONITOR})


async def test_account_when_renamed_then_the_name_outlives_the_program(tmp_path: Path) -> None:
    setup = Setup(data_dir=tmp_path, port=0, vault=MemoryVault())
    async with running(setup) as now:
        key = await now.program.add_account("Mine", ACCOUNT, EXECUTOR)
        await now.program.add_account("Other", OTHER, EXECUTOR)

        await now.program.rename_account(ACCOUNT, "  Yours ")
        with pytest.raises(TradeCopyError, match="another account is called Other"):
            await now.program.rename_account(ACCOUNT, "Other")
        with pytest.raises(TradeCopyError, match="an account needs a name"):
            await now.program.rename_account(ACCOUNT, " ")
        shown = {row.name for row in now.program.accounts()}
    async with running(setup) as now:
        later = {row.name for row in now.program.accounts()}
        # Its key is the one from before.
        known = now.program.admit(key)

    assert shown == later == {"Yours", "Other"}
    assert known is not None
    assert known.name == "Yours"


async def test_account_when_removed_then_its_key_opens_nothing_and_is_forgotten(
    tmp_path: Path,
) -> None:
    vault = MemoryVault()
    setup = Setup(data_dir=tmp_path, port=0, vault=vault)
    gone: list[AccountRemoved] = []
    async with running(setup) as now:
        now.program.bus.subscribe(AccountRemoved, gone.append)
        key = await now.program.add_account("Mine", ACCOUNT, EXECUTOR)

        await now.program.remove_account(ACCOUNT)

        shown, admitted = now.program.accounts(), now.program.admit(key)
        again = await now.program.add_account("Mine", ACCOUNT, EXECUTOR)
        await now.program.remove_account(ACCOUNT)
    async with running(setup) as now:
        later = now.program.accounts()

    assert [row.key for row in gone] == [ACCOUNT, ACCOUNT]
    assert (list(shown), admitted, list(later)) == ([], None, [])
    assert again != key
    assert vault.get(ACCOUNT.secret_name) is None


async def test_account_when_a_route_uses_it_then_is_not_removed(tmp_path: Path) -> None:
    setup = Setup(data_dir=tmp_path, port=0, vault=MemoryVault())
    async with running(setup) as now:
        await now.program.add_account("Follower", ACCOUNT, EXECUTOR)
        await now.program.add_account("Master", OTHER, MONITOR)
        settings = RouteSettings(version=1, sizing=SameLots())
        await now.program.add_route("My route", OTHER, ACCOUNT, settings)

        for account, name in ((ACCOUNT, "Follower"), (OTHER, "Master")):
            with pytest.raises(TradeCopyError, match=f"{name} is used by My route"):
                await now.program.remove_account(account)
        await now.program.rename_account(OTHER, "Chief")
        (route,) = now.program.routes()

    assert route.master_name == "Chief"


async def test_account_when_its_terminal_is_connected_then_is_not_removed(tmp_path: Path) -> None:
    setup = Setup(data_dir=tmp_path, port=0, vault=MemoryVault())
    async with running(setup) as now:
        key = await now.program.add_account("Mine", ACCOUNT, EXECUTOR)
        link = await greet(now.program.port, key)
        await until(lambda: bool(now.program._book.account(ACCOUNT).connected))

        with pytest.raises(TradeCopyError, match="take it off its chart first"):
            await now.program.remove_account(ACCOUNT)
        await link.close()


@skip_on_wine("names no port's owner")
async def test_check_up_when_an_executor_is_connected_then_its_lines_are_told(
    tmp_path: Path,
) -> None:
    setup = Setup(data_dir=tmp_path, port=0, vault=MemoryVault())
    async with running(setup) as now:
        key = await now.program.add_account("Mine", ACCOUNT, EXECUTOR)
        link = await greet(now.program.port, key, ea_version="0.1.0")
        await until(lambda: bool(now.program._book.account(ACCOUNT).connected))

        lines = {line.title: line for line in await now.program.check_up()}
        await link.close()

    assert lines["Mine: connection"].text == "connected as executor"
    assert lines["Mine: version"].text.startswith("its Expert Advisor is version 0.1.0, this")
    assert lines["Mine: clock"].text == ("too few prices have come yet to compare the clocks")
    assert lines["Mine: permissions"].verdict.value == "fine"
    assert lines["Bridge's port"].text.startswith("TradeCopy Desktop listens on port ")
    assert lines["Keyring"].verdict.value == "fine"
    assert lines["Database"].verdict.value == "fine"

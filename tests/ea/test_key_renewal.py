"""The real program, compiled Expert Advisors, and nobody who types (P4).

The program writes the files that the EAs read; keys are renewed while the terminals are connected.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from tests.e2e.dialing import dial
from tests.e2e.order_scene import until
from tests.e2e.rig import Terminal
from tests.ea.conftest import Programs
from tests.ea.door import kept
from tests.ea.terminal_process import PATIENCE_S, REAL_TIME, TerminalProcess, terminal
from tradecopy_desktop.adapters.keys import hash_key
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.adapters.terminals.settings_files import write_key_file
from tradecopy_desktop.app.views import AccountRow, AlertRaised
from tradecopy_desktop.bootstrap import Running, Setup, running
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.values import Platform
from tradecopy_desktop.ports import AccountRecord, SecretVault, Settings

BOTH = Terminal(
    key=AccountKey(login="3001", server="Both-Demo"),
    roles=frozenset({Role.MONITOR, Role.EXECUTOR}),
    secret="both-roles-key-0123456789",
)
RENEWED = "both: the key is renewed"


class Machine:
    """One machine: the program's data, its keyring, and the folders of terminals."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.vault = MemoryVault()

    def program(self) -> Setup:
        """Return the program on any free port, with both ends of one account."""
        return Setup(
            data_dir=self.folder / "data",
            port=0,
            vault=self.vault,
            install=self._install,
            common_files=self.folder / "common",
        )

    def _install(self, settings: Settings, vault: SecretVault) -> None:
        if settings.accounts():
            return
        vault.put(BOTH.key.secret_name, BOTH.secret)
        settings.save_account(
            AccountRecord(
                key=BOTH.key,
                name="both",
                roles=BOTH.roles,
                key_hash=hash_key(BOTH.secret),
                secret_name=BOTH.key.secret_name,
            )
        )

    def give_key(self, name: str, platform: Platform) -> Path:
        """Write a terminal's key file as the program does, and return it."""
        # The port in it is a dead one: the common file knows better.
        return write_key_file(self.folder / name, platform, port=1, key=BOTH.secret)

    @asynccontextmanager
    async def terminal(self, program: Path, key_file: Path) -> AsyncIterator[TerminalProcess]:
        """Run an Expert Advisor in the terminal that a key file belongs to."""
        settings = {
            "SIM_FILES": str(key_file.parents[1]),
            "SIM_COMMON": str(self.folder / "common"),
            "SIM_INPUT_InpPort": "0",
            "SIM_INPUT_InpKey": "",
            **REAL_TIME,
        }
        folder = key_file.parents[1] / program.stem
        async with terminal(program, BOTH, 1, folder, **settings) as now:
            yield now


async def until_connected(now: Running, *roles: Role) -> None:
    """Wait until the account's terminals of just these roles are connected."""
    changed = asyncio.Event()
    end = now.program.bus.subscribe(AccountRow, lambda _: changed.set())
    async with asyncio.timeout(PATIENCE_S):
        while now.program.accounts()[0].connected != frozenset(roles):
            changed.clear()
            await changed.wait()
    end()


def old_roles(now: Running) -> set[Role]:
    """Return the roles that have not come by the present key yet."""
    (record,) = now.program.records.values()
    return {role for role, _ in record.old_keys}


async def until_told(now: Running, title: str) -> None:
    """Wait until the trader was told this."""
    told = asyncio.Event()
    end = now.program.bus.subscribe(AlertRaised, lambda _: told.set())
    async with asyncio.timeout(PATIENCE_S):
        while title not in [alert.title for alert in now.program.alerts()]:
            told.clear()
            await told.wait()
    end()


async def test_both_eas_of_a_terminal_when_the_key_is_renewed_then_come_by_it_at_any_port(
    programs: Programs, tmp_path: Path
) -> None:
    machine = Machine(tmp_path)
    file = machine.give_key("terminal", Platform.MT5)
    async with (
        machine.terminal(programs("Monitor", "mt5"), file),
        machine.terminal(programs("Executor", "mt5"), file),
    ):
        async with running(machine.program()) as now:
            await until_connected(now, Role.MONITOR, Role.EXECUTOR)
            await now.program.renew_key(BOTH.key)
            await until_told(now, RENEWED)
            await until_connected(now, Role.MONITOR, Role.EXECUTOR)
            with pytest.raises(InvalidStatus, match="401"):
                await dial(now.program.port, BOTH.secret)
        # The bridge comes back at another port; nobody clicks.
        async with running(machine.program()) as later:
            await until_connected(later, Role.MONITOR, Role.EXECUTOR)

    new_key = machine.vault.get(BOTH.key.secret_name)
    assert new_key != BOTH.secret
    assert kept(file).splitlines()[1:] == [f"key={new_key}"]


async def test_terminal_when_it_was_away_then_comes_by_its_old_key_and_is_given_the_new_one(
    programs: Programs, tmp_path: Path
) -> None:
    machine = Machine(tmp_path)
    here = machine.give_key("here", Platform.MT5)
    away = machine.give_key("away", Platform.MT4)
    async with (
        running(machine.program()) as now,
        machine.terminal(programs("Monitor", "mt5"), here),
    ):
        await until_connected(now, Role.MONITOR)
        await now.program.renew_key(BOTH.key)
        await until(lambda: old_roles(now) == {Role.EXECUTOR}, within_s=PATIENCE_S)
        kept_by_the_absent = kept(away)
        async with machine.terminal(programs("Executor", "mt4"), away):
            await until_told(now, RENEWED)
            await until_connected(now, Role.MONITOR, Role.EXECUTOR)

    new_key = machine.vault.get(BOTH.key.secret_name)
    assert f"key={BOTH.secret}" in kept_by_the_absent
    assert f"key={new_key}\n" in kept(here)
    assert f"key={new_key}\n" in kept(away)

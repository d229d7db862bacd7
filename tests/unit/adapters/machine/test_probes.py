"""What is read off a machine: ports, the keyring, the database, Windows' own values."""

import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.windows.on_wine import skip_on_wine
from tradecopy_desktop.adapters.machine.accounts_probe import stored_accounts
from tradecopy_desktop.adapters.machine.database_probe import look_at_database
from tradecopy_desktop.adapters.machine.machine_look import stops_experts
from tradecopy_desktop.adapters.machine.port_owner import free_port_after, is_free, look_at_port
from tradecopy_desktop.adapters.machine.startup import look_at_startup
from tradecopy_desktop.adapters.machine.vault_probe import vault_fault
from tradecopy_desktop.adapters.machine.windows_values import (
    active_hours,
    logs_on_alone,
    sleep_minutes,
)
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.adapters.storage.open_database import newest_form, open_database
from tradecopy_desktop.adapters.storage.settings_store import SqlSettings
from tradecopy_desktop.domain.accounts import AccountKey, Role
from tradecopy_desktop.domain.checkup import Unknown
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.machine_facts import PortState
from tradecopy_desktop.domain.terminals import FoundTerminal
from tradecopy_desktop.domain.values import Platform
from tradecopy_desktop.ports import AccountRecord

_POWERCFG = """
GUID des Energieschemas: 381b4222-f694-41f0-9685-ff5bb260df2e  (Ausbalanciert)
    GUID der Energieeinstellung: 29f6c1db-86da-48c5-9fdb-f2b67b1f44da  (Deaktivierung nach)
      Minimal moegliche Einstellung: 0x00000000
      Maximal moegliche Einstellung: 0xffffffff
      Moegliche Einstellungen erhoehen: 0x00000001
    Index der aktuellen Wechselstromeinstellung: 0x00000708
    Index der aktuellen Gleichstromeinstellung: 0x00000384
"""


def listening() -> socket.socket:
    """Return a socket that has a port of this machine."""
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    return taken


def test_port_when_nobody_has_it_then_is_free() -> None:
    with listening() as taken:
        port = taken.getsockname()[1]

    assert is_free(port)


@skip_on_wine("names no port's owner")
def test_port_when_another_process_has_it_then_is_named_with_a_free_one() -> None:
    script = (
        "import socket,sys; s=socket.socket(); s.bind(('127.0.0.1',0)); s.listen(); "
        "print(s.getsockname()[1], flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="ascii",
    ) as other:
        assert other.stdout is not None
        port = int(other.stdout.readline())

        facts = look_at_port(port, {os.getpid()})
        ours = look_at_port(port, {other.pid})

        other.communicate()
    assert facts.state is PortState.TAKEN
    assert facts.owner.endswith(f"(process {other.pid})")
    assert facts.free is not None
    assert facts.free > port
    assert ours.state is PortState.OURS


def test_port_when_the_last_one_is_taken_then_there_is_no_next() -> None:
    assert free_port_after(65_535) is None


def test_keyring_when_it_keeps_then_nothing_stays_behind() -> None:
    vault = MemoryVault()

    fault = vault_fault(vault)

    assert fault == ""
    assert vault.get("check-up") is None


class _Forgetful(MemoryVault):
    def get(self, name: str) -> str | None:
        return (super().get(name) or "")[:1_000] or None


class _Closed(MemoryVault):
    def put(self, name: str, secret: str) -> None:
        raise TradeCopyError("the keyring is locked")


def test_keyring_when_it_does_not_keep_then_says_so() -> None:
    assert vault_fault(_Forgetful()).startswith("the keyring gave back something else")
    assert vault_fault(_Closed()) == "the keyring is locked"


def test_database_when_there_is_none_then_none_is_made(tmp_path: Path) -> None:
    facts = look_at_database(tmp_path / "later", "0006")

    assert (facts.size, facts.revision, facts.fault) == (0, "", "")
    assert isinstance(facts.disk_free, int)
    assert list(tmp_path.iterdir()) == []


def test_database_when_the_program_uses_it_then_is_read_beside_it(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "tradecopy.sqlite")
    record = AccountRecord(
        key=AccountKey(login="1", server="S"),
        name="Mine",
        roles=frozenset({Role.MONITOR}),
        key_hash="h",
        secret_name="s",
    )
    with engine.connect() as held:
        SqlSettings(engine).save_account(record)
        held.exec_driver_sql("SELECT * FROM accounts")

        facts = look_at_database(tmp_path, newest_form())
        stored = stored_accounts(tmp_path)
    engine.dispose()

    assert (facts.revision, facts.fault) == (newest_form(), "")
    assert stored == [(record, None)]


def test_database_when_it_is_none_then_says_so(tmp_path: Path) -> None:
    (tmp_path / "tradecopy.sqlite").write_text("no database at all", encoding="utf-8")

    facts = look_at_database(tmp_path, "0006")

    assert facts.fault.startswith("it could not be read (")
    with pytest.raises(TradeCopyError, match="it is no database"):
        stored_accounts(tmp_path)


def test_database_when_of_another_program_then_says_so(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "tradecopy.sqlite")
    connection.execute("CREATE TABLE other (x)")
    connection.commit()
    connection.close()

    assert "alembic_version" in look_at_database(tmp_path, "0006").fault


def test_accounts_when_there_is_no_database_then_there_are_none(tmp_path: Path) -> None:
    assert stored_accounts(tmp_path) == []


@pytest.mark.parametrize(("value", "alone"), [("1", True), (1, True), ("0", False), (None, False)])
def test_logon_when_read_then_only_1_logs_on_alone(value: object, alone: bool) -> None:
    assert logs_on_alone(value) is alone


def test_active_hours_when_they_are_none_then_is_unknown() -> None:
    assert active_hours(8, 17) == (8, 17)
    assert isinstance(active_hours(None, 17), Unknown)
    assert isinstance(active_hours(8, 24), Unknown)


def test_sleep_when_told_in_any_language_then_mains_count() -> None:
    # 0x708 seconds.
    assert sleep_minutes(_POWERCFG) == 30
    assert isinstance(sleep_minutes("Zugriff verweigert"), Unknown)


def test_startup_when_a_shortcut_names_a_program_then_it_starts(tmp_path: Path) -> None:
    folder = tmp_path / "Microsoft/Windows/Start Menu/Programs/Startup"
    folder.mkdir(parents=True)
    # At an odd place, as it may be.
    target = b"L\0\0" + "C:\\Program Files\\Br\u00f6ker MT5\\terminal64.exe".encode("utf-16-le")
    (folder / "one.lnk").write_bytes(target)

    found = look_at_startup({"APPDATA": str(tmp_path)}, ['"C:\\TradeCopy Desktop\\x.exe" --tray'])

    assert found.names("C:\\Program Files\\Br\u00f6ker MT5")
    assert found.names("tradecopy")
    assert not found.names("C:\\Program Files\\Other MT5")


def test_startup_when_there_is_no_folder_then_nothing_starts(tmp_path: Path) -> None:
    assert not look_at_startup({"APPDATA": str(tmp_path)}, []).names("x")


@pytest.mark.parametrize(
    ("ini", "stops"), [("[Experts]\nAccount=1\n", True), ("[Experts]\nAccount=0\n", False)]
)
def test_change_of_account_when_the_terminal_says_then_is_known(
    tmp_path: Path, ini: str, stops: bool
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config/common.ini").write_text(ini, encoding="utf-16")

    assert stops_experts(terminal(tmp_path, Platform.MT5)) is stops


def test_change_of_account_when_the_terminal_does_not_say_then_is_unknown(tmp_path: Path) -> None:
    assert isinstance(stops_experts(terminal(tmp_path, Platform.MT5)), Unknown)
    assert isinstance(stops_experts(terminal(tmp_path, Platform.MT4)), Unknown)


def terminal(folder: Path, platform: Platform) -> FoundTerminal:
    """Return a terminal in a folder."""
    return FoundTerminal(
        data_folder=folder,
        program=None,
        platform=platform,
        title="T",
        portable=False,
        running=False,
    )

"""The command `doctor` on a machine with five things wrong: each is named with its remedy."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.adapters.terminals.fake_machine import MT5_ID, FakeMachine
from tradecopy_desktop.adapters.storage.open_database import open_database
from tradecopy_desktop.adapters.terminals.installed_experts import (
    EXPERTS,
    compiled_of,
    source_of,
)
from tradecopy_desktop.domain.values import Platform

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has its keyring, and terminals by its registry"
)


def a_terminal_with_old_experts(machine: FakeMachine) -> None:
    data = machine.data(MT5_ID, machine.program("Nordpeak MT5"), ini="[Experts]\nAccount=1\n")
    folder = data / "MQL5/Experts/TradeCopy"
    folder.mkdir(parents=True)
    for name in EXPERTS:
        source = source_of(folder, name, Platform.MT5)
        source.write_text("// of an earlier version", encoding="utf-8")
        compiled_of(source).write_bytes(b"EX")
    header = data / "MQL5/Include/TradeCopy/Account.mqh"
    header.parent.mkdir(parents=True)
    header.write_text('#define TC_EA_VERSION "0.1.0"\n', encoding="utf-8")


def a_damaged_database(folder: Path) -> None:
    file = folder / "tradecopy.sqlite"
    open_database(file).dispose()
    content = bytearray(file.read_bytes())
    # Its pages lie behind each other; the first with the tables' names stays whole.
    content[8_192:32_768] = b"\xff" * 24_576
    file.write_bytes(bytes(content))


def doctor(folder: Path, port: int, machine: FakeMachine) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tradecopy_desktop", "doctor"]
    return subprocess.run(
        [*command, "--data-dir", str(folder), "--port", str(port)],
        env={
            **os.environ,
            "APPDATA": str(machine.roaming),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            "QT_QPA_PLATFORM": "offscreen",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_doctor_when_five_things_are_wrong_then_names_each_with_its_remedy(
    tmp_path: Path,
) -> None:
    machine = FakeMachine(tmp_path)
    a_terminal_with_old_experts(machine)
    folder = tmp_path / "data"
    folder.mkdir()
    a_damaged_database(folder)

    with socket.create_server(("127.0.0.1", 0)) as somebody:
        port = somebody.getsockname()[1]
        done = doctor(folder, port, machine)

    told = [line.partition(" -> ") for line in done.stdout.splitlines()]
    bad = [(line, remedy) for line, _, remedy in told if not line.startswith(("fine", "unknown"))]
    terminal = "Nordpeak MT5"
    expected = [
        (f"WRONG    Bridge's port: port {port} is taken by ", "close that program, or start "),
        ("WRONG    Keyring: no keyring was found ", "without it no account can be added"),
        (f"WRONG    Database: {folder}", "close TradeCopy Desktop and start it again"),
        (f"WRONG    {terminal}: Expert Advisors: version 0.1.0, ", "Accounts > Terminals > Update"),
        (f"hint     {terminal}: change of account: it switches ", "Tools > Options > Expert "),
    ]
    assert done.returncode == 1
    assert len(bad) == len(expected)
    for (line, remedy), (begins, mended) in zip(bad, expected, strict=True):
        assert line.startswith(begins)
        assert remedy.startswith(mended)

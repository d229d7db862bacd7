"""What the system lists: running terminals by real processes, installed ones by their entries."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tradecopy_desktop.adapters.terminals.installed_programs import folder_of
from tradecopy_desktop.adapters.terminals.machine import RunningTerminal
from tradecopy_desktop.adapters.terminals.running_terminals import is_portable, running_terminals


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it needs a copy of sleep")
def test_running_when_a_terminal_runs_then_is_listed_with_its_switch(tmp_path: Path) -> None:
    sleep = shutil.which("sleep")
    assert sleep is not None
    plain = tmp_path / "a b/terminal64.exe"
    plain.parent.mkdir()
    shutil.copy(Path(sleep).resolve(), plain)
    script = ["import sys; print(flush=True); sys.stdin.read()"]
    python = Path(sys.executable).resolve()
    with (
        subprocess.Popen([plain, "60"]) as first,
        subprocess.Popen(
            ["terminal.exe", "-c", *script, "/portable"],
            executable=python,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as second,
    ):
        assert second.stdout is not None
        second.stdout.readline()
        found = running_terminals()
        first.kill()
        second.communicate()

    assert RunningTerminal(file=plain, portable=False) in found
    # A process is known by its program, not by what it calls itself.
    assert not any(each.portable for each in found)


@pytest.mark.parametrize(
    ("arguments", "portable"),
    [
        (["terminal64.exe", "/portable"], True),
        (["terminal64.exe", "/config:x", "/PORTABLE"], True),
        (["terminal64.exe"], False),
        (["/portable"], False),
        ([], False),
    ],
)
def test_switch_when_given_then_the_terminal_is_portable(
    arguments: list[str], portable: bool
) -> None:
    assert is_portable(arguments) is portable


@pytest.mark.parametrize(
    ("location", "uninstaller", "folder"),
    [
        ("P/Broker MT5", "", "P/Broker MT5"),
        ('"P/Broker MT5"', "P/Other/uninstall.exe", "P/Broker MT5"),
        (" ", '"P F/Broker MT5/uninstall.exe" /S', "P F/Broker MT5"),
        ("", "P F/Broker MT5/Uninstall.EXE /S", "P F/Broker MT5"),
    ],
)
def test_entry_when_it_names_a_folder_anyhow_then_is_found(
    location: str, uninstaller: str, folder: str
) -> None:
    assert folder_of(location, uninstaller) == Path(folder)


@pytest.mark.parametrize(("location", "uninstaller"), [("", ""), (" ", "MsiExec /X{1}")])
def test_entry_when_it_names_no_folder_then_there_is_none(location: str, uninstaller: str) -> None:
    assert folder_of(location, uninstaller) is None

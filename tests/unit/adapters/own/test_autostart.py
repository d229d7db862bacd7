import sys
from pathlib import Path

import pytest

from tradecopy_desktop.adapters.own.autostart import (
    ELSEWHERE,
    VALUE,
    WindowsAutostart,
    autostart_here,
    start_command,
)
from tradecopy_desktop.adapters.own.winreg_entry import WinregEntry
from tradecopy_desktop.domain.errors import TradeCopyError


class MemoryEntry:
    """One value of a registry in memory; `refusal` is what it fails with."""

    def __init__(self) -> None:
        self.command: str | None = None
        self.refusal = ""

    def get(self) -> str | None:
        """Return what is started."""
        return self.command

    def put(self, command: str) -> None:
        """Have this started."""
        if self.refusal:
            raise PermissionError(self.refusal)
        self.command = command

    def drop(self) -> None:
        """Have nothing started."""
        self.command = None


def test_autostart_when_chosen_then_the_command_is_quoted_as_windows_reads_it() -> None:
    entry = MemoryEntry()
    autostart = WindowsAutostart(
        entry, ["C:\\Program Files\\Py\\pythonw.exe", "-m", "tradecopy_desktop"]
    )

    autostart.choose(on=True)

    assert entry.command == '"C:\\Program Files\\Py\\pythonw.exe" -m tradecopy_desktop'
    assert autostart.is_on()
    assert autostart.why_not() == ""


def test_autostart_when_no_longer_chosen_then_nothing_is_left_and_twice_is_no_fault() -> None:
    entry = MemoryEntry()
    autostart = WindowsAutostart(entry, ["tradecopy"])
    autostart.choose(on=True)

    autostart.choose(on=False)
    autostart.choose(on=False)

    assert entry.command is None
    assert not autostart.is_on()


def test_autostart_when_windows_refuses_then_the_reason_is_told() -> None:
    entry = MemoryEntry()
    entry.refusal = "access denied"

    with pytest.raises(TradeCopyError, match="Windows did not allow it: access denied"):
        WindowsAutostart(entry, ["tradecopy"]).choose(on=True)


@pytest.mark.parametrize(
    ("windowed", "console"),
    [("pythonw.exe", "python.exe"), ("TradeCopyDesktop.exe", "tradecopy-desktop.exe")],
)
def test_command_when_there_is_a_program_without_console_then_it_is_that_one(
    tmp_path: Path, windowed: str, console: str
) -> None:
    (tmp_path / windowed).write_bytes(b"")

    command = start_command(tmp_path / "data", tmp_path / console)

    assert command == [
        str(tmp_path / windowed),
        "-m",
        "tradecopy_desktop",
        "--data-dir",
        str(tmp_path / "data"),
    ]


def test_autostart_when_this_is_not_windows_then_it_cannot_be_chosen_and_says_why() -> None:
    autostart = autostart_here(None, "linux")

    assert autostart.why_not() == ELSEWHERE
    assert not autostart.is_on()
    with pytest.raises(TradeCopyError, match="Only Windows can be told so from here"):
        autostart.choose(on=True)


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows has a registry")
def test_entry_when_written_on_windows_then_it_is_read_and_taken_away_again() -> None:
    entry = WinregEntry(r"Software\TradeCopy Desktop Test", "entry")

    before = entry.get()
    entry.put('"a b" -c')
    there = entry.get()
    entry.drop()

    assert (before, there, entry.get()) == (None, '"a b" -c', None)


def test_autostart_when_the_setup_chose_it_then_the_program_finds_the_same_entry() -> None:
    setup = Path(__file__).parents[4] / "installer" / "setup.nsi"

    written = setup.read_text(encoding="utf-8")

    assert '!define ID "TradeCopyDesktop"' in written
    assert 'WriteRegStr HKCU "${RUN_KEY}" "${ID}"' in written
    assert VALUE == "TradeCopyDesktop"

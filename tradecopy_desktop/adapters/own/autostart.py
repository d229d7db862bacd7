"""Starting with Windows: one entry of this user's, which needs no administrator. Starts nothing."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, Protocol, TypeVar

from tradecopy_desktop.adapters.own.winreg_entry import WinregEntry
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.program_ports import Autostart

T = TypeVar("T")

_FOLDER: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"
# The setup writes this value, too, and takes it away: under another name both would start.
VALUE: Final = "TradeCopyDesktop"
# A console could be closed, and copying with it: Python's own start without one, and the setup's.
_WINDOWED: Final = ("pythonw.exe", "TradeCopyDesktop.exe")
ELSEWHERE: Final = (
    "Only Windows can be told so from here. On other systems add TradeCopy to the programs that "
    "your desktop starts."
)


class RunEntry(Protocol):
    """One value among those that Windows starts when the user comes."""

    def get(self) -> str | None:
        """Return what is started, or None."""
        ...

    def put(self, command: str) -> None:
        """Have this started."""
        ...

    def drop(self) -> None:
        """Have nothing started; it is there."""
        ...


class WindowsAutostart:
    """Puts a command into the entry and takes it away."""

    def __init__(self, entry: RunEntry, command: Sequence[str]) -> None:
        self._entry = entry
        self._command = subprocess.list2cmdline(command)

    def why_not(self) -> str:
        """Return an empty text: here it can be chosen."""
        return ""

    def is_on(self) -> bool:
        """Tell whether anything of ours is started; raise TradeCopyError."""
        return _asked(self._entry.get) is not None

    def choose(self, *, on: bool) -> None:
        """Start with Windows from now on, or no longer; raise TradeCopyError."""
        if on:
            # Also where it is on: an earlier entry may name a copy that has moved.
            _asked(lambda: self._entry.put(self._command))
        elif self.is_on():
            _asked(self._entry.drop)


class NoAutostart:
    """Nothing to choose, for a reason."""

    def __init__(self, why: str) -> None:
        self._why = why

    def why_not(self) -> str:
        """Return the reason."""
        return self._why

    def is_on(self) -> bool:
        """Return that it is off."""
        return False

    def choose(self, *, on: bool) -> None:
        """Raise TradeCopyError with the reason; `on` changes nothing."""
        raise TradeCopyError(self._why if on else f"it is off already: {self._why}")


def autostart_here(data_dir: Path | None, platform: str = sys.platform) -> Autostart:
    """Return how this program is started with the desktop, with the same data folder."""
    if platform != "win32":
        return NoAutostart(ELSEWHERE)
    return WindowsAutostart(
        WinregEntry(_FOLDER, VALUE), start_command(data_dir, Path(sys.executable))
    )


def start_command(data_dir: Path | None, python: Path) -> list[str]:
    """Return what starts the program without a console window, by this very Python."""
    beside = (python.with_name(name) for name in _WINDOWED)
    windowed = next((file for file in beside if file.is_file()), python)
    command = [str(windowed), "-m", "tradecopy_desktop"]
    return command if data_dir is None else [*command, "--data-dir", str(data_dir.absolute())]


def _asked(ask: Callable[[], T]) -> T:
    try:
        return ask()
    except OSError as error:
        raise TradeCopyError(f"Windows did not allow it: {error}") from error

"""Lists the terminals that run. Never touches a process."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import psutil

from tradecopy_desktop.adapters.terminals.machine import RunningTerminal

PROGRAMS: Final = frozenset({"terminal.exe", "terminal64.exe"})


def running_terminals() -> Sequence[RunningTerminal]:
    """Return the MetaTrader terminals of all users that may be looked at."""
    found = (_terminal(process) for process in psutil.process_iter())
    return [each for each in found if each is not None]


def _terminal(process: psutil.Process) -> RunningTerminal | None:
    try:
        if process.name().lower() not in PROGRAMS:
            return None
        file, arguments = process.exe(), process.cmdline()
    except (psutil.Error, OSError):
        # Another user's, or it has just ended.
        return None
    return RunningTerminal(file=Path(file), portable=is_portable(arguments)) if file else None


def is_portable(arguments: Sequence[str]) -> bool:
    """Tell whether a terminal was started with its switch for keeping all in its own folder."""
    return any(each.lower() in ("/portable", "-portable") for each in arguments[1:])

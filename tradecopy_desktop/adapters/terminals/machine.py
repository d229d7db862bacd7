"""What is asked of the machine to find terminals: who is installed, and who runs. Asks nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledProgram:
    """A program as the system lists it: its name for people and the folder that it lies in."""

    title: str
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningTerminal:
    """A terminal that runs: the file of its program, and whether it was started as portable."""

    file: Path
    portable: bool


def _none_installed() -> Sequence[InstalledProgram]:
    return ()


def _none_running() -> Sequence[RunningTerminal]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """The machine, as far as terminals are looked for on it.

    The environment names the folder of roaming data (APPDATA). Both lists may take a second and
    never raise: what cannot be read is left out.
    """

    environment: Mapping[str, str]
    installed: Callable[[], Sequence[InstalledProgram]] = _none_installed
    running: Callable[[], Sequence[RunningTerminal]] = _none_running

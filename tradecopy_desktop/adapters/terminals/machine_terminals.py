"""The terminals of this machine, as the program uses them. Holds nothing in between."""

from collections.abc import Callable, Sequence
from pathlib import Path

from tradecopy_desktop.adapters.terminals.finding import find_terminals, look_at
from tradecopy_desktop.adapters.terminals.installing import install, remove
from tradecopy_desktop.adapters.terminals.machine import Machine
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.terminals import FoundTerminal, Installed


class MachineTerminals:
    """Finds terminals on a machine and installs what `sources` returns, the folder "ea"."""

    def __init__(self, machine: Machine, sources: Callable[[], Path]) -> None:
        self._machine = machine
        self._sources = sources

    def find(self) -> Sequence[FoundTerminal]:
        """Return all terminals that were found, running ones first."""
        return find_terminals(self._machine)

    def look_at(self, folder: Path) -> FoundTerminal:
        """Return the terminal that a folder belongs to, be it its program or its data folder."""
        return look_at(self._machine, folder)

    def install(self, terminal: FoundTerminal, *, port: int, key: str) -> Installed:
        """Copy the Expert Advisors, write port and key, and have them compiled."""
        return install(self._bundled(), terminal, port=port, key=key)

    def remove(self, terminal: FoundTerminal) -> None:
        """Take the Expert Advisors and their key away again, and nothing else."""
        remove(self._bundled(), terminal)

    def _bundled(self) -> Path:
        try:
            return self._sources()
        except FileNotFoundError as error:
            raise TradeCopyError(str(error)) from error


class NoTerminals:
    """A machine on which nobody looks: the demo's, whose terminals are no programs."""

    def find(self) -> Sequence[FoundTerminal]:
        """Return none."""
        return ()

    def look_at(self, folder: Path) -> FoundTerminal:
        """Raise TradeCopyError: there is none."""
        raise TradeCopyError(f"{folder} is not looked at: this is the demo, or a test")

    def install(self, terminal: FoundTerminal, *, port: int, key: str) -> Installed:
        """Raise TradeCopyError: there is none."""
        del port, key
        raise TradeCopyError(f"{terminal.title} gets nothing: this is the demo, or a test")

    def remove(self, terminal: FoundTerminal) -> None:
        """Do nothing."""

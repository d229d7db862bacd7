"""What the program needs of the terminals on this machine, as Protocols. Implements nothing."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from tradecopy_desktop.domain.machine_facts import MachineFacts
from tradecopy_desktop.domain.refusals import Refusal
from tradecopy_desktop.domain.terminals import FoundTerminal, Installed


class Terminals(Protocol):
    """The MetaTrader terminals of this user. Every call may take seconds: never on the loop.

    Each raises TradeCopyError with what is wrong and what to do.
    """

    def find(self) -> Sequence[FoundTerminal]:
        """Return all terminals that were found, running ones first."""
        ...

    def look_at(self, folder: Path) -> FoundTerminal:
        """Return the terminal that a folder belongs to, be it its program or its data folder."""
        ...

    def install(self, terminal: FoundTerminal, *, port: int, key: str) -> Installed:
        """Copy the Expert Advisors, write port and key, and have them compiled.

        An older version is replaced. Nothing of the terminal's own settings is touched.
        """
        ...

    def remove(self, terminal: FoundTerminal) -> None:
        """Take the Expert Advisors and their key away again, and nothing else."""
        ...


class Refusals(Protocol):
    """Who was not let in lately."""

    def refusals(self) -> Sequence[Refusal]:
        """Return the last terminals that were sent away, the newest last."""
        ...


class MachineLook(Protocol):
    """Learns about the machine for a check-up."""

    def look(self, port: int) -> MachineFacts:
        """Return what can be learned, with the bridge's port; it takes seconds, never raises."""
        ...

"""The simulated terminals of a demo, as if they had been found. Installs no Expert Advisor."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from tradecopy_desktop import __version__
from tradecopy_desktop.adapters.terminals.settings_files import (
    key_file,
    mql_folder,
    write_key_file,
)
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.terminals import FoundTerminal, Installed

_LOG: Final = ("simulated terminal: nothing to compile", "port and key are written")


class SimulatedTerminals:
    """Each has a folder in which it waits for its port and its key."""

    def __init__(self, terminals: Sequence[FoundTerminal]) -> None:
        """Offer these; raise OSError where their folders cannot be made."""
        self._terminals = tuple(terminals)
        for each in terminals:
            (each.data_folder / mql_folder(each.platform) / "Files").mkdir(
                parents=True, exist_ok=True
            )

    def find(self) -> Sequence[FoundTerminal]:
        """Return all of them; those that have a key have their Expert Advisors, too."""
        return tuple(_as_it_is(each) for each in self._terminals)

    def look_at(self, folder: Path) -> FoundTerminal:
        """Return the simulated terminal of a folder; raise TradeCopyError where there is none."""
        for each in self._terminals:
            if folder in (each.data_folder, each.data_folder / mql_folder(each.platform)):
                return _as_it_is(each)
        raise TradeCopyError(f"{folder} is no simulated terminal's folder: choose one of the list")

    def install(self, terminal: FoundTerminal, *, port: int, key: str) -> Installed:
        """Give a terminal its port and its key, by which it connects."""
        known = self.look_at(terminal.data_folder)
        write_key_file(known.data_folder, known.platform, port=port, key=key)
        return Installed(compiled=True, log=_LOG)

    def remove(self, terminal: FoundTerminal) -> None:
        """Take the key away again."""
        known = self.look_at(terminal.data_folder)
        key_file(known.data_folder, known.platform).unlink(missing_ok=True)


def _as_it_is(terminal: FoundTerminal) -> FoundTerminal:
    has_key = key_file(terminal.data_folder, terminal.platform).exists()
    return replace(terminal, experts=__version__ if has_key else "")

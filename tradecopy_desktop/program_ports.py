"""What the program needs for itself: its settings, its start, its figures for support.

Protocols only; nothing is done here. Every call may block: never on the loop.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tradecopy_desktop.domain.program_settings import ProgramSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredProgramSettings:
    """What is set, and in a sentence why it could not be read; "" when it could."""

    settings: ProgramSettings
    trouble: str = ""


class ProgramSettingsFile(Protocol):
    """Where the program's own settings are kept."""

    def load(self) -> StoredProgramSettings:
        """Return what is set; what cannot be read is told and the usual settings hold."""
        ...

    def save(self, settings: ProgramSettings) -> None:
        """Replace what is set; raise TradeCopyError."""
        ...


class Autostart(Protocol):
    """Whether the program starts with the desktop."""

    def why_not(self) -> str:
        """Return why it cannot be chosen here, or an empty text."""
        ...

    def is_on(self) -> bool:
        """Tell whether it is chosen; raise TradeCopyError."""
        ...

    def choose(self, *, on: bool) -> None:
        """Start with the desktop from now on, or no longer; raise TradeCopyError."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """A library that the program uses, as it says of itself."""

    name: str
    version: str
    license: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Which program this is: its own version, that of its parts, and where its data are."""

    version: str
    protocol: str
    database: str
    python: str
    platform: str
    data_folder: Path
    readme: Path | None
    libraries: tuple[Library, ...] = ()


class Support(Protocol):
    """What can be said of this copy of the program and of its files."""

    def about(self) -> About:
        """Return versions and licenses."""
        ...

    def database(self) -> str:
        """Return the size of the database and what a check of it found, as lines of text."""
        ...

    def log_tail(self) -> str:
        """Return the end of the program's log file."""
        ...

    def write(self, file: Path, parts: Sequence[tuple[str, str]]) -> None:
        """Write named texts into one zip file, whole or not at all; raise TradeCopyError."""
        ...

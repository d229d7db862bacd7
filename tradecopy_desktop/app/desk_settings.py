"""What the window may ask about the program itself: settings, versions, a file for support."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tradecopy_desktop.domain.program_settings import ProgramSettings
from tradecopy_desktop.program_ports import About


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnState:
    """What is set for the next start, and how this one runs.

    `trouble` says why the settings could not be read. `port` is the one in use. `autostart_not`
    says why starting with the desktop cannot be chosen here.
    """

    settings: ProgramSettings
    trouble: str
    port: int
    data_folder: Path
    autostart: bool
    autostart_not: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportPart:
    """One file of those that go to support, as it will be written."""

    name: str
    text: str


class DeskProgramSettings(Protocol):
    """The program's own settings. Orders raise TradeCopyError with a sentence."""

    async def own_state(self) -> OwnState:
        """Return what is set, and what is in use."""
        ...

    async def set_program_settings(self, settings: ProgramSettings) -> None:
        """Keep other settings for the next start."""
        ...

    async def set_autostart(self, *, on: bool) -> None:
        """Start with the desktop from now on, or no longer."""
        ...


class DeskSupport(Protocol):
    """What this program is, and what support may be sent. Raises TradeCopyError."""

    async def about(self) -> About:
        """Return versions, licenses and where the data are."""
        ...

    async def support_parts(self) -> Sequence[SupportPart]:
        """Return every text of a file for support, without any secret."""
        ...

    async def save_support(self, file: Path, parts: Sequence[SupportPart]) -> None:
        """Write these texts into one zip file."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLeft:
    """A copy that is not closed yet, and why not; "" while its close is under way."""

    copy: str
    follower_name: str
    symbol: str
    why: str


class DeskClosing(Protocol):
    """Closing all copies before the program ends. Orders raise TradeCopyError with a sentence."""

    async def close_copies(self) -> int:
        """Pause every live route, close all its copies at market; return how many are closing."""
        ...

    def copies_left(self) -> Sequence[CopyLeft]:
        """Return the copies that are not closed yet."""
        ...

"""What the window may ask about the terminals on this machine."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from tradecopy_desktop.domain.accounts import AccountKey
from tradecopy_desktop.domain.terminals import ClickLeft, FoundTerminal, Installed


class DeskTerminals(Protocol):
    """Finds terminals and installs Expert Advisors. Orders raise TradeCopyError with a sentence."""

    async def find_terminals(self) -> Sequence[FoundTerminal]:
        """Return all terminals that were found, running ones first."""
        ...

    async def look_at_terminal(self, folder: Path) -> FoundTerminal:
        """Return the terminal that a folder belongs to."""
        ...

    async def install_experts(self, terminal: FoundTerminal, account: AccountKey) -> Installed:
        """Install the Expert Advisors for a registered account, with its key."""
        ...

    async def remove_experts(self, terminal: FoundTerminal) -> None:
        """Take the Expert Advisors and their key away again."""
        ...

    def clicks_left(
        self, account: AccountKey, terminal: FoundTerminal | None
    ) -> Sequence[ClickLeft]:
        """Return the trader's own steps for an account's terminal, with what is done already."""
        ...

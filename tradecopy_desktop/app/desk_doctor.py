"""What the window may ask about the health of everything."""

from collections.abc import Sequence
from typing import Protocol

from tradecopy_desktop.domain.checkup import CheckLine


class DeskDoctor(Protocol):
    """Looks at machine, terminals, accounts and routes."""

    async def check_up(self) -> Sequence[CheckLine]:
        """Return one line for each thing that was looked at, what is wrong first."""
        ...

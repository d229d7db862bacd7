"""A courier that fails as the test says, and remembers what it was given."""

import asyncio

from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.notices import Notice


class ScriptedCourier:
    """Sends while `trouble` is None. With `holds` it waits until the test lets go."""

    def __init__(self, name: str = "webhook") -> None:
        self._name = name
        self.trouble: Exception | None = None
        self.tried: list[str] = []
        self.sent: list[Notice] = []
        self.holds = False
        self._let_go = asyncio.Event()
        self._changed = asyncio.Event()

    @property
    def name(self) -> str:
        """Return what the trader calls it."""
        return self._name

    @property
    def texts(self) -> list[str]:
        """Return what arrived."""
        return [notice.text for notice in self.sent]

    def fails(self, why: str = "it is down") -> None:
        """Fail from now on."""
        self.trouble = TradeCopyError(why)

    def let_go(self) -> None:
        """End the waits of what is being sent."""
        self.holds = False
        self._let_go.set()

    async def send(self, notice: Notice) -> None:
        """Send, wait or fail."""
        self.tried.append(notice.text)
        self._changed.set()
        if self.holds:
            await self._let_go.wait()
        if self.trouble is not None:
            raise self.trouble
        self.sent.append(notice)
        self._changed.set()

    async def until(self, *, tried: int = 0, sent: int = 0) -> None:
        """Wait until so many notices were tried, and so many sent."""
        async with asyncio.timeout(10):
            while len(self.tried) < tried or len(self.sent) < sent:
                self._changed.clear()
                await self._changed.wait()

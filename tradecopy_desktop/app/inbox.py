"""The one queue of facts. Followers are always heard; masters wait when it is full (rule E14)."""

import asyncio
from collections import deque

from tradecopy_desktop.domain.facts import Fact


class Inbox:
    """Facts in the order in which they came in, for one reader."""

    def __init__(self, limit: int = 4_096) -> None:
        self._facts: deque[Fact] = deque()
        self._limit = limit
        self._something = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()

    def __len__(self) -> int:
        return len(self._facts)

    def put(self, fact: Fact) -> None:
        """Add a fact."""
        self._facts.append(fact)
        self._something.set()
        if len(self._facts) >= self._limit:
            self._room.clear()

    async def wait_for_room(self) -> None:
        """Wait while the queue is full; a master's socket is not read meanwhile."""
        await self._room.wait()

    async def get(self) -> Fact:
        """Return the oldest fact, waiting for one."""
        while not self._facts:
            self._something.clear()
            await self._something.wait()
        fact = self._facts.popleft()
        if len(self._facts) < self._limit // 2:
            self._room.set()
        return fact

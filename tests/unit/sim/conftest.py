"""What the tests of the simulation share: a bridge that plays its part by hand."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.unit.sim.scripted_bridge import ScriptedBridge, scripted_bridge


@pytest_asyncio.fixture
async def bridge() -> AsyncIterator[ScriptedBridge]:
    """Run a scripted bridge; in the end no frame may have been out of order."""
    async with scripted_bridge() as running:
        yield running
        assert running.broken == []

"""An executor on a broker with a scripted bridge before it: send an instruction, get its report."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from tests.unit.sim.market import LOGIN, terminal_of
from tests.unit.sim.scripted_bridge import ScriptedBridge
from tradecopy_desktop.sim.broker import SimBroker
from tradecopy_desktop.sim.codec import Message
from tradecopy_desktop.sim.terminal import Disk, SimTerminal


@dataclass
class Rig:
    bridge: ScriptedBridge
    broker: SimBroker
    terminal: SimTerminal

    async def told(self, message: dict[str, Any]) -> Message:
        """Send an instruction and return the report on it."""
        await self.bridge.send(LOGIN, "executor", message)
        return await self.bridge.next("report")

    async def asked(self, message: dict[str, Any], answer: str) -> Message:
        """Send a question and return its answer."""
        await self.bridge.send(LOGIN, "executor", message)
        return await self.bridge.next(answer)


@asynccontextmanager
async def executing(
    bridge: ScriptedBridge, broker: SimBroker, disk: Disk | None = None
) -> AsyncIterator[Rig]:
    """Run an executor until the block ends."""
    terminal = terminal_of(broker, bridge.url, disk=disk)
    terminal.start()
    await bridge.next("snapshot")
    try:
        yield Rig(bridge, broker, terminal)
    finally:
        await terminal.stop()

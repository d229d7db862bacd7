"""The program dies at a named point of each kind of trade, and comes back (L7 to L9)."""

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest

from tests.e2e.killable_bridge import KillableBridge, killable_bridge
from tests.e2e.rig import MASTER, follower
from tests.e2e.scripted_follower import ScriptedFollower
from tests.e2e.scripted_master import ScriptedMaster
from tests.e2e.scripted_terminal import part

# There are two followers: the first two of `sending` are before and between their instructions.
POINTS = (
    "received:1",
    "written:1",
    "sending:1",
    "sending:2",
    "sent:2",
    "committed:1",
    "acknowledged:1",
)
_Trade = Callable[[ScriptedMaster], Awaitable[object]]


async def _open(master: ScriptedMaster) -> None:
    await master.open("0.30")


async def _move_stops(master: ScriptedMaster) -> None:
    await master.set_stops(_only(master), sl="1.07000", tp=None)


async def _reduce(master: ScriptedMaster) -> None:
    await master.reduce(_only(master), "0.10")


async def _close(master: ScriptedMaster) -> None:
    await master.close(_only(master))


def _only(master: ScriptedMaster) -> str:
    (position,) = master.positions
    return position


# Each kind, lots and SL of the copy after it, and the follower's deals so far.
HISTORY: tuple[tuple[_Trade, list[tuple[str, str | None]], list[str]], ...] = (
    (_open, [("0.30", None)], ["in 0.30"]),
    (_move_stops, [("0.30", "1.07000")], ["in 0.30"]),
    (_reduce, [("0.20", "1.07000")], ["in 0.30", "out 0.10"]),
    (_close, [], ["in 0.30", "out 0.10", "out 0.20"]),
)


class Mortals:
    """A bridge that dies at its point each time that it is armed, and who is connected to it."""

    def __init__(self, bridge: KillableBridge) -> None:
        self.bridge = bridge
        self.master = ScriptedMaster(MASTER)
        self.copiers = [ScriptedFollower(follower(number)) for number in (1, 2)]
        for copier in self.copiers:
            copier.share_news(self.master)

    async def begin(self) -> None:
        """Start the bridge and connect everybody."""
        port = await self.bridge.start()
        for terminal in (*self.copiers, self.master):
            await terminal.connect(port)
        await self.settle()

    async def die_of(self, trade: _Trade) -> None:
        """Let the master trade, and wait until the bridge is dead and everybody noticed."""
        await self.bridge.arm()
        await trade(self.master)
        await self.master.until(lambda: not self.master.is_connected)
        await self.bridge.ended()
        await self.leave()

    async def settle(self) -> None:
        """Wait until all that was told is stored."""
        for terminal in (*self.copiers, self.master):
            await terminal.settle()

    async def leave(self) -> None:
        """Break every link."""
        await part(*self.copiers, self.master)

    def hold(self, held: list[tuple[str, str | None]]) -> bool:
        """Tell whether every follower holds these lots and stops, and nothing else."""
        return all([*copier.copied().values()] == held for copier in self.copiers)


@pytest.mark.parametrize("point", POINTS)
async def test_program_when_it_dies_at_a_named_point_of_each_trade_then_books_are_as_if_it_had_not(
    tmp_path: Path, point: str
) -> None:
    async with killable_bridge(tmp_path, 2, "--eager", "--die-at", point) as bridge:
        mortals = Mortals(bridge)
        try:
            await mortals.begin()
            for trade, held, deals in HISTORY:
                await mortals.die_of(trade)

                await mortals.begin()
                await mortals.master.until(partial(mortals.hold, held))
                await mortals.settle()

                assert mortals.hold(held)
                for copier in mortals.copiers:
                    assert [f"{way} {lots}" for way, _, lots in copier.deals] == deals
        finally:
            await mortals.leave()

"""Minutes that pass in milliseconds, for the program and for compiled Expert Advisors alike.

Nothing may be opened behind them until terminals have connected again: while time passes, clocks
are for a moment not as their heartbeats say.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.e2e.drills.passing_time import PassingClock
from tests.e2e.order_scene import MASTER, Follows
from tests.e2e.order_seat import Account
from tests.ea.conftest import Programs
from tests.ea.drills.ea_scene import EaScene, ea_scene
from tests.ea.drills.ea_seat import EaSeat

# Whoever says nothing for 15 s is dead, and each says something every 5 s.
_STEP_S = 10
_NS = 1_000_000_000


class PassingEaScene:
    """A scene in which time passes when it is told to."""

    def __init__(self, scene: EaScene, clock: PassingClock) -> None:
        self.scene = scene
        self._clock = clock

    async def pass_time(self, *, seconds: int) -> None:
        """Let so many seconds pass, in steps in which every terminal gives a sign of life."""
        for _ in range(seconds // _STEP_S):
            self._clock.let_pass(_STEP_S)
            before = self._clock.monotonic_ns() - _NS
            for seat in self._there():
                seat.order(f"pass {_STEP_S * 1_000} 2500")
            await self.scene.until(lambda since=before: self._all_heard(since))  # type: ignore[misc]

    def _there(self) -> list[EaSeat]:
        return [seat for seat in self.scene.seats if seat.process is not None]

    def _all_heard(self, since_ns: int) -> bool:
        account = self.scene.program._book.account
        # Each sign of life repeats the money, and so renews its age.
        return all(account(each.account.key).funds_ns >= since_ns for each in self._there())


@asynccontextmanager
async def passing_ea_scene(
    programs: Programs, folder: Path, *follows: Follows, master: Account = MASTER
) -> AsyncIterator[PassingEaScene]:
    """Yield a scene in which everybody is connected, and take it down afterwards."""
    clock = PassingClock()
    async with ea_scene(programs, folder, *follows, master=master, clock=clock) as scene:
        yield PassingEaScene(scene, clock)

"""The simulated terminals on the program's own event loop, for runs by a hurried clock.

Two processes could not share such a clock: what one waits for, the other may be working on.
"""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.sim.hurrying import HurriedClock
from tradecopy_desktop.sim.recordings import RecordingError
from tradecopy_desktop.sim.running import Run
from tradecopy_desktop.sim.running.result import result_of
from tradecopy_desktop.sim.running.world import build_world
from tradecopy_desktop.sim.running.wronging import wronged
from tradecopy_desktop.sim.scenario import ScenarioError, read_scenario


class NearSimulation:
    """Plays a scenario as the child process would."""

    def __init__(self, scenario: Path, clock: HurriedClock, environment: Mapping[str, str]) -> None:
        """Begin to connect; raise TradeCopyError where the scenario cannot be run."""
        try:
            world = build_world(wronged(read_scenario(scenario), environment), clock=clock)
        except (ScenarioError, RecordingError, ValueError, OSError) as error:
            raise TradeCopyError(f"the simulation cannot run: {error}") from error
        self._run = Run(world)
        self._started = asyncio.Event()
        self._playing = asyncio.create_task(self._play(), name="scenario")

    @property
    def state(self) -> str:
        """Return how far it is."""
        return self._run.state

    @property
    def has_ended(self) -> bool:
        """Tell whether it is over."""
        return self._playing.done()

    def begin(self) -> None:
        """Let the master trade."""
        self._started.set()

    def stop(self) -> None:
        """Let the master stop trading; the followers settle and are judged."""
        self._started.set()
        self._run.stop()

    async def result(self) -> Mapping[str, object]:
        """Return the result once all is over; raise TradeCopyError without one."""
        try:
            return await self._playing
        except ValueError as error:
            raise TradeCopyError(f"the run cannot be judged: {error}") from error

    def kill(self) -> None:
        """End it at once, if it still runs."""
        self._playing.cancel()

    async def _play(self) -> Mapping[str, object]:
        try:
            await self._run.connect()
            await self._started.wait()
            await self._run.trade()
            await self._run.settle()
            # As it would have come from the other process.
            told: Mapping[str, object] = json.loads(json.dumps(result_of(self._run), default=str))
            return told
        finally:
            await self._run.close()

"""A bridge in the test's own process with one master and its followers, all connected."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from tests.e2e.rig import MASTER, bridge, follower, same_lots
from tests.e2e.scripted_follower import ScriptedFollower
from tests.e2e.scripted_master import ScriptedMaster
from tests.e2e.scripted_terminal import part
from tradecopy_desktop.app.views import AlertRaised
from tradecopy_desktop.bootstrap import Running
from tradecopy_desktop.domain.pace import WIDE_PACE, Pace
from tradecopy_desktop.domain.routes import Route


class LiveScene:
    """The running program and those who are connected to it."""

    def __init__(self, running: Running, followers: int) -> None:
        self.program = running.program
        self.board = running.board
        self.master = ScriptedMaster(MASTER)
        self.followers = [ScriptedFollower(follower(n)) for n in range(1, followers + 1)]
        self.alerts: list[AlertRaised] = []
        self.program.bus.subscribe(AlertRaised, self.alerts.append)

    @property
    def port(self) -> int:
        """Return where terminals connect."""
        return self.program.port

    @property
    def follower(self) -> ScriptedFollower:
        """Return the first follower."""
        return self.followers[0]

    def alerted(self, text: str) -> Callable[[], bool]:
        """Return a condition: the trader was told something with `text` in it."""
        return lambda: any(text in alert.text for alert in self.alerts)


@asynccontextmanager
async def live_scene(
    folder: Path,
    *,
    followers: int = 1,
    symbols: Sequence[str] = ("EURUSD",),
    pace: Pace = WIDE_PACE,
    max_age_ms: int = 5_000,
) -> AsyncIterator[LiveScene]:
    """Yield a scene whose terminals are connected and whole, and take it down afterwards."""
    copiers = [follower(number) for number in range(1, followers + 1)]
    routes = [_aged(same_lots(MASTER, copier), max_age_ms) for copier in copiers]
    async with bridge(folder, [MASTER, *copiers], routes, pace) as running:
        scene = LiveScene(running, followers)
        terminals = (*scene.followers, scene.master)
        try:
            for terminal in terminals:
                terminal.listed = list(symbols)
                await terminal.connect(scene.port)
                await terminal.settle()
            yield scene
        finally:
            await part(*terminals)


def _aged(route: Route, max_age_ms: int) -> Route:
    return replace(route, settings=replace(route.settings, max_age_ms=max_age_ms))

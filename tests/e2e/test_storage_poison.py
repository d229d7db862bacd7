"""An event that makes one route fail, over several starts; the other routes notice nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.e2e.rig import MASTER, bridge, follower, same_lots
from tests.e2e.scripted_follower import ScriptedFollower
from tests.e2e.scripted_master import ScriptedMaster
from tests.e2e.storage_scene import held_by_another, told
from tradecopy_desktop.adapters.storage.open_database import open_database
from tradecopy_desktop.adapters.storage.poison_store import SqlPoisons
from tradecopy_desktop.adapters.storage.settings_store import SqlSettings
from tradecopy_desktop.app.program import Program
from tradecopy_desktop.domain.filters import Filters
from tradecopy_desktop.domain.routes import Route, RouteMode

FAILS, COPIES = follower(1), follower(2)
EVENT = "monitor|opened|10001|10001|10002"
PAUSED = "route to 2001 met an error and is paused; closes go on"


def failing_route() -> Route:
    """Return a route whose lots no number can be compared with: deciding about openings raises."""
    route = same_lots(MASTER, FAILS)
    filters = Filters(max_master_lots=Decimal("sNaN"))
    return replace(route, settings=replace(route.settings, filters=filters))


class PoisonScene:
    """A master with two followers, of whose routes the first fails."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.master = ScriptedMaster(MASTER)
        self.fails = ScriptedFollower(FAILS)
        self.copies = ScriptedFollower(COPIES)

    @asynccontextmanager
    async def program(self) -> AsyncIterator[Program]:
        terminals = (self.fails, self.copies, self.master)
        routes = [failing_route(), same_lots(MASTER, COPIES)]
        async with bridge(self.folder, [each.who for each in terminals], routes) as now:
            try:
                for terminal in terminals:
                    await terminal.connect(now.program.port)
                    await terminal.settle()
                yield now.program
            finally:
                for terminal in terminals:
                    await terminal.drop()

    async def tell_again(self) -> None:
        """Let the master's EA be restarted and tell of its position as of something new."""
        await self.master.tell_again(position="10001")
        await self.master.settle()
        await self.fails.settle()
        await self.copies.settle()

    def failures(self) -> list[tuple[str, str, int]]:
        engine = open_database(self.folder / "tradecopy.sqlite")
        found = [(each.event, each.route[-4:], each.times) for each in SqlPoisons(engine).poisons()]
        engine.dispose()
        return found

    def modes(self) -> dict[str, RouteMode]:
        engine = open_database(self.folder / "tradecopy.sqlite")
        found = {route.name: route.mode for route in SqlSettings(engine).routes()}
        engine.dispose()
        return found


@pytest.mark.logs_trouble
async def test_w6_event_when_it_failed_once_and_again_then_is_passed_over_for_good(
    tmp_path: Path,
) -> None:
    scene = PoisonScene(tmp_path)
    async with scene.program() as program:
        await scene.master.open("0.10")
        await scene.copies.until(lambda: scene.copies.volumes == ["0.10"])
        await scene.master.acknowledgement()
        first = texts(program)
        # Told again in the same life it is not tried again.
        await scene.tell_again()
    assert first == texts(program) == [PAUSED]
    assert scene.failures() == [(EVENT, "2001", 1)]
    assert scene.modes() == {"to 2001": RouteMode.CLOSE_ONLY, "to 2002": RouteMode.LIVE}

    # The trader arms the route again, and starts the program again: one more try.
    async with scene.program() as program:
        await scene.tell_again()
        second = texts(program)
    assert second == [PAUSED]
    assert scene.failures() == [(EVENT, "2001", 2)]
    assert scene.modes()["to 2001"] is RouteMode.CLOSE_ONLY

    async with scene.program() as program:
        await scene.tell_again()
        third = texts(program)
        mode = next(row.mode for row in program.routes() if row.name == "to 2001")
    assert len(third) == 1
    assert third[0].startswith("route to 2001 failed twice at the same event and passes it over")
    # It was not even asked, so that it stays as the trader armed it; everything is acknowledged.
    assert (mode, scene.master.acknowledged) == (RouteMode.LIVE, scene.master.seq)
    assert scene.failures() == [(EVENT, "2001", 2)]
    assert (scene.fails.deals, scene.copies.volumes) == ([], ["0.10"])


@pytest.mark.logs_trouble
async def test_w6_failure_when_the_disk_is_held_up_then_is_saved_with_the_pause_afterwards(
    tmp_path: Path,
) -> None:
    scene = PoisonScene(tmp_path)
    async with scene.program() as program:
        with held_by_another(tmp_path / "tradecopy.sqlite"):
            await scene.master.open("0.10")
            await scene.copies.until(lambda: scene.copies.volumes == ["0.10"])
            await told(program, "poison 00000000-0000-4000-8000-000000002001", PAUSED)
        await scene.master.settle()

    assert scene.failures() == [(EVENT, "2001", 1)]
    assert scene.modes() == {"to 2001": RouteMode.CLOSE_ONLY, "to 2002": RouteMode.LIVE}


def texts(program: Program) -> list[str]:
    """Return what the trader was told about routes that fail."""
    return [alert.text for alert in program.alerts() if "to 2001" in alert.text]

"""Two orders about one route leave on the disk what the trader ordered last."""

import asyncio
import threading
from dataclasses import replace
from decimal import Decimal

from tests.unit.app.bench import Bench
from tests.unit.engine.samples import SETTINGS, route
from tradecopy_desktop.adapters.storage.memory_settings import MemoryRouteMemory, MemorySettings
from tradecopy_desktop.app.arming import Arming
from tradecopy_desktop.domain.preflight import Wishes
from tradecopy_desktop.domain.routes import Route, RouteMode
from tradecopy_desktop.domain.sizing import FixedLots

_SOON_S = 10
_LIVE = route(mode=RouteMode.LIVE)


class SlowDisk(MemorySettings):
    """Its first write lasts until the test lets it go; others take no time."""

    def __init__(self) -> None:
        super().__init__()
        self.begun = threading.Event()
        self.let_go = threading.Event()
        self.writes: list[RouteMode] = []

    def save_route(self, route: Route) -> None:
        if not self.begun.is_set():
            self.begun.set()
            self.let_go.wait(_SOON_S)
        super().save_route(route)
        self.writes.append(route.mode)


def _arming(bench: Bench, disk: SlowDisk) -> Arming:
    return Arming(bench.book, bench.copying.carrying, disk, MemoryRouteMemory(), bench.clock)


async def test_route_when_paused_while_its_settings_are_written_then_the_pause_is_what_stays() -> (
    None
):
    bench, disk = Bench(_LIVE), SlowDisk()
    arming = _arming(bench, disk)
    changed = replace(SETTINGS, version=SETTINGS.version + 1, sizing=FixedLots(lots=Decimal(1)))
    bench.book.put_route(replace(_LIVE, settings=changed))
    edited = asyncio.create_task(asyncio.to_thread(arming.saving.save, _LIVE.id))
    await asyncio.to_thread(disk.begun.wait, _SOON_S)

    paused = asyncio.create_task(
        arming.change(bench.book.routes[_LIVE.id], RouteMode.CLOSE_ONLY, Wishes())
    )
    # The pause is in force by then, and its thread would write first where nothing kept order.
    await asyncio.to_thread(lambda: None)
    await asyncio.to_thread(lambda: None)
    assert bench.book.routes[_LIVE.id].mode is RouteMode.CLOSE_ONLY
    disk.let_go.set()
    await asyncio.gather(edited, paused)

    (kept,) = disk.routes()
    assert (kept.mode, kept.settings) == (RouteMode.CLOSE_ONLY, changed)
    assert disk.writes == [RouteMode.LIVE, RouteMode.CLOSE_ONLY]


def test_route_when_removed_before_it_is_written_then_it_is_not_written() -> None:
    bench, disk = Bench(_LIVE), SlowDisk()
    disk.let_go.set()
    arming = _arming(bench, disk)
    bench.book.drop_route(_LIVE.id)

    arming.saving.save(_LIVE.id)

    assert disk.routes() == ()

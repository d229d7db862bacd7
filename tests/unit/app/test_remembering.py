"""Settings that the disk does not take are tried again, in order, and never hold copying up."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tradecopy_desktop.app.remembering import Remembering
from tradecopy_desktop.domain.errors import TradeCopyError


class HandClock:
    """A clock on which a wait ends when the test says so."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self._asleep = asyncio.Event()
        self._over = asyncio.Event()

    def now(self) -> datetime:
        return datetime(2026, 3, 14, tzinfo=UTC)

    def monotonic_ns(self) -> int:
        return 0

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self._asleep.set()
        await self._over.wait()
        self._over.clear()

    async def until_asleep(self) -> None:
        await asyncio.wait_for(self._asleep.wait(), 10)
        self._asleep.clear()

    def wake(self) -> None:
        self._over.set()


class Desk:
    """A disk that can be held up, and what is on it."""

    def __init__(self) -> None:
        self.clock = HandClock()
        self.told: list[str | None] = []
        self.is_held = False
        self.saved: list[object] = []
        self._loop = asyncio.get_running_loop()
        self.remembering = Remembering(self.clock, self.told.append)

    def save(self, value: object) -> None:
        if self.is_held:
            raise TradeCopyError("another program holds it")
        self.saved.append(value)

    def keep(self, *values: object) -> None:
        for value in values:
            self.remembering.keep(self.save, value)

    async def until(self, is_so: Callable[[], bool]) -> None:
        while not is_so():
            done = asyncio.Event()
            self.remembering.keep(self._wake, done)
            await asyncio.wait_for(done.wait(), 10)

    def _wake(self, done: asyncio.Event) -> None:
        self._loop.call_soon_threadsafe(done.set)


async def test_settings_when_the_disk_is_held_up_then_are_saved_in_order_once_it_is_free() -> None:
    desk = Desk()
    desk.is_held = True
    desk.keep("paused", "mapping")
    await desk.clock.until_asleep()
    desk.clock.wake()
    await desk.clock.until_asleep()
    assert (desk.saved, desk.told) == ([], ["another program holds it"])

    desk.is_held = False
    desk.keep("baseline")
    desk.clock.wake()
    await desk.until(lambda: len(desk.saved) == 3)
    await desk.remembering.close()

    assert desk.saved == ["paused", "mapping", "baseline"]
    assert desk.told == ["another program holds it", None]
    assert desk.clock.waits == [5.0, 5.0]


async def test_settings_when_the_program_ends_then_are_tried_once_more() -> None:
    desk = Desk()
    desk.is_held = True
    desk.keep("paused", "mapping")
    await desk.clock.until_asleep()
    desk.is_held = False

    await desk.remembering.close()

    assert desk.saved == ["paused", "mapping"]


async def test_settings_when_never_saved_then_the_program_ends_all_the_same() -> None:
    desk = Desk()
    desk.is_held = True
    desk.keep("paused")
    await desk.clock.until_asleep()

    await desk.remembering.close()

    assert desk.saved == []


@pytest.mark.logs_trouble
async def test_save_when_it_can_never_go_well_then_holds_up_no_other() -> None:
    desk = Desk()

    def never() -> None:
        raise ValueError("no such route")

    desk.remembering.keep(never)
    desk.keep("mapping")
    await desk.until(lambda: desk.saved == ["mapping"])
    await desk.remembering.close()

    assert desk.told == []

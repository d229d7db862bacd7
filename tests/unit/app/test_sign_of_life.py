"""The program says that it runs for as long as it copies, and no longer."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.unit.app.scripted_courier import ScriptedCourier
from tests.unit.app.waiting_clock import WaitingClock
from tradecopy_desktop.app.sign_of_life import SignOfLife


class Scene:
    """Somebody who waits for signs of life."""

    def __init__(self) -> None:
        self.clock = WaitingClock()
        self.dead_man = ScriptedCourier("dead-man ping")
        self.told: list[tuple[str, str | None]] = []
        self.is_alive = True
        self.signs = SignOfLife(
            self.clock, lambda name, text: self.told.append((name, text)), lambda: self.is_alive
        )


@pytest_asyncio.fixture
async def scene() -> AsyncIterator[Scene]:
    scene = Scene()
    yield scene
    await scene.signs.close()


async def test_sign_when_it_is_time_then_is_given_at_once_and_every_minute(scene: Scene) -> None:
    await scene.signs.use(scene.dead_man)
    await scene.dead_man.until(sent=1)

    waits = [await scene.clock.wake(), await scene.clock.wake()]
    await scene.dead_man.until(sent=3)

    assert waits == [60, 60]


async def test_sign_when_copying_stands_still_then_is_not_given(scene: Scene) -> None:
    await scene.signs.use(scene.dead_man, 30)
    await scene.dead_man.until(sent=1)
    scene.is_alive = False

    assert [await scene.clock.wake(), await scene.clock.wake()] == [30, 30]
    await scene.clock.until_asleep()

    assert len(scene.dead_man.sent) == 1


async def test_sign_when_it_fails_then_is_told_once_and_its_mending_once(scene: Scene) -> None:
    scene.dead_man.fails("gone")
    await scene.signs.use(scene.dead_man)
    await scene.clock.wake()
    await scene.dead_man.until(tried=2)
    scene.dead_man.trouble = None
    await scene.clock.wake()
    await scene.clock.wake()
    await scene.dead_man.until(sent=2)

    assert scene.told == [("dead-man ping", "gone"), ("dead-man ping", None)]


@pytest.mark.logs_trouble
async def test_sign_when_it_fails_in_an_unknown_way_then_the_next_is_given(scene: Scene) -> None:
    scene.dead_man.trouble = RuntimeError("a mistake")
    await scene.signs.use(scene.dead_man)
    await scene.clock.until_asleep()
    scene.dead_man.trouble = None

    await scene.clock.wake()
    await scene.dead_man.until(sent=1)

    assert scene.told[0] == ("dead-man ping", "something unexpected happened: look at the log")


async def test_signs_when_nobody_is_to_get_them_any_more_then_end(scene: Scene) -> None:
    await scene.signs.use(scene.dead_man)
    await scene.dead_man.until(sent=1)

    await scene.signs.use(None)

    assert len(scene.dead_man.sent) == 1

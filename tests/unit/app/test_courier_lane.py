"""A courier that fails is tried again, ever more rarely, and what it cannot send is said."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.unit.app.manual_clock import NOON
from tests.unit.app.scripted_courier import ScriptedCourier
from tests.unit.app.waiting_clock import WaitingClock
from tradecopy_desktop.app.courier_lane import CourierLane
from tradecopy_desktop.domain.errors import DeliveredInPartError, TradeCopyError
from tradecopy_desktop.domain.notices import Notice, Severity


def notice(text: str, severity: Severity = Severity.WARNING) -> Notice:
    return Notice(title="Gold", text=text, severity=severity, at=NOON)


class Scene:
    """A lane with its courier, and what the trader was told of it."""

    def __init__(self) -> None:
        self.clock = WaitingClock()
        self.courier = ScriptedCourier()
        self.told: list[str | None] = []
        self.lane = CourierLane(self.courier, self.clock, self._hear)

    def _hear(self, name: str, text: str | None) -> None:
        assert name == "webhook"
        self.told.append(text)

    def put(self, *texts: str, severity: Severity = Severity.WARNING) -> None:
        for text in texts:
            self.lane.put(notice(text, severity))

    async def pause(self) -> float:
        """Let a whole pause pass; return how long it was."""
        tried, waited = len(self.courier.tried), 0.0
        # A longer pause has a second part, which an alarm may cut short.
        while len(self.courier.tried) == tried:
            waited += await self.clock.wake()
        return waited


@pytest_asyncio.fixture
async def scene() -> AsyncIterator[Scene]:
    scene = Scene()
    yield scene
    await scene.lane.close()


async def test_notices_when_put_then_are_sent_in_order_and_nobody_is_told(scene: Scene) -> None:
    scene.put("one", "two")
    await scene.courier.until(sent=2)
    scene.put("three")
    await scene.courier.until(sent=3)

    assert scene.courier.texts == ["one", "two", "three"]
    assert scene.told == []


async def test_notices_when_a_graver_one_comes_meanwhile_then_it_goes_next(scene: Scene) -> None:
    scene.courier.holds = True
    scene.put("one", "two")
    await scene.courier.until(tried=1)

    scene.put("breach", severity=Severity.ALARM)
    scene.courier.let_go()
    await scene.courier.until(sent=3)

    assert scene.courier.texts == ["one", "breach", "two"]


async def test_courier_when_it_fails_then_is_tried_ever_more_rarely_ten_times(
    scene: Scene,
) -> None:
    scene.courier.fails()
    scene.put("one")
    await scene.courier.until(tried=1)

    pauses = [await scene.pause() for _ in range(9)]
    await scene.clock.until_asleep()

    assert pauses == [5, 10, 20, 40, 80, 160, 300, 300, 300]
    assert scene.courier.tried == ["one"] * 10
    assert scene.lane.left() == ()
    assert scene.told == ["it is down", "a notice was given up after 10 tries"]


async def test_courier_when_it_works_again_then_is_said_once_and_the_lost_are_counted(
    scene: Scene,
) -> None:
    scene.courier.fails()
    scene.put("one")
    await scene.courier.until(tried=1)
    for _ in range(9):
        await scene.pause()
    scene.put("two", "three")
    scene.courier.trouble = None

    await scene.clock.wake()
    await scene.clock.wake()
    await scene.courier.until(sent=2)
    scene.put("four")
    await scene.courier.until(sent=3)

    assert scene.courier.texts == ["two (1 notice before this one was not sent)", "three", "four"]
    assert scene.told == ["it is down", "a notice was given up after 10 tries", None]


async def test_courier_when_it_worked_meanwhile_then_the_pauses_begin_anew(scene: Scene) -> None:
    scene.courier.fails()
    scene.put("one")
    await scene.courier.until(tried=1)
    assert [await scene.pause(), await scene.pause()] == [5, 10]
    scene.courier.trouble = None
    await scene.clock.wake()
    await scene.clock.wake()
    await scene.courier.until(sent=1)

    scene.courier.fails("it is down again")
    scene.put("two")

    assert await scene.clock.wake() == 5
    assert scene.told == ["it is down", None, "it is down again"]


async def test_alarm_when_a_long_pause_is_on_then_is_tried_at_once(scene: Scene) -> None:
    scene.courier.fails()
    scene.put("one")
    await scene.courier.until(tried=1)
    # 5 + 10 + 20 s; the next is 40 s, of which 5 s pass.
    for _ in range(3):
        await scene.pause()
    await scene.clock.wake()
    assert await scene.clock.until_asleep() == 35
    scene.courier.trouble = None

    scene.put("two")
    scene.put("breach", severity=Severity.ALARM)
    await scene.courier.until(sent=3)

    assert scene.courier.texts == ["breach", "one", "two"]


async def test_alarms_when_they_cut_pauses_short_then_no_notice_is_given_up_sooner(
    scene: Scene,
) -> None:
    scene.courier.fails()
    scene.put("first", severity=Severity.ALARM)
    await scene.courier.until(tried=1)
    await scene.pause()

    for number in range(2, 22):
        # Each comes in the first 5 s of a pause, of which it leaves no more.
        scene.put(f"alarm {number}", severity=Severity.ALARM)
        await scene.clock.wake()
        await scene.courier.until(tried=number + 1)

    assert scene.courier.tried == ["first"] * 22
    assert len(scene.lane.left()) == 21


async def test_notices_when_too_many_wait_then_the_oldest_warnings_go_and_it_is_said(
    scene: Scene,
) -> None:
    scene.courier.fails()
    scene.put("breach", severity=Severity.ALARM)
    await scene.courier.until(tried=1)

    scene.put(*(f"warning {number}" for number in range(66)))
    scene.courier.trouble = None
    await scene.clock.wake()
    await scene.courier.until(sent=64)

    # 1 + 66 notices, and room for 64.
    assert scene.courier.texts[:2] == [
        "breach (3 notices before this one were not sent)",
        "warning 3",
    ]
    assert scene.courier.texts[-1] == "warning 65"
    assert scene.told == ["it is down", "too many notices wait: the oldest are dropped", None]


async def test_notice_when_some_have_it_then_is_not_sent_again_but_said(scene: Scene) -> None:
    scene.courier.trouble = DeliveredInPartError("Bob was refused; the others have it")
    scene.put("one", "two")
    await scene.courier.until(tried=2)
    scene.courier.trouble = None
    scene.put("three")
    await scene.courier.until(sent=1)

    assert scene.courier.tried == ["one", "two", "three"]
    assert scene.told == ["Bob was refused; the others have it", None]


@pytest.mark.logs_trouble
async def test_courier_when_it_fails_in_an_unknown_way_then_is_tried_again(scene: Scene) -> None:
    scene.courier.trouble = RuntimeError("a mistake")
    scene.put("one")
    await scene.courier.until(tried=1)
    await scene.clock.until_asleep()

    scene.courier.trouble = None
    await scene.clock.wake()
    await scene.courier.until(sent=1)

    assert scene.told == ["something unexpected happened: look at the log", None]


async def test_test_when_it_arrives_then_what_waits_follows(scene: Scene) -> None:
    scene.courier.fails()
    scene.put("one")
    await scene.courier.until(tried=1)
    await scene.pause()
    scene.courier.trouble = None

    await scene.lane.test(notice("test", Severity.NOTE))
    # Never sooner than 5 s after the last failure.
    await scene.clock.wake()
    await scene.courier.until(sent=2)

    assert scene.courier.texts == ["test", "one"]
    assert scene.told == ["it is down", None]


async def test_test_when_it_does_not_arrive_then_says_so_at_once(scene: Scene) -> None:
    scene.courier.fails("no such address")

    with pytest.raises(TradeCopyError, match="no such address"):
        await scene.lane.test(notice("test", Severity.NOTE))

    assert (scene.told, scene.lane.left()) == ([], ())


async def test_test_when_a_notice_is_under_way_then_follows_it(scene: Scene) -> None:
    scene.courier.holds = True
    scene.put("one")
    await scene.courier.until(tried=1)

    test = asyncio.create_task(scene.lane.test(notice("test", Severity.NOTE)))
    await asyncio.sleep(0)
    before = list(scene.courier.tried)
    scene.courier.let_go()
    await test

    assert before == ["one"]
    assert scene.courier.texts == ["one", "test"]

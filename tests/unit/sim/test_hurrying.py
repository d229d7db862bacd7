"""A clock that skips pauses: what is waited for passes sooner, in the same order."""

import asyncio
import threading
import time

from tradecopy_desktop.sim.hurrying import HurriedClock, HurriedLoop


def _run(work: "asyncio.Future[None] | object", clock: HurriedClock) -> None:
    with asyncio.Runner(loop_factory=lambda: HurriedLoop(clock)) as runner:
        runner.run(work)  # type: ignore[arg-type]


def test_sleep_when_hurried_then_passes_whole_by_the_clock_and_sooner_by_the_wall() -> None:
    clock = HurriedClock()
    before_ns, began = clock.monotonic_ns(), time.perf_counter()

    _run(clock.sleep(20), clock)

    # 20 s take 0.4 s at fifty times the speed; a busy machine may need a few more.
    assert clock.monotonic_ns() - before_ns >= 20_000_000_000
    assert time.perf_counter() - began < 10


def test_timers_when_hurried_then_come_in_their_order() -> None:
    clock, told = HurriedClock(), list[int]()

    async def note(seconds: int) -> None:
        await clock.sleep(seconds)
        told.append(seconds)

    async def work() -> None:
        await asyncio.gather(note(3), note(1), note(2))

    _run(work(), clock)

    assert told == [1, 2, 3]


def test_thread_when_it_ends_while_the_loop_waits_then_is_heard_before_the_timer() -> None:
    clock = HurriedClock()

    async def work() -> bool:
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()
        threading.Thread(target=lambda: loop.call_soon_threadsafe(ended.set)).start()
        async with asyncio.timeout(600):
            return await ended.wait()

    _run(work(), clock)


def test_times_when_asked_for_then_agree() -> None:
    clock = HurriedClock()
    utc_ms, steady_ns = clock.utc_ms(), clock.steady_ns()

    clock.skip(3_600_000_000_000)

    # An hour later on both, but for the moment that it takes to ask.
    assert 3_600_000 <= clock.utc_ms() - utc_ms < 3_660_000
    assert 3_600 <= (clock.steady_ns() - steady_ns) / 1e9 < 3_660

"""The machine's clock tells UTC, runs steadily, and ends a wait."""

import asyncio
from datetime import timedelta

import pytest

from tradecopy_desktop.adapters.system_clock import SystemClock, wait_within


def test_now_when_asked_then_is_utc() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)


async def test_sleep_when_over_then_that_much_time_has_passed() -> None:
    clock = SystemClock()
    before = clock.monotonic_ns()

    await clock.sleep(0.01)

    assert clock.monotonic_ns() - before >= 9_000_000


async def test_wait_when_the_answer_comes_then_is_the_answer() -> None:
    async def answer() -> str:
        return "yes"

    assert await wait_within(answer(), 5) == "yes"


async def test_wait_when_it_takes_too_long_then_is_ended() -> None:
    never = asyncio.get_running_loop().create_future()

    with pytest.raises(TimeoutError):
        await wait_within(never, 0.01)

    assert never.cancelled()

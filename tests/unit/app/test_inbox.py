"""The queue of facts: in order, never losing one, and masters wait while it is full."""

import asyncio

from tests.unit.engine.samples import closed, opened
from tradecopy_desktop.app.inbox import Inbox


async def test_facts_when_put_then_come_out_in_their_order() -> None:
    inbox = Inbox()
    inbox.put(opened("1"))
    inbox.put(closed("1"))

    assert len(inbox) == 2
    assert [await inbox.get(), await inbox.get()] == [opened("1"), closed("1")]


async def test_reader_when_there_is_nothing_then_gets_what_comes() -> None:
    inbox = Inbox()
    reading = asyncio.create_task(inbox.get(), name="reader")
    await asyncio.sleep(0)

    inbox.put(opened("1"))

    assert await reading == opened("1")


async def test_masters_when_the_queue_is_full_then_wait_until_it_is_half_empty() -> None:
    inbox = Inbox(limit=4)
    for _ in range(4):
        inbox.put(opened("1"))
    waiting = asyncio.create_task(inbox.wait_for_room(), name="master")

    # Four facts fill it; below two there is room again. What came is kept, whatever the limit.
    done = []
    for _ in range(3):
        await asyncio.sleep(0)
        done.append(waiting.done())
        await inbox.get()
    await waiting

    assert done == [False, False, False]
    assert len(inbox) == 1

"""What the bridge carries to terminals besides trades: new keys, and messages for a phone."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.contract.bridge_stand import BOTH, FOLLOWER, Stand, bridge_stand, hear_type, say
from tests.e2e.rig import MASTER
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.facts import TerminalLost

NEW_KEY = "a-new-key-of-24-letters-"


@pytest_asyncio.fixture
async def stand() -> AsyncIterator[Stand]:
    """Return a running bridge."""
    async with bridge_stand() as stand:
        yield stand


async def test_key_when_offered_then_goes_to_the_terminal_of_that_role(stand: Stand) -> None:
    monitor = await stand.greet(BOTH, "monitor", stream="7")
    executor = await stand.greet(BOTH, "executor", stream="8")

    offered = [stand.server.offer_key(BOTH.key, Role.EXECUTOR, NEW_KEY)]
    offered.append(stand.server.offer_key(MASTER.key, Role.MONITOR, NEW_KEY))
    stand.server.ask_picture(BOTH.key, Role.MONITOR)

    assert offered == [True, False]
    assert (await hear_type(executor, "new_key"))["key"] == NEW_KEY
    # The first thing that the other one hears is what it was asked for.
    assert (await hear_type(monitor, "get_snapshot"))["request"] == "2"


async def test_message_when_several_terminals_are_there_then_one_pushes_it_and_it_is_a_monitor(
    stand: Stand,
) -> None:
    executor = await stand.greet(FOLLOWER, "executor", stream="8")
    monitor = await stand.greet(MASTER, "monitor", stream="7")

    sent = stand.server.notify("x" * 300)
    stand.server.ask_picture(FOLLOWER.key)

    assert sent
    assert (await hear_type(monitor, "notify"))["text"] == "x" * 255
    assert (await hear_type(executor, "get_snapshot"))["request"] == "2"


async def test_message_when_no_terminal_is_there_then_is_not_sent(stand: Stand) -> None:
    executor = await stand.greet(FOLLOWER, "executor")

    before = stand.server.notify("one")
    await executor.close()
    await stand.host.until_told(TerminalLost, FOLLOWER.key)

    assert before
    assert not stand.server.notify("two")


async def test_host_when_a_terminal_was_welcomed_then_knows_it(stand: Stand) -> None:
    await stand.greet(BOTH, "monitor", stream="7")
    await stand.greet(FOLLOWER, "executor", stream="8")

    assert stand.host.welcomed == [(BOTH.key, Role.MONITOR), (FOLLOWER.key, Role.EXECUTOR)]


@pytest.mark.logs_trouble
async def test_terminal_when_it_complains_then_the_connection_goes_on(stand: Stand) -> None:
    link = await stand.greet(FOLLOWER, "executor")

    await say(link, {"type": "error", "code": "not_stored", "message": "full disk", "field": ""})
    await say(link, {"type": "symbols_changed", "names": ["EURUSD"]})

    assert (await hear_type(link, "get_symbols"))["names"] == ["EURUSD"]

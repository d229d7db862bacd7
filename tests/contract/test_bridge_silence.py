"""Heartbeats over real sockets, and how silence is noticed. The clock is moved by hand."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.contract.bridge_stand import (
    FOLLOWER,
    Stand,
    bridge_stand,
    exchange,
    hear,
    hear_the_end,
    hear_type,
    say,
)
from tests.e2e import terminal_frames as frames
from tests.e2e.rig import MASTER
from tradecopy_desktop.domain.facts import TerminalLost, TradeEvent
from tradecopy_desktop.ports import RoundTrip

_ID = "5f3c0a9be1d24708a6c1f20b7d9e4431"
_COPY = "9a70d1c25b8e4f63907ab1c4d8e2f516"
_OTHER_ID = "00000000000000000000000000000abc"


@pytest_asyncio.fixture
async def stand() -> AsyncIterator[Stand]:
    """Return a running bridge."""
    async with bridge_stand() as stand:
        yield stand


async def test_heartbeat_when_five_seconds_passed_then_sent_with_the_newest_echo(
    stand: Stand,
) -> None:
    link = await stand.greet(MASTER, "monitor")
    await say(link, frames.heartbeat(ticks=900, echo={"ticks": 50_000_000, "held": 0}))
    await exchange(link)

    await stand.clock.pass_seconds(5)

    # The stand's clock began at 50 s; the terminal's heartbeat was held for the 5 s.
    beat = await hear(link)
    assert beat == {
        "type": "heartbeat",
        "ticks": 55_000_000,
        "echo": {"ticks": 900, "held": 5_000_000},
    }


async def test_heartbeat_when_only_four_seconds_passed_then_not_sent(stand: Stand) -> None:
    link = await stand.greet(MASTER, "monitor")

    await stand.clock.pass_seconds(4)

    await say(link, {"type": "symbols_changed", "names": ["EURUSD"]})
    assert (await hear(link))["type"] == "get_symbols"


async def test_heartbeat_when_answered_then_the_round_trip_is_shown(stand: Stand) -> None:
    link = await stand.greet(MASTER, "monitor")
    await stand.clock.pass_seconds(1)
    await say(link, frames.heartbeat(ticks=9_000, echo={"ticks": 50_000_000, "held": 400_000}))

    await stand.host.until_shown(RoundTrip)

    # Sent at 50 s, answered at 51 s, held for 0.4 s: 600 ms on the way.
    trips = [latest for _, _, latest in stand.host.shown if isinstance(latest, RoundTrip)]
    assert trips == [RoundTrip(ms=600.0)]


async def test_event_when_offset_is_known_then_its_transit_is_told(stand: Stand) -> None:
    link = await stand.greet(MASTER, "monitor")
    # At 50 s here it is 9.0 s there, without any delay: the terminal's clock is 41 s behind.
    await say(link, frames.heartbeat(ticks=9_000_000, echo={"ticks": 50_000_000, "held": 0}))
    await exchange(link)
    await stand.clock.pass_seconds(2)
    # Sent when it is 10.75 s there, 51.75 s here; it comes in at 52 s.
    await say(link, frames.opened(1) | {"ticks": 10_750_000})

    await stand.host.until_told(TradeEvent, MASTER.key)

    (event,) = stand.host.told(TradeEvent, MASTER.key)
    assert isinstance(event, TradeEvent)
    assert (event.transit_us, event.received_ns) == (250_000, 52_000_000_000)


async def test_terminal_when_silent_for_fifteen_seconds_then_dropped_and_told(
    stand: Stand,
) -> None:
    link = await stand.greet(MASTER, "monitor")

    await stand.clock.pass_seconds(15)
    assert stand.host.told(TerminalLost, MASTER.key) == []
    await stand.clock.pass_seconds(1)

    await stand.host.until_told(TerminalLost, MASTER.key)
    _, code = await hear_the_end(link)
    assert code == 1006


async def test_terminal_when_it_speaks_in_time_then_stays(stand: Stand) -> None:
    link = await stand.greet(MASTER, "monitor")

    for _ in range(4):
        await stand.clock.pass_seconds(14)
        await exchange(link)

    assert stand.host.told(TerminalLost, MASTER.key) == []


async def test_terminal_when_silent_then_the_others_stay(stand: Stand) -> None:
    master = await stand.greet(MASTER, "monitor")
    copier = await stand.greet(FOLLOWER, "executor")

    await stand.clock.pass_seconds(10)
    await exchange(copier)
    await stand.clock.pass_seconds(6)

    await hear_the_end(master)
    await exchange(copier)
    assert stand.host.told(TerminalLost, FOLLOWER.key) == []


async def test_executor_when_in_a_trade_call_then_given_180_seconds(stand: Stand) -> None:
    link = await stand.greet(FOLLOWER, "executor")
    await say(link, {"type": "executing", "id": _ID, "ticks": 5_000})
    await exchange(link)

    await stand.clock.pass_seconds(180)
    assert stand.host.told(TerminalLost, FOLLOWER.key) == []
    await stand.clock.pass_seconds(1)

    await stand.host.until_told(TerminalLost, FOLLOWER.key)


async def test_executor_when_its_trade_call_was_reported_then_given_15_seconds_again(
    stand: Stand,
) -> None:
    link = await stand.greet(FOLLOWER, "executor")
    await say(link, {"type": "executing", "id": _ID, "ticks": 5_000})
    await say(link, frames.report(n=1, id=_ID, copy=_COPY))
    await exchange(link)

    await stand.clock.pass_seconds(16)

    await stand.host.until_told(TerminalLost, FOLLOWER.key)


async def test_executor_when_another_instruction_is_reported_then_still_given_180_seconds(
    stand: Stand,
) -> None:
    link = await stand.greet(FOLLOWER, "executor")
    await say(link, {"type": "executing", "id": _ID, "ticks": 5_000})
    await say(link, frames.report(n=1, id=_OTHER_ID, copy=_COPY))
    await exchange(link)

    await stand.clock.pass_seconds(100)
    await exchange(link)

    assert stand.host.told(TerminalLost, FOLLOWER.key) == []


async def test_terminal_when_only_websocket_pings_come_then_dead_all_the_same(
    stand: Stand,
) -> None:
    link = await stand.greet(MASTER, "monitor")
    await stand.clock.pass_seconds(10)
    await (await link.ping())

    await stand.clock.pass_seconds(6)

    await stand.host.until_told(TerminalLost, MASTER.key)


async def test_heartbeat_when_terminal_came_back_then_echo_begins_anew(stand: Stand) -> None:
    first = await stand.greet(MASTER, "monitor")
    await say(first, frames.heartbeat(ticks=900, echo=None))
    await exchange(first)

    second = await stand.greet(MASTER, "monitor")
    await stand.clock.pass_seconds(5)

    assert (await hear_type(second, "heartbeat"))["echo"] is None

"""A terminal that says something wrong is told what, and let go; the others do not notice."""

import json
from collections.abc import AsyncIterator
from decimal import Decimal

import pytest
import pytest_asyncio

from tests.contract.bridge_stand import (
    FOLLOWER,
    Stand,
    bridge_stand,
    exchange,
    hear,
    hear_the_end,
    hello_of,
    say,
)
from tests.e2e import terminal_frames as frames
from tests.e2e.rig import MASTER
from tradecopy_desktop.domain.facts import TerminalLost, TradeEvent
from tradecopy_desktop.domain.filters import OrderKind

_EVENT = json.dumps(frames.opened(1))
_MOST_BYTES = 1_048_576


@pytest_asyncio.fixture
async def stand() -> AsyncIterator[Stand]:
    """Return a running bridge."""
    async with bridge_stand() as stand:
        yield stand


@pytest.mark.parametrize(
    ("frame", "field"),
    [
        ("", ""),
        ("[]", ""),
        ("{", ""),
        ("null", ""),
        ("\ufeff" + _EVENT, ""),
        ('{"type":"event"', ""),
        ('{"type":"dance"}', "type"),
        ("{}", "type"),
        ('{"type":"bye"}', "reason"),
        ('{"type":"bye","reason":"tired"}', "reason"),
        ('{"type":"bye","reason":"closing","why":"late"}', "why"),
        ('{"type":"bye","reason":"closing","reason":"closing"}', "reason"),
        # What only a bridge says.
        ('{"type":"ack","seq":"1"}', "type"),
        ('{"type":"welcome"}', "type"),
        (_EVENT.replace('"volume": "0.10"', '"volume": 0.1', 1), "position.volume"),
        (_EVENT.replace('"side": "buy"', '"side": "long"', 1), "position.side"),
        (_EVENT.replace('"seq": "1"', '"seq": "0"'), "seq"),
        (json.dumps(hello_of(MASTER, "monitor")), "type"),
        (json.dumps(frames.snapshot(page=2, pages=2)), "page"),
    ],
)
async def test_frame_when_not_as_specified_then_field_named_and_closed_with_1008(
    stand: Stand, frame: str, field: str
) -> None:
    other = await stand.greet(FOLLOWER, "executor")
    link = await stand.greet(MASTER, "monitor")

    await link.send(frame)
    error, code = await hear_the_end(link)

    assert error is not None
    assert (error["type"], error["code"], error["field"]) == ("error", "protocol", field)
    assert code == 1008
    await stand.host.until_told(TerminalLost, MASTER.key)
    await exchange(other)
    assert stand.host.told(TerminalLost, FOLLOWER.key) == []


async def test_frame_when_binary_then_error_and_closed_with_1003(stand: Stand) -> None:
    other = await stand.greet(FOLLOWER, "executor")
    link = await stand.greet(MASTER, "monitor")

    await link.send(_EVENT.encode())
    error, code = await hear_the_end(link)

    assert error is not None
    assert (error["type"], code) == ("error", 1003)
    assert stand.host.told(TradeEvent, MASTER.key) == []
    await exchange(other)


async def test_frame_when_not_utf8_then_closed_with_1007(stand: Stand) -> None:
    other = await stand.greet(FOLLOWER, "executor")
    link = await stand.greet(MASTER, "monitor")

    await link.send(b'{"type":"bye\xff"}', text=True)
    _, code = await hear_the_end(link)

    assert code == 1007
    await exchange(other)


async def test_frame_when_one_byte_too_large_then_closed_with_1009(stand: Stand) -> None:
    other = await stand.greet(FOLLOWER, "executor")
    link = await stand.greet(MASTER, "monitor")

    await link.send(_EVENT.ljust(_MOST_BYTES + 1))
    _, code = await hear_the_end(link)

    assert code == 1009
    assert stand.host.told(TradeEvent, MASTER.key) == []
    await exchange(other)


async def test_frame_when_as_large_as_may_be_then_taken(stand: Stand) -> None:
    link = await stand.greet(MASTER, "monitor")

    await link.send(_EVENT.ljust(_MOST_BYTES))

    await stand.host.until_told(TradeEvent, MASTER.key)


async def test_frame_when_fragments_together_are_too_large_then_closed_with_1009(
    stand: Stand,
) -> None:
    link = await stand.greet(MASTER, "monitor")

    await link.send([_EVENT, " " * 600_000, " " * 600_000])
    _, code = await hear_the_end(link)

    assert code == 1009


async def test_frame_when_fragmented_then_taken_as_one(stand: Stand) -> None:
    link = await stand.greet(MASTER, "monitor")

    await link.send([_EVENT[:10], _EVENT[10:200], _EVENT[200:]])

    await stand.host.until_told(TradeEvent, MASTER.key)


@pytest.mark.parametrize("message", [frames.opened(1), frames.snapshot()])
async def test_first_frame_when_not_a_hello_then_refused(
    stand: Stand, message: frames.Json
) -> None:
    link = await stand.dial(MASTER.secret)
    await say(link, message)

    error, code = await hear_the_end(link)

    assert error is not None
    assert (error["code"], error["field"], code) == ("protocol", "type", 1008)
    assert stand.host.facts == []


async def test_first_frame_when_of_a_newer_minor_then_welcomed_at_ours(stand: Stand) -> None:
    link = await stand.dial(MASTER.secret)
    await say(link, hello_of(MASTER, "monitor", minor=3) | {"colour": "blue"})

    assert (await hear(link))["minor"] == 1
    await exchange(link)


@pytest.mark.parametrize(
    ("minor", "told", "field"),
    [
        (0, {"order_volume": "0.10"}, "deal.order_volume"),
        (0, {"order_kind": "market"}, "deal.order_kind"),
        (1, {"order_kind": "market"}, "deal.order_volume"),
        (1, {"order_volume": "0.10"}, "deal.order_kind"),
        (1, {"order_volume": "0.09", "order_kind": "market"}, "deal.order_volume"),
    ],
)
async def test_event_when_its_deal_is_of_another_minor_then_refused_with_the_field(
    stand: Stand, minor: int, told: frames.Json, field: str
) -> None:
    link = await stand.dial(MASTER.secret)
    await say(link, hello_of(MASTER, "monitor", minor=minor))
    opened = frames.opened(1)
    await say(link, opened | {"deal": opened["deal"] | told})

    error, code = await hear_the_end(link)

    assert error is not None
    assert (error["code"], error["field"], code) == ("protocol", field, 1008)
    assert stand.host.told(TradeEvent, MASTER.key) == []


@pytest.mark.parametrize(
    ("minor", "told", "known"),
    [
        (0, {}, (None, None)),
        (1, {"order_volume": "1.00", "order_kind": "stop"}, (Decimal("1.00"), OrderKind.STOP)),
    ],
)
async def test_event_when_its_deal_is_of_the_minor_agreed_then_its_order_is_known(
    stand: Stand,
    minor: int,
    told: frames.Json,
    known: tuple[Decimal | None, OrderKind | None],
) -> None:
    link = await stand.dial(MASTER.secret)
    await say(link, hello_of(MASTER, "monitor", minor=minor))
    opened = frames.opened(1)
    await say(link, opened | {"deal": opened["deal"] | told})

    await stand.host.until_told(TradeEvent, MASTER.key)

    (event,) = stand.host.told(TradeEvent, MASTER.key)
    assert isinstance(event, TradeEvent)
    assert event.deal is not None
    assert (event.deal.order_volume, event.deal.order_kind) == known


async def test_terminal_when_refused_for_a_wrong_frame_then_may_come_back(stand: Stand) -> None:
    link = await stand.greet(MASTER, "monitor", stream="7")
    await link.send("{")
    await hear_the_end(link)

    again = await stand.greet(MASTER, "monitor", stream="7")

    await exchange(again)


async def test_terminal_when_it_is_refused_and_does_not_answer_the_close_then_let_go(
    stand: Stand,
) -> None:
    link = await stand.greet(MASTER, "monitor", stream="7")
    await link.send("{")
    # From here this client reads nothing, so the bridge's close has no answer.
    link.transport.pause_reading()

    await stand.host.until_told(TerminalLost, MASTER.key)
    again = await stand.greet(MASTER, "monitor", stream="8")

    await exchange(again)

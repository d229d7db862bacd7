"""Newest values on their way from terminals to the host, and which terminal is asked for quotes."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest
import pytest_asyncio
from websockets.asyncio.client import ClientConnection

from tests.contract.bridge_stand import (
    BOTH,
    Stand,
    bridge_stand,
    exchange,
    hear,
    hear_type,
    say,
)
from tests.e2e import terminal_frames as frames
from tradecopy_desktop.domain.accounts import Funds, Role
from tradecopy_desktop.domain.facts import AccountConfirmed, Quote, TerminalLost

_FUNDS = {
    "balance": "1000.50",
    "equity": "990.25",
    "margin": "100",
    "free_margin": "890.25",
    "credit": "0",
    "floating": "-10.25",
}
_KNOWN = Funds(
    balance=Decimal("1000.50"),
    equity=Decimal("990.25"),
    margin=Decimal(100),
    free_margin=Decimal("890.25"),
    credit=Decimal(0),
    floating=Decimal("-10.25"),
)


@pytest_asyncio.fixture
async def stand() -> AsyncIterator[Stand]:
    """Return a running bridge."""
    async with bridge_stand() as stand:
        yield stand


async def _asked(link: ClientConnection) -> list[str]:
    symbols: list[str] = (await hear_type(link, "subscribe"))["symbols"]
    return symbols


async def _heard(link: ClientConnection) -> list[str]:
    """Return the types of all that the bridge has sent so far and that was not read yet."""
    await say(link, {"type": "symbols_changed", "names": ["THE_END"]})
    types: list[str] = []
    while True:
        message = await hear(link)
        if message.get("names") == ["THE_END"]:
            return types
        types.append(message["type"])


async def test_quotes_when_wanted_then_the_terminal_is_asked_in_order_of_names(
    stand: Stand,
) -> None:
    link = await stand.greet(BOTH, "executor")

    beyond = stand.server.watch_quotes(BOTH.key, ["GOLD", "EURUSD", "GOLD"])

    assert beyond == ()
    assert await _asked(link) == ["EURUSD", "GOLD"]


async def test_quotes_when_the_same_are_wanted_again_then_nothing_is_sent(stand: Stand) -> None:
    link = await stand.greet(BOTH, "executor")
    stand.server.watch_quotes(BOTH.key, ["GOLD", "EURUSD"])
    assert await _asked(link) == ["EURUSD", "GOLD"]

    stand.server.watch_quotes(BOTH.key, ["EURUSD", "GOLD"])

    assert await _heard(link) == []


async def test_quotes_when_no_longer_wanted_then_the_empty_set_is_sent(stand: Stand) -> None:
    link = await stand.greet(BOTH, "executor")
    stand.server.watch_quotes(BOTH.key, ["EURUSD"])
    assert await _asked(link) == ["EURUSD"]

    stand.server.watch_quotes(BOTH.key, [])

    assert await _asked(link) == []


async def test_quotes_when_wanted_before_a_terminal_comes_then_asked_after_its_welcome(
    stand: Stand,
) -> None:
    stand.server.watch_quotes(BOTH.key, ["EURUSD"])

    link = await stand.greet(BOTH, "monitor")

    assert await _asked(link) == ["EURUSD"]


@pytest.mark.parametrize("stream", ["7", "8"], ids=["broken link", "restart"])
async def test_quotes_when_a_terminal_comes_again_then_asked_again(
    stand: Stand, stream: str
) -> None:
    first = await stand.greet(BOTH, "executor", stream="7")
    stand.server.watch_quotes(BOTH.key, ["EURUSD"])
    assert await _asked(first) == ["EURUSD"]
    if stream == "8":
        await first.close()
        await stand.host.until_told(TerminalLost, BOTH.key)

    again = await stand.greet(BOTH, "executor", stream=stream)

    assert await _asked(again) == ["EURUSD"]


async def test_quotes_when_nobody_wants_any_then_a_new_terminal_is_not_asked(stand: Stand) -> None:
    stand.server.watch_quotes(BOTH.key, ["EURUSD"])
    stand.server.watch_quotes(BOTH.key, [])

    link = await stand.greet(BOTH, "executor")

    assert await _heard(link) == []


async def test_quotes_when_an_executor_joins_a_monitor_then_it_takes_over(stand: Stand) -> None:
    monitor = await stand.greet(BOTH, "monitor")
    stand.server.watch_quotes(BOTH.key, ["EURUSD"])
    assert await _asked(monitor) == ["EURUSD"]

    executor = await stand.greet(BOTH, "executor", stream="8")

    assert await _asked(executor) == ["EURUSD"]
    assert await _asked(monitor) == []


async def test_quotes_when_the_executor_goes_then_the_monitor_is_asked(stand: Stand) -> None:
    monitor = await stand.greet(BOTH, "monitor")
    executor = await stand.greet(BOTH, "executor", stream="8")
    stand.server.watch_quotes(BOTH.key, ["EURUSD"])
    assert await _asked(executor) == ["EURUSD"]
    assert await _heard(monitor) == []

    await executor.close()

    assert await _asked(monitor) == ["EURUSD"]


async def test_quotes_when_over_256_are_wanted_then_the_first_are_asked_and_the_rest_told(
    stand: Stand,
) -> None:
    link = await stand.greet(BOTH, "executor")
    # Falling names, so that the order wanted and the order of names differ.
    names = [f"S{number:03d}" for number in range(258, 0, -1)]

    beyond = stand.server.watch_quotes(BOTH.key, [*names, "S258"])

    assert beyond == ("S002", "S001")
    assert await _asked(link) == [f"S{number:03d}" for number in range(3, 259)]


async def test_quotes_when_a_name_cannot_be_then_refused_and_the_former_set_stays(
    stand: Stand,
) -> None:
    stand.server.watch_quotes(BOTH.key, ["EURUSD"])

    with pytest.raises(ValueError, match="symbols"):
        stand.server.watch_quotes(BOTH.key, ["EURUSD", ""])

    link = await stand.greet(BOTH, "executor")
    assert await _asked(link) == ["EURUSD"]


@pytest.mark.parametrize("role", Role)
async def test_quotes_when_received_then_shown_at_once_and_never_queued(
    stand: Stand, role: Role
) -> None:
    link = await stand.greet(BOTH, role.value)
    quote = {"symbol": "EURUSD", "bid": "1.08500", "ask": "1.08512", "at": 1_731_000_000_000}

    await say(link, {"type": "quotes", "ticks": 5, "quotes": [quote]})
    await stand.host.until_shown(tuple)

    assert stand.host.shown == [
        (
            BOTH.key,
            role,
            (
                Quote(
                    symbol="EURUSD",
                    bid=Decimal("1.08500"),
                    ask=Decimal("1.08512"),
                    at=1_731_000_000_000,
                ),
            ),
        )
    ]
    # The connection alone.
    assert len(stand.host.facts) == 1


@pytest.mark.parametrize("role", Role)
async def test_funds_when_told_alone_or_in_a_picture_then_shown(stand: Stand, role: Role) -> None:
    link = await stand.greet(BOTH, role.value)

    await say(link, {"type": "funds", "ticks": 5, **_FUNDS})
    await exchange(link)
    alone = list(stand.host.shown)
    await say(link, frames.snapshot(funds=_FUNDS))
    await exchange(link)

    assert alone == [(BOTH.key, role, _KNOWN)]
    assert stand.host.shown == alone * 2


@pytest.mark.parametrize("role", Role)
async def test_heartbeat_when_received_then_the_account_is_confirmed(
    stand: Stand, role: Role
) -> None:
    link = await stand.greet(BOTH, role.value)

    await say(link, frames.heartbeat(ticks=1, echo=None, positions=3))
    await stand.host.until_shown(AccountConfirmed)

    (shown,) = stand.host.shown
    assert isinstance(shown[2], AccountConfirmed)
    assert (shown[0], shown[1]) == (BOTH.key, role)
    assert (shown[2].account, shown[2].role) == (BOTH.key, role)
    assert (shown[2].equity, shown[2].positions) == (Decimal("10000.00"), 3)


async def test_newest_values_when_two_roles_of_one_account_tell_them_then_each_by_its_role(
    stand: Stand,
) -> None:
    monitor = await stand.greet(BOTH, "monitor", stream="7")
    executor = await stand.greet(BOTH, "executor", stream="8")

    for link in (monitor, executor):
        await say(link, {"type": "funds", "ticks": 5, **_FUNDS})
        await exchange(link)

    assert [(role, latest) for _, role, latest in stand.host.shown] == [
        (Role.MONITOR, _KNOWN),
        (Role.EXECUTOR, _KNOWN),
    ]

"""Whom the bridge lets in, and which of two sessions stays. Real sockets, a host with memory."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from websockets.exceptions import InvalidStatus

from tests.contract.bridge_stand import (
    BOTH,
    FOLLOWER,
    MemoryHost,
    Stand,
    bridge_stand,
    exchange,
    hear,
    hear_the_end,
    hello_of,
    say,
)
from tests.e2e.rig import MASTER
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.errors import TradeCopyError
from tradecopy_desktop.domain.facts import TerminalConnected, TerminalLost


@pytest_asyncio.fixture
async def stand() -> AsyncIterator[Stand]:
    """Return a running bridge."""
    async with bridge_stand() as stand:
        yield stand


async def _status(stand: Stand, key: str | None, **changes: object) -> int:
    with pytest.raises(InvalidStatus) as refused:
        await stand.dial(key, **changes)
    return refused.value.response.status_code


@pytest.mark.parametrize(
    "key",
    [
        None,
        "unknown-key-0123456789",
        "",
        MASTER.secret + "x",
        MASTER.secret[:-1],
        MASTER.secret.upper(),
    ],
)
async def test_handshake_when_key_missing_or_unknown_then_401(
    stand: Stand, key: str | None
) -> None:
    assert await _status(stand, key) == 401


@pytest.mark.parametrize("scheme", ["Basic ", "bearer:", ""])
async def test_handshake_when_key_comes_in_another_scheme_then_401(
    stand: Stand, scheme: str
) -> None:
    headers = [("Authorization", scheme + MASTER.secret)]

    assert await _status(stand, None, additional_headers=headers) == 401


async def test_handshake_when_two_keys_are_sent_then_401(stand: Stand) -> None:
    headers = [("Authorization", f"Bearer {who.secret}") for who in (MASTER, FOLLOWER)]

    assert await _status(stand, None, additional_headers=headers) == 401


async def test_handshake_when_key_has_foreign_bytes_then_401(stand: Stand) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", stand.port)
    writer.write(
        b"GET /ea HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        b"Sec-WebSocket-Protocol: tradecopy.v1\r\nAuthorization: Bearer key-\xfc\xff-0123456789\r\n"
        b"\r\n"
    )

    answer = await reader.readline()
    writer.close()
    await writer.wait_closed()

    assert answer.split()[1] == b"401"


async def test_handshake_when_from_a_browser_page_then_403(stand: Stand) -> None:
    assert await _status(stand, MASTER.secret, origin="http://127.0.0.1:8080") == 403


@pytest.mark.parametrize("path", ["/", "/ea/", "/EA", "/ea?key=1", "/other"])
async def test_handshake_when_path_is_another_then_404(stand: Stand, path: str) -> None:
    assert await _status(stand, MASTER.secret, path=path) == 404


@pytest.mark.parametrize("offered", [None, ["tradecopy.v2"], ["chat", "superchat"]])
async def test_handshake_when_subprotocol_is_not_offered_then_400(
    stand: Stand, offered: list[str] | None
) -> None:
    assert await _status(stand, MASTER.secret, subprotocols=offered) == 400


async def test_handshake_when_several_subprotocols_are_offered_then_ours_is_agreed(
    stand: Stand,
) -> None:
    link = await stand.dial(MASTER.secret, subprotocols=["tradecopy.v2", "tradecopy.v1"])

    assert link.subprotocol == "tradecopy.v1"


async def test_handshake_when_compression_is_offered_then_no_extension_is_agreed(
    stand: Stand,
) -> None:
    link = await stand.dial(MASTER.secret, compression="deflate")

    assert link.request is not None
    assert "permessage-deflate" in link.request.headers["Sec-WebSocket-Extensions"]
    assert link.response is not None
    assert "Sec-WebSocket-Extensions" not in link.response.headers


async def test_handshake_when_twenty_keys_were_wrong_then_429_for_ten_seconds(
    stand: Stand,
) -> None:
    wrong = [await _status(stand, f"wrong-key-{number:010d}") for number in range(20)]
    assert wrong == [401] * 20

    assert await _status(stand, "wrong-key-once-more") == 429
    await stand.clock.pass_seconds(9)
    assert await _status(stand, "wrong-key-once-more") == 429
    await stand.clock.pass_seconds(1)
    assert await _status(stand, "wrong-key-once-more") == 401


async def test_handshake_when_refused_for_too_many_tries_then_sessions_go_on(
    stand: Stand,
) -> None:
    master = await stand.greet(MASTER, "monitor")
    for number in range(25):
        await _status(stand, f"wrong-key-{number:010d}")

    await exchange(master)


async def test_hello_when_account_is_another_then_wrong_account(stand: Stand) -> None:
    for who in (FOLLOWER, BOTH):
        link = await stand.dial(MASTER.secret)
        await say(link, hello_of(who, "monitor"))

        error, code = await hear_the_end(link)

        assert error is not None
        assert (error["code"], error["field"], code) == ("wrong_account", "login", 1008)


async def test_hello_when_server_is_another_then_wrong_account(stand: Stand) -> None:
    link = await stand.dial(MASTER.secret)
    await say(link, hello_of(MASTER, "monitor") | {"server": "Master-Live"})

    error, code = await hear_the_end(link)

    assert error is not None
    assert (error["code"], code) == ("wrong_account", 1008)


@pytest.mark.parametrize(("who", "role"), [(MASTER, "executor"), (FOLLOWER, "monitor")])
async def test_hello_when_role_is_not_registered_then_wrong_role(
    stand: Stand, who: object, role: str
) -> None:
    terminal = MASTER if who is MASTER else FOLLOWER
    link = await stand.dial(terminal.secret)
    await say(link, hello_of(terminal, role))

    error, code = await hear_the_end(link)

    assert error is not None
    assert (error["code"], error["field"], code) == ("wrong_role", "role", 1008)
    assert stand.host.facts == []


async def test_hello_when_both_roles_are_registered_then_both_are_served_side_by_side(
    stand: Stand,
) -> None:
    monitor = await stand.greet(BOTH, "monitor", stream="7")
    executor = await stand.greet(BOTH, "executor", stream="8")

    await exchange(monitor)
    await exchange(executor)
    connected = [fact.role for fact in stand.host.facts if isinstance(fact, TerminalConnected)]
    assert connected == [Role.MONITOR, Role.EXECUTOR]


async def test_hello_when_another_life_runs_then_already_running_and_the_first_keeps_working(
    stand: Stand,
) -> None:
    first = await stand.greet(MASTER, "monitor", stream="7")
    second = await stand.dial(MASTER.secret)
    await say(second, hello_of(MASTER, "monitor", stream="8"))

    error, code = await hear_the_end(second)

    assert error is not None
    assert (error["code"], code) == ("already_running", 1008)
    await exchange(first)
    assert stand.host.told(TerminalLost, MASTER.key) == []
    assert sum(isinstance(fact, TerminalConnected) for fact in stand.host.facts) == 1


async def test_hello_when_the_first_life_ended_then_another_is_welcome(stand: Stand) -> None:
    first = await stand.greet(MASTER, "monitor", stream="7")
    first.transport.abort()
    await stand.host.until_told(TerminalLost, MASTER.key)

    second = await stand.greet(MASTER, "monitor", stream="8")

    await exchange(second)


async def test_hello_when_same_life_comes_back_then_it_takes_over_at_once(stand: Stand) -> None:
    first = await stand.greet(FOLLOWER, "executor", stream="7")

    second = await stand.greet(FOLLOWER, "executor", stream="7")

    await first.wait_closed()
    await exchange(second)
    stand.server.acknowledge_report(FOLLOWER.key, 5)
    assert await hear(second) == {"type": "report_ack", "n": "5"}
    # The account was never without its terminal.
    assert stand.host.told(TerminalLost, FOLLOWER.key) == []


async def test_hello_when_taken_over_then_the_end_of_the_new_link_is_still_told(
    stand: Stand,
) -> None:
    await stand.greet(FOLLOWER, "executor", stream="7")
    second = await stand.greet(FOLLOWER, "executor", stream="7")

    await second.close()

    await stand.host.until_told(TerminalLost, FOLLOWER.key)
    assert len(stand.host.told(TerminalLost, FOLLOWER.key)) == 1


async def test_welcome_when_stream_and_reports_are_known_then_it_says_where_to_go_on(
    stand: Stand,
) -> None:
    stand.host.resume_points[FOLLOWER.key, Role.EXECUTOR, "7"] = (41, 12)
    link = await stand.dial(FOLLOWER.secret)
    await say(link, hello_of(FOLLOWER, "executor", stream="7"))

    welcome = await hear(link)

    assert (welcome["resume_after"], welcome["report_after"]) == ("41", "12")
    assert welcome["program"] == "test"
    # The clock of this stand begins at 50 s.
    assert welcome["ticks"] == 50_000_000


async def test_acknowledgement_when_another_stream_is_connected_then_not_sent(
    stand: Stand,
) -> None:
    link = await stand.greet(MASTER, "monitor", stream="8")

    stand.server.acknowledge_event(MASTER.key, Role.MONITOR, "7", 3)
    stand.server.acknowledge_event(MASTER.key, Role.EXECUTOR, "8", 4)
    stand.server.acknowledge_event(MASTER.key, Role.MONITOR, "8", 5)

    assert await hear(link) == {"type": "ack", "seq": "5"}


async def test_bye_when_terminal_says_it_then_closed_with_1000_and_told(stand: Stand) -> None:
    link = await stand.greet(MASTER, "monitor")
    await say(link, {"type": "bye", "reason": "closing"})

    last, code = await hear_the_end(link)

    assert (last, code) == (None, 1000)
    await stand.host.until_told(TerminalLost, MASTER.key)


async def test_stop_when_terminals_are_connected_then_bye_and_closed_with_1000() -> None:
    async with bridge_stand() as stand:
        link = await stand.greet(MASTER, "monitor")

        stopping = asyncio.create_task(stand.server.stop())
        last, code = await hear_the_end(link)
        await stopping

        assert last == {"type": "bye", "reason": "closing"}
        assert code == 1000


async def test_start_when_port_is_taken_then_says_what_to_do(stand: Stand) -> None:
    async with bridge_stand() as other:
        with pytest.raises(TradeCopyError, match=f"port {stand.port} on 127.0.0.1 cannot be used"):
            await other.server.start(other.host, "127.0.0.1", stand.port)


async def test_claim_when_a_terminal_comes_before_it_is_served_then_it_waits_and_is_welcomed() -> (
    None
):
    stand = Stand(MemoryHost(limit=4_096))
    stand.port = stand.server.claim("127.0.0.1", 0)
    # It is on the wire already when the bridge begins to serve.
    early = socket.create_connection(("127.0.0.1", stand.port))
    early.setblocking(False)

    await stand.server.serve(stand.host)

    try:
        await stand.greet(MASTER, "monitor", sock=early)
        assert stand.host.welcomed == [(MASTER.key, Role.MONITOR)]
    finally:
        await stand.close()


async def test_claim_when_the_port_is_claimed_and_not_served_yet_then_nobody_else_gets_it() -> None:
    first, second = Stand(MemoryHost(limit=4_096)), Stand(MemoryHost(limit=4_096))
    port = first.server.claim("127.0.0.1", 0)

    with pytest.raises(TradeCopyError, match=f"port {port} on 127.0.0.1 cannot be used"):
        second.server.claim("127.0.0.1", port)

    await first.server.stop()
    assert second.server.claim("127.0.0.1", port) == port
    await second.server.stop()

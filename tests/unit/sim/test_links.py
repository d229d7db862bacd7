"""The cable between a simulated terminal and the bridge: heartbeats, cuts, refusals, keys."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.unit.sim.instructions import OPEN_ID, open_
from tests.unit.sim.market import LOGIN, SMALL, D, broker_of, terminal_of
from tests.unit.sim.scripted_bridge import WAIT_S, ScriptedBridge
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.sim.broker import MarketRequest, SimBroker, WallClock
from tradecopy_desktop.sim.terminal import Disk, Pace, SimTerminal

KEY = "k" * 20


@pytest.fixture
def broker() -> SimBroker:
    return broker_of(clock=WallClock())


@pytest_asyncio.fixture
async def terminal(broker: SimBroker, bridge: ScriptedBridge) -> AsyncIterator[SimTerminal]:
    terminal = terminal_of(broker, bridge.url, Role.MONITOR)
    terminal.start()
    await bridge.next("snapshot")
    yield terminal
    await terminal.stop()


async def _closed(bridge: ScriptedBridge, role: str = "monitor") -> int | None:
    """Wait until the terminal's present connection has ended; return its close code."""
    socket = bridge._sockets[LOGIN, role]
    async with asyncio.timeout(WAIT_S):
        await socket.wait_closed()
    return socket.close_code


async def test_heartbeat_when_heard_is_answered_at_once_with_an_echo(
    terminal: SimTerminal, bridge: ScriptedBridge
) -> None:
    await bridge.send(LOGIN, "monitor", {"type": "heartbeat", "ticks": 4711, "echo": None})

    answer = await bridge.next("heartbeat")

    assert answer["echo"]["ticks"] == 4711
    assert answer["echo"]["held"] >= 0
    assert (answer["state"]["positions"], answer["state"]["trade_allowed"]) == (0, True)


async def test_heartbeat_when_nothing_is_heard_comes_by_the_clock(
    broker: SimBroker, bridge: ScriptedBridge
) -> None:
    bridge.heartbeat_ms = 40
    terminal = terminal_of(broker, bridge.url, Role.MONITOR)
    terminal.start()

    beats = [await bridge.next("heartbeat") for _ in range(2)]

    assert beats[0]["echo"] is None
    assert beats[1]["ticks"] - beats[0]["ticks"] >= 40_000
    await terminal.stop()


async def test_bridge_when_silent_for_too_long_is_left_and_found_again(
    broker: SimBroker, bridge: ScriptedBridge
) -> None:
    bridge.dead_after_ms = 60
    terminal = terminal_of(broker, bridge.url, Role.MONITOR)
    terminal.start()

    first, second = await bridge.next("hello"), await bridge.next("hello")

    assert first["stream"] == second["stream"]
    await terminal.stop()


async def test_terminal_when_it_does_not_read_still_sends_and_reads_on_later(
    terminal: SimTerminal, bridge: ScriptedBridge, broker: SimBroker
) -> None:
    bridge.acknowledges = False
    terminal.stop_reading()
    # The read that already waits still takes one message.
    await bridge.send(LOGIN, "monitor", {"type": "notify", "text": "taken"})
    await bridge.send(LOGIN, "monitor", {"type": "get_snapshot", "request": "5"})

    broker.send(MarketRequest(symbol="EURUSD", side=Side.BUY, volume=D(1)))
    event = await bridge.next("event")
    unanswered = bridge.waiting("snapshot")
    terminal.read_again()
    page = await bridge.next("snapshot")

    assert (event["kind"], unanswered, page["request"]) == ("opened", 0, "5")


async def test_terminal_when_frozen_says_nothing_and_catches_up_when_thawed(
    broker: SimBroker, bridge: ScriptedBridge
) -> None:
    terminal = terminal_of(broker, bridge.url, Role.MONITOR, Role.EXECUTOR)
    terminal.start()
    await bridge.next("snapshot")
    await bridge.next("snapshot")

    terminal.freeze(Role.MONITOR)
    broker.send(MarketRequest(symbol="EURUSD", side=Side.BUY, volume=D(1)))
    await bridge.next("event")
    # The executor's answer comes after anything that the monitor could have said meanwhile.
    await bridge.ask_snapshot(LOGIN, "executor")
    more = bridge.waiting("event")
    terminal.thaw(Role.MONITOR)
    event = await bridge.next("event")

    assert (more, event["kind"]) == (0, "opened")
    await terminal.stop()


async def test_two_roles_when_on_one_terminal_hold_a_connection_each(
    broker: SimBroker, bridge: ScriptedBridge
) -> None:
    terminal = terminal_of(broker, bridge.url, Role.MONITOR, Role.EXECUTOR)
    terminal.start()
    await bridge.next("snapshot")
    await bridge.next("snapshot")

    await bridge.send(LOGIN, "executor", open_())
    events = [await bridge.next("event") for _ in range(2)]

    assert {hello["role"] for hello in bridge.hellos} == {"monitor", "executor"}
    assert [e["kind"] for e in events] == ["opened", "opened"]
    # Only the executor knows what it was for.
    assert sorted(e["position"]["link"] is None for e in events) == [False, True]
    await terminal.stop()


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 503])
async def test_handshake_when_refused_is_tried_again_later(
    broker: SimBroker, bridge: ScriptedBridge, status: int
) -> None:
    bridge.refuse_with = status
    terminal = terminal_of(broker, bridge.url, Role.MONITOR)
    terminal.start()
    await bridge.next("refusal")

    bridge.refuse_with = None
    hello = await bridge.next("hello")

    assert hello["login"] == LOGIN
    await terminal.stop()


async def test_key_when_changed_is_stored_and_used_and_the_old_one_comes_back_on_refusal(
    terminal: SimTerminal, bridge: ScriptedBridge
) -> None:
    await bridge.send(LOGIN, "monitor", {"type": "new_key", "key": "n" * 20})
    await bridge.next("key_accepted")
    bye = await bridge.next("bye")
    await bridge.next("snapshot")

    bridge.refuse_with = 401
    terminal.drop_link()
    await bridge.next("refusal")
    bridge.refuse_with = None
    await bridge.next("snapshot")

    assert bye["reason"] == "restarting"
    assert bridge.keys == [f"Bearer {KEY}", "Bearer " + "n" * 20, f"Bearer {KEY}"]


@pytest.mark.parametrize(
    ("frame", "field", "code"),
    [
        ('{"type":"ack"}', "seq", 1008),
        ('{"type":"report_ack","n":"1"}', "type", 1008),
        ('{"type":"void","id":"' + OPEN_ID + '"}', "type", 1008),
        (b"{}", "", 1003),
    ],
)
async def test_frame_when_not_as_specified_is_told_and_ends_the_connection(
    terminal: SimTerminal, bridge: ScriptedBridge, frame: str | bytes, field: str, code: int
) -> None:
    await bridge._sockets[LOGIN, "monitor"].send(frame)

    error = await bridge.next("error")

    assert (error["code"], error["field"]) == ("protocol", field)
    assert await _closed(bridge) == code


async def test_bye_when_the_bridge_says_it_ends_the_connection_and_the_terminal_comes_back(
    terminal: SimTerminal, bridge: ScriptedBridge
) -> None:
    await bridge.next("hello")
    await bridge.send(LOGIN, "monitor", {"type": "bye", "reason": "closing"})

    assert await _closed(bridge) == 1000
    assert (await bridge.next("hello"))["role"] == "monitor"


async def test_terminal_when_closed_says_goodbye(broker: SimBroker, bridge: ScriptedBridge) -> None:
    terminal = terminal_of(broker, bridge.url, Role.MONITOR)
    terminal.start()
    await bridge.next("snapshot")

    await terminal.stop()

    assert (await bridge.next("bye"))["reason"] == "closing"
    assert await _closed(bridge) == 1000


async def test_symbols_when_asked_come_in_pages_with_what_is_missing(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    terminal = terminal_of(broker, bridge.url, Role.MONITOR)
    terminal.start()
    await bridge.next("snapshot")

    question = {"type": "get_symbols", "request": "3", "names": ["EURUSD", "NOWHERE"]}
    await bridge.send(LOGIN, "monitor", question)
    answer = await bridge.next("symbols")

    assert (answer["request"], answer["page"], answer["pages"]) == ("3", 1, 1)
    assert [(s["name"], s["lot_step"]) for s in answer["symbols"]] == [("EURUSD", D("0.01"))]
    assert answer["missing"] == ["NOWHERE"]
    await terminal.stop()


async def test_quotes_when_subscribed_come_once_and_then_when_they_change(
    terminal: SimTerminal, bridge: ScriptedBridge, broker: SimBroker
) -> None:
    wanted = {"type": "subscribe", "symbols": ["EURUSD", "NOWHERE"]}
    await bridge.send(LOGIN, "monitor", wanted)
    first = await bridge.next("quotes")
    broker.quote("GBPUSD", D("1.4"), D("1.5"))
    broker.quote("EURUSD", D("1.2"), D("1.3"))

    second = await bridge.next("quotes")

    assert [(q["symbol"], q["bid"]) for q in first["quotes"]] == [("EURUSD", D("1.10000"))]
    assert [(q["symbol"], q["bid"]) for q in second["quotes"]] == [("EURUSD", D("1.2"))]


async def test_funds_when_they_change_are_told(
    terminal: SimTerminal, bridge: ScriptedBridge, broker: SimBroker
) -> None:
    first = await bridge.next("funds")
    broker.deposit(D(500))

    second = await bridge.next("funds")

    assert (first["balance"], second["balance"]) == (D(1_000_000), D(1_000_500))


async def test_guard_and_notice_when_told_are_kept(
    terminal: SimTerminal, bridge: ScriptedBridge
) -> None:
    guard = {"floor": "900000", "block_after_ms": 30_000, "flatten_at_floor": True}
    await bridge.send(LOGIN, "monitor", {"type": "guard", **guard})
    await bridge.send(LOGIN, "monitor", {"type": "notify", "text": "naked position"})
    await bridge.ask_snapshot(LOGIN, "monitor")

    assert terminal.disk.guard is not None
    assert terminal.disk.guard.floor == D(900_000)
    assert terminal.monitor.notices == ["naked position"]


async def test_report_when_not_stored_is_sent_again_to_the_letter(
    broker: SimBroker, bridge: ScriptedBridge
) -> None:
    bridge.acknowledges = False
    terminal = terminal_of(broker, bridge.url)
    terminal.start()
    await bridge.next("snapshot")
    await bridge.send(LOGIN, "executor", open_())
    first = await bridge.next("report")

    terminal.drop_link()
    again = await bridge.next("report")

    assert again == first
    await terminal.stop()


async def test_order_when_the_link_drops_during_the_call_is_reported_afterwards(
    bridge: ScriptedBridge,
) -> None:
    broker = broker_of(clock=WallClock(), fill_delay_ms=60)
    terminal = terminal_of(broker, bridge.url)
    terminal.start()
    await bridge.next("snapshot")
    await bridge.send(LOGIN, "executor", open_())
    await bridge.next("executing")

    terminal.drop_link()
    report = await bridge.next("report")

    assert (report["outcome"], len(broker.positions())) == ("filled", 1)
    await terminal.stop()


async def test_order_when_the_terminal_is_killed_during_the_call_is_found_by_the_next_one(
    bridge: ScriptedBridge, tmp_path: Path
) -> None:
    broker = broker_of(clock=WallClock(), fill_delay_ms=60)
    path = tmp_path / "journal.log"
    terminal = terminal_of(broker, bridge.url, disk=Disk.with_journal_file(KEY, path))
    terminal.start()
    await bridge.next("snapshot")
    await bridge.send(LOGIN, "executor", open_())
    await bridge.next("executing")
    filled = asyncio.Event()
    broker.history.listeners.append(filled.set)
    await terminal.kill()
    async with asyncio.timeout(WAIT_S):
        await filled.wait()

    # Another process reads what the first one wrote to its file.
    second = terminal_of(broker, bridge.url, disk=Disk.with_journal_file(KEY, path))
    second.start()
    await bridge.next("snapshot")
    await bridge.send(LOGIN, "executor", open_())
    report = await bridge.next("report")

    assert (report["outcome"], report["n"]) == ("already_done", "1")
    assert [f["volume"] for f in report["fills"]] == [D("0.50")]
    assert len(broker.positions()) == 1
    await second.stop()


async def test_report_number_when_the_journal_is_gone_goes_on_above_the_bridges(
    broker: SimBroker, bridge: ScriptedBridge
) -> None:
    bridge.report_after = "41"
    terminal = terminal_of(broker, bridge.url)
    terminal.start()
    await bridge.next("snapshot")

    await bridge.send(LOGIN, "executor", open_())

    assert (await bridge.next("report"))["n"] == "42"
    await terminal.stop()


async def test_terminal_when_blocked_by_a_call_sends_no_heartbeat(
    bridge: ScriptedBridge,
) -> None:
    bridge.heartbeat_ms = 20
    broker = broker_of(clock=WallClock(), fill_delay_ms=150)
    terminal = terminal_of(broker, bridge.url, pace=Pace(push=0.01, backoff=SMALL.backoff))
    terminal.start()
    await bridge.next("snapshot")
    await bridge.send(LOGIN, "executor", open_())

    await bridge.next("executing")
    await bridge.next("report")

    kinds = [m["type"] for m in bridge.everything]
    begun, ended = kinds.index("executing"), kinds.index("report")
    # In 150 ms seven are due; the one after the call is sent before the report.
    assert kinds[begun:ended].count("heartbeat") <= 1
    await terminal.stop()

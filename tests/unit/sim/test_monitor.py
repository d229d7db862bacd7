"""What a simulated monitor tells: events in deal order, kept until stored, and whole pictures."""

from collections.abc import AsyncIterator, Iterable

import pytest
import pytest_asyncio

from tests.unit.sim.market import LOGIN, SMALL, D, broker_of, terminal_of
from tests.unit.sim.scripted_bridge import ScriptedBridge
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.values import MarginMode, Platform, Side
from tradecopy_desktop.sim.broker import (
    CloseRequest,
    MarketRequest,
    SimBroker,
    StopsRequest,
    WallClock,
)
from tradecopy_desktop.sim.broker.faults import Faults
from tradecopy_desktop.sim.codec import Message
from tradecopy_desktop.sim.terminal import Pace, SimTerminal


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


def _buy(broker: SimBroker, volume: str = "1") -> str:
    return broker.send(MarketRequest(symbol="EURUSD", side=Side.BUY, volume=D(volume))).ticket


async def _events(bridge: ScriptedBridge, count: int) -> list[Message]:
    return [await bridge.next("event") for _ in range(count)]


def _kinds(events: Iterable[Message]) -> list[str]:
    return [event["kind"] for event in events]


async def test_hello_when_sent_says_who_the_account_is(
    terminal: SimTerminal, bridge: ScriptedBridge
) -> None:
    hello = bridge.hellos[0]

    assert (hello["login"], hello["server"], hello["role"]) == (LOGIN, "Sim-Demo", "monitor")
    assert (hello["platform"], hello["margin_mode"]) == ("mt5", "hedging")
    assert (hello["last_seq"], hello["first_seq"]) == ("0", "0")
    assert bridge.keys == ["Bearer " + "k" * 20]


async def test_changes_when_several_come_between_two_looks_are_told_one_by_one(
    terminal: SimTerminal, bridge: ScriptedBridge, broker: SimBroker
) -> None:
    ticket = _buy(broker)
    broker.send(CloseRequest(ticket=ticket, volume=D("0.4")))
    broker.send(StopsRequest(ticket=ticket, stop_loss=D("1.09"), take_profit=None))
    other = _buy(broker, "0.1")
    broker.send(CloseRequest(ticket=other, volume=D("0.1")))

    events = await _events(bridge, 5)

    assert _kinds(events) == ["opened", "partly_closed", "opened", "closed", "modified"]
    assert [e["seq"] for e in events] == ["1", "2", "3", "4", "5"]
    assert [e["position"]["volume"] for e in events] == [
        D(1),
        D("0.6"),
        D("0.1"),
        D(0),
        D("0.6"),
    ]
    assert events[0]["position"]["link"] is None
    assert terminal.monitor.view.is_whole()


async def test_netting_when_added_and_reversed_is_told_so(bridge: ScriptedBridge) -> None:
    broker = broker_of(margin_mode=MarginMode.NETTING, clock=WallClock())
    terminal = terminal_of(broker, bridge.url, Role.MONITOR)
    terminal.start()
    await bridge.next("snapshot")

    _buy(broker)
    _buy(broker)
    broker.send(MarketRequest(symbol="EURUSD", side=Side.SELL, volume=D(3)))
    events = await _events(bridge, 3)

    assert _kinds(events) == ["opened", "added", "reversed"]
    assert events[2]["was"] == {
        "order": events[0]["deal"]["order"],
        "side": "buy",
        "volume": D(2),
    }
    assert events[2]["position"]["id"] == events[0]["position"]["id"]
    assert events[2]["position"]["order"] == events[2]["deal"]["order"]
    await terminal.stop()


async def test_deposit_when_made_is_a_balance_event(
    terminal: SimTerminal, bridge: ScriptedBridge, broker: SimBroker
) -> None:
    broker.deposit(D(-50))

    (event,) = await _events(bridge, 1)

    assert (event["kind"], event["amount"], event["position"]) == ("balance", D(-50), None)
    assert (event["deal"]["entry"], event["deal"]["side"]) == ("none", "sell")


async def test_events_when_not_stored_are_sent_again_after_a_cut(
    terminal: SimTerminal, bridge: ScriptedBridge, broker: SimBroker
) -> None:
    bridge.acknowledges = False
    ticket = _buy(broker)
    broker.send(CloseRequest(ticket=ticket, volume=D("0.4")))
    await _events(bridge, 2)
    bridge.resume_after = "1"

    terminal.drop_link()
    broker.send(CloseRequest(ticket=ticket, volume=D("0.6")))
    again = await _events(bridge, 2)

    assert [(e["seq"], e["kind"]) for e in again] == [("2", "partly_closed"), ("3", "closed")]
    assert bridge.hellos[0]["stream"] == bridge.hellos[1]["stream"]
    assert bridge.hellos[1]["first_seq"] == "1"
    measured = terminal.measures[Role.MONITOR]
    assert [e.seq for e in measured.events] == [1, 2, 3]
    assert measured.seen["resends"] == 1


async def test_resume_when_asked_sends_again_what_is_above(
    terminal: SimTerminal, bridge: ScriptedBridge, broker: SimBroker
) -> None:
    bridge.acknowledges = False
    for _ in range(3):
        _buy(broker, "0.1")
    await _events(bridge, 3)

    await bridge.send(LOGIN, "monitor", {"type": "resume", "after": "1"})
    again = await _events(bridge, 2)

    assert [e["seq"] for e in again] == ["2", "3"]


async def test_snapshot_when_asked_shows_positions_and_proofs(
    terminal: SimTerminal, bridge: ScriptedBridge, broker: SimBroker
) -> None:
    gone = _buy(broker, "0.1")
    broker.send(CloseRequest(ticket=gone, volume=D("0.1")))
    open_ = _buy(broker)

    page = await bridge.ask_snapshot(LOGIN, "monitor")

    assert (page["page"], page["pages"], page["whole"], page["seq"]) == (1, 1, True, "3")
    assert [p["ticket"] for p in page["positions"]] == [open_]
    assert [(c["id"], c["order"]) for c in page["closed"]] == [(gone, gone)]


async def test_snapshot_when_long_comes_in_pages_in_a_row(
    terminal: SimTerminal, bridge: ScriptedBridge, broker: SimBroker
) -> None:
    bridge.acknowledges = False
    for _ in range(501):
        _buy(broker, "0.01")

    await bridge.send(LOGIN, "monitor", {"type": "get_snapshot", "request": "7"})
    pages = [await bridge.next("snapshot") for _ in range(2)]

    assert [(p["page"], p["pages"], len(p["positions"])) for p in pages] == [
        (1, 2, 500),
        (2, 2, 1),
    ]


async def test_snapshot_when_just_logged_in_is_whole_only_after_settling(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    _buy(broker)
    _buy(broker)
    slow = broker_of(clock=WallClock(), faults=Faults(lists_late_s=0.15))
    for _ in range(4):
        slow.send(MarketRequest(symbol="EURUSD", side=Side.BUY, volume=D("0.1")))
    pace = Pace(backoff=(0.01, 0.02), settle=0.1, logged_in=0.0, push=0.02)
    terminal = terminal_of(slow, bridge.url, Role.MONITOR, pace=pace)
    terminal.start()

    early, whole = await bridge.next("snapshot"), await bridge.next("snapshot")

    assert (early["whole"], len(early["positions"])) == (False, 2)
    assert (whole["whole"], len(whole["positions"])) == (True, 4)
    assert bridge.waiting("event") == 0
    await terminal.stop()


async def test_terminal_when_started_over_open_positions_tells_them_as_no_events(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    _buy(broker)
    terminal = terminal_of(broker, bridge.url, Role.MONITOR)
    terminal.start()
    page = await bridge.next("snapshot")

    ticket = _buy(broker, "0.2")
    (event,) = await _events(bridge, 1)

    assert len(page["positions"]) == 1
    assert (event["seq"], event["position"]["ticket"]) == ("1", ticket)
    await terminal.stop()


async def test_terminal_when_offline_at_its_server_tells_nothing_until_it_is_back(
    terminal: SimTerminal, bridge: ScriptedBridge, broker: SimBroker
) -> None:
    online = terminal.permissions
    terminal.permit(type(online)(**{**_fields(online), "connected": False}))
    told = await bridge.next("permissions")
    _buy(broker)
    page = await bridge.ask_snapshot(LOGIN, "monitor")
    quiet = bridge.waiting("event")

    terminal.permit(online)
    (event,) = await _events(bridge, 1)

    assert (told["connected"], page["whole"], quiet) == (False, False, 0)
    assert event["kind"] == "opened"


def _fields(value: object) -> dict[str, bool]:
    names = ("connected", "terminal", "program", "account", "experts", "dlls")
    return {name: getattr(value, name) for name in names}


async def test_mt4_monitor_when_a_position_is_closed_in_parts_names_it_by_its_root(
    bridge: ScriptedBridge,
) -> None:
    broker = broker_of(Platform.MT4, clock=WallClock(), faults=Faults(comment_cut=True))
    terminal = terminal_of(broker, bridge.url, Role.MONITOR)
    terminal.start()
    await bridge.next("snapshot")

    root = _buy(broker)
    broker.send(CloseRequest(ticket=root, volume=D("0.3")))
    new = broker.positions()[0].ticket
    broker.send(CloseRequest(ticket=new, volume=D("0.7")))
    events = await _events(bridge, 3)

    assert _kinds(events) == ["opened", "partly_closed", "closed"]
    assert [e["position"]["id"] for e in events] == [root] * 3
    assert [e["position"]["ticket"] for e in events] == [root, new, new]
    assert [e["deal"]["ticket"] for e in events] == [root, root, new]
    assert events[0]["at"] % 1_000 == 0
    await terminal.stop()


async def test_burst_when_larger_than_the_buffer_keeps_the_newest(
    bridge: ScriptedBridge, broker: SimBroker
) -> None:
    bridge.acknowledges = False
    terminal = terminal_of(broker, bridge.url, Role.MONITOR, pace=SMALL)
    events = terminal.monitor.events
    for number in range(9_000):
        events.add({"kind": "x"}, seen_us=number)

    assert (len(events), events.first, events.last) == (8_192, 809, 9_000)

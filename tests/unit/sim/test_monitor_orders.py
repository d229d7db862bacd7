"""What a simulated terminal tells about the orders behind deals, and which minor it speaks."""

import pytest

from tests.unit.sim.market import LOGIN, D, broker_of, terminal_of
from tests.unit.sim.scripted_bridge import ScriptedBridge
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.domain.values import MarginMode, PendingKind, Side
from tradecopy_desktop.sim.broker import MarketRequest, PlaceRequest, WallClock
from tradecopy_desktop.sim.terminal import SimTerminal

_WHOLE = MarketRequest(
    symbol="EURUSD", side=Side.BUY, volume=D(10), parts=(D(3), D(4), D(3)), magic="7"
)


async def _started(bridge: ScriptedBridge, margin_mode: MarginMode) -> SimTerminal:
    broker = broker_of(margin_mode=margin_mode, clock=WallClock())
    terminal = terminal_of(broker, bridge.url, Role.MONITOR)
    terminal.start()
    await bridge.next("snapshot")
    return terminal


@pytest.mark.parametrize("margin_mode", MarginMode)
async def test_order_when_filled_in_parts_then_each_deal_tells_the_whole(
    bridge: ScriptedBridge, margin_mode: MarginMode
) -> None:
    terminal = await _started(bridge, margin_mode)

    terminal.broker.send(_WHOLE)

    events = [await bridge.next("event") for _ in range(3)]
    assert [e["kind"] for e in events] == ["opened", "added", "added"]
    assert [e["position"]["volume"] for e in events] == [D(3), D(7), D(10)]
    assert [e["deal"]["volume"] for e in events] == [D(3), D(4), D(3)]
    assert [e["deal"]["order_volume"] for e in events] == [D(10)] * 3
    assert [e["deal"]["order_kind"] for e in events] == ["market"] * 3
    assert len({e["position"]["id"] for e in events}) == 1
    assert len({e["deal"]["order"] for e in events}) == 1
    await terminal.stop()


async def test_pending_when_filled_then_its_deal_tells_its_kind(bridge: ScriptedBridge) -> None:
    terminal = await _started(bridge, MarginMode.HEDGING)
    order = PlaceRequest(
        symbol="EURUSD", side=Side.BUY, kind=PendingKind.STOP, volume=D("0.2"), price=D("1.11")
    )

    terminal.broker.send(order)
    terminal.broker.quote("EURUSD", D("1.112"), D("1.1121"))

    events = [await bridge.next("event") for _ in range(3)]
    assert [e["kind"] for e in events] == ["pending_placed", "pending_filled", "opened"]
    deal = events[2]["deal"]
    assert (deal["order_volume"], deal["order_kind"]) == (D("0.2"), "stop")
    await terminal.stop()


async def test_balance_when_it_changes_then_its_deal_was_ordered_by_nobody(
    bridge: ScriptedBridge,
) -> None:
    terminal = await _started(bridge, MarginMode.HEDGING)

    terminal.broker.deposit(D(50))

    deal = (await bridge.next("event"))["deal"]
    assert (deal["order"], deal["order_volume"], deal["order_kind"]) == ("0", D(0), "market")
    await terminal.stop()


async def test_order_when_the_bridge_speaks_minor_0_then_it_is_not_told(
    bridge: ScriptedBridge,
) -> None:
    bridge.minor = 0
    terminal = await _started(bridge, MarginMode.HEDGING)

    terminal.broker.send(_WHOLE)

    # The bridge of this test refuses a field that minor 0 does not know.
    deals = [(await bridge.next("event"))["deal"] for _ in range(3)]
    assert bridge.hellos[0]["minor"] == 1
    assert [(d["volume"], d.get("order_volume"), d.get("order_kind")) for d in deals] == [
        (D(3), None, None),
        (D(4), None, None),
        (D(3), None, None),
    ]
    await terminal.stop()


async def test_event_when_sent_again_to_a_newer_bridge_then_it_tells_the_order(
    bridge: ScriptedBridge,
) -> None:
    bridge.minor, bridge.acknowledges = 0, False
    terminal = await _started(bridge, MarginMode.HEDGING)
    terminal.broker.send(MarketRequest(symbol="EURUSD", side=Side.BUY, volume=D(1)))
    first = await bridge.next("event")
    bridge.minor = 1

    terminal.drop_link()

    again = await bridge.next("event")
    assert "order_volume" not in first["deal"]
    assert (again["seq"], again["deal"]["order_volume"]) == (first["seq"], D(1))
    await terminal.stop()


async def test_welcome_when_its_minor_is_higher_than_offered_then_refused(
    bridge: ScriptedBridge,
) -> None:
    bridge.minor = 2
    terminal = terminal_of(broker_of(clock=WallClock()), bridge.url, Role.MONITOR)
    terminal.start()

    error = await bridge.next("error")

    assert (error["code"], error["field"]) == ("protocol", "minor")
    await terminal.stop()


async def test_subscription_when_a_symbol_is_added_then_its_present_quote_alone_comes(
    bridge: ScriptedBridge,
) -> None:
    terminal = await _started(bridge, MarginMode.HEDGING)
    await bridge.send(LOGIN, "monitor", {"type": "subscribe", "symbols": ["EURUSD"]})
    first = await bridge.next("quotes")

    both = {"type": "subscribe", "symbols": ["EURUSD", "GBPUSD"]}
    await bridge.send(LOGIN, "monitor", both)

    second = await bridge.next("quotes")
    assert [(q["symbol"], q["bid"]) for q in first["quotes"]] == [("EURUSD", D("1.10000"))]
    assert [(q["symbol"], q["bid"]) for q in second["quotes"]] == [("GBPUSD", D("1.30000"))]
    await terminal.stop()


async def test_subscription_when_the_link_is_new_then_it_must_be_said_again(
    bridge: ScriptedBridge,
) -> None:
    terminal = await _started(bridge, MarginMode.HEDGING)
    await bridge.send(LOGIN, "monitor", {"type": "subscribe", "symbols": ["EURUSD"]})
    await bridge.next("quotes")
    terminal.drop_link()
    await bridge.next("snapshot")
    terminal.broker.quote("EURUSD", D("1.2"), D("1.3"))

    await bridge.send(LOGIN, "monitor", {"type": "subscribe", "symbols": ["GBPUSD"]})

    quotes = await bridge.next("quotes")
    assert [q["symbol"] for q in quotes["quotes"]] == ["GBPUSD"]
    await terminal.stop()

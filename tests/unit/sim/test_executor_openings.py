"""Openings at a simulated executor: carried out at most once, whatever is sent again."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.unit.sim.instructions import A_COPY, B_COPY, MAGIC, OPEN_ID, id_of, open_, place, void
from tests.unit.sim.market import LOGIN, D, broker_of, terminal_of
from tests.unit.sim.scripted_bridge import ScriptedBridge
from tradecopy_desktop.domain.accounts import Permissions
from tradecopy_desktop.domain.values import Side
from tradecopy_desktop.sim.broker import MarketRequest, SimBroker, WallClock
from tradecopy_desktop.sim.broker.faults import Fault
from tradecopy_desktop.sim.codec import Message
from tradecopy_desktop.sim.terminal import SimTerminal


@pytest.fixture
def broker() -> SimBroker:
    return broker_of(clock=WallClock())


@pytest_asyncio.fixture
async def terminal(broker: SimBroker, bridge: ScriptedBridge) -> AsyncIterator[SimTerminal]:
    terminal = terminal_of(broker, bridge.url)
    terminal.start()
    await bridge.next("snapshot")
    yield terminal
    await terminal.stop()


async def _report_of(bridge: ScriptedBridge, message: Message) -> Message:
    await bridge.send(LOGIN, "executor", message)
    return await bridge.next("report")


async def test_open_when_sent_is_filled_and_told_before_its_event(
    terminal: SimTerminal, bridge: ScriptedBridge, broker: SimBroker
) -> None:
    report = await _report_of(bridge, open_())
    event = await bridge.next("event")

    assert (report["outcome"], report["code"], report["n"]) == ("filled", "10009", "1")
    assert (report["remaining"], report["net"]) == (D("0.50"), None)
    # A buy is filled at the ask.
    assert [f["price"] for f in report["fills"]] == [D("1.10010")]
    assert event["kind"] == "opened"
    assert event["position"]["link"] == {
        "copy": A_COPY,
        "id": OPEN_ID,
        "route": "r1",
        "master": "1@Master",
        "source": "900",
    }
    kinds = [m["type"] for m in bridge.everything if m["type"] in {"executing", "report", "event"}]
    assert kinds == ["executing", "report", "event"]
    assert [p.volume for p in broker.positions()] == [D("0.50")]


async def test_open_when_sent_twice_is_carried_out_once(
    terminal: SimTerminal, bridge: ScriptedBridge, broker: SimBroker
) -> None:
    first = await _report_of(bridge, open_())

    again = await _report_of(bridge, open_())

    assert again["outcome"] == "already_done"
    assert again["fills"] == first["fills"]
    assert [r["n"] for r in (first, again)] == ["1", "2"]
    assert len(broker.positions()) == 1


async def test_open_when_sent_again_after_a_restart_is_carried_out_once(
    terminal: SimTerminal, bridge: ScriptedBridge, broker: SimBroker
) -> None:
    await _report_of(bridge, open_())
    bridge.report_after = "1"
    await terminal.restart()
    await bridge.next("hello")
    await bridge.next("hello")

    again = await _report_of(bridge, open_())

    assert (again["outcome"], again["n"]) == ("already_done", "2")
    assert len(broker.positions()) == 1
    streams = [hello["stream"] for hello in bridge.hellos]
    assert streams[0] != streams[1]


async def test_open_when_refused_once_stays_refused_with_the_same_code(
    terminal: SimTerminal, bridge: ScriptedBridge, broker: SimBroker
) -> None:
    broker.script(Fault.REQUOTE)

    reports = [await _report_of(bridge, open_()) for _ in range(2)]

    assert [(r["outcome"], r["code"]) for r in reports] == [("refused", "10004")] * 2
    assert broker.positions() == ()


async def test_open_when_the_answer_timed_out_but_was_executed_is_found_by_its_magic(
    terminal: SimTerminal, bridge: ScriptedBridge, broker: SimBroker
) -> None:
    broker.script(Fault.TIMEOUT_EXECUTED)

    report = await _report_of(bridge, open_())

    assert report["outcome"] == "filled"
    assert [f["volume"] for f in report["fills"]] == [D("0.50")]


async def test_open_when_nothing_is_found_after_a_timeout_is_unknown_and_never_sent_again(
    terminal: SimTerminal, bridge: ScriptedBridge, broker: SimBroker
) -> None:
    broker.script(Fault.TIMEOUT_LOST)

    reports = [await _report_of(bridge, open_()) for _ in range(2)]

    assert [r["outcome"] for r in reports] == ["unknown", "unknown"]
    assert broker.positions() == ()
    assert sum(m["type"] == "executing" for m in bridge.everything) == 1


async def test_open_when_filled_in_part_says_so(
    terminal: SimTerminal, bridge: ScriptedBridge, broker: SimBroker
) -> None:
    broker.script(Fault.PARTIAL)

    report = await _report_of(bridge, open_())

    assert (report["outcome"], report["code"]) == ("partly_filled", "10010")
    assert report["remaining"] == report["fills"][0]["volume"] < D("0.50")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"expires": 0}, "expired"),
        ({"symbol": "NOWHERE"}, "no_symbol"),
        ({"volume": "0.505"}, "bad_volume"),
        ({"volume": "100.01"}, "10014"),
        # A stop above the market would close a buy at once.
        ({"sl": "1.20000"}, "10016"),
        # 100 lots at 1.1 cost 110,010 with a leverage of 100; the account has 100,000.
        ({"volume": "100"}, "10019"),
    ],
)
async def test_open_when_it_cannot_be_done_is_refused_with_the_code_for_it(
    bridge: ScriptedBridge, change: Message, code: str
) -> None:
    broker = broker_of(clock=WallClock(), balance=D(100_000))
    terminal = terminal_of(broker, bridge.url)
    terminal.start()
    await bridge.next("snapshot")

    report = await _report_of(bridge, open_(**change))

    assert (report["outcome"], report["code"]) == ("refused", code)
    await terminal.stop()


async def test_open_when_trading_is_switched_off_is_not_allowed(
    terminal: SimTerminal, bridge: ScriptedBridge
) -> None:
    terminal.switch_algo_trading(on=False)
    told = await bridge.next("permissions")

    report = await _report_of(bridge, open_())

    assert told["terminal"] is False
    assert isinstance(terminal.permissions, Permissions)
    assert (report["outcome"], report["code"]) == ("refused", "not_allowed")


async def test_open_when_its_id_was_voided_is_refused(
    terminal: SimTerminal, bridge: ScriptedBridge
) -> None:
    voided = await _report_of(bridge, void())

    report = await _report_of(bridge, open_())

    assert (voided["outcome"], voided["code"], voided["copy"]) == ("done", "voided", None)
    assert (report["outcome"], report["code"]) == ("refused", "voided")


async def test_void_when_the_id_was_carried_out_says_already_done(
    terminal: SimTerminal, bridge: ScriptedBridge
) -> None:
    first = await _report_of(bridge, open_())

    voided = await _report_of(bridge, void())

    assert (voided["outcome"], voided["fills"]) == ("already_done", first["fills"])
    assert voided["remaining"] == D("0.50")


async def test_void_when_the_order_was_sent_and_not_found_is_unknown(
    terminal: SimTerminal, bridge: ScriptedBridge, broker: SimBroker
) -> None:
    broker.script(Fault.TIMEOUT_LOST)
    await _report_of(bridge, open_())

    voided = await _report_of(bridge, void())

    assert voided["outcome"] == "unknown"


async def test_open_when_its_magic_belongs_to_another_id_is_refused(
    terminal: SimTerminal, bridge: ScriptedBridge, broker: SimBroker
) -> None:
    await _report_of(bridge, open_())

    report = await _report_of(bridge, open_(id=id_of(9), copy=B_COPY))

    assert (report["outcome"], report["code"]) == ("refused", "magic_in_use")
    assert len(broker.positions()) == 1


async def test_open_when_the_journal_is_gone_counts_a_fitting_order_as_done(
    terminal: SimTerminal, bridge: ScriptedBridge, broker: SimBroker
) -> None:
    broker.send(MarketRequest(symbol="EURUSD", side=Side.BUY, volume=D("0.50"), magic=MAGIC))

    report = await _report_of(bridge, open_())

    assert report["outcome"] == "already_done"
    assert len(broker.positions()) == 1


async def test_open_when_another_program_uses_its_magic_is_unknown(
    terminal: SimTerminal, bridge: ScriptedBridge, broker: SimBroker
) -> None:
    broker.send(MarketRequest(symbol="EURUSD", side=Side.SELL, volume=D("0.50"), magic=MAGIC))

    report = await _report_of(bridge, open_())

    assert report["outcome"] == "unknown"
    assert len(broker.positions()) == 1


async def test_place_when_sent_twice_waits_once(
    terminal: SimTerminal, bridge: ScriptedBridge, broker: SimBroker
) -> None:
    first = await _report_of(bridge, place())

    again = await _report_of(bridge, place())

    (pending,) = broker.pendings()
    assert first["outcome"] == "done"
    assert [(f["ticket"], f["deal"], f["price"]) for f in first["fills"]] == [
        (pending.ticket, "0", D("1.09000"))
    ]
    assert (again["outcome"], again["fills"]) == ("already_done", first["fills"])


async def test_pending_when_its_price_comes_fills_into_the_copy(
    terminal: SimTerminal, bridge: ScriptedBridge, broker: SimBroker
) -> None:
    await _report_of(bridge, place())
    placed = await bridge.next("event")

    broker.quote("EURUSD", D("1.08980"), D("1.08990"))
    filled, opened = await bridge.next("event"), await bridge.next("event")

    assert [e["kind"] for e in (placed, filled, opened)] == [
        "pending_placed",
        "pending_filled",
        "opened",
    ]
    assert opened["position"]["order"] == filled["pending"]["ticket"]
    assert opened["position"]["link"]["copy"] == A_COPY

"""What a terminal told of prices and money, remembered moment by moment for the oracle."""

from collections.abc import AsyncIterator
from fractions import Fraction

import pytest
import pytest_asyncio

from tests.unit.sim.market import LOGIN, D, broker_of, terminal_of
from tests.unit.sim.scripted_bridge import ScriptedBridge
from tradecopy_desktop.domain.accounts import Role
from tradecopy_desktop.sim.broker import SimBroker, WallClock
from tradecopy_desktop.sim.terminal import SimTerminal
from tradecopy_desktop.sim.told import MOST_TOLD, Known, Told, ToldFunds, ToldQuote


def _quote(told: Told, at_ns: int, bid: str, ask: str) -> None:
    told.note_quote(at_ns, "EURUSD", bid=D(bid), ask=D(ask))


def _funds(told: Told, at_ns: int, equity: str) -> None:
    told.note_funds(at_ns, balance=D(100), equity=D(equity), free_margin=D("90.5"))


def test_told_when_asked_for_a_window_begins_with_the_last_before_it() -> None:
    told = Told()
    _quote(told, 10, "1.1", "1.2")
    _quote(told, 20, "1.3", "1.4")
    _funds(told, 25, "99.25")
    _quote(told, 40, "1.5", "1.6")
    _quote(told, 90, "1.7", "1.8")

    known = told.known(["EURUSD", "GBPUSD"], 30, 80)

    funds = ToldFunds(25, Fraction(100), Fraction(397, 4), Fraction(181, 2))
    assert known == [
        Known(25, funds, {"EURUSD": ToldQuote(20, Fraction(13, 10), Fraction(7, 5))}),
        Known(40, funds, {"EURUSD": ToldQuote(40, Fraction(3, 2), Fraction(8, 5))}),
    ]


def test_told_when_nothing_was_told_is_known_as_nothing() -> None:
    assert Told().known(["EURUSD"], 30, 80) == [Known(30, None, {})]


def test_told_when_it_begins_within_the_window_was_unknown_before() -> None:
    told = Told()
    _funds(told, 50, "99")

    known = told.known([], 30, 80)

    assert [state.funds is None for state in known] == [True, False]


def test_told_when_repeated_is_remembered_once() -> None:
    told = Told()
    for at_ns in (10, 40, 50):
        _quote(told, at_ns, "1.1", "1.2")

    assert len(told.known(["EURUSD"], 30, 80)) == 1


def test_told_when_too_much_forgets_the_older_half_and_says_so() -> None:
    told = Told()
    for at_ns in range(MOST_TOLD + 1):
        _quote(told, at_ns, "1.1", f"1.{at_ns + 1}")

    assert len(told.known(["EURUSD"], MOST_TOLD - 5, MOST_TOLD)) == 7
    with pytest.raises(ValueError, match="is forgotten: let the run be shorter"):
        told.known(["EURUSD"], 10, MOST_TOLD)


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


async def test_terminal_when_it_tells_the_bridge_remembers_what_and_when(
    terminal: SimTerminal, broker: SimBroker, bridge: ScriptedBridge
) -> None:
    # The snapshot told the money; prices come once they are asked for.
    await bridge.send(LOGIN, "monitor", {"type": "subscribe", "symbols": ["EURUSD"]})
    await bridge.next("quotes")
    asked_ns = broker.clock.steady_ns()
    broker.quote("EURUSD", D("1.2"), D("1.3"))
    broker.deposit(D("0.5"))
    await bridge.next("quotes")
    await bridge.next("funds")

    known = terminal.told.known(["EURUSD"], asked_ns, broker.clock.steady_ns())

    first, last = known[0], known[-1]
    assert first.funds is not None
    assert last.funds is not None
    assert first.funds.equity == 1_000_000
    assert last.funds.equity == Fraction("1000000.5")
    # The broker's first price was 1.10000 to 1.10010.
    assert first.quotes["EURUSD"][1:] == (Fraction("1.1"), Fraction("1.1001"))
    assert last.quotes["EURUSD"][1:] == (Fraction("1.2"), Fraction("1.3"))


async def test_terminal_when_only_heartbeats_tell_its_money_remembers_that(
    terminal: SimTerminal, broker: SimBroker, bridge: ScriptedBridge
) -> None:
    broker.balance = D(777)
    await bridge.send(LOGIN, "monitor", {"type": "heartbeat", "ticks": 4711, "echo": None})
    await bridge.next("heartbeat")

    now_ns = broker.clock.steady_ns()
    (state, *_) = terminal.told.known([], now_ns, now_ns)

    assert state.funds is not None
    assert state.funds.balance == 777

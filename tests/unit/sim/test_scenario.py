"""The scenario file, and the process that runs one."""

import asyncio
import json
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.unit.sim.market import D, eurusd
from tests.unit.sim.scripted_bridge import ScriptedBridge
from tradecopy_desktop.domain.sizing import (
    BelowMinimum,
    EqualNotional,
    FixedLeverage,
    FixedLots,
    FundsBase,
    Multiplier,
    Proportional,
    RiskMoney,
    RiskPercent,
    SameLots,
    SizeMultiplier,
    Sizing,
    SymbolOverride,
    VolumeRules,
)
from tradecopy_desktop.domain.stop_rules import NO_STOPS
from tradecopy_desktop.domain.values import MarginMode, Platform
from tradecopy_desktop.sim.broker.faults import Fault
from tradecopy_desktop.sim.scenario import (
    Scenario,
    ScenarioError,
    SimAccount,
    SimFaults,
    SimRoute,
    read_scenario,
    write_scenario,
)
from tradecopy_desktop.sim.scenario_sizes import (
    FixedLotsForm,
    MultiplierForm,
    form_of,
    form_of_override,
    override_of,
    sizing_of,
)

WAIT_S = 20.0
MASTER = SimAccount(
    login="1001",
    server="M-Demo",
    name="Master",
    platform=Platform.MT5,
    margin_mode=MarginMode.HEDGING,
    currency="USD",
    is_master=True,
    secret="m" * 20,
    instruments=(eurusd(),),
)
FOLLOWER = SimAccount(
    login="2001",
    server="F-Demo",
    name="Follower",
    platform=Platform.MT4,
    margin_mode=MarginMode.HEDGING,
    currency="USD",
    is_master=False,
    secret="f" * 20,
    instruments=(eurusd("EURUSD.x"),),
    balance=D("5000.50"),
    faults=SimFaults(chances={Fault.REQUOTE: 0.25}, magic_zeroed=True),
)
ROUTE = SimRoute(
    id="r1",
    name="to Follower",
    master="1001@M-Demo",
    follower="2001@F-Demo",
    sizing=MultiplierForm(factor=D("1.5")),
    symbol_map={"EURUSD": "EURUSD.x"},
)


def _scenario(url: str = "ws://127.0.0.1:1/ea", **other: Any) -> Scenario:
    fields: dict[str, Any] = {
        "url": url,
        "accounts": (MASTER, FOLLOWER),
        "routes": (ROUTE,),
        "trades": 12,
        "speed": None,
        **other,
    }
    return Scenario(**fields)


def test_scenario_when_written_and_read_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "scenario.json"
    scenario = _scenario(prices={"EURUSD": D("1.08500")}, speed=2.5)

    write_scenario(scenario, path)

    assert read_scenario(path) == scenario
    assert '"balance":"5000.50"' in path.read_text(encoding="utf-8")


SIZES = (
    SameLots(),
    FixedLots(lots=D("1.50")),
    Multiplier(factor=D("0.25")),
    SizeMultiplier(factor=D(3)),
    Proportional(base=FundsBase.FREE_MARGIN, factor=D("1.1")),
    RiskPercent(percent=D("0.00012"), base=FundsBase.BALANCE),
    RiskMoney(amount=D(250)),
    EqualNotional(factor=D(2)),
    FixedLeverage(leverage=D("0.05")),
)


@pytest.mark.parametrize("sizing", SIZES, ids=lambda sizing: type(sizing).__name__)
def test_size_of_a_route_when_written_and_read_is_the_same(tmp_path: Path, sizing: Sizing) -> None:
    path = tmp_path / "scenario.json"
    gold = SymbolOverride(symbol="XAUUSD", sizing=sizing, max_lots=D(2))
    route = SimRoute(
        id="r",
        name="sized",
        master="1001@M-Demo",
        follower="2001@F-Demo",
        sizing=form_of(sizing),
        overrides=(form_of_override(gold),),
        volume=VolumeRules(min_lots=D("0.1"), below_minimum=BelowMinimum.MINIMUM),
        stops=NO_STOPS,
        contract_ratios={"MNQ": (1, 10)},
    )

    write_scenario(_scenario(routes=(route,)), path)
    (read,) = read_scenario(path).routes

    assert read == route
    assert sizing_of(read.sizing) == sizing
    assert override_of(read.overrides[0]) == gold


def test_size_of_a_route_when_impossible_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="fixed lots must be above 0, was -1"):
        sizing_of(FixedLotsForm(lots=D(-1)))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "is no scenario"),
        ('{"url":"x","accounts":[],"routes":[],"mood":1}', "mood"),
        ('{"url":"x","accounts":[],"routes":[]}', "no account is a master"),
    ],
)
def test_scenario_when_damaged_is_one_clear_error(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "scenario.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ScenarioError, match=why):
        read_scenario(path)


def test_scenario_when_a_route_names_a_stranger_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "scenario.json"
    route = SimRoute(id="r", name="lost", master="1001@M-Demo", follower="9@Nowhere")
    write_scenario(_scenario(routes=(route,)), path)

    with pytest.raises(ScenarioError, match="route lost names 9@Nowhere"):
        read_scenario(path)


class _Child:
    def __init__(self, process: Process, out: Path) -> None:
        self.process = process
        self.out = out
        self.states: list[str] = []

    async def until(self, state: str) -> None:
        assert self.process.stdout is not None
        async with asyncio.timeout(WAIT_S):
            while line := await self.process.stdout.readline():
                self.states.append(json.loads(line)["state"])
                if self.states[-1] == state:
                    return
        pytest.fail(f"the child ended after {self.states}")

    def tell(self, word: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n".encode())

    async def end(self) -> int:
        async with asyncio.timeout(WAIT_S):
            return await self.process.wait()


@asynccontextmanager
async def _child(scenario: Scenario, folder: Path) -> AsyncIterator[_Child]:
    file, out = folder / "scenario.json", folder / "result.json"
    write_scenario(scenario, file)
    command = ["-m", "tradecopy_desktop.sim", "--scenario", str(file), "--out", str(out)]
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, stdin=PIPE, stdout=PIPE, stderr=PIPE
    )
    try:
        yield _Child(process, out)
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_child_when_started_trades_settles_and_writes_a_result(
    bridge: ScriptedBridge, tmp_path: Path
) -> None:
    async with _child(_scenario(bridge.url, ends_flat=False), tmp_path) as child:
        await child.until("connected")
        child.tell("start")
        await child.until("done")
        status = await child.end()

    result = json.loads(child.out.read_text(encoding="utf-8"))
    assert status == 0
    assert child.states[-1] == "done"
    assert "settling" in child.states
    # This bridge copies nothing, so all that stays open is missed.
    assert result["events"] >= 12
    assert result["missed"] == result["prescribed"] > 0
    assert (result["copies"], result["settled"], result["exact"]) == (0, True, False)
    assert result["latency_ms"] is None
    assert result["seen"]["reconnects"] == 0
    assert result["events_sent"] == sum(m["type"] == "event" for m in bridge.everything)
    assert {m["reason"] for m in bridge.everything if m["type"] == "bye"} == {"closing"}


async def test_child_when_told_to_stop_ends_early_with_a_result(
    bridge: ScriptedBridge, tmp_path: Path
) -> None:
    async with _child(_scenario(bridge.url, trades=100_000, speed=1.0), tmp_path) as child:
        child.tell("start")
        await bridge.next("event")
        child.tell("stop")
        await child.until("done")
        status = await child.end()

    assert status == 0
    assert json.loads(child.out.read_text(encoding="utf-8"))["settled"] is True


@pytest.mark.parametrize("how", ["end of input", "signal"])
async def test_child_when_its_parent_is_gone_ends_in_order(
    bridge: ScriptedBridge, tmp_path: Path, how: str
) -> None:
    async with _child(_scenario(bridge.url, trades=100_000, speed=1.0), tmp_path) as child:
        child.tell("start")
        await bridge.next("event")
        assert child.process.stdin is not None
        if how == "signal" and sys.platform != "win32":
            child.process.send_signal(signal.SIGINT)
        else:
            child.process.stdin.close()
        status = await child.end()

    assert status == 0
    assert not child.out.exists()
    assert (await bridge.next("bye"))["reason"] == "closing"


async def test_child_when_the_scenario_is_none_says_so_in_one_line(tmp_path: Path) -> None:
    recording = str(tmp_path / "nowhere.csv")
    async with _child(_scenario(recording=recording), tmp_path) as child:
        status = await child.end()
        assert child.process.stderr is not None
        said = (await child.process.stderr.read()).decode()

    assert status == 1
    assert said.startswith("the simulation cannot run: ")
    assert said.count("\n") == 1


async def test_trader_when_flat_out_waits_at_64_events_that_nobody_stored(
    bridge: ScriptedBridge, tmp_path: Path
) -> None:
    bridge.acknowledges = False
    async with _child(_scenario(bridge.url, trades=10_000), tmp_path) as child:
        child.tell("start")
        for _ in range(64):
            await bridge.next("event")

        # Each answer takes the way there and back, in which many trades would be made.
        seqs = {(await bridge.ask_snapshot("1001", "monitor"))["seq"] for _ in range(20)}
        assert child.process.stdin is not None
        child.process.stdin.close()
        await child.end()

    assert seqs == {"64"}

"""Push messages through an Expert Advisor: as many as MetaTrader takes, and no more (G7).

The simulated terminal ends the process of an EA that sends too many, too soon, or too long ones.
"""

from pathlib import Path

import pytest

from tests.e2e.order_scene import until
from tests.e2e.rig import MASTER, bridge, same_lots
from tests.ea.conftest import Programs
from tests.ea.executing import COPIER, HEDGING, executor
from tests.ea.monitors import MT4, monitor
from tests.ea.terminal_process import PATIENCE_S, REAL_TIME, terminal


@pytest.mark.parametrize("platform", HEDGING)
async def test_messages_when_many_come_at_once_then_all_reach_the_phone_in_their_order(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    async with executor(programs, platform, tmp_path) as (visit, now):
        for number in range(12):
            await visit.send(type="notify", text=f"alarm {number}")
        # Ten leave within the first seconds, the rest a minute later.
        await now.until_pushed(10)
        now.order("pass 70000")
        await now.until_pushed(12)

    assert now.pushed == [f"alarm {number}" for number in range(12)]


async def test_message_when_it_has_letters_of_two_units_then_is_cut_between_letters(
    programs: Programs, tmp_path: Path
) -> None:
    async with monitor(programs, MT4, tmp_path) as (visit, now):
        # 254 units, and one letter of two: 256 are one too many.
        await visit.send(type="notify", text="x" * 254 + "\U0001f600")
        await now.until_pushed(1)

    assert now.pushed == ["x" * 254]


async def test_message_when_metatrader_does_not_take_it_then_the_bridge_is_told(
    programs: Programs, tmp_path: Path
) -> None:
    async with executor(programs, "mt5", tmp_path, SIM_PUSH="0") as (visit, _):
        await visit.send(type="notify", text="alarm")
        told = await visit.expect("error")

    assert told["code"] == "not_pushed"
    assert "set the MetaQuotes ID in Tools > Options > Notifications" in told["message"]


async def test_alarm_when_a_terminal_goes_away_then_the_other_one_pushes_it(
    programs: Programs, tmp_path: Path
) -> None:
    route = same_lots(MASTER, COPIER)
    async with bridge(tmp_path / "bridge", [MASTER, COPIER], [route]) as now:
        watcher, copier = programs("Monitor", "mt5"), programs("Executor", "mt5")
        port = now.program.port
        async with terminal(watcher, MASTER, port, tmp_path / "master", **REAL_TIME) as master:
            async with terminal(copier, COPIER, port, tmp_path / "copier", **REAL_TIME):
                await until(now.program.is_ready, within_s=PATIENCE_S)
            await master.until_pushed(1)

    assert master.pushed == [
        "TradeCopy: 2001: terminal not connected: nothing is copied to it; start its terminal"
    ]

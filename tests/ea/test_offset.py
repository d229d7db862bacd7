"""A server's clock changes while its terminal stays connected: the bridge must hear of it (W5)."""

import json
from pathlib import Path

import pytest

from tests.e2e.rig import MASTER
from tests.ea.conftest import Programs
from tests.ea.executing import COPIER, give_past, told
from tests.ea.instructions import opening
from tests.ea.monitors import MODES, monitor, platform_of, settings_of
from tests.ea.scripted_bridge import Visit, scripted_bridge
from tests.ea.terminal_process import terminal

# Longer than any time that passes here.
PATIENT_MS = 10_000_000
# Clocks go on until ticks have shown the other offset long enough.
SURE = "pass 15000"


@pytest.mark.parametrize("ahead", [3_600, 10_800, 19_800])
@pytest.mark.parametrize("mode", MODES)
async def test_offset_when_changed_while_connected_then_is_told_by_greeting_again_at_once(
    programs: Programs, tmp_path: Path, mode: str, ahead: int
) -> None:
    program = programs("Monitor", platform_of(mode))
    async with (
        scripted_bridge(MASTER) as bridge,
        terminal(program, MASTER, bridge.port, tmp_path, **settings_of(mode)) as now,
    ):
        visit = await bridge.visit()
        first = await visit.welcome(minor=1, dead_after_ms=PATIENT_MS)
        await visit.until_whole()
        now.order("open EURUSD buy 0.10\nopen SYM2 buy 0.20")
        await visit.events(2)
        await visit.send(type="ack", seq="1")
        await visit.snapshot()
        now.order(f"ahead {ahead}\n{SURE}")
        bye = await visit.expect("bye")
        code = await visit.closed()
        visit = await bridge.visit()
        # Whatever the bridge says, what it acknowledged is forgotten.
        second = await visit.welcome(minor=1, dead_after_ms=PATIENT_MS)
        await visit.until_whole()
        resent = visit.told()
        now.order("open SYM3 buy 0.30")
        (after,) = await visit.events(1)

    assert (bye["reason"], code) == ("restarting", 1000)
    # The simulated server is two hours before UTC until the test sets it.
    assert [first["utc_offset_s"], second["utc_offset_s"]] == [7_200, ahead]
    assert (second["stream"], second["first_seq"], second["last_seq"]) == (
        first["stream"],
        "2",
        "2",
    )
    assert [event["seq"] for event in resent] == ["2"]
    assert (after["seq"], after["kind"], after["position"]["volume"]) == ("3", "opened", "0.3")
    # At once, so that the chart never says that the connection is lost.
    assert not any("said goodbye" in text for text in now.charts)


@pytest.mark.parametrize("platform", ["mt4", "mt5"])
async def test_executor_when_its_offset_changes_then_sends_no_acknowledged_report_again(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    give_past(tmp_path)
    async with (
        scripted_bridge(COPIER) as bridge,
        terminal(programs("Executor", platform), COPIER, bridge.port, tmp_path) as now,
    ):
        visit = await bridge.visit()
        await visit.welcome(dead_after_ms=PATIENT_MS)
        report = await told(visit, opening())
        again = await told(visit, opening())
        await visit.send(type="report_ack", n=report["n"])
        await visit.snapshot()
        now.order(f"ahead 3600\n{SURE}")
        await visit.expect("bye")
        visit = await bridge.visit()
        await visit.welcome(dead_after_ms=PATIENT_MS)
        await visit.snapshot()
        resent = [frame for frame in map(json.loads, visit.texts) if frame["type"] == "report"]

    assert [report["outcome"], again["outcome"]] == ["filled", "already_done"]
    assert resent == [again]
    assert [deal.lots for deal in now.book.deals] == ["1.00"]


@pytest.mark.parametrize("mode", MODES)
async def test_offset_when_no_ticks_come_then_stays_as_it_was(
    programs: Programs, tmp_path: Path, mode: str
) -> None:
    program = programs("Monitor", platform_of(mode))
    async with (
        scripted_bridge(MASTER) as bridge,
        terminal(program, MASTER, bridge.port, tmp_path, **settings_of(mode)) as now,
    ):
        visit = await bridge.visit()
        await visit.welcome(minor=1, dead_after_ms=PATIENT_MS)
        await visit.until_whole()
        now.order("ticks 0")
        # The last tick is now nearly a quarter of an hour old: as if the offset were another.
        now.order("pass 890000")
        await passed(visit, 885)
        visit.cut()
        visit = await bridge.visit()
        hello = await visit.welcome(minor=1, dead_after_ms=PATIENT_MS)

    assert hello["utc_offset_s"] == 7_200


async def test_offset_when_ticks_are_odd_for_a_moment_then_stays_as_it_was(
    programs: Programs, tmp_path: Path
) -> None:
    async with monitor(programs, "mt4", tmp_path) as (visit, now):
        # The clock that ticks show is an hour off for less time than it takes to be believed.
        now.order("ahead 3600\npass 4000")
        await passed(visit, 3)
        now.order(f"ahead 7200\n{SURE}")
        await passed(visit, 14)
        shown = await visit.snapshot()

    assert shown["whole"] is True
    assert '"type":"bye"' not in "".join(visit.texts)


async def passed(visit: Visit, seconds: int) -> None:
    """Wait until so much time passed on the terminal's clock."""
    begin = (await visit.snapshot())["ticks"]
    while (await visit.snapshot())["ticks"] < begin + seconds * 1_000_000:
        pass

"""How a monitor speaks with the bridge: minors, what it keeps, and what it answers."""

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.rig import MASTER
from tests.ea.conftest import Programs
from tests.ea.monitors import (
    HEDGING,
    MODES,
    NETTING,
    PATIENT,
    monitor,
    platform_of,
    settings_of,
)
from tests.ea.scripted_bridge import Frame, Visit, scripted_bridge
from tests.ea.terminal_process import terminal

SINCE_1 = {"order_volume", "order_kind"}
KEPT = 4_096


def stays(event: Frame, minor: int) -> Frame:
    """Return what of an event may not change when it is sent again in a session of this minor."""
    lasting = {name: value for name, value in event.items() if name not in {"ticks", "age"}}
    left_out = set() if minor else SINCE_1
    deal = {name: value for name, value in event["deal"].items() if name not in left_out}
    return {**lasting, "deal": deal}


@pytest.mark.parametrize("mode", MODES)
async def test_event_when_sent_in_sessions_of_both_minors_then_is_written_as_each_asks(
    programs: Programs, tmp_path: Path, mode: str
) -> None:
    program = programs("Monitor", platform_of(mode))
    async with (
        scripted_bridge(MASTER) as bridge,
        terminal(program, MASTER, bridge.port, tmp_path, **settings_of(mode)) as now,
    ):
        visit = await bridge.visit()
        hello = await visit.welcome(minor=1, dead_after_ms=PATIENT)
        await visit.until_whole()
        now.order("open EURUSD buy 0.10")
        (told,) = await visit.events(1)
        visit.cut()
        visit = await bridge.visit()
        again_hello = await visit.welcome(minor=0, dead_after_ms=PATIENT)
        (older,) = visit.told()
        visit.cut()
        visit = await bridge.visit()
        await visit.welcome(minor=1, dead_after_ms=PATIENT)
        (newer,) = visit.told()

    assert (hello["minor"], again_hello["minor"]) == (1, 1)
    netting = mode == NETTING
    assert hello["margin_mode"] == ("netting" if netting else "hedging")
    assert told["deal"].keys() >= SINCE_1
    assert not SINCE_1 & older["deal"].keys()
    assert stays(older, 0) == stays(told, 0)
    assert stays(newer, 1) == stays(told, 1)
    assert older["age"] > told["age"]


async def test_minor_when_above_the_one_that_was_offered_then_is_refused(
    programs: Programs, tmp_path: Path
) -> None:
    async with (
        scripted_bridge(MASTER) as bridge,
        terminal(programs("Monitor", "mt5"), MASTER, bridge.port, tmp_path),
    ):
        visit = await bridge.visit()
        await visit.expect("hello")
        await visit.send(
            type="welcome",
            minor=2,
            program="test",
            resume_after="0",
            heartbeat_ms=5_000,
            dead_after_ms=15_000,
            report_after="0",
            ticks=1,
        )
        error = await visit.expect("error")
        code = await visit.closed()

    assert (error["code"], error["field"], code) == ("protocol", "minor", 1008)


async def test_events_when_never_acknowledged_then_the_newest_4096_are_kept(
    programs: Programs, tmp_path: Path
) -> None:
    program = programs("Monitor", "mt5")
    async with (
        scripted_bridge(MASTER) as bridge,
        terminal(program, MASTER, bridge.port, tmp_path, **settings_of(HEDGING)) as now,
    ):
        visit = await bridge.visit()
        await visit.welcome(minor=1, dead_after_ms=PATIENT)
        await visit.until_whole()
        now.order(f"repeat {KEPT + 100} deposit 1")
        live = await visit.events(KEPT + 100)
        visit.cut()
        visit = await bridge.visit()
        hello = await visit.welcome(minor=1, dead_after_ms=PATIENT)
        resent = visit.told()
        await visit.send(type="ack", seq=str(KEPT + 99))
        await visit.send(type="resume", after="0")
        (last,) = await visit.events(1)
        await visit.send(type="ack", seq=str(KEPT + 100))
        await visit.snapshot()
        visit.cut()
        visit = await bridge.visit()
        emptied = await visit.welcome(minor=1, dead_after_ms=PATIENT)

    assert [event["seq"] for event in live] == [str(n) for n in range(1, KEPT + 101)]
    assert (hello["first_seq"], hello["last_seq"]) == ("101", "4196")
    assert [event["seq"] for event in resent] == [event["seq"] for event in live[100:]]
    assert last["seq"] == "4196"
    assert (emptied["first_seq"], emptied["last_seq"]) == ("0", "4196")


@pytest.mark.parametrize("mode", MODES)
async def test_monitor_when_it_may_not_trade_then_works_all_the_same(
    programs: Programs, tmp_path: Path, mode: str
) -> None:
    async with monitor(programs, mode, tmp_path) as (visit, now):
        now.order("investor 1\nallowed 0")
        while (permissions := await visit.expect("permissions"))["account"]:
            pass
        now.order("open EURUSD buy 0.10")
        (opened,) = await visit.events(1)

    assert (permissions["connected"], permissions["terminal"]) == (True, False)
    assert opened["kind"] == "opened"


@pytest.mark.parametrize("mode", MODES)
async def test_account_when_changed_in_the_running_terminal_then_a_new_life_begins(
    programs: Programs, tmp_path: Path, mode: str
) -> None:
    program = programs("Monitor", platform_of(mode))
    async with (
        scripted_bridge(MASTER) as bridge,
        terminal(program, MASTER, bridge.port, tmp_path, **settings_of(mode)) as now,
    ):
        visit = await bridge.visit()
        first = await visit.welcome(minor=1, dead_after_ms=PATIENT)
        await visit.until_whole()
        now.order("open EURUSD buy 0.10")
        await visit.events(1)
        now.order("account 1002 Other-Demo")
        bye = await visit.expect("bye")
        visit = await bridge.visit()
        second = await visit.welcome(minor=1, dead_after_ms=PATIENT)
        whole = await visit.until_whole()

    assert bye["reason"] == "account_changed"
    assert (second["login"], second["server"]) == ("1002", "Other-Demo")
    assert second["stream"] != first["stream"]
    assert (second["last_seq"], whole["seq"]) == ("0", "0")
    assert visit.told() == []


@pytest.mark.parametrize("midnight", ["1440", "0"])
@pytest.mark.parametrize("platform", ["mt5", "mt4"])
async def test_symbols_when_asked_for_then_come_with_their_sessions(
    programs: Programs, tmp_path: Path, platform: str, midnight: str
) -> None:
    odd = {} if midnight == "1440" else {"SIM_MIDNIGHT_IS_ZERO": "1"}
    mode = "mt4" if platform == "mt4" else HEDGING
    async with monitor(programs, mode, tmp_path, **odd) as (visit, _):
        await visit.send(type="get_symbols", request="1", names=["EURUSD", "SYM1"])
        usual, unknown = (await visit.expect("symbols"))["symbols"]

    assert [(s["day"], s["from"], s["to"]) for s in usual["sessions"]] == [
        # Sunday from 22:05; a break from 12:00 to 12:30 on Friday, which ends at 23:55.
        (0, 1325, 1440),
        (1, 0, 1440),
        (2, 0, 1440),
        (3, 0, 1440),
        (4, 0, 1440),
        (5, 0, 720),
        (5, 750, 1435),
    ]
    assert unknown["sessions"] == []


@pytest.mark.parametrize("mode", MODES)
async def test_inquiry_when_by_position_or_order_then_finds_what_is_there(
    programs: Programs, tmp_path: Path, mode: str
) -> None:
    async with monitor(programs, mode, tmp_path) as (visit, now):
        now.order("open EURUSD buy 0.10\nplace buy_limit SYM2 1.00 1.0\nopen SYM3 buy 0.20")
        events = await visit.events(3)
        by_symbol = {_thing(event)["symbol"]: event for event in events}
        ticket = by_symbol["SYM3"]["position"]["ticket"]
        now.order(f"close {ticket}")
        await visit.events(1)
        held = await ask(visit, "position", by_symbol["EURUSD"]["position"]["id"])
        waiting = await ask(visit, "order", by_symbol["SYM2"]["pending"]["ticket"])
        ended = await ask(visit, "order", by_symbol["SYM3"]["position"]["order"])
        nothing = await ask(visit, "copy", "0" * 32)

    assert [position["symbol"] for position in held["positions"]] == ["EURUSD"]
    assert (held["pendings"], held["closed"], held["sure"]) == ([], [], True)
    assert [pending["symbol"] for pending in waiting["pendings"]] == ["SYM2"]
    assert [closing["symbol"] for closing in ended["closed"]] == ["SYM3"]
    assert (nothing["sure"], nothing["journal"], nothing["positions"]) == (False, "none", [])


@pytest.mark.parametrize("mode", ["mt5-hedging", "mt4"])
async def test_message_when_the_bridge_sends_some_then_they_reach_the_phone_one_by_one(
    programs: Programs, tmp_path: Path, mode: str
) -> None:
    async with monitor(programs, mode, tmp_path) as (visit, now):
        # A monitor has nothing to guard, and says nothing to it.
        await visit.send(type="guard", floor="9000", block_after_ms=1_000, flatten_at_floor=True)
        await visit.send(type="notify", text="gold \u00fc: copies stopped")
        await visit.send(type="notify", text="second")
        await now.until_pushed(2)
        last = await visit.snapshot()

    assert now.pushed == ["gold \u00fc: copies stopped", "second"]
    assert last["whole"] is True
    assert '"type":"error"' not in "".join(visit.texts)


async def ask(visit: Visit, by: str, value: str) -> Frame:
    """Return what an inquiry finds."""
    await visit.send(type="inquire", request="7", by=by, value=value)
    return await visit.expect("found")


def _thing(event: dict[str, Any]) -> dict[str, Any]:
    thing: dict[str, Any] = event["position"] or event["pending"]
    return thing

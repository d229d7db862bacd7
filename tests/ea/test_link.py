"""How an Expert Advisor keeps its events and reports when the link breaks, and what it refuses."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.rig import MASTER, follower
from tests.ea.conftest import Programs
from tests.ea.instructions import opening
from tests.ea.scripted_bridge import scripted_bridge
from tests.ea.terminal_process import terminal

COPIER = follower(1)
PLATFORMS = ["mt4", "mt5"]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_events_when_not_acknowledged_then_are_sent_again_unchanged(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    program = programs("Monitor", platform)
    async with (
        scripted_bridge(MASTER) as bridge,
        terminal(program, MASTER, bridge.port, tmp_path) as now,
    ):
        visit = await bridge.visit()
        first_hello = await visit.welcome()
        await visit.until_whole()
        now.order("open EURUSD buy 1.00")
        opened = await visit.expect("event")
        now.order(f"close {opened['position']['ticket']} 0.40")
        reduced = await visit.expect("event")
        visit.cut()
        # Made while there is no bridge.
        now.order(f"close {reduced['position']['ticket']}")

        visit = await bridge.visit()
        second_hello = await visit.welcome(resume_after="1")
        again, closed = [e for e in map(_frame, visit.texts) if e["type"] == "event"]

    assert second_hello["stream"] == first_hello["stream"]
    assert (second_hello["first_seq"], second_hello["last_seq"]) in {("1", "2"), ("1", "3")}
    assert [event["seq"] for event in (opened, reduced, again, closed)] == ["1", "2", "2", "3"]
    assert _lasting(again) == _lasting(reduced)
    assert [e["kind"] for e in (opened, reduced, closed)] == ["opened", "partly_closed", "closed"]
    assert [e["position"]["volume"] for e in (opened, reduced, closed)] == ["1", "0.6", "0"]
    assert [e["deal"]["volume"] for e in (opened, reduced, closed)] == ["1", "0.4", "0.6"]
    assert opened["position"]["id"] == closed["position"]["id"]
    assert opened["position"]["comment"] == "by hand"
    # Only MetaTrader 4 gives what is left a new ticket.
    changed = opened["position"]["ticket"] != reduced["position"]["ticket"]
    assert changed is (platform == "mt4")


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_several_changes_when_made_between_two_looks_then_are_told_one_by_one(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    program = programs("Monitor", platform)
    async with (
        scripted_bridge(MASTER) as bridge,
        terminal(program, MASTER, bridge.port, tmp_path) as now,
    ):
        visit = await bridge.visit()
        await visit.welcome()
        await visit.until_whole()
        now.order("open EURUSD sell 1.00")
        opened = await visit.expect("event")
        ticket = int(opened["position"]["ticket"])
        if platform == "mt4":
            orders = f"close {ticket} 0.10\nclose {ticket + 1} 0.20\nclose {ticket + 2} 0.30"
        else:
            orders = f"close {ticket} 0.10\nclose {ticket} 0.20\nclose {ticket} 0.30"
        now.order(orders)
        changes = [await visit.expect("event") for _ in range(3)]

    assert [change["kind"] for change in changes] == ["partly_closed"] * 3
    assert [change["deal"]["volume"] for change in changes] == ["0.1", "0.2", "0.3"]
    assert [change["position"]["volume"] for change in changes] == ["0.9", "0.7", "0.4"]


async def test_mt5_deal_when_the_list_is_behind_then_waits_for_it(
    programs: Programs, tmp_path: Path
) -> None:
    async with (
        scripted_bridge(MASTER) as bridge,
        terminal(programs("Monitor", "mt5"), MASTER, bridge.port, tmp_path) as now,
    ):
        visit = await bridge.visit()
        await visit.welcome()
        await visit.until_whole()
        now.order("lag 2\nopen EURUSD buy 1.00 1.05 1.2")
        opened = await visit.expect("event")

    # What the deal alone does not tell is there: the stops.
    assert (opened["kind"], opened["position"]["sl"]) == ("opened", "1.05")


async def test_mt4_chain_when_a_new_life_lost_its_file_then_is_read_from_the_comments(
    programs: Programs, tmp_path: Path
) -> None:
    program = programs("Monitor", "mt4")
    async with scripted_bridge(MASTER) as bridge:
        async with terminal(program, MASTER, bridge.port, tmp_path) as now:
            await (await bridge.visit()).welcome()
            now.order("open EURUSD buy 1.00\nclose 1001 0.10\nclose 1002 0.20")
            await now.until_lots("0.70")
        next((tmp_path / "files").rglob("chains-*")).unlink()
        async with terminal(program, MASTER, bridge.port, tmp_path):
            visit = await bridge.visit()
            await visit.welcome()
            snapshot = await visit.until_whole()

    (position,) = snapshot["positions"]
    assert (position["id"], position["ticket"]) == ("1001", "1003")


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_reports_when_not_acknowledged_then_a_new_life_sends_them_to_the_letter(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    program = programs("Executor", platform)
    async with scripted_bridge(COPIER) as bridge:
        async with terminal(program, COPIER, bridge.port, tmp_path):
            visit = await bridge.visit()
            old_life = await visit.welcome()
            await visit.send(**opening())
            await visit.expect("report")
            report = visit.texts[-1]
        async with terminal(program, COPIER, bridge.port, tmp_path):
            visit = await bridge.visit()
            new_life = await visit.welcome()
            await visit.send(**opening(id="0" * 32, magic="1"))
            next_report = await visit.expect("report")

    assert report in visit.texts
    assert new_life["stream"] != old_life["stream"]
    assert next_report["n"] == "2"


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_report_numbers_when_the_journal_is_gone_then_go_on_above_the_bridges(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    program = programs("Executor", platform)
    async with (
        scripted_bridge(COPIER) as bridge,
        terminal(program, COPIER, bridge.port, tmp_path),
    ):
        visit = await bridge.visit()
        await visit.welcome(report_after="41")
        await visit.send(**opening())
        report = await visit.expect("report")

    assert report["n"] == "42"


@pytest.mark.parametrize(
    ("name", "frame", "field"),
    [
        ("Executor", {"type": "dance"}, "type"),
        ("Executor", {**opening(), "volume": 1.0}, "volume"),
        ("Executor", {**opening(), "more": 1}, "more"),
        ("Monitor", opening(), "type"),
    ],
    ids=["unknown type", "JSON number", "unknown field", "instruction to a monitor"],
)
@pytest.mark.parametrize("platform", PLATFORMS)
async def test_frame_when_not_as_written_then_is_refused_and_the_link_closed(
    programs: Programs,
    tmp_path: Path,
    platform: str,
    name: str,
    frame: dict[str, object],
    field: str,
) -> None:
    async with (
        scripted_bridge(MASTER) as bridge,
        terminal(programs(name, platform), MASTER, bridge.port, tmp_path) as now,
    ):
        visit = await bridge.visit()
        await visit.welcome()
        await visit.send(**frame)
        error = await visit.expect("error")
        code = await visit.closed()

    assert (error["code"], error["field"]) == ("protocol", field)
    assert code == 1008
    assert now.book.deals == ()


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_frames_when_long_fragmented_or_paged_then_arrive_whole(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    async with (
        scripted_bridge(COPIER) as bridge,
        terminal(programs("Executor", platform), COPIER, bridge.port, tmp_path),
    ):
        visit = await bridge.visit()
        hello = await visit.welcome()
        # 3,000 names make a frame of more than 65,535 bytes, the longest form of a length.
        names = ["EURUSD", "G\u00fc\u20ac\U0001f600", *(f"{n:020d}" for n in range(3_000))]
        await visit.send(type="get_symbols", request="1", names=names)
        some = await visit.expect("symbols")
        await visit.send_in_parts(type="get_symbols", request="2", names=[])
        pages = [await visit.expect("symbols") for _ in range(2)]

    assert hello["company"] == 'Simulated "Markets" \u00dc'
    assert [symbol["name"] for symbol in some["symbols"]] == ["EURUSD"]
    assert some["missing"] == names[1:]
    assert [page["page"] for page in pages] == [1, 2]
    assert sum(len(page["symbols"]) for page in pages) == 160


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_bridge_when_it_falls_silent_then_is_left_and_found_again(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    async with (
        scripted_bridge(MASTER) as bridge,
        terminal(programs("Monitor", platform), MASTER, bridge.port, tmp_path) as now,
    ):
        visit = await bridge.visit()
        first = await visit.welcome(dead_after_ms=15_000)
        now.order("pass 16000")
        await visit.closed()
        second = await (await bridge.visit()).welcome()

    assert second["stream"] == first["stream"]
    assert any("fell silent" in text for text in now.charts)


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_heartbeat_when_the_bridge_sends_one_then_is_echoed_at_once(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    async with (
        scripted_bridge(MASTER) as bridge,
        terminal(programs("Monitor", platform), MASTER, bridge.port, tmp_path),
    ):
        visit = await bridge.visit()
        await visit.welcome()
        await visit.send(type="heartbeat", ticks=4_711, echo=None)
        answer = await visit.expect("heartbeat")

    assert answer["echo"]["ticks"] == 4_711
    assert answer["state"]["connected"] is True
    assert answer["state"]["balance"] == "10000"


def _frame(text: str) -> dict[str, Any]:
    frame: dict[str, Any] = json.loads(text)
    return frame


def _lasting(event: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name not in {"ticks", "age"}}

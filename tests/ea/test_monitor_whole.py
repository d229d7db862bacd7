"""When a monitor believes the terminal's lists: nothing that is not proven is told as a change."""

from pathlib import Path

import pytest

from tests.e2e.rig import MASTER
from tests.ea.conftest import Programs
from tests.ea.monitors import (
    MODES,
    MT4,
    PATIENT,
    deals,
    kinds,
    monitor,
    platform_of,
    settings_of,
)
from tests.ea.scripted_bridge import Frame, Visit, scripted_bridge
from tests.ea.terminal_process import TerminalProcess, terminal

# Two seconds of the terminal's own clock must pass, and more.
LONG_US = 4_000_000
# What was open before is an hour old when the next terminal starts.
AN_HOUR_LATER = {"SIM_LATER_S": "3600"}


async def keeps_doubting(visit: Visit, now: TerminalProcess) -> None:
    """Ask for snapshots for a while of the terminal's own time; none of them may be whole."""
    first = latest = await visit.snapshot()
    now.order("pass 4100")
    while latest["ticks"] - first["ticks"] < LONG_US:
        assert latest["whole"] is False
        latest = await visit.snapshot()


async def lose_trade_server(visit: Visit) -> Frame:
    """Return the permissions that tell of the lost connection."""
    while (permissions := await visit.expect("permissions"))["connected"]:
        pass
    return permissions


@pytest.mark.parametrize("mode", MODES)
async def test_list_when_empty_though_money_is_at_stake_then_is_not_whole(
    programs: Programs, tmp_path: Path, mode: str
) -> None:
    async with monitor(programs, mode, tmp_path) as (_, now):
        now.order("open EURUSD buy 1.00")
        await now.until_lots("1.00")
    hidden = {"SIM_SHOW": "0", **AN_HOUR_LATER, **settings_of(mode)}
    program = programs("Monitor", platform_of(mode))
    async with (
        scripted_bridge(MASTER) as bridge,
        terminal(program, MASTER, bridge.port, tmp_path, **hidden) as now,
    ):
        visit = await bridge.visit()
        await visit.welcome(minor=1, dead_after_ms=PATIENT)
        await keeps_doubting(visit, now)
        now.order("show -1")
        whole = await visit.until_whole()

    assert [position["volume"] for position in whole["positions"]] == ["1"]
    assert visit.told() == []


@pytest.mark.parametrize("mode", MODES)
async def test_position_when_older_than_the_last_whole_list_then_is_never_opened(
    programs: Programs, tmp_path: Path, mode: str
) -> None:
    async with monitor(programs, mode, tmp_path) as (_, now):
        now.order("open EURUSD buy 1.00\nopen SYM2 sell 2.00\nplace buy_limit SYM3 1.00 1.0")
        await now.until(lambda book: len(book.positions) == 2 and len(book.pendings) == 1)
    async with monitor(programs, mode, tmp_path, SIM_SHOW="1", **AN_HOUR_LATER) as (visit, now):
        partial = await visit.snapshot()
        now.order("show -1")
        # Nothing was told, so a snapshot comes unasked.
        whole = await visit.until_whole()

    assert sorted(position["symbol"] for position in whole["positions"]) == ["EURUSD", "SYM2"]
    assert [pending["symbol"] for pending in whole["pendings"]] == ["SYM3"]
    # At once, not when patience is over.
    assert whole["ticks"] - partial["ticks"] < 10_000_000
    assert visit.told() == []


@pytest.mark.parametrize("mode", MODES)
async def test_changes_when_made_while_the_trade_server_is_away_then_are_told_afterwards(
    programs: Programs, tmp_path: Path, mode: str
) -> None:
    async with monitor(programs, mode, tmp_path) as (visit, now):
        now.order("open EURUSD buy 1.00")
        (opened,) = await visit.events(1)
        ticket = opened["position"]["ticket"]
        now.order("connected 0")
        await lose_trade_server(visit)
        now.order(f"close {ticket} 0.30\nopen SYM2 sell 2.00\nplace buy_limit SYM3 1.00 1.0")
        now.order("deposit 100 Deposit")
        away = await visit.snapshot()
        told_while_away = visit.told()
        now.order("connected 1")
        events = await visit.events(4)
        whole = await visit.until_whole()

    assert away["whole"] is False
    assert kinds(told_while_away) == ["opened"]
    assert sorted(kinds(events)) == ["balance", "opened", "partly_closed", "pending_placed"]
    by_kind = {event["kind"]: event for event in events}
    assert by_kind["partly_closed"]["position"]["volume"] == "0.7"
    assert by_kind["opened"]["position"]["symbol"] == "SYM2"
    if mode != MT4:
        # There the deals have one order.
        assert kinds(events) == ["partly_closed", "opened", "balance", "pending_placed"]
    assert len(whole["positions"]) == 2


@pytest.mark.parametrize("mode", MODES)
async def test_positions_when_the_list_is_empty_after_a_reconnection_then_none_is_closed(
    programs: Programs, tmp_path: Path, mode: str
) -> None:
    async with monitor(programs, mode, tmp_path) as (visit, now):
        now.order("open EURUSD buy 1.00")
        await visit.events(1)
        # At its own price the position's profit is 0: money raises no doubt.
        now.order("quote EURUSD 1.1001 1.1002\nshow 0\nconnected 0")
        await lose_trade_server(visit)
        now.order("connected 1")
        await keeps_doubting(visit, now)
        now.order("show -1")
        whole = await visit.until_whole()

    assert [position["volume"] for position in whole["positions"]] == ["1"]
    assert kinds(visit.told()) == ["opened"]


@pytest.mark.parametrize("mode", MODES)
async def test_vanished_position_when_its_proof_comes_late_then_is_closed_only_with_it(
    programs: Programs, tmp_path: Path, mode: str
) -> None:
    async with monitor(programs, mode, tmp_path) as (visit, now):
        now.order("open EURUSD buy 1.00")
        (opened,) = await visit.events(1)
        now.order(f"history 0\nclose {opened['position']['ticket']}")
        await now.until_lots()
        await keeps_doubting(visit, now)
        before = kinds(visit.told())
        now.order("history 1")
        (closed,) = await visit.events(1)

    assert before == ["opened"]
    assert (closed["kind"], closed["position"]["volume"]) == ("closed", "0")
    assert deals([closed], "volume", "reason") == [("1", "client")]


@pytest.mark.parametrize("mode", MODES)
async def test_vanished_position_when_no_proof_comes_for_long_then_the_list_counts_all_the_same(
    programs: Programs, tmp_path: Path, mode: str
) -> None:
    program = programs("Monitor", platform_of(mode))
    settings = settings_of(mode)
    async with (
        scripted_bridge(MASTER) as bridge,
        terminal(program, MASTER, bridge.port, tmp_path, **settings) as now,
    ):
        visit = await bridge.visit()
        await visit.welcome(minor=1, dead_after_ms=PATIENT)
        await visit.until_whole()
        now.order("open EURUSD buy 1.00")
        (opened,) = await visit.events(1)
        now.order(f"history 0\nclose {opened['position']['ticket']}")
        await now.until_lots()
        # More than the half minute of patience.
        now.order("pass 32000")
        while (latest := await visit.until_whole())["positions"]:
            pass
        before = kinds(visit.told())
        now.order("history 1")
        (closed,) = await visit.events(1)

    assert latest["closed"] == []
    assert before == ["opened"]
    assert (closed["kind"], closed["position"]["id"]) == ("closed", opened["position"]["id"])


@pytest.mark.parametrize("kept", ["magic comment", "magic", "comment", "nothing"])
async def test_mt4_rest_of_a_partial_close_when_whatever_it_keeps_then_is_no_opening(
    programs: Programs, tmp_path: Path, kept: str
) -> None:
    async with monitor(programs, MT4, tmp_path, SIM_REMAINDER=kept) as (visit, now):
        now.order("open EURUSD buy 1.00")
        (opened,) = await visit.events(1)
        now.order(f"close {opened['position']['ticket']} 0.30")
        (reduced,) = await visit.events(1)
        now.order("open EURUSD buy 0.10")
        (other,) = await visit.events(1)

    assert kinds([reduced, other]) == ["partly_closed", "opened"]
    assert reduced["position"]["id"] == opened["position"]["id"]
    assert reduced["position"]["ticket"] != opened["position"]["ticket"]
    assert other["position"]["volume"] == "0.1"


@pytest.mark.parametrize("shown", ["all", "hidden"])
async def test_mt4_ticket_when_it_lived_between_two_looks_then_history_alone_can_tell(
    programs: Programs, tmp_path: Path, shown: str
) -> None:
    async with monitor(programs, MT4, tmp_path, SIM_HISTORY=shown) as (visit, now):
        now.order("open EURUSD buy 1.00\nclose 1001 0.40\nclose 1002")
        now.order("open SYM2 buy 0.10")
        events = await visit.events(4 if shown == "all" else 1)

    lived = ["opened", "partly_closed", "closed"] if shown == "all" else []
    assert kinds(events) == [*lived, "opened"]
    if lived:
        assert [event["position"]["volume"] for event in events[:3]] == ["1", "0.6", "0"]

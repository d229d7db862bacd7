"""What the chart says: whether the monitor is connected, why not, and what to click."""

from pathlib import Path

import pytest

from tests.e2e.rig import MASTER, bridge, follower
from tests.ea.conftest import Programs
from tests.ea.monitors import monitor
from tests.ea.terminal_process import terminal

PLATFORMS = ["mt4", "mt5"]
# Nothing listens there.
NO_PORT = 9
COPIER = follower(1)


@pytest.mark.parametrize(
    ("platform", "settings", "why", "click"),
    [
        ("mt4", {}, "not found on port 9", "Start TradeCopy Desktop"),
        ("mt5", {}, "not found on port 9", "Start TradeCopy Desktop"),
        (
            "mt5",
            {"SIM_ADDRESS_NOT_ALLOWED": "1"},
            "does not allow the address",
            "Tools > Options > Expert Advisors",
        ),
        ("mt4", {"SIM_DLLS": "0"}, "the terminal does not allow it", "Allow DLL imports"),
        ("mt5", {"SIM_INPUT_InpKey": ""}, "no key yet", "press F7"),
        ("mt5", {"SIM_LOGIN": "0"}, "not logged in", "File > Login"),
    ],
    ids=["mt4 no bridge", "mt5 no bridge", "address", "DLL", "key", "login"],
)
async def test_chart_when_something_hinders_the_connection_then_names_it_and_the_click(
    programs: Programs,
    tmp_path: Path,
    platform: str,
    settings: dict[str, str],
    why: str,
    click: str,
) -> None:
    program = programs("Monitor", platform)
    async with terminal(program, MASTER, NO_PORT, tmp_path, **settings) as now:
        status = await now.until_chart(why)

    assert status.startswith("TradeCopy Monitor ")
    assert "Not connected" in status
    assert click in status


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_chart_when_connected_then_tells_of_the_last_event_and_of_a_lost_trade_server(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    mode = "mt4" if platform == "mt4" else "mt5-hedging"
    async with monitor(programs, mode, tmp_path) as (visit, now):
        connected = await now.until_chart("the trades of this account are told")
        now.order("open EURUSD buy 0.10")
        await visit.events(1)
        event = await now.until_chart("Last event: ")
        now.order("connected 0")
        lost = await now.until_chart("no connection to its trade server")

    assert "account 1001, Master-Demo" in connected
    assert "opened: buy 0.1 EURUSD" in event
    assert "bottom right corner" in lost


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_chart_when_the_bridge_refuses_then_says_why_and_what_to_do(
    programs: Programs, tmp_path: Path, platform: str
) -> None:
    program = programs("Monitor", platform)
    async with bridge(tmp_path / "bridge", [MASTER], []) as now:
        port = now.program.port
        async with terminal(program, COPIER, port, tmp_path / "stranger") as unknown:
            stranger = await unknown.until_chart("does not know the key")
        other = {"SIM_LOGIN": "1002"}
        async with terminal(program, MASTER, port, tmp_path / "other", **other) as wrong:
            mistaken = await wrong.until_chart("belongs to another account")
        async with terminal(program, MASTER, port, tmp_path / "first") as first:
            await first.until_chart("the trades of this account are told")
            async with terminal(program, MASTER, port, tmp_path / "second") as second:
                twin = await second.until_chart("already running on another chart")

    assert "press F7 here and paste it" in stranger
    assert "paste the key of this account" in mistaken
    assert "Remove the EA from one of the two charts" in twin

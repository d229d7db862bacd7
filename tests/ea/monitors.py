"""A compiled monitor that a scripted bridge has welcomed, on each kind of account."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.e2e.rig import MASTER
from tests.ea.conftest import Programs
from tests.ea.scripted_bridge import Frame, Visit, scripted_bridge
from tests.ea.terminal_process import TerminalProcess, terminal

HEDGING, NETTING, MT4 = "mt5-hedging", "mt5-netting", "mt4"
MODES = [HEDGING, NETTING, MT4]
PATIENT = 600_000


def platform_of(mode: str) -> str:
    """Return the platform of a kind of account."""
    return "mt4" if mode == MT4 else "mt5"


def settings_of(mode: str) -> dict[str, str]:
    """Return what a terminal with this kind of account is started with."""
    return {"SIM_MARGIN_MODE": "netting"} if mode == NETTING else {}


@asynccontextmanager
async def monitor(
    programs: Programs, mode: str, folder: Path, **settings: str
) -> AsyncIterator[tuple[Visit, TerminalProcess]]:
    """Run a monitor that has shown its account; every frame of it is checked."""
    program = programs("Monitor", platform_of(mode))
    async with (
        scripted_bridge(MASTER) as bridge,
        terminal(program, MASTER, bridge.port, folder, **settings_of(mode), **settings) as now,
    ):
        visit = await bridge.visit()
        await visit.welcome(minor=1, dead_after_ms=PATIENT)
        await visit.until_whole()
        yield visit, now


def kinds(events: list[Frame]) -> list[str]:
    """Return the kinds of events, in their order."""
    return [str(event["kind"]) for event in events]


def deals(events: list[Frame], *fields: str) -> list[tuple[Any, ...]]:
    """Return these fields of the events' deals."""
    return [tuple(event["deal"][field] for field in fields) for event in events]

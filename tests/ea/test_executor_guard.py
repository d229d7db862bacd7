"""The equity floor and the block without the bridge outlive the program (G1, G5)."""

from pathlib import Path
from typing import Any

import pytest

from tests.ea.conftest import Programs
from tests.ea.executing import COPIER, KINDS, executor, other_opening, placing, told
from tests.ea.instructions import opening, target
from tests.ea.scripted_bridge import Visit, scripted_bridge
from tests.ea.terminal_process import TerminalProcess, terminal

# 1.00 bought at 1.1001 has lost 1,010 of 10,000 here.
FALL = "quote EURUSD 1.0900 1.0901"
# More than a terminal's clocks jump by themselves while it waits for a test.
BLOCK_MS = 8_000


def guard(floor: str | None, **changes: object) -> dict[str, Any]:
    """Return a guard that blocks after a minute without the bridge."""
    base = {"floor": floor, "block_after_ms": 60_000, "flatten_at_floor": False}
    return {"type": "guard", **base, **changes}


async def fallen(visit: Visit, now: TerminalProcess) -> None:
    """Let prices fall, and wait until the terminal knows its loss."""
    now.order(FALL)
    while (await visit.expect("funds"))["equity"] != "8990":
        continue


@pytest.mark.parametrize("kind", KINDS)
async def test_opening_when_equity_is_below_the_floor_then_is_refused(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await visit.send(**guard("9000"))
        above = await told(visit, opening())
        await fallen(visit, now)
        below = await told(visit, other_opening())
        order = await told(visit, placing(id="3" * 32, magic="4715"))
        closed = await told(visit, target(2, "0.50"))

    assert above["outcome"] == "filled"
    assert [(r["outcome"], r["code"]) for r in (below, order)] == [("refused", "not_allowed")] * 2
    assert closed["outcome"] == "filled"
    assert len(now.book.deals) == 2


@pytest.mark.parametrize("kind", KINDS)
async def test_floor_when_the_terminal_was_restarted_then_still_holds(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, _):
        await visit.send(**guard("8000"))
        await visit.send(**guard("9000"))
        await told(visit, opening())
    async with executor(programs, kind, tmp_path) as (visit, now):
        await fallen(visit, now)
        below = await told(visit, other_opening())
        await visit.send(**guard(None))
        lifted = await told(visit, other_opening(id="4" * 32, magic="4716"))

    assert (below["outcome"], below["code"]) == ("refused", "not_allowed")
    assert lifted["outcome"] == "filled"


@pytest.mark.parametrize("kind", KINDS)
async def test_floor_when_reached_then_everything_is_closed_and_the_trader_is_told(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await visit.until_whole()
        await visit.send(**guard("9000", flatten_at_floor=True))
        await told(visit, opening())
        await told(visit, placing(id="3" * 32, magic="4715"))
        now.order(FALL)
        alarm = await visit.expect("error")
        book = await now.until(lambda seen: not seen.positions and not seen.pendings)

    assert alarm["code"] == "guard_flattens"
    assert len(book.deals) == 2
    assert len(now.pushed) == 1
    assert "floor" in now.pushed[0]


@pytest.mark.parametrize("kind", KINDS)
async def test_floor_when_reached_while_the_bridge_is_away_then_everything_is_closed(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    margin = {"SIM_MARGIN_MODE": "netting"} if kind == "netting" else {}
    program = programs("Executor", "mt4" if kind == "mt4" else "mt5")
    async with scripted_bridge(COPIER) as bridge:
        port = bridge.port
        async with terminal(program, COPIER, port, tmp_path, **margin):
            visit = await bridge.visit()
            await visit.welcome()
            await visit.send(**guard("9000", flatten_at_floor=True))
            await told(visit, opening())
    # No bridge listens any more, and the terminal begins a new life.
    async with terminal(program, COPIER, port, tmp_path, **margin) as now:
        await now.until_lots("1.00")
        now.order(FALL)
        book = await now.until_lots()

    assert len(book.deals) == 2


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "unbelievable", ["gap -1500", "deposit -10000"], ids=["sum differs", "no balance"]
)
async def test_floor_when_the_figures_cannot_be_believed_then_nothing_is_closed(
    programs: Programs, tmp_path: Path, kind: str, unbelievable: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await visit.until_whole()
        await visit.send(**guard("9000", flatten_at_floor=True))
        await told(visit, opening())
        now.order(unbelievable)
        alarm = await visit.expect("error")
        refused = await told(visit, other_opening())
        closed = await told(visit, target(2, "0.50"))

    assert alarm["code"] == "guard_blind"
    assert (refused["outcome"], refused["code"]) == ("refused", "not_allowed")
    # Only what the bridge itself ordered.
    assert closed["outcome"] == "filled"
    assert [held.lots for held in now.book.positions] == ["0.50"]
    assert len(now.pushed) == 1


@pytest.mark.parametrize("kind", KINDS)
async def test_opening_when_the_bridge_was_silent_too_long_then_waits_for_a_welcome(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    margin = {"SIM_MARGIN_MODE": "netting"} if kind == "netting" else {}
    program = programs("Executor", "mt4" if kind == "mt4" else "mt5")
    async with (
        scripted_bridge(COPIER) as bridge,
        terminal(program, COPIER, bridge.port, tmp_path, **margin) as now,
    ):
        visit = await bridge.visit()
        await visit.welcome()
        await told(visit, opening())
        await visit.send(**guard(None, block_after_ms=BLOCK_MS))
        await visit.snapshot()
        # Nothing more is sent to it until its own second heartbeat, after ten seconds.
        now.order("pass 10000")
        for _ in range(2):
            await visit.expect("heartbeat")
        blocked = await told(visit, other_opening())
        closed = await told(visit, target(2, "0"))
        visit.cut()
        visit = await bridge.visit()
        await visit.welcome(report_after=closed["n"])
        opened = await told(visit, other_opening(id="5" * 32, magic="4717"))

    assert (blocked["outcome"], blocked["code"]) == ("refused", "not_allowed")
    assert [closed["outcome"], opened["outcome"]] == ["filled", "filled"]
    assert len(now.book.deals) == 3


@pytest.mark.parametrize("kind", KINDS)
async def test_block_when_a_slow_call_kept_the_terminal_from_listening_then_there_is_none(
    programs: Programs, tmp_path: Path, kind: str
) -> None:
    async with executor(programs, kind, tmp_path) as (visit, now):
        await visit.send(**guard(None, block_after_ms=BLOCK_MS))
        now.order(f"slow {BLOCK_MS + 1_000}")
        first = await told(visit, opening())
        second = await told(visit, other_opening())

    assert [first["outcome"], second["outcome"]] == ["filled", "filled"]
    assert len(now.book.deals) == 2

"""An executor that was welcomed by a bridge that the test plays, and what to tell it.

It remembers nothing of what it was told; a test reads the broker's own book.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.e2e.rig import follower
from tests.ea.conftest import Programs
from tests.ea.instructions import COPY, MAGIC, OPENING, opening
from tests.ea.scripted_bridge import Frame, Visit, scripted_bridge
from tests.ea.terminal_process import TerminalProcess, terminal

COPIER = follower(1)
# MetaTrader 4; MetaTrader 5, where an order makes a position; and where a symbol has one position.
KINDS = ["mt4", "mt5", "netting"]
HEDGING = ["mt4", "mt5"]
PATIENT = 600_000
OTHER_ID = "0123456789abcdef0123456789abcdef"
OTHER_COPY = "b1b2b3b4b5b6b7b8b9bab1b2b3b4b5b6"
OTHER_MAGIC = "1560281090"
NO_SIDE: Frame = {"side": None, "volume": "0"}


@asynccontextmanager
async def executor(
    programs: Programs, kind: str, folder: Path, *, report_after: str = "0", **settings: str
) -> AsyncIterator[tuple[Visit, TerminalProcess]]:
    """Run an executor on an account of this kind until the end of the block.

    `report_after` is the last report that the bridge has stored.
    """
    program = programs("Executor", "mt4" if kind == "mt4" else "mt5")
    margin = {"SIM_MARGIN_MODE": "netting"} if kind == "netting" else {}
    await asyncio.to_thread(give_past, folder)
    async with (
        scripted_bridge(COPIER) as bridge,
        terminal(program, COPIER, bridge.port, folder, **margin, **settings) as now,
    ):
        visit = await bridge.visit()
        await visit.welcome(report_after=report_after, dead_after_ms=PATIENT)
        yield visit, now


def give_past(folder: Path) -> None:
    """Give a new terminal the journal of an executor that did nothing yet.

    Without one it would not trust the account before its lists are steady.
    """
    if not (folder / "files").exists():
        journal = folder / "files/TradeCopy/journal-2001-Follower-Demo.txt"
        journal.parent.mkdir(parents=True)
        journal.write_text("DAY\t19000\n", encoding="utf-8")


async def told(visit: Visit, frame: Frame) -> Frame:
    """Send an instruction and return the report on it."""
    await visit.send(**frame)
    return await visit.expect("report")


async def final(visit: Visit, frame: Frame) -> list[Frame]:
    """Send an instruction and return all reports on it, the final one last."""
    reports = [await told(visit, frame)]
    while reports[-1]["outcome"] == "accepted":
        reports.append(await visit.expect("report"))
    return reports


async def next_second(visit: Visit) -> None:
    """Wait until the trade server's clock shows another second."""
    seconds: list[int] = []
    while len(seconds) < 2 or seconds[0] == seconds[-1]:
        await visit.send(type="heartbeat", ticks=1, echo=None)
        beat = await visit.expect("heartbeat")
        seconds.append(beat["state"]["server_time"] // 1_000)


def journal_in(folder: Path) -> Path:
    """Return the executor's journal in a terminal's folder."""
    return next((folder / "files").rglob("journal-*"))


def by_kind(kind: str, mt4: int, mt5: int) -> int:
    """Return the platform's own code of the same trouble."""
    return mt4 if kind == "mt4" else mt5


def expected(kind: str, side: str | None = None, volume: str = "0") -> Frame | None:
    """Return what the bridge knows of a netting position; nothing on other accounts."""
    return {"side": side, "volume": volume} if kind == "netting" else None


def other_opening(**changes: object) -> dict[str, Any]:
    """Return an `open` of 1.00 lots for another copy."""
    return opening(**{"id": OTHER_ID, "copy": OTHER_COPY, "magic": OTHER_MAGIC, **changes})


def opens(magic: str = MAGIC, instruction: str = OPENING) -> list[Frame]:
    """Return the openings that a change names."""
    return [{"id": instruction, "magic": magic, "volume": "1.00", "since": None}]


def stops(number: int, sl: str | None, tp: str | None, **changes: object) -> dict[str, Any]:
    """Return a `set_stops` with the revision `number`."""
    return {
        "type": "set_stops",
        "id": f"{number:032x}",
        "copy": COPY,
        "revision": number,
        "symbol": "EURUSD",
        "side": "buy",
        "sl": sl,
        "tp": tp,
        "opens": opens(),
        "expected": None,
        **changes,
    }


def placing(**changes: object) -> dict[str, Any]:
    """Return a `place` of a limit order for 1.00 lots at 1.05."""
    order = {"kind": "limit", "price": "1.05", "limit_price": None, "expires_at": None}
    return opening(**{"type": "place", **order, **changes})


def modifying(number: int, price: str, **changes: object) -> dict[str, Any]:
    """Return a `modify_pending` with the revision `number`."""
    return {
        "type": "modify_pending",
        "id": f"{number:032x}",
        "copy": COPY,
        "revision": number,
        "symbol": "EURUSD",
        "side": "buy",
        "opens": opens(),
        "price": price,
        "limit_price": None,
        "sl": None,
        "tp": None,
        "expires_at": None,
        **changes,
    }


def cancelling(number: int) -> dict[str, Any]:
    """Return a `cancel_pending` with the revision `number`."""
    return {
        "type": "cancel_pending",
        "id": f"{number:032x}",
        "copy": COPY,
        "revision": number,
        "symbol": "EURUSD",
        "side": "buy",
        "opens": opens(),
    }


def flattening(number: int, *copies: str, cancels: bool = True) -> dict[str, Any]:
    """Return a `flatten` of these copies, of the account if there are none."""
    return {
        "type": "flatten",
        "id": f"f{number:031x}",
        "scope": "copies" if copies else "account",
        "copies": list(copies),
        "cancel_pendings": cancels,
    }

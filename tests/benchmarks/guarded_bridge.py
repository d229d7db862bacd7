"""The program under test with limits on every follower, in a process of its own.

Prints its port, and `ready` once all terminals are there. For each line that it is told it lifts
all locks as soon as all accounts are flat, and prints `unlocked`; at the end how late its loop came
at worst in each second.
"""

import argparse
import asyncio
import json
import os
import sys
from decimal import Decimal
from pathlib import Path

from tests.benchmarks.bridge import install
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.app.guard_views import GuardRow
from tradecopy_desktop.app.program import Program
from tradecopy_desktop.app.views import LoopLagged
from tradecopy_desktop.bootstrap import Running, Setup, run_plain, run_window
from tradecopy_desktop.domain.guarding import AccountGuard, Limit
from tradecopy_desktop.domain.limits import Amount, DrawdownLimit, LossLimit, Period, Trail
from tradecopy_desktop.ports import SecretVault, Settings

LOSS = Decimal(500)
"""What each follower may lose, in USD: with 1 lot of EURUSD that is 500 points."""
GUARD = AccountGuard(
    limits=(
        Limit(
            id="daily",
            name="daily loss",
            rule=LossLimit(period=Period.DAY, amount=Amount(value=LOSS)),
        ),
        Limit(
            id="static",
            name="drawdown",
            rule=DrawdownLimit(trail=Trail.STATIC, amount=Amount(value=2 * LOSS)),
        ),
    )
)


async def serve_until_told(now: Running) -> int:
    """Serve until the standard input ends."""
    late_ms: list[float] = []
    now.program.bus.subscribe(LoopLagged, lambda lag: late_ms.append(lag.worst_ms))
    print(now.program.port, flush=True)
    while not now.program.is_ready():  # noqa: ASYNC110 - nothing tells, and no figure counts yet
        await asyncio.sleep(0.05)
    for row in _guarded(now.program):
        await now.program.set_guard(row.account, GUARD)
    late_ms.clear()
    print("ready", flush=True)
    while await asyncio.to_thread(sys.stdin.readline):
        await _unlock(now.program)
        print("unlocked", flush=True)
    print(json.dumps(late_ms), flush=True)
    return 0


async def _unlock(program: Program) -> None:
    # Flat accounts only: what is still being closed would be closed no more.
    while not all(  # noqa: ASYNC110 - nothing tells, and nothing is measured here
        row.locked and not row.closing for row in _guarded(program)
    ):
        await asyncio.sleep(0.01)
    for row in _guarded(program):
        await program.unlock(row.account, "the next round")


def _guarded(program: Program) -> list[GuardRow]:
    return [row for row in program.guards() if row.can_act]


def main() -> int:
    """Run the program with or without its window."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--window", action="store_true")
    parser.add_argument("--followers", type=int, required=True)
    parser.add_argument("--data", type=Path, required=True)
    choice = parser.parse_args()

    def set_up(settings: Settings, _vault: SecretVault) -> None:
        install(settings, choice.followers)

    setup = Setup(data_dir=choice.data, port=0, vault=MemoryVault(), install=set_up)
    if not choice.window:
        return run_plain(setup, serve_until_told)
    seen = sys.platform != "linux" or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    return run_window(setup, lambda now, _window: serve_until_told(now), seen=seen)


if __name__ == "__main__":
    sys.exit(main())

"""The program under test with limits on every follower, in a process of its own.

Prints its port, and `ready` once all terminals are there. For each line that it is told it lifts
all locks as soon as all accounts are flat, and prints `unlocked`; at the end how late its loop came
at worst in each second.
"""

import asyncio
import json
import sys
from decimal import Decimal

from tests.benchmarks.bridge import run, until_all_are_there
from tradecopy_desktop.app.guard_views import GuardRow
from tradecopy_desktop.app.program import Program
from tradecopy_desktop.app.views import LoopLagged
from tradecopy_desktop.bootstrap import Running
from tradecopy_desktop.domain.guarding import AccountGuard, Limit
from tradecopy_desktop.domain.limits import Amount, DrawdownLimit, LossLimit, Period, Trail
from tradecopy_desktop.domain.pace import USUAL_PACE

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
    await until_all_are_there(now)
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


if __name__ == "__main__":
    sys.exit(run(serve_until_told, USUAL_PACE))

"""The rig's bridge in a process of its own, so that a test can kill it. Trades nothing itself.

Arguments: data folder, number of followers. It waits for the line `go`, writes its port, answers
`skipped` with the reasons of skipped openings and how often each, and ends when its input does.
With `--die-at POINT:N` it ends by itself, at once, at the n-th passing of a named point after the
line `arm`. `--eager` routes make up for everything that came late.
"""

import argparse
import asyncio
import json
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

from tests.e2e.dying_parts import Fuse, dying
from tests.e2e.rig import MASTER, bridge, follower, same_lots
from tradecopy_desktop.bootstrap import running
from tradecopy_desktop.domain.recovery_rules import Corrections, LatePolicy, RecoveryRules
from tradecopy_desktop.domain.routes import Route

# However slow the machine: what matters there is that nothing is lost, not how old it is.
_MAX_AGE_MS = 60_000


async def _serve(wished: argparse.Namespace) -> None:
    copiers = [follower(number) for number in range(1, wished.followers + 1)]
    routes = [same_lots(MASTER, copier) for copier in copiers]
    if wished.eager:
        routes = [*map(_eager, routes)]
    fuse = Fuse(wished.die_at) if wished.die_at else None
    run = running if fuse is None else partial(dying, fuse=fuse)
    async with bridge(wished.folder, [MASTER, *copiers], routes, run=run) as now:
        _answer(now.program.port)
        while line := await asyncio.to_thread(sys.stdin.readline):
            if fuse is not None and line.strip() == "arm":
                fuse.arm()
            _answer(now.board.skipped)


def _eager(route: Route) -> Route:
    rules = RecoveryRules(late=LatePolicy.MARKET, corrections=Corrections.AUTOMATIC)
    settings = replace(route.settings, recovery=rules, max_age_ms=_MAX_AGE_MS)
    return replace(route, settings=settings)


def _answer(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("followers", type=int)
    parser.add_argument("--die-at", default="")
    parser.add_argument("--eager", action="store_true")
    return parser.parse_args()


if __name__ == "__main__" and sys.stdin.readline():
    asyncio.run(_serve(_arguments()))

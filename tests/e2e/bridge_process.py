"""The rig's bridge in a process of its own, so that a test can kill it. Trades nothing itself.

Arguments: data folder, number of followers. It waits for the line `go`, writes its port, answers
`skipped` with the reasons of skipped openings and how often each, and ends when its input does.
"""

import asyncio
import json
import sys
from pathlib import Path

from tests.e2e.rig import MASTER, bridge, follower, same_lots


async def _serve(folder: Path, followers: int) -> None:
    copiers = [follower(number) for number in range(1, followers + 1)]
    routes = [same_lots(MASTER, copier) for copier in copiers]
    async with bridge(folder, [MASTER, *copiers], routes) as now:
        _answer(now.program.port)
        while await asyncio.to_thread(sys.stdin.readline):
            _answer(now.board.skipped)


def _answer(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__" and sys.stdin.readline():
    asyncio.run(_serve(Path(sys.argv[1]), int(sys.argv[2])))

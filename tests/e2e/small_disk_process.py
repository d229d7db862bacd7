"""The rig's bridge in a process whose disk can be full, by the system's own limit of file sizes.

Argument: data folder. It writes its port, then answers each line: `full` (no file can be written
from now on), `room` and `alerts` (what the trader was told so far). It ends when its input does.
"""

import asyncio
import json
import resource
import sys
from pathlib import Path

from tests.e2e.rig import MASTER, bridge, follower, same_lots
from tradecopy_desktop.bootstrap import Running


async def _serve(folder: Path) -> None:
    copier = follower(1)
    async with bridge(folder, [MASTER, copier], [same_lots(MASTER, copier)]) as now:
        _say(now.program.port)
        while line := await asyncio.to_thread(sys.stdin.readline):
            _say(_answer(now, line.strip()))


def _answer(now: Running, asked: str) -> object:
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    if asked == "full":
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    elif asked == "room":
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    elif asked == "alerts":
        return [f"{alert.title}: {alert.text}" for alert in now.board.alerts()]
    return asked


def _say(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1])))

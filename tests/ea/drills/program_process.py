"""The program in a process of its own, on the accounts and routes that are in its data folder.

Argument: data folder. It waits for the line `go`, writes its port, answers every other line with
what it says of itself, and ends when its input does.
"""

import asyncio
import json
import sys
from pathlib import Path

from tests.ea.drills.ea_scene import told_by
from tradecopy_desktop.adapters.memory_vault import MemoryVault
from tradecopy_desktop.bootstrap import Setup, running


async def _serve(folder: Path) -> None:
    async with running(Setup(data_dir=folder, port=0, vault=MemoryVault())) as now:
        _answer(now.program.port)
        while await asyncio.to_thread(sys.stdin.readline):
            told = told_by(now.program)
            _answer(
                {
                    "ready": told.ready,
                    "connected": sorted(told.connected),
                    "busy": sorted(told.busy),
                    "unread": told.unread,
                    "credits": {login: str(money) for login, money in told.credits.items()},
                    "equities": {login: str(money) for login, money in told.equities.items()},
                    "alerts": told.alerts,
                }
            )


def _answer(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__" and sys.stdin.readline():
    asyncio.run(_serve(Path(sys.argv[1])))
